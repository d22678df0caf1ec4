/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sealed-file.h"

G_BEGIN_DECLS

/* The keys of the two computers of split mode. Each has a pair of its own; what they seal for each other needs one's secret and the other's
 * public half, so that only these two can make or read it. */

#define MH_BOX_KEY_BYTES 32

/* Overwrite it with mh_box_secret_clear() when it is done with. */
typedef struct {
  guint8 bytes[MH_BOX_KEY_BYTES];
} MhBoxSecret;

typedef struct {
  guint8 bytes[MH_BOX_KEY_BYTES];
} MhBoxPublic;

typedef enum {
  MH_BOX_ROLE_NONE,
  MH_BOX_ROLE_REGISTER,  /* 名簿PC: knows people, does not send */
  MH_BOX_ROLE_SENDER,    /* 送信PC: sends, knows nobody */
} MhBoxRole;

/* Which way a sealed file goes. */
typedef enum {
  MH_BOX_WAY_OUT,   /* from the register to the sender */
  MH_BOX_WAY_BACK,
} MhBoxWay;

/* What one computer hands to the other for the pairing. */
typedef struct {
  MhBoxRole   role;      /* of whose key it is; never none */
  gboolean    practice;  /* of a practice town */
  MhBoxPublic key;
} MhBoxCard;

void        mh_box_secret_make        (MhBoxSecret         *out_secret);
void        mh_box_secret_clear       (MhBoxSecret         *secret);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MhBoxSecret, mh_box_secret_clear)
/* As the keyring keeps it; overwrite it before it is freed. */
char       *mh_box_secret_write       (const MhBoxSecret   *secret);
gboolean    mh_box_secret_read        (const char          *text,
                                       MhBoxSecret         *out_secret,
                                       GError             **error);
void        mh_box_secret_get_public  (const MhBoxSecret   *secret,
                                       MhBoxPublic         *out_public);

const char *mh_box_role_to_nick       (MhBoxRole            role);  /* none, register, sender */
MhBoxRole   mh_box_role_from_nick     (const char          *nick);  /* none for what is not known */
char       *mh_box_card_write         (const MhBoxCard     *card);
gboolean    mh_box_card_read          (const char          *text,
                                       MhBoxCard           *out_card,
                                       GError             **error);
/* Six groups of four digits, to be read aloud. */
char       *mh_box_public_fingerprint (const MhBoxPublic   *key);
/* The key that seals what goes one way between the two. */
gboolean    mh_box_key_agree          (const MhBoxSecret   *own,
                                       const MhBoxPublic   *other,
                                       MhBoxWay             way,
                                       MhSealedKey         *out_key,
                                       GError             **error);

G_END_DECLS

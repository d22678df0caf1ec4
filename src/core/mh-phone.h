/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MH_PHONE_INVALID,
  MH_PHONE_MOBILE,    /* 060, 070, 080, 090 + 8 digits: takes SMS */
  MH_PHONE_LANDLINE,  /* 0AB-J, 10 digits */
  MH_PHONE_IP,        /* 050 */
  MH_PHONE_MACHINE,   /* 020, 14-digit device numbers: refused for people */
} MhPhoneKind;

typedef enum {
  MH_PHONE_NOTE_NONE          = 0,
  MH_PHONE_NOTE_ZERO_RESTORED = 1 << 0,  /* Excel had dropped the leading 0 */
  MH_PHONE_NOTE_AREA_ADDED    = 1 << 1,  /* a local number without area code */
} MhPhoneNote;

typedef struct {
  MhPhoneKind kind;
  MhPhoneNote notes;
  char        digits[16];  /* normalised, "" when invalid */
} MhPhone;

/* @area_code: (nullable) what is put before a local number, such as "0158" */
MhPhone  mh_phone_read   (const char *text,
                          const char *area_code);
/* Whether it says that there is no number: empty, なし, 不明, a dash, only zeros. */
gboolean mh_phone_says_none (const char *text);
/* 090-1234-5678 for people to read; landlines with the area code split only where it is @area_code. */
char    *mh_phone_format (const char *digits,
                          const char *area_code);

G_END_DECLS

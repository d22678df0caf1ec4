/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* What residents see on their telephones: the other side of what was sent, for the practice town. */

typedef struct {
  gint64 delivery;
  char  *body;
  gint64 at;          /* ms since 1970 UTC */
  gint64 offer;       /* 0 = asks nothing */
  char  *state;       /* (nullable) what became of the offer: open, accepted, declined, expired, lost, undone */
} MhPhoneMessage;

typedef struct {
  gint64     contact;
  gboolean   is_line;   /* else SMS */
  char      *owner;     /* the names of those who have it; "" when nobody has */
  GPtrArray *messages;  /* (element-type MhPhoneMessage) oldest first */
  gint64     question;  /* the newest offer that can still be answered, 0 = none */
} MhSeenPhone;

void       mh_seen_phone_free (MhSeenPhone *phone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSeenPhone, mh_seen_phone_free)

/* The telephones that got a message, the last message first. (element-type MhSeenPhone) */
GPtrArray *mh_phones_list (const MhDesk *desk,
                           int limit,
                           GError **error);

G_END_DECLS

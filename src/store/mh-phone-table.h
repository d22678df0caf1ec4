/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* A message that came to a contact: deliveries that a service took, seen from the other side. */
typedef struct {
  gint64 delivery;
  gint64 contact;
  char  *channel;       /* line, mobile */
  char  *kind;          /* of the delivery */
  char  *body;
  gint64 at;            /* ms since 1970 UTC: taken by the service, or delivered */
  gint64 offer;         /* 0 = none */
  char  *offer_state;   /* (nullable) open, accepted, declined, expired, lost, undone */
  gint64 deadline_at;   /* of the offer; 0 = none */
} MhPhoneRow;

void       mh_phone_row_free (MhPhoneRow *row);

/* Newest first. (element-type MhPhoneRow) */
GPtrArray *mh_phone_table_list (MhDb    *db,
                                int      limit,
                                GError **error);
/* The people who have a contact, first ranks first. (element-type gint64) */
GArray *mh_phone_table_list_people (MhDb    *db,
                                    gint64   contact,
                                    GError **error);

G_END_DECLS

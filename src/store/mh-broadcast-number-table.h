/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* A number of a list that belongs to nobody in the register. */
typedef struct {
  gint64  contact;
  guint   line;      /* of the list, from 1 */
  char   *number;    /* (owned) digits */
  gint64  delivery;  /* 0 = none */
  char   *state;     /* (owned) of the delivery, "left-out", or "draft" before the hold */
  char   *reason;    /* (nullable) (owned) stable code */
  gint64  at;        /* ms; 0 before the hold */
} MhBroadcastNumber;

void       mh_broadcast_number_free        (MhBroadcastNumber  *number);

/* In the order of the list. (element-type MhBroadcastNumber) */
GPtrArray *mh_broadcast_number_table_list  (MhDb               *db,
                                            gint64              broadcast,
                                            GError            **error);
/* Inside an act; one that is there already stays. */
gboolean   mh_broadcast_number_table_add   (MhDb               *db,
                                            gint64              broadcast,
                                            gint64              contact,
                                            guint               line,
                                            GError            **error);
/* @reason: (nullable) why left out; @delivery: 0 = none */
gboolean   mh_broadcast_number_table_set   (MhDb               *db,
                                            gint64              broadcast,
                                            gint64              contact,
                                            const char         *reason,
                                            gint64              delivery,
                                            GError            **error);
gboolean   mh_broadcast_number_table_clear (MhDb               *db,
                                            gint64              broadcast,
                                            GError            **error);
/* The numbers that have, or may have, the message of @of, inside an act. */
gboolean   mh_broadcast_number_table_copy_reached (MhDb        *db,
                                            gint64              of,
                                            gint64              broadcast,
                                            GError            **error);
/* What broadcasts have sent to it since then. */
gboolean   mh_broadcast_number_table_count_day (MhDb           *db,
                                            gint64              contact,
                                            gint64              since,
                                            gint64             *out_n,
                                            GError            **error);
/* How many numbers of @broadcast have, may have or will get the same text by another one that was held since then. */
gboolean   mh_broadcast_number_table_count_same (MhDb          *db,
                                            gint64              broadcast,
                                            const char         *text,
                                            gint64              since,
                                            gint64             *out_n,
                                            GError            **error);

G_END_DECLS

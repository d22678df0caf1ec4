/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* The deliveries of one broadcast, many at a time, and whom each of them speaks for. */

/* How many stand where. */
typedef struct {
  gint64 n_held;
  gint64 n_due;
  gint64 n_attempting;
  gint64 n_unknown;
  gint64 n_left;      /* that have left or may have, told by hand too */
  gint64 n_by_hand;
  gint64 n_check;
  gint64 n_withdrawn;
  gint64 n_bad;       /* of those that may leave or have left: unknown, not delivered, or with a contact that the provider refused */
  gint64 due_at;      /* the earliest of those that are due, 0 = none */
} MhBroadcastCounts;

gboolean   mh_broadcast_delivery_table_count    (MhDb               *db,
                                                 gint64              broadcast,
                                                 MhBroadcastCounts  *out_counts,
                                                 GError            **error);
/* Held ones are due now; @limit -1: all of them. */
gboolean   mh_broadcast_delivery_table_release  (MhDb               *db,
                                                 gint64              broadcast,
                                                 int                 limit,
                                                 gint64              now,
                                                 GError            **error);
/* What is held, due or waits to be told by hand. */
gboolean   mh_broadcast_delivery_table_withdraw (MhDb               *db,
                                                 gint64              broadcast,
                                                 const char         *reason,
                                                 gint64              now,
                                                 GError            **error);
/* What was withdrawn with @reason is due again. */
gboolean   mh_broadcast_delivery_table_revive   (MhDb               *db,
                                                 gint64              broadcast,
                                                 const char         *reason,
                                                 gint64              now,
                                                 gint64             *out_n,
                                                 GError            **error);
/* What is due before @due_at waits until then. */
gboolean   mh_broadcast_delivery_table_postpone (MhDb               *db,
                                                 gint64              broadcast,
                                                 gint64              due_at,
                                                 GError            **error);
/* (element-type gint64) open attempts with messages of @broadcast of which no byte has left */
GArray    *mh_broadcast_delivery_table_list_unsent (MhDb            *db,
                                                 gint64              broadcast,
                                                 GError            **error);
/* (element-type gint64) whom @delivery speaks for */
GArray    *mh_broadcast_delivery_table_list_people (MhDb            *db,
                                                 gint64              delivery,
                                                 GError            **error);
/* (element-type gint64) who has the message or may have it */
GArray    *mh_broadcast_delivery_table_list_reached (MhDb           *db,
                                                 gint64              broadcast,
                                                 GError            **error);
gboolean   mh_broadcast_delivery_table_set_person (MhDb             *db,
                                                 gint64              broadcast,
                                                 gint64              resident,
                                                 const char         *reason,
                                                 gint64              delivery,
                                                 GError            **error);
/* The message goes to another of those whom it speaks for. */
gboolean   mh_broadcast_delivery_table_set_resident (MhDb           *db,
                                                 gint64              delivery,
                                                 gint64              resident,
                                                 GError            **error);
/* What was refused for @from is passed over for @to, too. */
gboolean   mh_broadcast_delivery_table_copy_refused (MhDb           *db,
                                                 gint64              from,
                                                 gint64              to,
                                                 GError            **error);
/* How many messages of broadcasts have left for @resident since @since; corrections and tests do not count. */
gboolean   mh_broadcast_delivery_table_count_day (MhDb              *db,
                                                 gint64              resident,
                                                 gint64              since,
                                                 gint64             *out_n,
                                                 GError            **error);
/* How many messages LINE has taken since @since. */
gboolean   mh_broadcast_delivery_table_count_line (MhDb             *db,
                                                 gint64              since,
                                                 gint64             *out_n,
                                                 GError            **error);
/* (element-type gint64) who has or will get the same text by another broadcast that was held since @since */
GArray    *mh_broadcast_delivery_table_list_same (MhDb              *db,
                                                 gint64              broadcast,
                                                 const char         *text,
                                                 gint64              since,
                                                 GError            **error);
/* When a broadcast wants something of the clock: ms, 1 = at once, 0 = nothing. */
gboolean   mh_broadcast_delivery_table_next     (MhDb               *db,
                                                 gint64             *out_at,
                                                 GError            **error);

G_END_DECLS

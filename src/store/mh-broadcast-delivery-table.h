/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-delivery-table.h"

G_BEGIN_DECLS

/* The deliveries of one broadcast, many at a time, and whom each of them speaks for. */

/* How many stand where. */
/* SQL: a delivery d that may have arrived, as the carrier tells and nobody has found out: another one would perhaps be the second. */
#define MH_BROADCAST_MAY_HAVE_ARRIVED \
  "(d.reason IS NOT 'not-arrived' AND EXISTS (SELECT 1 FROM attempt_delivery AS ap JOIN attempt AS a ON a.id = ap.attempt " \
  "  WHERE ap.delivery = d.id AND a.state = 'check'))"

typedef struct {
  gint64 n_held;
  gint64 n_due;
  gint64 n_attempting;
  gint64 n_unknown;
  gint64 n_left;      /* that have left or may have, told by hand too */
  gint64 n_by_hand;
  gint64 n_check;
  gint64 n_restored;  /* of these: put there by a backup that was restored */
  gint64 n_withdrawn;
  gint64 n_bad;       /* of those that may leave or have left: unknown, not delivered, or with a contact that the provider refused */
  gint64 due_at;      /* the earliest of those that are due, 0 = none */
} MhBroadcastCounts;

/* A message that speaks for one person of whom nothing has to be looked at twice. */
typedef struct {
  gint64 delivery;
  gint64 resident;
  gint64 n_others;  /* messages of other broadcasts that have left for that person, or may leave */
} MhBroadcastSingle;

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
/* How many messages of broadcasts have left for @resident, under any entry, since @since; corrections and tests do not count. */
gboolean   mh_broadcast_delivery_table_count_day (MhDb              *db,
                                                 gint64              resident,
                                                 gint64              since,
                                                 gint64             *out_n,
                                                 GError            **error);
/* Another message of @broadcast that has reached @resident, under any entry, or may have, or says @body by @contact; 0 = none. */
gboolean   mh_broadcast_delivery_table_find_said (MhDb              *db,
                                                 const MhDelivery   *delivery,
                                                 gint64              resident,
                                                 gint64              contact,
                                                 const char         *body,
                                                 gint64             *out_other,
                                                 GError            **error);
/* Whether a correction of it has been begun. */
gboolean   mh_broadcast_delivery_table_is_corrected (MhDb           *db,
                                                 gint64              broadcast,
                                                 gboolean           *out_corrected,
                                                 GError            **error);
/* (element-type gint64) broadcasts that are done though something is due */
GArray    *mh_broadcast_delivery_table_list_woken (MhDb             *db,
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

/* Of @deliveries, as mh_id_set_make() makes them, the plain ones that are due (element-type MhBroadcastSingle). */
GArray    *mh_broadcast_delivery_table_list_single (MhDb            *db,
                                                 const char         *deliveries,
                                                 gint64              since,
                                                 GError            **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-broadcast-delivery-table.h"
#include "mh-broadcast.h"
#include "mh-hours.h"

G_BEGIN_DECLS

/* What the files of a broadcast share. */

/* How many go first, before all the others. */
#define MH_BROADCAST_N_FIRST 5

/* What the town has set. */
typedef struct {
  guint   count_above;
  guint   daily_cap;
  gint64  hold_min;     /* ms, so the following two */
  gint64  hold_max;
  gint64  slow_start;
  guint   same_days;
  guint   list_days;
  gint64  month_limit;  /* of LINE, -1 = not known */
  gboolean second;
  MhHours hours;
} MhBroadcastSettings;

gboolean   mh_broadcast_settings_read  (const MhDesk           *desk,
                                        MhBroadcastSettings    *out_settings,
                                        GError                **error);
/* MH_ERROR_REFUSED when it is not in @state. */
MhBroadcast *mh_broadcast_get_in_state (const MhDesk           *desk,
                                        gint64                  id,
                                        const char             *state,
                                        GError                **error);
/* A draft with the fields that nobody types, inside an act. Returns: its id, 0 on error */
gint64     mh_broadcast_insert_step    (const MhDesk           *desk,
                                        const MhBroadcast      *draft,
                                        const char             *state,
                                        GError                **error);
/* MH_ERROR_REFUSED when a correction of it has been begun: those to whom it goes are those who have it. */
gboolean   mh_broadcast_check_not_corrected (const MhDesk      *desk,
                                        gint64                  broadcast,
                                        GError                **error);
/* line, sms or by-hand is one of its channels. */
gboolean   mh_broadcast_uses           (const MhBroadcast      *broadcast,
                                        const char             *channel);
/* What a delivery of it is called. */
const char *mh_broadcast_delivery_kind (const MhBroadcast      *broadcast);

/* The sheet with the words for each person who gets a message of her own. */
typedef struct {
  MhBroadcastSheet *sheet;   /* (owned) */
  GHashTable       *bodies;  /* (owned) (element-type gint64 utf8) by resident */
} MhBroadcastPlan;

MhBroadcastPlan *mh_broadcast_plan_make (const MhDesk          *desk,
                                        const MhBroadcast      *broadcast,
                                        GCancellable           *cancellable,
                                        GError                **error);
void       mh_broadcast_plan_free      (MhBroadcastPlan        *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBroadcastPlan, mh_broadcast_plan_free)

/* @sentence: (transfer full); @people: (nullable) (transfer full) */
void       mh_broadcast_sheet_add      (MhBroadcastSheet       *sheet,
                                        MhFindingWeight         weight,
                                        const char             *code,
                                        char                   *sentence,
                                        GArray                 *people);
/* Looks at everything that can be said of the people and the words. */
gboolean   mh_broadcast_find           (const MhDesk           *desk,
                                        const MhBroadcast      *broadcast,
                                        const MhBroadcastSettings *settings,
                                        MhBroadcastPlan        *plan,
                                        GError                **error);

/* Writes a delivery a contact and everybody's row, inside @act; @broadcast has hold_until and rest_at. */
gboolean   mh_broadcast_write_step     (const MhDesk           *desk,
                                        MhAct                  *act,
                                        const MhBroadcast      *broadcast,
                                        const MhBroadcastPlan  *plan,
                                        GError                **error);
/* held → running: the first few are due. */
gboolean   mh_broadcast_start_step     (const MhDesk           *desk,
                                        MhBroadcast            *broadcast,
                                        const MhBroadcastSettings *settings,
                                        GError                **error);

/* Numbers that belong to nobody in the register (mh-broadcast-number.c). @out_why: (nullable) static code when one gets nothing. */
gboolean   mh_broadcast_number_judge   (const MhDesk           *desk,
                                        const MhBroadcast      *broadcast,
                                        gint64                  contact,
                                        const char            **out_why,
                                        GError                **error);
gboolean   mh_broadcast_number_find    (const MhDesk           *desk,
                                        const MhBroadcast      *broadcast,
                                        const MhBroadcastSettings *settings,
                                        MhBroadcastSheet       *sheet,
                                        GError                **error);
gboolean   mh_broadcast_number_hold_step (const MhDesk         *desk,
                                        MhAct                  *act,
                                        const MhBroadcast      *broadcast,
                                        const MhBroadcastSheet *sheet,
                                        guint                   typed,
                                        GError                **error);
gboolean   mh_broadcast_number_judge_delivery (const MhDesk    *desk,
                                        const MhBroadcast      *broadcast,
                                        const MhBroadcastSettings *settings,
                                        const MhDelivery       *delivery,
                                        gboolean               *out_go,
                                        GError                **error);
gboolean   mh_broadcast_number_retry_step (const MhDesk        *desk,
                                        MhAct                  *act,
                                        const MhBroadcast      *broadcast,
                                        guint                  *out_n,
                                        GError                **error);

/* When the next reminder is to be made: ms, 1 = overdue, 0 = none. */
gboolean   mh_broadcast_reminders_next (const MhDesk           *desk,
                                        gint64                 *out_at,
                                        GError                **error);
/* Makes those that are due, inside @act. */
gboolean   mh_broadcast_reminders_step (const MhDesk           *desk,
                                        MhAct                  *act,
                                        gboolean               *out_changed,
                                        GError                **error);

G_END_DECLS

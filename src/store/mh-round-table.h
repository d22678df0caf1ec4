/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64  id;
  gint64  programme;
  gint64  slot;
  gint64  freed;        /* the booking that was cancelled, 0 = none */
  char   *mode;         /* first-yes, one-at-a-time */
  int     parallel;
  int     reply_minutes;
  gint64  opened_at;
  char   *state;        /* open, filled, closed, undone */
  int     n_places;     /* places it holds at this moment */
  int     places;       /* it began with */
  gint64  closed_at;    /* ms: filled or closed; 0: open */
} MhRound;

typedef struct {
  gint64  round;
  int     step;
  int     position;
  gint64  unit;
  char   *reason;       /* nick of MhPlanReason */
  gint64  resident;     /* whom the reason is about, 0 = the unit */
} MhDecision;

void       mh_round_free                (MhRound     *round);
void       mh_decision_free             (MhDecision  *decision);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRound, mh_round_free)

gint64     mh_round_table_insert        (MhDb          *db,
                                         const MhRound *round,
                                         GError       **error);
gboolean   mh_round_table_end           (MhDb          *db,
                                         gint64         id,
                                         const char    *state,
                                         gint64         at,
                                         GError       **error);
MhRound   *mh_round_table_get           (MhDb          *db,
                                         gint64         id,
                                         GError       **error);
/* @programme 0: of all; oldest first. */
GPtrArray *mh_round_table_list_open     (MhDb          *db,
                                         gint64         programme,
                                         GError       **error);

gboolean   mh_decision_table_insert     (MhDb             *db,
                                         const MhDecision *decision,
                                         GError          **error);
/* The number of the last step, 0 when there was none. */
gboolean   mh_decision_table_last_step  (MhDb             *db,
                                         gint64            round,
                                         gint64           *out_step,
                                         GError          **error);
/* (element-type MhDecision) @step 0: the last */
GPtrArray *mh_decision_table_list       (MhDb             *db,
                                         gint64            round,
                                         int               step,
                                         GError          **error);

G_END_DECLS

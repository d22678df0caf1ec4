/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-planner.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"

G_BEGIN_DECLS

/* A slot with the session and programme it belongs to: what a visit there asks of a person. */
typedef struct {
  MhProgramme *programme;
  MhSession   *session;
  MhSlot      *slot;
} MhVisit;

MhVisit      *mh_visit_load             (const MhDesk        *desk,
                                         gint64               slot,
                                         GError             **error);
void          mh_visit_free             (MhVisit             *visit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhVisit, mh_visit_free)
/* 「11月5日(木) 10:00」 */
char         *mh_visit_format_time      (const MhVisit       *visit);

/* What the planner's rules need to know of @resident for dose @dose at @visit, judged now. @except: a booking that is being
 * moved and does not count, or 0. reach is left at MH_REACH_BY_HAND. */
gboolean      mh_eligibility_read       (const MhDesk        *desk,
                                         const MhVisit       *visit,
                                         gint64               resident,
                                         int                  dose,
                                         gint64               except,
                                         MhPlanPerson        *out_person,
                                         GError             **error);
/* The first rule that speaks against the person, by the planner's own judgement, or MH_PLAN_CHOSEN. */
MhPlanReason  mh_eligibility_judge      (const MhVisit       *visit,
                                         const MhPlanPerson  *person);
/* The first dose of @programme for which @resident holds no active booking; beyond the last when there is none. */
gboolean      mh_eligibility_next_dose  (const MhDesk        *desk,
                                         const MhProgramme   *programme,
                                         gint64               resident,
                                         int                 *out_dose,
                                         GError             **error);

G_END_DECLS

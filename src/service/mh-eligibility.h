/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-dose.h"
#include "mh-item-table.h"
#include "mh-planner.h"
#include "mh-programme-table.h"
#include "mh-resident-table.h"
#include "mh-session-table.h"

G_BEGIN_DECLS

/* A slot with the session and programme it belongs to: what a visit there asks of a person. */
typedef struct {
  MhProgramme *programme;
  MhSession   *session;
  MhSlot      *slot;
  GArray      *dose_rules;   /* (element-type MhDoseRule) of the programme */
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
/* The first dose of @programme that @resident has neither had nor booked; beyond the last when there is none. */
gboolean      mh_eligibility_next_dose  (const MhDesk        *desk,
                                         const MhProgramme   *programme,
                                         gint64               resident,
                                         int                 *out_dose,
                                         GError             **error);
/* The days of dose @dose at about the day of @visit for somebody born on @birth who had the one before on @previous. */
void          mh_eligibility_dose_days  (const MhVisit       *visit,
                                         int                  dose,
                                         MhDate               birth,
                                         MhDate               previous,
                                         MhDoseDays          *out_days);

/* Whether a rule for @sex and @districts (names, one a line) leaves the person out. */
gboolean      mh_eligibility_is_other_sex (const char        *sex,
                                         const char          *of_person);
gboolean      mh_eligibility_is_other_district (const char   *districts,
                                         const char          *district,
                                         const char          *district2,
                                         const char          *district3);
/* Whether the person is no longer the town's on @day. */
gboolean      mh_eligibility_has_left   (const char          *status,
                                         MhDate               status_date,
                                         MhDate               day);

/* Why @resident may not have @item on @day, or MH_PLAN_CHOSEN. @except as above. */
gboolean      mh_eligibility_judge_item (const MhDesk        *desk,
                                         const MhItem        *item,
                                         const MhResident    *resident,
                                         MhDate               day,
                                         gint64               except,
                                         MhPlanReason        *out_reason,
                                         GError             **error);
/* The same by age and sex alone, which need no look into the bookings. */
MhPlanReason  mh_eligibility_judge_item_age (const MhItem    *item,
                                         MhDate               birth,
                                         const char          *sex,
                                         MhDate               day);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-cohort-table.h"
#include "mh-planner.h"
#include "mh-programmes.h"

G_BEGIN_DECLS

/* Ages by which heads are counted, so that a slip is seen at once; the last is for those whose birth date is not known. */
#define MH_AGE_BANDS 9

/* Whom one rule lets come. */
typedef struct {
  char   *item;             /* (nullable): of an item; the programme's own, else */
  MhDate  oldest;           /* births that fit, both inclusive; a side without limit is none */
  MhDate  youngest;
  guint   n_people;
  guint   n_by_band[MH_AGE_BANDS];
  char   *oldest_name;      /* (nullable) */
  MhDate  oldest_birth;
  char   *youngest_name;    /* (nullable) */
  MhDate  youngest_birth;
  guint   n_unnamed;        /* protected people, who are counted but not named where districts choose */
} MhCohortLine;

/* Whom the rules of a programme let come on a day. */
typedef struct {
  MhDate     day;
  GPtrArray *lines;         /* (element-type MhCohortLine) the programme's own, then one for each item */
} MhCohort;

void          mh_cohort_line_free    (MhCohortLine          *line);
void          mh_cohort_free         (MhCohort              *cohort);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhCohortLine, mh_cohort_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhCohort, mh_cohort_free)

MhCohort     *mh_cohort_make         (const MhDesk          *desk,
                                      const MhProgrammeSpec *spec,
                                      MhDate                 day,
                                      GError               **error);
/* By status, age, sex and district; what somebody has had or booked does not matter. */
MhPlanReason  mh_cohort_judge        (const MhProgrammeSpec *spec,
                                      const MhCohortRow     *row,
                                      MhDate                 day);
/* 「昭和35年4月2日〜昭和36年4月1日生まれ」 */
char         *mh_cohort_format_range (MhDate                 oldest,
                                      MhDate                 youngest);
guint         mh_age_band_find       (MhDate                 birth,
                                      MhDate                 on);
/* "5–11 years" */
const char   *mh_age_band_text       (guint                  band);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-age.h"

G_BEGIN_DECLS

/* When a further dose may follow the one before, for those of an age (law) on the day of the further dose. */
typedef struct {
  int      dose;           /* 2 to 9: the further one */
  int      min_months;     /* 以上; 0: no limit */
  int      below_months;   /* 未満; 0: no limit */
  int      earliest_days;  /* as the difference of two dates */
  int      standard_days;
  gboolean same_weekday;   /* the standard day is moved on to the weekday of the dose before */
  int      warn_days;      /* later than that is told; 0: never */
} MhDoseRule;

typedef struct {
  MhDate earliest;
  MhDate standard;
  MhDate warn_after;  /* or none */
} MhDoseDays;

/* The rule of @rules (array) for @dose whose ages are the narrowest that fit on @on; of equals, and of all where the birth is not known,
 * the one with the longest interval. %NULL: none fits, and the programme's own interval counts. */
const MhDoseRule *mh_dose_rule_choose (const MhDoseRule *rules,
                                       guint             n_rules,
                                       int               dose,
                                       MhDate            birth,
                                       MhDate            on);
/* The days for a dose that is to be had at about @on; @interval_days where no rule fits. */
void              mh_dose_days        (const MhDoseRule *rules,
                                       guint             n_rules,
                                       int               interval_days,
                                       int               dose,
                                       MhDate            birth,
                                       MhDate            previous,
                                       MhDate            on,
                                       MhDoseDays       *out_days);
/* The same where the day is still to be found: the first day on which the rule of that day allows it, and the recommended one. */
void              mh_dose_plan        (const MhDoseRule *rules,
                                       guint             n_rules,
                                       int               interval_days,
                                       int               dose,
                                       MhDate            birth,
                                       MhDate            previous,
                                       MhDoseDays       *out_days);

G_END_DECLS

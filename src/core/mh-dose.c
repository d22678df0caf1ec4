/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-dose"

#include "mh-dose.h"

#define DAYS_OF_A_WEEK 7
#define MOST_DAYS      3650  /* as the store allows */

static gboolean
fits (const MhDoseRule *rule,
      MhDate            birth,
      MhDate            on)
{
  MhAgeRule age = { MH_AGE_BASIS_LAW, rule->min_months, rule->below_months };

  return !mh_date_is_set (birth) || mh_age_rule_check (&age, birth, on) == MH_AGE_OK;
}

static int
compute_width (const MhDoseRule *rule)
{
  return rule->below_months > 0 ? rule->below_months - rule->min_months : G_MAXINT - rule->min_months;
}

/* Whether @rule speaks rather than @other. */
static gboolean
goes_before (const MhDoseRule *rule,
             const MhDoseRule *other,
             gboolean          by_age)
{
  if (other == NULL)
    return TRUE;
  if (by_age && compute_width (rule) != compute_width (other))
    return compute_width (rule) < compute_width (other);

  return rule->earliest_days > other->earliest_days;
}

/**
 * mh_dose_rule_choose:
 * @rules: (array length=n_rules): the rules of a programme
 * @n_rules: how many
 * @dose: the further dose, 2 or more
 * @birth: date of birth, or none
 * @on: the day of the further dose
 *
 * A rule for an age holds for that age only (神戸市 2022: an interval that was shortened for one age was used for children as well). On
 * the one day on which a person is of two ages by the notice of the MHLW of 2014-03-11, the narrower one speaks. Whose birth is not
 * known waits for the longest.
 *
 * Returns: (transfer none) (nullable): the rule that speaks
 */
const MhDoseRule *
mh_dose_rule_choose (const MhDoseRule *rules,
                     guint             n_rules,
                     int               dose,
                     MhDate            birth,
                     MhDate            on)
{
  const MhDoseRule *best = NULL;

  g_return_val_if_fail (rules != NULL || n_rules == 0, NULL);

  for (guint i = 0; i < n_rules; i++) {
    if (rules[i].dose == dose && fits (&rules[i], birth, on) && goes_before (&rules[i], best, mh_date_is_set (birth)))
      best = &rules[i];
  }

  return best;
}

/* The first day from @day on that falls on the weekday of @previous. */
static MhDate
move_to_weekday (MhDate day,
                 MhDate previous)
{
  int days = (mh_date_to_days (day) - mh_date_to_days (previous)) % DAYS_OF_A_WEEK;

  return days == 0 ? day : mh_date_add_days (day, DAYS_OF_A_WEEK - days);
}

/**
 * mh_dose_days:
 * @rules: (array length=n_rules): the rules of a programme
 * @n_rules: how many
 * @interval_days: the programme's own interval, for whom no rule is made
 * @dose: the further dose, 2 or more
 * @birth: date of birth, or none
 * @previous: the day of the dose before
 * @on: the day on which it is to be had, which says by which rule
 * @out_days: (out): the days; none where @previous is none
 *
 * Days count as the difference of two dates: who had the first on Thursday 2021-06-03 may have the second, 19 days later, from Tuesday
 * 2021-06-22 on; three weeks later on the same weekday is 2021-06-24 (MHLW's Q&A on the vaccine of Pfizer, 0036).
 */
void
mh_dose_days (const MhDoseRule *rules,
              guint             n_rules,
              int               interval_days,
              int               dose,
              MhDate            birth,
              MhDate            previous,
              MhDate            on,
              MhDoseDays       *out_days)
{
  const MhDoseRule *rule;

  g_return_if_fail (out_days != NULL);

  *out_days = (MhDoseDays) { MH_DATE_NONE, MH_DATE_NONE, MH_DATE_NONE };
  if (!mh_date_is_set (previous))
    return;

  rule = mh_dose_rule_choose (rules, n_rules, dose, birth, on);
  out_days->earliest = mh_date_add_days (previous, rule != NULL ? rule->earliest_days : interval_days);
  out_days->standard = mh_date_add_days (previous, rule != NULL ? rule->standard_days : interval_days);
  if (rule == NULL)
    return;

  if (rule->same_weekday)
    out_days->standard = move_to_weekday (out_days->standard, previous);
  if (rule->warn_days > 0)
    out_days->warn_after = mh_date_add_days (previous, rule->warn_days);
}

/**
 * mh_dose_plan:
 * @rules: (array length=n_rules): the rules of a programme
 * @n_rules: how many
 * @interval_days: the programme's own interval, for whom no rule is made
 * @dose: the further dose, 2 or more
 * @birth: date of birth, or none
 * @previous: the day of the dose before
 * @out_days: (out): the days; none where @previous is none
 *
 * Somebody may grow into another age between the two doses, so each day is judged by the rule of that day.
 */
void
mh_dose_plan (const MhDoseRule *rules,
              guint             n_rules,
              int               interval_days,
              int               dose,
              MhDate            birth,
              MhDate            previous,
              MhDoseDays       *out_days)
{
  MhDate on = previous;
  MhDoseDays at_standard;

  mh_dose_days (rules, n_rules, interval_days, dose, birth, previous, previous, out_days);

  for (int i = 0; mh_date_is_set (previous) && mh_date_compare (on, out_days->earliest) < 0 && i < MOST_DAYS; i++) {
    on = mh_date_add_days (on, 1);
    mh_dose_days (rules, n_rules, interval_days, dose, birth, previous, on, out_days);
  }

  if (!mh_date_is_set (on))
    return;

  out_days->earliest = on;
  if (mh_date_compare (out_days->standard, on) < 0)
    out_days->standard = on;

  mh_dose_days (rules, n_rules, interval_days, dose, birth, previous, out_days->standard, &at_standard);
  if (mh_date_compare (at_standard.standard, out_days->standard) > 0)
    out_days->standard = at_standard.standard;
  out_days->warn_after = at_standard.warn_after;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-age"

#include "mh-age.h"

/*
 * The day at whose end @months are complete: the day before the day with the same number (民法143条2項), or the month's last day
 * where there is no such day. Who is born on 2016-02-29 is six at the end of 2022-02-28, and eight at the end of 2024-02-28.
 */
static MhDate
day_of_reaching (MhDate birth,
                 int    months)
{
  MhDate day = mh_date_add_months (birth, months);

  return mh_date_is_set (day) && day.day < birth.day ? day : mh_date_add_days (day, -1);
}

static gboolean
has_reached (MhDate birth,
             int    months,
             MhDate on)
{
  MhDate day = day_of_reaching (birth, months);

  return mh_date_is_set (day) && mh_date_compare (day, on) <= 0;
}

/* The last day of the fiscal year of @on. */
static MhDate
fiscal_year_end (MhDate on)
{
  return (MhDate) { (gint16) (mh_fiscal_year (on) + 1), 3, 31 };
}

/* The day before the school year of @on began: school begins for who is six by its end (学校教育法17条). */
static MhDate
school_year_eve (MhDate on)
{
  return (MhDate) { (gint16) mh_fiscal_year (on), 3, 31 };
}

/* On which day cohorts of a year are counted. */
static MhDate
counting_day (MhAgeBasis basis,
              MhDate     on)
{
  switch (basis) {
  case MH_AGE_BASIS_FISCAL_YEAR:
    return fiscal_year_end (on);

  case MH_AGE_BASIS_SCHOOL_YEAR:
    return school_year_eve (on);

  case MH_AGE_BASIS_LAW:
  default:
    return on;
  }
}

/* Cohorts are counted in whole years. */
static int
round_limit (MhAgeBasis basis,
             int        months)
{
  return basis == MH_AGE_BASIS_LAW ? months : (months + 11) / 12 * 12;
}

static gboolean
is_old_enough (const MhAgeRule *rule,
               MhDate           birth,
               MhDate           on)
{
  return rule->min_months <= 0 ||
         has_reached (birth, round_limit (rule->basis, rule->min_months), counting_day (rule->basis, on));
}

/* By the law 未満 still holds on the day at whose end the age is reached; a cohort is either in or out. */
static gboolean
is_young_enough (const MhAgeRule *rule,
                 MhDate           birth,
                 MhDate           on)
{
  int limit;

  if (rule->below_months <= 0)
    return TRUE;

  limit = round_limit (rule->basis, rule->below_months);
  if (rule->basis == MH_AGE_BASIS_LAW)
    return !has_reached (birth, limit, mh_date_add_days (on, -1));

  return !has_reached (birth, limit, counting_day (rule->basis, on));
}

/**
 * mh_age_years:
 * @birth: date of birth
 * @on: the day
 *
 * Age by the law: a year is complete at the end of the day before the birthday (年齢計算ニ関スル法律, 民法143条), so who is born on
 * 1960-04-01 has been 65 since 2025-03-31.
 *
 * Returns: years, or -1 before birth or if a date is not known
 */
int
mh_age_years (MhDate birth,
              MhDate on)
{
  int years;

  if (!mh_date_is_set (birth) || !mh_date_is_set (on) || mh_date_compare (on, birth) < 0)
    return -1;

  years = on.year - birth.year + 1;
  while (years > 0 && !has_reached (birth, years * 12, on))
    years--;

  return years;
}

/**
 * mh_fiscal_year:
 * @on: a day
 *
 * Returns: the year in which the fiscal (and school) year of @on began on April 1, or 0 if @on is no date
 */
int
mh_fiscal_year (MhDate on)
{
  if (!mh_date_is_set (on))
    return 0;

  return on.month >= 4 ? on.year : on.year - 1;
}

/**
 * mh_age_fiscal:
 * @birth: date of birth
 * @on: a day
 *
 * As towns count for check-ups and regular vaccinations: "65 in 令和7年度" are those born from 1960-04-02 to 1961-04-01.
 *
 * Returns: the age in years that is reached by the end of the fiscal year of @on; -1 before birth or if a date is not known
 */
int
mh_age_fiscal (MhDate birth,
               MhDate on)
{
  if (!mh_date_is_set (on))
    return -1;

  return mh_age_years (birth, fiscal_year_end (on));
}

/**
 * mh_age_grade:
 * @birth: date of birth
 * @on: a day
 *
 * A grade is those born from April 2 to April 1 of the next year.
 *
 * Returns: 1 to 6 for 小1 to 小6, 7 to 9 for 中1 to 中3, 10 to 12 for 高1 to 高3, more for later; 0 for the year before school
 *   and less for younger ones; %G_MININT if a date is not known
 */
int
mh_age_grade (MhDate birth,
              MhDate on)
{
  if (!mh_date_is_set (birth) || !mh_date_is_set (on))
    return G_MININT;

  return mh_age_years (birth, school_year_eve (on)) - 5;
}

/**
 * mh_age_rule_check:
 * @rule: which ages
 * @birth: date of birth
 * @on: the day
 *
 * By %MH_AGE_BASIS_LAW n歳以上 begins on the day before the birthday and n歳未満 lasts through that same day (notice of the
 * MHLW of 2014-03-11); months likewise. By the others years are counted on the last day of the fiscal year, or on the day before the
 * school year began.
 *
 * Returns: whether the age fits; %MH_AGE_OK for a rule without limits, whatever the birth
 */
MhAgeVerdict
mh_age_rule_check (const MhAgeRule *rule,
                   MhDate           birth,
                   MhDate           on)
{
  g_return_val_if_fail (rule != NULL, MH_AGE_UNKNOWN);

  if (rule->min_months <= 0 && rule->below_months <= 0)
    return MH_AGE_OK;
  if (!mh_date_is_set (birth) || !mh_date_is_set (on))
    return MH_AGE_UNKNOWN;
  if (mh_date_compare (birth, on) > 0 || !is_old_enough (rule, birth, on))
    return MH_AGE_TOO_YOUNG;
  if (!is_young_enough (rule, birth, on))
    return MH_AGE_TOO_OLD;

  return MH_AGE_OK;
}

/* Months before @on differ from days by the length of a month's end: the limit lies within this of the first guess. */
#define SLACK 4

/**
 * mh_age_rule_birth_range:
 * @rule: which ages
 * @on: the day
 * @out_oldest: (out): the earliest date of birth that fits
 * @out_youngest: (out): the latest
 *
 * What a nurse checks a rule by: the same births fit as by mh_age_rule_check(). A side without limit is %MH_DATE_NONE.
 */
void
mh_age_rule_birth_range (const MhAgeRule *rule,
                         MhDate           on,
                         MhDate          *out_oldest,
                         MhDate          *out_youngest)
{
  MhDate day;

  g_return_if_fail (rule != NULL && out_oldest != NULL && out_youngest != NULL);

  *out_oldest = *out_youngest = MH_DATE_NONE;
  if (!mh_date_is_set (on))
    return;

  day = counting_day (rule->basis, on);
  if (rule->min_months > 0) {
    *out_youngest = mh_date_add_months (day, -round_limit (rule->basis, rule->min_months));
    *out_youngest = mh_date_add_days (*out_youngest, SLACK);
    while (mh_date_is_set (*out_youngest) && !is_old_enough (rule, *out_youngest, on))
      *out_youngest = mh_date_add_days (*out_youngest, -1);
    if (mh_date_compare (*out_youngest, on) > 0)
      *out_youngest = on;
  }

  if (rule->below_months > 0) {
    *out_oldest = mh_date_add_months (day, -round_limit (rule->basis, rule->below_months));
    *out_oldest = mh_date_add_days (*out_oldest, -SLACK);
    while (mh_date_is_set (*out_oldest) && !is_young_enough (rule, *out_oldest, on))
      *out_oldest = mh_date_add_days (*out_oldest, 1);
  }
}

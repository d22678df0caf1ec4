/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-age.h"

static MhDate
date_of (const char *iso)
{
  MhDate date = MH_DATE_NONE;

  g_assert_true (iso == NULL || mh_date_from_iso (iso, &date));

  return date;
}

static void
assert_iso (MhDate      date,
            const char *expected)
{
  g_autofree char *iso = mh_date_to_iso (date);

  g_assert_cmpstr (iso, ==, expected);
}

static void
test_years (void)
{
  static const struct {
    const char *birth;
    const char *on;
    int         years;
  } cases[] = {
    { "1960-04-01", "2025-03-30", 64 },
    { "1960-04-01", "2025-03-31", 65 },
    { "1960-04-02", "2025-03-31", 64 },
    { "1960-04-02", "2025-04-01", 65 },
    { "2016-02-29", "2022-02-27", 5 },
    { "2016-02-29", "2022-02-28", 6 },
    { "2016-02-29", "2024-02-27", 7 },
    { "2016-02-29", "2024-02-28", 8 },
    { "2015-03-01", "2024-02-28", 8 },
    { "2015-03-01", "2024-02-29", 9 },
    { "2015-03-01", "2023-02-28", 8 },
    { "2020-01-01", "2020-12-30", 0 },
    { "2020-01-01", "2020-12-31", 1 },
    { "2020-01-01", "2020-01-01", 0 },
    { "2020-01-01", "2019-12-31", -1 },
    { "1900-01-01", "2026-10-20", 126 },
    { NULL, "2026-10-20", -1 },
    { "2020-01-01", NULL, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("born %s, on %s", cases[i].birth, cases[i].on);
    g_assert_cmpint (mh_age_years (date_of (cases[i].birth), date_of (cases[i].on)), ==, cases[i].years);
  }

  g_assert_cmpint (mh_age_years ((MhDate) { 1935, 0, 0 }, date_of ("2026-10-20")), ==, -1);
}

static void
test_rule (void)
{
  static const struct {
    MhAgeRule    rule;
    const char  *birth;
    const char  *on;
    MhAgeVerdict verdict;
  } cases[] = {
    /* on the day before the birthday both sides hold */
    { { MH_AGE_BASIS_LAW, 0, 12 }, "2020-04-01", "2021-03-30", MH_AGE_OK },
    { { MH_AGE_BASIS_LAW, 0, 12 }, "2020-04-01", "2021-03-31", MH_AGE_OK },
    { { MH_AGE_BASIS_LAW, 0, 12 }, "2020-04-01", "2021-04-01", MH_AGE_TOO_OLD },
    { { MH_AGE_BASIS_LAW, 12, 0 }, "2020-04-01", "2021-03-30", MH_AGE_TOO_YOUNG },
    { { MH_AGE_BASIS_LAW, 12, 0 }, "2020-04-01", "2021-03-31", MH_AGE_OK },
    { { MH_AGE_BASIS_LAW, 12, 24 }, "2020-04-01", "2022-04-01", MH_AGE_TOO_OLD },
    /* months, and months without such a day */
    { { MH_AGE_BASIS_LAW, 6, 0 }, "2020-08-31", "2021-02-27", MH_AGE_TOO_YOUNG },
    { { MH_AGE_BASIS_LAW, 6, 0 }, "2020-08-31", "2021-02-28", MH_AGE_OK },
    { { MH_AGE_BASIS_LAW, 0, 6 }, "2020-08-31", "2021-02-28", MH_AGE_OK },
    { { MH_AGE_BASIS_LAW, 0, 6 }, "2020-08-31", "2021-03-01", MH_AGE_TOO_OLD },
    { { MH_AGE_BASIS_LAW, 6, 0 }, "2020-09-01", "2021-02-27", MH_AGE_TOO_YOUNG },
    { { MH_AGE_BASIS_LAW, 6, 0 }, "2020-09-01", "2021-02-28", MH_AGE_OK },
    { { MH_AGE_BASIS_LAW, 2, 0 }, "2020-11-15", "2021-01-13", MH_AGE_TOO_YOUNG },
    { { MH_AGE_BASIS_LAW, 2, 0 }, "2020-11-15", "2021-01-14", MH_AGE_OK },
    /* 2月29日 */
    { { MH_AGE_BASIS_LAW, 72, 0 }, "2016-02-29", "2022-02-28", MH_AGE_OK },
    { { MH_AGE_BASIS_LAW, 72, 0 }, "2016-02-29", "2022-02-27", MH_AGE_TOO_YOUNG },
    { { MH_AGE_BASIS_LAW, 0, 72 }, "2016-02-29", "2022-02-28", MH_AGE_OK },
    { { MH_AGE_BASIS_LAW, 0, 72 }, "2016-02-29", "2022-03-01", MH_AGE_TOO_OLD },
    /* cohorts: in or out, the whole year long */
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 792 }, "1960-04-01", "2025-04-01", MH_AGE_TOO_OLD },
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 792 }, "1960-04-02", "2025-04-01", MH_AGE_OK },
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 792 }, "1960-04-02", "2026-03-31", MH_AGE_OK },
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 792 }, "1960-04-02", "2026-04-01", MH_AGE_TOO_OLD },
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 792 }, "1961-04-01", "2025-04-01", MH_AGE_OK },
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 792 }, "1961-04-02", "2026-03-31", MH_AGE_TOO_YOUNG },
    { { MH_AGE_BASIS_SCHOOL_YEAR, 72, 84 }, "2019-04-01", "2025-04-01", MH_AGE_OK },
    { { MH_AGE_BASIS_SCHOOL_YEAR, 72, 84 }, "2019-04-02", "2025-04-01", MH_AGE_TOO_YOUNG },
    { { MH_AGE_BASIS_SCHOOL_YEAR, 72, 84 }, "2018-04-02", "2026-03-31", MH_AGE_OK },
    { { MH_AGE_BASIS_SCHOOL_YEAR, 72, 84 }, "2018-04-01", "2025-04-01", MH_AGE_TOO_OLD },
    /* 港区 2021: one month old */
    { { MH_AGE_BASIS_LAW, 144, 0 }, "2021-05-20", "2021-06-20", MH_AGE_TOO_YOUNG },
    /* unknown, unborn, without limits */
    { { MH_AGE_BASIS_LAW, 780, 0 }, NULL, "2025-04-01", MH_AGE_UNKNOWN },
    { { MH_AGE_BASIS_LAW, 0, 12 }, NULL, "2025-04-01", MH_AGE_UNKNOWN },
    { { MH_AGE_BASIS_LAW, 780, 0 }, "1950-01-01", NULL, MH_AGE_UNKNOWN },
    { { MH_AGE_BASIS_LAW, 0, 12 }, "2025-04-02", "2025-04-01", MH_AGE_TOO_YOUNG },
    { { MH_AGE_BASIS_FISCAL_YEAR, 0, 12 }, "2025-04-03", "2025-04-02", MH_AGE_TOO_YOUNG },
    { { MH_AGE_BASIS_LAW, 0, 0 }, NULL, "2025-04-01", MH_AGE_OK },
    { { MH_AGE_BASIS_LAW, 0, 0 }, "1950-01-01", "2025-04-01", MH_AGE_OK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("case %u: born %s, on %s", i, cases[i].birth, cases[i].on);
    g_assert_cmpint (mh_age_rule_check (&cases[i].rule, date_of (cases[i].birth), date_of (cases[i].on)), ==,
                     cases[i].verdict);
  }

  g_assert_cmpint (mh_age_rule_check (&(MhAgeRule) { MH_AGE_BASIS_LAW, 780, 0 }, (MhDate) { 1935, 0, 0 },
                                      date_of ("2025-04-01")), ==, MH_AGE_UNKNOWN);
}

static void
test_birth_range (void)
{
  static const struct {
    MhAgeRule   rule;
    const char *on;
    const char *oldest;
    const char *youngest;
  } cases[] = {
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 792 }, "2021-06-01", "1956-04-02", "1957-04-01" },
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 792 }, "2025-04-01", "1960-04-02", "1961-04-01" },
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 792 }, "2026-03-31", "1960-04-02", "1961-04-01" },
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 792 }, "2026-04-01", "1961-04-02", "1962-04-01" },
    { { MH_AGE_BASIS_FISCAL_YEAR, 1200, 1212 }, "2025-10-01", "1925-04-02", "1926-04-01" },
    { { MH_AGE_BASIS_FISCAL_YEAR, 780, 0 }, "2021-06-01", NULL, "1957-04-01" },
    { { MH_AGE_BASIS_SCHOOL_YEAR, 72, 84 }, "2025-04-01", "2018-04-02", "2019-04-01" },
    { { MH_AGE_BASIS_LAW, 780, 0 }, "2025-03-31", NULL, "1960-04-01" },
    { { MH_AGE_BASIS_LAW, 0, 12 }, "2021-03-31", "2020-04-01", NULL },
    { { MH_AGE_BASIS_LAW, 72, 0 }, "2022-02-28", NULL, "2016-03-01" },
    { { MH_AGE_BASIS_LAW, 6, 0 }, "2021-02-28", NULL, "2020-09-01" },
    { { MH_AGE_BASIS_LAW, 0, 0 }, "2025-04-01", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhDate oldest, youngest;

    g_test_message ("case %u", i);
    mh_age_rule_birth_range (&cases[i].rule, date_of (cases[i].on), &oldest, &youngest);
    assert_iso (oldest, cases[i].oldest);
    assert_iso (youngest, cases[i].youngest);
  }
}

/* For every day of some years: who fits by the rule is who was born in its range. */
static void
test_range_agrees (void)
{
  static const MhAgeRule rules[] = {
    { MH_AGE_BASIS_LAW, 1, 2 }, { MH_AGE_BASIS_LAW, 6, 12 }, { MH_AGE_BASIS_LAW, 12, 24 }, { MH_AGE_BASIS_LAW, 48, 72 },
    { MH_AGE_BASIS_FISCAL_YEAR, 12, 24 }, { MH_AGE_BASIS_SCHOOL_YEAR, 12, 24 }, { MH_AGE_BASIS_FISCAL_YEAR, 13, 25 },
  };
  int first = mh_date_to_days (date_of ("2019-12-01"));

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++) {
    for (int on = first; on < first + 500; on++) {
      MhDate day = mh_date_from_days (on);
      MhDate oldest, youngest;

      mh_age_rule_birth_range (&rules[i], day, &oldest, &youngest);
      for (int step = -3; step <= 3; step++) {
        MhDate early = mh_date_add_days (oldest, step);
        MhDate late = mh_date_add_days (youngest, step);

        g_assert_cmpint (mh_age_rule_check (&rules[i], early, day) != MH_AGE_TOO_OLD, ==, step >= 0);
        g_assert_cmpint (mh_age_rule_check (&rules[i], late, day) != MH_AGE_TOO_YOUNG, ==, step <= 0);
      }
    }
  }
}

static void
test_fiscal (void)
{
  static const struct {
    const char *birth;
    const char *on;
    int         age;
  } cases[] = {
    { "1956-04-01", "2021-04-01", 66 }, { "1956-04-02", "2021-04-01", 65 }, { "1957-04-01", "2022-03-31", 65 },
    { "1957-04-02", "2022-03-31", 64 }, { "1925-04-02", "2025-10-01", 100 }, { "1926-04-01", "2025-10-01", 100 },
    { "1926-12-25", "2026-10-20", 100 }, { NULL, "2025-10-01", -1 }, { "2026-04-01", "2025-10-01", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("born %s, on %s", cases[i].birth, cases[i].on);
    g_assert_cmpint (mh_age_fiscal (date_of (cases[i].birth), date_of (cases[i].on)), ==, cases[i].age);
  }

  g_assert_cmpint (mh_fiscal_year (date_of ("2025-03-31")), ==, 2024);
  g_assert_cmpint (mh_fiscal_year (date_of ("2025-04-01")), ==, 2025);
  g_assert_cmpint (mh_fiscal_year (MH_DATE_NONE), ==, 0);
}

static void
test_grade (void)
{
  static const struct {
    const char *birth;
    const char *on;
    int         grade;
  } cases[] = {
    { "2019-04-01", "2025-04-01", 1 }, { "2019-04-02", "2025-04-01", 0 }, { "2018-04-02", "2025-04-01", 1 },
    { "2018-04-01", "2025-04-01", 2 }, { "2019-04-01", "2025-03-31", 0 }, { "2012-04-02", "2025-04-01", 7 },
    { "2007-04-02", "2026-03-31", 12 }, { "2007-04-01", "2026-03-31", 13 }, { "2025-06-01", "2025-10-01", -6 },
    { NULL, "2025-10-01", G_MININT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("born %s, on %s", cases[i].birth, cases[i].on);
    g_assert_cmpint (mh_age_grade (date_of (cases[i].birth), date_of (cases[i].on)), ==, cases[i].grade);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/age/a-year-is-reached-on-the-day-before-the-birthday", test_years);
  g_test_add_func ("/core/age/both-sides-hold-on-that-one-day", test_rule);
  g_test_add_func ("/core/age/a-rule-shows-its-births", test_birth_range);
  g_test_add_func ("/core/age/the-births-shown-are-those-that-fit", test_range_agrees);
  g_test_add_func ("/core/age/cohorts-of-a-fiscal-year", test_fiscal);
  g_test_add_func ("/core/age/april-1-belongs-to-the-older-grade", test_grade);

  return g_test_run ();
}

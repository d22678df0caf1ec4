/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-dose.h"

/* Second doses as they were in 2021 and 2022, and the regular chickenpox: by age, the narrowest first to last. */
static const MhDoseRule pfizer[] = { { 2, 144, 0, 19, 21, TRUE, 42 } };
static const MhDoseRule booster[] = { { 3, 60, 144, 150, 150, FALSE, 0 }, { 3, 144, 0, 90, 90, FALSE, 0 } };
static const MhDoseRule chickenpox[] = { { 2, 12, 36, 90, 180, FALSE, 0 } };
static const MhDoseRule overlapping[] = { { 2, 0, 0, 28, 28, FALSE, 0 }, { 2, 144, 0, 21, 21, FALSE, 0 }, { 2, 216, 780, 14, 14, FALSE, 0 } };
static const MhDoseRule of_one_width[] = { { 2, 0, 120, 10, 10, FALSE, 0 }, { 2, 120, 240, 30, 30, FALSE, 0 } };

static MhDate
read_date (const char *iso)
{
  MhDate date = MH_DATE_NONE;

  if (*iso != '\0')
    g_assert_true (mh_date_from_iso (iso, &date));

  return date;
}

static void
assert_date (MhDate      date,
             const char *iso)
{
  g_autofree char *text = mh_date_to_iso (date);

  g_assert_cmpstr (text != NULL ? text : "", ==, iso);
}

typedef struct {
  const char       *name;
  const MhDoseRule *rules;
  guint             n_rules;
  int               dose;
  const char       *birth;
  const char       *previous;
  const char       *on;
  const char       *earliest;
  const char       *standard;
  const char       *warn_after;
} Case;

static void
test_days (void)
{
  static const Case cases[] = {
    { "Pfizer, from Tuesday of the third week, at best the same weekday", pfizer, 1, 2,
      "1950-03-01", "2021-06-03", "2021-06-24", "2021-06-22", "2021-06-24", "2021-07-15" },
    { "without a rule the programme's interval", NULL, 0, 2, "1950-03-01", "2026-10-01", "2026-10-20", "2026-10-28", "2026-10-28", "" },
    { "a rule for another dose says nothing", pfizer, 1, 3, "1950-03-01", "2026-10-01", "2026-10-20", "2026-10-28", "2026-10-28", "" },
    { "nor does one for another age", pfizer, 1, 2, "2016-03-01", "2021-06-03", "2021-06-24", "2021-06-30", "2021-06-30", "" },
    { "nobody had the dose before", pfizer, 1, 2, "1950-03-01", "", "2021-06-24", "", "", "" },
    { "神戸市: eleven years old, five months", booster, 2, 3, "2011-03-01", "2022-06-01", "2022-11-01", "2022-10-29", "2022-10-29", "" },
    { "神戸市: twelve years old, three months", booster, 2, 3, "2010-03-01", "2022-06-01", "2022-11-01", "2022-08-30", "2022-08-30", "" },
    { "小千谷市: the second against chickenpox after three months, not four weeks", chickenpox, 1, 2,
      "2021-05-01", "2022-06-01", "2022-06-29", "2022-08-30", "2022-11-28", "" },
    { "the narrowest age speaks", overlapping, 3, 2, "1990-01-01", "2026-10-01", "2026-11-01", "2026-10-15", "2026-10-15", "" },
    { "a limit on one side is narrower than none", overlapping, 3, 2, "1950-01-01", "2026-10-01", "2026-11-01", "2026-10-22", "2026-10-22", "" },
    { "without a birth date the longest", overlapping, 3, 2, "", "2026-10-01", "2026-11-01", "2026-10-29", "2026-10-29", "" },
    { "of both ages on the day before the birthday, the longest", of_one_width, 2, 2,
      "2016-10-21", "2026-10-01", "2026-10-20", "2026-10-31", "2026-10-31", "" },
    { "the day earlier, the younger", of_one_width, 2, 2, "2016-10-21", "2026-10-01", "2026-10-19", "2026-10-11", "2026-10-11", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *c = &cases[i];
    MhDoseDays days;

    g_test_message ("%s", c->name);
    mh_dose_days (c->rules, c->n_rules, 27, c->dose, read_date (c->birth), read_date (c->previous), read_date (c->on), &days);
    assert_date (days.earliest, c->earliest);
    assert_date (days.standard, c->standard);
    assert_date (days.warn_after, c->warn_after);
  }
}

static void
test_plan (void)
{
  static const Case cases[] = {
    { "Pfizer", pfizer, 1, 2, "1950-03-01", "2021-06-03", NULL, "2021-06-22", "2021-06-24", "2021-07-15" },
    { "who turns twelve meanwhile need not wait five months", booster, 2, 3,
      "2010-10-11", "2022-06-01", NULL, "2022-10-11", "2022-10-11", "" },
    { "who turns twelve too late waits for five", booster, 2, 3, "2010-12-01", "2022-06-01", NULL, "2022-10-29", "2022-10-29", "" },
    { "no rule", NULL, 0, 2, "1950-03-01", "2026-10-01", NULL, "2026-10-28", "2026-10-28", "" },
    { "nobody had the dose before", pfizer, 1, 2, "1950-03-01", "", NULL, "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *c = &cases[i];
    MhDoseDays days;

    g_test_message ("%s", c->name);
    mh_dose_plan (c->rules, c->n_rules, 27, c->dose, read_date (c->birth), read_date (c->previous), &days);
    assert_date (days.earliest, c->earliest);
    assert_date (days.standard, c->standard);
    assert_date (days.warn_after, c->warn_after);
  }
}

/* Each day that is planned is one that the rule of that day allows. */
static void
test_plan_is_allowed (void)
{
  MhDate birth = read_date ("2010-01-01");

  for (int i = 0; i < 400; i++, birth = mh_date_add_days (birth, 2)) {
    MhDate previous = read_date ("2022-06-01");
    MhDoseDays planned;
    MhDoseDays days;

    mh_dose_plan (booster, 2, 27, 3, birth, previous, &planned);
    mh_dose_days (booster, 2, 27, 3, birth, previous, planned.earliest, &days);
    g_assert_cmpint (mh_date_compare (days.earliest, planned.earliest), <=, 0);
    mh_dose_days (booster, 2, 27, 3, birth, previous, mh_date_add_days (planned.earliest, -1), &days);
    g_assert_cmpint (mh_date_compare (days.earliest, mh_date_add_days (planned.earliest, -1)), >, 0);
    mh_dose_days (booster, 2, 27, 3, birth, previous, planned.standard, &days);
    g_assert_cmpint (mh_date_compare (days.earliest, planned.standard), <=, 0);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dose/days-by-the-rule-of-the-age", test_days);
  g_test_add_func ("/dose/plan-when-the-day-is-not-known", test_plan);
  g_test_add_func ("/dose/a-planned-day-is-the-first-that-is-allowed", test_plan_is_allowed);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-date.h"

static MhDate
date_of (const char *iso)
{
  MhDate date;

  g_assert_true (mh_date_from_iso (iso, &date));

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
test_make (void)
{
  static const struct {
    int      year, month, day;
    gboolean exists;
  } cases[] = {
    { 1868, 1, 24, FALSE },
    { 1868, 1, 25, TRUE },
    { 1900, 2, 29, FALSE },
    { 2000, 2, 29, TRUE },
    { 2024, 2, 29, TRUE },
    { 2025, 2, 29, FALSE },
    { 2025, 4, 31, FALSE },
    { 2025, 0, 1, FALSE },
    { 2025, 13, 1, FALSE },
    { 2025, 1, 0, FALSE },
    { 2025, 1, 257, FALSE },
    { 2025, 257, 1, FALSE },
    { 2199, 12, 31, TRUE },
    { 2200, 1, 1, FALSE },
    { 65536 + 2025, 1, 1, FALSE },
    { -1, 1, 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhDate date = { 1999, 9, 9 };

    g_test_message ("%d-%d-%d", cases[i].year, cases[i].month, cases[i].day);
    g_assert_cmpint (mh_date_make (cases[i].year, cases[i].month, cases[i].day, &date), ==, cases[i].exists);
    if (!cases[i].exists)
      assert_iso (date, "1999-09-09");
  }
}

static void
test_days (void)
{
  MhDate first = date_of ("1868-01-25");
  MhDate last = date_of ("2199-12-31");
  MhDate before = MH_DATE_NONE;

  g_assert_cmpint (mh_date_to_days (date_of ("1970-01-01")), ==, 0);
  g_assert_cmpint (mh_date_to_days (date_of ("2000-03-01")), ==, 11017);
  g_assert_cmpint (mh_date_to_days (date_of ("1969-12-31")), ==, -1);

  for (int day = mh_date_to_days (first); day <= mh_date_to_days (last); day++) {
    MhDate date = mh_date_from_days (day);

    g_assert_cmpint (mh_date_to_days (date), ==, day);
    g_assert_cmpint (mh_date_compare (before, date), <, 0);
    before = date;
  }

  assert_iso (mh_date_from_days (mh_date_to_days (first) - 1), NULL);
  assert_iso (mh_date_from_days (mh_date_to_days (last) + 1), NULL);
  assert_iso (mh_date_from_days (G_MAXINT), NULL);
  assert_iso (mh_date_add_days (last, G_MAXINT), NULL);
  assert_iso (mh_date_add_days (date_of ("1900-01-01"), G_MININT), NULL);
  assert_iso (mh_date_add_days (MH_DATE_NONE, 1), NULL);
  assert_iso (mh_date_add_days (date_of ("2021-06-03"), 19), "2021-06-22");
}

static void
test_months (void)
{
  static const struct {
    const char *from;
    int         months;
    const char *expected;
  } cases[] = {
    { "2024-01-31", 1, "2024-02-29" },
    { "2025-01-31", 1, "2025-02-28" },
    { "2025-12-31", 2, "2026-02-28" },
    { "2025-03-31", -1, "2025-02-28" },
    { "2025-01-15", -1, "2024-12-15" },
    { "2016-02-29", 72, "2022-02-28" },
    { "2016-02-29", 96, "2024-02-29" },
    { "2199-12-31", 1, NULL },
    { "1868-02-24", -1, NULL },
    { "1868-02-25", -1, "1868-01-25" },
    { "2000-01-01", G_MAXINT, NULL },
    { "2000-01-01", G_MININT, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s %+d", cases[i].from, cases[i].months);
    assert_iso (mh_date_add_months (date_of (cases[i].from), cases[i].months), cases[i].expected);
  }
}

static void
test_iso (void)
{
  static const char * const refused[] = {
    "", "2026-10-2", "2026-1-20", "2026/10/20", "2026-10-20 ", " 2026-10-20", "2026-02-30", "+026-10-20", "２０２６-10-20",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_test_message ("%s", refused[i]);
    g_assert_false (mh_date_from_iso (refused[i], NULL));
  }
  g_assert_false (mh_date_from_iso (NULL, NULL));
  assert_iso (date_of ("2026-10-20"), "2026-10-20");
}

static void
test_eras (void)
{
  static const struct {
    const char *iso;
    const char *text;
    const char *brief;
  } cases[] = {
    { "1868-01-25", "明治元年1月25日(土)", "M1.1.25" },
    { "1912-07-29", "明治45年7月29日(月)", "M45.7.29" },
    { "1912-07-30", "大正元年7月30日(火)", "T1.7.30" },
    { "1926-12-24", "大正15年12月24日(金)", "T15.12.24" },
    { "1926-12-25", "昭和元年12月25日(土)", "S1.12.25" },
    { "1927-01-01", "昭和2年1月1日(土)", "S2.1.1" },
    { "1989-01-07", "昭和64年1月7日(土)", "S64.1.7" },
    { "1989-01-08", "平成元年1月8日(日)", "H1.1.8" },
    { "2019-04-30", "平成31年4月30日(火)", "H31.4.30" },
    { "2019-05-01", "令和元年5月1日(水)", "R1.5.1" },
    { "2024-07-12", "令和6年7月12日(金)", "R6.7.12" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = mh_date_format (date_of (cases[i].iso), MH_DATE_STYLE_WEEKDAY);
    g_autofree char *brief = mh_date_format (date_of (cases[i].iso), MH_DATE_STYLE_SHORT);
    g_autofree char *plain = mh_date_format (date_of (cases[i].iso), MH_DATE_STYLE_LONG);

    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_cmpstr (brief, ==, cases[i].brief);
    g_assert_true (g_str_has_prefix (cases[i].text, plain));
    g_assert_true (g_str_has_suffix (plain, "日"));
  }
}

static void
test_other_styles (void)
{
  g_autofree char *message = mh_date_format (date_of ("2024-07-12"), MH_DATE_STYLE_MESSAGE);
  g_autofree char *none = mh_date_format (MH_DATE_NONE, MH_DATE_STYLE_LONG);
  g_autofree char *year = mh_date_format ((MhDate) { 1935, 0, 0 }, MH_DATE_STYLE_SHORT);
  g_autofree char *month = mh_date_format ((MhDate) { 1935, 3, 0 }, MH_DATE_STYLE_WEEKDAY);

  g_assert_cmpstr (message, ==, "7月12日(金)");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (year, ==, "1935年");
  g_assert_cmpstr (month, ==, "1935年3月");
  g_assert_false (mh_date_is_set ((MhDate) { 1935, 0, 0 }));
  assert_iso ((MhDate) { 1935, 3, 0 }, NULL);
}

static void
test_tokyo (void)
{
  static const struct {
    gint64      ms;
    const char *iso;
    int         minutes;
  } cases[] = {
    { G_GINT64_CONSTANT (0), "1970-01-01", 540 },
    { G_GINT64_CONSTANT (-32400000), "1970-01-01", 0 },
    { G_GINT64_CONSTANT (-32400001), "1969-12-31", 1439 },
    { G_GINT64_CONSTANT (1792421999999), "2026-10-19", 1439 },  /* 2026-10-19 14:59:59.999 UTC */
    { G_GINT64_CONSTANT (1792422000000), "2026-10-20", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    assert_iso (mh_date_from_ms (cases[i].ms), cases[i].iso);
    g_assert_cmpint (mh_minutes_from_ms (cases[i].ms), ==, cases[i].minutes);
  }

  g_assert_cmpint (mh_ms_from_civil (date_of ("2026-10-20"), 0), ==, G_GINT64_CONSTANT (1792422000000));
  g_assert_cmpint (mh_ms_from_civil (date_of ("2026-10-19"), 1440), ==, G_GINT64_CONSTANT (1792422000000));
  g_assert_cmpint (mh_ms_from_civil (date_of ("1950-01-01"), 60), ==, G_GINT64_CONSTANT (-631180800000));
  assert_iso (mh_date_from_ms (G_MAXINT64 - G_GINT64_CONSTANT (40000000)), NULL);
}

static void
test_minutes (void)
{
  static const struct {
    const char *text;
    int         minutes; /* -1: refused */
  } cases[] = {
    { "9:00", 540 }, { "09:00", 540 }, { "0900", 540 }, { "900", 540 }, { "９時３０分", 570 }, { "９：００", 540 },
    { "9時", 540 }, { "9時半", 570 }, { "9時5分", 545 }, { " 13:30 ", 810 }, { "9:00:00", 540 }, { "0:00", 0 },
    { "23:59", 1439 }, { "午前9時", 540 }, { "午後1時30分", 810 }, { "午後 1:30", 810 }, { "午後0時15分", 735 },
    { "午前0時", 0 },
    { "", -1 }, { "9", -1 }, { "24:00", -1 }, { "2400", -1 }, { "9:60", -1 }, { "9:5", -1 }, { "9:000", -1 }, { "960", -1 },
    { "100:00", -1 }, { "午後13時", -1 }, { "午後12時", -1 }, { "9時30", -1 }, { "9:00頃", -1 }, { "-9:00", -1 }, { "90000", -1 },
    { "9:00:30", -1 }, { "\xff", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    int minutes = -1;

    g_assert_cmpint (mh_minutes_read (cases[i].text, &minutes), ==, cases[i].minutes >= 0);
    g_assert_cmpint (minutes, ==, cases[i].minutes);
  }

  g_assert_false (mh_minutes_read (NULL, NULL));
}

static void
test_format_minutes (void)
{
  g_autofree char *morning = mh_minutes_format (540);
  g_autofree char *evening = mh_minutes_format (20 * 60 + 5);
  g_autofree char *midnight = mh_minutes_format (1440);

  g_assert_cmpstr (morning, ==, "9:00");
  g_assert_cmpstr (evening, ==, "20:05");
  g_assert_cmpstr (midnight, ==, "24:00");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/date/only-days-that-exist", test_make);
  g_test_add_func ("/core/date/days-count-on-over-all-years", test_days);
  g_test_add_func ("/core/date/months-end-on-their-last-day", test_months);
  g_test_add_func ("/core/date/iso-is-read-exactly", test_iso);
  g_test_add_func ("/core/date/eras-begin-on-their-first-day", test_eras);
  g_test_add_func ("/core/date/other-styles-and-parts-of-a-date", test_other_styles);
  g_test_add_func ("/core/date/days-begin-at-midnight-in-tokyo", test_tokyo);
  g_test_add_func ("/core/date/times-as-people-write-them", test_minutes);
  g_test_add_func ("/core/date/times-are-written-without-a-leading-zero", test_format_minutes);

  return g_test_run ();
}

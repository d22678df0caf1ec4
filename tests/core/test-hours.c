/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-hours.h"

static const MhHours day_hours = { 480, 1200 };  /* 8:00 to 20:00 */

/* "10-20 9:30" of 2026 in Asia/Tokyo. */
static gint64
time_of (const char *text)
{
  g_autofree char *iso = g_strdup_printf ("2026-%.5s", text);
  MhDate date;
  int minutes;

  g_assert_true (mh_date_from_iso (iso, &date));
  g_assert_true (mh_minutes_read (text + 6, &minutes));

  return mh_ms_from_civil (date, minutes);
}

static void
test_contain (void)
{
  g_assert_false (mh_hours_contain (&day_hours, time_of ("10-20 8:00") - 1));
  g_assert_true (mh_hours_contain (&day_hours, time_of ("10-20 8:00")));
  g_assert_true (mh_hours_contain (&day_hours, time_of ("10-20 20:00") - 1));
  g_assert_false (mh_hours_contain (&day_hours, time_of ("10-20 20:00")));
  g_assert_true (mh_hours_contain (&(MhHours) { 0, 1440 }, time_of ("10-20 0:00")));
  g_assert_true (mh_hours_contain (&(MhHours) { 0, 1440 }, time_of ("10-20 23:59")));
}

static void
test_next_open (void)
{
  static const struct {
    const char *from;
    const char *expected;
  } cases[] = {
    { "10-20 7:59", "10-20 8:00" }, { "10-20 8:00", "10-20 8:00" }, { "10-20 12:34", "10-20 12:34" },
    { "10-20 19:59", "10-20 19:59" }, { "10-20 20:00", "10-21 8:00" }, { "10-20 23:59", "10-21 8:00" },
    { "10-21 0:00", "10-21 8:00" }, { "10-31 21:00", "11-01 8:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].from);
    g_assert_cmpint (mh_hours_next_open (&day_hours, time_of (cases[i].from)), ==, time_of (cases[i].expected));
  }
}

static void
test_deadline (void)
{
  static const struct {
    const char *start;
    int         minutes;
    const char *expected;
  } cases[] = {
    { "10-20 9:00", 30, "10-20 9:30" },
    { "10-20 19:30", 30, "10-20 20:00" },   /* not 8:00 of the next day */
    { "10-20 19:30", 31, "10-21 8:01" },
    { "10-20 19:50", 30, "10-21 8:20" },
    { "10-20 21:00", 30, "10-21 8:30" },
    { "10-20 3:00", 30, "10-20 8:30" },
    { "10-20 20:00", 0, "10-21 8:00" },
    { "10-20 8:00", 720, "10-20 20:00" },
    { "10-20 8:00", 721, "10-21 8:01" },
    { "10-20 19:00", 60 + 720, "10-21 20:00" },
    { "10-20 19:00", 60 + 720 + 1, "10-22 8:01" },
    { "10-20 12:00", 3 * 720, "10-23 12:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s + %d", cases[i].start, cases[i].minutes);
    g_assert_cmpint (mh_hours_deadline (&day_hours, time_of (cases[i].start), cases[i].minutes), ==,
                     time_of (cases[i].expected));
  }
}

/* Counting minute by minute must come to the same. */
static void
test_deadline_by_counting (void)
{
  gint64 start = time_of ("10-20 5:00") + 123;

  for (int step = 0; step < 20; step++, start += 77 * 60000) {
    gint64 at = mh_hours_next_open (&day_hours, start);

    for (int minutes = 0; minutes < 1600; minutes++) {
      if (at > start)
        g_assert_cmpint (mh_hours_deadline (&day_hours, start, minutes), ==, at);
      at += 60000;
      if (!mh_hours_contain (&day_hours, at - 1)) {
        gint64 beyond = at - mh_ms_from_civil (mh_date_from_ms (at), day_hours.close);

        at = mh_hours_next_open (&day_hours, at) + beyond;
      }
    }
  }
}

/* It undoes the deadline. */
static void
test_between (void)
{
  static const char * const starts[] = { "10-20 9:00", "10-20 3:00", "10-20 19:59", "10-20 21:00" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    gint64 start = time_of (starts[i]);

    g_assert_cmpint (mh_hours_between (&day_hours, start, start), ==, 0);
    g_assert_cmpint (mh_hours_between (&day_hours, start, start - 1), ==, 0);
    for (int minutes = 0; minutes < 3 * 720; minutes += 7)
      g_assert_cmpint (mh_hours_between (&day_hours, start, mh_hours_deadline (&day_hours, start, minutes)), ==, minutes);
  }

  g_assert_cmpint (mh_hours_between (&day_hours, time_of ("10-20 9:00"), time_of ("10-20 9:00") + 1), ==, 1);
  g_assert_cmpint (mh_hours_between (&day_hours, time_of ("10-20 20:00"), time_of ("10-21 8:00")), ==, 0);
}

/* 2026-10-24 is a Saturday; 2026-11-03 a Tuesday and 文化の日. */
static void
test_working_days (void)
{
  static const struct {
    const char *start;
    int         minutes;
    const char *expected;
  } cases[] = {
    { "10-23 19:30", 30, "10-23 20:00" },
    { "10-23 19:30", 60, "10-26 8:30" },
    { "10-24 12:00", 0, "10-26 8:00" },
    { "10-25 23:00", 60, "10-26 9:00" },
    { "11-02 19:00", 120, "11-04 9:00" },
    { "11-03 10:00", 720, "11-04 20:00" },
    { "10-30 8:00", 2 * 720 + 1, "11-04 8:01" },
  };
  MhHours hours = day_hours;
  MhDate first, holiday, far;

  g_assert_true (mh_date_from_iso ("2026-10-01", &first));
  g_assert_true (mh_date_from_iso ("2026-11-03", &holiday));
  g_assert_true (mh_date_from_iso ("2030-01-01", &far));
  mh_hours_count_working_days (&hours, first);
  mh_hours_close_day (&hours, holiday);
  mh_hours_close_day (&hours, far);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 start = time_of (cases[i].start);
    gint64 deadline = mh_hours_deadline (&hours, start, cases[i].minutes);

    g_test_message ("%s + %d", cases[i].start, cases[i].minutes);
    g_assert_cmpint (deadline, ==, time_of (cases[i].expected));
    g_assert_cmpint (mh_hours_between (&hours, start, deadline), ==, cases[i].minutes);
  }

  g_assert_false (mh_hours_contain (&hours, time_of ("11-03 10:00")));
  g_assert_true (mh_hours_contain (&day_hours, time_of ("11-03 10:00")));
  g_assert_true (mh_hours_contain (&hours, time_of ("11-04 10:00")));
}

/* Whoever closes every day does not stop the clock for ever. */
static void
test_all_closed (void)
{
  MhHours hours = day_hours;
  MhDate first;

  g_assert_true (mh_date_from_iso ("2026-10-01", &first));
  mh_hours_count_working_days (&hours, first);
  for (int i = 0; i < MH_HOURS_N_DAYS; i++)
    mh_hours_close_day (&hours, mh_date_add_days (first, i));

  g_assert_cmpint (mh_hours_next_open (&hours, time_of ("10-20 9:00")), >=, time_of ("10-20 9:00"));
  g_assert_cmpint (mh_hours_between (&hours, time_of ("10-20 9:00"), time_of ("10-21 9:00")), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/hours/opening-belongs-to-them-closing-does-not", test_contain);
  g_test_add_func ("/core/hours/what-is-outside-waits-for-the-opening", test_next_open);
  g_test_add_func ("/core/hours/a-deadline-is-frozen-outside", test_deadline);
  g_test_add_func ("/core/hours/a-deadline-is-what-counting-gives", test_deadline_by_counting);

  g_test_add_func ("/core/hours/working-days-leave-out-weekends-and-holidays", test_working_days);
  g_test_add_func ("/core/hours/a-list-that-closes-every-day-stops-nothing", test_all_closed);
  g_test_add_func ("/core/hours/the-minutes-between-undo-a-deadline", test_between);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-clock.h"

#include "mh-fake-clock.h"
#include "mh-test-utils.h"

static void
test_system (void)
{
  g_autoptr (MhClock) clock = mh_clock_new_system ();
  gint64 before = g_get_real_time () / 1000;
  gint64 now = mh_clock_now (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time () / 1000);
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "clock", NULL);
  g_autoptr (MhClock) clock = mh_clock_new_file (path);
  g_autoptr (MhClock) other = mh_clock_new_file (path);

  g_file_set_contents (path, "1792422000000\n", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_clock_now (clock), ==, G_GINT64_CONSTANT (1792422000000));
  g_assert_cmpint (mh_clock_now (other), ==, G_GINT64_CONSTANT (1792422000000));

  g_file_set_contents (path, "1792422000001", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_clock_now (clock), ==, G_GINT64_CONSTANT (1792422000001));

  g_file_set_contents (path, "", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_clock_now (clock), ==, G_GINT64_CONSTANT (1792422000001));

  g_file_set_contents (path, "tomorrow", -1, &error);
  g_assert_no_error (error);
  g_test_expect_message ("mh-clock", G_LOG_LEVEL_WARNING, "*not hold a number");
  g_assert_cmpint (mh_clock_now (clock), ==, G_GINT64_CONSTANT (1792422000001));
  g_test_assert_expected_messages ();

  mh_test_remove_dir (dir);
  g_test_expect_message ("mh-clock", G_LOG_LEVEL_WARNING, "*cannot be read");
  g_assert_cmpint (mh_clock_now (clock), ==, G_GINT64_CONSTANT (1792422000001));
  g_test_assert_expected_messages ();
}

static void
test_fake (void)
{
  g_autoptr (MhFakeClock) clock = mh_fake_clock_new_at ("2026-10-20 09:00");
  gint64 start = mh_clock_now (MH_CLOCK (clock));

  g_assert_cmpint (start, ==, G_GINT64_CONSTANT (1792454400000));
  mh_fake_clock_advance (clock, 1500);
  g_assert_cmpint (mh_clock_now (MH_CLOCK (clock)), ==, start + 1500);
  mh_fake_clock_set (clock, 7);
  g_assert_cmpint (mh_clock_now (MH_CLOCK (clock)), ==, 7);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/clock/tells-the-computer-s-time", test_system);
  g_test_add_func ("/core/clock/several-read-one-file", test_file);
  g_test_add_func ("/core/clock/an-artificial-one-stands-still", test_fake);

  return g_test_run ();
}

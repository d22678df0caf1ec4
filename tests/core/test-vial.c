/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-test-vial"

#include "mh-vial.h"

static void
test_counts (void)
{
  static const struct {
    int per_vial, n_given, n_people;
    int n_opened, n_left, n_to_open, n_to_fill;
  } cases[] = {
    { 6, 0, 0, 0, 0, 0, 0 },
    { 6, 0, 1, 0, 0, 1, 5 },
    { 6, 0, 4, 0, 0, 1, 2 },   /* あと2人で1本 */
    { 6, 0, 6, 0, 0, 1, 0 },
    { 6, 0, 7, 0, 0, 2, 5 },
    { 6, 4, 0, 1, 2, 0, 2 },
    { 6, 4, 2, 1, 2, 0, 0 },
    { 6, 4, 3, 1, 2, 1, 5 },
    { 6, 6, 0, 1, 0, 0, 0 },
    { 6, 7, 20, 2, 5, 3, 3 },
    { 2, 3, 2, 2, 1, 1, 1 },
    { 50, 49, 1, 1, 1, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhVialCount count;

    g_test_message ("case %u", i);
    g_assert_true (mh_vial_count (cases[i].per_vial, cases[i].n_given, cases[i].n_people, &count));
    g_assert_cmpint (count.n_opened, ==, cases[i].n_opened);
    g_assert_cmpint (count.n_left, ==, cases[i].n_left);
    g_assert_cmpint (count.n_to_open, ==, cases[i].n_to_open);
    g_assert_cmpint (count.n_to_fill, ==, cases[i].n_to_fill);
  }
}

static void
test_nothing_to_count (void)
{
  static const int per_vial[] = { 0, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (per_vial); i++) {
    MhVialCount count = { 9, 9, 9, 9 };

    g_assert_false (mh_vial_count (per_vial[i], 3, 4, &count));
    g_assert_cmpint (count.n_left, ==, 0);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/vial/what-is-open-and-what-is-to-be-opened", test_counts);
  g_test_add_func ("/core/vial/one-dose-a-vial-leaves-nothing-over", test_nothing_to_count);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-practice-guide.h"

#include "mh-audit.h"
#include "mh-test-town.h"

static void
note (MhTestTown *town,
      const char *kind)
{
  g_autoptr (GError) error = NULL;

  mh_audit_note (town->db, mh_desk_now (&town->desk), "佐藤", kind, "{}", NULL, &error);
  g_assert_no_error (error);
}

static void
assert_done (MhTestTown *town,
             gint64      begun,
             int         n)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mh_guide_count_done (&town->desk, MH_GUIDE_REFILL, begun, &error), ==, n);
  g_assert_no_error (error);
}

/* Only what was done since, and in its order. */
static void
test_counts (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  g_autoptr (GError) error = NULL;
  gint64 begun;

  note (town, "refill.cancel");
  begun = mh_guide_begin (&town->desk, &error);
  g_assert_no_error (error);
  assert_done (town, begun, 0);
  note (town, "refill.accept");
  assert_done (town, begun, 0);
  note (town, "refill.cancel");
  assert_done (town, begun, 1);
  note (town, "refill.cancel");
  assert_done (town, begun, 1);
  note (town, "send");
  note (town, "refill.accept");
  assert_done (town, begun, 3);
  note (town, "roster.print");
  note (town, "roster.print");
  assert_done (town, begun, 4);
}

static void
test_begins_with_nothing (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  g_autoptr (GError) error = NULL;
  gint64 begun = mh_guide_begin (&town->desk, &error);

  g_assert_no_error (error);
  for (int course = 0; course < MH_GUIDE_N_COURSES; course++) {
    g_assert_cmpint (mh_guide_count_done (&town->desk, (MhGuideCourse) course, begun, &error), ==, 0);
    g_assert_cmpuint (mh_guide_get_length ((MhGuideCourse) course), >=, 3);
    g_assert_cmpstr (mh_guide_get_title ((MhGuideCourse) course), !=, "");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice-guide/steps-count-in-their-order-from-where-it-began", test_counts);
  g_test_add_func ("/practice-guide/each-course-begins-with-nothing-done", test_begins_with_nothing);

  return g_test_run ();
}

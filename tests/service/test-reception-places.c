/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What a note at the reception does to places, and to those who wait. */

#include "mh-reception-day.h"

#include <string.h>

#include "mh-booking.h"
#include "mh-capacity.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-places.h"
#include "mh-reception-fixture.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

static void
run_sql (Fixture    *fixture,
         const char *sql,
         gint64      resident)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "test", "test", MH_UNDO_WHOLE, &error);

  g_assert_no_error (error);
  mh_db_run (fixture->town->db, &error, sql, ":resident", MH_INT (resident), ":programme", MH_INT (fixture->programme), NULL);
  g_assert_no_error (error);
  mh_act_commit (act, &error);
  g_assert_no_error (error);
}

static gint64
walk_in (Fixture    *fixture,
         gint64      resident,
         const char *override,
         gboolean    instead,
         GError    **error)
{
  MhReceptionWalkIn walk_in = {
    .session = fixture->today, .resident = resident, .reason = "家族と一緒に来た", .override_reason = override, .instead = instead,
  };

  return mh_reception_walk_in (&fixture->town->desk, &walk_in, NULL, error);
}

static gint64
add_walker (Fixture *fixture,
            int      n)
{
  g_autofree char *number = g_strdup_printf ("3%03d", n);

  return mh_test_town_add_resident (fixture->town, number, "飛入太郎", "トビイリタロウ", "1945-05-05");
}

static void
assert_extra (Fixture *fixture,
              int      n)
{
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat WHERE extra = 1"), ==, n);
}

/* However the walk-in's booking ends, nobody else is given the place that was made for him; those of the overbooking rule stay. */
static void
test_extra_place_goes (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  gint64 act = 0, first, second;

  first = walk_in (fixture, add_walker (fixture, 1), NULL, FALSE, &error);
  second = walk_in (fixture, add_walker (fixture, 2), NULL, FALSE, &error);
  g_assert_no_error (error);
  assert_extra (fixture, 1);

  set_state (fixture, second, "expected");
  g_assert_true (mh_booking_cancel (&fixture->town->desk, second, NULL, &act, &error));
  g_assert_no_error (error);
  assert_extra (fixture, 0);
  g_assert_cmpint (try_to_book (fixture, fixture->today, "9:00", add_walker (fixture, 3), 1, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  assert_extra (fixture, 1);

  g_assert_true (mh_booking_move (&fixture->town->desk, second, mh_test_town_find_slot (fixture->town, fixture->after, "9:00"), "試験", NULL,
                                  &error));
  g_assert_no_error (error);
  assert_extra (fixture, 0);

  set_state (fixture, first, "cancelled-day");
  assert_extra (fixture, 0);
}

/* A fifth more than five is one place by the rule of the programme: whoever sat there, it stays, and only the one more than that goes. */
static void
test_rule_place_stays (Fixture      *fixture,
                       gconstpointer data)
{
  MhCapacityOrder five = { .slot = mh_test_town_find_slot (fixture->town, fixture->today, "9:00"), .places = 5, .phone = -1, .blocked = -1 };
  g_autoptr (MhCapacityResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 walkers[6];

  run_sql (fixture, "UPDATE programme SET overbook_percent = 20 WHERE id = :programme AND :resident = 0", 0);
  result = mh_capacity_set (&fixture->town->desk, &five, 1, &error);
  g_assert_no_error (error);
  assert_extra (fixture, 1);

  for (int i = 0; i < 6; i++)
    walkers[i] = walk_in (fixture, add_walker (fixture, i), NULL, FALSE, &error);
  g_assert_no_error (error);
  assert_extra (fixture, 2);

  set_state (fixture, walkers[5], "cancelled-day");
  assert_extra (fixture, 1);
  set_state (fixture, walkers[4], "cancelled-day");
  assert_extra (fixture, 1);
}

/* A waiting list is not offered the place either. */
static void
test_extra_place_is_not_refilled (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = NULL;
  gint64 second;

  set_time (fixture, "2026-11-05 08:30");
  walk_in (fixture, add_walker (fixture, 1), NULL, FALSE, &error);
  second = walk_in (fixture, add_walker (fixture, 2), NULL, FALSE, &error);
  g_assert_no_error (error);
  set_state (fixture, second, "expected");

  result = mh_refill_cancel (&fixture->town->desk, &second, 1, &error);
  g_assert_null (result);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "without a booking"));
}

/* Nobody is expected on a day that does not take place. */
static void
test_called_off (Fixture      *fixture,
                 gconstpointer data)
{
  static const char * const back[] = { "expected", "came", "done" };

  set_state (fixture, fixture->booking, "no-show");
  run_sql (fixture, "UPDATE session SET state = 'cancelled' WHERE id = 2 AND :resident = 0 AND :programme > 0", 0);

  for (guint i = 0; i < G_N_ELEMENTS (back); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (try_to_set (fixture, fixture->booking, back[i], 0, "医師の指示", NULL, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  }

  assert_state (fixture, fixture->booking, "no-show", "missed", TRUE);
  set_state (fixture, fixture->booking, "postponed");
}

/* No reason makes a day take place that was called off, and nobody is written down on it who came all the same. */
static void
test_walk_in_called_off (Fixture      *fixture,
                         gconstpointer data)
{
  static const char * const reasons[] = { NULL, "医師の指示" };
  gint64 walker = add_walker (fixture, 1);

  run_sql (fixture, "UPDATE session SET state = 'cancelled' WHERE id = 2 AND :resident = 0 AND :programme > 0", 0);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (walk_in (fixture, walker, reasons[i], FALSE, &error), ==, 0);
    g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
    g_assert_nonnull (strstr (error->message, "called off"));
    g_assert_nonnull (strstr (error->message, "another day"));
  }
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM booking WHERE via = 'walk-in'"), ==, 0);
}

/* Who comes after all does not go on waiting for the same dose, nor for an offer of it. */
static void
test_back_ends_waiting (Fixture      *fixture,
                        gconstpointer data)
{
  static const char sql[] = "SELECT count (*) FROM waiting_unit WHERE state = 'waiting'";
  gint64 other = mh_test_town_add_resident (fixture->town, "1002", "他田一郎", "ホカダイチロウ", "1948-01-01");
  gint64 couple[2] = { fixture->resident, other };
  g_autoptr (GError) error = NULL;
  gint64 act, unit;

  set_state (fixture, fixture->booking, "no-show");
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, couple, 1, NULL, &error), >, 0);
  g_assert_no_error (error);
  act = set_state (fixture, fixture->booking, "came");
  g_assert_cmpint (mh_test_town_count (fixture->town, sql), ==, 0);
  undo (fixture, act);
  g_assert_cmpint (mh_test_town_count (fixture->town, sql), ==, 1);
  set_state (fixture, fixture->booking, "expected");
  g_assert_cmpint (mh_test_town_count (fixture->town, sql), ==, 0);

  /* A couple still waits for the other's sake. */
  set_state (fixture, fixture->booking, "no-show");
  unit = mh_test_add_waiting (&fixture->town->desk, fixture->programme, couple, 2, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (unit, >, 0);
  set_state (fixture, fixture->booking, "came");
  g_assert_cmpint (mh_test_town_count (fixture->town, sql), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/service/reception-places/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-place-made-for-a-walk-in-goes-with-the-booking", test_extra_place_goes);
  ADD ("a-place-of-the-overbooking-rule-stays", test_rule_place_stays);
  ADD ("a-place-made-for-a-walk-in-is-not-offered", test_extra_place_is_not_refilled);
  ADD ("nobody-is-expected-on-a-day-called-off", test_called_off);
  ADD ("nobody-walks-in-on-a-day-called-off", test_walk_in_called_off);
  ADD ("who-comes-after-all-waits-no-more", test_back_ends_waiting);
#undef ADD

  return g_test_run ();
}

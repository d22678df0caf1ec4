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
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

/* Today is Thursday 2026-11-05, 9:10. */
typedef struct {
  MhTestTown *town;
  gint64      programme;  /* 65 and older, two doses, 19 days between, 6 doses a vial */
  gint64      before;     /* 2026-10-20 */
  gint64      today;      /* 9:00 and 9:30, two places each */
  gint64      after;      /* 2026-11-26 */
  gint64      resident;
  gint64      booking;    /* of today, 9:00 */
} Fixture;

static void
set_time (Fixture    *fixture,
          const char *civil)
{
  g_autoptr (MhFakeClock) at = mh_fake_clock_new_at (civil);

  mh_fake_clock_set (fixture->town->clock, mh_clock_now (MH_CLOCK (at)));
}

static gint64
add_programme (Fixture *fixture)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  programme->name = g_strdup ("帯状疱疹予防接種");
  programme->age.min_months = 65 * 12;
  programme->doses = 2;
  programme->interval_days = 19;
  programme->doses_per_vial = 6;
  id = mh_places_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
try_to_book (Fixture    *fixture,
             gint64      session,
             const char *time,
             gint64      resident,
             int         dose,
             GError    **error)
{
  MhBookingRequest request = {
    .slot = mh_test_town_find_slot (fixture->town, session, time),
    .resident = resident,
    .dose = dose,
    .via = "phone",
    .override_reason = "試験",
  };

  return mh_booking_make (&fixture->town->desk, &request, NULL, error);
}

static gint64
book (Fixture    *fixture,
      gint64      session,
      const char *time,
      gint64      resident,
      int         dose)
{
  g_autoptr (GError) error = NULL;
  gint64 id = try_to_book (fixture, session, time, resident, dose, &error);

  g_assert_no_error (error);

  return id;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-10 09:00");
  fixture->programme = add_programme (fixture);
  fixture->before = mh_test_town_add_session (fixture->town, fixture->programme, "2026-10-20", "09:00-10:00/30x4");
  fixture->today = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x2");
  fixture->after = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-26", "09:00-10:00/30x4");
  fixture->resident = mh_test_town_add_resident (fixture->town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  fixture->booking = book (fixture, fixture->today, "9:00", fixture->resident, 1);
  set_time (fixture, "2026-11-05 09:10");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (&fixture->town->desk, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < broken->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (broken, i));
  g_assert_cmpuint (broken->len, ==, 0);
  mh_test_town_free (fixture->town);
}

static gboolean
try_to_set (Fixture    *fixture,
            gint64      booking,
            const char *state,
            gint64      lot,
            const char *override,
            gint64     *out_act,
            GError    **error)
{
  MhReceptionChange change = {
    .booking = booking, .state = state, .lot = lot, .override_reason = override,
    .reason = g_str_equal (state, "stopped") ? "発熱のため" : NULL,
  };

  return mh_reception_set (&fixture->town->desk, &change, out_act, error);
}

static gint64
set_state (Fixture    *fixture,
           gint64      booking,
           const char *state)
{
  g_autoptr (GError) error = NULL;
  gint64 act = 0;

  try_to_set (fixture, booking, state, 0, NULL, &act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (act, >, 0);

  return act;
}

static void
undo (Fixture *fixture,
      gint64   act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) result = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static MhReceptionDay *
read_day (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MhReceptionDay *day = mh_reception_day_read (&fixture->town->desk, fixture->today, 0, &error);

  g_assert_no_error (error);

  return day;
}

static void
assert_state (Fixture    *fixture,
              gint64      booking,
              const char *visit_state,
              const char *booking_state,
              gboolean    holds_place)
{
  g_autoptr (MhReceptionDay) day = read_day (fixture);
  MhReceptionPerson *person = mh_reception_day_find (day, booking);

  g_assert_nonnull (person);
  g_assert_cmpstr (person->line->visit->state, ==, visit_state);
  g_assert_cmpstr (person->line->booking_state, ==, booking_state);
  g_assert_cmpint (person->line->place != 0, ==, holds_place);
}

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
  g_assert_cmpint (mh_waiting_add (&fixture->town->desk, fixture->programme, couple, 1, NULL, &error), >, 0);
  g_assert_no_error (error);
  act = set_state (fixture, fixture->booking, "came");
  g_assert_cmpint (mh_test_town_count (fixture->town, sql), ==, 0);
  undo (fixture, act);
  g_assert_cmpint (mh_test_town_count (fixture->town, sql), ==, 1);
  set_state (fixture, fixture->booking, "expected");
  g_assert_cmpint (mh_test_town_count (fixture->town, sql), ==, 0);

  /* A couple still waits for the other's sake. */
  set_state (fixture, fixture->booking, "no-show");
  unit = mh_waiting_add (&fixture->town->desk, fixture->programme, couple, 2, NULL, &error);
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
  ADD ("who-comes-after-all-waits-no-more", test_back_ends_waiting);
#undef ADD

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-reception-day.h"

#include <string.h>

#include "mh-booking.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-list-table.h"
#include "mh-places.h"
#include "mh-reception-after.h"
#include "mh-reception-fixture.h"
#include "mh-reception-scan.h"
#include "mh-test-town.h"
#include "mh-undo.h"

static const struct {
  const char *state;
  const char *booking_state;
  gboolean    holds_place;
} states[] = {
  { "came", "active", TRUE },
  { "stopped", "missed", TRUE },
  { "done", "active", TRUE },
  { "cancelled-day", "missed", FALSE },
  { "no-show", "missed", TRUE },
  { "postponed", "missed", TRUE },
};

static void
test_states (Fixture      *fixture,
             gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    gint64 act = set_state (fixture, fixture->booking, states[i].state);

    g_test_message ("%s", states[i].state);
    assert_state (fixture, fixture->booking, states[i].state, states[i].booking_state, states[i].holds_place);
    undo (fixture, act);
    assert_state (fixture, fixture->booking, "", "active", TRUE);
  }
}

/* From each state to each other, and back to none. */
static void
test_all_ways (Fixture      *fixture,
               gconstpointer data)
{
  for (guint from = 0; from < G_N_ELEMENTS (states); from++) {
    for (guint to = 0; to < G_N_ELEMENTS (states); to++) {
      gboolean freed = g_str_equal (states[from].state, "cancelled-day") && !g_str_equal (states[to].booking_state, "active");
      gint64 act;

      g_test_message ("%s to %s", states[from].state, states[to].state);
      set_state (fixture, fixture->booking, states[from].state);
      act = set_state (fixture, fixture->booking, states[to].state);
      assert_state (fixture, fixture->booking, states[to].state, states[to].booking_state, states[to].holds_place && !freed);
      undo (fixture, act);
      assert_state (fixture, fixture->booking, states[from].state, states[from].booking_state, states[from].holds_place);
      set_state (fixture, fixture->booking, "expected");
      assert_state (fixture, fixture->booking, "", "active", TRUE);
    }
  }
}

static void
test_times (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhVisitRow) visit = NULL;
  gint64 came = mh_desk_now (&fixture->town->desk);
  MhReceptionChange change = { .booking = fixture->booking, .state = "came", .card = 17 };

  g_assert_true (mh_reception_set (&fixture->town->desk, &change, NULL, NULL));
  set_time (fixture, "2026-11-05 09:40");
  set_state (fixture, fixture->booking, "done");
  visit = mh_visit_table_get (fixture->town->db, fixture->booking, NULL);
  g_assert_cmpint (visit->came_at, ==, came);
  g_assert_cmpint (visit->state_at, ==, came + 30 * 60 * 1000);
  g_assert_cmpint (visit->card, ==, 17);
}

static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  gint64 other = mh_test_town_add_resident (fixture->town, "1002", "他田一郎", "ホカダイチロウ", "1948-01-01");
  gint64 later = book (fixture, fixture->after, "9:00", other, 1);
  g_autoptr (GError) error = NULL;
  MhReceptionChange change = { .booking = fixture->booking, .state = "stopped", .reason = "" };

  g_assert_false (mh_reception_set (&fixture->town->desk, &change, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  g_assert_false (try_to_set (fixture, fixture->booking, "arrived", 0, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_false (try_to_set (fixture, later, "no-show", 0, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  g_assert_true (mh_booking_cancel (&fixture->town->desk, fixture->booking, NULL, NULL, &error));
  g_assert_false (try_to_set (fixture, fixture->booking, "came", 0, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* Who came is not cancelled at the other window meanwhile. */
static void
test_who_came_is_not_cancelled (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_state (fixture, fixture->booking, "came");
  g_assert_false (mh_booking_cancel (&fixture->town->desk, fixture->booking, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_book_again (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_state (fixture, fixture->booking, "no-show");
  book (fixture, fixture->after, "9:30", fixture->resident, 1);

  g_assert_false (try_to_set (fixture, fixture->booking, "came", 0, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "11月26日"));
  g_assert_nonnull (strstr (error->message, "9:30"));
}

static void
test_freed_place (Fixture      *fixture,
                  gconstpointer data)
{
  gint64 second = mh_test_town_add_resident (fixture->town, "1002", "他田一郎", "ホカダイチロウ", "1948-01-01");
  gint64 third = mh_test_town_add_resident (fixture->town, "1003", "他田二郎", "ホカダジロウ", "1947-01-01");
  g_autoptr (GError) error = NULL;

  book (fixture, fixture->today, "9:00", second, 1);
  g_assert_cmpint (try_to_book (fixture, fixture->today, "9:00", third, 1, &error), ==, 0);
  g_clear_error (&error);
  set_state (fixture, fixture->booking, "cancelled-day");
  book (fixture, fixture->today, "9:00", third, 1);

  g_assert_false (try_to_set (fixture, fixture->booking, "came", 0, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* Of several sessions at a time, the one is told at which the person is booked. */
static void
test_scan_session (Fixture      *fixture,
                   gconstpointer data)
{
  gint64 sessions[] = { fixture->after, fixture->before, fixture->today };
  gint64 other = mh_test_town_add_resident (fixture->town, "1002", "他田一郎", "ホカダイチロウ", "1948-01-01");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhReceptionScan) found = mh_reception_scan (&fixture->town->desk, sessions, G_N_ELEMENTS (sessions), "ヤマダ", &error);
  g_autoptr (MhReceptionScan) nothing = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (found->code, ==, "found");
  g_assert_cmpint (g_array_index (found->bookings, gint64, 0), ==, fixture->booking);
  g_assert_cmpint (found->session, ==, fixture->today);

  nothing = mh_reception_scan (&fixture->town->desk, sessions, G_N_ELEMENTS (sessions), "ホカダ", &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (nothing->residents, gint64, 0), ==, other);
  g_assert_cmpint (nothing->session, ==, 0);
}

/* The red stop before the needle. */

typedef enum {
  RED_DEAD = 1 << 0,
  RED_MOVED = 1 << 1,
  RED_EARLIER_LATE = 1 << 2,   /* dose 1 was on 10-20: 16 days */
  RED_EARLIER_DONE = 1 << 3,
  RED_EARLIER_MISSED = 1 << 4,
  RED_PAST_DOSE_NEAR = 1 << 5,
  RED_PAST_DOSE_SAME = 1 << 6,
  RED_DONE_TODAY = 1 << 7,
} RedSetting;

static const struct {
  const char *name;
  const char *birth;
  int         dose;
  RedSetting  setting;
  const char *codes;
} red_cases[] = {
  { "nothing", "1950-03-01", 1, 0, "" },
  { "65 tomorrow is 65 today", "1961-11-06", 1, 0, "" },
  { "65 the day after", "1961-11-07", 1, 0, "too-young" },
  { "no birth date", NULL, 1, 0, "birth-unknown" },
  { "dead", "1950-03-01", 1, RED_DEAD, "dead" },
  { "moved", "1950-03-01", 1, RED_MOVED, "moved-out" },
  { "dead and too young", "1990-01-01", 1, RED_DEAD, "dead,too-young" },
  { "too soon", "1950-03-01", 2, RED_EARLIER_LATE | RED_EARLIER_DONE, "interval" },
  { "too soon, not noted", "1950-03-01", 2, RED_EARLIER_LATE, "no-earlier-dose,interval" },
  { "missed before", "1950-03-01", 2, RED_EARLIER_LATE | RED_EARLIER_MISSED, "no-earlier-dose" },
  { "no dose before", "1950-03-01", 2, 0, "no-earlier-dose" },
  { "elsewhere yesterday", "1950-03-01", 2, RED_PAST_DOSE_NEAR, "interval" },
  { "had it elsewhere", "1950-03-01", 1, RED_PAST_DOSE_SAME, "had-dose" },
  { "had it an hour ago", "1950-03-01", 2, RED_DONE_TODAY, "done-today,interval" },
};

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

static char *
join_codes (GPtrArray *reds)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < reds->len; i++) {
    const MhReceptionRed *red = g_ptr_array_index (reds, i);

    g_assert_true (g_utf8_validate (red->sentence, -1, NULL));
    g_assert_null (strchr (red->sentence, '%'));
    g_string_append_printf (codes, "%s%s", i > 0 ? "," : "", red->code);
  }

  return g_string_free (codes, FALSE);
}

static void
prepare_red (Fixture   *fixture,
             gint64     resident,
             RedSetting setting)
{
  if (setting & RED_EARLIER_LATE) {
    gint64 earlier;

    set_time (fixture, "2026-10-20 09:00");
    earlier = book (fixture, fixture->before, "9:00", resident, 1);
    if (setting & RED_EARLIER_DONE)
      set_state (fixture, earlier, "done");
    if (setting & RED_EARLIER_MISSED)
      set_state (fixture, earlier, "no-show");
    set_time (fixture, "2026-11-05 09:10");
  }
  if (setting & RED_DONE_TODAY)
    set_state (fixture, book (fixture, fixture->today, "9:30", resident, 1), "done");
  if (setting & RED_PAST_DOSE_NEAR)
    run_sql (fixture, "INSERT INTO past_dose (programme, resident, dose, date) VALUES (:programme, :resident, 1, '2026-11-04')", resident);
  if (setting & RED_PAST_DOSE_SAME)
    run_sql (fixture, "INSERT INTO past_dose (programme, resident, dose, date) VALUES (:programme, :resident, 1, '2026-06-04')", resident);
}

/* A booking that stands there although the rules of today would not allow it: it was made before the world changed. */
static gint64
insert_booking (Fixture *fixture,
                gint64   resident,
                int      dose)
{
  run_sql (fixture, dose == 1
           ? "INSERT INTO booking (programme, resident, dose, slot, via, made_at) "
             "SELECT :programme, :resident, 1, min (id), 'phone', 0 FROM slot WHERE session = 2"
           : "INSERT INTO booking (programme, resident, dose, slot, via, made_at) "
             "SELECT :programme, :resident, 2, min (id), 'phone', 0 FROM slot WHERE session = 2", resident);
  run_sql (fixture, "INSERT INTO seat_hold (slot, number, booking) SELECT slot, 2, id FROM booking "
                    "WHERE resident = :resident AND programme = :programme ORDER BY id DESC LIMIT 1", resident);

  return mh_test_town_count (fixture->town, "SELECT max (id) FROM booking");
}

static void
test_red (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) reds = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *codes = NULL;
  gint64 resident, booking, act = 0;

  set_up (&fixture, NULL);
  g_assert_cmpint (fixture.today, ==, 2);
  resident = mh_test_town_add_resident (fixture.town, "2001", "赤井止", "アカイトメル", red_cases[i].birth);
  prepare_red (&fixture, resident, red_cases[i].setting);
  booking = insert_booking (&fixture, resident, red_cases[i].dose);
  if (red_cases[i].setting & RED_DEAD)
    mh_test_town_set_status (fixture.town, resident, "dead", "2026-11-01");
  if (red_cases[i].setting & RED_MOVED)
    mh_test_town_set_status (fixture.town, resident, "moved-out", "2026-11-01");

  reds = mh_reception_judge (&fixture.town->desk, booking, 0, &error);
  g_assert_no_error (error);
  codes = join_codes (reds);
  g_assert_cmpstr (codes, ==, red_cases[i].codes);

  for (guint n = 0; n < 2; n++) {
    const char *state = n == 0 ? "came" : "done";

    g_assert_cmpint (try_to_set (&fixture, booking, state, 0, NULL, NULL, &error), ==, reds->len == 0);
    if (reds->len > 0)
      g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
    g_clear_error (&error);
  }

  /* Going on takes a reason, which stands in the log with what was red. */
  if (reds->len > 0) {
    g_autofree char *sql = NULL;

    g_assert_true (try_to_set (&fixture, booking, "done", 0, "医師の指示", &act, &error));
    g_assert_no_error (error);
    sql = g_strdup_printf ("SELECT count (*) FROM audit WHERE act = %" G_GINT64_FORMAT " AND json_extract (detail, '$.red') = '%s' "
                                                                                       "AND json_extract (detail, '$.override') = '医師の指示'", act, red_cases[i].codes);
    g_assert_cmpint (mh_test_town_count (fixture.town, sql), ==, 1);
  }

  tear_down (&fixture, NULL);
}

static void
test_wrong_day (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_time (fixture, "2026-11-06 09:10");
  g_assert_false (try_to_set (fixture, fixture->booking, "done", 0, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  /* What was written on paper is entered the day after. */
  g_assert_true (try_to_set (fixture, fixture->booking, "done", 0, "紙の記録から", NULL, &error));
  g_assert_no_error (error);
}

/* Lots and vials. */

static gint64
add_lot (Fixture    *fixture,
         const char *number,
         const char *expires,
         int         doses_per_vial)
{
  g_autoptr (GError) error = NULL;
  MhLot lot = { .programme = fixture->programme, .number = (char *) number, .doses_per_vial = doses_per_vial };
  gint64 id;

  if (expires != NULL)
    g_assert_true (mh_date_from_iso (expires, &lot.expires));
  id = mh_reception_add_lot (&fixture->town->desk, &lot, &error);
  g_assert_no_error (error);

  return id;
}

static void
test_lots (Fixture      *fixture,
           gconstpointer data)
{
  gint64 good = add_lot (fixture, "ＳＨ０１２", "2026-11-05", 0);
  gint64 stale = add_lot (fixture, "SH011", "2026-11-04", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhReceptionDay) day = NULL;
  MhLot again = { .programme = fixture->programme, .number = (char *) "SH011" };

  g_assert_cmpint (mh_reception_add_lot (&fixture->town->desk, &again, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);

  /* Several are there: nobody is asked to guess. */
  day = read_day (fixture);
  g_assert_cmpint (day->lot, ==, 0);
  g_assert_false (try_to_set (fixture, fixture->booking, "done", 0, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (try_to_set (fixture, fixture->booking, "done", stale, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (try_to_set (fixture, fixture->booking, "done", good, NULL, NULL, &error));
  g_assert_no_error (error);

  /* The one that was given last is the one in use, until it is put away. */
  g_clear_pointer (&day, mh_reception_day_free);
  day = read_day (fixture);
  g_assert_cmpint (day->lot, ==, good);
  g_assert_true (mh_reception_offer_lot (&fixture->town->desk, good, FALSE, &error));
  g_clear_pointer (&day, mh_reception_day_free);
  day = read_day (fixture);
  g_assert_cmpint (day->lot, ==, stale);
}

static void
test_vials (Fixture      *fixture,
            gconstpointer data)
{
  gint64 lot = add_lot (fixture, "SH012", NULL, 2);
  gint64 second = mh_test_town_add_resident (fixture->town, "1002", "他田一郎", "ホカダイチロウ", "1948-01-01");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhReceptionDay) day = NULL;
  g_autofree char *text = NULL;
  g_autofree char *call = NULL;

  book (fixture, fixture->today, "9:30", second, 1);
  g_assert_true (try_to_set (fixture, fixture->booking, "done", lot, NULL, NULL, &error));
  day = read_day (fixture);
  g_assert_true (day->counts_vials);
  g_assert_cmpint (day->vials.n_opened, ==, 1);
  g_assert_cmpint (day->vials.n_left, ==, 1);
  g_assert_cmpint (day->vials.n_to_open, ==, 0);
  g_assert_cmpint (day->vials.n_to_fill, ==, 0);
  text = mh_reception_day_vials (day);
  g_assert_cmpstr (text, !=, "");
  call = mh_reception_day_vial_call (day);
  g_assert_cmpstr (call, ==, "No dose left over");
}

/* Walk-ins. */

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
test_walk_in (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhReceptionDay) day = NULL;
  gint64 first = walk_in (fixture, add_walker (fixture, 1), NULL, FALSE, &error);
  gint64 second = walk_in (fixture, add_walker (fixture, 2), NULL, FALSE, &error);

  /* One place was free in the slot that runs; the other is one more. */
  g_assert_no_error (error);
  assert_state (fixture, first, "came", "active", TRUE);
  assert_state (fixture, second, "came", "active", TRUE);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat WHERE extra = 1"), ==, 1);
  day = read_day (fixture);
  g_assert_cmpint (day->counts.n_walk_ins, ==, 2);
  g_assert_cmpint (day->counts.n_came, ==, 2);

  /* The place that was made for him goes when he goes. */
  set_state (fixture, second, "cancelled-day");
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat WHERE extra = 1"), ==, 0);

  g_assert_cmpint (walk_in (fixture, fixture->resident, NULL, FALSE, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_walk_in_judged (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 child = mh_test_town_add_resident (fixture->town, "4001", "子供太郎", "コドモタロウ", "2015-05-05");
  gint64 later = add_walker (fixture, 1);
  gint64 booking = book (fixture, fixture->after, "9:30", later, 1);
  g_autoptr (GError) error = NULL;
  MhReceptionWalkIn silent = { .session = fixture->today, .resident = child, .reason = "　" };

  g_assert_cmpint (mh_reception_walk_in (&fixture->town->desk, &silent, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (walk_in (fixture, child, NULL, FALSE, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (walk_in (fixture, child, "医師の指示", FALSE, &error), >, 0);
  g_assert_no_error (error);

  /* The booking of another day is named, and only on demand given up. */
  g_assert_cmpint (walk_in (fixture, later, NULL, FALSE, &error), ==, 0);
  g_assert_nonnull (strstr (error->message, "11月26日"));
  g_clear_error (&error);
  g_assert_cmpint (walk_in (fixture, later, NULL, TRUE, &error), >, 0);
  g_assert_no_error (error);
  {
    g_autoptr (MhBooking) given_up = mh_booking_table_get (fixture->town->db, booking, NULL);

    g_assert_cmpstr (given_up->state, ==, "cancelled");
  }
}

typedef struct {
  const char *path;
  gint64      session;
  gint64      resident;
  gint64      booking;
} Racer;

static gpointer
race (gpointer data)
{
  Racer *racer = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = mh_db_open (&mh_db_driver_sqlite, racer->path, &error);
  g_autoptr (MhFakeClock) clock = mh_fake_clock_new_at ("2026-11-05 09:10");
  MhDesk desk = { .db = db, .clock = MH_CLOCK (clock), .operator_name = "佐藤" };
  MhReceptionWalkIn walk_in = { .session = racer->session, .resident = racer->resident, .reason = "飛び入り" };

  g_assert_no_error (error);
  mh_db_set_busy_timeout (db, 60000);
  racer->booking = mh_reception_walk_in (&desk, &walk_in, NULL, &error);
  if (racer->booking == 0)
    g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);

  return NULL;
}

/* 横瀬町: a limit a day. Eight desks at once let in exactly as many as it says. */
static void
test_walk_in_race (Fixture      *fixture,
                   gconstpointer data)
{
  Racer racers[8];
  GThread *threads[G_N_ELEMENTS (racers)];
  guint n_in = 0;

  run_sql (fixture, "UPDATE session SET walk_in_cap = 3 WHERE id = 2 AND :resident = 0 AND :programme > 0", 0);
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++) {
    racers[i] = (Racer) {
      .path = mh_db_get_path (fixture->town->db), .session = fixture->today, .resident = add_walker (fixture, (int) i),
    };
  }
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    threads[i] = g_thread_new ("racer", race, &racers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++) {
    g_thread_join (threads[i]);
    n_in += racers[i].booking != 0;
  }

  g_assert_cmpuint (n_in, ==, 3);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat_hold"), ==, 4);
}

/* After. */

static void
test_close (Fixture      *fixture,
            gconstpointer data)
{
  gint64 second = mh_test_town_add_resident (fixture->town, "1002", "他田一郎", "ホカダイチロウ", "1948-01-01");
  gint64 third = mh_test_town_add_resident (fixture->town, "1003", "他田二郎", "ホカダジロウ", "1947-01-01");
  gint64 done = book (fixture, fixture->today, "9:00", second, 1);
  gint64 silent = book (fixture, fixture->today, "9:30", third, 1);
  g_autoptr (GError) error = NULL;
  gint64 n = 0, act = 0;

  set_state (fixture, done, "done");
  g_assert_false (mh_reception_close (&fixture->town->desk, fixture->after, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  g_assert_true (mh_reception_close (&fixture->town->desk, fixture->today, &n, &act, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 2);
  assert_state (fixture, fixture->booking, "no-show", "missed", TRUE);
  assert_state (fixture, silent, "no-show", "missed", TRUE);
  assert_state (fixture, done, "done", "active", TRUE);

  undo (fixture, act);
  assert_state (fixture, fixture->booking, "", "active", TRUE);

  g_assert_true (mh_reception_close (&fixture->town->desk, fixture->today, &n, &act, &error));
  g_assert_true (mh_reception_close (&fixture->town->desk, fixture->today, &n, &act, &error));
  g_assert_cmpint (n, ==, 0);
  g_assert_cmpint (act, ==, 0);
}

/* What goes back to the town's ledger: state and lot of what happened, and, the next time, what has changed since. */
static void
test_results (Fixture      *fixture,
              gconstpointer data)
{
  gint64 lot = add_lot (fixture, "SH012", NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  MhListFilter filter = { .session = fixture->today };
  gint64 last_act = 0;

  g_assert_true (mh_list_table_last_act (fixture->town->db, &last_act, &error));
  g_assert_true (try_to_set (fixture, fixture->booking, "done", lot, NULL, NULL, &error));
  rows = mh_list_table_results (fixture->town->db, &filter, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((MhListRow *) g_ptr_array_index (rows, 0))->state, ==, "done");
  g_assert_cmpstr (((MhListRow *) g_ptr_array_index (rows, 0))->lot, ==, "SH012");

  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = mh_list_table_results_since (fixture->town->db, &filter, mh_desk_today (&fixture->town->desk), last_act, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);

  g_clear_pointer (&rows, g_ptr_array_unref);
  g_assert_true (mh_list_table_last_act (fixture->town->db, &last_act, &error));
  rows = mh_list_table_results_since (fixture->town->db, &filter, mh_desk_today (&fixture->town->desk), last_act, &error);
  g_assert_cmpuint (rows->len, ==, 0);
}

static const MhNotYet *
find_not_yet (GArray *people,
              gint64  resident)
{
  for (guint i = 0; i < people->len; i++) {
    const MhNotYet *one = &g_array_index (people, MhNotYet, i);

    if (one->resident == resident)
      return one;
  }

  return NULL;
}

static GArray *
list_not_yet (Fixture    *fixture,
              const char *day,
              gint64      n_unclear)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;
  MhDate on;
  GArray *people;

  g_assert_true (mh_date_from_iso (day, &on));
  people = mh_reception_list_not_yet (&fixture->town->desk, fixture->programme, on, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, n_unclear);

  return people;
}

/* Who may have it and has not: by age, by what was had, and not before the interval is over. */
static void
test_not_yet (Fixture      *fixture,
              gconstpointer data)
{
  gint64 never = mh_test_town_add_resident (fixture->town, "1002", "他田一郎", "ホカダイチロウ", "1948-01-01");
  gint64 young = mh_test_town_add_resident (fixture->town, "1003", "他田二郎", "ホカダジロウ", "1990-01-01");
  gint64 dead = mh_test_town_add_resident (fixture->town, "1004", "他田三郎", "ホカダサブロウ", "1940-01-01");
  gint64 second = mh_test_town_add_resident (fixture->town, "1005", "他田四郎", "ホカダシロウ", "1941-01-01");
  g_autoptr (GArray) now = NULL;
  g_autoptr (GArray) later = NULL;

  mh_test_town_set_status (fixture->town, dead, "dead", "2026-11-01");
  run_sql (fixture, "INSERT INTO past_dose (programme, resident, dose, date) VALUES (:programme, :resident, 1, '2026-10-20')", second);

  now = list_not_yet (fixture, "2026-11-05", 0);
  g_assert_cmpuint (now->len, ==, 1);
  g_assert_cmpstr (find_not_yet (now, never)->why, ==, "never");
  g_assert_null (find_not_yet (now, young));

  set_state (fixture, fixture->booking, "no-show");
  later = list_not_yet (fixture, "2026-11-08", 0);
  g_assert_cmpuint (later->len, ==, 3);
  g_assert_cmpstr (find_not_yet (later, fixture->resident)->why, ==, "missed");
  g_assert_cmpstr (find_not_yet (later, second)->why, ==, "next-dose");
  g_assert_cmpint (find_not_yet (later, second)->dose, ==, 2);
}

/* Of a day that has passed nothing is noted: nobody is written to on a guess. */
static void
test_unclear (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GArray) people = NULL;

  set_time (fixture, "2026-11-06 09:00");
  people = list_not_yet (fixture, "2026-11-06", 1);
  g_assert_null (find_not_yet (people, fixture->resident));
}

static void
test_figures (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhReceptionDay) day = NULL;
  g_autoptr (GArray) bands = NULL;
  const MhReceptionBand *band;

  walk_in (fixture, mh_test_town_add_resident (fixture->town, "4001", "百歳子", "ヒャクサイコ", "1925-05-05"), NULL, FALSE, NULL);
  set_state (fixture, fixture->booking, "stopped");
  day = read_day (fixture);
  bands = mh_reception_day_bands (day);
  g_assert_cmpuint (bands->len, ==, 2);
  band = &g_array_index (bands, MhReceptionBand, 0);
  g_assert_cmpint (band->from_age, ==, 70);
  g_assert_cmpint (band->n_missed, ==, 1);
  band = &g_array_index (bands, MhReceptionBand, 1);
  g_assert_cmpint (band->from_age, ==, 100);
  g_assert_cmpint (band->n_unknown, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/service/reception/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("each-state-is-noted-and-taken-back", test_states);
  ADD ("from-each-state-to-each-other-and-back", test_all_ways);
  ADD ("times-and-the-card-stay", test_times);
  ADD ("what-cannot-be-is-refused", test_refusals);
  ADD ("who-came-is-not-cancelled-elsewhere", test_who_came_is_not_cancelled);
  ADD ("who-missed-it-may-book-again-and-is-told-of-it", test_book_again);
  ADD ("a-place-cancelled-on-the-day-is-free", test_freed_place);
  ADD ("a-scan-tells-the-session-of-the-booking", test_scan_session);
  ADD ("paper-of-yesterday-is-entered-with-a-reason", test_wrong_day);
  ADD ("a-lot-is-chosen-and-an-expired-one-is-red", test_lots);
  ADD ("koka-six-hours-open-vials-are-counted-by-lot", test_vials);
  ADD ("a-walk-in-takes-a-free-place-or-one-more", test_walk_in);
  ADD ("a-walk-in-is-judged-like-a-booking", test_walk_in_judged);
  ADD ("yokoze-no-more-walk-ins-than-the-limit-however-many-desks", test_walk_in_race);
  ADD ("closing-the-day-notes-who-did-not-come", test_close);
  ADD ("results-carry-state-and-lot", test_results);
  ADD ("who-has-not-been-yet-by-age-and-interval", test_not_yet);
  ADD ("of-a-past-day-without-notes-nobody-is-listed", test_unclear);
  ADD ("figures-by-age-and-sex", test_figures);
#undef ADD

  for (guint i = 0; i < G_N_ELEMENTS (red_cases); i++) {
    g_autofree char *name = g_strdelimit (g_strdup (red_cases[i].name), " ,", '-');
    g_autofree char *path = g_strconcat ("/service/reception/red/", name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_red);
  }

  return g_test_run ();
}

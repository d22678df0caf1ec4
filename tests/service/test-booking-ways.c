/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What a booking asks for depends on how it came about: who asks, who is given, who stands at the door. */

#include "mh-booking.h"

#include "mh-error.h"
#include "mh-protect.h"
#include "mh-refill.h"
#include "mh-round-table.h"
#include "mh-seat-table.h"
#include "mh-test-town.h"

#define OPEN "UPDATE session SET state = 'open', mode = 'booking'"
#define LOTTERY "UPDATE session SET state = 'open', mode = 'lottery'"
#define ASSIGNED "UPDATE session SET state = 'open', mode = 'assigned'"

typedef struct {
  const char *via;
  const char *session_sql;   /* what is done to the day before */
  const char *date;
  const char *reason;        /* (nullable) */
  gboolean    accepted;
} WayCase;

/* In order of time. The day is 2026-11-05; the deadline of the programme lies three days before it. */
static const WayCase way_cases[] = {
  { "phone", OPEN, "2026-10-20", NULL, TRUE },
  { "phone", "UPDATE session SET state = 'closed'", "2026-10-20", "理由", FALSE },
  { "phone", LOTTERY, "2026-10-20", NULL, FALSE },
  { "lottery", LOTTERY, "2026-10-20", NULL, TRUE },
  { "assigned", ASSIGNED, "2026-10-20", NULL, TRUE },
  { "phone", ASSIGNED, "2026-10-20", NULL, TRUE },
  { "phone", OPEN, "2026-11-04", NULL, FALSE },
  { "assigned", OPEN, "2026-11-04", NULL, TRUE },
  { "lottery", OPEN, "2026-11-04", NULL, TRUE },
  { "refill", OPEN, "2026-11-04", NULL, TRUE },
  { "walk-in", OPEN, "2026-11-04", NULL, FALSE },
  { "walk-in", OPEN, "2026-11-05", NULL, TRUE },
  { "walk-in", "UPDATE session SET state = 'closed'", "2026-11-05", NULL, TRUE },
  { "walk-in", "UPDATE session SET state = 'cancelled'", "2026-11-05", NULL, FALSE },
};

static void
write_as_act (MhTestTown *town,
              const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (town->db, mh_desk_now (&town->desk), "佐藤", "test", MH_UNDO_WHOLE, &error);

  g_assert_no_error (error);
  mh_db_exec (town->db, sql, &error);
  g_assert_no_error (error);
  g_assert_true (mh_act_commit (act, &error));
}

static gint64
add_slot (MhTestTown *town)
{
  gint64 programme = mh_test_town_add_programme (town);
  gint64 session = mh_test_town_add_session (town, programme, "2026-11-05", "09:00-09:30/30x20");

  write_as_act (town, "UPDATE programme SET deadline_days = 3");

  return mh_test_town_find_slot (town, session, "9:00");
}

static void
set_time (MhTestTown *town,
          const char *civil)
{
  MhDate date;
  gint64 then;

  g_assert_true (mh_date_from_iso (civil, &date));
  then = mh_ms_from_civil (date, 9 * 60);
  mh_fake_clock_advance (town->clock, then - mh_desk_now (&town->desk));
}

static void
test_ways (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  gint64 slot = add_slot (town);

  for (gsize i = 0; i < G_N_ELEMENTS (way_cases); i++) {
    const WayCase *item = &way_cases[i];
    g_autofree char *number = g_strdup_printf ("%d", 1000 + (int) i);
    g_autoptr (GError) error = NULL;
    MhBookingRequest request = { .slot = slot, .via = item->via, .override_reason = item->reason };
    gint64 id;

    set_time (town, item->date);
    write_as_act (town, item->session_sql);
    request.resident = mh_test_town_add_resident (town, number, "山田花子", "ヤマダハナコ", "1950-03-01");

    g_test_message ("%s %s %s", item->via, item->date, item->session_sql);
    id = mh_booking_make (&town->desk, &request, NULL, &error);
    g_assert_cmpint (id != 0, ==, item->accepted);
    if (!item->accepted)
      g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  }
}

/* Once it is drawn, what is left of a day by lottery is for everybody. */
static void
test_after_the_draw (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  gint64 person = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  MhBookingRequest request = { .resident = person, .via = "phone", .note = "車いす" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBooking) booking = NULL;

  request.slot = add_slot (town);
  write_as_act (town, "UPDATE session SET mode = 'lottery'");
  g_assert_false (mh_booking_check (&town->desk, &request, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  write_as_act (town, "INSERT INTO draw (programme, session, seed, drawn_at, operator) "
                      "SELECT programme, id, '00112233445566778899aabbccddeeff', 0, '佐藤' FROM session");
  booking = mh_booking_table_get (town->db, mh_booking_make (&town->desk, &request, NULL, &error), NULL);
  g_assert_no_error (error);
  g_assert_cmpstr (booking->note, ==, "車いす");
}

/* A place that a round holds is nobody's but the round's. */
static void
test_from_a_round (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  gint64 first = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  gint64 second = mh_test_town_add_resident (town, "1002", "山田太郎", "ヤマダタロウ", "1950-03-01");
  MhBookingRequest request = { .resident = first, .via = "phone" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = NULL;
  gint64 booking;
  MhRound round = { .mode = (char *) "first-yes", .parallel = 1, .reply_minutes = 60, .opened_at = 1, .places = 1 };

  request.slot = add_slot (town);
  booking = mh_booking_make (&town->desk, &request, NULL, &error);
  g_assert_no_error (error);

  act = mh_act_begin (town->db, mh_desk_now (&town->desk), "佐藤", "test", MH_UNDO_WHOLE, &error);
  round.slot = request.slot;
  round.programme = mh_test_town_count (town, "SELECT id FROM programme");
  round.freed = booking;
  request.round = mh_round_table_insert (town->db, &round, &error);
  g_assert_true (mh_seat_table_hold (town->db, booking, request.round, &error));
  g_assert_true (mh_booking_table_set_state (town->db, booking, "cancelled", &error));

  request.resident = second;
  request.via = "refill";
  g_assert_cmpint (mh_booking_make_step (&town->desk, act, &request, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM seat_hold WHERE round IS NOT NULL"), ==, 0);

  request.resident = first;
  g_assert_cmpint (mh_booking_make_step (&town->desk, act, &request, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
}

/* The proxy is judged where the booking is cancelled, not before it. */
static void
test_cancel_for_a_proxy (void)
{
  static const struct {
    const char *proxy;
    const char *reason;
    gboolean    done;
    int         n_notes;
  } cases[] = {
    { "山田太郎", NULL, FALSE, 0 },
    { "山田太郎", "支援員と確認した", TRUE, 1 },
    { "高橋さくら", NULL, TRUE, 0 },
    { NULL, NULL, TRUE, 0 },
  };

  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  gint64 person = mh_test_town_add_resident (town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
  MhBookingRequest request = { .slot = add_slot (town), .resident = person, .via = "phone" };
  g_autoptr (GError) error = NULL;
  gint64 booking = 0;
  int n_notes = 0;

  g_assert_cmpint (mh_protect_allow_proxy (&town->desk, person, "髙橋さくら", NULL, "本人の申出", &error), !=, 0);
  mh_test_town_protect (town, person);

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (cases); i++) {
    MhBookingCaller caller = { .proxy_name = cases[i / 2].proxy, .override_reason = cases[i / 2].reason };
    gboolean done;

    if (booking == 0)
      booking = mh_booking_make (&town->desk, &request, NULL, &error);
    g_assert_no_error (error);

    if (i % 2 == 0) {
      done = mh_booking_cancel (&town->desk, booking, &caller, NULL, &error);
    } else {
      g_autoptr (MhRefillResult) result = mh_refill_cancel_for (&town->desk, &booking, 1, &caller, NULL, &error);

      done = result != NULL;
    }

    g_test_message ("%s", cases[i / 2].proxy);
    g_clear_error (&error);
    n_notes += cases[i / 2].n_notes;
    booking = done ? 0 : booking;
    g_assert_cmpint (done, ==, cases[i / 2].done);
    g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, !done);
    g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit WHERE kind = 'proxy.override' AND act IS NOT NULL"), ==,
                     n_notes);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/booking-ways/the-deadline-is-for-those-who-ask-and-the-door-is-for-the-day", test_ways);
  g_test_add_func ("/service/booking-ways/a-day-by-lottery-is-open-once-it-is-drawn", test_after_the_draw);
  g_test_add_func ("/service/booking-ways/a-round-gives-its-own-place", test_from_a_round);
  g_test_add_func ("/service/booking-ways/a-proxy-is-judged-inside-the-cancelling", test_cancel_for_a_proxy);

  return g_test_run ();
}

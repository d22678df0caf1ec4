/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-booking.h"

#include "mh-check.h"
#include "mh-error.h"
#include "mh-places.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      early;     /* 2026-11-05 9:00, two places, one of them kept for the telephone */
  gint64      late;      /* 2026-11-25 9:00 */
  gint64      resident;
} Fixture;

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
  programme->deadline_days = 7;
  id = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
add_slot (Fixture    *fixture,
          const char *date)
{
  MhDate day;
  g_autoptr (GError) error = NULL;
  gint64 session;

  g_assert_true (mh_date_from_iso (date, &day));
  session = mh_places_add_session (&fixture->town->desk, fixture->programme, day, "保健センター", "09:00-09:30/30x2", 1, &error);
  g_assert_no_error (error);

  return mh_test_town_find_slot (fixture->town, session, "9:00");
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->programme = add_programme (fixture);
  fixture->early = add_slot (fixture, "2026-11-05");
  fixture->late = add_slot (fixture, "2026-11-25");
  fixture->resident = mh_test_town_add_resident (fixture->town, "1001", "山田花子", "ヤマダハナコ", "1950-03-01");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (&fixture->town->desk, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (broken->len, ==, 0);
  mh_test_town_free (fixture->town);
}

static gint64
try_to_book (Fixture    *fixture,
             gint64      slot,
             gint64      resident,
             const char *via,
             const char *override,
             GError    **error)
{
  MhBookingRequest request = { .slot = slot, .resident = resident, .via = via, .override_reason = override };

  return mh_booking_make (&fixture->town->desk, &request, NULL, error);
}

static gint64
book (Fixture *fixture,
      gint64   slot,
      gint64   resident)
{
  g_autoptr (GError) error = NULL;
  gint64 id = try_to_book (fixture, slot, resident, "phone", NULL, &error);

  g_assert_no_error (error);

  return id;
}

static void
assert_refused (Fixture    *fixture,
                gint64      slot,
                gint64      resident,
                const char *via,
                const char *override)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) check_error = NULL;
  MhBookingRequest request = { .slot = slot, .resident = resident, .via = via, .override_reason = override };

  g_assert_cmpint (try_to_book (fixture, slot, resident, via, override, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_false (mh_booking_check (&fixture->town->desk, &request, &check_error));
  g_assert_cmpstr (check_error->message, ==, error->message);
}

static gint64
add_other (Fixture    *fixture,
           const char *number,
           const char *birth)
{
  return mh_test_town_add_resident (fixture->town, number, "他田一郎", "ホカダイチロウ", birth);
}

static void
test_books_and_undoes (Fixture      *fixture,
                       gconstpointer data)
{
  MhBookingRequest request = { .slot = fixture->early, .resident = fixture->resident, .via = "counter",
                               .proxy_name = "山田一子", .proxy_relation = "子" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBooking) booking = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  gint64 act = 0;
  gint64 id = mh_booking_make (&fixture->town->desk, &request, &act, &error);

  g_assert_no_error (error);
  booking = mh_booking_table_get (fixture->town->db, id, &error);
  g_assert_cmpstr (booking->state, ==, "active");
  g_assert_cmpint (booking->dose, ==, 1);
  g_assert_cmpint (booking->number, >, 0);
  g_assert_cmpstr (booking->proxy_relation, ==, "子");

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat_hold"), ==, 0);
  book (fixture, fixture->early, fixture->resident);
}

/* 下関市: two relatives booked the same grandmother. */
static void
test_second_booking (Fixture      *fixture,
                     gconstpointer data)
{
  MhBookingRequest request = { .slot = fixture->late, .resident = fixture->resident, .dose = 1, .via = "phone" };
  g_autoptr (GError) error = NULL;

  book (fixture, fixture->early, fixture->resident);

  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "11月5日"));

  request.override_reason = "家族の希望";
  g_clear_error (&error);
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), ==, 0);
}

static void
test_phone_quota (Fixture      *fixture,
                  gconstpointer data)
{
  gint64 second = add_other (fixture, "1002", "1948-01-01");
  gint64 third = add_other (fixture, "1003", "1949-01-01");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (try_to_book (fixture, fixture->early, fixture->resident, "line", NULL, &error), >, 0);
  g_assert_no_error (error);

  /* The one place left is kept for telephone and counter. */
  assert_refused (fixture, fixture->early, second, "line", NULL);
  book (fixture, fixture->early, second);
  assert_refused (fixture, fixture->early, third, "phone", NULL);
  assert_refused (fixture, fixture->early, third, "phone", "満席でも");
}

static void
test_age (Fixture      *fixture,
          gconstpointer data)
{
  gint64 young = add_other (fixture, "1002", "1961-11-07");
  gint64 just = add_other (fixture, "1003", "1961-11-06");

  /* 65 is reached at the end of the day before the birthday. */
  assert_refused (fixture, fixture->early, young, "phone", NULL);
  g_assert_cmpint (try_to_book (fixture, fixture->early, young, "phone", "医師の指示", NULL), >, 0);
  book (fixture, fixture->early, just);
}

static void
test_interval (Fixture      *fixture,
               gconstpointer data)
{
  gint64 soon = add_slot (fixture, "2026-11-23");
  gint64 first_day = add_slot (fixture, "2026-11-24");
  MhBookingRequest second_first = { .slot = fixture->early, .resident = fixture->resident, .dose = 2, .via = "phone" };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &second_first, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);

  book (fixture, fixture->early, fixture->resident);
  assert_refused (fixture, soon, fixture->resident, "phone", NULL);
  book (fixture, first_day, fixture->resident);
}

/* Moving the first dose towards the second keeps the interval, too. */
static void
test_move_keeps_interval (Fixture      *fixture,
                          gconstpointer data)
{
  gint64 between = add_slot (fixture, "2026-11-12");
  gint64 first = book (fixture, fixture->early, fixture->resident);
  g_autoptr (GError) error = NULL;

  book (fixture, fixture->late, fixture->resident);
  g_assert_false (mh_booking_move (&fixture->town->desk, first, between, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_moves_and_undoes (Fixture      *fixture,
                       gconstpointer data)
{
  gint64 booking = book (fixture, fixture->early, fixture->resident);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBooking) moved = NULL;
  g_autoptr (MhBooking) back = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  gint64 act = 0;

  g_assert_true (mh_booking_move (&fixture->town->desk, booking, fixture->late, NULL, &act, &error));
  g_assert_no_error (error);
  moved = mh_booking_table_get (fixture->town->db, booking, NULL);
  g_assert_cmpint (moved->slot, ==, fixture->late);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  back = mh_booking_table_get (fixture->town->db, booking, NULL);
  g_assert_cmpint (back->slot, ==, fixture->early);
  g_assert_cmpint (back->number, >, 0);
}

static void
test_deadline (Fixture      *fixture,
               gconstpointer data)
{
  gint64 second = add_other (fixture, "1002", "1948-01-01");

  mh_fake_clock_advance (fixture->town->clock, G_GINT64_CONSTANT (9) * 24 * 3600 * 1000);
  book (fixture, fixture->early, fixture->resident);

  mh_fake_clock_advance (fixture->town->clock, G_GINT64_CONSTANT (24) * 3600 * 1000);
  assert_refused (fixture, fixture->early, second, "phone", NULL);
  g_assert_cmpint (try_to_book (fixture, fixture->early, second, "phone", "締切後の空き", NULL), >, 0);
}

static void
test_status (Fixture      *fixture,
             gconstpointer data)
{
  static const struct {
    const char *status;
    const char *date;
    gboolean    allowed;
    gboolean    with_reason;
  } cases[] = {
    { "dead", "2026-10-20", FALSE, FALSE },
    { "moved-out", "2026-10-19", FALSE, TRUE },
    { "moving-out", "2026-11-05", FALSE, TRUE },
    { "moving-out", "2026-11-06", TRUE, TRUE },
    { "resident", NULL, TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 id;

    g_test_message ("%s %s", cases[i].status, cases[i].date);
    mh_test_town_set_status (fixture->town, fixture->resident, cases[i].status, cases[i].date);
    id = try_to_book (fixture, fixture->early, fixture->resident, "phone", NULL, &error);
    g_assert_cmpint (id > 0, ==, cases[i].allowed);

    if (id == 0)
      id = try_to_book (fixture, fixture->early, fixture->resident, "phone", "確認済み", NULL);
    g_assert_cmpint (id > 0, ==, cases[i].with_reason);

    if (id > 0)
      g_assert_true (mh_booking_cancel (&fixture->town->desk, id, NULL, NULL, NULL));
  }
}

static void
test_booking_ends_waiting (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &fixture->resident, 1, "am", &error), >, 0);
  g_assert_no_error (error);
  book (fixture, fixture->early, fixture->resident);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM waiting_unit WHERE state = 'placed'"), ==, 1);
}

static void
test_waiting_refuses (Fixture      *fixture,
                      gconstpointer data)
{
  gint64 dead = add_other (fixture, "1002", "1948-01-01");
  gint64 twice[] = { fixture->resident, fixture->resident };
  g_autoptr (GError) error = NULL;

  mh_test_town_set_status (fixture->town, dead, "dead", "2026-10-01");
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &dead, 1, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, twice, 2, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &fixture->resident, 1, "いつでも", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &fixture->resident, 1, NULL, NULL), >, 0);
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &fixture->resident, 1, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/booking/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("make-and-undo", test_books_and_undoes);
  ADD ("second-booking-names-the-first", test_second_booking);
  ADD ("phone-quota-and-full-slot", test_phone_quota);
  ADD ("age-on-the-day", test_age);
  ADD ("interval-between-doses", test_interval);
  ADD ("deadline", test_deadline);
  ADD ("status-on-the-day", test_status);
  ADD ("move-and-undo", test_moves_and_undoes);
  ADD ("move-keeps-the-interval", test_move_keeps_interval);
  ADD ("ends-waiting", test_booking_ends_waiting);
  ADD ("waiting/refuses", test_waiting_refuses);
#undef ADD

  return g_test_run ();
}

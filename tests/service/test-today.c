/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-today.h"

#include <string.h>

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-refill.h"
#include "mh-test-town.h"

/* A day to come with one place, taken; one tomorrow with a free place; one gone by. */
typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      resident;
  gint64      booking;
} Fixture;

static gint64
book (Fixture    *fixture,
      gint64      session,
      const char *time,
      gint64      resident)
{
  MhBookingRequest request = { .via = "phone", .resident = resident };
  g_autoptr (GError) error = NULL;
  gint64 booking;

  request.slot = mh_test_town_find_slot (fixture->town, session, time);
  booking = mh_booking_make (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);

  return booking;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  gint64 session;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  fixture->programme = mh_test_town_add_programme (fixture->town);
  fixture->resident = mh_test_town_add_resident (fixture->town, "1001", "予約太郎", "ヨヤクタロウ", "1945-01-01");
  session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-10-25", "09:00-09:30/30x1");
  fixture->booking = book (fixture, session, "9:00", fixture->resident);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static MhToday *
read_today (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MhToday *today = mh_today_read (&fixture->town->desk, &error);

  g_assert_no_error (error);

  return today;
}

/* The n-th line of @kind, or %NULL. */
static const MhTodayLine *
find_line (const MhToday *today,
           MhTodayKind    kind,
           guint          n)
{
  for (guint i = 0; i < today->lines->len; i++) {
    const MhTodayLine *line = g_ptr_array_index (today->lines, i);

    if (line->kind == kind && n-- == 0)
      return line;
  }

  return NULL;
}

static gint64
add_waiting (Fixture    *fixture,
             const char *number,
             const char *name)
{
  gint64 resident = mh_test_town_add_resident (fixture->town, number, name, "マチダハナコ", "1950-03-01");
  g_autofree char *value = g_strdup_printf ("U%032x", (guint) g_ascii_strtoull (number, NULL, 10));
  g_autoptr (GError) error = NULL;

  mh_test_town_add_contact (fixture->town, resident, "line", value);
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &resident, 1, NULL, &error), >, 0);
  g_assert_no_error (error);

  return resident;
}

static void
move_deliveries (Fixture    *fixture,
                 const char *state,
                 const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", "test", MH_UNDO_NONE, &error);

  g_assert_true (mh_db_run (fixture->town->db, &error, "UPDATE delivery SET state = :state, reason = :reason",
                            ":state", MH_TEXT (state), ":reason", MH_TEXT (reason), NULL));
  g_assert_true (mh_act_commit (act, &error));
  g_assert_no_error (error);
}

static void
cancel (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);

  g_assert_no_error (error);
}

static void
test_next_day (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (MhToday) today = read_today (fixture);
  const MhTodayDay *day;

  g_assert_cmpuint (today->days->len, ==, 1);
  day = g_ptr_array_index (today->days, 0);
  g_assert_cmpint (day->n_places, ==, 1);
  g_assert_cmpint (day->n_booked, ==, 1);
  g_assert_cmpint (day->start_min, ==, 9 * 60);
  g_assert_cmpuint (today->lines->len, ==, 0);
  g_assert_cmpint (today->n_residents, ==, 1);
  g_assert_cmpint (today->list_days, ==, -1);
  g_assert_cmpint (today->backup->last, ==, 0);
}

/* Where today or tomorrow have one, later days do not stand beside them. */
static void
test_today_and_tomorrow (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (MhToday) today = NULL;

  mh_test_town_add_session (fixture->town, fixture->programme, "2026-10-21", "13:00-14:00/30x2");
  mh_test_town_add_session (fixture->town, fixture->programme, "2026-10-21", "09:00-10:00/30x2");
  mh_test_town_add_session (fixture->town, fixture->programme, "2026-10-20", "13:00-14:00/30x2");
  today = read_today (fixture);

  g_assert_cmpuint (today->days->len, ==, 3);
  g_assert_cmpint (((MhTodayDay *) g_ptr_array_index (today->days, 0))->start_min, ==, 13 * 60);
  g_assert_cmpint (((MhTodayDay *) g_ptr_array_index (today->days, 1))->start_min, ==, 9 * 60);
  g_assert_cmpint (((MhTodayDay *) g_ptr_array_index (today->days, 2))->start_min, ==, 13 * 60);
}

static void
test_free_while_people_wait (Fixture      *fixture,
                             gconstpointer data)
{
  gint64 session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-10-26", "09:00-10:00/30x2");
  g_autoptr (MhToday) before = read_today (fixture);
  g_autoptr (MhToday) today = NULL;
  g_autofree char *text = NULL;
  const MhTodayLine *line;

  g_assert_null (find_line (before, MH_TODAY_FREE, 0));
  add_waiting (fixture, "2001", "待田花子");
  today = read_today (fixture);
  line = find_line (today, MH_TODAY_FREE, 0);
  g_assert_nonnull (line);
  g_assert_cmpint (line->session, ==, session);
  g_assert_cmpint (line->n, ==, 4);
  g_assert_cmpint (line->n_waiting, ==, 1);
  g_assert_null (find_line (today, MH_TODAY_FREE, 1));
  text = mh_today_describe (line);
  g_assert_nonnull (strstr (text, "4"));
}

static void
test_offers_and_doubtful_messages (Fixture      *fixture,
                                   gconstpointer data)
{
  gint64 asked = add_waiting (fixture, "2001", "待田花子");
  g_autoptr (MhToday) today = NULL;
  g_autoptr (MhToday) later = NULL;
  const MhTodayLine *line;

  cancel (fixture);
  today = read_today (fixture);
  line = find_line (today, MH_TODAY_OFFER, 0);
  g_assert_nonnull (line);
  g_assert_cmpstr (line->name, ==, "待田花子");
  g_assert_cmpint (line->until, >, mh_desk_now (&fixture->town->desk));
  g_assert_null (find_line (today, MH_TODAY_CHECK, 0));

  move_deliveries (fixture, "check", "unknown");
  later = read_today (fixture);
  line = find_line (later, MH_TODAY_CHECK, 0);
  g_assert_nonnull (line);
  g_assert_cmpint (line->resident, ==, asked);
  g_assert_cmpstr (line->code, ==, "offer");
}

/* Told of with name and time; the one who is no longer protected is not. */
static void
test_protected (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (MhToday) today = NULL;
  g_autoptr (MhToday) by_hand = NULL;

  mh_test_town_protect (fixture->town, fixture->resident);
  today = read_today (fixture);
  g_assert_nonnull (find_line (today, MH_TODAY_PROTECTED, 0));
  g_assert_cmpint (find_line (today, MH_TODAY_PROTECTED, 0)->start_min, ==, 9 * 60);

  add_waiting (fixture, "2001", "待田花子");
  cancel (fixture);
  move_deliveries (fixture, "by-hand", "protected");
  by_hand = read_today (fixture);
  g_assert_nonnull (find_line (by_hand, MH_TODAY_PROTECTED, 0));
  g_assert_null (find_line (by_hand, MH_TODAY_BY_HAND, 0));
}

static void
test_unnoted (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhToday) on_the_day = NULL;
  g_autoptr (MhToday) after = NULL;

  mh_fake_clock_advance (fixture->town->clock, G_GINT64_CONSTANT (5) * 86400000);
  on_the_day = read_today (fixture);
  g_assert_null (find_line (on_the_day, MH_TODAY_UNNOTED, 0));

  mh_fake_clock_advance (fixture->town->clock, 86400000);
  after = read_today (fixture);
  g_assert_nonnull (find_line (after, MH_TODAY_UNNOTED, 0));
  g_assert_cmpint (find_line (after, MH_TODAY_UNNOTED, 0)->n, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/today/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("the-next-day-that-has-one", test_next_day);
  ADD ("today-and-tomorrow-by-time", test_today_and_tomorrow);
  ADD ("free-places-while-people-wait", test_free_while_people_wait);
  ADD ("offers-and-doubtful-messages", test_offers_and_doubtful_messages);
  ADD ("protected-people", test_protected);
  ADD ("days-of-which-nothing-is-noted", test_unnoted);

  return g_test_run ();
}

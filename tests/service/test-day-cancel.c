/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-day-cancel.h"

#include "mh-booking-family.h"
#include "mh-check.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-places.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#include <string.h>

typedef struct {
  MhTestTown *town;
  gint64      programme;  /* two doses, three weeks between them */
  gint64      day;        /* 2026-11-05, 9:00 and 9:30 and 10:00, two places each */
  gint64      other;      /* 2026-11-12, 9:30 and 10:30, one and two places */
  gint64      far;        /* 2026-12-03, for second doses */
} Fixture;

static gint64
add_programme (Fixture *fixture)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  programme->name = g_strdup ("帯状疱疹予防接種");
  programme->doses = 2;
  programme->interval_days = 21;
  programme->deadline_days = 20;
  id = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);

  return id;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-01 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-0000");
  fixture->programme = add_programme (fixture);
  fixture->day = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:30/30x2");
  fixture->other = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-12", "9:30-10:00x1,10:30-11:00x2");
  fixture->far = mh_test_town_add_session (fixture->town, fixture->programme, "2026-12-03", "09:00-10:00x9");
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

static gint64
book_dose (Fixture    *fixture,
           gint64      resident,
           gint64      session,
           const char *time)
{
  MhBookingRequest request = { .slot = mh_test_town_find_slot (fixture->town, session, time), .resident = resident, .via = "phone" };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, 1000);

  return id;
}

/* Books a new person on the day. */
static gint64
book (Fixture    *fixture,
      const char *number,
      const char *time,
      gint64     *out_resident)
{
  g_autofree char *phone = g_strdup_printf ("090-1111-%04d", atoi (number));

  *out_resident = mh_test_town_add_resident (fixture->town, number, "山田花子", "ヤマダハナコ", "1950-03-01");
  mh_test_town_add_contact (fixture->town, *out_resident, "mobile", phone);

  return book_dose (fixture, *out_resident, fixture->day, time);
}

static MhDayCancelResult *
cancel_day (Fixture  *fixture,
            gint64    to,
            MhDayFate fate,
            MhDayFate otherwise)
{
  MhDayCancelOrder order = { .session = fixture->day, .to_session = to, .fate = fate, .otherwise = otherwise };
  g_autoptr (GError) error = NULL;
  MhDayCancelResult *result = mh_day_cancel (&fixture->town->desk, &order, &error);

  g_assert_no_error (error);

  return result;
}

static const MhDayCancelRow *
find_row (MhDayCancelResult *result,
          gint64             booking)
{
  for (guint i = 0; i < result->rows->len; i++) {
    const MhDayCancelRow *row = g_ptr_array_index (result->rows, i);

    if (row->booking == booking)
      return row;
  }

  g_error ("No row for booking %lld", (long long) booking);
}

static MhDelivery *
get_message (Fixture *fixture,
             gint64   resident)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = mh_delivery_table_list_resident (fixture->town->db, resident, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);

  return g_ptr_array_steal_index (all, 0);
}

/* The same time where it is free, else the nearest; who booked first chooses first. */
static void
test_moves (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhDayCancelResult) result = NULL;
  g_autoptr (MhDelivery) message = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (GError) error = NULL;
  gint64 residents[4];
  gint64 bookings[4] = {
    book (fixture, "1", "9:30", &residents[0]), book (fixture, "2", "9:30", &residents[1]),
    book (fixture, "3", "9:00", &residents[2]), book (fixture, "4", "10:00", &residents[3]),
  };

  result = cancel_day (fixture, fixture->other, MH_DAY_MOVE, MH_DAY_FIRST_IN_LINE);
  g_assert_cmpuint (result->n_moved, ==, 3);
  g_assert_cmpuint (result->n_first, ==, 1);
  g_assert_cmpuint (result->n_by_hand, ==, 0);
  g_assert_cmpint (find_row (result, bookings[0])->to_start, ==, 9 * 60 + 30);
  g_assert_cmpint (find_row (result, bookings[1])->to_start, ==, 10 * 60 + 30);
  g_assert_cmpint (find_row (result, bookings[2])->to_start, ==, 10 * 60 + 30);
  g_assert_cmpint (find_row (result, bookings[3])->fate, ==, MH_DAY_FIRST_IN_LINE);
  g_assert_nonnull (find_row (result, bookings[3])->why);
  g_assert_cmpint (((MhDayCancelRow *) g_ptr_array_index (result->rows, 0))->booking, ==, bookings[2]);

  message = get_message (fixture, residents[1]);
  g_assert_cmpstr (message->kind, ==, "session-moved");
  g_assert_cmpstr (message->state, ==, "held");
  g_assert_cmpstr (message->body, ==,
                   "【滝上町】ご予約の件、11月5日(木) 9:30（保健センター）は中止になり、11月12日(木) 10:30（保健センター）に変更しました。"
                   "ご都合が悪い場合は0158-00-0000へお電話ください。");
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery"), ==, 4);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM session WHERE state = 'cancelled'"), ==, 1);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result->act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM session WHERE state = 'open'"), ==, 3);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'held'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town,
                                       "SELECT count (*) FROM booking JOIN slot ON slot.id = booking.slot JOIN session ON session.id = slot.session "
                                       "WHERE session.date = '2026-11-05' AND booking.state = 'active'"), ==, 4);
}

static void
test_preview_changes_nothing (Fixture      *fixture,
                              gconstpointer data)
{
  MhDayCancelOrder order = { .session = fixture->day, .to_session = fixture->other, .fate = MH_DAY_MOVE, .otherwise = MH_DAY_CANCEL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDayCancelResult) preview = NULL;
  gint64 resident;

  book (fixture, "1", "9:00", &resident);
  preview = mh_day_cancel_preview (&fixture->town->desk, &order, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->n_moved, ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery"), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM session WHERE state = 'open'"), ==, 3);
}

/* Both doses go together, and the person waits for both, in front of everybody. */
static void
test_first_in_line_with_both_doses (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (MhDayCancelResult) result = NULL;
  g_autoptr (MhDelivery) message = NULL;
  g_autoptr (GPtrArray) line = NULL;
  g_autoptr (GError) error = NULL;
  gint64 resident, second, waiting;
  gint64 booking = book (fixture, "1", "9:00", &resident);
  gint64 other = book (fixture, "2", "9:30", &second);
  const MhWaitingUnit *unit;

  book_dose (fixture, resident, fixture->far, "9:00");
  waiting = mh_test_town_add_resident (fixture->town, "9", "林一郎", "ハヤシイチロウ", "1950-03-01");
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &waiting, 1, NULL, &error), !=, 0);
  g_assert_no_error (error);

  result = cancel_day (fixture, 0, MH_DAY_FIRST_IN_LINE, MH_DAY_CANCEL);
  g_assert_cmpuint (result->n_first, ==, 2);
  g_assert_cmpuint (find_row (result, booking)->n_later, ==, 1);
  g_assert_cmpuint (find_row (result, other)->n_later, ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 0);

  line = mh_waiting_table_list (fixture->town->db, fixture->programme, &error);
  g_assert_cmpuint (line->len, ==, 3);
  unit = g_ptr_array_index (line, 0);
  g_assert_cmpint (g_array_index (unit->residents, gint64, 0), ==, resident);
  g_assert_true (unit->whole_chain);
  unit = g_ptr_array_index (line, 1);
  g_assert_cmpint (g_array_index (unit->residents, gint64, 0), ==, second);
  unit = g_ptr_array_index (line, 2);
  g_assert_cmpint (g_array_index (unit->residents, gint64, 0), ==, waiting);

  message = get_message (fixture, resident);
  g_assert_cmpstr (message->kind, ==, "session-cancelled");
  g_assert_nonnull (strstr (message->body, "先にご案内します"));
  g_assert_nonnull (strstr (message->body, "。あわせて、12月3日(木) 9:00のご予約も取り消しました。"));
}

/* Who waited for the second dose while the first was booked, and for an earlier place, waits for what was lost. */
static void
test_first_in_line_takes_up_entries (Fixture      *fixture,
                                     gconstpointer data)
{
  static const struct {
    const char *what;
    gboolean    swap;
    gboolean    second_booked;
  } rows[] = {
    { "for the second dose", FALSE, FALSE },
    { "for an earlier place, with both doses booked", TRUE, TRUE },
  };
  g_autoptr (MhDayCancelResult) result = NULL;
  g_autoptr (GPtrArray) line = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, i + 1);
    gint64 resident;
    MhWaitingRequest request = { .programme = fixture->programme, .residents = &resident, .n_residents = 1, .swap = rows[i].swap };

    g_test_message ("%s", rows[i].what);
    book (fixture, number, "9:00", &resident);
    if (rows[i].second_booked)
      book_dose (fixture, resident, fixture->far, "9:00");
    g_assert_cmpint (mh_waiting_register (&fixture->town->desk, &request, NULL, &error), !=, 0);
    g_assert_no_error (error);
  }

  result = cancel_day (fixture, 0, MH_DAY_FIRST_IN_LINE, MH_DAY_CANCEL);
  g_assert_cmpuint (result->n_first, ==, 2);
  line = mh_waiting_table_list (fixture->town->db, fixture->programme, &error);
  g_assert_cmpuint (line->len, ==, 2);
  for (guint i = 0; i < line->len; i++) {
    const MhWaitingUnit *unit = g_ptr_array_index (line, i);

    g_assert_true (mh_waiting_unit_is_first (unit));
    g_assert_true (unit->whole_chain);
    g_assert_cmpint (g_array_index (unit->doses, int, 0), ==, 1);
    g_assert_nonnull (unit->note);
  }
}

/* A couple that was booked in one act waits as one: places for both or for none. Whoever was booked by himself waits by himself. */
static void
test_first_in_line_keeps_a_couple_together (Fixture      *fixture,
                                            gconstpointer data)
{
  gint64 people[2], alone;
  MhFamilyMember members[2] = { 0 };
  MhFamilyRequest family = { .slot = mh_test_town_find_slot (fixture->town, fixture->day, "9:30"), .members = members, .n_members = 2,
                             .via = "phone" };
  g_autoptr (MhDayCancelResult) result = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (GArray) bookings = NULL;
  g_autoptr (GPtrArray) line = NULL;
  g_autoptr (GError) error = NULL;
  const MhWaitingUnit *unit;

  for (int i = 0; i < 2; i++) {
    people[i] = mh_test_town_add_resident (fixture->town, i == 0 ? "11" : "12", "山田太郎", "ヤマダタロウ", "1950-03-01");
    members[i].resident = people[i];
  }
  bookings = mh_booking_make_family (&fixture->town->desk, &family, NULL, &error);
  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, 1000);
  book (fixture, "1", "9:00", &alone);

  result = cancel_day (fixture, 0, MH_DAY_FIRST_IN_LINE, MH_DAY_CANCEL);
  g_assert_cmpuint (result->n_first, ==, 3);
  line = mh_waiting_table_list (fixture->town->db, fixture->programme, &error);
  g_assert_cmpuint (line->len, ==, 2);
  unit = g_ptr_array_index (line, 0);
  g_assert_true (mh_waiting_unit_is_first (unit));
  g_assert_cmpuint (unit->residents->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpint (g_array_index (unit->residents, gint64, i), ==, people[i]);
    g_assert_cmpint (g_array_index (unit->doses, int, i), ==, 1);
  }
  unit = g_ptr_array_index (line, 1);
  g_assert_cmpuint (unit->residents->len, ==, 1);
  g_assert_cmpint (g_array_index (unit->residents, gint64, 0), ==, alone);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result->act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM waiting_unit WHERE state = 'waiting'"), ==, 0);
}

/* Age, status and interval are judged anew; the deadline is not. */
static void
test_who_cannot_be_moved_is_named (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (MhDayCancelResult) result = NULL;
  gint64 residents[3];
  gint64 interval = book (fixture, "1", "9:00", &residents[0]);
  gint64 moving = book (fixture, "2", "9:30", &residents[1]);
  gint64 fine = book (fixture, "3", "10:00", &residents[2]);
  gint64 near;

  near = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-27", "09:00-10:00x9");
  book_dose (fixture, residents[0], near, "9:00");
  mh_test_town_set_status (fixture->town, residents[1], "moving-out", "2026-11-10");
  {
    g_autoptr (MhFakeClock) later = mh_fake_clock_new_at ("2026-11-04 16:00");

    mh_fake_clock_set (fixture->town->clock, mh_clock_now (MH_CLOCK (later)));
  }

  result = cancel_day (fixture, fixture->other, MH_DAY_MOVE, MH_DAY_CANCEL);
  g_assert_cmpint (find_row (result, interval)->fate, ==, MH_DAY_CANCEL);
  g_assert_cmpuint (find_row (result, interval)->n_later, ==, 1);
  g_assert_nonnull (find_row (result, interval)->why);
  g_assert_cmpint (find_row (result, moving)->fate, ==, MH_DAY_CANCEL);
  g_assert_cmpstr (find_row (result, interval)->why, !=, find_row (result, moving)->why);
  g_assert_cmpint (find_row (result, fine)->fate, ==, MH_DAY_MOVE);
}

static void
test_single_choices (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (MhDayChoice));
  MhDayCancelOrder order = { .session = fixture->day, .to_session = fixture->other, .fate = MH_DAY_MOVE, .otherwise = MH_DAY_CANCEL,
                             .choices = choices };
  g_autoptr (MhDayCancelResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 residents[3];
  gint64 bookings[3] = { book (fixture, "1", "9:00", &residents[0]), book (fixture, "2", "9:00", &residents[1]),
                         book (fixture, "3", "9:30", &residents[2]) };
  const MhDayFate fates[3] = { MH_DAY_FIRST_IN_LINE, MH_DAY_CANCEL, MH_DAY_MOVE };

  for (int i = 0; i < 2; i++) {
    MhDayChoice choice = { bookings[i], fates[i] };

    g_array_append_val (choices, choice);
  }

  result = mh_day_cancel (&fixture->town->desk, &order, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (find_row (result, bookings[i])->fate, ==, fates[i]);
}

/* Nothing leaves by itself to a protected person, and no message names the programme that must not be named. */
static void
test_protected_people_are_told_by_hand (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autoptr (MhDayCancelResult) result = NULL;
  g_autoptr (MhDelivery) message = NULL;
  gint64 resident;

  book (fixture, "1", "9:00", &resident);
  mh_test_town_protect (fixture->town, resident);
  result = cancel_day (fixture, 0, MH_DAY_CANCEL, MH_DAY_CANCEL);
  g_assert_cmpuint (result->n_by_hand, ==, 1);
  message = get_message (fixture, resident);
  g_assert_cmpstr (message->state, ==, "by-hand");
  g_assert_cmpstr (message->reason, ==, "protected");
  g_assert_null (strstr (message->body, "帯状疱疹"));
}

static void
test_refills_of_the_day_end (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (MhDayCancelResult) result = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  g_autoptr (GError) error = NULL;
  gint64 residents[2], waiting;
  gint64 booking = book (fixture, "1", "9:00", &residents[0]);

  book (fixture, "2", "9:00", &residents[1]);
  waiting = mh_test_town_add_resident (fixture->town, "9", "林一郎", "ハヤシイチロウ", "1950-03-01");
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &waiting, 1, NULL, &error), !=, 0);
  refill = mh_refill_cancel (&fixture->town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  g_assert_true (refill->open);

  result = cancel_day (fixture, 0, MH_DAY_CANCEL, MH_DAY_CANCEL);
  g_assert_cmpuint (result->n_rounds, ==, 1);
  g_assert_cmpuint (result->n_cancelled, ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat_hold"), ==, 0);
}

static void
test_refuses_what_makes_no_sense (Fixture      *fixture,
                                  gconstpointer data)
{
  gint64 programme = mh_test_town_add_programme (fixture->town);
  gint64 foreign = mh_test_town_add_session (fixture->town, programme, "2026-11-12", "09:00-10:00x9");
  g_autoptr (MhDayCancelResult) done = NULL;
  const MhDayCancelOrder orders[] = {
    { .session = fixture->day, .fate = MH_DAY_MOVE },
    { .session = fixture->day, .fate = MH_DAY_MOVE, .to_session = fixture->day },
    { .session = fixture->day, .fate = MH_DAY_MOVE, .to_session = foreign },
    { .session = fixture->day, .fate = MH_DAY_MOVE, .to_session = 999 },
    { .session = 999, .fate = MH_DAY_CANCEL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_day_cancel (&fixture->town->desk, &orders[i], &error));
    g_assert_nonnull (error);
  }

  done = cancel_day (fixture, 0, MH_DAY_CANCEL, MH_DAY_CANCEL);
  g_assert_null (mh_day_cancel (&fixture->town->desk, &(MhDayCancelOrder) { .session = fixture->day, .fate = MH_DAY_CANCEL }, NULL));
}

/* A message of the early morning does not wait for the office to open when people are about to leave the house. */
static void
test_messages_are_in_time (Fixture      *fixture,
                           gconstpointer data)
{
  static const struct {
    const char *now;
    const char *due;
  } cases[] = {
    { "2026-11-05 06:00", "2026-11-05 06:00" },
    { "2026-11-04 21:00", "2026-11-04 21:00" },
    { "2026-11-03 21:00", "2026-11-04 08:00" },
    { "2026-11-03 12:00", "2026-11-03 12:00" },
  };
  gint64 resident;

  mh_test_town_set (fixture->town, "hold.seconds", "0");
  book (fixture, "1", "9:00", &resident);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhFakeClock) now = mh_fake_clock_new_at (cases[i].now);
    g_autoptr (MhFakeClock) due = mh_fake_clock_new_at (cases[i].due);
    g_autoptr (MhDayCancelResult) result = NULL;
    g_autoptr (MhUndoResult) undo = NULL;
    g_autoptr (GError) error = NULL;

    mh_fake_clock_set (fixture->town->clock, mh_clock_now (MH_CLOCK (now)));
    result = cancel_day (fixture, 0, MH_DAY_CANCEL, MH_DAY_CANCEL);
    g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT due_at FROM delivery ORDER BY id DESC LIMIT 1"), ==,
                     mh_clock_now (MH_CLOCK (due)));
    undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result->act, &error);
    g_assert_no_error (error);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/day-cancel/moves-to-the-same-time-or-the-nearest", Fixture, NULL, set_up, test_moves, tear_down);
  g_test_add ("/service/day-cancel/a-preview-changes-nothing", Fixture, NULL, set_up, test_preview_changes_nothing, tear_down);
  g_test_add ("/service/day-cancel/who-waited-already-waits-for-what-was-lost", Fixture, NULL, set_up, test_first_in_line_takes_up_entries, tear_down);
  g_test_add ("/service/day-cancel/puts-first-in-line-with-both-doses", Fixture, NULL, set_up, test_first_in_line_with_both_doses, tear_down);
  g_test_add ("/service/day-cancel/a-couple-waits-as-one", Fixture, NULL, set_up, test_first_in_line_keeps_a_couple_together, tear_down);
  g_test_add ("/service/day-cancel/who-cannot-be-moved-is-named", Fixture, NULL, set_up, test_who_cannot_be_moved_is_named, tear_down);
  g_test_add ("/service/day-cancel/single-people-may-be-treated-otherwise", Fixture, NULL, set_up, test_single_choices, tear_down);
  g_test_add ("/service/day-cancel/protected-people-are-told-by-hand", Fixture, NULL, set_up, test_protected_people_are_told_by_hand, tear_down);
  g_test_add ("/service/day-cancel/refills-of-the-day-end", Fixture, NULL, set_up, test_refills_of_the_day_end, tear_down);
  g_test_add ("/service/day-cancel/refuses-what-makes-no-sense", Fixture, NULL, set_up, test_refuses_what_makes_no_sense, tear_down);
  g_test_add ("/service/day-cancel/messages-are-in-time", Fixture, NULL, set_up, test_messages_are_in_time, tear_down);

  return g_test_run ();
}

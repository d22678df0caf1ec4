/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-booking-figures.h"

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-capacity.h"
#include "mh-check.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define N_PEOPLE 8

/* Two days of one programme and one of another; eight people. */
typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      other;
  gint64      sessions[3];
  gint64      slots[3];
  gint64      people[N_PEOPLE];
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  fixture->programme = mh_test_town_add_programme (fixture->town);
  fixture->other = mh_test_town_add_programme (fixture->town);
  fixture->sessions[0] = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x3");
  fixture->sessions[1] = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-19", "13:00-13:30/30x2");
  fixture->sessions[2] = mh_test_town_add_session (fixture->town, fixture->other, "2026-11-05", "08:30-09:00/30x1");
  fixture->slots[0] = mh_test_town_find_slot (fixture->town, fixture->sessions[0], "9:00");
  fixture->slots[1] = mh_test_town_find_slot (fixture->town, fixture->sessions[1], "13:00");
  fixture->slots[2] = mh_test_town_find_slot (fixture->town, fixture->sessions[2], "8:30");

  for (guint i = 0; i < N_PEOPLE; i++) {
    g_autofree char *number = g_strdup_printf ("50%02u", i);

    fixture->people[i] = mh_test_town_add_resident (fixture->town, number, "待田花子", "マチダハナコ", "1950-03-01");
    mh_test_town_add_contact (fixture->town, fixture->people[i], "landline", "0158000001");
  }
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
book (Fixture    *fixture,
      guint       slot,
      guint       person,
      const char *via)
{
  MhBookingRequest request = { .slot = fixture->slots[slot], .resident = fixture->people[person], .via = via };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return id;
}

static gint64
wait_for (Fixture *fixture,
          guint    person,
          guint    n)
{
  g_autoptr (GError) error = NULL;
  gint64 unit = mh_test_add_waiting (&fixture->town->desk, fixture->programme, &fixture->people[person], n, NULL, &error);

  g_assert_no_error (error);

  return unit;
}

static void
undo_newest (Fixture *fixture)
{
  gint64 act = mh_test_town_count (fixture->town, "SELECT max (id) FROM act");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "保健 花子", act, &error);

  g_assert_no_error (error);
}

static void
assert_fills (Fixture            *fixture,
              const MhListFilter *filter,
              const char         *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fills = mh_session_fill_list (&fixture->town->desk, filter, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < fills->len; i++) {
    const MhSessionFill *fill = g_ptr_array_index (fills, i);

    g_string_append_printf (text, "%d/%d %d-%d %d: %d=%d+%d+%d (%d) -%d; ", fill->date.month, fill->date.day, fill->start_min, fill->end_min,
                            fill->n_slots, fill->n_places, fill->n_booked, fill->n_held, fill->n_free, fill->n_free_phone, fill->n_blocked);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_booked (Fixture            *fixture,
               const MhListFilter *filter,
               const char         *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = mh_booked_day_list (&fixture->town->desk, filter, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < days->len; i++) {
    const MhBookedDay *day = &g_array_index (days, MhBookedDay, i);

    g_string_append_printf (text, "%d/%d", day->date.month, day->date.day);
    for (guint way = 0; way < MH_BOOKED_N_WAYS; way++) {
      if (day->n[way] > 0)
        g_string_append_printf (text, " %s %u", mh_booked_way_nick ((MhBookedWay) way), day->n[way]);
    }
    g_string_append (text, "; ");
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_waiting (Fixture            *fixture,
                const MhListFilter *filter,
                const char         *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = mh_waiting_day_list (&fixture->town->desk, filter, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < days->len; i++) {
    const MhWaitingDay *day = &g_array_index (days, MhWaitingDay, i);

    g_string_append_printf (text, "%d/%d %u (%u); ", day->date.month, day->date.day, day->n_units, day->n_people);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

/* By day and first time, whatever the programme; what the telephone keeps is kept until its time. */
static void
test_fills (Fixture      *fixture,
            gconstpointer data)
{
  MhListFilter all = { 0 };
  MhListFilter mine = { .programme = fixture->programme };
  MhListFilter late = { .from = { 2026, 11, 6 } };
  MhCapacityOrder order = { fixture->slots[0], 3, 2, 1, g_array_new (FALSE, FALSE, sizeof (MhCapacityItem)) };
  g_autoptr (MhCapacityResult) changed = NULL;
  g_autoptr (GError) error = NULL;

  changed = mh_capacity_set (&fixture->town->desk, &order, 1, &error);
  g_array_unref (order.items);
  g_assert_no_error (error);
  book (fixture, 0, 0, "phone");

  assert_fills (fixture, &all, "11/5 510-540 1: 1=0+0+1 (0) -0; 11/5 540-600 2: 6=1+0+5 (1) -1; 11/19 780-810 1: 2=0+0+2 (0) -0; ");
  assert_fills (fixture, &mine, "11/5 540-600 2: 6=1+0+5 (1) -1; 11/19 780-810 1: 2=0+0+2 (0) -0; ");
  assert_fills (fixture, &late, "11/19 780-810 1: 2=0+0+2 (0) -0; ");
}

/* What a refill holds is neither booked nor free. */
static void
test_held (Fixture      *fixture,
           gconstpointer data)
{
  MhListFilter late = { .session = fixture->sessions[1] };
  gint64 booking = book (fixture, 1, 0, "phone");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = NULL;

  wait_for (fixture, 1, 1);
  result = mh_refill_cancel (&fixture->town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  assert_fills (fixture, &late, "11/19 780-810 1: 2=0+1+1 (0) -0; ");
}

/* By the day in Japan on which they were made: at half past eight in the morning it is still the day before in Greenwich. */
static void
test_booked (Fixture      *fixture,
             gconstpointer data)
{
  MhListFilter all = { 0 };
  MhListFilter mine = { .programme = fixture->programme };
  MhListFilter second = { .from = { 2026, 10, 21 }, .to = { 2026, 10, 21 } };
  g_autoptr (GError) error = NULL;
  gint64 cancelled;

  book (fixture, 0, 0, "phone");
  cancelled = book (fixture, 0, 1, "counter");
  mh_fake_clock_advance (fixture->town->clock, DAY - 30 * 60 * 1000);
  book (fixture, 1, 2, "phone");
  book (fixture, 2, 3, "line");
  mh_fake_clock_advance (fixture->town->clock, DAY);
  g_assert_true (mh_booking_cancel (&fixture->town->desk, cancelled, NULL, NULL, &error));
  g_assert_no_error (error);
  book (fixture, 0, 4, "phone");
  undo_newest (fixture);

  assert_booked (fixture, &all, "10/20 phone 1 counter 1; 10/21 phone 1 line 1; ");
  assert_booked (fixture, &mine, "10/20 phone 1 counter 1; 10/21 phone 1; ");
  assert_booked (fixture, &second, "10/21 phone 1 line 1; ");
}

/* Who is put back by an undo was never off the list; a changed wish is no leaving. */
static void
test_waiting (Fixture      *fixture,
              gconstpointer data)
{
  MhListFilter mine = { .programme = fixture->programme };
  MhListFilter other = { .programme = fixture->other };
  MhListFilter one = { .from = { 2026, 10, 21 }, .to = { 2026, 10, 21 } };
  MhWaitingRequest changes = { .wish = "am" };
  g_autoptr (GError) error = NULL;
  gint64 couple;
  gint64 single;

  assert_waiting (fixture, &mine, "");
  couple = wait_for (fixture, 0, 2);
  single = wait_for (fixture, 2, 1);
  mh_fake_clock_advance (fixture->town->clock, DAY);
  wait_for (fixture, 3, 1);
  g_assert_true (mh_waiting_withdraw (&fixture->town->desk, couple, &error));
  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, DAY);
  g_assert_true (mh_waiting_edit (&fixture->town->desk, single, &changes, NULL, &error));
  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, DAY);
  g_assert_true (mh_waiting_withdraw (&fixture->town->desk, single, &error));
  g_assert_no_error (error);
  assert_waiting (fixture, &mine, "10/20 2 (3); 10/21 2 (2); 10/22 2 (2); 10/23 1 (1); ");
  undo_newest (fixture);
  assert_waiting (fixture, &mine, "10/20 2 (3); 10/21 2 (2); 10/22 2 (2); 10/23 2 (2); ");
  assert_waiting (fixture, &one, "10/21 2 (2); ");
  assert_waiting (fixture, &other, "");
}

/* A place ends the waiting on the day of the yes. */
static void
test_placed (Fixture      *fixture,
             gconstpointer data)
{
  MhListFilter mine = { .programme = fixture->programme };
  gint64 booking = book (fixture, 0, 0, "phone");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = NULL;

  wait_for (fixture, 1, 1);
  mh_fake_clock_advance (fixture->town->clock, DAY);
  result = mh_refill_cancel (&fixture->town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  g_assert_true (mh_refill_accept (&fixture->town->desk, mh_test_town_count (fixture->town, "SELECT id FROM offer WHERE state = 'open'"), NULL,
                                   &error));
  g_assert_no_error (error);
  assert_waiting (fixture, &mine, "10/20 1 (1); 10/21 0 (0); ");
  assert_booked (fixture, &mine, "10/20 phone 1; 10/21 refill 1; ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/booking-figures/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("fill/places of each day, with what the telephone keeps", test_fills);
  ADD ("fill/a place on offer is neither booked nor free", test_held);
  ADD ("booked/by way and day in Japan, cancelled ones too, undone ones not", test_booked);
  ADD ("waiting/the list at the end of each day", test_waiting);
  ADD ("waiting/a place ends it", test_placed);
#undef ADD

  return g_test_run ();
}

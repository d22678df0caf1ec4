/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-days.h"

#include "mh-booking.h"
#include "mh-capacity.h"
#include "mh-check.h"
#include "mh-days-copy.h"
#include "mh-holidays.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-programmes.h"
#include "mh-refill.h"
#include "mh-slot-text.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"
#include "mh-windows.h"

#define N_THREADS 4

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      session;   /* 2026-11-05 */
  gint64      slot;      /* 9:00, five places */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->programme = mh_test_town_add_programme (fixture->town);
  fixture->session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x5");
  fixture->slot = mh_test_town_find_slot (fixture->town, fixture->session, "9:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-0000");
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
add_person (Fixture    *fixture,
            const char *number,
            const char *birth)
{
  return mh_test_town_add_resident (fixture->town, number, "山田花子", "ヤマダハナコ", birth);
}

static gint64
book (Fixture    *fixture,
      const char *number,
      const char *via)
{
  MhBookingRequest request = { .slot = fixture->slot, .resident = add_person (fixture, number, "1950-03-01"), .via = via };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return id;
}

static MhSlot *
get_slot (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MhSlot *slot = mh_session_table_get_slot (fixture->town->db, fixture->slot, &error);

  g_assert_no_error (error);

  return slot;
}

static MhCapacityResult *
set_capacity (Fixture *fixture,
              int      places,
              int      phone,
              int      blocked)
{
  MhCapacityOrder order = { fixture->slot, places, phone, blocked };
  g_autoptr (GError) error = NULL;
  MhCapacityResult *result = mh_capacity_set (&fixture->town->desk, &order, 1, &error);

  g_assert_no_error (error);

  return result;
}

static void
assert_slot (Fixture *fixture,
             int      places,
             int      booked,
             int      free,
             int      phone,
             int      blocked,
             int      extra)
{
  g_autoptr (MhSlot) slot = get_slot (fixture);

  g_assert_cmpint (slot->n_places, ==, places);
  g_assert_cmpint (slot->n_booked, ==, booked);
  g_assert_cmpint (slot->n_free, ==, free);
  g_assert_cmpint (slot->n_phone, ==, phone);
  g_assert_cmpint (slot->n_blocked, ==, blocked);
  g_assert_cmpint (slot->n_extra, ==, extra);
}

static char *
write_slots (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (fixture->town->db, fixture->session, &error);

  g_assert_no_error (error);

  return mh_days_write_slots (slots);
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

/* What hands type, and what it says again. */
static void
test_slot_text (void)
{
  static const struct {
    const char *text;
    int         n_slots;
    const char *again;
  } cases[] = {
    { "09:00-12:00/30x10", 6, "9:00-12:00/30x10" },
    { "9:10-9:25x3", 1, "9:10-9:25x3" },
    { "１３：００〜１４：００／２０×６、９：１０－９：２５×３", 4, "9:10-9:25x3,13:00-14:00/20x6" },
    { "9:00-9:30x5,9:30-10:00x5", 2, "9:00-10:00/30x5" },
    { "16:10-16:50x6,16:50-17:20x6", 2, "16:10-16:50x6,16:50-17:20x6" },
  };
  static const char * const wrong[] = { "", "9:10-9:25", "9:25-9:10x3", "9:10-9:10x3", "9:00-10:00/25x3", "9:00-10:00x0", "9:00-10:00/30/2x3",
                                        "9:00-10:00x5,9:30-9:40x1", "x3" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GArray) spans = mh_slot_text_read (cases[i].text, &error);
    g_autofree char *again = NULL;

    g_assert_no_error (error);
    g_assert_cmpint (spans->len, ==, cases[i].n_slots);
    again = mh_slot_text_write (spans);
    g_assert_cmpstr (again, ==, cases[i].again);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_slot_text_read (wrong[i], &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  }
}

static void
test_capacity_grows_and_shrinks (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr (MhCapacityResult) more = NULL;
  g_autoptr (MhCapacityResult) fewer = NULL;

  book (fixture, "1", "phone");
  book (fixture, "2", "phone");
  more = set_capacity (fixture, 8, 3, 2);
  assert_slot (fixture, 8, 2, 6, 3, 2, 0);
  g_assert_cmpuint (more->moves->len, ==, 0);
  g_assert_cmpint (((MhSlot *) g_ptr_array_index (more->before, 0))->n_places, ==, 5);
  g_assert_cmpint (((MhSlot *) g_ptr_array_index (more->after, 0))->n_places, ==, 8);

  fewer = set_capacity (fixture, 2, -1, 0);
  assert_slot (fixture, 2, 2, 0, 2, 0, 0);
  undo (fixture, fewer->act);
  assert_slot (fixture, 8, 2, 6, 3, 2, 0);
}

/* Whoever sat on a number that goes gets another one, and is named. */
static void
test_capacity_renumbers (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (MhCapacityResult) preview = NULL;
  g_autoptr (MhCapacityResult) result = NULL;
  g_autoptr (MhBooking) moved = NULL;
  g_autoptr (GError) error = NULL;
  MhCapacityOrder order = { fixture->slot, 3, -1, -1 };
  gint64 bookings[5];
  const MhCapacityMove *move;

  for (int i = 0; i < 5; i++) {
    g_autofree char *number = g_strdup_printf ("%d", i);

    bookings[i] = book (fixture, number, "phone");
  }
  for (int i = 0; i < 4; i += 2)
    g_assert_true (mh_booking_cancel (&fixture->town->desk, bookings[i], NULL, NULL, NULL));

  preview = mh_capacity_preview (&fixture->town->desk, &order, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->moves->len, ==, 2);
  assert_slot (fixture, 5, 3, 2, 0, 0, 0);

  result = mh_capacity_set (&fixture->town->desk, &order, 1, &error);
  g_assert_no_error (error);
  assert_slot (fixture, 3, 3, 0, 0, 0, 0);
  g_assert_cmpuint (result->moves->len, ==, 2);
  move = &g_array_index (result->moves, MhCapacityMove, 0);
  g_assert_cmpint (move->booking, ==, bookings[4]);
  g_assert_cmpint (move->from, ==, 5);
  moved = mh_booking_table_get (fixture->town->db, bookings[4], &error);
  g_assert_cmpint (moved->number, ==, move->to);
  g_assert_cmpint (moved->resident, ==, move->resident);

  undo (fixture, result->act);
  g_clear_pointer (&moved, mh_booking_free);
  moved = mh_booking_table_get (fixture->town->db, bookings[4], &error);
  g_assert_cmpint (moved->number, ==, 5);
}

static void
test_capacity_never_below_booked (Fixture      *fixture,
                                  gconstpointer data)
{
  static const MhCapacityOrder orders[] = { { 0, 1, -1, -1 }, { 0, 5, 6, -1 }, { 0, -2, -1, -2 }, { 0, 1001, -1, -1 }, { 0, 2, -1, 999 } };

  book (fixture, "1", "phone");
  book (fixture, "2", "phone");

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autoptr (GError) error = NULL;
    MhCapacityOrder order = orders[i];

    order.slot = fixture->slot;
    if (i == 2)
      order.places = 1;
    g_assert_null (mh_capacity_set (&fixture->town->desk, &order, 1, &error));
    g_assert_true (g_error_matches (error, MH_ERROR, MH_ERROR_REFUSED) || g_error_matches (error, MH_ERROR, MH_ERROR_INVALID));
    assert_slot (fixture, 5, 2, 3, 0, 0, 0);
  }
}

/* What is on offer to somebody counts like what is booked. */
static void
test_capacity_keeps_what_is_on_offer (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  gint64 waiting = add_person (fixture, "9", "1950-03-01");
  gint64 bookings[2] = { book (fixture, "1", "phone"), book (fixture, "2", "phone") };
  MhCapacityOrder order = { fixture->slot, 1, -1, -1 };

  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &waiting, 1, NULL, &error), !=, 0);
  refill = mh_refill_cancel (&fixture->town->desk, &bookings[1], 1, &error);
  g_assert_no_error (error);
  g_assert_true (refill->open);

  g_assert_null (mh_capacity_set (&fixture->town->desk, &order, 1, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  order.places = 2;
  {
    g_autoptr (MhCapacityResult) result = mh_capacity_set (&fixture->town->desk, &order, 1, &error);

    g_assert_nonnull (result);
    g_assert_no_error (error);
  }
  assert_slot (fixture, 2, 1, 0, 0, 0, 0);
}

static void
test_blocked_places_are_not_booked (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (MhCapacityResult) result = set_capacity (fixture, 1, 0, 4);
  g_autoptr (MhCapacityResult) again = NULL;
  MhBookingRequest request = { .slot = fixture->slot, .via = "phone" };
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (result);
  book (fixture, "1", "phone");
  request.resident = add_person (fixture, "2", "1950-03-01");
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  again = set_capacity (fixture, 2, -1, 3);
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), !=, 0);
  assert_slot (fixture, 2, 2, 0, 0, 3, 0);
}

/* Without the rule never; with it rounded down, told apart and given last. */
static void
test_overbooks_by_rule (void)
{
  static const struct {
    int places;
    int percent;
    int extra;
  } cases[] = { { 100, 0, 0 }, { 20, 5, 1 }, { 19, 5, 0 }, { 39, 5, 1 }, { 10, 20, 2 }, { 4, 20, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
    g_autoptr (MhProgramme) programme = mh_programme_new ();
    g_autoptr (GError) error = NULL;
    g_autofree char *slots = g_strdup_printf ("9:00-10:00x%d", cases[i].places);
    g_autoptr (MhSlot) slot = NULL;
    Fixture fixture = { .town = town };

    programme->name = g_strdup ("健診");
    programme->overbook_percent = cases[i].percent;
    fixture.programme = mh_test_add_programme (&town->desk, programme, &error);
    g_assert_no_error (error);
    fixture.session = mh_test_town_add_session (town, fixture.programme, "2026-11-05", slots);
    fixture.slot = mh_test_town_find_slot (town, fixture.session, "9:00");
    assert_slot (&fixture, cases[i].places + cases[i].extra, 0, cases[i].places + cases[i].extra, 0, 0, cases[i].extra);

    if (cases[i].places == 10) {
      for (int n = 0; n < 12; n++) {
        g_autofree char *number = g_strdup_printf ("%d", n);

        book (&fixture, number, "line");
        slot = get_slot (&fixture);
        g_assert_cmpint (slot->n_free_extra, ==, n < 10 ? 2 : 11 - n);
        g_clear_pointer (&slot, mh_slot_free);
      }
    }
  }
}

/* What a slot is too small for is carried over to the next one of the day. */
static void
test_overbooking_is_carried_over (void)
{
  static const struct {
    const char *slots;
    int         percent;
    int         extra[4];
  } cases[] = {
    { "09:00-11:00/30x5", 10, { 0, 1, 0, 1 } },
    { "09:00-11:00/30x6", 5, { 0, 0, 0, 1 } },
    { "09:00-11:00/30x20", 10, { 2, 2, 2, 2 } },
    { "09:00-11:00/30x3", 20, { 0, 1, 0, 1 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
    g_autoptr (MhProgramme) programme = mh_programme_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) slots = NULL;
    gint64 id, session;

    programme->name = g_strdup ("健診");
    programme->overbook_percent = cases[i].percent;
    id = mh_test_add_programme (&town->desk, programme, &error);
    g_assert_no_error (error);
    session = mh_test_town_add_session (town, id, "2026-11-05", cases[i].slots);
    slots = mh_session_table_list_slots (town->db, session, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (slots->len, ==, 4);
    for (guint k = 0; k < slots->len; k++)
      g_assert_cmpint (((MhSlot *) slots->pdata[k])->n_extra, ==, cases[i].extra[k]);
  }
}

/* A slot that grows gives what was carried over to it and not to the next. */
static void
test_overbooking_follows_a_capacity (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new ("2026-10-20 09:00");
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) slots = NULL;
  MhCapacityOrder order = { .places = 10 };
  g_autoptr (MhCapacityResult) result = NULL;
  gint64 id, session;

  programme->name = g_strdup ("健診");
  programme->overbook_percent = 10;
  id = mh_test_add_programme (&town->desk, programme, &error);
  session = mh_test_town_add_session (town, id, "2026-11-05", "09:00-10:00/30x5");
  order.slot = mh_test_town_find_slot (town, session, "9:00");
  result = mh_capacity_set (&town->desk, &order, 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);

  slots = mh_session_table_list_slots (town->db, session, &error);
  g_assert_cmpint (((MhSlot *) slots->pdata[0])->n_extra, ==, 1);
  g_assert_cmpint (((MhSlot *) slots->pdata[1])->n_extra, ==, 0);
}

/* A rule that changes holds for days that are open already; who sits beyond the capacity stays. */
static void
test_overbooking_changes (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = mh_programmes_load (&fixture->town->desk, fixture->programme, &error);

  g_assert_no_error (error);
  spec->programme->overbook_percent = 20;
  g_assert_true (mh_programmes_edit (&fixture->town->desk, spec, NULL, &error));
  g_assert_no_error (error);
  assert_slot (fixture, 6, 0, 6, 0, 0, 1);

  for (int i = 0; i < 6; i++) {
    g_autofree char *number = g_strdup_printf ("%d", i);

    book (fixture, number, "phone");
  }
  spec->programme->overbook_percent = 0;
  g_assert_true (mh_programmes_edit (&fixture->town->desk, spec, NULL, &error));
  assert_slot (fixture, 6, 6, 0, 0, 0, 1);
}

static void
set_phone_until (Fixture    *fixture,
                 const char *civil)
{
  g_autoptr (MhFakeClock) then = mh_fake_clock_new_at (civil);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhSession) session = mh_session_table_get (fixture->town->db, fixture->session, &error);

  session->phone_until = mh_clock_now (MH_CLOCK (then));
  g_assert_true (mh_days_edit (&fixture->town->desk, session, &error));
  g_assert_no_error (error);
}

static void
test_phone_places_open_at_a_time (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (MhCapacityResult) result = set_capacity (fixture, 1, 1, 0);
  g_autoptr (MhFakeClock) then = mh_fake_clock_new_at ("2026-10-27 09:00");
  MhBookingRequest request = { .slot = fixture->slot, .via = "line" };
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (result);
  set_phone_until (fixture, "2026-10-27 09:00");
  request.resident = add_person (fixture, "1", "1950-03-01");
  mh_fake_clock_set (fixture->town->clock, mh_clock_now (MH_CLOCK (then)) - 1);
  g_assert_false (mh_booking_check (&fixture->town->desk, &request, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, NULL), ==, 0);

  mh_fake_clock_set (fixture->town->clock, mh_clock_now (MH_CLOCK (then)));
  g_assert_true (mh_booking_check (&fixture->town->desk, &request, &error));
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), !=, 0);
  g_assert_no_error (error);
  assert_slot (fixture, 1, 1, 0, 1, 0, 0);
}

/* Threads of one race, each with a connection of its own. */
typedef struct {
  Fixture *fixture;
  gint64   resident;
  int      capacity;  /* -1: books */
  gint64   booking;
} Racer;

static gpointer
race (gpointer data)
{
  Racer *racer = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (racer->fixture->town->dir, "machihoken.db", NULL);
  MhDesk desk = racer->fixture->town->desk;

  desk.db = mh_db_open (&mh_db_driver_sqlite, path, &error);
  g_assert_no_error (error);
  mh_db_set_busy_timeout (desk.db, 60000);

  if (racer->capacity >= 0) {
    MhCapacityOrder order = { racer->fixture->slot, racer->capacity, -1, -1 };
    g_autoptr (MhCapacityResult) result = mh_capacity_set (&desk, &order, 1, &error);

    g_assert_true (result != NULL || g_error_matches (error, MH_ERROR, MH_ERROR_REFUSED));
  } else {
    MhBookingRequest request = { .slot = racer->fixture->slot, .resident = racer->resident, .via = "line" };

    racer->booking = mh_booking_make (&desk, &request, NULL, &error);
    g_assert_true (racer->booking != 0 || g_error_matches (error, MH_ERROR, MH_ERROR_REFUSED));
  }
  mh_db_close (desk.db);

  return NULL;
}

static int
run_race (Racer *racers)
{
  GThread *threads[N_THREADS];
  int n_booked = 0;

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("racer", race, &racers[i]);
  for (int i = 0; i < N_THREADS; i++) {
    g_thread_join (threads[i]);
    n_booked += racers[i].booking != 0 ? 1 : 0;
  }

  return n_booked;
}

static void
test_race_for_the_last_phone_place (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (MhCapacityResult) result = set_capacity (fixture, 1, 1, 0);
  g_autoptr (MhFakeClock) then = mh_fake_clock_new_at ("2026-10-27 09:00");
  Racer racers[N_THREADS];

  g_assert_nonnull (result);
  set_phone_until (fixture, "2026-10-27 09:00");
  for (int i = 0; i < N_THREADS; i++) {
    g_autofree char *number = g_strdup_printf ("%d", i);

    racers[i] = (Racer) { .fixture = fixture, .resident = add_person (fixture, number, "1950-03-01"), .capacity = -1 };
  }

  mh_fake_clock_set (fixture->town->clock, mh_clock_now (MH_CLOCK (then)) - 1);
  g_assert_cmpint (run_race (racers), ==, 0);
  mh_fake_clock_set (fixture->town->clock, mh_clock_now (MH_CLOCK (then)));
  g_assert_cmpint (run_race (racers), ==, 1);
  assert_slot (fixture, 1, 1, 0, 1, 0, 0);
}

/* Whoever comes first, nobody is booked without a place and no place goes from under anybody. */
static void
test_race_of_capacity_and_bookings (Fixture      *fixture,
                                    gconstpointer data)
{
  Racer racers[N_THREADS];
  int n_booked;

  for (int i = 0; i < N_THREADS; i++) {
    g_autofree char *number = g_strdup_printf ("%d", i);

    racers[i] = (Racer) { .fixture = fixture, .resident = add_person (fixture, number, "1950-03-01"), .capacity = i == 1 ? 2 : -1 };
  }

  n_booked = run_race (racers);
  {
    g_autoptr (MhSlot) slot = get_slot (fixture);

    g_assert_cmpint (slot->n_booked, ==, n_booked);
    g_assert_cmpint (slot->n_booked, <=, slot->n_places);
    g_assert_true ((slot->n_places == 2 && n_booked == 2) || (slot->n_places == 5 && n_booked == 3));
  }
}

static gint64
civil (const char *text)
{
  g_autoptr (MhFakeClock) clock = mh_fake_clock_new_at (text);

  return mh_clock_now (MH_CLOCK (clock));
}

static void
test_windows (Fixture      *fixture,
              gconstpointer data)
{
  MhBookingWindow early = { .session = fixture->session, .opens_at = civil ("2026-10-20 09:00"), .closes_at = civil ("2026-10-22 17:00"),
                            .label = (char *) "65歳以上", .min_months = 65 * 12 };
  MhBookingWindow all = { .session = fixture->session, .opens_at = civil ("2026-10-25 09:00") };
  gint64 old = add_person (fixture, "1", "1950-03-01");
  gint64 young = add_person (fixture, "2", "1990-03-01");
  gint64 unknown = add_person (fixture, "3", NULL);
  const struct {
    const char *at;
    gint64      resident;
    gboolean    open;
  } cases[] = {
    { "2026-10-20 09:00", old, TRUE }, { "2026-10-20 09:00", young, FALSE }, { "2026-10-20 09:00", unknown, FALSE },
    { "2026-10-22 16:59", old, TRUE }, { "2026-10-22 17:00", old, FALSE }, { "2026-10-24 12:00", young, FALSE },
    { "2026-10-25 09:00", old, TRUE }, { "2026-10-25 09:00", young, TRUE }, { "2026-10-25 09:00", unknown, TRUE },
  };
  g_autoptr (GError) error = NULL;
  gint64 window = mh_windows_add (&fixture->town->desk, &early, &error);

  g_assert_no_error (error);
  g_assert_cmpint (mh_windows_add (&fixture->town->desk, &all, &error), !=, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhBookingRequest request = { .slot = fixture->slot, .resident = cases[i].resident, .via = "phone" };

    mh_fake_clock_set (fixture->town->clock, civil (cases[i].at));
    g_assert_cmpint (mh_booking_check (&fixture->town->desk, &request, &error), ==, cases[i].open);
    if (!cases[i].open) {
      g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
      g_clear_error (&error);
      request.override_reason = "町長の指示";
      g_assert_true (mh_booking_check (&fixture->town->desk, &request, &error));
    }
  }

  mh_fake_clock_set (fixture->town->clock, civil ("2026-10-20 09:00"));
  g_assert_true (mh_windows_remove (&fixture->town->desk, window, &error));
  g_assert_false (mh_windows_remove (&fixture->town->desk, window, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

static void
test_windows_by_sex_and_district (Fixture      *fixture,
                                  gconstpointer data)
{
  MhBookingWindow window = { .session = fixture->session, .opens_at = 1, .sex = (char *) "female",
                             .districts = (char *) "元町\n新町\n第１区" };
  g_autoptr (GError) error = NULL;
  const struct {
    const char *number;
    const char *sex;
    const char *district;
    gboolean    open;
  } cases[] = { { "1", "female", "新町", TRUE }, { "2", "male", "新町", FALSE }, { "3", "female", "栄町", FALSE }, { "4", "female", "", FALSE },
                { "5", "female", "第1区", TRUE }, { "6", "female", " 元町　", TRUE } };

  g_assert_cmpint (mh_windows_add (&fixture->town->desk, &window, &error), !=, 0);
  g_assert_no_error (error);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhResident) person = mh_resident_new ();
    MhBookingRequest request = { .slot = fixture->slot, .via = "phone" };

    person->register_number = g_strdup (cases[i].number);
    person->name = g_strdup ("山田");
    g_free (person->sex);
    person->sex = g_strdup (cases[i].sex);
    person->district = g_strdup (cases[i].district);
    request.resident = mh_test_add_person (&fixture->town->desk, person, &error);
    g_assert_no_error (error);
    g_assert_cmpint (mh_booking_check (&fixture->town->desk, &request, NULL), ==, cases[i].open);
  }
}

static void
test_slots_of_a_day_change (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 booking = book (fixture, "1", "phone");

  g_assert_false (mh_days_set_slots (&fixture->town->desk, fixture->session, "9:30-10:00x5", 0, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (mh_days_set_slots (&fixture->town->desk, fixture->session, "9:00-9:20x5", 0, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  before = write_slots (fixture);
  g_assert_cmpstr (before, ==, "9:00-10:00/30x5");

  g_assert_true (mh_days_set_slots (&fixture->town->desk, fixture->session, "9:00-9:30x7,9:40-9:55x2,13:00-14:00x3", 1, &error));
  g_assert_no_error (error);
  after = write_slots (fixture);
  g_assert_cmpstr (after, ==, "9:00-9:30x7,9:40-9:55x2,13:00-14:00x3");
  assert_slot (fixture, 7, 1, 6, 0, 0, 0);

  /* A time that only a cancelled booking names goes out of sight, and can come back. */
  g_assert_true (mh_booking_cancel (&fixture->town->desk, booking, NULL, NULL, &error));
  g_assert_true (mh_days_set_slots (&fixture->town->desk, fixture->session, "13:00-14:00x3", 1, &error));
  g_assert_no_error (error);
  g_clear_pointer (&after, g_free);
  after = write_slots (fixture);
  g_assert_cmpstr (after, ==, "13:00-14:00x3");
  g_assert_true (mh_days_set_slots (&fixture->town->desk, fixture->session, "9:00-9:20x4,13:00-14:00x3", 1, &error));
  g_assert_no_error (error);
  assert_slot (fixture, 4, 0, 4, 1, 0, 0);
}

static void
test_date_and_venue_stay_where_people_know_them (Fixture      *fixture,
                                                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhSession) session = mh_session_table_get (fixture->town->db, fixture->session, &error);

  session->date.day = 6;
  g_assert_true (mh_days_edit (&fixture->town->desk, session, &error));
  g_assert_no_error (error);
  book (fixture, "1", "phone");
  g_free (session->venue);
  session->venue = g_strdup ("公民館");
  g_assert_false (mh_days_edit (&fixture->town->desk, session, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_free (session->venue);
  session->venue = g_strdup ("保健センター");
  session->note = g_strdup (" 駐車場は北側 ");
  session->walk_in_cap = 0;
  g_assert_true (mh_days_edit (&fixture->town->desk, session, &error));
  g_assert_no_error (error);
  g_clear_pointer (&session, mh_session_free);
  session = mh_session_table_get (fixture->town->db, fixture->session, &error);
  g_assert_cmpstr (session->note, ==, "駐車場は北側");
  g_assert_cmpint (session->walk_in_cap, ==, 0);
  g_assert_cmpint (session->date.day, ==, 6);
}

static void
test_closes_and_reopens (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  gint64 waiting = add_person (fixture, "9", "1950-03-01");
  gint64 bookings[2] = { book (fixture, "1", "phone"), book (fixture, "2", "phone") };
  MhBookingRequest request = { .slot = fixture->slot, .resident = add_person (fixture, "3", "1950-03-01"), .via = "phone" };
  gint64 act;

  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &waiting, 1, NULL, &error), !=, 0);
  refill = mh_refill_cancel (&fixture->town->desk, &bookings[1], 1, &error);
  g_assert_no_error (error);

  g_assert_false (mh_days_reopen (&fixture->town->desk, fixture->session, NULL, &error));
  g_clear_error (&error);
  g_assert_true (mh_days_close (&fixture->town->desk, fixture->session, &act, &error));
  g_assert_no_error (error);
  g_assert_false (mh_booking_check (&fixture->town->desk, &request, NULL));
  assert_slot (fixture, 5, 1, 4, 0, 0, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM refill_round WHERE state = 'open'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 0);

  /* A place that comes free on a closed day is offered to nobody. */
  g_clear_pointer (&refill, mh_refill_result_free);
  g_assert_null (mh_refill_cancel (&fixture->town->desk, &bookings[0], 1, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  g_assert_true (mh_days_reopen (&fixture->town->desk, fixture->session, NULL, &error));
  g_assert_true (mh_booking_check (&fixture->town->desk, &request, &error));
}

static void
test_copies_a_day (Fixture      *fixture,
                   gconstpointer data)
{
  static const char list[] = "2026/11/23,勤労感謝の日\r\n";
  MhBookingWindow window = { .session = fixture->session, .opens_at = civil ("2026-10-25 09:00"), .closes_at = civil ("2026-11-01 09:00") };
  g_autoptr (MhCapacityResult) capacity = set_capacity (fixture, 4, 1, 2);
  g_autoptr (GBytes) bytes = g_bytes_new_static (list, sizeof list - 1);
  g_autoptr (MhHolidayChanges) holidays = mh_holidays_import (&fixture->town->desk, &bytes, 1, FALSE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) look = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GPtrArray) windows = NULL;
  g_autoptr (MhSession) made = NULL;
  MhDate dates[3] = { { 2026, 11, 12 }, { 2026, 11, 15 }, { 2026, 11, 23 } };
  const MhDayCopy *copy;

  g_assert_nonnull (capacity);
  g_assert_nonnull (holidays);
  g_assert_cmpint (mh_windows_add (&fixture->town->desk, &window, &error), !=, 0);
  set_phone_until (fixture, "2026-11-02 09:00");

  look = mh_days_copy (&fixture->town->desk, fixture->session, dates, 3, FALSE, TRUE, &error);
  g_assert_no_error (error);
  g_assert_null (((MhDayCopy *) g_ptr_array_index (look, 0))->closed);
  g_assert_cmpstr (((MhDayCopy *) g_ptr_array_index (look, 1))->closed, ==, "Sunday");
  g_assert_cmpstr (((MhDayCopy *) g_ptr_array_index (look, 2))->closed, ==, "勤労感謝の日");
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM session"), ==, 1);

  copies = mh_days_copy (&fixture->town->desk, fixture->session, dates, 2, FALSE, FALSE, &error);
  g_assert_no_error (error);
  copy = g_ptr_array_index (copies, 0);
  made = mh_session_table_get (fixture->town->db, copy->session, &error);
  g_assert_cmpint (made->phone_until, ==, civil ("2026-11-09 09:00"));
  windows = mh_booking_window_table_list (fixture->town->db, copy->session, &error);
  g_assert_cmpuint (windows->len, ==, 1);
  g_assert_cmpint (((MhBookingWindow *) g_ptr_array_index (windows, 0))->opens_at, ==, civil ("2026-11-01 09:00"));
  g_assert_cmpint (((MhBookingWindow *) g_ptr_array_index (windows, 0))->closes_at, ==, civil ("2026-11-08 09:00"));
  fixture->slot = mh_test_town_find_slot (fixture->town, copy->session, "9:00");
  assert_slot (fixture, 4, 0, 4, 1, 2, 0);

  g_assert_null (mh_days_copy (&fixture->town->desk, fixture->session, &dates[1], 1, FALSE, FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  dates[1] = dates[2];
  g_assert_null (mh_days_copy (&fixture->town->desk, fixture->session, &dates[1], 2, FALSE, FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  dates[1].day = 15;
  g_clear_pointer (&copies, g_ptr_array_unref);
  copies = mh_days_copy (&fixture->town->desk, fixture->session, &dates[1], 1, TRUE, FALSE, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/days/slots-are-read-and-written", test_slot_text);
  g_test_add ("/service/days/capacity-grows-and-shrinks", Fixture, NULL, set_up, test_capacity_grows_and_shrinks, tear_down);
  g_test_add ("/service/days/who-sat-on-a-number-that-goes-gets-another", Fixture, NULL, set_up, test_capacity_renumbers, tear_down);
  g_test_add ("/service/days/capacity-is-never-below-what-is-booked", Fixture, NULL, set_up, test_capacity_never_below_booked, tear_down);
  g_test_add ("/service/days/capacity-keeps-what-is-on-offer", Fixture, NULL, set_up, test_capacity_keeps_what_is_on_offer, tear_down);
  g_test_add ("/service/days/blocked-places-are-not-booked", Fixture, NULL, set_up, test_blocked_places_are_not_booked, tear_down);
  g_test_add_func ("/service/days/overbooks-by-rule-only", test_overbooks_by_rule);
  g_test_add_func ("/service/days/overbooking-is-carried-over-to-the-next-time", test_overbooking_is_carried_over);
  g_test_add_func ("/service/days/overbooking-follows-a-capacity", test_overbooking_follows_a_capacity);
  g_test_add ("/service/days/overbooking-follows-its-rule", Fixture, NULL, set_up, test_overbooking_changes, tear_down);
  g_test_add ("/service/days/phone-places-open-at-a-time", Fixture, NULL, set_up, test_phone_places_open_at_a_time, tear_down);
  g_test_add ("/service/days/one-wins-the-last-phone-place-as-it-opens", Fixture, NULL, set_up, test_race_for_the_last_phone_place, tear_down);
  g_test_add ("/service/days/capacity-and-bookings-at-once-agree", Fixture, NULL, set_up, test_race_of_capacity_and_bookings, tear_down);
  g_test_add ("/service/days/windows-say-who-books-from-when", Fixture, NULL, set_up, test_windows, tear_down);
  g_test_add ("/service/days/windows-look-at-sex-and-district", Fixture, NULL, set_up, test_windows_by_sex_and_district, tear_down);
  g_test_add ("/service/days/slots-change-where-nobody-is-touched", Fixture, NULL, set_up, test_slots_of_a_day_change, tear_down);
  g_test_add ("/service/days/date-and-venue-stay-where-people-know-them", Fixture, NULL, set_up,
              test_date_and_venue_stay_where_people_know_them, tear_down);
  g_test_add ("/service/days/a-closed-day-takes-and-offers-nothing", Fixture, NULL, set_up, test_closes_and_reopens, tear_down);
  g_test_add ("/service/days/a-day-is-copied-with-all-that-belongs-to-it", Fixture, NULL, set_up, test_copies_a_day, tear_down);

  return g_test_run ();
}

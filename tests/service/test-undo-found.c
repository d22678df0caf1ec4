/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What random weeks have found, most of it in taking back. */

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-capacity.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-places.h"
#include "mh-programmes.h"
#include "mh-protect.h"
#include "mh-reception.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      booking;
} Fixture;

/* One place, which somebody holds. @data: how it is offered. */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhBookingRequest request = { .via = "phone" };
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;
  gint64 session;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  programme->name = g_strdup ("インフルエンザ予防接種");
  g_assert_true (mh_offer_mode_from_nick (data, &programme->offer_mode));
  fixture->programme = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);
  session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-10-30", "09:00-09:30/30x1");
  request.slot = mh_test_town_find_slot (fixture->town, session, "9:00");
  request.resident = mh_test_town_add_resident (fixture->town, "1", "町田花子", "マチダハナコ", "1950-03-01");
  fixture->booking = mh_booking_make (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

/* Returns: the act */
static gint64
add_waiting (Fixture    *fixture,
             const char *number)
{
  g_autoptr (GError) error = NULL;
  gint64 resident = mh_test_town_add_resident (fixture->town, number, "滝上太郎", "タキノウエタロウ", "1951-04-01");

  mh_test_add_waiting (&fixture->town->desk, fixture->programme, &resident, 1, "any", &error);
  g_assert_no_error (error);

  return mh_test_town_count (fixture->town, "SELECT max (id) FROM act");
}

/* The place would be held for nobody. */
static void
test_last_asked (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  gint64 second;

  add_waiting (fixture, "2");
  refill = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);
  g_assert_no_error (error);
  second = add_waiting (fixture, "3");
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 2);
  mh_refill_decline (&fixture->town->desk, mh_test_town_count (fixture->town, "SELECT min (id) FROM offer"), NULL, &error);
  g_assert_no_error (error);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", second, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 1);
}

/* What ended unsent before the backup may have been sent after it. */
static void
test_restored_since (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  g_autoptr (MhAct) restore = NULL;
  gint64 declined;

  add_waiting (fixture, "2");
  refill = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);
  g_assert_no_error (error);
  mh_refill_decline (&fixture->town->desk, mh_test_town_count (fixture->town, "SELECT min (id) FROM offer"), &declined, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE reason = 'offer-ended'"), ==, 1);

  restore = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", "restore", MH_UNDO_NONE, &error);
  g_assert_no_error (error);
  mh_act_commit (restore, &error);
  g_assert_no_error (error);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", declined, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'check' AND reason = 'restored'"), ==, 1);
}

/* The carrier could not tell whether it arrived; then the offer ended. */
static void
test_doubtful_offer (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  gint64 declined;

  add_waiting (fixture, "2");
  mh_test_town_add_contact (fixture->town, mh_test_town_count (fixture->town, "SELECT max (id) FROM resident"), "mobile", "09012345678");
  refill = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);
  g_assert_no_error (error);
  g_assert_true (mh_db_begin (fixture->town->db, &error));
  mh_db_exec (fixture->town->db,
              "INSERT INTO attempt (id, key, provider, endpoint, content_type, body, state, first_at, sent_at, next_at, tries, code) "
              "VALUES (1, 'k', 'karaden', '/', 'text/plain', x'00', 'check', 1, 1, 1, 1, 'undelivered')", &error);
  g_assert_no_error (error);
  mh_db_exec (fixture->town->db, "UPDATE delivery SET state = 'by-hand', reason = 'undelivered'", &error);
  g_assert_no_error (error);
  mh_db_exec (fixture->town->db,
              "INSERT INTO attempt_delivery (attempt, position, delivery, contact) SELECT 1, 0, id, (SELECT max (id) FROM contact) FROM delivery",
              &error);
  g_assert_no_error (error);
  g_assert_true (mh_db_commit (fixture->town->db, &error));
  mh_refill_decline (&fixture->town->desk, mh_test_town_count (fixture->town, "SELECT min (id) FROM offer"), &declined, &error);
  g_assert_no_error (error);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", declined, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM delivery WHERE state = 'check'"), ==, 1);
}

/* Somebody else is asked still: then it may be taken back. */
static void
test_one_of_two (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  g_autoptr (MhUndoResult) undone = NULL;

  add_waiting (fixture, "2");
  refill = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);
  g_assert_no_error (error);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", add_waiting (fixture, "3"), &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 1);
}

/* Two people would be told that the place is theirs alone. */
static void
test_next_was_asked (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  g_autoptr (MhUndoResult) withdrawn = NULL;
  gint64 offer, declined, second;

  add_waiting (fixture, "2");
  add_waiting (fixture, "3");
  refill = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);
  g_assert_no_error (error);
  offer = mh_test_town_count (fixture->town, "SELECT min (id) FROM offer");
  mh_refill_decline (&fixture->town->desk, offer, &declined, &error);
  g_assert_no_error (error);
  mh_refill_decline (&fixture->town->desk, offer + 1, &second, &error);
  g_assert_no_error (error);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", declined, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  /* In their order both can be. */
  withdrawn = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", second, &error);
  g_assert_no_error (error);
  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", declined, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 1);
}

/* Three are asked, one says no, a fourth comes to the list and is asked in his place. */
static void
test_somebody_came (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  gint64 declined;

  for (int i = 2; i < 7; i++) {
    g_autofree char *number = g_strdup_printf ("%d", i);

    add_waiting (fixture, number);
  }
  refill = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 5);
  mh_refill_decline (&fixture->town->desk, mh_test_town_count (fixture->town, "SELECT min (id) FROM offer"), &declined, &error);
  g_assert_no_error (error);
  add_waiting (fixture, "7");
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 5);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", declined, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* The place that the booking was made with is another by now, and would stay taken by nobody. */
static void
test_renumbered (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  g_autoptr (MhCapacityResult) fewer = NULL;
  MhBookingRequest request = { .via = "phone" };
  MhCapacityOrder order = { .places = 3, .phone = -1, .blocked = -1 };
  gint64 made;

  request.slot = mh_test_town_count (fixture->town, "SELECT id FROM slot");
  order.slot = request.slot;
  mh_capacity_result_free (mh_capacity_set (&fixture->town->desk, &order, 1, &error));
  g_assert_no_error (error);
  request.resident = mh_test_town_add_resident (fixture->town, "2", "滝上太郎", "タキノウエタロウ", "1951-04-01");
  mh_booking_make (&fixture->town->desk, &request, &made, &error);
  g_assert_no_error (error);
  mh_booking_cancel (&fixture->town->desk, fixture->booking, NULL, NULL, &error);
  g_assert_no_error (error);
  order.places = 1;
  fewer = mh_capacity_set (&fixture->town->desk, &order, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fewer->moves->len, ==, 1);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", made, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", fewer->act, &error);
  g_assert_no_error (error);
  g_clear_pointer (&undone, mh_undo_result_free);
  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", made, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat_hold"), ==, 0);
}

/* The time server puts the clock right by some seconds: that is no damage of the town's data. */
static void
test_clock_set_back (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  add_waiting (fixture, "2");
  refill = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);
  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, -5000);
  mh_refill_decline (&fixture->town->desk, mh_test_town_count (fixture->town, "SELECT id FROM offer"), NULL, &error);
  g_assert_no_error (error);

  findings = mh_check_run (&fixture->town->desk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Of two places one is taken: a couple that said no cannot be asked again. */
static void
test_couple_came_late (Fixture      *fixture,
                       gconstpointer data)
{
  gint64 session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-06", "09:00-09:30/30x2");
  MhBookingRequest request = { .slot = mh_test_town_find_slot (fixture->town, session, "9:00"), .via = "phone" };
  gint64 bookings[2], couple[2], declined;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  g_autoptr (MhAcceptResult) accepted = NULL;
  g_autoptr (MhUndoResult) undone = NULL;

  for (int i = 0; i < 2; i++) {
    request.resident = mh_test_town_add_resident (fixture->town, i == 0 ? "2" : "3", "滝上次郎", "タキノウエジロウ", "1951-04-01");
    couple[i] = mh_test_town_add_resident (fixture->town, i == 0 ? "4" : "5", "滝上三郎", "タキノウエサブロウ", "1951-04-01");
    bookings[i] = mh_booking_make (&fixture->town->desk, &request, NULL, &error);
    g_assert_no_error (error);
  }
  mh_test_add_waiting (&fixture->town->desk, fixture->programme, couple, 2, "any", &error);
  g_assert_no_error (error);
  add_waiting (fixture, "6");
  add_waiting (fixture, "7");
  refill = mh_refill_cancel (&fixture->town->desk, bookings, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refill->offers->len, ==, 3);
  mh_refill_decline (&fixture->town->desk, mh_test_town_count (fixture->town, "SELECT min (id) FROM offer"), &declined, &error);
  g_assert_no_error (error);
  accepted = mh_refill_accept_with (&fixture->town->desk, mh_test_town_count (fixture->town, "SELECT max (id) FROM offer"), FALSE, &error);
  g_assert_no_error (error);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", declined, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* The one who went on waiting alone is asked for one place: now they are not two again. */
static void
test_couple_parted (Fixture      *fixture,
                    gconstpointer data)
{
  gint64 session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-06", "09:00-09:30/30x1");
  MhBookingRequest request = { .slot = mh_test_town_find_slot (fixture->town, session, "9:00"), .via = "phone" };
  gint64 couple[2], booked;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  g_autoptr (MhUndoResult) undone = NULL;

  for (int i = 0; i < 2; i++)
    couple[i] = mh_test_town_add_resident (fixture->town, i == 0 ? "4" : "5", "滝上三郎", "タキノウエサブロウ", "1951-04-01");
  mh_test_add_waiting (&fixture->town->desk, fixture->programme, couple, 2, "any", &error);
  g_assert_no_error (error);
  request.resident = couple[0];
  mh_booking_make (&fixture->town->desk, &request, &booked, &error);
  g_assert_no_error (error);
  refill = mh_refill_cancel (&fixture->town->desk, &fixture->booking, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refill->offers->len, ==, 1);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", booked, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* What was done on the day stands on a booking that is in force, whichever way this would be taken back. */
static void
test_came_since (Fixture      *fixture,
                 gconstpointer data)
{
  MhReceptionChange change = { .booking = fixture->booking, .state = "came", .override_reason = "医師の指示" };
  gint64 made = mh_test_town_count (fixture->town, "SELECT max (id) FROM act"), cancelled;
  gint64 acts[2];
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) revived = NULL;

  mh_booking_cancel (&fixture->town->desk, fixture->booking, NULL, &cancelled, &error);
  g_assert_no_error (error);
  revived = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", cancelled, &error);
  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, G_GINT64_CONSTANT (10) * 24 * 3600 * 1000);
  mh_reception_set (&fixture->town->desk, &change, NULL, &error);
  g_assert_no_error (error);

  acts[0] = made;
  acts[1] = revived->undo;
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++) {
    g_autoptr (MhUndoResult) undone = NULL;

    undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", acts[i], &error);
    g_assert_null (undone);
    g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
    g_clear_error (&error);
    g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 1);
  }
}

/* The reception took back that somebody came, and then the booking was cancelled. */
static void
test_cancelled_since (Fixture      *fixture,
                      gconstpointer data)
{
  MhReceptionChange change = { .booking = fixture->booking, .state = "came", .override_reason = "医師の指示" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  gint64 set_back;

  mh_fake_clock_advance (fixture->town->clock, G_GINT64_CONSTANT (10) * 24 * 3600 * 1000);
  mh_reception_set (&fixture->town->desk, &change, NULL, &error);
  g_assert_no_error (error);
  change.state = "expected";
  mh_reception_set (&fixture->town->desk, &change, &set_back, &error);
  g_assert_no_error (error);
  mh_booking_cancel (&fixture->town->desk, fixture->booking, NULL, NULL, &error);
  g_assert_no_error (error);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", set_back, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM visit"), ==, 0);
}

static gint64
book_item (Fixture    *fixture,
           gint64      slot,
           const char *number,
           gboolean    with_item)
{
  gint64 item = mh_test_town_count (fixture->town, "SELECT id FROM programme_item");
  MhBookingRequest request = { .slot = slot, .via = "phone", .items = &item, .n_items = with_item ? 1 : 0 };
  g_autoptr (GError) error = NULL;
  gint64 booking;

  request.resident = mh_test_town_add_resident (fixture->town, number, "滝上太郎", "タキノウエタロウ", "1951-04-01");
  booking = mh_booking_make (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);

  return booking;
}

/* A slot of the programme with two places, of which one is for the item. */
static gint64
open_item (Fixture *fixture)
{
  gint64 session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-06", "09:00-09:30/30x2");
  gint64 slot = mh_test_town_find_slot (fixture->town, session, "9:00");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = mh_programmes_load (&fixture->town->desk, fixture->programme, &error);
  MhItem *item = mh_item_new ();

  g_assert_no_error (error);
  item->name = g_strdup ("胃");
  g_ptr_array_add (spec->items, item);
  mh_programmes_edit (&fixture->town->desk, spec, NULL, &error);
  g_assert_no_error (error);
  mh_programmes_set_item_places (&fixture->town->desk, slot, "胃", 1, &error);
  g_assert_no_error (error);

  return slot;
}

static void
test_item_taken (Fixture      *fixture,
                 gconstpointer data)
{
  gint64 slot = open_item (fixture);
  gint64 other = book_item (fixture, slot, "2", FALSE);
  gint64 booking = book_item (fixture, slot, "3", TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  gint64 act;

  mh_booking_cancel (&fixture->town->desk, booking, NULL, &act, &error);
  g_assert_no_error (error);
  mh_booking_cancel (&fixture->town->desk, other, NULL, NULL, &error);
  g_assert_no_error (error);
  book_item (fixture, slot, "4", TRUE);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM booking JOIN booking_item ON booking = id WHERE state = 'active'"), ==, 1);
}

static void
test_item_places_taken (Fixture      *fixture,
                        gconstpointer data)
{
  gint64 slot = open_item (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  gint64 act;

  mh_programmes_set_item_places (&fixture->town->desk, slot, "胃", 2, &error);
  g_assert_no_error (error);
  act = mh_test_town_count (fixture->town, "SELECT max (id) FROM act");
  book_item (fixture, slot, "2", TRUE);
  book_item (fixture, slot, "3", TRUE);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT capacity FROM slot_item"), ==, 2);
}

static void
note_visit (Fixture    *fixture,
            gint64      booking,
            const char *state,
            gint64     *out_act)
{
  MhReceptionChange change = { .booking = booking, .state = state };
  g_autoptr (GError) error = NULL;

  mh_reception_set (&fixture->town->desk, &change, out_act, &error);
  g_assert_no_error (error);
}

static void
assert_full (Fixture *fixture,
             gint64   slot)
{
  gint64 item = mh_test_town_count (fixture->town, "SELECT id FROM programme_item");
  MhBookingRequest request = { .slot = slot, .via = "phone", .items = &item, .n_items = 1 };
  g_autoptr (GError) error = NULL;

  request.resident = mh_test_town_add_resident (fixture->town, "9", "滝上太郎", "タキノウエタロウ", "1951-04-01");
  g_assert_cmpint (mh_booking_make (&fixture->town->desk, &request, NULL, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* As the seat: it stays with who missed it. */
static void
test_item_of_missed (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 slot = open_item (fixture);
  gint64 booking = book_item (fixture, slot, "2", TRUE);

  mh_fake_clock_advance (fixture->town->clock, G_GINT64_CONSTANT (17) * 24 * 3600 * 1000);
  note_visit (fixture, booking, "no-show", NULL);
  assert_full (fixture, slot);
  note_visit (fixture, booking, "expected", NULL);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM booking JOIN booking_item ON booking = id WHERE state = 'active'"), ==, 1);
}

/* Who called it off on the day has given both away, and comes back only where there is room for both. */
static void
test_item_given_away (Fixture      *fixture,
                      gconstpointer data)
{
  gint64 slot = open_item (fixture);
  gint64 booking = book_item (fixture, slot, "2", TRUE);
  MhReceptionChange change = { .booking = booking, .state = "expected" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  gint64 act;

  mh_fake_clock_advance (fixture->town->clock, G_GINT64_CONSTANT (17) * 24 * 3600 * 1000);
  note_visit (fixture, booking, "no-show", NULL);
  note_visit (fixture, booking, "cancelled-day", &act);
  book_item (fixture, slot, "3", TRUE);

  g_assert_false (mh_reception_set (&fixture->town->desk, &change, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM seat_hold JOIN booking_item USING (booking)"), ==, 1);
}

/* A protection that began with an undo does not go with the undo of that, and nobody is told that it did. */
static void
test_protected_again (Fixture      *fixture,
                      gconstpointer data)
{
  gint64 resident = mh_test_town_add_resident (fixture->town, "2", "滝上太郎", "タキノウエタロウ", "1951-04-01");
  MhDate today = mh_desk_today (&fixture->town->desk);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  g_autoptr (MhUndoResult) again = NULL;

  mh_protect_begin (&fixture->town->desk, resident, today, MH_DATE_NONE, NULL, &error);
  g_assert_no_error (error);
  mh_protect_end (&fixture->town->desk, resident, today, "町内へ転居", &error);
  g_assert_no_error (error);
  undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", mh_test_town_count (fixture->town, "SELECT max (id) FROM act"),
                        &error);
  g_assert_no_error (error);

  again = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", undone->undo, &error);
  g_assert_null (again);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM protection WHERE end_date IS NULL"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM act WHERE kind = 'protection.end' AND undone_by IS NOT NULL"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/undo-found/who-is-the-last-that-is-asked-stays-on-the-list", Fixture, "first-yes", set_up, test_last_asked, tear_down);
  g_test_add ("/undo-found/one-of-two-that-are-asked-may-be-taken-back", Fixture, "first-yes", set_up, test_one_of_two, tear_down);
  g_test_add ("/undo-found/a-no-stays-where-somebody-else-was-asked-since", Fixture, "first-yes", set_up, test_somebody_came, tear_down);
  g_test_add ("/undo-found/one-after-the-other-is-taken-back-in-their-order", Fixture, "one-at-a-time", set_up, test_next_was_asked, tear_down);
  g_test_add ("/undo-found/a-booking-whose-place-was-renumbered-goes-after-the-renumbering", Fixture, "first-yes", set_up, test_renumbered, tear_down);
  g_test_add ("/undo-found/an-answer-after-the-clock-was-set-back-is-no-damage", Fixture, "first-yes", set_up, test_clock_set_back, tear_down);
  g_test_add ("/undo-found/a-couple-that-said-no-is-not-asked-again-for-one-place", Fixture, "first-yes", set_up, test_couple_came_late, tear_down);
  g_test_add ("/undo-found/a-couple-of-whom-one-is-asked-alone-since-is-not-two-again", Fixture, "first-yes", set_up, test_couple_parted, tear_down);
  g_test_add ("/undo-found/a-booking-on-which-somebody-came-stays", Fixture, "first-yes", set_up, test_came_since, tear_down);
  g_test_add ("/undo-found/nobody-comes-again-on-a-booking-that-was-cancelled-since", Fixture, "first-yes", set_up, test_cancelled_since, tear_down);
  g_test_add ("/undo-found/a-place-for-an-item-that-somebody-else-has-now-stays-his", Fixture, "first-yes", set_up, test_item_taken, tear_down);
  g_test_add ("/undo-found/places-for-an-item-that-are-taken-since-stay", Fixture, "first-yes", set_up, test_item_places_taken, tear_down);
  g_test_add ("/undo-found/a-place-for-an-item-stays-with-who-missed-it", Fixture, "first-yes", set_up, test_item_of_missed, tear_down);
  g_test_add ("/undo-found/who-called-off-on-the-day-comes-back-where-there-is-room-for-the-item", Fixture, "first-yes", set_up, test_item_given_away, tear_down);
  g_test_add ("/undo-found/a-protection-that-an-undo-began-again-stays", Fixture, "first-yes", set_up, test_protected_again, tear_down);
  g_test_add ("/undo-found/an-offer-that-may-have-arrived-is-looked-at", Fixture, "first-yes", set_up, test_doubtful_offer, tear_down);
  g_test_add ("/undo-found/words-that-ended-before-a-restore-are-looked-at", Fixture, "first-yes", set_up, test_restored_since, tear_down);

  return g_test_run ();
}

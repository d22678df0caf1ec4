/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-refill-frozen.h"

#include <string.h>

#include "mh-backup.h"
#include "mh-booking.h"
#include "mh-check.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-offer-table.h"
#include "mh-outbox.h"
#include "mh-places.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)

/* A town that was backed up at 9:20 of 20 October, twenty minutes into an offer of an hour, and put back at 9:00 of the next day. */
typedef struct {
  MhTestTown *town;
  char       *dir;         /* of the restored town */
  MhDesk      desk;        /* on it */
  gint64      bookings[2];
  gint64      offer;
} Fixture;

static gint64
add_programme (MhTestTown *town)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  programme->name = g_strdup ("インフルエンザ予防接種");
  programme->offer_mode = MH_OFFER_MODE_FIRST_YES;
  programme->parallel = 1;
  programme->reply_minutes = 60;
  programme->offer_by_hand = TRUE;
  id = mh_test_add_programme (&town->desk, programme, &error);
  g_assert_no_error (error);

  return id;
}

static void
fill_town (Fixture *fixture)
{
  MhTestTown *town = fixture->town;
  gint64 programme = add_programme (town);
  gint64 session = mh_test_town_add_session (town, programme, "2026-11-05", "09:00-10:00/30x2");
  gint64 slot = mh_test_town_find_slot (town, session, "9:00");

  for (guint i = 0; i < 4; i++) {
    g_autofree char *number = g_strdup_printf ("10%02u", i);
    g_autofree char *phone = g_strdup_printf ("015800000%u", i);
    gint64 resident = mh_test_town_add_resident (town, number, "待田花子", "マチダハナコ", "1950-03-01");
    MhBookingRequest request = { .slot = slot, .resident = resident, .via = "phone" };

    mh_test_town_add_contact (town, resident, "landline", phone);
    if (i < 2)
      fixture->bookings[i] = mh_booking_make (&town->desk, &request, NULL, NULL);
    else
      g_assert_cmpint (mh_test_add_waiting (&town->desk, programme, &resident, 1, NULL, NULL), !=, 0);
    mh_fake_clock_advance (town->clock, 1);
  }
}

static void
open_offer (Fixture      *fixture,
            const MhDesk *desk,
            guint         i,
            gint64       *out_offer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = mh_refill_cancel (desk, &fixture->bookings[i], 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->offers->len, ==, 1);
  *out_offer = ((MhOffer *) result->offers->pdata[0])->id;
}

static gint64
time_of (const char *civil)
{
  g_autoptr (MhFakeClock) then = mh_fake_clock_new_at (civil);

  return mh_clock_now (MH_CLOCK (then));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *backup = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  MhSealedKey key;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  mh_test_town_set (fixture->town, "installation", "3f0c5a0e-6a53-4c0e-9d7f-2a1d7a54c001");
  mh_test_town_set (fixture->town, "hold.seconds", "0");
  fill_town (fixture);
  mh_fake_clock_set (fixture->town->clock, time_of ("2026-10-20 09:00") + MINUTE / 2);
  open_offer (fixture, &fixture->town->desk, 0, &fixture->offer);

  fixture->dir = mh_test_make_dir ();
  backup = g_build_filename (fixture->dir, "backup", NULL);
  mh_fake_clock_set (fixture->town->clock, time_of ("2026-10-20 09:20") + MINUTE / 2);
  mh_sealed_key_make (&key);
  mh_backup_write (&fixture->town->desk, &mh_db_driver_sqlite, backup, &key, mh_desk_now (&fixture->town->desk), NULL, &error);
  g_assert_no_error (error);

  mh_fake_clock_set (fixture->town->clock, time_of ("2026-10-21 09:00"));
  fixture->desk = fixture->town->desk;
  result = mh_backup_restore (&fixture->desk, &mh_db_driver_sqlite, backup, fixture->dir, &key, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_frozen, ==, 1);
  fixture->desk.db = mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error);
  g_assert_no_error (error);
}

/* Every rule holds in the restored town, too. */
static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) broken = mh_check_run (&fixture->desk, NULL);

  for (guint i = 0; i < broken->len; i++)
    g_test_message ("%s", (char *) broken->pdata[i]);
  g_assert_cmpuint (broken->len, ==, 0);

  mh_db_close (fixture->desk.db);
  mh_test_town_free (fixture->town);
  mh_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
assert_deadline (Fixture    *fixture,
                 gint64      offer,
                 const char *state,
                 gint64      expected)
{
  g_autoptr (MhOffer) row = mh_offer_table_get (fixture->desk.db, offer, NULL);

  g_assert_cmpstr (row->state, ==, state);
  g_assert_cmpint (row->deadline_at, ==, expected);
}

static void
test_frozen (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) accept_error = NULL;
  g_autoptr (GError) decline_error = NULL;
  guint n_expired = 1;
  gint64 since = 0, due = -1;

  g_assert_true (mh_refill_frozen_since (&fixture->desk, &since, NULL));
  g_assert_cmpint (since, ==, time_of ("2026-10-20 09:20") + MINUTE / 2);

  g_assert_true (mh_refill_run_clock (&fixture->desk, &n_expired, NULL));
  g_assert_cmpuint (n_expired, ==, 0);
  g_assert_true (mh_delivery_table_next_due (fixture->desk.db, TRUE, &due, NULL));
  g_assert_cmpint (due, ==, 0);

  g_assert_false (mh_refill_accept (&fixture->desk, fixture->offer, NULL, &accept_error));
  g_assert_error (accept_error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (accept_error->message, "stand still"));
  g_assert_false (mh_refill_decline (&fixture->desk, fixture->offer, NULL, &decline_error));
  g_assert_error (decline_error, MH_ERROR, MH_ERROR_REFUSED);
  assert_deadline (fixture, fixture->offer, "open", time_of ("2026-10-20 10:00") + MINUTE / 2);
}

static void
test_release (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDelivery) before = mh_delivery_table_find_offer (fixture->desk.db, fixture->offer, NULL);
  g_autoptr (MhDelivery) after = NULL;
  guint n_offers = 0, n_expired = 0;
  gint64 later;

  /* Asked while the others stand still: its hour begins with the release as well, less nothing. */
  mh_fake_clock_set (fixture->town->clock, time_of ("2026-10-21 09:05"));
  open_offer (fixture, &fixture->desk, 1, &later);
  mh_fake_clock_set (fixture->town->clock, time_of ("2026-10-21 19:40"));
  g_assert_true (mh_refill_release (&fixture->desk, &n_offers, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_offers, ==, 2);

  /* Forty minutes were left; of those of the evening only twenty count. */
  assert_deadline (fixture, fixture->offer, "open", time_of ("2026-10-22 08:20"));
  assert_deadline (fixture, later, "open", time_of ("2026-10-22 08:40"));
  after = mh_delivery_table_find_offer (fixture->desk.db, fixture->offer, NULL);
  g_assert_cmpstr (after->state, ==, "by-hand");
  g_assert_cmpstr (after->body, !=, before->body);

  g_assert_false (mh_refill_release (&fixture->desk, NULL, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  mh_fake_clock_set (fixture->town->clock, time_of ("2026-10-22 08:10"));
  g_assert_true (mh_refill_accept (&fixture->desk, fixture->offer, NULL, &error));
  g_assert_no_error (error);
  mh_fake_clock_set (fixture->town->clock, time_of ("2026-10-22 08:41"));
  g_assert_true (mh_refill_run_clock (&fixture->desk, &n_expired, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_expired, ==, 1);
}

/* The slot itself has passed: its offer gets no time beyond it. */
static void
test_late_release (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_expired = 0;

  mh_fake_clock_set (fixture->town->clock, time_of ("2026-11-06 10:00"));
  g_assert_true (mh_refill_release (&fixture->desk, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_deadline (fixture, fixture->offer, "open", time_of ("2026-11-05 09:00"));
  g_assert_true (mh_refill_run_clock (&fixture->desk, &n_expired, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_expired, ==, 1);
}

static void
test_undo (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) result = NULL;
  gint64 act = 0, since = 0;

  g_assert_true (mh_refill_release (&fixture->desk, NULL, &act, &error));
  g_assert_no_error (error);
  result = mh_undo_run (fixture->desk.db, mh_desk_now (&fixture->desk), "保健 花子", act, &error);
  g_assert_no_error (error);
  g_assert_true (mh_refill_frozen_since (&fixture->desk, &since, NULL));
  g_assert_cmpint (since, !=, 0);
  assert_deadline (fixture, fixture->offer, "open", time_of ("2026-10-20 10:00") + MINUTE / 2);
}

/* A backup of a town that stands still stands still from the same time on. */
static void
test_twice (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *backup = g_build_filename (fixture->dir, "second", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRestoreResult) result = NULL;
  gint64 since = 0;
  MhSealedKey key;

  mh_sealed_key_make (&key);
  mh_fake_clock_set (fixture->town->clock, time_of ("2026-10-21 12:00"));
  g_assert_true (mh_backup_write (&fixture->desk, &mh_db_driver_sqlite, backup, &key, mh_desk_now (&fixture->desk), NULL, &error));
  g_clear_pointer (&fixture->desk.db, mh_db_close);
  result = mh_backup_restore (&fixture->desk, &mh_db_driver_sqlite, backup, fixture->dir, &key, NULL, &error);
  g_assert_no_error (error);
  fixture->desk.db = mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error);
  g_assert_true (mh_refill_frozen_since (&fixture->desk, &since, NULL));
  g_assert_cmpint (since, ==, time_of ("2026-10-20 09:20") + MINUTE / 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/refill/frozen/nothing-lapses-and-nothing-is-answered", Fixture, NULL, set_up, test_frozen, tear_down);
  g_test_add ("/service/refill/frozen/goes-on-with-the-time-that-was-left", Fixture, NULL, set_up, test_release, tear_down);
  g_test_add ("/service/refill/frozen/gives-no-time-beyond-the-slot", Fixture, NULL, set_up, test_late_release, tear_down);
  g_test_add ("/service/refill/frozen/its-end-can-be-taken-back", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/service/refill/frozen/stays-so-in-a-backup-of-its-own", Fixture, NULL, set_up, test_twice, tear_down);

  return g_test_run ();
}

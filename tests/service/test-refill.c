/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-refill.h"

#include "mh-attempt-table.h"
#include "mh-booking.h"
#include "mh-check.h"
#include "mh-config.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-planner.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)

/* A town with one slot of two places, both booked, and people to wait for one. */
typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      slot;
  gint64      booked[2];    /* residents */
  gint64      bookings[2];
  gint64      people[8];    /* who wait: even ones over LINE, odd ones by mobile, the last by landline */
} Fixture;

typedef struct {
  MhOfferMode mode;
  const char *now;
} Config;

static gint64
add_programme (Fixture    *fixture,
               MhOfferMode mode)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  programme->name = g_strdup ("インフルエンザ予防接種");
  programme->age.min_months = 65 * 12;
  programme->offer_mode = mode;
  programme->parallel = 3;
  programme->reply_minutes = 60;
  id = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
book (Fixture *fixture,
      gint64   slot,
      gint64   resident)
{
  MhBookingRequest request = { .slot = slot, .resident = resident, .via = "phone" };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return id;
}

static void
add_people (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixture->people); i++) {
    g_autofree char *number = g_strdup_printf ("20%02u", i);
    g_autofree char *user = g_strdup_printf ("U%032x", i + 1);
    g_autofree char *mobile = g_strdup_printf ("0901000%04u", i);

    fixture->people[i] = mh_test_town_add_resident (fixture->town, number, "待田花子", "マチダハナコ", "1950-03-01");

    if (i == G_N_ELEMENTS (fixture->people) - 1)
      mh_test_town_add_contact (fixture->town, fixture->people[i], "landline", "0158000001");
    else
      mh_test_town_add_contact (fixture->town, fixture->people[i], i % 2 == 0 ? "line" : "mobile", i % 2 == 0 ? user : mobile);
  }
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  const Config *config = data;
  gint64 session;

  fixture->town = mh_test_town_new (config->now);
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  fixture->programme = add_programme (fixture, config->mode);
  session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x2");
  fixture->slot = mh_test_town_find_slot (fixture->town, session, "9:00");

  for (guint i = 0; i < 2; i++) {
    fixture->booked[i] = mh_test_town_add_resident (fixture->town, i == 0 ? "1001" : "1002", "予約太郎", "ヨヤクタロウ", "1945-01-01");
    fixture->bookings[i] = book (fixture, fixture->slot, fixture->booked[i]);
  }

  add_people (fixture);
}

/* Every test leaves a town in which every rule holds. */
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
wait_for (Fixture *fixture,
          gint64   first,
          gint64   second)
{
  gint64 residents[] = { first, second };
  g_autoptr (GError) error = NULL;
  gint64 unit = mh_test_add_waiting (&fixture->town->desk, fixture->programme, residents, second != 0 ? 2 : 1, NULL, &error);

  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, 1000);

  return unit;
}

static MhRefillResult *
cancel (Fixture *fixture,
        gsize    n)
{
  g_autoptr (GError) error = NULL;
  MhRefillResult *result = mh_refill_cancel (&fixture->town->desk, fixture->bookings, n, &error);

  g_assert_no_error (error);

  return result;
}

static const char *
reason_at (const MhRefillResult *result,
           guint                 i)
{
  return ((MhDecision *) g_ptr_array_index (result->decisions, i))->reason;
}

static gint64
offer_at (const MhRefillResult *result,
          guint                 i)
{
  return ((MhOffer *) g_ptr_array_index (result->offers, i))->id;
}

/* What the dispatcher does to a delivery that the provider accepted. */
static void
pretend_one_sent (Fixture    *fixture,
                  MhDelivery *delivery)
{
  MhTestTown *town = fixture->town;
  g_autofree char *key = mh_random_uuid (town->random);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  MhAttempt attempt = { .key = key, .provider = (char *) "line", .endpoint = (char *) "/", .content_type = (char *) "text/plain", .body = body };
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (MhAttemptPart));
  g_autoptr (GError) error = NULL;
  MhAttemptPart part = { delivery->id, 0 };
  const char *why;
  MhReach reach;
  gint64 contact, id;

  mh_people_reach (&town->desk, delivery->resident, 0, "booking", &reach, &contact, &why, &error);
  id = mh_attempt_table_insert (town->db, &attempt, &error);
  part.contact = contact;
  g_array_append_val (parts, part);
  mh_delivery_table_move (town->db, delivery->id, "held", "accepted", contact, NULL, 0, &error);
  mh_attempt_table_add_parts (town->db, id, parts, &error);
  mh_attempt_table_finish (town->db, id, "accepted", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
pretend_sent (Fixture *fixture)
{
  g_autoptr (GPtrArray) held = mh_delivery_table_list (fixture->town->db, "held", 0, NULL);

  g_assert_true (mh_db_begin (fixture->town->db, NULL));
  for (guint i = 0; i < held->len; i++)
    pretend_one_sent (fixture, g_ptr_array_index (held, i));
  g_assert_true (mh_db_commit (fixture->town->db, NULL));
}

static char *
offer_state (Fixture *fixture,
             gint64   offer)
{
  g_autoptr (MhOffer) row = mh_offer_table_get (fixture->town->db, offer, NULL);

  return g_strdup (row->state);
}

#define assert_offer(fixture, offer, expected) G_STMT_START { \
    g_autofree char *state_ = offer_state (fixture, offer); \
    g_assert_cmpstr (state_, ==, expected); \
} G_STMT_END

#define count(fixture, sql) mh_test_town_count ((fixture)->town, sql)

static void
test_one_click (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  gint64 young = mh_test_town_add_resident (fixture->town, "3001", "若井一郎", "ワカイイチロウ", "1990-01-01");
  gint64 dead = fixture->people[1];

  wait_for (fixture, fixture->people[0], 0);
  wait_for (fixture, dead, 0);
  wait_for (fixture, young, 0);
  wait_for (fixture, fixture->people[2], fixture->people[3]);
  wait_for (fixture, fixture->people[4], 0);
  wait_for (fixture, fixture->people[5], 0);
  wait_for (fixture, fixture->people[6], 0);
  mh_test_town_set_status (fixture->town, dead, "dead", "2026-10-19");

  result = cancel (fixture, 1);

  g_assert_cmpuint (result->decisions->len, ==, 7);
  g_assert_cmpstr (reason_at (result, 0), ==, "chosen");
  g_assert_cmpstr (reason_at (result, 1), ==, "dead");
  g_assert_cmpstr (reason_at (result, 2), ==, "too-young");
  g_assert_cmpstr (reason_at (result, 3), ==, "too-few-places");
  g_assert_cmpstr (reason_at (result, 4), ==, "chosen");
  g_assert_cmpstr (reason_at (result, 5), ==, "chosen");
  g_assert_cmpstr (reason_at (result, 6), ==, "after-chosen");
  g_assert_cmpuint (result->offers->len, ==, 3);
  g_assert_cmpuint (result->deliveries->len, ==, 3);
  g_assert_cmpint (result->held_until, ==, mh_desk_now (&fixture->town->desk) + 10000);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM seat_hold WHERE round IS NOT NULL"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE state = 'held'"), ==, 3);
}

static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhDelivery) delivery = NULL;

  wait_for (fixture, fixture->people[0], 0);
  result = cancel (fixture, 1);
  delivery = mh_delivery_table_get (fixture->town->db, g_array_index (result->deliveries, gint64, 0), NULL);

  g_assert_cmpstr (delivery->body, ==,
                   "【滝上町】ご予約の件、11月5日(木) 9:00（保健センター）に1人分の空きが出ました。"
                   "ご希望の方は10月20日(火) 10:00までに0158-00-2111へお電話ください。先着順です。");
  g_assert_null (strstr (delivery->body, "待田"));
  g_assert_null (strstr (delivery->body, "インフルエンザ"));
}

static void
test_without_sender (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  mh_test_town_set (fixture->town, "town.phone", "");
  wait_for (fixture, fixture->people[0], 0);

  g_assert_null (mh_refill_cancel (&fixture->town->desk, fixture->bookings, 1, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 2);
}

static void
test_preview_changes_nothing (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_acts = count (fixture, "SELECT count (*) FROM act") + 1;

  wait_for (fixture, fixture->people[0], 0);
  result = mh_refill_preview (&fixture->town->desk, fixture->bookings, 1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->offers->len, ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM act"), ==, n_acts);
}

static void
test_undo (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (GError) error = NULL;

  wait_for (fixture, fixture->people[0], 0);
  result = cancel (fixture, 1);
  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result->act, &error);

  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM seat_hold WHERE booking IS NOT NULL"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE state = 'withdrawn'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 0);
}

static void
test_undo_too_late (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wait_for (fixture, fixture->people[0], 0);
  result = cancel (fixture, 1);
  pretend_sent (fixture);

  g_assert_null (mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", result->act, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 1);
}

static void
test_first_yes (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    wait_for (fixture, fixture->people[i], 0);

  result = cancel (fixture, 1);
  pretend_sent (fixture);

  g_assert_true (mh_refill_accept (&fixture->town->desk, offer_at (result, 1), NULL, &error));
  g_assert_no_error (error);
  assert_offer (fixture, offer_at (result, 0), "lost");
  assert_offer (fixture, offer_at (result, 1), "accepted");
  assert_offer (fixture, offer_at (result, 2), "lost");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE kind = 'offer-lost' AND state = 'held'"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE kind = 'offer-accepted'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active' AND via = 'refill'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM waiting_unit WHERE state = 'waiting'"), ==, 2);

  g_assert_false (mh_refill_accept (&fixture->town->desk, offer_at (result, 0), NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* Whom the message has not reached yet, there is nothing to tell. */
static void
test_losers_not_told_of_unsent (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wait_for (fixture, fixture->people[0], 0);
  wait_for (fixture, fixture->people[2], 0);
  result = cancel (fixture, 1);

  g_assert_true (mh_refill_accept (&fixture->town->desk, offer_at (result, 0), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE kind = 'offer' AND state = 'withdrawn'"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE kind = 'offer-lost'"), ==, 0);
}

static void
test_pair_gets_both (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wait_for (fixture, fixture->people[0], fixture->people[1]);
  wait_for (fixture, fixture->people[2], 0);
  result = cancel (fixture, 2);
  pretend_sent (fixture);

  g_assert_cmpuint (result->offers->len, ==, 2);
  g_assert_true (mh_refill_accept (&fixture->town->desk, offer_at (result, 0), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active' AND via = 'refill'"), ==, 2);
  assert_offer (fixture, offer_at (result, 1), "lost");
}

static void
test_pair_or_none (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wait_for (fixture, fixture->people[0], fixture->people[1]);
  wait_for (fixture, fixture->people[2], 0);
  result = cancel (fixture, 2);
  pretend_sent (fixture);

  /* The single was faster: one place is left, which is none for the pair. */
  g_assert_true (mh_refill_accept (&fixture->town->desk, offer_at (result, 1), NULL, &error));
  g_assert_no_error (error);
  assert_offer (fixture, offer_at (result, 0), "lost");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active' AND via = 'refill'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM refill_round WHERE state = 'open'"), ==, 0);
}

static void
test_one_at_a_time (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    wait_for (fixture, fixture->people[i], 0);

  result = cancel (fixture, 1);
  g_assert_cmpuint (result->offers->len, ==, 1);
  pretend_sent (fixture);

  g_assert_true (mh_refill_decline (&fixture->town->desk, offer_at (result, 0), NULL, &error));
  g_assert_no_error (error);
  open = mh_offer_table_list (fixture->town->db, result->round, "open", NULL);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpint (((MhOffer *) g_ptr_array_index (open, 0))->unit, ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM waiting_unit WHERE state = 'waiting'"), ==, 3);
}

static void
test_expiry_asks_the_next (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_expired = 0;

  wait_for (fixture, fixture->people[0], 0);
  wait_for (fixture, fixture->people[1], 0);
  result = cancel (fixture, 1);
  pretend_sent (fixture);

  mh_fake_clock_advance (fixture->town->clock, 59 * MINUTE);
  g_assert_true (mh_refill_run_clock (&fixture->town->desk, &n_expired, &error));
  g_assert_cmpuint (n_expired, ==, 0);

  mh_fake_clock_advance (fixture->town->clock, 2 * MINUTE);
  g_assert_true (mh_refill_run_clock (&fixture->town->desk, &n_expired, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_expired, ==, 1);
  assert_offer (fixture, offer_at (result, 0), "expired");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM offer WHERE state = 'open' AND unit = 2"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE kind = 'offer-expired'"), ==, 1);

  g_assert_true (mh_refill_run_clock (&fixture->town->desk, &n_expired, &error));
  g_assert_cmpuint (n_expired, ==, 0);
}

/* An offer that never left the house cannot lapse. */
static void
test_unsent_does_not_lapse (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  guint n_expired = 0;

  wait_for (fixture, fixture->people[0], 0);
  result = cancel (fixture, 1);
  mh_fake_clock_advance (fixture->town->clock, 180 * MINUTE);
  g_assert_true (mh_refill_run_clock (&fixture->town->desk, &n_expired, NULL));
  g_assert_cmpuint (n_expired, ==, 0);
}

static void
test_night_freezes (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autofree char *deadline = NULL;
  MhOffer *offer;
  guint n_expired = 0;

  /* 19:30: 30 minutes run today, 30 from 8:00 tomorrow. */
  wait_for (fixture, fixture->people[0], 0);
  result = cancel (fixture, 1);
  pretend_sent (fixture);
  offer = g_ptr_array_index (result->offers, 0);
  deadline = mh_date_to_iso (mh_date_from_ms (offer->deadline_at));

  g_assert_cmpstr (deadline, ==, "2026-10-21");
  g_assert_cmpint (mh_minutes_from_ms (offer->deadline_at), ==, 8 * 60 + 30);

  mh_fake_clock_advance (fixture->town->clock, 8 * 60 * MINUTE);
  g_assert_true (mh_refill_run_clock (&fixture->town->desk, &n_expired, NULL));
  g_assert_cmpuint (n_expired, ==, 0);
}

static void
test_after_the_deadline (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wait_for (fixture, fixture->people[0], 0);
  result = cancel (fixture, 1);
  pretend_sent (fixture);
  mh_fake_clock_advance (fixture->town->clock, 61 * MINUTE);

  g_assert_false (mh_refill_accept (&fixture->town->desk, offer_at (result, 0), NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_judged_again_when_accepting (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wait_for (fixture, fixture->people[0], 0);
  result = cancel (fixture, 1);
  pretend_sent (fixture);
  mh_test_town_set_status (fixture->town, fixture->people[0], "moved-out", "2026-10-20");

  g_assert_false (mh_refill_accept (&fixture->town->desk, offer_at (result, 0), NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM seat_hold WHERE round IS NOT NULL"), ==, 1);
}

static void
test_nobody_waits (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (MhRefillResult) result = cancel (fixture, 1);

  g_assert_false (result->open);
  g_assert_cmpuint (result->decisions->len, ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM seat_hold"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM refill_round WHERE state = 'closed'"), ==, 1);
}

static void
test_protected_by_hand (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhDelivery) delivery = NULL;

  mh_test_town_protect (fixture->town, fixture->people[0]);
  wait_for (fixture, fixture->people[0], 0);
  result = cancel (fixture, 1);
  delivery = mh_delivery_table_get (fixture->town->db, g_array_index (result->deliveries, gint64, 0), NULL);

  g_assert_cmpstr (delivery->state, ==, "by-hand");
  g_assert_cmpint (delivery->contact, ==, 0);
}

static void
test_landline_by_hand (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhDelivery) delivery = NULL;
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;

  wait_for (fixture, fixture->people[7], 0);
  result = cancel (fixture, 1);
  delivery = mh_delivery_table_get (fixture->town->db, g_array_index (result->deliveries, gint64, 0), NULL);
  g_assert_cmpstr (delivery->state, ==, "by-hand");

  script = mh_refill_phone_script (&fixture->town->desk, offer_at (result, 0), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (script, "11月5日(木) 9:00"));
}

/* Booked otherwise meanwhile: the offer ends and the place goes to the next. */
static void
test_own_booking_ends_offer (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  gint64 other = mh_test_town_count (fixture->town, "SELECT id FROM slot WHERE start_min = 570");

  wait_for (fixture, fixture->people[0], 0);
  wait_for (fixture, fixture->people[1], 0);
  result = cancel (fixture, 1);
  book (fixture, other, fixture->people[0]);

  assert_offer (fixture, offer_at (result, 0), "lost");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM offer WHERE state = 'open' AND unit = 2"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM waiting_unit WHERE state = 'placed'"), ==, 1);
}

static void
test_close_by_hand (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wait_for (fixture, fixture->people[0], 0);
  result = cancel (fixture, 1);
  pretend_sent (fixture);

  g_assert_true (mh_refill_close (&fixture->town->desk, result->round, NULL, &error));
  g_assert_no_error (error);
  assert_offer (fixture, offer_at (result, 0), "lost");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE kind = 'offer-lost'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM seat_hold"), ==, 1);
}

static void
test_undo_accept (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (GError) error = NULL;
  gint64 act = 0;

  wait_for (fixture, fixture->people[0], 0);
  wait_for (fixture, fixture->people[2], 0);
  result = cancel (fixture, 1);
  pretend_sent (fixture);
  g_assert_true (mh_refill_accept (&fixture->town->desk, offer_at (result, 0), &act, &error));

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  assert_offer (fixture, offer_at (result, 0), "open");
  assert_offer (fixture, offer_at (result, 1), "open");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM seat_hold WHERE round IS NOT NULL"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE kind = 'offer-lost' AND state <> 'withdrawn'"), ==, 0);
}

/* Who is asked again after all is told so: the words that a no had withdrawn are on their way again. */
static void
test_undo_decline (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhUndoResult) undo = NULL;
  g_autoptr (GError) error = NULL;
  gint64 act;

  wait_for (fixture, fixture->people[0], 0);
  wait_for (fixture, fixture->people[2], 0);
  result = cancel (fixture, 1);
  g_assert_true (mh_refill_decline (&fixture->town->desk, offer_at (result, 0), &act, &error));
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE state = 'held'"), ==, 1);

  undo = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);
  g_assert_no_error (error);
  assert_offer (fixture, offer_at (result, 0), "open");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE state = 'held'"), ==, 2);

  /* A message that is on its way again may leave at any moment, so this is final. */
  g_assert_null (mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", undo->undo, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* Nobody is taken off the waiting list behind the back of an open offer. */
static void
test_undo_of_waiting (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 act;

  wait_for (fixture, fixture->people[0], 0);
  mh_undo_find_last (fixture->town->db, &act, &error);
  g_assert_no_error (error);
  result = cancel (fixture, 1);
  g_assert_cmpuint (result->offers->len, ==, 1);

  g_assert_null (mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  assert_offer (fixture, offer_at (result, 0), "open");
}

int
main (int    argc,
      char **argv)
{
  static const Config first_yes = { MH_OFFER_MODE_FIRST_YES, "2026-10-20 09:00" };
  static const Config one = { MH_OFFER_MODE_ONE_AT_A_TIME, "2026-10-20 09:00" };
  static const Config evening = { MH_OFFER_MODE_FIRST_YES, "2026-10-20 19:30" };

  g_test_init (&argc, &argv, NULL);

#define ADD(path, config, func) g_test_add ("/refill/" path, Fixture, config, set_up, func, tear_down)
  ADD ("one-click/chooses-and-gives-reasons", &first_yes, test_one_click);
  ADD ("one-click/words-name-nobody", &first_yes, test_words);
  ADD ("one-click/refused-without-sender", &first_yes, test_without_sender);
  ADD ("one-click/preview-changes-nothing", &first_yes, test_preview_changes_nothing);
  ADD ("one-click/nobody-waits-frees-the-place", &first_yes, test_nobody_waits);
  ADD ("undo/within-the-hold", &first_yes, test_undo);
  ADD ("undo/refused-once-sent", &first_yes, test_undo_too_late);
  ADD ("undo/acceptance", &first_yes, test_undo_accept);
  ADD ("undo/no-is-told-again", &first_yes, test_undo_decline);
  ADD ("undo/not-of-waiting-with-an-offer", &first_yes, test_undo_of_waiting);
  ADD ("first-yes/wins-and-losers-are-told", &first_yes, test_first_yes);
  ADD ("first-yes/unsent-are-withdrawn", &first_yes, test_losers_not_told_of_unsent);
  ADD ("pair/gets-both", &first_yes, test_pair_gets_both);
  ADD ("pair/or-none", &first_yes, test_pair_or_none);
  ADD ("one-at-a-time/asks-the-next", &one, test_one_at_a_time);
  ADD ("expiry/asks-the-next", &one, test_expiry_asks_the_next);
  ADD ("expiry/not-before-it-was-sent", &one, test_unsent_does_not_lapse);
  ADD ("expiry/freezes-at-night", &evening, test_night_freezes);
  ADD ("accept/refused-after-the-deadline", &first_yes, test_after_the_deadline);
  ADD ("accept/judged-again-品川区", &first_yes, test_judged_again_when_accepting);
  ADD ("accept/own-booking-ends-the-offer", &one, test_own_booking_ends_offer);
  ADD ("by-hand/protected", &first_yes, test_protected_by_hand);
  ADD ("by-hand/landline-with-script", &first_yes, test_landline_by_hand);
  ADD ("close/by-hand", &first_yes, test_close_by_hand);
#undef ADD

  return g_test_run ();
}

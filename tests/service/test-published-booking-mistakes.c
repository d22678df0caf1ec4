/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* What went wrong or was settled elsewhere with places, doses and the waiting list, named after the towns it was in the newspapers of. */

#include "mh-booking-chain.h"
#include "mh-booking-family.h"
#include "mh-booking.h"

#include <string.h>

#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-past-doses.h"
#include "mh-programmes.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-waiting.h"

static gint64
add_programme (MhTestTown *town,
               const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = mh_programme_spec_new ();
  g_autoptr (JsonNode) node = json_from_string (json, &error);
  gint64 id;

  g_assert_no_error (error);
  mh_programmes_read_json (spec, node, &error);
  g_assert_no_error (error);
  id = mh_programmes_add (&town->desk, spec, &error);
  g_assert_no_error (error);

  return id;
}

/* Nobody has LINE: they are asked by telephone. */
static gint64
add_person (MhTestTown *town,
            guint       i)
{
  g_autofree char *number = g_strdup_printf ("10%02u", i);

  return mh_test_town_add_resident (town, number, "待田花子", "マチダハナコ", "1950-03-01");
}

static gint64
book (MhTestTown *town,
      gint64      slot,
      gint64      resident,
      const char *via,
      gboolean    chain,
      GError    **error)
{
  MhBookingRequest request = { .slot = slot, .resident = resident, .via = via, .chain = chain };

  return mh_booking_make (&town->desk, &request, NULL, error);
}

static gint64
wait_for (MhTestTown *town,
          gint64      programme,
          gint64      resident,
          gboolean    whole_chain)
{
  MhWaitingRequest request = { .programme = programme, .residents = &resident, .n_residents = 1, .whole_chain = whole_chain };
  g_autoptr (GError) error = NULL;
  gint64 unit = mh_waiting_register (&town->desk, &request, NULL, &error);

  g_assert_no_error (error);
  mh_fake_clock_advance (town->clock, 1000);

  return unit;
}

/* What the dispatcher does with messages to people without a channel: they are on the list of calls. */
static void
hand_over (MhTestTown *town)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) held = mh_delivery_table_list (town->db, "held", 0, &error);

  g_assert_no_error (error);
  g_assert_true (mh_db_begin (town->db, &error));
  for (guint i = 0; i < held->len; i++)
    mh_delivery_table_move (town->db, ((MhDelivery *) held->pdata[i])->id, "held", "by-hand", 0, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_true (mh_db_commit (town->db, &error));
}

static MhTestTown *
new_town (const char *civil)
{
  MhTestTown *town = mh_test_town_new (civil);

  mh_test_town_set (town, "town.name", "滝上町");
  mh_test_town_set (town, "town.phone", "0158-29-1111");

  return town;
}

/* 姫路市: about 2,700 second bookings; 世田谷区: 172 of 819 who were looked at held one; a town with a free scheduler: 40 a week, since it looked
* first and wrote afterwards. By whatever way somebody comes, and with a reason or without, the first booking is named and stands alone. */
static void
test_himeji (void)
{
  static const char * const ways[] = { "phone", "counter", "line", "refill", "assigned", "lottery" };
  g_autoptr (MhTestTown) town = new_town ("2021-06-01 09:00");
  gint64 programme = mh_test_town_add_programme (town);
  gint64 first = mh_test_town_find_slot (town, mh_test_town_add_session (town, programme, "2021-06-10", "09:00-09:30/30x9"), "9:00");
  gint64 second = mh_test_town_find_slot (town, mh_test_town_add_session (town, programme, "2021-06-11", "09:00-09:30/30x9"), "9:00");
  gint64 resident = add_person (town, 0);
  gint64 other = add_person (town, 1);
  const gint64 firsts[] = { resident, other };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (book (town, first, resident, "phone", FALSE, &error), !=, 0);
  g_assert_no_error (error);

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    for (guint reason = 0; reason < 2; reason++) {
      MhBookingRequest request = {
        .slot = second, .resident = resident, .via = ways[i], .override_reason = reason == 1 ? "本人の希望" : NULL,
      };

      g_assert_cmpint (mh_booking_make (&town->desk, &request, NULL, &error), ==, 0);
      g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, "9:00"));
      g_clear_error (&error);
    }
  }

  /* Nor as one of a family, nor twice in it. */
  for (gsize i = 0; i < G_N_ELEMENTS (firsts); i++) {
    MhFamilyMember members[2] = { { .resident = firsts[i] }, { .resident = other } };
    MhFamilyRequest request = { .slot = second, .members = members, .n_members = 2, .via = "phone" };
    g_autoptr (GArray) made = mh_booking_make_family (&town->desk, &request, NULL, &error);

    g_assert_null (made);
    g_assert_nonnull (error);
    g_clear_error (&error);
  }
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM booking"), ==, 1);
}

/* 日野町: six places are one vial, 16:10 and 16:50, the second date four weeks later at the same time, the deadline five days before. */
static void
test_hino (void)
{
  static const struct {
    const char *what;
    const char *start;
    const char *full;     /* (nullable) a time of the second date that is taken by others */
    const char *second;   /* (nullable) where the second dose goes; %NULL: both are refused */
  } rows[] = {
    { "the same time", "16:10", NULL, "16:10" },
    { "the same time, the later one", "16:50", NULL, "16:50" },
    { "another time of that day where the same is full", "16:10", "16:10", "16:50" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (MhTestTown) town = new_town ("2021-06-01 09:00");
    gint64 programme = add_programme (town, "{\"name\": \"接種\", \"doses\": 2, \"interval-days\": 19, \"deadline-days\": 5, \"dose-rules\": "
                                            "[{\"dose\": 2, \"earliest-days\": 19, \"standard-days\": 28, \"same-weekday\": true}]}");
    gint64 first = mh_test_town_add_session (town, programme, "2021-06-10", "16:10-16:50/40x6,16:50-17:30/40x6");
    gint64 then = mh_test_town_add_session (town, programme, "2021-07-08", "16:10-16:50/40x6,16:50-17:30/40x6");
    gint64 resident = add_person (town, 0);
    g_autoptr (MhBooking) second = NULL;
    g_autofree char *time = NULL;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", rows[i].what);
    if (rows[i].full != NULL) {
      for (guint k = 1; k <= 6; k++) {
        MhBookingRequest request = {
          .slot = mh_test_town_find_slot (town, then, rows[i].full), .resident = add_person (town, k), .dose = 1, .via = "phone",
        };

        g_assert_cmpint (mh_booking_make (&town->desk, &request, NULL, &error), !=, 0);
        g_assert_no_error (error);
      }
    }

    g_assert_cmpint (book (town, mh_test_town_find_slot (town, first, rows[i].start), resident, "phone", TRUE, &error), !=, 0);
    g_assert_no_error (error);
    second = mh_booking_table_find_active (town->db, programme, resident, 2, &error);
    g_assert_nonnull (second);
    time = mh_minutes_format (second->start_min);
    g_assert_cmpstr (time, ==, rows[i].second);
    g_assert_cmpint (mh_date_to_days (second->date) - mh_date_to_days ((MhDate) { 2021, 6, 10 }), ==, 28);

    /* Five days before is the last day; after it the waiting list takes over. */
    mh_fake_clock_advance (town->clock, 5 * G_GINT64_CONSTANT (86400000));
    g_assert_cmpint (book (town, mh_test_town_find_slot (town, first, "16:50"), add_person (town, 20), "phone", FALSE, &error), ==, 0);
    g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  }
}

/* まんのう町: in the order of registration; both dates or nothing; no answer, and the next one is asked at once; who calls back later gets no place
 * and stays on the list; an own booking made later ends the waiting. */
static void
test_manno (void)
{
  g_autoptr (MhTestTown) town = new_town ("2021-06-01 09:00");
  gint64 programme = add_programme (town, "{\"name\": \"接種\", \"doses\": 2, \"interval-days\": 19, \"offer-mode\": \"one-at-a-time\", "
                                          "\"parallel\": 1, \"reply-minutes\": 30, \"wait-order\": \"registered\"}");
  gint64 first = mh_test_town_find_slot (town, mh_test_town_add_session (town, programme, "2021-06-10", "09:00-09:30/30x1"), "9:00");
  gint64 later = mh_test_town_find_slot (town, mh_test_town_add_session (town, programme, "2021-07-01", "09:00-09:30/30x9"), "9:00");
  gint64 booked = add_person (town, 0), slow = add_person (town, 1), quick = add_person (town, 2), other = add_person (town, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = NULL;
  gint64 booking = book (town, first, booked, "phone", TRUE, &error);
  gint64 units[3], offer, next;
  guint n_expired;

  g_assert_no_error (error);
  units[0] = wait_for (town, programme, slow, TRUE);
  units[1] = wait_for (town, programme, quick, TRUE);
  units[2] = wait_for (town, programme, other, FALSE);

  result = mh_refill_cancel (&town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->offers->len, ==, 1);
  offer = ((MhOffer *) g_ptr_array_index (result->offers, 0))->id;
  g_assert_cmpint (((MhOffer *) g_ptr_array_index (result->offers, 0))->unit, ==, units[0]);

  hand_over (town);
  mh_fake_clock_advance (town->clock, 2 * 3600 * 1000);
  g_assert_true (mh_refill_run_clock (&town->desk, &n_expired, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_expired, ==, 1);
  next = mh_test_town_count (town, "SELECT id FROM offer WHERE state = 'open'");
  g_assert_cmpint (mh_test_town_count (town, "SELECT unit FROM offer WHERE state = 'open'"), ==, units[1]);

  g_assert_false (mh_refill_accept (&town->desk, offer, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (mh_refill_accept (&town->desk, next, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM booking WHERE state = 'active' AND resident = 3"), ==, 2);

  g_assert_cmpint (book (town, later, other, "phone", FALSE, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM waiting_unit WHERE state = 'waiting'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT id FROM waiting_unit WHERE state = 'waiting'"), ==, units[0]);
}

/* 市川市: who waits may keep a booking, but gives it up for the place, and is asked before. */
static void
test_ichikawa (void)
{
  g_autoptr (MhTestTown) town = new_town ("2021-06-01 09:00");
  gint64 programme = mh_test_town_add_programme (town);
  gint64 soon = mh_test_town_find_slot (town, mh_test_town_add_session (town, programme, "2021-06-10", "09:00-09:30/30x1"), "9:00");
  gint64 late = mh_test_town_find_slot (town, mh_test_town_add_session (town, programme, "2021-07-10", "09:00-09:30/30x1"), "9:00");
  gint64 holder = add_person (town, 0), keeper = add_person (town, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhAcceptResult) asked = NULL;
  g_autoptr (MhAcceptResult) done = NULL;
  gint64 booking = book (town, soon, holder, "phone", FALSE, &error);
  gint64 own = book (town, late, keeper, "phone", FALSE, &error);
  MhWaitingRequest request = { .programme = programme, .residents = &keeper, .n_residents = 1, .swap = TRUE };
  gint64 offer;

  g_assert_no_error (error);
  g_assert_cmpint (mh_waiting_register (&town->desk, &request, NULL, &error), !=, 0);
  g_assert_no_error (error);
  result = mh_refill_cancel (&town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  offer = ((MhOffer *) g_ptr_array_index (result->offers, 0))->id;

  asked = mh_refill_accept_with (&town->desk, offer, FALSE, &error);
  g_assert_null (asked);
  g_assert_error (error, MH_ERROR, MH_ERROR_ASK);
  g_clear_error (&error);
  done = mh_refill_accept_with (&town->desk, offer, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (done->given_up, gint64, 0), ==, own);
  g_assert_cmpint (mh_test_town_count (town, "SELECT slot FROM booking WHERE state = 'active' AND resident = 2"), ==, soon);
}

/* 香芝市: a facility took a person for unvaccinated who had had it elsewhere. What is noted of elsewhere counts by every way: no booking, no place that
 * came free, and none for which only a reason is given. */
static void
test_kashiba (void)
{
  g_autoptr (MhTestTown) town = new_town ("2021-06-01 09:00");
  gint64 programme = mh_test_town_add_programme (town);
  gint64 slot = mh_test_town_find_slot (town, mh_test_town_add_session (town, programme, "2021-06-10", "09:00-09:30/30x2"), "9:00");
  gint64 had = add_person (town, 0), holder = add_person (town, 1), next = add_person (town, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = NULL;
  gint64 booking = book (town, slot, holder, "phone", FALSE, &error);
  gint64 unit = wait_for (town, programme, had, FALSE);

  g_assert_no_error (error);
  wait_for (town, programme, next, FALSE);
  g_assert_cmpint (mh_past_doses_add (&town->desk, had, programme, 1, (MhDate) { 2021, 5, 20 }, "施設での接種", &error), !=, 0);
  g_assert_no_error (error);

  g_assert_cmpint (book (town, slot, had, "phone", FALSE, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  result = mh_refill_cancel (&town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->offers->len, ==, 1);
  g_assert_cmpint (((MhDecision *) result->decisions->pdata[0])->unit, ==, unit);
  g_assert_cmpstr (((MhDecision *) result->decisions->pdata[0])->reason, ==, "already-done");
  g_assert_cmpint (((MhOffer *) result->offers->pdata[0])->unit, !=, unit);
}

/* 吉川市: residents, then the staff of the venue, then those who work in care; within a class whoever registered first. 苫小牧市: only who registered is
 * ever called, and the one who calls says so. */
static void
test_yoshikawa_tomakomai (void)
{
  static const int classes[] = { 3, 2, 1, 2, 1 };
  static const guint order[] = { 2, 4, 1, 3, 0 };
  g_autoptr (MhTestTown) town = new_town ("2021-06-01 09:00");
  gint64 programme = add_programme (town, "{\"name\": \"接種\", \"wait-order\": \"priority\", \"priority-names\": "
                                          "[\"登録した町民\", \"会場の職員\", \"介護の職員\"], \"parallel\": 5}");
  gint64 slot = mh_test_town_find_slot (town, mh_test_town_add_session (town, programme, "2021-06-10", "09:00-09:30/30x1"), "9:00");
  gint64 stranger = add_person (town, 30);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = NULL;
  gint64 booking = book (town, slot, add_person (town, 0), "phone", FALSE, &error);
  gint64 units[G_N_ELEMENTS (classes)];

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    gint64 resident = add_person (town, i + 1);
    MhWaitingRequest request = { .programme = programme, .residents = &resident, .n_residents = 1, .priority = classes[i] };

    units[i] = mh_waiting_register (&town->desk, &request, NULL, &error);
    g_assert_no_error (error);
    mh_fake_clock_advance (town->clock, 1000);
  }

  result = mh_refill_cancel (&town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->offers->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    const MhOffer *offer = result->offers->pdata[i];
    g_autofree char *script = mh_refill_phone_script (&town->desk, offer->id, &error);

    g_assert_no_error (error);
    g_assert_cmpint (offer->unit, ==, units[order[i]]);
    g_assert_nonnull (strstr (script, "ご登録がない方へお電話することはありません"));
  }
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM delivery"), ==, G_N_ELEMENTS (order));
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM delivery WHERE resident = 1"), ==, 0);
  g_assert_cmpint (stranger, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/published-mistakes/himeji-setagaya/nobody-holds-two-bookings", test_himeji);
  g_test_add_func ("/published-mistakes/hino/four-weeks-later-at-the-same-time", test_hino);
  g_test_add_func ("/published-mistakes/manno/both-dates-and-no-place-for-who-calls-back", test_manno);
  g_test_add_func ("/published-mistakes/kashiba/what-was-had-elsewhere-counts", test_kashiba);
  g_test_add_func ("/published-mistakes/yoshikawa-tomakomai/by-classes-and-nobody-who-did-not-register", test_yoshikawa_tomakomai);
  g_test_add_func ("/published-mistakes/ichikawa/an-own-booking-is-given-up-after-asking", test_ichikawa);

  return g_test_run ();
}

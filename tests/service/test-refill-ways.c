/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-refill.h"

#include "mh-act.h"
#include "mh-booking-family.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-places.h"
#include "mh-refill-bond.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#define N_PEOPLE 10

/* Two days, each with a slot of two places at 9:00; the first yes of two wins. People are reached over LINE. */
typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      early;    /* 5 November */
  gint64      late;     /* 26 November */
  gint64      people[N_PEOPLE];
} Fixture;

static gint64
add_slot (Fixture    *fixture,
          const char *date)
{
  gint64 session = mh_test_town_add_session (fixture->town, fixture->programme, date, "09:00-09:30/30x2");

  return mh_test_town_find_slot (fixture->town, session, "9:00");
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");

  programme->name = g_strdup ("新型コロナワクチン");
  programme->age.min_months = 12 * 12;
  programme->doses = GPOINTER_TO_INT (data);
  programme->interval_days = 21;
  programme->parallel = 2;
  fixture->programme = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);

  fixture->early = add_slot (fixture, "2026-11-05");
  fixture->late = add_slot (fixture, "2026-11-26");

  for (guint i = 0; i < N_PEOPLE; i++) {
    g_autofree char *number = g_strdup_printf ("40%02u", i);
    g_autofree char *user = g_strdup_printf ("U%032x", i + 1);

    fixture->people[i] = mh_test_town_add_resident (fixture->town, number, i == 1 ? "待田太郎" : "待田花子", "マチダハナコ", "1950-03-01");
    mh_test_town_add_contact (fixture->town, fixture->people[i], "line", user);
  }
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
count (Fixture    *fixture,
       const char *sql)
{
  return mh_test_town_count (fixture->town, sql);
}

static gint64
book (Fixture *fixture,
      guint    person,
      gint64   slot)
{
  MhBookingRequest request = { .slot = slot, .resident = fixture->people[person], .via = "phone" };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return id;
}

static gint64
wait_with (Fixture         *fixture,
           guint            person,
           MhWaitingRequest request)
{
  g_autoptr (GError) error = NULL;
  gint64 unit;

  request.programme = fixture->programme;
  request.residents = &fixture->people[person];
  request.n_residents = 1;
  unit = mh_waiting_register (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, 1000);

  return unit;
}

static MhRefillResult *
cancel (Fixture            *fixture,
        gint64              booking,
        const MhRefillWays *ways)
{
  g_autoptr (GError) error = NULL;
  MhRefillResult *result = mh_refill_cancel_for (&fixture->town->desk, &booking, 1, NULL, ways, &error);

  g_assert_no_error (error);

  return result;
}

static gint64
offer_at (const MhRefillResult *result,
          guint                 i)
{
  return ((MhOffer *) g_ptr_array_index (result->offers, i))->id;
}

static const char *
reason_at (const MhRefillResult *result,
           guint                 i)
{
  return ((MhDecision *) g_ptr_array_index (result->decisions, i))->reason;
}

static void
take_back (Fixture *fixture,
           gint64   act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = mh_undo_run (fixture->town->db, mh_desk_now (&fixture->town->desk), "佐藤", act, &error);

  g_assert_no_error (error);
  g_assert_nonnull (undone);
}

/* An own later booking stays until it was asked about; then it goes to the next who wait, and undo brings all of it back. */
static void
test_swap (Fixture      *fixture,
           gconstpointer data)
{
  gint64 freed = book (fixture, 0, fixture->early);
  gint64 own = book (fixture, 1, fixture->late);
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhAcceptResult) accepted = NULL;
  g_autoptr (GError) error = NULL;
  const MhRefillResult *chained;

  book (fixture, 9, fixture->late);
  wait_with (fixture, 1, (MhWaitingRequest) { .swap = TRUE });
  wait_with (fixture, 2, (MhWaitingRequest) { .wish = "2026-11-26" });
  result = cancel (fixture, freed, NULL);
  g_assert_cmpstr (reason_at (result, 0), ==, "chosen");
  g_assert_cmpstr (reason_at (result, 1), ==, "wish");

  g_assert_false (mh_refill_accept (&fixture->town->desk, offer_at (result, 0), NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_ASK);
  g_assert_nonnull (strstr (error->message, "11月26日(木) 9:00"));
  g_clear_error (&error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 2);

  accepted = mh_refill_accept_with (&fixture->town->desk, offer_at (result, 0), TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (accepted->bookings->len, ==, 1);
  g_assert_cmpuint (accepted->given_up->len, ==, 1);
  g_assert_cmpint (g_array_index (accepted->given_up, gint64, 0), ==, own);
  g_assert_cmpuint (accepted->rounds->len, ==, 1);
  chained = g_ptr_array_index (accepted->rounds, 0);
  g_assert_true (chained->open);
  g_assert_cmpint (chained->freed_slot, ==, fixture->late);
  g_assert_cmpuint (chained->offers->len, ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM refill_round WHERE state = 'filled' AND closed_at IS NOT NULL"), ==, 1);

  take_back (fixture, accepted->act);
  g_assert_cmpint (count (fixture, "SELECT slot FROM booking WHERE state = 'active' AND resident = (SELECT resident FROM booking WHERE id = 2)"), ==,
                   fixture->late);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 1);
}

/* Who holds an earlier booking, or has not said that it is given up, is passed over. */
static void
test_swap_only_for_earlier (Fixture      *fixture,
                            gconstpointer data)
{
  gint64 freed = book (fixture, 0, fixture->late);
  g_autoptr (MhRefillResult) result = NULL;

  book (fixture, 1, fixture->early);
  wait_with (fixture, 1, (MhWaitingRequest) { .swap = TRUE });
  result = cancel (fixture, freed, NULL);
  g_assert_false (result->open);
  g_assert_cmpstr (reason_at (result, 0), ==, "already-booked");
}

/* The place that is given up stays free where nobody waits for it. */
static void
test_swap_nobody_waits (Fixture      *fixture,
                        gconstpointer data)
{
  gint64 freed = book (fixture, 0, fixture->early);
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhAcceptResult) accepted = NULL;
  g_autoptr (GError) error = NULL;

  book (fixture, 1, fixture->late);
  wait_with (fixture, 1, (MhWaitingRequest) { .swap = TRUE });
  result = cancel (fixture, freed, NULL);
  accepted = mh_refill_accept_with (&fixture->town->desk, offer_at (result, 0), TRUE, &error);
  g_assert_no_error (error);
  g_assert_false (((MhRefillResult *) accepted->rounds->pdata[0])->open);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM seat_hold"), ==, 1);
}

static void
test_ways (Fixture      *fixture,
           gconstpointer data)
{
  static const struct {
    const char  *name;
    MhRefillWays ways;
    guint        n_offers;
    const char  *mode;
    int          minutes;
    gboolean     refused;
  } cases[] = {
    { "as the programme", { 0 }, 2, "first-yes", 60, FALSE },
    { "more at once", { .parallel = 3 }, 3, "first-yes", 60, FALSE },
    { "one at a time, an hour and a half", { .mode = "one-at-a-time", .reply_minutes = 90 }, 1, "one-at-a-time", 90, FALSE },
    { "no such mode", { .mode = "by-mood" }, 0, NULL, 0, TRUE },
    { "none at once", { .parallel = -1 }, 0, NULL, 0, TRUE },
    { "no time", { .reply_minutes = -1 }, 0, NULL, 0, TRUE },
    { "more than a week", { .reply_minutes = 10081 }, 0, NULL, 0, TRUE },
  };
  gint64 booking = book (fixture, 0, fixture->early);

  for (guint i = 1; i < 6; i++)
    wait_with (fixture, i, (MhWaitingRequest) { 0 });

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhRefillResult) result = NULL;
    g_autoptr (MhRound) round = NULL;

    g_test_message ("%s", cases[i].name);
    result = mh_refill_cancel_for (&fixture->town->desk, &booking, 1, NULL, &cases[i].ways, &error);
    if (cases[i].refused) {
      g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
      continue;
    }

    g_assert_no_error (error);
    g_assert_cmpuint (result->offers->len, ==, cases[i].n_offers);
    round = mh_round_table_get (fixture->town->db, result->round, &error);
    g_assert_cmpstr (round->mode, ==, cases[i].mode);
    g_assert_cmpint (round->reply_minutes, ==, cases[i].minutes);
    take_back (fixture, result->act);
  }
}

/* A couple on the waiting list, and a husband and wife who were booked in one go, both doses: the plan names who goes and who stays. */
static void
test_bonds (Fixture      *fixture,
            gconstpointer data)
{
  const MhFamilyMember members[] = { { .resident = fixture->people[0] }, { .resident = fixture->people[1] } };
  const MhFamilyRequest family = { .slot = fixture->early, .members = members, .n_members = 2, .chain = TRUE, .via = "phone" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) made = mh_booking_make_family (&fixture->town->desk, &family, NULL, &error);
  g_autoptr (MhRefillResult) shown = NULL;
  g_autoptr (MhRefillResult) result = NULL;
  g_autofree char *freed = NULL;
  gint64 first;

  g_assert_no_error (error);
  first = g_array_index (made, gint64, 0);
  shown = mh_refill_preview (&fixture->town->desk, &first, 1, NULL, &error);
  g_assert_no_error (error);
  result = cancel (fixture, first, NULL);

  g_assert_cmpuint (result->bonds->len, ==, 2);
  for (guint i = 0; i < result->bonds->len; i++)
    g_assert_cmpstr (shown->bonds->pdata[i], ==, result->bonds->pdata[i]);
  g_assert_cmpstr (result->bonds->pdata[0], ==, "Cancelled with it: 待田花子, dose 2 on 11月26日(木) 9:00");
  g_assert_cmpstr (result->bonds->pdata[1], ==, "Booked together with it, and stays: 待田太郎 on 11月5日(木) 9:00 ・ 待田太郎 on 11月26日(木) 9:00");
  freed = mh_refill_write_freed (&fixture->town->desk, result->round, &error);
  g_assert_cmpstr (freed, ==, "待田花子");
}

/* Both places of one slot given back at once, and one of the two protected. */
static void
test_bonds_of_two (Fixture      *fixture,
                   gconstpointer data)
{
  const gint64 bookings[] = { book (fixture, 0, fixture->early), book (fixture, 1, fixture->early) };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = mh_refill_cancel (&fixture->town->desk, bookings, 2, &error);
  g_autofree char *freed = NULL;
  g_autofree char *hidden = NULL;
  g_autofree char *undone = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (result->bonds->len, ==, 0);
  freed = mh_refill_write_freed (&fixture->town->desk, result->round, &error);
  g_assert_cmpstr (freed, ==, "待田花子 and 待田太郎");

  mh_test_town_protect (fixture->town, fixture->people[1]);
  hidden = mh_refill_write_freed (&fixture->town->desk, result->round, &error);
  g_assert_cmpstr (hidden, ==, "待田花子");

  take_back (fixture, result->act);
  undone = mh_refill_write_freed (&fixture->town->desk, result->round, &error);
  g_assert_cmpstr (undone, ==, "待田花子");
}

/* A second dose that is cancelled alone leaves the first, and a protected wife is nobody's family. */
static void
test_bonds_of_later_dose (Fixture      *fixture,
                          gconstpointer data)
{
  const MhFamilyMember members[] = { { .resident = fixture->people[0] }, { .resident = fixture->people[1] } };
  const MhFamilyRequest family = { .slot = fixture->early, .members = members, .n_members = 2, .chain = TRUE, .via = "phone" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) made = mh_booking_make_family (&fixture->town->desk, &family, NULL, &error);
  g_autoptr (MhRefillResult) result = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (made->len, ==, 2);
  mh_test_town_protect (fixture->town, fixture->people[1]);
  result = cancel (fixture, count (fixture, "SELECT min (id) FROM booking WHERE dose = 2"), NULL);
  g_assert_cmpuint (result->bonds->len, ==, 1);
  g_assert_cmpstr (result->bonds->pdata[0], ==, "Booked together with it, and stays: dose 1 on 11月5日(木) 9:00");
}

static void
test_unit_words (void)
{
  static const struct {
    guint       n;
    gboolean    chain;
    const char *words;
  } cases[] = {
    { 1, FALSE, NULL },
    { 1, TRUE, "all further doses with the place" },
    { 2, FALSE, "2 people together, or not at all" },
    { 3, TRUE, "3 people together, or not at all ・ all further doses with the place" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GArray) residents = g_array_new (FALSE, TRUE, sizeof (gint64));
    MhWaitingUnit unit = { .residents = residents, .whole_chain = cases[i].chain };
    g_autofree char *words = NULL;

    g_array_set_size (residents, cases[i].n);
    words = mh_refill_describe_unit (&unit);
    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

/* The places are held while they are on offer, and the last of them ends the refill. */
static void
test_offer_free (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhRefillResult) none = NULL;
  g_autoptr (GError) error = NULL;

  wait_with (fixture, 1, (MhWaitingRequest) { 0 });
  wait_with (fixture, 2, (MhWaitingRequest) { 0 });

  none = mh_refill_offer_free (&fixture->town->desk, fixture->early, 3, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  result = mh_refill_offer_free (&fixture->town->desk, fixture->early, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_freed, ==, 2);
  g_assert_cmpuint (result->offers->len, ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM seat_hold WHERE round IS NOT NULL"), ==, 2);

  for (guint i = 0; i < 2; i++) {
    g_assert_true (mh_refill_accept (&fixture->town->desk, offer_at (result, i), NULL, &error));
    g_assert_no_error (error);
  }
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active' AND via = 'refill'"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM refill_round WHERE state = 'filled' AND places = 2 AND freed IS NULL"), ==, 1);

  none = mh_refill_offer_free (&fixture->town->desk, fixture->early, 0, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_ask_next (Fixture      *fixture,
               gconstpointer data)
{
  const MhRefillWays one = { .mode = "one-at-a-time" };
  gint64 freed = book (fixture, 0, fixture->early);
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhRefillResult) more = NULL;
  g_autoptr (GError) error = NULL;

  wait_with (fixture, 1, (MhWaitingRequest) { 0 });
  wait_with (fixture, 2, (MhWaitingRequest) { 0 });
  result = cancel (fixture, freed, &one);
  g_assert_cmpuint (result->offers->len, ==, 1);

  more = mh_refill_ask_next (&fixture->town->desk, result->round, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (more->offers->len, ==, 1);
  g_assert_cmpstr (reason_at (more, 0), ==, "has-offer");
  g_assert_cmpstr (reason_at (more, 1), ==, "chosen");

  g_assert_null (mh_refill_ask_next (&fixture->town->desk, result->round, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  /* One place, two who may have it: the second says yes, the first is told. */
  g_assert_true (mh_refill_accept (&fixture->town->desk, offer_at (more, 0), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM offer WHERE state = 'lost'"), ==, 1);
  g_assert_null (mh_refill_ask_next (&fixture->town->desk, result->round, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

/* All doses or none: the second where the rule allows it, at the moment of the plan and at that of the yes. */
static void
test_chain (Fixture      *fixture,
            gconstpointer data)
{
  gint64 freed = book (fixture, 0, fixture->early);
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhAcceptResult) accepted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *script = NULL;

  wait_with (fixture, 1, (MhWaitingRequest) { .whole_chain = TRUE });
  result = cancel (fixture, freed, NULL);
  g_assert_cmpstr (reason_at (result, 0), ==, "chosen");
  script = mh_refill_phone_script (&fixture->town->desk, offer_at (result, 0), &error);
  g_assert_nonnull (strstr (script, "次の回（11月26日(木)の予定）も一緒にお取りします"));

  accepted = mh_refill_accept_with (&fixture->town->desk, offer_at (result, 0), FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (accepted->bookings->len, ==, 2);
  g_assert_cmpint (count (fixture, "SELECT slot FROM booking WHERE state = 'active' AND dose = 2"), ==, fixture->late);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM delivery WHERE kind = 'offer-accepted' AND body LIKE '%次の回は11月26日(木)です%'"), ==, 1);

  take_back (fixture, accepted->act);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 0);
}

static void
test_chain_without_place (Fixture      *fixture,
                          gconstpointer data)
{
  gint64 freed = book (fixture, 0, fixture->early);
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhRefillResult) later = NULL;
  g_autoptr (MhAcceptResult) accepted = NULL;
  g_autoptr (GError) error = NULL;
  gint64 taken;

  wait_with (fixture, 1, (MhWaitingRequest) { .whole_chain = TRUE });
  wait_with (fixture, 2, (MhWaitingRequest) { 0 });

  /* Both places of the second day are gone. */
  taken = book (fixture, 8, fixture->late);
  book (fixture, 9, fixture->late);
  result = cancel (fixture, freed, NULL);
  g_assert_cmpstr (reason_at (result, 0), ==, "no-later-dose");
  g_assert_cmpstr (reason_at (result, 1), ==, "chosen");
  take_back (fixture, result->act);

  /* One is free when the plan is made, and gone when the answer comes: nothing is done, and the sentence says why. */
  g_assert_true (mh_booking_cancel (&fixture->town->desk, taken, NULL, NULL, &error));
  later = cancel (fixture, freed, NULL);
  g_assert_cmpstr (reason_at (later, 0), ==, "chosen");
  book (fixture, 7, fixture->late);
  accepted = mh_refill_accept_with (&fixture->town->desk, offer_at (later, 0), FALSE, &error);
  g_assert_null (accepted);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active' AND via = 'refill'"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM offer WHERE state = 'open'"), ==, 2);
}

static void
test_not_open (Fixture      *fixture,
               gconstpointer data)
{
  gint64 booking = book (fixture, 0, fixture->early);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "試験", "town.edit", MH_UNDO_WHOLE, &error);

  g_assert_true (mh_db_run (fixture->town->db, &error, "UPDATE session SET state = 'closed'", NULL));
  g_assert_true (mh_act_commit (act, &error));
  wait_with (fixture, 1, (MhWaitingRequest) { 0 });

  g_assert_null (mh_refill_cancel (&fixture->town->desk, &booking, 1, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (mh_refill_offer_free (&fixture->town->desk, fixture->early, 0, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 1);
}

/* What the nurse says: who calls from where, what is offered, until when, and what would be a fraud. Nobody is named. */
static void
test_script (Fixture      *fixture,
             gconstpointer data)
{
  static const char * const parts[] = {
    "滝上町の", "キャンセル待ちのご登録", "11月5日(木) 9:00", "10月20日(火)", "0158-00-2111", "今のご予約は取り消し",
    "ご登録がない方へお電話することはありません", "暗証番号", "おかけ直しください",
  };
  gint64 freed = book (fixture, 0, fixture->early);
  g_autoptr (MhRefillResult) result = NULL;
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;

  book (fixture, 1, fixture->late);
  wait_with (fixture, 1, (MhWaitingRequest) { .swap = TRUE });
  result = cancel (fixture, freed, NULL);
  script = mh_refill_phone_script (&fixture->town->desk, offer_at (result, 0), &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_test_message ("%s", parts[i]);
    g_assert_nonnull (strstr (script, parts[i]));
  }
  g_assert_null (strstr (script, "待田"));
  g_assert_null (strstr (script, "コロナ"));
  g_assert_null (strstr (script, "次の回"));
}

/* 長崎市: the age, and everything else, is looked at again when the place is given. */
static void
test_judged_again (Fixture      *fixture,
                   gconstpointer data)
{
  static const struct {
    const char *name;
    const char *sql;
    const char *sentence;
  } cases[] = {
    { "a child of eleven after the birth date was put right", "UPDATE resident SET birth = '2015-03-01' WHERE register_number = '4001'", "young" },
    { "has died", "UPDATE resident SET status = 'dead', status_date = '2026-10-19' WHERE register_number = '4001'", "died" },
    { "has moved away", "UPDATE resident SET status = 'moved-out', status_date = '2026-10-19' WHERE register_number = '4001'", "left" },
    { "only for women by now", "UPDATE programme SET sex = 'female'", "sex" },
    { "only for another district by now", "UPDATE programme SET districts = '上町'", "district" },
    { "has had it elsewhere", "INSERT INTO past_dose (programme, resident, dose, date) SELECT programme.id, resident.id, 1, '2026-10-01' FROM programme, resident WHERE register_number = '4001'",
      "had" },
  };
  gint64 freed = book (fixture, 0, fixture->early);
  g_autoptr (MhRefillResult) result = NULL;

  wait_with (fixture, 1, (MhWaitingRequest) { 0 });
  result = cancel (fixture, freed, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "試験", "town.edit", MH_UNDO_WHOLE, &error);
    gint64 id = mh_act_get_id (act);

    g_test_message ("%s", cases[i].name);
    g_assert_true (mh_db_run (fixture->town->db, &error, cases[i].sql, NULL));
    g_assert_no_error (error);
    g_assert_true (mh_act_commit (act, &error));

    g_assert_false (mh_refill_accept (&fixture->town->desk, offer_at (result, 0), NULL, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, cases[i].sentence));
    g_clear_error (&error);
    g_assert_cmpint (count (fixture, "SELECT count (*) FROM booking WHERE state = 'active'"), ==, 0);
    take_back (fixture, id);
  }

  {
    g_autoptr (GError) error = NULL;

    g_assert_true (mh_refill_accept (&fixture->town->desk, offer_at (result, 0), NULL, &error));
    g_assert_no_error (error);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, doses, func) g_test_add ("/refill-ways/" path, Fixture, GINT_TO_POINTER (doses), set_up, func, tear_down)
  ADD ("swap/asks before an own booking goes", 1, test_swap);
  ADD ("swap/only for an earlier place", 1, test_swap_only_for_earlier);
  ADD ("swap/the place is free where nobody waits", 1, test_swap_nobody_waits);
  ADD ("ways/each refill may have its own", 1, test_ways);
  ADD ("together/the plan names who goes and who stays", 2, test_bonds);
  ADD ("together/two places given back at once", 1, test_bonds_of_two);
  ADD ("together/the first dose stays, the protected is not named", 2, test_bonds_of_later_dose);
  g_test_add_func ("/refill-ways/together/a unit is named as one", test_unit_words);
  ADD ("free places/are offered and held", 1, test_offer_free);
  ADD ("ask the next/beyond what the mode allows", 1, test_ask_next);
  ADD ("chain/places all doses in one act", 2, test_chain);
  ADD ("chain/none without a place for the second", 2, test_chain_without_place);
  ADD ("a day that is not open/is not refilled", 1, test_not_open);
  ADD ("script/says who calls, what for and what is fraud", 1, test_script);
  ADD ("judged again/when the place is given, 長崎市", 1, test_judged_again);
#undef ADD

  return g_test_run ();
}

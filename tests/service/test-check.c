/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <locale.h>
#include <string.h>

#include "mh-booking.h"
#include "mh-check.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-waiting.h"

/* A town in full swing: bookings 1 and 2, a freed place that is on offer to two, a pair that waits. */
typedef struct {
  MhTestTown *town;
  gint64      residents[6];
  gint64      session;
} Fixture;

static gint64
book (Fixture *fixture,
      gint64   resident)
{
  MhBookingRequest request = {
    .slot = mh_test_town_find_slot (fixture->town, fixture->session, "9:00"),
    .resident = resident,
    .via = "phone",
  };
  g_autoptr (GError) error = NULL;
  gint64 booking = mh_booking_make (&fixture->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return booking;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  gint64 programme, freed;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-29-0000");
  programme = mh_test_town_add_programme (fixture->town);
  fixture->session = mh_test_town_add_session (fixture->town, programme, "2026-11-05", "09:00-10:00/30x2");

  for (gsize i = 0; i < G_N_ELEMENTS (fixture->residents); i++) {
    g_autofree char *number = g_strdup_printf ("00%" G_GSIZE_FORMAT, i);
    g_autofree char *phone = g_strdup_printf ("0901234567%" G_GSIZE_FORMAT, i);

    fixture->residents[i] = mh_test_town_add_resident (fixture->town, number, "山田　花子", "ヤマダ　ハナコ", "1950-03-01");
    mh_test_town_add_contact (fixture->town, fixture->residents[i], "mobile", phone);
  }

  freed = book (fixture, fixture->residents[0]);
  book (fixture, fixture->residents[1]);
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, programme, &fixture->residents[2], 1, "any", &error), !=, 0);
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, programme, &fixture->residents[3], 1, "any", &error), !=, 0);
  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, programme, &fixture->residents[4], 2, "any", &error), !=, 0);
  g_assert_no_error (error);

  refill = mh_refill_cancel (&fixture->town->desk, &freed, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refill->offers->len, ==, 2);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static GPtrArray *
run_check (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = mh_check_run (&fixture->town->desk, &error);

  g_assert_no_error (error);
  g_assert_nonnull (findings);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));

  return findings;
}

static void
test_sound (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GPtrArray) findings = run_check (fixture);

  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_sound_after_answers (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  mh_refill_accept (&fixture->town->desk, 1, NULL, &error);
  g_assert_no_error (error);

  findings = run_check (fixture);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* What no command does, written past the program; @words stand in the finding. */
typedef struct {
  const char *name;
  const char *script;
  const char *words;
} Damage;

static const Damage damages[] = {
  { "an active booking without a place", "DELETE FROM seat_hold WHERE booking = 2", "Booking 2 is active" },
  { "a cancelled booking with a place",
    "UPDATE booking SET state = 'cancelled' WHERE id = 2", "Booking 2 is not active" },
  { "an open round without a place", "DELETE FROM seat_hold WHERE round = 1", "round 1 is open" },
  { "a closed round with a place", "UPDATE refill_round SET state = 'closed'", "round 1 is over, but still" },
  { "an open offer of a round that is over", "UPDATE refill_round SET state = 'filled'", "Offer 1 is open, but its round" },
  { "an open offer to people who do not wait",
    "UPDATE waiting_unit SET state = 'withdrawn' WHERE id = 2", "Offer 2 is open, but its people" },
  { "an offer that ends before it begins", "UPDATE offer SET deadline_at = opened_at - 1 WHERE id = 1", "Offer 1 ended before" },
  { "an offer against the plan",
    "UPDATE plan_decision SET reason = 'wish' WHERE unit = 1", "Offer 1 went to people" },
  { "a plan with a hole", "DELETE FROM plan_decision WHERE unit = 2", "leaves out somebody" },
  { "a plan with an unknown reason", "UPDATE plan_decision SET reason = 'whim' WHERE unit = 3", "a reason that nobody knows" },
  { "a message that left without a request", "UPDATE delivery SET state = 'accepted' WHERE id = 1", "Message 1 was sent" },
  { "a request without a message",
    "INSERT INTO attempt (key, provider, endpoint, content_type, body, first_at, next_at) "
    "VALUES ('k', 'line', '/', 'text/plain', x'00', 1, 1)", "Request 1 to a provider" },
  { "a pair placed by half",
    "UPDATE waiting_unit SET state = 'placed' WHERE id = 3", "Waiting entry 3 got places" },
  { "a resident without a place", "DELETE FROM resident_place WHERE resident = 2", "Resident 2 does not have one place" },
  { "a place of nobody",
    "INSERT INTO resident_place (place, resident) VALUES (999999999999, 999)", "Resident 999 does not have one place" },
  { "a duplicate with a place",
    "UPDATE resident SET merged_into = 1 WHERE id = 6; DELETE FROM resident_stale", "Resident 6 does not have one place" },
  { "a wrong place in the list",
    "UPDATE resident_place SET place = (SELECT max (place) + 1 FROM resident_place) WHERE resident = 1", "Resident 1 stands in a wrong place" },
  { "a wrong sort key",
    "UPDATE resident SET sort_key = x'00' WHERE id = 4; DELETE FROM resident_stale", "Resident 4 stands in a wrong place" },
  { "a place without words",
    "DELETE FROM resident_words WHERE place = (SELECT place FROM resident_place WHERE resident = 3)", "does not know the words of place" },
  { "a resident not put in order",
    "INSERT INTO resident_stale (resident) VALUES (5)", "Resident 5 was changed, but not put in order" },
  { "an act that is not in the log",
    "INSERT INTO act (at, operator, kind, policy) VALUES (1, 'x', 'x', 'none')", "does not stand in the log" },
  { "a log without its middle",
    "DROP TRIGGER audit_no_delete; DELETE FROM audit_person WHERE audit = 3; DELETE FROM audit WHERE id = 3",
    "The log was changed afterwards" },
  { "a log that was rewritten",
    "DROP TRIGGER audit_no_update; UPDATE audit SET operator = 'somebody else' WHERE id = 2",
    "The log was changed afterwards" },
};

static void
run_past_the_program (MhTestTown *town,
                      const char *script)
{
  g_autofree char *all = g_strdup_printf ("BEGIN; UPDATE act_now SET act = 1; %s; UPDATE act_now SET act = NULL; COMMIT", script);
  g_autoptr (GError) error = NULL;

  mh_db_exec (town->db, all, &error);
  g_assert_no_error (error);
}

static void
test_damage (Fixture      *fixture,
             gconstpointer data)
{
  const Damage *damage = data;
  g_autoptr (GPtrArray) findings = NULL;
  gboolean found = FALSE;

  run_past_the_program (fixture->town, damage->script);

  findings = run_check (fixture);
  for (guint i = 0; i < findings->len; i++)
    found = found || strstr (g_ptr_array_index (findings, i), damage->words) != NULL;
  g_assert_true (found);
}

static void
test_residue (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_true (mh_db_exec (fixture->town->db, "UPDATE act_now SET act = 1", NULL));

  findings = run_check (fixture);
  g_assert_cmpuint (findings->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/check/a-town-in-full-swing-is-sound", Fixture, NULL, set_up, test_sound, tear_down);
  g_test_add ("/service/check/and-still-after-an-answer", Fixture, NULL, set_up, test_sound_after_answers, tear_down);
  g_test_add ("/service/check/finds/an act that never ended", Fixture, NULL, set_up, test_residue, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++) {
    g_autofree char *path = g_strconcat ("/service/check/finds/", damages[i].name, NULL);

    g_test_add (path, Fixture, &damages[i], set_up, test_damage, tear_down);
  }

  return g_test_run ();
}

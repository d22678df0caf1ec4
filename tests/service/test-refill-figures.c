/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-refill-figures.h"

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-check.h"
#include "mh-delivery-table.h"
#include "mh-places.h"
#include "mh-refill.h"
#include "mh-test-town.h"
#include "mh-waiting.h"

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)
#define N_PEOPLE 6

/* Two slots of two places, one at a time; three people reached over LINE, one by mobile, one by landline, one not at all. */
typedef struct {
  MhTestTown *town;
  gint64      programme;
  gint64      slots[2];
  gint64      booked[2];
  gint64      people[N_PEOPLE];
} Fixture;

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
  static const char * const kinds[N_PEOPLE] = { "line", "line", "line", "mobile", "landline", NULL };
  static const char * const values[N_PEOPLE] = {
    "U00000000000000000000000000000001", "U00000000000000000000000000000002", "U00000000000000000000000000000003",
    "09010000001", "0158000001", NULL,
  };

  for (guint i = 0; i < N_PEOPLE; i++) {
    g_autofree char *number = g_strdup_printf ("50%02u", i);

    fixture->people[i] = mh_test_town_add_resident (fixture->town, number, "待田花子", "マチダハナコ", "1950-03-01");
    if (kinds[i] != NULL)
      mh_test_town_add_contact (fixture->town, fixture->people[i], kinds[i], values[i]);
  }
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (GError) error = NULL;
  gint64 session;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");

  programme->name = g_strdup ("インフルエンザ予防接種");
  programme->offer_mode = MH_OFFER_MODE_ONE_AT_A_TIME;
  programme->offer_by_hand = FALSE;
  programme->reply_minutes = 60;
  fixture->programme = mh_test_add_programme (&fixture->town->desk, programme, &error);
  g_assert_no_error (error);

  session = mh_test_town_add_session (fixture->town, fixture->programme, "2026-11-05", "09:00-10:00/30x2");
  fixture->slots[0] = mh_test_town_find_slot (fixture->town, session, "9:00");
  fixture->slots[1] = mh_test_town_find_slot (fixture->town, session, "9:30");

  for (guint i = 0; i < 2; i++) {
    gint64 resident = mh_test_town_add_resident (fixture->town, i == 0 ? "1001" : "1002", "予約太郎", "ヨヤクタロウ", "1945-01-01");

    fixture->booked[i] = book (fixture, fixture->slots[i], resident);
  }

  add_people (fixture);
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

static void
wait_for (Fixture    *fixture,
          guint       person,
          const char *wish)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mh_test_add_waiting (&fixture->town->desk, fixture->programme, &fixture->people[person], 1, wish, &error), !=, 0);
  g_assert_no_error (error);
  mh_fake_clock_advance (fixture->town->clock, 1000);
}

/* The offers that are still here have arrived, by the best contact of each. */
static void
pretend_sent (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->town->db, mh_desk_now (&fixture->town->desk), "clock", "send", MH_UNDO_NONE, &error);

  g_assert_no_error (error);
  g_assert_true (mh_db_run (fixture->town->db, &error,
                            "UPDATE delivery SET state = 'accepted', reason = 'confirmed-by-person', contact = "
                            "  (SELECT contact.id FROM contact JOIN contact_link ON contact_link.contact = contact.id "
                            "     WHERE contact_link.resident = delivery.resident) WHERE state = 'held'", NULL));
  g_assert_no_error (error);
  g_assert_true (mh_act_commit (act, &error));
}

static gint64
open_offer (Fixture *fixture)
{
  return mh_test_town_count (fixture->town, "SELECT id FROM offer WHERE state = 'open'");
}

static void
cancel (Fixture *fixture,
        guint    i)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) result = mh_refill_cancel (&fixture->town->desk, &fixture->booked[i], 1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static void
pass (Fixture *fixture,
      gint64   minutes)
{
  mh_fake_clock_advance (fixture->town->clock, minutes * MINUTE);
}

/* The first place is filled in the third attempt; nobody can have the second. */
static void
tell_story (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  wait_for (fixture, 0, "2026-11-05;until=9:00");
  wait_for (fixture, 4, NULL);
  wait_for (fixture, 3, "until=9:00");
  wait_for (fixture, 1, "until=9:00");

  cancel (fixture, 0);
  pretend_sent (fixture);
  pass (fixture, 10);
  g_assert_true (mh_refill_decline (&fixture->town->desk, open_offer (fixture), NULL, &error));
  g_assert_no_error (error);
  pretend_sent (fixture);
  pass (fixture, 70);
  g_assert_true (mh_refill_run_clock (&fixture->town->desk, NULL, &error));
  g_assert_no_error (error);
  pretend_sent (fixture);
  pass (fixture, 5);
  g_assert_true (mh_refill_accept (&fixture->town->desk, open_offer (fixture), NULL, &error));
  g_assert_no_error (error);

  cancel (fixture, 1);
}

static void
test_figures (Fixture      *fixture,
              gconstpointer data)
{
  MhListFilter filter = { .programme = fixture->programme };
  MhListFilter elsewhere = { .from = { 2026, 11, 6 } };
  g_autoptr (MhRefillFigures) figures = NULL;
  g_autoptr (MhRefillFigures) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) reasons = g_string_new (NULL);

  tell_story (fixture);
  figures = mh_refill_figures_read (&fixture->town->desk, &filter, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (figures->n_rounds, ==, 2);
  g_assert_cmpuint (figures->n_places, ==, 2);
  g_assert_cmpuint (figures->n_cancelled, ==, 2);
  g_assert_cmpuint (figures->n_filled, ==, 1);
  g_assert_cmpuint (figures->n_never, ==, 1);
  g_assert_cmpuint (figures->n_open, ==, 0);
  g_assert_cmpuint (figures->n_nobody, ==, 0);
  g_assert_cmpint (figures->median_ms, ==, 85 * MINUTE);
  g_assert_cmpint (figures->p90_ms, ==, 85 * MINUTE);
  g_assert_cmpint (figures->longest_ms, ==, 85 * MINUTE);
  g_assert_cmpuint (figures->offers[MH_REFILL_BY_LINE], ==, 2);
  g_assert_cmpuint (figures->offers[MH_REFILL_BY_SMS], ==, 1);
  g_assert_cmpuint (figures->offers[MH_REFILL_BY_HAND], ==, 0);
  g_assert_cmpuint (figures->answers[MH_REFILL_ACCEPTED], ==, 1);
  g_assert_cmpuint (figures->answers[MH_REFILL_DECLINED], ==, 1);
  g_assert_cmpuint (figures->answers[MH_REFILL_EXPIRED], ==, 1);
  g_assert_cmpuint (figures->n_no_channel, ==, 1);

  for (guint i = 0; i < figures->reasons->len; i++) {
    const MhRefillReason *reason = g_ptr_array_index (figures->reasons, i);

    g_string_append_printf (reasons, "%s %u, ", reason->reason, reason->n);
  }
  g_assert_cmpstr (reasons->str, ==, "wish 2, no-channel 1, ");

  none = mh_refill_figures_read (&fixture->town->desk, &elsewhere, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->n_places, ==, 0);
  g_assert_cmpint (none->median_ms, ==, 0);
}

/* A line for each person in each refill, and what became of it; nobody is named twice for one reason. */
static void
test_record (Fixture      *fixture,
             gconstpointer data)
{
  static const char expected[] =
    "1 offered line declined 09:00\n"
    "2 no-channel - - 09:00\n"
    "3 after-chosen - - 09:00\n"
    "4 after-chosen - - 09:00\n"
    "3 offered mobile expired 09:10\n"
    "4 offered line accepted 10:20\n"
    "1 wish - - 10:25\n"
    "2 no-channel - - 10:25\n"
    "3 wish - - 10:25\n";
  MhListFilter filter = { .programme = fixture->programme };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  tell_story (fixture);
  rows = mh_refill_record_list (&fixture->town->desk, &filter, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++) {
    const MhListRow *row = g_ptr_array_index (rows, i);
    g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (row->at));

    g_string_append_printf (text, "%d %s %s %s %s%s\n", row->place, g_str_equal (row->kind, "offered") ? "offered" : row->reason,
                            row->channel != NULL ? row->channel : "-", row->state != NULL ? row->state : "-",
                            strlen (time) == 4 ? "0" : "", time);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_print (Fixture      *fixture,
            gconstpointer data)
{
  MhListFilter filter = { .programme = fixture->programme };
  g_autoptr (MhRoster) roster = NULL;
  g_autoptr (GError) error = NULL;

  tell_story (fixture);
  roster = mh_refill_record_print (&fixture->town->desk, &filter, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mh_roster_get_n_rows (roster), ==, 9);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM audit WHERE kind = 'refill-record.print'"), ==, 1);
}

static void
test_times (void)
{
  static const struct {
    gint64      ms;
    const char *text;
  } cases[] = {
    { 0, "none" }, { 1, "1 min" }, { 59 * MINUTE, "59 min" }, { 60 * MINUTE, "1 h 00 min" }, { 85 * MINUTE, "1 h 25 min" },
    { 1500 * MINUTE, "25 h 00 min" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = mh_refill_write_time (cases[i].ms);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/refill-figures/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("figures/count places, times, channels, answers and reasons", test_figures);
  ADD ("record/tells who was asked when, and who was passed over why", test_record);
  ADD ("record/a print is noted", test_print);
#undef ADD
  g_test_add_func ("/refill-figures/times are put into words", test_times);

  return g_test_run ();
}

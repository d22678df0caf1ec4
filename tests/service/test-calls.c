/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* 架電リスト: a sheet gives each call a number, and what came of the call is noted by it. */

#include "mh-calls.h"

#include "mh-broadcast.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-outbox.h"
#include "mh-test-town.h"
#include "mh-undo.h"

#define N_PEOPLE 4

typedef struct {
  MhTestTown *town;
  MhDesk     *desk;
  gint64      people[N_PEOPLE];  /* the first two have one telephone; the third has two; the last is protected */
  gint64      broadcast;
} Fixture;

static gint64
hold (Fixture *fixture)
{
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "秋の健診", .rule = (char *) "{}", .category = (char *) "", .text = (char *) "お知らせです。",
    .form = (char *) "text", .channels = (char *) "by-hand",
  };
  MhHoldAnswers answers = { .typed_heads = -1, .reason = "確認済み" };
  g_autoptr (GError) error = NULL;
  gint64 id = mh_broadcast_save (fixture->desk, &draft, &error);

  g_assert_no_error (error);
  g_assert_true (mh_broadcast_hold (fixture->desk, id, &answers, &error));
  g_assert_no_error (error);

  return id;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  static const char * const births[N_PEOPLE] = { "1940-01-01", "1950-02-02", "1960-03-03", "1970-04-04" };

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->desk = &fixture->town->desk;
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-29-2111");
  for (guint i = 0; i < N_PEOPLE; i++) {
    g_autofree char *number = g_strdup_printf ("%04u", i);
    g_autofree char *name = g_strdup_printf ("町田%u", i);

    fixture->people[i] = mh_test_town_add_resident (fixture->town, number, name, "マチダ", births[i]);
    mh_test_town_add_contact (fixture->town, fixture->people[i], "landline", i < 2 ? "0158292000" : i == 2 ? "0158292002" : "0158297777");
  }
  mh_test_town_add_contact (fixture->town, fixture->people[2], "landline", "0158292003");
  mh_test_town_protect (fixture->town, fixture->people[3]);
  fixture->broadcast = hold (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (fixture->desk, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (broken->len, ==, 0);
  mh_test_town_free (fixture->town);
}

static MhCallSheet *
print (Fixture *fixture,
       gboolean preview)
{
  const MhCallSheetOptions options = { .preview = preview };
  g_autoptr (GError) error = NULL;
  MhCallSheet *sheet = mh_calls_print (fixture->desk, fixture->broadcast, &options, &error);

  g_assert_no_error (error);

  return sheet;
}

static const MhCall *
find (MhCallSheet *sheet,
      gint64       resident)
{
  for (guint i = 0; i < sheet->calls->len; i++) {
    const MhCall *call = g_ptr_array_index (sheet->calls, i);

    if (call->resident == resident)
      return call;
  }

  g_assert_not_reached ();
}

static MhCallDone *
note (Fixture             *fixture,
      const MhCallOutcome *outcome)
{
  g_autoptr (GError) error = NULL;
  MhCallDone *done = mh_calls_done (fixture->desk, outcome, &error);

  g_assert_no_error (error);

  return done;
}

static void
assert_refused (Fixture             *fixture,
                const MhCallOutcome *outcome,
                int                  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_calls_done (fixture->desk, outcome, &error));
  g_assert_error (error, MH_ERROR, code);
}

static MhCallCounts
read_counts (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MhCallCounts counts;

  g_assert_true (mh_calls_count (fixture->desk, fixture->broadcast, &counts, &error));
  g_assert_no_error (error);

  return counts;
}

/* Nobody has a number before a sheet goes on paper; on it each has his own, people of one telephone follow each other, and no number of a protected
 * person stands there. */
static void
test_sheet (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhCallSheet) look = print (fixture, TRUE);
  g_autoptr (MhCallSheet) sheet = NULL;
  g_autoptr (MhCallSheet) second = NULL;

  g_assert_cmpint (look->sheet, ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM outgoing_file"), ==, 0);
  sheet = print (fixture, FALSE);
  g_assert_cmpuint (sheet->n_calls, ==, N_PEOPLE);
  g_assert_cmpuint (sheet->n_without, ==, 1);
  g_assert_cmpint (find (sheet, fixture->people[0])->position + 1, ==, find (sheet, fixture->people[1])->position);
  g_assert_cmpuint (find (sheet, fixture->people[2])->phones->len, ==, 2);
  g_assert_cmpuint (find (sheet, fixture->people[3])->phones->len, ==, 0);
  g_assert_cmpint (find (sheet, fixture->people[3])->position, ==, N_PEOPLE);
  second = print (fixture, FALSE);
  g_assert_cmpstr (find (second, fixture->people[0])->ref, !=, find (sheet, fixture->people[0])->ref);
}

/* Each outcome, and what it leaves: who was told is not called again, whoever else is. */
static void
test_outcomes (Fixture      *fixture,
               gconstpointer data)
{
  const struct {
    const char *outcome;
    int         no_more;
    gboolean    told;
  } cases[] = { { "spoke", -1, TRUE }, { "absent", -1, FALSE }, { "call-back", -1, FALSE }, { "wrong-number", -1, FALSE }, { "refused", 0, FALSE },
                { "refused", 1, FALSE } };
  g_autoptr (MhCallSheet) sheet = print (fixture, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const MhCallOutcome outcome = { .number = find (sheet, fixture->people[0])->ref, .outcome = cases[i].outcome, .no_more = cases[i].no_more };
    g_autoptr (MhCallDone) done = note (fixture, &outcome);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhUndoResult) undone = NULL;

    g_assert_cmpuint (done->n_rows, ==, 1);
    g_assert_cmpuint (done->n_open, ==, cases[i].told ? N_PEOPLE - 1 : N_PEOPLE);
    g_assert_cmpuint (read_counts (fixture).n_open, ==, done->n_open);

    /* Each can be taken back by itself. */
    undone = mh_undo_run (fixture->desk->db, mh_desk_now (fixture->desk), "test", done->act, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (read_counts (fixture).n_open, ==, N_PEOPLE);
    g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM outgoing_row WHERE result IS NOT NULL"), ==, 0);
  }
}

/* Who did not answer and was told elsewise since has been told, whatever becomes of the note that he did not answer. */
static void
test_told_otherwise (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (MhCallSheet) sheet = print (fixture, FALSE);
  const MhCall *call = find (sheet, fixture->people[0]);
  const MhCallOutcome outcome = { .number = call->ref, .outcome = "call-back", .no_more = -1 };
  g_autoptr (MhCallDone) done = note (fixture, &outcome);
  g_autofree char *sql = g_strdup_printf ("SELECT delivery FROM outgoing_row WHERE ref = '%s'", call->ref);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = NULL;

  mh_outbox_done_by_hand (fixture->desk, mh_test_town_count (fixture->town, sql), &error);
  g_assert_no_error (error);
  undone = mh_undo_run (fixture->desk->db, mh_desk_now (fixture->desk), "test", done->act, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read_counts (fixture).n_open, ==, N_PEOPLE - 1);
}

/* One telephone that several share, entered once for all of them; tries are counted. */
static void
test_same_phone (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (MhCallSheet) sheet = print (fixture, FALSE);
  const MhCallOutcome outcome = { .number = find (sheet, fixture->people[1])->ref, .outcome = "absent", .same_phone = TRUE, .no_more = -1 };
  g_autoptr (MhCallDone) first = note (fixture, &outcome);
  g_autoptr (MhCallDone) second = note (fixture, &outcome);

  g_assert_cmpuint (first->n_rows, ==, 2);
  g_assert_cmpuint (second->tries, ==, 2);
  g_assert_cmpuint (read_counts (fixture).n_absent, ==, 2);
}

/* Of two numbers the one that was wrong is not called any more; the other one is. */
static void
test_wrong_one_of_two (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (MhCallSheet) sheet = print (fixture, FALSE);
  g_autoptr (MhCallSheet) after = NULL;
  const MhCall *call = find (sheet, fixture->people[2]);
  const MhCallPhone *wrong = g_ptr_array_index (call->phones, 1);
  const MhCallPhone *right = g_ptr_array_index (call->phones, 0);
  const MhCallOutcome outcome = { .number = call->ref, .outcome = "wrong-number", .contact = wrong->contact, .no_more = -1 };
  g_autoptr (MhCallDone) done = note (fixture, &outcome);

  after = print (fixture, FALSE);
  g_assert_cmpuint (find (after, fixture->people[2])->phones->len, ==, 1);
  g_assert_cmpstr (((const MhCallPhone *) g_ptr_array_index (find (after, fixture->people[2])->phones, 0))->digits, ==, right->digits);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM contact_problem"), ==, 1);
}

static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (MhCallSheet) sheet = print (fixture, FALSE);
  const char *ref = find (sheet, fixture->people[0])->ref;
  gint64 other = hold (fixture);
  const struct {
    MhCallOutcome outcome;
    int           code;
  } cases[] = {
    { { .number = "12345671", .outcome = "spoke", .no_more = -1 }, MH_ERROR_INVALID },
    { { .number = "", .outcome = "spoke", .no_more = -1 }, MH_ERROR_INVALID },
    { { .number = "99-1", .outcome = "spoke", .no_more = -1 }, MH_ERROR_NOT_FOUND },
    { { .number = ref, .outcome = "shouted", .no_more = -1 }, MH_ERROR_INVALID },
    { { .number = ref, .outcome = "refused", .no_more = -1 }, MH_ERROR_ASK },
    { { .number = ref, .outcome = "spoke", .broadcast = other, .no_more = -1 }, MH_ERROR_REFUSED },
  };
  const MhCallOutcome spoke = { .number = ref, .outcome = "spoke", .no_more = -1 };
  g_autoptr (MhCallDone) done = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("case %u", i);
    assert_refused (fixture, &cases[i].outcome, cases[i].code);
  }
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM outgoing_row WHERE result IS NOT NULL"), ==, 0);

  done = note (fixture, &spoke);
  assert_refused (fixture, &spoke, MH_ERROR_REFUSED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/calls/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-sheet-has-a-number-for-each-call", test_sheet);
  ADD ("who-was-told-otherwise-is-not-called-when-a-note-is-taken-back", test_told_otherwise);
  ADD ("each-outcome-leaves-what-it-says-and-is-taken-back-by-itself", test_outcomes);
  ADD ("one-telephone-is-entered-once", test_same_phone);
  ADD ("of-two-numbers-one-may-be-wrong", test_wrong_one_of_two);
  ADD ("what-is-misread-or-of-another-paper-is-refused", test_refusals);
#undef ADD

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Letters and address labels: one a household where the words name nobody, none to who is protected or has no whole address; posted by one act. */

#include "mh-letters.h"

#include <string.h>

#include "mh-act.h"
#include "mh-broadcast.h"
#include "mh-check.h"
#include "mh-error.h"
#include "mh-test-town.h"
#include "mh-undo.h"

typedef struct {
  MhTestTown *town;
  MhDesk     *desk;
} Fixture;

/* Who lives where, and why somebody gets none. The first two and the protected one are of one household. */
static const struct {
  const char *household;
  const char *postal_code;
  const char *address;
  gboolean    is_protected;
  const char *why;
} people[] = {
  { "H1", "0995601", "滝上町字旭町12番地", FALSE, NULL },
  { "H1", "0995601", "滝上町字旭町12番地", FALSE, NULL },
  { "H1", "0995601", "滝上町字旭町12番地", TRUE, "protected" },
  { "H2", "0995601", "滝上町字元町3", FALSE, NULL },
  { "H3", NULL, "滝上町字栄町9", FALSE, "no-postal-code" },
  { "H4", "0995601", "滝上町字栄町", FALSE, "address-incomplete" },
  { "H5", NULL, NULL, FALSE, "no-address" },
};

static void
settle (Fixture *fixture,
        guint    i)
{
  g_autofree char *number = g_strdup_printf ("%04u", i);
  g_autofree char *name = g_strdup_printf ("町田%u", i);
  g_autofree char *birth = g_strdup_printf ("19%u0-01-01", i + 1);
  gint64 resident = mh_test_town_add_resident (fixture->town, number, name, "マチダ", birth);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (fixture->desk->db, mh_desk_now (fixture->desk), "test", "test", MH_UNDO_NONE, &error);

  g_assert_true (mh_db_run (fixture->desk->db, &error,
                            "UPDATE resident SET household_number = :household, postal_code = :code, address = :address WHERE id = :id",
                            ":household", MH_TEXT (people[i].household), ":code", MH_TEXT (people[i].postal_code),
                            ":address", MH_TEXT (people[i].address), ":id", MH_INT (resident), NULL));
  g_assert_true (mh_act_commit (act, &error));
  g_assert_no_error (error);
  if (people[i].is_protected)
    mh_test_town_protect (fixture->town, resident);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->desk = &fixture->town->desk;
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-29-2111");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    settle (fixture, i);
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

static gint64
hold (Fixture    *fixture,
      const char *text)
{
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "秋の健診", .rule = (char *) "{}", .category = (char *) "", .text = (char *) text,
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

static gint64
count (Fixture    *fixture,
       const char *state)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM delivery WHERE state = '%s'", state);

  return mh_test_town_count (fixture->town, sql);
}

/* A household gets one, which names nobody (「ご家族の皆さま」), unless each is to get her own. Who gets none is told, with the reason. */
static void
test_households (Fixture      *fixture,
                 gconstpointer data)
{
  const struct {
    const char *text;
    gboolean    one_each;
    guint       n_letters;
  } cases[] = { { "健診のお知らせです。", FALSE, 2 }, { "健診のお知らせです。", TRUE, 3 }, { "{氏名}様、健診のお知らせです。", FALSE, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const MhLetterOptions options = { .preview = TRUE, .one_each = cases[i].one_each };
    g_autoptr (GError) error = NULL;
    g_autoptr (MhLetterRun) run = mh_letters_print (fixture->desk, hold (fixture, cases[i].text), &options, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (run->letters->len, ==, cases[i].n_letters);
    g_assert_cmpuint (run->n_people, ==, 3);
    g_assert_cmpuint (run->left_out->len, ==, 4);
    for (guint k = 0; k < run->left_out->len; k++) {
      const MhLetterLeft *left = g_ptr_array_index (run->left_out, k);
      guint who = (guint) (left->name[strlen (left->name) - 1] - '0');

      g_assert_cmpstr (left->why, ==, people[who].why);
    }
  }

  /* A look notes nothing. */
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM outgoing_file"), ==, 0);
}

/* Who stands on letters that were posted has been told, once, and not when it is taken back. */
static void
test_posted (Fixture      *fixture,
             gconstpointer data)
{
  gint64 broadcast = hold (fixture, "健診のお知らせです。");
  const MhLetterOptions options = { .preview = FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhLetterRun) run = mh_letters_print (fixture->desk, broadcast, &options, &error);
  g_autoptr (MhUndoResult) undone = NULL;
  guint told = 0, not_told = 0;
  gint64 act;

  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "by-hand-done"), ==, 0);
  act = mh_letters_posted (fixture->desk, run->sheet, &told, &not_told, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told, ==, 3);
  g_assert_cmpuint (not_told, ==, 0);
  g_assert_cmpint (count (fixture, "by-hand-done"), ==, 3);

  g_assert_cmpint (mh_letters_posted (fixture->desk, run->sheet, &told, &not_told, &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  undone = mh_undo_run (fixture->desk->db, mh_desk_now (fixture->desk), "test", act, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "by-hand-done"), ==, 0);
  g_assert_cmpint (count (fixture, "by-hand"), ==, (gint64) G_N_ELEMENTS (people));
}

/* Of an audience, nothing but a line of the log remains: who stands on them. A sheet that nobody sells is refused. */
static void
test_labels_of_an_audience (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_new ();
  g_autoptr (GError) error = NULL;
  MhLetterOptions options = { .start = 3 };
  g_autoptr (MhLetterRun) run = NULL;

  g_assert_null (mh_label_sheet_find ("13", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  options.sheet = mh_label_sheet_find ("12", &error);
  run = mh_labels_print_audience (fixture->desk, rule, "", &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->letters->len, ==, 2);
  g_assert_cmpuint (run->n_people, ==, 3);
  g_assert_cmpint (run->sheet, ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM audit_person WHERE audit = "
                                                      "(SELECT max (id) FROM audit WHERE kind = 'address-label.print')"), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/letters/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("one-a-household-where-nobody-is-named", test_households);
  ADD ("what-was-posted-was-told-until-it-is-taken-back", test_posted);
  ADD ("labels-of-an-audience-are-noted-only", test_labels_of_an_audience);
#undef ADD

  return g_test_run ();
}

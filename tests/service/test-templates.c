/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-templates.h"

#include <string.h>

#include "mh-act.h"
#include "mh-broadcast-table.h"
#include "mh-broadcast-text.h"
#include "mh-error.h"
#include "mh-practice.h"
#include "mh-test-town.h"
#include "mh-undo.h"

#define NOW "2026-11-02 09:00"

static gint64
save (MhTestTown *town,
      gint64      id,
      const char *name,
      const char *text,
      GError    **error)
{
  MhTemplate template = { id, (char *) name, (char *) "booking", (char *) text, NULL };

  return mh_templates_save (&town->desk, &template, error);
}

static void
test_save (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (MhTemplate) kept = NULL;
  gint64 one = save (town, 0, "  中止\n", " 中止です。{phone}\n", &error);
  gint64 other;

  g_assert_no_error (error);
  kept = mh_template_table_get (town->db, one, &error);
  g_assert_cmpstr (kept->name, ==, "中止");
  g_assert_cmpstr (kept->text, ==, "中止です。{phone}");
  g_assert_null (kept->easy);

  g_assert_cmpint (save (town, 0, "中止", "やめます。", &error), ==, one);
  other = save (town, 0, "断水", "断水です。", &error);
  g_assert_no_error (error);
  g_assert_cmpint (other, !=, one);

  g_assert_cmpint (save (town, other, "中止", "断水です。", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (save (town, other, "断水の前に", "断水です。", &error), ==, other);
  g_assert_cmpint (save (town, 999, "ない", "はい", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

static void
test_refused (void)
{
  static const MhTemplate wrong[] = {
    { 0, NULL, NULL, (char *) "はい", NULL },
    { 0, (char *) " ", NULL, (char *) "はい", NULL },
    { 0, (char *) "一\n二", NULL, (char *) "はい", NULL },
    { 0, (char *) "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", NULL, (char *) "はい", NULL },
    { 0, (char *) "中止", NULL, NULL, NULL },
    { 0, (char *) "中止", NULL, (char *) "　", NULL },
    { 0, (char *) "中止", (char *) "loud", (char *) "はい", NULL },
    { 0, (char *) "中止", NULL, (char *) "{住所}", NULL },
    { 0, (char *) "中止", NULL, (char *) "はい", (char *) "{name" },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autofree char *much = g_strnfill (5001, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%u", (guint) i);
    g_assert_cmpint (mh_templates_save (&town->desk, &wrong[i], &error), ==, 0);
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  }

  g_assert_cmpint (save (town, 0, "長い", much, NULL), ==, 0);
  much[5000] = '\0';
  g_assert_cmpint (save (town, 0, "長い", much, NULL), !=, 0);
}

/* What was sent stays as it was; taking the deletion back ties both together again. */
static void
test_remove (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 template = save (town, 0, "中止", "中止です。", &error);
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "中止", .state = (char *) "draft", .rule = (char *) "{}", .template = template,
    .text = (char *) "中止です。", .form = (char *) "text", .channels = (char *) "line", .heads = -1, .code = (char *) "R0H1Y",
  };
  g_autoptr (MhAct) act = mh_act_begin (town->db, 1, "test", "broadcast.save", MH_UNDO_WHOLE, &error);
  gint64 undone = 0;

  mh_broadcast_table_insert (town->db, &draft, &error);
  mh_act_commit (act, &error);
  g_assert_no_error (error);

  g_assert_true (mh_templates_remove (&town->desk, template, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM broadcast WHERE template IS NULL AND text = '中止です。'"), ==, 1);
  g_assert_false (mh_templates_remove (&town->desk, template, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  undone = mh_test_town_count (town, "SELECT max (id) FROM act");
  {
    g_autoptr (MhUndoResult) kept = mh_undo_run (town->db, mh_desk_now (&town->desk), "test", undone, &error);

    g_assert_no_error (error);
    g_assert_nonnull (kept);
  }
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM broadcast JOIN text_template AS t ON t.id = template"), ==, 1);
}

/* The texts of the practice town may be sent as they are, but for what is to be filled in by hand. */
static void
test_usual (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GPtrArray) templates = NULL;
  gint64 session;
  gint64 person;

  mh_test_town_set (town, "practice", "1");
  mh_practice_fill (&town->desk, 20, 1, &error);
  g_assert_no_error (error);
  templates = mh_templates_list (&town->desk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (templates->len, >=, 4);

  person = mh_test_town_add_resident (town, "T1", "練習　花子", "レンシュウ　ハナコ", "1950-03-01");
  session = mh_test_town_count (town, "SELECT min (id) FROM session");
  for (guint i = 0; i < templates->len; i++) {
    const MhTemplate *template = g_ptr_array_index (templates, i);
    g_autofree char *text = g_strconcat (template->text, "\n", template->easy, NULL);
    g_autoptr (GPtrArray) findings = mh_broadcast_text_check (&town->desk, text, &error);
    MhBroadcast broadcast = { .kind = (char *) "notice", .text = template->text, .easy = template->easy, .session = session, .code = (char *) "R0H1Y" };
    g_autofree char *words = mh_broadcast_text_write (&town->desk, &broadcast, person, FALSE, NULL);

    g_test_message ("%s", template->name);
    g_assert_no_error (error);
    for (guint f = 0; f < findings->len; f++)
      g_assert_cmpint (((MhWordsFinding *) g_ptr_array_index (findings, f))->problem, ==, MH_WORDS_PLACEHOLDER);
    g_assert_true (words != NULL || strstr (template->text, "{time}") != NULL);
    g_assert_cmpint (save (town, template->id, template->name, template->text, &error), ==, template->id);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/templates/a-name-that-is-taken-is-the-same-text", test_save);
  g_test_add_func ("/service/templates/what-could-never-be-sent-is-not-kept", test_refused);
  g_test_add_func ("/service/templates/what-was-sent-stays-when-its-text-is-deleted", test_remove);
  g_test_add_func ("/service/templates/the-practice-town-has-texts-that-can-be-sent", test_usual);

  return g_test_run ();
}

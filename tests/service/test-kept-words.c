/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* A broadcast that was being written when somebody was called away. */

#include "mh-kept-words.h"

#include <glib/gstdio.h>

#include "mh-broadcast.h"
#include "mh-test-town.h"

#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

typedef struct {
  MhTestTown *town;
  MhDesk     *desk;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->desk = &fixture->town->desk;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static MhBroadcast
make_draft (void)
{
  return (MhBroadcast) {
           .kind = (char *) "notice", .name = (char *) "断水", .rule = (char *) "{\"sex\":[\"female\"]}", .category = (char *) "other",
           .text = (char *) "明日、\"断水\"します。\n水をためてください。", .easy = (char *) "みずが とまります。", .form = (char *) "text", .channels = (char *) "line sms",
           .send_at = 1792454400000,
  };
}

static void
keep (Fixture *fixture)
{
  MhBroadcast draft = make_draft ();
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_kept_words_write (fixture->desk, &draft, &error));
  g_assert_no_error (error);
}

static void
assert_kept (Fixture    *fixture,
             const char *name)
{
  g_autoptr (MhBroadcast) kept = mh_kept_words_read (fixture->desk);

  g_assert_cmpstr (kept != NULL ? kept->name : NULL, ==, name);
}

static void
test_whole (Fixture      *fixture,
            gconstpointer data)
{
  MhBroadcast draft = make_draft ();
  g_autoptr (MhBroadcast) kept = NULL;

  assert_kept (fixture, NULL);
  keep (fixture);
  kept = mh_kept_words_read (fixture->desk);
  g_assert_nonnull (kept);
  g_assert_cmpint (kept->id, ==, 0);
  g_assert_cmpint (kept->send_at, ==, draft.send_at);
  g_assert_cmpstr (kept->rule, ==, draft.rule);
  g_assert_cmpstr (kept->text, ==, draft.text);
  g_assert_cmpstr (kept->easy, ==, draft.easy);
  g_assert_cmpstr (kept->category, ==, draft.category);
  g_assert_cmpstr (kept->channels, ==, draft.channels);
  g_assert_cmpstr (kept->state, ==, "draft");
}

static void
test_own (Fixture      *fixture,
          gconstpointer data)
{
  const char *mine = fixture->desk->operator_name;

  keep (fixture);
  fixture->desk->operator_name = "別の人";
  assert_kept (fixture, NULL);
  g_assert_true (mh_kept_words_write (fixture->desk, NULL, NULL));
  fixture->desk->operator_name = mine;
  assert_kept (fixture, "断水");
}

static void
test_goes (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *path = g_strconcat (mh_db_get_path (fixture->desk->db), ".words", NULL);

  keep (fixture);
  g_assert_true (mh_kept_words_write (fixture->desk, NULL, NULL));
  assert_kept (fixture, NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  keep (fixture);
  mh_fake_clock_advance (fixture->town->clock, (MH_KEPT_WORDS_DAYS + 1) * DAY);
  assert_kept (fixture, NULL);

  keep (fixture);
  mh_kept_words_forget (mh_db_get_path (fixture->desk->db));
  assert_kept (fixture, NULL);
}

/* The draft it belonged to was let out meanwhile: it must not be written over. */
static void
test_draft_that_is_gone (Fixture      *fixture,
                         gconstpointer data)
{
  MhBroadcast draft = make_draft ();
  g_autoptr (MhBroadcast) kept = NULL;

  draft.id = mh_broadcast_save (fixture->desk, &draft, NULL);
  g_assert_cmpint (draft.id, >, 0);
  g_assert_true (mh_kept_words_write (fixture->desk, &draft, NULL));
  kept = mh_kept_words_read (fixture->desk);
  g_assert_cmpint (kept->id, ==, draft.id);

  g_clear_pointer (&kept, mh_broadcast_free);
  g_assert_true (mh_broadcast_discard (fixture->desk, draft.id, NULL));
  kept = mh_kept_words_read (fixture->desk);
  g_assert_cmpint (kept->id, ==, 0);
  g_assert_cmpstr (kept->text, ==, draft.text);
}

/* Half a file, or another one, is nothing to stumble over. */
static void
test_broken (Fixture      *fixture,
             gconstpointer data)
{
  const char * const contents[] = { "", "[]", "{\"", "{\"x\":1}", "{\"保健\":{\"at\":true}}" };
  g_autofree char *path = g_strconcat (mh_db_get_path (fixture->desk->db), ".words", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
    assert_kept (fixture, NULL);
    keep (fixture);
    assert_kept (fixture, "断水");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/kept-words/come-back-whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/kept-words/belong-to-one-person-at-the-desk", Fixture, NULL, set_up, test_own, tear_down);
  g_test_add ("/kept-words/go-when-saved-or-old-or-forgotten", Fixture, NULL, set_up, test_goes, tear_down);
  g_test_add ("/kept-words/outlive-their-draft", Fixture, NULL, set_up, test_draft_that_is_gone, tear_down);
  g_test_add ("/kept-words/a-broken-file-keeps-nothing", Fixture, NULL, set_up, test_broken, tear_down);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-drafts.h"

#include <string.h>

#include "mh-audit.h"
#include "mh-fake-clock.h"
#include "mh-test-town.h"

#define DAY_MS ((gint64) 24 * 60 * 60 * 1000)

typedef struct {
  MhTestTown *town;
  gint64      person;
  gint64      other;
  gint64      slot;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  gint64 programme;
  gint64 session;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  fixture->person = mh_test_town_add_resident (fixture->town, "1001", "佐藤　花子", "サトウ　ハナコ", "1950-03-01");
  fixture->other = mh_test_town_add_resident (fixture->town, "1002", "佐藤　一郎", "サトウ　イチロウ", "1948-03-01");
  programme = mh_test_town_add_programme (fixture->town);
  session = mh_test_town_add_session (fixture->town, programme, "2026-11-05", "09:00-10:00/30x1");
  fixture->slot = mh_test_town_find_slot (fixture->town, session, "9:30");
  fixture->town->desk.operator_name = "保健 花子";
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static void
keep (Fixture    *fixture,
      gint64      id,
      gint64      resident,
      gint64      slot,
      const char *proxy)
{
  const MhDraft draft = { .id = id, .resident = resident, .slot = slot, .via = (char *) "counter", .proxy_name = (char *) proxy };
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_drafts_keep (&fixture->town->desk, &draft, &error));
  g_assert_no_error (error);
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hints = mh_drafts_list (&fixture->town->desk, &error);

  g_assert_no_error (error);

  return hints;
}

static void
assert_ids (Fixture    *fixture,
            const char *wanted)
{
  g_autoptr (GPtrArray) hints = list (fixture);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < hints->len; i++)
    g_string_append_printf (ids, "%s%d", i > 0 ? " " : "", (int) ((MhDraftHint *) hints->pdata[i])->draft->id);
  g_assert_cmpstr (ids->str, ==, wanted);
}

static char *
dup_path (Fixture *fixture)
{
  return g_strconcat (mh_db_get_path (fixture->town->db), ".drafts", NULL);
}

static void
test_comes_back_whole (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) family = g_array_new (FALSE, FALSE, sizeof (gint64));
  const MhDraft draft = {
    .id = 7, .resident = fixture->person, .slot = fixture->slot, .via = (char *) "counter", .proxy_name = (char *) "佐藤 \"次郎\"",
    .proxy_relation = (char *) "息子", .note = (char *) "耳が遠い", .chain = TRUE, .items = items, .family = family,
  };
  g_autoptr (GPtrArray) hints = NULL;
  const MhDraftHint *hint;

  g_array_append_val (family, fixture->other);
  g_assert_true (mh_drafts_keep (&fixture->town->desk, &draft, NULL));
  hints = list (fixture);
  g_assert_cmpuint (hints->len, ==, 1);
  hint = hints->pdata[0];

  g_assert_cmpint (hint->draft->resident, ==, fixture->person);
  g_assert_cmpint (hint->draft->slot, ==, fixture->slot);
  g_assert_cmpint (hint->session, !=, 0);
  g_assert_cmpstr (hint->draft->via, ==, "counter");
  g_assert_cmpstr (hint->draft->proxy_name, ==, "佐藤 \"次郎\"");
  g_assert_cmpstr (hint->draft->proxy_relation, ==, "息子");
  g_assert_cmpstr (hint->draft->note, ==, "耳が遠い");
  g_assert_true (hint->draft->chain);
  /* No item at all is another wish than the standard ones. */
  g_assert_nonnull (hint->draft->items);
  g_assert_cmpuint (hint->draft->items->len, ==, 0);
  g_assert_cmpuint (hint->draft->family->len, ==, 1);
  g_assert_cmpint (g_array_index (hint->draft->family, gint64, 0), ==, fixture->other);
  g_assert_nonnull (strstr (hint->words, "佐藤　花子"));
  g_assert_nonnull (strstr (hint->words, "9:30"));
  g_assert_nonnull (strstr (hint->words, "9:00"));
}

static void
test_says_what_is_missing (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GPtrArray) hints = NULL;

  keep (fixture, 1, 0, 0, "隣人");
  hints = list (fixture);
  g_assert_nonnull (strstr (((MhDraftHint *) hints->pdata[0])->words, "nobody chosen yet"));
  g_assert_cmpint (((MhDraftHint *) hints->pdata[0])->session, ==, 0);
}

/* What she had in hand is nobody else's to see. */
static void
test_belongs_to_one_person_at_the_desk (Fixture      *fixture,
                                        gconstpointer data)
{
  keep (fixture, 1, fixture->person, fixture->slot, NULL);
  fixture->town->desk.operator_name = "応援 次郎";
  assert_ids (fixture, "");
  keep (fixture, 2, fixture->other, fixture->slot, NULL);
  g_assert_true (mh_drafts_drop (&fixture->town->desk, 1, NULL));
  assert_ids (fixture, "2");
  fixture->town->desk.operator_name = "保健 花子";
  assert_ids (fixture, "1");
}

static void
test_newest_first_and_one_an_id (Fixture      *fixture,
                                 gconstpointer data)
{
  keep (fixture, 1, fixture->person, fixture->slot, NULL);
  mh_fake_clock_advance (fixture->town->clock, 1000);
  keep (fixture, 2, fixture->other, fixture->slot, NULL);
  assert_ids (fixture, "2 1");
  mh_fake_clock_advance (fixture->town->clock, 1000);
  keep (fixture, 1, fixture->person, 0, NULL);
  assert_ids (fixture, "1 2");

  for (int i = 3; i < 3 + MH_DRAFTS_MOST; i++) {
    mh_fake_clock_advance (fixture->town->clock, 1000);
    keep (fixture, i, 0, fixture->slot, "隣人");
  }
  assert_ids (fixture, "10 9 8 7 6 5 4 3");
}

static void
test_thrown_away_leaves_no_file (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *path = dup_path (fixture);

  keep (fixture, 1, fixture->person, fixture->slot, NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (mh_drafts_drop (&fixture->town->desk, 1, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (mh_drafts_drop (&fixture->town->desk, 1, NULL));

  keep (fixture, 2, fixture->person, fixture->slot, NULL);
  mh_drafts_forget (mh_db_get_path (fixture->town->db));
  assert_ids (fixture, "");
}

static void
test_goes_after_a_week (Fixture      *fixture,
                        gconstpointer data)
{
  keep (fixture, 1, fixture->person, fixture->slot, NULL);
  mh_fake_clock_advance (fixture->town->clock, MH_DRAFTS_DAYS * DAY_MS);
  assert_ids (fixture, "1");
  mh_fake_clock_advance (fixture->town->clock, 1);
  assert_ids (fixture, "");
}

/* No place, no act, no line of the log: whatever is interrupted, the town knows nothing of it. */
static void
test_town_knows_nothing_of_it (Fixture      *fixture,
                               gconstpointer data)
{
  static const char * const counts[] = {
    "SELECT count (*) FROM act", "SELECT count (*) FROM act_change", "SELECT count (*) FROM audit", "SELECT count (*) FROM booking",
    "SELECT count (*) FROM seat_hold", "SELECT count (*) FROM config",
  };
  gint64 before[G_N_ELEMENTS (counts)];

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    before[i] = mh_test_town_count (fixture->town, counts[i]);
  keep (fixture, 1, fixture->person, fixture->slot, "佐藤 一郎");
  assert_ids (fixture, "1");
  g_assert_true (mh_drafts_drop (&fixture->town->desk, 1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpint (mh_test_town_count (fixture->town, counts[i]), ==, before[i]);
}

static void
test_somebody_gone_goes (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *path = dup_path (fixture);

  keep (fixture, 1, 4711, fixture->slot, NULL);
  keep (fixture, 2, fixture->person, fixture->slot, NULL);
  fixture->town->desk.operator_name = "応援 次郎";
  mh_drafts_tidy (&fixture->town->desk);
  fixture->town->desk.operator_name = "保健 花子";
  assert_ids (fixture, "2");

  g_assert_true (g_file_set_contents (path, "half a fi", -1, NULL));
  assert_ids (fixture, "");
  keep (fixture, 3, fixture->person, fixture->slot, NULL);
  assert_ids (fixture, "3");
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *path;
    void        (*test) (Fixture      *fixture,
                         gconstpointer data);
  } cases[] = {
    { "/drafts/comes-back-whole", test_comes_back_whole },
    { "/drafts/says-what-is-missing", test_says_what_is_missing },
    { "/drafts/belongs-to-one-person-at-the-desk", test_belongs_to_one_person_at_the_desk },
    { "/drafts/newest-first-and-one-an-id", test_newest_first_and_one_an_id },
    { "/drafts/thrown-away-leaves-no-file", test_thrown_away_leaves_no_file },
    { "/drafts/goes-after-a-week", test_goes_after_a_week },
    { "/drafts/town-knows-nothing-of-it", test_town_knows_nothing_of_it },
    { "/drafts/somebody-gone-or-a-broken-file-is-no-draft", test_somebody_gone_goes },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].test, tear_down);

  return g_test_run ();
}

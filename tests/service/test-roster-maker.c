/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <locale.h>
#include <string.h>

#include "mh-audit.h"
#include "mh-booking.h"
#include "mh-error.h"
#include "mh-roster-maker.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"

typedef struct {
  MhTestTown *town;
  gint64      session;
  gint64      residents[4];
} Fixture;

static void
book (Fixture    *fixture,
      gint64      resident,
      const char *time,
      const char *proxy)
{
  MhBookingRequest request = {
    .slot = mh_test_town_find_slot (fixture->town, fixture->session, time),
    .resident = resident,
    .via = "phone",
    .proxy_name = proxy,
    .proxy_relation = proxy != NULL ? "娘" : NULL,
  };
  g_autoptr (GError) error = NULL;

  mh_booking_make (&fixture->town->desk, &request, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  static const struct {
    const char *name;
    const char *kana;
    const char *birth;
  } people[] = {
    { "渡邉　一郎", "ワタナベ　イチロウ", "1940-01-02" },
    { "阿部　二郎", "アベ　ジロウ", "1950-03-01" },
    { "佐藤　三郎", "サトウ　サブロウ", NULL },
    { "加藤　花子", "カトウ　ハナコ", "1955-12-31" },
  };
  gint64 programme;

  fixture->town = mh_test_town_new ("2026-10-20 08:30");
  programme = mh_test_town_add_programme (fixture->town);
  fixture->session = mh_test_town_add_session (fixture->town, programme, "2026-11-05", "09:00-10:00/30x3");
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++) {
    g_autofree char *number = g_strdup_printf ("00%" G_GSIZE_FORMAT, i);

    fixture->residents[i] = mh_test_town_add_resident (fixture->town, number, people[i].name, people[i].kana, people[i].birth);
  }

  book (fixture, fixture->residents[0], "9:00", NULL);
  book (fixture, fixture->residents[1], "9:30", "阿部　良子");
  book (fixture, fixture->residents[3], "9:00", NULL);
  mh_test_town_add_contact (fixture->town, fixture->residents[3], "landline", "0158290000");
  mh_test_town_protect (fixture->town, fixture->residents[3]);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_town_free (fixture->town);
}

static MhRoster *
make (Fixture      *fixture,
      MhRosterOrder order,
      gboolean      preview)
{
  g_autoptr (GError) error = NULL;
  MhRoster *roster = mh_roster_make (&fixture->town->desk, fixture->session, order, preview, &error);

  g_assert_no_error (error);
  g_assert_nonnull (roster);

  return roster;
}

/* What the PDF says, or NULL where nothing can read it. */
static char *
read_pdf (Fixture        *fixture,
          const MhRoster *roster)
{
  g_autofree char *path = g_build_filename (fixture->town->dir, "roster.pdf", NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *argv[] = { program, "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  int status;

  mh_roster_write_pdf (roster, path, &error);
  g_assert_no_error (error);
  if (program == NULL) {
    g_test_skip ("pdftotext is not installed: what stands in the PDF was not read");
    return NULL;
  }

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  return text;
}

static const char *
find (const char *text,
      const char *words)
{
  const char *found = strstr (text, words);

  g_test_message ("looking for “%s”", words);
  g_assert_nonnull (found);

  return found;
}

static void
test_print (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhRoster) first = make (fixture, MH_ROSTER_ORDER_TIME, FALSE);
  g_autoptr (MhRoster) second = make (fixture, MH_ROSTER_ORDER_KANA, FALSE);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  MhAuditEntry *entry;

  g_assert_cmpuint (mh_roster_get_n_rows (first), ==, 3);
  g_assert_cmpuint (mh_roster_get_n_rows (second), ==, 3);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT group_concat (copy) = '1,2' FROM roster_print"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT n_rows FROM roster_print WHERE sort_order = 'kana'"), ==, 3);

  entries = mh_audit_list (fixture->town->db, fixture->residents[3], 1, &error);
  g_assert_no_error (error);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->kind, ==, "roster.print");
  g_assert_cmpuint (entry->people->len, ==, 3);
}

static void
test_preview (Fixture      *fixture,
              gconstpointer data)
{
  gint64 before = mh_test_town_count (fixture->town, "SELECT count(*) FROM audit");
  g_autoptr (MhRoster) roster = make (fixture, MH_ROSTER_ORDER_TIME, TRUE);

  g_assert_cmpuint (mh_roster_get_n_rows (roster), ==, 3);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM roster_print"), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count(*) FROM audit"), ==, before);
}

/* The reception calls out names: with the protected person's among them, but nothing that tells where anybody lives. */
static void
test_contents (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (MhRoster) roster = NULL;
  g_autofree char *text = NULL;

  mh_test_town_set_status (fixture->town, fixture->residents[0], "dead", "2026-10-19");
  roster = make (fixture, MH_ROSTER_ORDER_TIME, FALSE);
  text = read_pdf (fixture, roster);
  if (text == NULL)
    return;

  find (text, "渡邉");
  find (text, "昭和15年1月2日");
  find (text, "86");
  find (text, "Dead");
  find (text, "加藤");
  find (text, "良子");
  find (text, "娘");
  g_assert_null (strstr (text, "29-0000"));
  g_assert_null (strstr (text, "290000"));
}

static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (MhRoster) by_time = make (fixture, MH_ROSTER_ORDER_TIME, TRUE);
  g_autoptr (MhRoster) by_kana = make (fixture, MH_ROSTER_ORDER_KANA, TRUE);
  g_autofree char *time_text = read_pdf (fixture, by_time);
  g_autofree char *kana_text = read_pdf (fixture, by_kana);

  if (time_text == NULL || kana_text == NULL)
    return;

  g_assert_true (find (time_text, "渡邉") < find (time_text, "二郎"));
  g_assert_true (find (kana_text, "二郎") < find (kana_text, "加藤"));
  g_assert_true (find (kana_text, "加藤") < find (kana_text, "渡邉"));
  find (kana_text, "ア row");
  find (kana_text, "ワ row");
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_roster_make (&fixture->town->desk, 99, MH_ROSTER_ORDER_TIME, FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_assert_false (mh_db_in_transaction (fixture->town->db));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/roster-maker/a-print-is-numbered-and-noted", Fixture, NULL, set_up, test_print, tear_down);
  g_test_add ("/service/roster-maker/a-preview-leaves-no-trace", Fixture, NULL, set_up, test_preview, tear_down);
  g_test_add ("/service/roster-maker/it-says-what-the-desk-needs", Fixture, NULL, set_up, test_contents, tear_down);
  g_test_add ("/service/roster-maker/it-comes-by-time-or-by-kana", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/service/roster-maker/an-unknown-session-is-not-found", Fixture, NULL, set_up, test_empty, tear_down);

  return g_test_run ();
}

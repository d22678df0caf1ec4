/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-log.h"

#include <string.h>

#include "mh-column-words.h"
#include "mh-people.h"
#include "mh-roster-maker.h"
#include "mh-test-town.h"
#include "mh-wording.h"

#define NOW "2026-10-20 09:00"

static MhLogLine *
read_newest (MhTestTown *town)
{
  MhAuditFilter filter = { .limit = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = mh_log_read (&town->desk, &filter, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 1);

  return g_ptr_array_steal_index (lines, 0);
}

static void
note (MhTestTown *town,
      const char *kind,
      const char *detail,
      guint       n_people)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  for (gint64 id = 1; id <= n_people; id++)
    g_array_append_val (people, id);
  mh_audit_note (town->db, mh_desk_now (&town->desk), "保健花子", kind, detail, people, &error);
  g_assert_no_error (error);
}

static void
test_sentences (void)
{
  static const struct {
    const char *kind, *detail;
    guint       n_people;
    const char *text, *more;
  } cases[] = {
    { "resident.view", "{}", 1, "Looked at the page of 佐藤花子.", "" },
    { "resident.reveal", "{\"reason\":\"本人から電話\"}", 1, "Looked at the protected data of 佐藤花子.", "reason: 本人から電話" },
    { "roster.print", "{\"session\":4,\"copy\":2,\"rows\":3,\"columns\":[\"name\",\"kana\"]}", 3,
      "Printed a roster with 佐藤花子, 鈴木一郎, 高橋ハル.", "rows: 3; print no. 2; session no. 4; columns: Name, Kana" },
    { "send", "{}", 5, "Messages left for 佐藤花子, 鈴木一郎, 高橋ハル and 2 more.", "" },
    { "backup", "{}", 0, "Backup made", "" },
    { "screen.lock", "{\"how\":\"idle\"}", 0, "Screen locked", "nobody did anything" },
    { "some.new-kind", "{\"what\":[1]}", 1, "some.new-kind: 佐藤花子", "" },
    { "config.set", "{\"key\":\"town.phone\"}", 0, "Setting changed", "setting: town.phone" },
  };
  static const char * const names[] = { "佐藤花子", "鈴木一郎", "高橋ハル", "渡辺実", "山田サチ" };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, i + 1);

    mh_test_town_add_resident (town, number, names[i], "カナ", NULL);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhLogLine) line = NULL;

    note (town, cases[i].kind, cases[i].detail, cases[i].n_people);
    line = read_newest (town);
    g_assert_cmpstr (line->text, ==, cases[i].text);
    g_assert_cmpstr (line->more, ==, cases[i].more);
    g_assert_cmpstr (line->operator_name, ==, "保健花子");
  }
}

/* Somebody whose data was deleted leaves entries that name nobody. */
static void
test_deleted_people (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (MhLogLine) line = NULL;

  note (town, "resident.view", "{}", 1);
  line = read_newest (town);
  g_assert_cmpstr (line->text, ==, "Looked at the page of somebody deleted.");
}

static void
test_describe (void)
{
  static const struct {
    MhAuditVerdict verdict;
    const char    *said;
  } cases[] = {
    { { .n_rows = 7, .head_seen = TRUE }, "whole: all 7" },
    { { .n_rows = 7 }, "cannot be said" },
    { { .n_rows = 3, .broken = 3, .head_seen = TRUE }, "changed afterwards: from no. 3" },
    { { .n_rows = 5, .broken = 6, .cut = TRUE, .head_seen = TRUE }, "missing: from no. 6" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = mh_log_describe (&cases[i].verdict);

    g_assert_nonnull (strstr (text, cases[i].said));
  }
}

static void
test_export (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autofree char *path = g_build_filename (town->dir, "記録.csv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;
  MhAuditFilter filter = { .kind = "resident.view" };
  gint64 id, end;

  id = mh_test_town_add_resident (town, "0000000001", "=佐藤花子", "カナ", NULL);
  note (town, "resident.view", "{}", 1);
  note (town, "backup", "{}", 0);
  g_assert_true (mh_audit_get_end (town->db, &end, &hash, &error));
  g_assert_cmpint (mh_log_export (&town->desk, &filter, path, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_nonnull (strstr (text, "2026-10-20,9:00,保健花子,Person looked at,Looked at the page of =佐藤花子."));
  g_assert_null (strstr (text, "Backup made"));
  g_assert_nonnull (strstr (text, hash));

  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit WHERE kind = 'log.export' AND operator = '佐藤'"), ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit_person AS p JOIN audit AS a ON a.id = p.audit "
                                             "WHERE a.kind = 'log.export' AND p.resident = 1"), ==, id);
}

static void
test_choices (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GPtrArray) kinds = NULL;
  g_autoptr (GPtrArray) operators = NULL;

  note (town, "resident.view", "{}", 0);
  note (town, "backup", "{}", 0);
  note (town, "backup", "{}", 0);
  kinds = mh_log_list_kinds (&town->desk, NULL);
  operators = mh_log_list_operators (&town->desk, NULL);
  g_assert_cmpuint (kinds->len, ==, 2);
  g_assert_cmpuint (operators->len, ==, 1);
}

/* What the program notes of a print is known by name here. */
static void
test_roster_columns_have_names (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 programme = mh_test_town_add_programme (town);
  gint64 session = mh_test_town_add_session (town, programme, "2026-11-05", "09:00-10:00/30x2");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRosterSettings) settings = mh_roster_settings_new (MH_ROSTER_RECEPTION);
  g_autoptr (GPtrArray) prints = mh_roster_print (&town->desk, session, settings, NULL, &error);
  g_autoptr (MhLogLine) line = read_newest (town);

  g_assert_nonnull (prints);
  g_assert_nonnull (strstr (line->more, "columns: Time, Name, Kana, Birth date, Age, Proxy, Status in the register"));
  g_assert_false (mh_column_is_sensitive ("name"));
  g_assert_true (mh_column_is_sensitive ("dose"));
  g_assert_true (mh_column_is_sensitive ("never heard of"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log/says-in-sentences-what-was-done", test_sentences);
  g_test_add_func ("/log/names-nobody-who-was-deleted", test_deleted_people);
  g_test_add_func ("/log/says-whether-it-is-whole", test_describe);
  g_test_add_func ("/log/is-saved-for-auditors-and-that-is-noted", test_export);
  g_test_add_func ("/log/offers-what-it-holds", test_choices);
  g_test_add_func ("/log/columns-of-a-roster-have-names", test_roster_columns_have_names);

  return g_test_run ();
}

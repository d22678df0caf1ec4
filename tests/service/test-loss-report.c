/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-loss-report.h"

#include <string.h>

#include "mh-audit.h"
#include "mh-booking.h"
#include "mh-error.h"
#include "mh-roster-maker.h"
#include "mh-test-town.h"

#define NOW "2026-10-20 09:00"

static gint64
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

  return mh_test_town_count (town, "SELECT max (id) FROM audit");
}

static MhLossReport *
report_on (MhTestTown *town,
           gint64      entry)
{
  g_autoptr (GError) error = NULL;
  MhLossReport *report = mh_loss_report_make (&town->desk, entry, &error);

  g_assert_no_error (error);

  return report;
}

static void
test_hints (void)
{
  static const struct {
    const char *what, *kind, *detail;
    guint       n_people;
    MhLossHint  hint;
  } cases[] = {
    { "a hundred names", "list.export", "{\"columns\":[\"name\",\"kana\"]}", 100, MH_LOSS_HINT_FEW },
    { "a hundred and one", "list.export", "{\"columns\":[\"name\",\"kana\"]}", 101, MH_LOSS_HINT_MANY },
    { "one with a dose", "list.export", "{\"columns\":[\"name\",\"dose\"]}", 1, MH_LOSS_HINT_SENSITIVE },
    { "columns not known", "old.export", "{}", 1, MH_LOSS_HINT_SENSITIVE },
    { "a column that is new", "list.export", "{\"columns\":[\"name\",\"blood\"]}", 1, MH_LOSS_HINT_SENSITIVE },
    { "nobody on it", "old.export", "{}", 0, MH_LOSS_HINT_FEW },
    { "encrypted", "list.export", "{\"columns\":[\"name\",\"dose\"],\"encrypted\":true}", 101, MH_LOSS_HINT_ENCRYPTED },
    { "a backup in the clear", "backup", "{}", 0, MH_LOSS_HINT_SENSITIVE },
    { "a sealed backup", "backup", "{\"sealed\":true}", 0, MH_LOSS_HINT_ENCRYPTED },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);

  for (guint i = 1; i <= 101; i++) {
    g_autofree char *number = g_strdup_printf ("%010u", i);

    mh_test_town_add_resident (town, number, "佐藤花子", "サトウハナコ", NULL);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhLossReport) report = report_on (town, note (town, cases[i].kind, cases[i].detail, cases[i].n_people));

    g_test_message ("%s", cases[i].what);
    g_assert_cmpint (report->hint, ==, cases[i].hint);
    g_assert_cmpuint (report->people->len, ==, g_str_equal (cases[i].kind, "backup") ? 101 : cases[i].n_people);
    g_assert_cmpint (mh_loss_hint_words (report->hint)[0], !=, '\0');
  }
}

/* From the print to the sheet, through what the program itself notes. */
static void
test_lost_roster (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 programme = mh_test_town_add_programme (town);
  gint64 session = mh_test_town_add_session (town, programme, "2026-11-05", "09:00-10:00/30x2");
  gint64 id = mh_test_town_add_resident (town, "0000000001", "佐藤花子", "サトウハナコ", "1950-01-01");
  MhBookingRequest request = { .resident = id, .slot = mh_test_town_find_slot (town, session, "9:00"), .dose = 1, .via = "phone" };
  g_autofree char *csv = g_build_filename (town->dir, "報告.csv", NULL);
  g_autofree char *pdf = g_build_filename (town->dir, "報告.PDF", NULL);
  g_autofree char *other = g_build_filename (town->dir, "報告.txt", NULL);
  g_autofree char *text = NULL;
  g_autofree char *columns = NULL;
  g_autoptr (MhLossReport) report = NULL;
  g_autoptr (MhRosterSettings) settings = mh_roster_settings_new (MH_ROSTER_RECEPTION);
  g_autoptr (GPtrArray) prints = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  const MhLossItem *item;

  mh_booking_make (&town->desk, &request, NULL, &error);
  g_assert_no_error (error);
  mh_test_town_protect (town, id);
  prints = mh_roster_print (&town->desk, session, settings, NULL, &error);
  items = mh_loss_list (&town->desk, 0, &error);
  g_assert_cmpuint (items->len, ==, 1);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpuint (item->n_people, ==, 1);
  g_assert_nonnull (strstr (item->what, "令和8年11月5日"));

  report = report_on (town, item->entry);
  columns = mh_loss_dup_columns (report);
  g_assert_nonnull (strstr (columns, "Birth date"));
  g_assert_cmpuint (report->n_protected, ==, 1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit AS a JOIN audit_person AS p ON p.audit = a.id "
                                             "WHERE a.kind = 'loss.report'"), ==, 1);

  g_assert_true (mh_loss_report_save (&town->desk, report, csv, &error));
  g_assert_true (mh_loss_report_save (&town->desk, report, pdf, &error));
  g_assert_no_error (error);
  g_assert_false (mh_loss_report_save (&town->desk, report, other, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (csv, &text, NULL, &error));
  g_assert_nonnull (strstr (text, "0000000001,佐藤花子,サトウハナコ,Resident"));
  g_assert_true (g_file_test (pdf, G_FILE_TEST_EXISTS));

  /* What was saved now can be lost as well. */
  g_clear_pointer (&items, g_ptr_array_unref);
  items = mh_loss_list (&town->desk, 0, &error);
  g_assert_cmpuint (items->len, ==, 3);
}

static void
test_refusals (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 entry = note (town, "resident.view", "{}", 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_loss_report_make (&town->desk, entry, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (mh_loss_report_make (&town->desk, entry + 1, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

static void
test_deleted_since (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (MhLossReport) report = report_on (town, note (town, "list.export", "{\"columns\":[\"name\"]}", 1));
  const MhLossPerson *person = g_ptr_array_index (report->people, 0);

  g_assert_cmpstr (person->name, ==, "somebody deleted");
  g_assert_cmpstr (person->status, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/loss/hint-follows-columns-and-number", test_hints);
  g_test_add_func ("/loss/roster-from-print-to-report", test_lost_roster);
  g_test_add_func ("/loss/refuses-what-is-no-paper", test_refusals);
  g_test_add_func ("/loss/who-was-deleted-since-is-still-counted", test_deleted_since);

  return g_test_run ();
}

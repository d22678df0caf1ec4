/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-sms-csv.h"

#include <string.h>

#include "mh-act.h"
#include "mh-broadcast-table.h"
#include "mh-check.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"

typedef struct {
  MhTestTown *town;
  gint64      broadcast;
  char       *path;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  MhBroadcast broadcast = {
    .kind = (char *) "notice", .name = (char *) "お知らせ", .state = (char *) "running", .rule = (char *) "{}", .category = (char *) "",
    .text = (char *) "{name}様、検診は、9時からです。\n会場, 保健センター", .form = (char *) "text", .channels = (char *) "line sms by-hand", .heads = 3,
    .code = (char *) "ABCDE",
  };
  g_autoptr (MhAct) act = NULL;
  g_autoptr (GError) error = NULL;

  fixture->town = mh_test_town_new ("2026-10-20 09:00");
  mh_test_town_set (fixture->town, "town.name", "滝上町");
  mh_test_town_set (fixture->town, "town.phone", "0158-00-2111");
  fixture->path = g_build_filename (fixture->town->dir, "sms.csv", NULL);
  act = mh_act_begin (fixture->town->desk.db, mh_desk_now (&fixture->town->desk), "test", "test", MH_UNDO_NONE, &error);
  fixture->broadcast = mh_broadcast_table_insert (fixture->town->desk.db, &broadcast, &error);
  g_assert_no_error (error);
  g_assert_true (mh_act_commit (act, &error));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) broken = mh_check_run (&fixture->town->desk, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < broken->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (broken, i));
  g_assert_cmpuint (broken->len, ==, 0);
  g_free (fixture->path);
  mh_test_town_free (fixture->town);
}

static gint64
add_message (Fixture    *fixture,
             const char *number,
             const char *kind,
             const char *value,
             const char *name)
{
  gint64 resident = mh_test_town_add_resident (fixture->town, number, name, "タキノウエハナコ", "1950-03-01");
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = NULL;
  MhDelivery delivery = { .kind = (char *) "broadcast", .resident = resident, .body = (char *) "-", .state = (char *) "by-hand",
                          .due_at = 1, .state_at = 1, .reason = (char *) "channel-off", .broadcast = fixture->broadcast };

  mh_test_town_add_contact (fixture->town, resident, kind, value);
  act = mh_act_begin (fixture->town->desk.db, mh_desk_now (&fixture->town->desk), "test", "test", MH_UNDO_NONE, &error);
  delivery.act = mh_act_get_id (act);
  delivery.id = mh_delivery_table_insert (fixture->town->desk.db, &delivery, &error);
  g_assert_no_error (error);
  g_assert_true (mh_broadcast_table_add_person (fixture->town->desk.db, fixture->broadcast, resident, NULL, delivery.id, &error));
  g_assert_true (mh_act_commit (act, &error));

  return resident;
}

static MhSmsCsvMade *
write_file (Fixture    *fixture,
            const char *columns,
            MhCsvFormat format,
            guint       max_rows)
{
  MhSmsCsvLayout layout = { .columns = columns, .header = TRUE, .format = format, .policy = MH_CSV_MISFIT_STOP, .max_rows = max_rows };
  g_autoptr (GError) error = NULL;
  MhSmsCsvMade *made = mh_sms_csv_write (&fixture->town->desk, fixture->broadcast, fixture->path, &layout, &error);

  g_assert_no_error (error);

  return made;
}

static gint64
count (Fixture    *fixture,
       const char *state)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM delivery WHERE state = '%s'", state);

  return mh_test_town_count (fixture->town, sql);
}

static char *
dup_ref (Fixture *fixture,
         int      position)
{
  g_autoptr (MhRows) rows = mh_db_query (fixture->town->desk.db, NULL, "SELECT ref FROM outgoing_row WHERE position = :position",
                                         ":position", MH_INT (position), NULL);

  g_assert_true (mh_rows_next (rows));

  return mh_rows_dup_text (rows, 0);
}

static MhSmsResults *
read_results (Fixture    *fixture,
              const char *text)
{
  MhSmsResultsLayout layout = { .ref_column = 1, .phone_column = 2, .result_column = 3 };
  g_autofree char *path = g_build_filename (fixture->town->dir, "results.csv", NULL);
  g_autoptr (GError) error = NULL;
  MhSmsResults *results;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  results = mh_sms_results_read (&fixture->town->desk, path, &layout, &error);
  g_assert_no_error (error);

  return results;
}

static void
test_written (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhSmsCsvMade) made = NULL;
  g_autofree char *text = NULL;
  g_autofree char *sum = NULL;
  gint64 hidden;

  add_message (fixture, "0001", "mobile", "09012345678", "滝上花子");
  add_message (fixture, "0002", "landline", "0158290000", "滝上花子");
  hidden = add_message (fixture, "0003", "mobile", "09077077077", "滝上花子");
  mh_test_town_protect (fixture->town, hidden);

  made = write_file (fixture, "generic", MH_CSV_FORMAT_UTF8, 0);
  g_assert_cmpuint (made->n_rows, ==, 1);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_true (g_str_has_suffix (text, "\r\n09012345678,滝上花子,\"【滝上町】滝上花子様、検診は、9時からです。\n会場, 保健センター\n"
                                         "確認番号 ABCDE お問い合わせ 0158-00-2111\"\r\n"));
  g_assert_null (strstr (text, "77077"));
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_assert_cmpstr (made->sha256, ==, sum);

  g_assert_cmpint (count (fixture, "exported"), ==, 1);
  g_assert_cmpint (count (fixture, "by-hand"), ==, 2);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM outgoing_file WHERE kind = 'sms-csv' AND n_rows = 1 "
                                                      "AND name = 'sms.csv' AND length (sha256) = 64"), ==, 1);
  g_assert_cmpint (mh_test_town_count (fixture->town, "SELECT count (*) FROM audit WHERE kind = 'sms-csv.export' "
                                                      "AND detail LIKE '%\"columns\":[\"phone\",\"name\",\"body\"]%'"), ==, 1);
}

/* What stands in a file does not leave a second time. */
static void
test_once (Fixture      *fixture,
           gconstpointer data)
{
  MhSmsCsvLayout layout = { .columns = "generic", .format = MH_CSV_FORMAT_UTF8 };
  g_autoptr (GError) error = NULL;

  add_message (fixture, "0001", "mobile", "09012345678", "滝上花子");
  add_message (fixture, "0002", "mobile", "09012345679", "滝上花子");
  add_message (fixture, "0003", "mobile", "09012345670", "滝上花子");

  for (guint i = 0; i < 2; i++) {
    g_autoptr (MhSmsCsvMade) made = write_file (fixture, "mediasms", MH_CSV_FORMAT_CP932, 2);

    g_assert_cmpuint (made->n_rows, ==, i == 0 ? 2 : 1);
    g_assert_cmpuint (made->n_left, ==, i == 0 ? 1 : 0);
  }

  g_assert_null (mh_sms_csv_write (&fixture->town->desk, fixture->broadcast, fixture->path, &layout, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_columns (Fixture      *fixture,
              gconstpointer data)
{
  static const char * const wrong[] = { "", "phone", "name,body", "phone,body,address" };

  add_message (fixture, "0001", "mobile", "09012345678", "滝上花子");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    MhSmsCsvLayout layout = { .columns = wrong[i] };
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_sms_csv_write (&fixture->town->desk, fixture->broadcast, fixture->path, &layout, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  }

  g_assert_cmpint (count (fixture, "exported"), ==, 0);
}

static void
test_misfits (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhSmsCsvMade) made = NULL;
  gint64 resident;

  add_message (fixture, "0001", "mobile", "09012345678", "滝上花子");
  resident = add_message (fixture, "0002", "mobile", "09012345679", "滝上🏥𠮷");
  made = write_file (fixture, "phone,body", MH_CSV_FORMAT_CP932, 0);

  g_assert_null (made->sha256);
  g_assert_cmpuint (made->misfits->len, ==, 1);
  g_assert_cmpint (((MhSmsCsvMisfit *) g_ptr_array_index (made->misfits, 0))->resident, ==, resident);
  g_assert_cmpstr (((MhSmsCsvMisfit *) g_ptr_array_index (made->misfits, 0))->characters, ==, "🏥𠮷");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (count (fixture, "exported"), ==, 0);
}

/* By number or by telephone; a second time it changes nothing; what is settled stays. */
static void
test_results (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (MhSmsCsvMade) made = NULL;
  g_autofree char *ref = NULL;
  g_autofree char *text = NULL;

  add_message (fixture, "0001", "mobile", "09012345678", "滝上花子");
  add_message (fixture, "0002", "mobile", "09012345679", "滝上花子");
  add_message (fixture, "0003", "mobile", "09012345670", "滝上花子");
  made = write_file (fixture, "ref,phone,body", MH_CSV_FORMAT_UTF8, 0);
  ref = dup_ref (fixture, 1);
  text = g_strdup_printf ("%s,,送達\n,090-1234-5679,圏外\n,9012345670,？\n,09099999999,送達\n12345678,,送達\n", ref);

  for (guint i = 0; i < 2; i++) {
    g_autoptr (MhSmsResults) results = read_results (fixture, text);

    g_assert_cmpuint (results->n_rows, ==, 3);
    g_assert_cmpuint (results->n_delivered, ==, i == 0 ? 1 : 0);
    g_assert_cmpuint (results->n_undelivered, ==, i == 0 ? 1 : 0);
    g_assert_cmpuint (results->n_check, ==, i == 0 ? 1 : 0);
    g_assert_cmpuint (results->n_same, ==, i == 0 ? 0 : 3);
    g_assert_cmpuint (results->unknown->len, ==, 2);
    g_assert_cmpuint (g_array_index (results->unknown, guint, 0), ==, 4);
    g_assert_cmpint (count (fixture, "delivered"), ==, 1);
    g_assert_cmpint (count (fixture, "by-hand"), ==, 1);
    g_assert_cmpint (count (fixture, "check"), ==, 1);
  }

  mh_sms_results_free (read_results (fixture, ",09012345670,送達\n"));
  g_assert_cmpint (count (fixture, "delivered"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/sms-csv/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("those-who-can-get-an-sms-stand-in-the-file-and-nobody-protected", test_written);
  ADD ("each-message-leaves-in-one-file", test_once);
  ADD ("a-file-needs-telephone-and-words", test_columns);
  ADD ("characters-that-do-not-fit-name-the-people-and-nothing-leaves", test_misfits);
  ADD ("results-come-back-by-number-or-telephone-and-may-come-twice", test_results);
#undef ADD

  return g_test_run ();
}

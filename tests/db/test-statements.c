/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-db.h"

#include <string.h>

#include "mh-db-fixture.h"
#include "mh-error.h"

#define SCHEMA \
  "CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT UNIQUE, picture BLOB, people INTEGER CHECK (people >= 0)) STRICT;" \
  "CREATE TABLE house (id INTEGER PRIMARY KEY, town INTEGER REFERENCES town) STRICT;" \
  "CREATE TRIGGER town_stays BEFORE DELETE ON town BEGIN SELECT RAISE (ABORT, 'a town is never deleted'); END;"

static void
set_up (MhDbFixture  *fixture,
        gconstpointer data)
{
  mh_db_fixture_set_up (fixture, data);
  mh_test_exec (fixture->db, SCHEMA);
}

static void
add_town (MhDb       *db,
          const char *name,
          gint64      people)
{
  g_autoptr (GError) error = NULL;

  mh_db_run (db, &error, "INSERT INTO town (name, people) VALUES (:name, :people)",
             ":people", MH_INT (people), ":name", MH_TEXT (name), NULL);
  g_assert_no_error (error);
}

static void
test_settings (MhDbFixture  *fixture,
               gconstpointer data)
{
  static const struct {
    const char *pragma;
    gint64      value;
  } settings[] = {
    { "PRAGMA foreign_keys", 1 },
    { "PRAGMA synchronous", 2 },
    { "PRAGMA trusted_schema", 0 },
    { "PRAGMA recursive_triggers", 1 },
    { "PRAGMA temp_store", 2 },
    { "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_test_message ("%s", settings[i].pragma);
    g_assert_cmpint (mh_test_get_int (fixture->db, settings[i].pragma), ==, settings[i].value);
  }
}

static void
test_values (MhDbFixture  *fixture,
             gconstpointer data)
{
  static const gint64 numbers[] = { 0, 1, -1, G_MAXINT32 + G_GINT64_CONSTANT (1), G_MAXINT64, G_MININT64 };
  static const char * const texts[] = { "", "髙﨑 邦子", "𠮷野家'; DROP TABLE town; --", "葛\xf3\xa0\x84\x80城" };
  g_autoptr (GError) error = NULL;
  gint64 value;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_assert_true (mh_db_get_int (fixture->db, 7, &value, &error, "SELECT :n", ":n", MH_INT (numbers[i]), NULL));
    g_assert_no_error (error);
    g_assert_cmpint (value, ==, numbers[i]);
  }

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (MhRows) rows = mh_db_query (fixture->db, &error, "SELECT :t", ":t", MH_TEXT (texts[i]), NULL);
    g_autofree char *copy = NULL;

    g_assert_true (mh_rows_next (rows));
    g_assert_cmpstr (mh_rows_text (rows, 0), ==, texts[i]);
    copy = mh_rows_dup_text (rows, 0);
    g_assert_cmpstr (copy, ==, texts[i]);
    g_assert_false (mh_rows_next (rows));
    g_assert_true (mh_rows_end (rows, &error));
  }
}

static void
test_blobs (MhDbFixture  *fixture,
            gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a\0b\xff", 4);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) got = NULL;
  g_autoptr (GBytes) got_nothing = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (fixture->db, &error, "SELECT :a, :b, :c",
                                         ":a", MH_BLOB (bytes), ":b", MH_BLOB (nothing), ":c", MH_BLOB (NULL), NULL);

  g_assert_true (mh_rows_next (rows));
  got = mh_rows_dup_blob (rows, 0);
  g_assert_true (g_bytes_equal (got, bytes));
  got_nothing = mh_rows_dup_blob (rows, 1);
  g_assert_nonnull (got_nothing);
  g_assert_cmpuint (g_bytes_get_size (got_nothing), ==, 0);
  g_assert_null (mh_rows_dup_blob (rows, 2));
}

static void
test_nulls (MhDbFixture  *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (fixture->db, &error, "SELECT :text, :no_id, :id, :zero",
                                         ":text", MH_TEXT (NULL), ":no_id", MH_ID (0), ":id", MH_ID (9),
                                         ":zero", MH_INT (0), NULL);
  g_autofree char *copy = NULL;

  g_assert_no_error (error);
  g_assert_true (mh_rows_next (rows));
  g_assert_true (mh_rows_is_null (rows, 0));
  g_assert_null (mh_rows_text (rows, 0));
  copy = mh_rows_dup_text (rows, 0);
  g_assert_null (copy);
  g_assert_true (mh_rows_is_null (rows, 1));
  g_assert_cmpint (mh_rows_int (rows, 1), ==, 0);
  g_assert_cmpint (mh_rows_int (rows, 2), ==, 9);
  g_assert_false (mh_rows_is_null (rows, 3));
}

static void
test_get_int (MhDbFixture  *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  g_assert_true (mh_db_get_int (fixture->db, -5, &value, &error, "SELECT people FROM town", NULL));
  g_assert_cmpint (value, ==, -5);
  g_assert_true (mh_db_get_int (fixture->db, -6, &value, &error, "SELECT max (people) FROM town", NULL));
  g_assert_cmpint (value, ==, -6);

  /* The row must be there although only the first step answers. */
  g_assert_true (mh_db_get_int (fixture->db, 0, &value, &error,
                                "INSERT INTO town (name) VALUES (:name) RETURNING id", ":name", MH_TEXT ("滝上"), NULL));
  g_assert_no_error (error);
  g_assert_cmpint (value, ==, 1);
  g_assert_cmpint (mh_test_get_int (fixture->db, "SELECT count(*) FROM town"), ==, 1);

  value = 99;
  g_assert_false (mh_db_get_int (fixture->db, 0, &value, &error,
                                 "INSERT INTO town (name) VALUES (:name) RETURNING id", ":name", MH_TEXT ("滝上"), NULL));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_assert_cmpint (value, ==, 99);
  g_clear_error (&error);

  /* A key that may hold late is looked at after the row. */
  mh_test_exec (fixture->db, "CREATE TABLE late (town INTEGER REFERENCES town DEFERRABLE INITIALLY DEFERRED) STRICT");
  g_assert_false (mh_db_get_int (fixture->db, 0, &value, &error,
                                 "INSERT INTO late (town) VALUES (:town) RETURNING town", ":town", MH_ID (77), NULL));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_assert_cmpint (value, ==, 99);
}

static void
test_changes (MhDbFixture  *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_town (fixture->db, "A", 10);
  add_town (fixture->db, "B", 20);
  g_assert_cmpint (mh_db_last_id (fixture->db), ==, 2);
  g_assert_cmpint (mh_db_changes (fixture->db), ==, 1);

  g_assert_true (mh_db_run (fixture->db, &error, "UPDATE town SET people = people + 1", NULL));
  g_assert_cmpint (mh_db_changes (fixture->db), ==, 2);

  g_assert_true (mh_db_run (fixture->db, &error, "UPDATE town SET people = 0 WHERE name = 'C'", NULL));
  g_assert_cmpint (mh_db_changes (fixture->db), ==, 0);
}

static void
test_nested (MhDbFixture  *fixture,
             gconstpointer data)
{
  static const char sql[] = "SELECT name FROM town WHERE people > :people ORDER BY people";
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) outer = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);

  add_town (fixture->db, "A", 1);
  add_town (fixture->db, "B", 2);
  add_town (fixture->db, "C", 3);

  outer = mh_db_query (fixture->db, &error, sql, ":people", MH_INT (0), NULL);
  while (mh_rows_next (outer)) {
    g_autoptr (MhRows) inner = mh_db_query (fixture->db, &error, sql, ":people", MH_INT (1), NULL);

    g_string_append (seen, mh_rows_text (outer, 0));
    while (mh_rows_next (inner))
      g_string_append (seen, mh_rows_text (inner, 0));
    g_assert_true (mh_rows_end (inner, &error));
  }

  g_assert_true (mh_rows_end (outer, &error));
  g_assert_cmpstr (seen->str, ==, "ABCBBCCBC");
}

/* A statement that comes back from the cache knows nothing of its last run. */
static void
test_cached (MhDbFixture  *fixture,
             gconstpointer data)
{
  static const char sql[] = "SELECT name FROM town WHERE people >= :people ORDER BY people";
  g_autoptr (GError) error = NULL;

  add_town (fixture->db, "A", 1);
  add_town (fixture->db, "B", 2);

  for (int i = 0; i < 3; i++) {
    g_autoptr (MhRows) rows = mh_db_query (fixture->db, &error, sql, ":people", MH_INT (1), NULL);

    g_assert_true (mh_rows_next (rows));
    g_assert_cmpstr (mh_rows_text (rows, 0), ==, "A");
  }

  /* Half-read rows that were freed hold nothing: the table can go. */
  mh_test_exec (fixture->db, "ALTER TABLE town ADD COLUMN mayor TEXT");
  mh_test_exec (fixture->db, "DROP TABLE house");
  add_town (fixture->db, "C", 3);

  /* More texts than are kept. */
  for (int i = 0; i < 600; i++) {
    g_autofree char *text = g_strdup_printf ("SELECT %d + :n", i % 400);
    gint64 value;

    g_assert_true (mh_db_get_int (fixture->db, 0, &value, &error, text, ":n", MH_INT (i), NULL));
    g_assert_cmpint (value, ==, i % 400 + i);
  }
}

static void
test_failures (MhDbFixture  *fixture,
               gconstpointer data)
{
  static const struct {
    const char *sql;
    int         code;
    const char *words;  /* SQLite's own, for developers */
  } cases[] = {
    { "INSERT INTO town (name) VALUES ('A')", MH_ERROR_CONFLICT, "UNIQUE" },
    { "INSERT INTO town (name, people) VALUES ('B', -1)", MH_ERROR_CONFLICT, "CHECK" },
    { "INSERT INTO town (name, people) VALUES ('B', 'many')", MH_ERROR_CONFLICT, "TEXT value in INTEGER column" },
    { "INSERT INTO house (town) VALUES (77)", MH_ERROR_CONFLICT, "FOREIGN KEY" },
    { "DELETE FROM town", MH_ERROR_CONFLICT, "a town is never deleted" },
    { "SELEKT 1", MH_ERROR_INVALID, "syntax error" },
    { "DELETE FROM village", MH_ERROR_INVALID, "no such table" },
    { "UPDATE town SET name = \"B\"", MH_ERROR_INVALID, "no such column" },
    { "", MH_ERROR_INVALID, "" },
    { "DELETE FROM house; DELETE FROM house", MH_ERROR_INVALID, "" },
  };

  add_town (fixture->db, "A", 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].sql);
    g_assert_false (mh_db_run (fixture->db, &error, cases[i].sql, NULL));
    g_assert_error (error, MH_ERROR, cases[i].code);
    g_assert_nonnull (strstr (error->message, cases[i].words));
  }

  g_assert_cmpint (mh_test_get_int (fixture->db, "SELECT count(*) FROM town"), ==, 1);
}

/* An error in the middle of a loop is not the end of the rows. */
static void
test_late_error (MhDbFixture  *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = NULL;
  int n_rows = 0;

  rows = mh_db_query (fixture->db, &error,
                      "SELECT abs (value) FROM (SELECT 1 AS value UNION ALL SELECT 2 UNION ALL SELECT :worst)",
                      ":worst", MH_INT (G_MININT64), NULL);
  while (mh_rows_next (rows))
    n_rows++;

  g_assert_cmpint (n_rows, ==, 2);
  g_assert_false (mh_rows_next (rows));
  g_assert_false (mh_rows_end (rows, NULL));
  g_assert_false (mh_rows_end (rows, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
expect_mistake (const char *pattern)
{
  g_test_expect_message ("mh-db", G_LOG_LEVEL_CRITICAL, pattern);
}

static void
take_mistake (GError **error)
{
  g_test_assert_expected_messages ();
  g_assert_error (*error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (error);
}

static void
test_mistakes (MhDbFixture  *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  expect_mistake ("*unknown parameter*");
  g_assert_false (mh_db_run (fixture->db, &error, "INSERT INTO house (town) VALUES (:town)",
                             ":tonw", MH_ID (0), NULL));
  take_mistake (&error);

  expect_mistake ("*second for one*");
  g_assert_false (mh_db_run (fixture->db, &error, "INSERT INTO house (town) VALUES (:town)",
                             ":town", MH_ID (0), ":town", MH_ID (0), NULL));
  take_mistake (&error);

  expect_mistake ("*has no value*");
  g_assert_false (mh_db_run (fixture->db, &error, "INSERT INTO house (town) VALUES (:town)", NULL));
  take_mistake (&error);

  expect_mistake ("*has no value*");
  g_assert_false (mh_db_run (fixture->db, &error, "INSERT INTO house (id, town) VALUES (:id, :town)",
                             ":town", MH_ID (0), NULL));
  take_mistake (&error);

  expect_mistake ("*without its type*");
  g_assert_false (mh_db_run (fixture->db, &error, "INSERT INTO house (town) VALUES (:town)", ":town", 77, NULL));
  take_mistake (&error);

  expect_mistake ("*returns rows*");
  g_assert_false (mh_db_run (fixture->db, &error, "SELECT 1", NULL));
  take_mistake (&error);

  /* None of them left anything behind, in the table or in the kept statement. */
  g_assert_true (mh_db_run (fixture->db, &error, "INSERT INTO house (town) VALUES (:town)", ":town", MH_ID (0), NULL));
  g_assert_no_error (error);
  g_assert_cmpint (mh_test_get_int (fixture->db, "SELECT count(*) FROM house"), ==, 1);
}

static void
test_columns_off_a_row (MhDbFixture  *fixture,
                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (fixture->db, &error, "SELECT 5", NULL);

  expect_mistake ("*has_column*");
  g_assert_cmpint (mh_rows_int (rows, 0), ==, 0);
  g_assert_true (mh_rows_next (rows));
  expect_mistake ("*has_column*");
  g_assert_null (mh_rows_text (rows, 1));
  g_assert_cmpint (mh_rows_int (rows, 0), ==, 5);
  g_assert_false (mh_rows_next (rows));
  expect_mistake ("*has_column*");
  g_assert_true (mh_rows_is_null (rows, 0));
  g_test_assert_expected_messages ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/db/statement/" name, MhDbFixture, NULL, set_up, func, mh_db_fixture_tear_down)
  ADD ("a-connection-has-the-settings-that-keep-data-safe", test_settings);
  ADD ("numbers-and-texts-come-back-as-they-went-in", test_values);
  ADD ("blobs-come-back-as-they-went-in", test_blobs);
  ADD ("no-value-is-null", test_nulls);
  ADD ("one-number-or-the-fallback", test_get_int);
  ADD ("changed-rows-and-new-ids-are-counted", test_changes);
  ADD ("the-same-text-runs-inside-its-own-loop", test_nested);
  ADD ("kept-statements-forget-their-last-run", test_cached);
  ADD ("failures-say-what-can-be-done", test_failures);
  ADD ("an-error-in-the-loop-is-not-its-end", test_late_error);
  ADD ("wrong-arguments-are-mistakes-and-change-nothing", test_mistakes);
  ADD ("columns-exist-only-on-a-row", test_columns_off_a_row);
#undef ADD

  return g_test_run ();
}

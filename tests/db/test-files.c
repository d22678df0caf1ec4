/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-db.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "mh-db-fixture.h"
#include "mh-error.h"
#include "mh-fault-driver.h"
#include "mh-file-mode.h"

#define FILLING "CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT) STRICT; INSERT INTO town (name) VALUES ('滝上'), ('目黒');"

static guint
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);

  return info.st_mode & 07777;
}

static char *
get_beside (MhDbFixture *fixture,
            const char  *name)
{
  return g_build_filename (fixture->dir, name, NULL);
}

static void
test_private (MhDbFixture  *fixture,
              gconstpointer data)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  mh_test_exec (fixture->db, FILLING);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

    g_test_message ("%s", path);
    g_assert_cmpuint (get_mode (path), ==, 0600);
  }
}

static void
test_made_private (MhDbFixture  *fixture,
                   gconstpointer data)
{
  mh_test_exec (fixture->db, FILLING);
  g_clear_pointer (&fixture->db, mh_db_close);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);

  fixture->db = mh_test_open (fixture->path);
  g_assert_cmpuint (get_mode (fixture->path), ==, 0600);
  g_assert_cmpint (mh_test_get_int (fixture->db, "SELECT count(*) FROM town"), ==, 2);
}

static void
test_folder (MhDbFixture  *fixture,
             gconstpointer data)
{
  g_autofree char *parent = get_beside (fixture, "machihoken");
  g_autofree char *path = g_build_filename (parent, "練習の町", NULL);
  g_autofree char *under_file = g_build_filename (fixture->path, "folder", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_private_dir_prepare (path, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (get_mode (parent), ==, 0700);
  g_assert_cmpuint (get_mode (path), ==, 0700);
  g_assert_true (mh_private_dir_prepare (path, &error));

  g_assert_false (mh_private_dir_prepare (under_file, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
}

static void
test_not_openable (MhDbFixture  *fixture,
                   gconstpointer data)
{
  g_autofree char *in_missing = g_build_filename (fixture->dir, "missing", "town.db", NULL);
  g_autofree char *letter = get_beside (fixture, "letter.txt");
  const char *paths[] = { fixture->dir, in_missing, letter };

  g_assert_true (g_file_set_contents (letter, "Dear nurse, this is a letter and was never a database at all.", -1, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", paths[i]);
    g_assert_null (mh_db_open (&mh_db_driver_sqlite, paths[i], &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  }
}

/* SQLite reads names such as ":memory:" in its own way; here each is a file. */
static void
test_names (MhDbFixture  *fixture,
            gconstpointer data)
{
  static const char * const names[] = { ":memory:", "file:town.db?mode=ro", "練習の町.db", "town 100%.db" };
  g_autofree char *before = g_get_current_dir ();

  g_assert_cmpint (g_chdir (fixture->dir), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = get_beside (fixture, names[i]);
    g_autoptr (MhDb) db = mh_test_open (names[i]);

    mh_test_exec (db, FILLING);
    g_assert_cmpstr (mh_db_get_path (db), ==, path);
    g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    g_assert_cmpuint (get_mode (path), ==, 0600);
  }

  g_assert_cmpint (g_chdir (before), ==, 0);
}

/* Opening the file a second time in one process must not let go of the locks of the first. */
static void
test_locks_survive_a_second_connection (MhDbFixture  *fixture,
                                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) second = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  mh_test_exec (fixture->db, FILLING);
  g_assert_true (mh_db_begin (fixture->db, &error));
  second = mh_test_open (fixture->path);

  /* Another process that believed the file unused would delete the log when it closes. */
  child = mh_test_start_child ("write", fixture->path, "");
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 2);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));

  mh_test_exec (fixture->db, "INSERT INTO town (name) VALUES ('山形')");
  g_assert_true (mh_db_commit (fixture->db, &error));
  g_assert_cmpint (mh_test_get_int (second, "SELECT count(*) FROM town"), ==, 3);
}

static int
try_to_write (const char *path)
{
  g_autoptr (MhDb) db = mh_test_open (path);
  g_autoptr (GError) error = NULL;

  mh_db_set_busy_timeout (db, 50);
  if (mh_db_exec (db, "DELETE FROM town", &error))
    return 0;

  return g_error_matches (error, MH_ERROR, MH_ERROR_BUSY) ? 2 : 1;
}

static void
test_copy (MhDbFixture  *fixture,
           gconstpointer data)
{
  g_autofree char *path = get_beside (fixture, "控え's copy.db");
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (MhDb) copy = NULL;
  g_autoptr (GError) error = NULL;

  mh_test_exec (fixture->db, FILLING);
  mh_test_exec (fixture->db, "PRAGMA user_version = 7");
  g_assert_true (g_file_set_contents (part, "left by a copy that was killed", -1, NULL));

  g_assert_true (mh_db_copy_to (fixture->db, path, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (get_mode (path), ==, 0600);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));

  copy = mh_test_open (path);
  g_assert_cmpint (mh_test_get_int (copy, "SELECT count(*) FROM town"), ==, 2);
  g_assert_cmpint (mh_db_get_version (copy, &error), ==, 7);
}

/* Made by a connection that cannot write, while another one does: what is tried there is tried there alone. */
static void
test_copy_to_memory (MhDbFixture  *fixture,
                     gconstpointer data)
{
  g_autoptr (MhDb) reader = NULL;
  g_autoptr (MhDb) copy = NULL;
  g_autoptr (GError) error = NULL;

  mh_test_exec (fixture->db, FILLING);
  reader = mh_test_open (mh_db_get_path (fixture->db));
  g_assert_true (mh_db_forbid_writes (reader, &error));
  g_assert_true (mh_db_begin (fixture->db, &error));
  mh_test_exec (fixture->db, "DELETE FROM town");

  copy = mh_db_copy_to_memory (reader, &error);
  g_assert_no_error (error);
  g_assert_null (mh_db_get_path (copy));
  g_assert_cmpint (mh_test_get_int (copy, "SELECT count(*) FROM town"), ==, 2);
  g_assert_cmpint (mh_test_get_int (copy, "PRAGMA foreign_keys"), ==, 1);

  g_assert_true (mh_db_begin (copy, &error));
  mh_test_exec (copy, "DELETE FROM town");
  mh_db_rollback (copy);
  g_assert_cmpint (mh_test_get_int (copy, "SELECT count(*) FROM town"), ==, 2);
  mh_test_exec (copy, "DELETE FROM town");
  g_assert_cmpint (mh_test_get_int (copy, "SELECT count(*) FROM town"), ==, 0);

  mh_db_rollback (fixture->db);
  g_assert_cmpint (mh_test_get_int (reader, "SELECT count(*) FROM town"), ==, 2);
}

static void
test_copy_refusals (MhDbFixture  *fixture,
                    gconstpointer data)
{
  g_autofree char *path = get_beside (fixture, "copy.db");
  g_autofree char *in_missing = g_build_filename (fixture->dir, "missing", "copy.db", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  mh_test_exec (fixture->db, FILLING);
  g_assert_true (g_file_set_contents (path, "precious", -1, NULL));
  g_assert_false (mh_db_copy_to (fixture->db, path, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "precious");

  g_assert_false (mh_db_copy_to (fixture->db, in_missing, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_clear_error (&error);

  g_assert_true (mh_db_begin (fixture->db, &error));
  g_test_expect_message ("mh-db", G_LOG_LEVEL_CRITICAL, "*inside a transaction*");
  g_assert_false (mh_db_copy_to (fixture->db, in_missing, &error));
  g_test_assert_expected_messages ();
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
test_copy_on_full_disk (MhDbFixture  *fixture,
                        gconstpointer data)
{
  g_autofree char *path = get_beside (fixture, "copy.db");
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhFaultDriver) driver = mh_fault_driver_new ();
  g_autoptr (MhDb) db = mh_db_open (mh_fault_driver_get_driver (driver), fixture->path, &error);

  mh_fault_driver_arm (driver, MH_FAULT_AT_COPY, MH_FAULT_FULL, 1, 1);
  g_assert_false (mh_db_copy_to (db, path, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
test_sound (MhDbFixture  *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  mh_test_exec (fixture->db, FILLING);
  g_assert_true (mh_db_check (fixture->db, &error));
  g_assert_no_error (error);
}

/* Another program, which does not care for keys, deletes what a row points to. */
static void
test_lost_parent (MhDbFixture  *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *careless = NULL;

  mh_test_exec (fixture->db, FILLING "CREATE TABLE house (town INTEGER NOT NULL REFERENCES town) STRICT;"
                                     "INSERT INTO house VALUES (1);");

  g_assert_cmpint (sqlite3_open (fixture->path, &careless), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (careless, "PRAGMA foreign_keys = OFF; DELETE FROM town", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (careless);

  g_assert_false (mh_db_check (fixture->db, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "house"));
}

/* Overwrites a page of the closed file, as a failing disk does. */
static void
damage (const char *path,
        gsize       page)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >=, (page + 1) * 4096);
  memset (contents + page * 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (path, contents, length, NULL));
}

static void
test_damaged (MhDbFixture  *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  mh_test_exec (fixture->db, FILLING);
  g_clear_pointer (&fixture->db, mh_db_close);
  damage (fixture->path, 1);
  fixture->db = mh_test_open (fixture->path);

  g_assert_false (mh_db_check (fixture->db, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_clear_error (&error);

  g_assert_false (mh_db_get_int (fixture->db, 0, &value, &error, "SELECT max (length (name)) FROM town", NULL));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
}

int
main (int   argc,
      char *argv[])
{
  if (argc > 3 && g_str_equal (argv[1], "--child"))
    return try_to_write (argv[3]);

  mh_test_remember_program (argv[0]);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/db/file/" name, MhDbFixture, NULL, mh_db_fixture_set_up, func, mh_db_fixture_tear_down)
  ADD ("is-its-owners-alone", test_private);
  ADD ("is-made-its-owners-alone-when-it-was-not", test_made_private);
  ADD ("lies-in-a-folder-of-its-owner", test_folder);
  ADD ("that-is-none-is-refused", test_not_openable);
  ADD ("may-have-any-name", test_names);
  ADD ("stays-locked-when-opened-again", test_locks_survive_a_second_connection);
  ADD ("is-copied-whole-and-privately", test_copy);
  ADD ("is-copied-into-memory-while-another-one-writes", test_copy_to_memory);
  ADD ("is-not-copied-over-another", test_copy_refusals);
  ADD ("is-copied-whole-or-not-at-all", test_copy_on_full_disk);
  ADD ("that-is-sound-passes-the-check", test_sound);
  ADD ("with-a-broken-key-fails-the-check", test_lost_parent);
  ADD ("that-is-damaged-fails-the-check", test_damaged);
#undef ADD

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-db.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "mh-db-fixture.h"
#include "mh-error.h"
#include "mh-fault-driver.h"

#define N_STEPS 4
#define N_PROCESSES 4

/* Each step writes down that it ran; the third takes a while, so that others come in its way. */
static const char * const steps[] = {
  "CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
  "CREATE TABLE ran (step INTEGER NOT NULL) STRICT;"
  "INSERT INTO ran VALUES (1);",

  "ALTER TABLE town ADD COLUMN people INTEGER;"
  "CREATE TRIGGER town_filled AFTER INSERT ON town BEGIN UPDATE town SET people = 0 WHERE people IS NULL; END;"
  "INSERT INTO ran VALUES (2);",

  "CREATE TABLE pile AS WITH RECURSIVE heap (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM heap WHERE n < 20000) SELECT n FROM heap;"
  "INSERT INTO ran VALUES (3);",

  "CREATE TABLE house (id INTEGER PRIMARY KEY, town INTEGER NOT NULL REFERENCES town) STRICT;"
  "INSERT INTO house (town) SELECT id FROM town;"
  "INSERT INTO ran VALUES (4);"
  "-- a remark at the end",
  NULL
};

/* The first @n of @steps, as an older program knew them. */
static void
migrate_to (MhDb *db,
            guint n)
{
  const char *some[N_STEPS + 1] = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (n, <=, N_STEPS);
  for (guint i = 0; i < n; i++)
    some[i] = steps[i];

  mh_db_migrate (db, some, &error);
  g_assert_no_error (error);
}

static void
fill (MhDb *db)
{
  migrate_to (db, 1);
  mh_test_exec (db, "INSERT INTO town (name) VALUES ('滝上'), ('目黒')");
}

/* The number in the file and what is in it agree, whatever has happened. */
static int
assert_complete (MhDb *db)
{
  g_autoptr (GError) error = NULL;
  int version = mh_db_get_version (db, &error);

  g_assert_no_error (error);
  g_assert_cmpint (version, >=, 0);
  if (version > 0) {
    g_assert_cmpint (mh_test_get_int (db, "SELECT count(*) FROM ran"), ==, version);
    g_assert_cmpint (mh_test_get_int (db, "SELECT count(DISTINCT step) FROM ran"), ==, version);
    g_assert_cmpint (mh_test_get_int (db, "SELECT max (step) FROM ran"), ==, version);
  }
  g_assert_cmpint (mh_test_get_int (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'town_filled'"), ==, version >= 2);
  g_assert_cmpint (mh_test_get_int (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'pile'"), ==, version >= 3);
  g_assert_cmpint (mh_test_get_int (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'house'"), ==, version >= 4);
  mh_db_check (db, &error);
  g_assert_no_error (error);

  return version;
}

static char *
get_copy_path (MhDbFixture *fixture,
               int          version)
{
  return g_strdup_printf ("%s.before-v%d", fixture->path, version);
}

static void
assert_copy (MhDbFixture *fixture,
             int          version)
{
  g_autofree char *path = get_copy_path (fixture, version);
  g_autoptr (MhDb) copy = NULL;
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0600);
  copy = mh_test_open (path);
  g_assert_cmpint (assert_complete (copy), ==, version);
  g_assert_cmpint (mh_test_get_int (copy, "SELECT count(*) FROM town"), ==, 2);
}

static guint
count_copies (MhDbFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;
  guint n_copies = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n_copies += strstr (name, ".before-v") != NULL;

  return n_copies;
}

/* As another process: "" or "POINT NTH", where it is to be killed. */
static int
run_child (const char *path,
           const char *argument)
{
  g_autoptr (MhFaultDriver) driver = mh_fault_driver_new ();
  g_autoptr (MhDb) db = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = g_strsplit (argument, " ", 2);

  db = mh_db_open (mh_fault_driver_get_driver (driver), path, &error);
  g_assert_no_error (error);
  mh_db_set_busy_timeout (db, 60000);

  if (g_strv_length (words) == 2)
    mh_fault_driver_arm (driver, atoi (words[0]), MH_FAULT_KILL, atoi (words[1]), 1);

  mh_db_migrate (db, steps, &error);
  g_assert_no_error (error);

  return 0;
}

static void
test_new_file (MhDbFixture  *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mh_db_get_version (fixture->db, &error), ==, 0);
  migrate_to (fixture->db, N_STEPS);
  g_assert_cmpint (assert_complete (fixture->db), ==, N_STEPS);
  g_assert_cmpuint (count_copies (fixture), ==, 0);
  g_assert_false (mh_db_in_transaction (fixture->db));

  migrate_to (fixture->db, N_STEPS);
  g_assert_cmpint (assert_complete (fixture->db), ==, N_STEPS);
  g_assert_cmpuint (count_copies (fixture), ==, 0);
}

static void
test_old_file (MhDbFixture  *fixture,
               gconstpointer data)
{
  g_autofree char *path = get_copy_path (fixture, 1);

  fill (fixture->db);
  g_assert_true (g_file_set_contents (path, "an older copy", -1, NULL));
  migrate_to (fixture->db, N_STEPS);

  g_assert_cmpint (assert_complete (fixture->db), ==, N_STEPS);
  g_assert_cmpint (mh_test_get_int (fixture->db, "SELECT count(*) FROM house"), ==, 2);
  g_assert_cmpuint (count_copies (fixture), ==, 1);
  assert_copy (fixture, 1);
}

static void
test_foreign_file (MhDbFixture  *fixture,
                   gconstpointer data)
{
  g_autofree char *path = get_copy_path (fixture, 0);
  g_autoptr (GError) error = NULL;

  /* Without a number, but somebody's: it is copied before anything is tried. */
  mh_test_exec (fixture->db, "CREATE TABLE town (whatever)");
  g_assert_false (mh_db_migrate (fixture->db, steps, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_assert_cmpint (mh_test_get_int (fixture->db, "SELECT count(*) FROM sqlite_schema"), ==, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_newer_file (MhDbFixture  *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill (fixture->db);
  mh_test_exec (fixture->db, "PRAGMA user_version = 5");
  g_assert_false (mh_db_migrate (fixture->db, steps, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_TOO_NEW);
  g_assert_nonnull (strstr (error->message, "5"));
  g_assert_nonnull (strstr (error->message, "4"));
  g_assert_false (mh_db_in_transaction (fixture->db));
  g_assert_cmpuint (count_copies (fixture), ==, 0);
  g_assert_cmpint (mh_test_get_int (fixture->db, "SELECT count(*) FROM ran"), ==, 1);
}

static void
test_failing_step (MhDbFixture  *fixture,
                   gconstpointer data)
{
  static const struct {
    const char *script;
    int         code;
  } cases[] = {
    { "CREATE TABLE half (a); SELEKT", MH_ERROR_INVALID },
    { "CREATE TABLE half (town INTEGER REFERENCES town); INSERT INTO half VALUES (77)", MH_ERROR_CONFLICT },
    { "CREATE TABLE half (a); PRAGMA foreign_keys = OFF; DELETE FROM nowhere", MH_ERROR_INVALID },
  };

  fill (fixture->db);
  migrate_to (fixture->db, 2);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *with_failure[] = { steps[0], steps[1], steps[2], cases[i].script, NULL };
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].script);
    g_assert_false (mh_db_migrate (fixture->db, with_failure, &error));
    g_assert_error (error, MH_ERROR, cases[i].code);
    g_assert_false (mh_db_in_transaction (fixture->db));
    g_assert_cmpint (assert_complete (fixture->db), ==, 3);
    g_assert_cmpint (mh_test_get_int (fixture->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), ==, 0);
    g_assert_cmpint (mh_test_get_int (fixture->db, "PRAGMA foreign_keys"), ==, 1);
  }

  migrate_to (fixture->db, N_STEPS);
  g_assert_cmpint (assert_complete (fixture->db), ==, N_STEPS);
}

static void
test_step_with_commit (MhDbFixture  *fixture,
                       gconstpointer data)
{
  const char *with_commit[] = { "CREATE TABLE a (b); COMMIT", NULL };
  g_autoptr (GError) error = NULL;

  g_test_expect_message ("mh-db", G_LOG_LEVEL_CRITICAL, "*ended the transaction*");
  g_assert_false (mh_db_migrate (fixture->db, with_commit, &error));
  g_test_assert_expected_messages ();
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_assert_cmpint (mh_db_get_version (fixture->db, NULL), ==, 0);
}

/* No copy, no step: the data is as it was. */
static void
test_no_room_for_the_copy (MhDbFixture  *fixture,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhFaultDriver) driver = mh_fault_driver_new ();
  g_autoptr (MhDb) db = mh_db_open (mh_fault_driver_get_driver (driver), fixture->path, &error);

  fill (fixture->db);
  mh_fault_driver_arm (driver, MH_FAULT_AT_COPY, MH_FAULT_FULL, 1, 1);
  g_assert_false (mh_db_migrate (db, steps, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_assert_cmpint (assert_complete (fixture->db), ==, 1);
  g_assert_cmpuint (count_copies (fixture), ==, 0);
  mh_test_exec (fixture->db, "INSERT INTO town (name) VALUES ('山形')");
}

static void
test_faults (MhDbFixture  *fixture,
             gconstpointer data)
{
  static const MhFaultPoint points[] = { MH_FAULT_AT_BEGIN, MH_FAULT_AT_WRITE, MH_FAULT_AT_COMMIT };
  guint n_faults = 0;

  for (guint i = 0; i < G_N_ELEMENTS (points); i++) {
    gboolean ok = FALSE;

    for (guint nth = 1; !ok; nth++) {
      g_autofree char *path = g_strdup_printf ("%s-%u-%u", fixture->path, i, nth);
      g_autoptr (MhFaultDriver) driver = mh_fault_driver_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (MhDb) db = mh_db_open (mh_fault_driver_get_driver (driver), path, &error);

      fill (db);
      mh_fault_driver_arm (driver, points[i], MH_FAULT_FULL, nth, 1);
      ok = mh_db_migrate (db, steps, &error);
      g_assert_cmpint (ok, ==, mh_fault_driver_get_count (driver, points[i]) < nth);
      if (!ok) {
        g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
        n_faults++;
      }

      assert_complete (db);
      g_clear_error (&error);
      g_assert_true (mh_db_migrate (db, steps, &error));
      g_assert_cmpint (assert_complete (db), ==, N_STEPS);
    }
  }

  /* 3 begins, 3 commits, and the statements of 3 steps with their numbers and the remark. */
  g_assert_cmpuint (n_faults, ==, 3 + 3 + (3 + 1) + (2 + 1) + (4 + 1));
}

/* Killed at every point there is; then the next start finds a complete version and goes on from it. */
static void
test_killed (MhDbFixture  *fixture,
             gconstpointer data)
{
  guint n_kills = 0;

  for (MhFaultPoint point = 0; point < MH_FAULT_N_POINTS; point++) {
    gboolean was_killed = TRUE;

    for (guint nth = 1; was_killed; nth++) {
      g_autofree char *argument = g_strdup_printf ("%u %u", point, nth);
      MhDbFixture own = { NULL };
      g_autoptr (GSubprocess) child = NULL;
      int version;

      mh_db_fixture_set_up (&own, NULL);
      fill (own.db);
      g_clear_pointer (&own.db, mh_db_close);

      child = mh_test_start_child ("migrate", own.path, argument);
      g_assert_true (g_subprocess_wait (child, NULL, NULL));
      was_killed = g_subprocess_get_if_signaled (child);
      if (was_killed)
        g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
      n_kills += was_killed;

      own.db = mh_test_open (own.path);
      version = assert_complete (own.db);
      g_test_message ("point %u, the %u. time: version %d", point, nth, version);
      g_assert_cmpint (version == N_STEPS, ==, !was_killed || (point == MH_FAULT_AFTER_COMMIT && nth == 3));
      g_assert_cmpint (mh_test_get_int (own.db, "SELECT count(*) FROM town"), ==, 2);
      if (version > 1)
        assert_copy (&own, 1);

      migrate_to (own.db, N_STEPS);
      g_assert_cmpint (assert_complete (own.db), ==, N_STEPS);
      g_assert_cmpint (mh_test_get_int (own.db, "SELECT count(*) FROM house"), ==, 2);
      assert_copy (&own, 1);
      mh_db_fixture_tear_down (&own, NULL);
    }
  }

  g_assert_cmpuint (n_kills, ==, 3 + 3 + 3 + 1 + 12);
}

static void
run_children (const char *path)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_PROCESSES; i++)
    g_ptr_array_add (children, mh_test_start_child ("migrate", path, ""));
  for (guint i = 0; i < N_PROCESSES; i++)
    mh_test_finish_child (g_ptr_array_index (children, i));
}

static void
test_processes (MhDbFixture  *fixture,
                gconstpointer data)
{
  fill (fixture->db);
  run_children (fixture->path);

  g_assert_cmpint (assert_complete (fixture->db), ==, N_STEPS);
  assert_copy (fixture, 1);
}

/* All create the file, too. */
static void
test_processes_on_new_file (MhDbFixture  *fixture,
                            gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "new.db", NULL);
  g_autoptr (MhDb) db = NULL;

  run_children (path);
  db = mh_test_open (path);
  g_assert_cmpint (assert_complete (db), ==, N_STEPS);
}

int
main (int   argc,
      char *argv[])
{
  if (argc > 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[3], argv[4]);

  mh_test_remember_program (argv[0]);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/db/migrate/" name, MhDbFixture, NULL, mh_db_fixture_set_up, func, mh_db_fixture_tear_down)
  ADD ("a-new-file-needs-no-copy", test_new_file);
  ADD ("an-old-file-is-copied-first", test_old_file);
  ADD ("a-file-of-somebody-else-is-copied-and-left-alone", test_foreign_file);
  ADD ("a-newer-file-is-refused-untouched", test_newer_file);
  ADD ("a-failing-step-leaves-the-last-complete-version", test_failing_step);
  ADD ("a-step-may-not-end-its-transaction", test_step_with_commit);
  ADD ("without-a-copy-nothing-is-changed", test_no_room_for_the_copy);
  ADD ("a-full-disk-at-any-point-leaves-a-complete-version", test_faults);
  ADD ("killed-at-any-point-leaves-a-complete-version", test_killed);
  ADD ("several-processes-run-each-step-once", test_processes);
  ADD ("several-processes-create-one-file", test_processes_on_new_file);
#undef ADD

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-db.h"

#include <stdio.h>

#include "mh-db-fixture.h"
#include "mh-error.h"
#include "mh-fault-driver.h"

#define INCREMENTS 100

static void
set_up (MhDbFixture  *fixture,
        gconstpointer data)
{
  mh_db_fixture_set_up (fixture, data);
  mh_test_exec (fixture->db,
                "CREATE TABLE counter (n INTEGER NOT NULL) STRICT; INSERT INTO counter VALUES (0);"
                "CREATE TABLE child (parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED) STRICT;"
                "CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;");
}

static gint64
read_counter (MhDb *db)
{
  return mh_test_get_int (db, "SELECT n FROM counter");
}

static gboolean
set_counter (MhDb    *db,
             gint64   n,
             GError **error)
{
  return mh_db_run (db, error, "UPDATE counter SET n = :n", ":n", MH_INT (n), NULL);
}

/* Reads, then writes: two that do so at once lose an increment unless a write transaction keeps them apart. */
static void
increment (MhDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  mh_db_begin (db, &error);
  g_assert_no_error (error);
  n = read_counter (db);
  g_thread_yield ();
  set_counter (db, n + 1, &error);
  g_assert_no_error (error);
  mh_db_commit (db, &error);
  g_assert_no_error (error);
}

static void
say (const char *line)
{
  g_print ("%s\n", line);
}

/* What this program does as another process. */
static int
run_child (const char *role,
           const char *path)
{
  g_autoptr (MhDb) db = mh_test_open (path);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (role, "count")) {
    mh_db_set_busy_timeout (db, 60000);
    for (int i = 0; i < INCREMENTS; i++)
      increment (db);
    return 0;
  }

  g_assert_cmpstr (role, ==, "hold");
  mh_db_begin (db, &error);
  g_assert_no_error (error);
  set_counter (db, 500, &error);
  g_assert_no_error (error);
  say ("held");
  getchar ();
  g_usleep (200000);

  return mh_db_commit (db, &error) ? 0 : 1;
}

static GSubprocess *
start_holder (const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child = mh_test_start_child ("hold", path, "");
  char answer[5] = "";

  g_input_stream_read_all (g_subprocess_get_stdout_pipe (child), answer, 4, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer, ==, "held");

  return child;
}

static void
release_holder (GSubprocess *child)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (child), "\n", 1, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_commit_and_rollback (MhDbFixture  *fixture,
                          gconstpointer data)
{
  g_autoptr (MhDb) other = mh_test_open (fixture->path);
  g_autoptr (GError) error = NULL;

  g_assert_false (mh_db_in_transaction (fixture->db));
  g_assert_true (mh_db_begin (fixture->db, &error));
  g_assert_true (mh_db_in_transaction (fixture->db));
  g_assert_true (set_counter (fixture->db, 1, &error));
  g_assert_cmpint (read_counter (other), ==, 0);
  g_assert_true (mh_db_commit (fixture->db, &error));
  g_assert_false (mh_db_in_transaction (fixture->db));
  g_assert_cmpint (read_counter (other), ==, 1);

  g_assert_true (mh_db_begin (fixture->db, &error));
  g_assert_true (set_counter (fixture->db, 2, &error));
  mh_db_rollback (fixture->db);
  g_assert_false (mh_db_in_transaction (fixture->db));
  g_assert_cmpint (read_counter (fixture->db), ==, 1);

  /* On every way out, also where nothing was begun. */
  mh_db_rollback (fixture->db);
}

static void
test_closing_rolls_back (MhDbFixture  *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  MhDb *other = mh_test_open (fixture->path);

  g_assert_true (mh_db_begin (other, &error));
  g_assert_true (set_counter (other, 9, &error));
  mh_db_close (other);

  g_assert_cmpint (read_counter (fixture->db), ==, 0);
  g_assert_true (set_counter (fixture->db, 1, &error));
}

static void
test_reading_sees_one_state (MhDbFixture  *fixture,
                             gconstpointer data)
{
  g_autoptr (MhDb) other = mh_test_open (fixture->path);
  g_autoptr (GError) error = NULL;

  /* From the beginning, not only from the first query. */
  g_assert_true (mh_db_begin_read (fixture->db, &error));
  g_assert_true (set_counter (other, 1, &error));
  g_assert_cmpint (read_counter (fixture->db), ==, 0);
  g_assert_true (set_counter (other, 2, &error));
  g_assert_cmpint (read_counter (fixture->db), ==, 0);

  g_test_expect_message ("mh-db", G_LOG_LEVEL_CRITICAL, "*transaction for reading*");
  g_assert_false (set_counter (fixture->db, 3, &error));
  g_test_assert_expected_messages ();
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (mh_db_commit (fixture->db, &error));
  g_assert_cmpint (read_counter (fixture->db), ==, 2);
}

static void
test_transactions_do_not_nest (MhDbFixture  *fixture,
                               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_test_expect_message ("mh-db", G_LOG_LEVEL_CRITICAL, "*No transaction is open*");
  g_assert_false (mh_db_commit (fixture->db, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (mh_db_begin (fixture->db, &error));
  g_test_expect_message ("mh-db", G_LOG_LEVEL_CRITICAL, "*open already*");
  g_assert_false (mh_db_begin (fixture->db, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_test_assert_expected_messages ();

  g_assert_true (set_counter (fixture->db, 1, &error));
  g_assert_true (mh_db_commit (fixture->db, &error));
}

static void
test_deferred_key (MhDbFixture  *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_db_begin (fixture->db, &error));
  g_assert_true (mh_db_run (fixture->db, &error, "INSERT INTO child VALUES (77)", NULL));
  g_assert_false (mh_db_commit (fixture->db, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_assert_false (mh_db_in_transaction (fixture->db));
  g_assert_cmpint (mh_test_get_int (fixture->db, "SELECT count(*) FROM child"), ==, 0);
  g_assert_true (mh_db_begin (fixture->db, NULL));
}

static void
test_busy (MhDbFixture  *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = start_holder (fixture->path);
  gint64 before;

  mh_db_set_busy_timeout (fixture->db, 150);
  before = g_get_monotonic_time ();
  g_assert_false (mh_db_begin (fixture->db, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_BUSY);
  g_assert_cmpint (g_get_monotonic_time () - before, >=, 150000);
  g_clear_error (&error);
  g_assert_false (mh_db_in_transaction (fixture->db));

  g_assert_false (set_counter (fixture->db, 1, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_BUSY);
  g_clear_error (&error);

  /* Reading waits for nobody. */
  g_assert_cmpint (read_counter (fixture->db), ==, 0);

  /* The same call again, with the patience of a new connection, waits until the other is done. */
  mh_db_set_busy_timeout (fixture->db, 5000);
  release_holder (child);
  g_assert_true (mh_db_begin (fixture->db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_counter (fixture->db), ==, 500);
  g_assert_true (mh_db_commit (fixture->db, &error));
  mh_test_finish_child (child);
}

static void
test_processes_take_turns (MhDbFixture  *fixture,
                           gconstpointer data)
{
  g_autoptr (GSubprocess) one = mh_test_start_child ("count", fixture->path, "");
  g_autoptr (GSubprocess) two = mh_test_start_child ("count", fixture->path, "");

  mh_db_set_busy_timeout (fixture->db, 60000);
  for (int i = 0; i < INCREMENTS; i++)
    increment (fixture->db);

  mh_test_finish_child (one);
  mh_test_finish_child (two);
  g_assert_cmpint (read_counter (fixture->db), ==, 3 * INCREMENTS);
}

/* A momentary "busy", which SQLite answers without waiting, is waited for here. */
static void
test_momentary_busy (MhDbFixture  *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhFaultDriver) driver = mh_fault_driver_new ();
  g_autoptr (MhDb) db = mh_db_open (mh_fault_driver_get_driver (driver), fixture->path, &error);

  mh_fault_driver_arm (driver, MH_FAULT_AT_BEGIN, MH_FAULT_BUSY, 1, 3);
  g_assert_true (mh_db_begin (db, &error));
  g_assert_cmpuint (mh_fault_driver_get_count (driver, MH_FAULT_AT_BEGIN), ==, 4);
  mh_db_rollback (db);

  mh_db_set_busy_timeout (db, 60);
  mh_fault_driver_arm (driver, MH_FAULT_AT_BEGIN, MH_FAULT_BUSY, 1, 0);
  g_assert_false (mh_db_begin (db, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_BUSY);
}

static gboolean
write_twice (MhDb    *db,
             GError **error)
{
  if (mh_db_begin (db, error) &&
      set_counter (db, 1, error) &&
      set_counter (db, 2, error) &&
      mh_db_commit (db, error))
    return TRUE;

  mh_db_rollback (db);

  return FALSE;
}

static void
test_faults (MhDbFixture  *fixture,
             gconstpointer data)
{
  static const struct {
    MhFaultPoint point;
    MhFault      fault;
    guint        nth;
    int          code;
  } cases[] = {
    { MH_FAULT_AT_BEGIN, MH_FAULT_IO, 1, MH_ERROR_STORAGE },
    { MH_FAULT_AT_WRITE, MH_FAULT_FULL, 1, MH_ERROR_STORAGE },
    { MH_FAULT_AT_WRITE, MH_FAULT_FULL, 2, MH_ERROR_STORAGE },
    { MH_FAULT_AT_WRITE, MH_FAULT_IO, 2, MH_ERROR_STORAGE },
    { MH_FAULT_AT_WRITE, MH_FAULT_BUSY, 2, MH_ERROR_BUSY },
    { MH_FAULT_AT_COMMIT, MH_FAULT_FULL, 1, MH_ERROR_STORAGE },
    { MH_FAULT_AT_COMMIT, MH_FAULT_IO, 1, MH_ERROR_STORAGE },
    { MH_FAULT_AT_COMMIT, MH_FAULT_BUSY, 1, MH_ERROR_BUSY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhFaultDriver) driver = mh_fault_driver_new ();
    g_autoptr (MhDb) db = mh_db_open (mh_fault_driver_get_driver (driver), fixture->path, &error);

    g_test_message ("case %u", i);
    mh_fault_driver_arm (driver, cases[i].point, cases[i].fault, cases[i].nth, 1);
    g_assert_false (write_twice (db, &error));
    g_assert_error (error, MH_ERROR, cases[i].code);
    g_assert_false (mh_db_in_transaction (db));
    g_assert_cmpint (read_counter (fixture->db), ==, 0);

    /* The same again works, and nobody is locked out. */
    g_clear_error (&error);
    g_assert_true (write_twice (db, &error));
    g_assert_cmpint (read_counter (fixture->db), ==, 2);
    g_assert_true (set_counter (fixture->db, 0, &error));
  }
}

/* A disk that is really full to SQLite: the file may have no more pages. */
static void
test_full (MhDbFixture  *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  mh_test_exec (fixture->db, "CREATE TABLE pile (b BLOB); PRAGMA max_page_count = 20");
  g_assert_true (mh_db_begin (fixture->db, &error));
  g_assert_true (set_counter (fixture->db, 1, &error));
  g_assert_false (mh_db_run (fixture->db, &error, "INSERT INTO pile VALUES (zeroblob (1000000))", NULL));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_clear_error (&error);

  mh_db_rollback (fixture->db);
  g_assert_cmpint (read_counter (fixture->db), ==, 0);
  g_assert_true (set_counter (fixture->db, 3, &error));
}

/* When SQLite gives up a transaction by itself, what follows must not run outside it, one statement at a time. */
static void
test_lost_transaction (MhDbFixture  *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = NULL;

  g_assert_true (mh_db_begin (fixture->db, &error));
  g_assert_true (set_counter (fixture->db, 1, &error));
  g_assert_false (mh_db_exec (fixture->db, "INSERT OR ROLLBACK INTO counter VALUES (NULL)", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);

  g_assert_true (mh_db_in_transaction (fixture->db));
  g_assert_false (set_counter (fixture->db, 2, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_false (mh_db_exec (fixture->db, "UPDATE counter SET n = 3", &error));
  g_clear_error (&error);
  rows = mh_db_query (fixture->db, &error, "SELECT n FROM counter", NULL);
  g_assert_null (rows);
  g_clear_error (&error);
  g_assert_false (mh_db_commit (fixture->db, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_clear_error (&error);

  g_assert_false (mh_db_in_transaction (fixture->db));
  g_assert_cmpint (read_counter (fixture->db), ==, 0);
  g_assert_true (set_counter (fixture->db, 4, &error));
}

static void
test_forbidden_writes (MhDbFixture  *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_db_forbid_writes (fixture->db, &error));
  g_assert_false (set_counter (fixture->db, 1, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_assert_cmpint (read_counter (fixture->db), ==, 0);
}

static gpointer
use_from_thread (gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  set_counter (user_data, 1, &error);
  g_assert_no_error (error);

  return NULL;
}

static gpointer
adopt_in_thread (gpointer user_data)
{
  mh_db_adopt_thread (user_data);

  return use_from_thread (user_data);
}

static void
test_one_thread (MhDbFixture  *fixture,
                 gconstpointer data)
{
  g_test_expect_message ("mh-db", G_LOG_LEVEL_CRITICAL, "*mh_db_is_mine*");
  g_thread_join (g_thread_new ("stranger", use_from_thread, fixture->db));
  g_test_assert_expected_messages ();
  g_assert_cmpint (read_counter (fixture->db), ==, 0);

  g_thread_join (g_thread_new ("heir", adopt_in_thread, fixture->db));
  g_test_expect_message ("mh-db", G_LOG_LEVEL_CRITICAL, "*mh_db_is_mine*");
  g_assert_false (set_counter (fixture->db, 5, NULL));
  g_test_assert_expected_messages ();

  mh_db_adopt_thread (fixture->db);
  g_assert_cmpint (read_counter (fixture->db), ==, 1);
}

static void
test_busy_connections_stay (MhDbFixture  *fixture,
                            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (fixture->db, &error, "SELECT n FROM counter", NULL);

  g_test_expect_message ("mh-db", G_LOG_LEVEL_CRITICAL, "*n_rows == 0*");
  mh_db_adopt_thread (fixture->db);
  g_test_expect_message ("mh-db", G_LOG_LEVEL_CRITICAL, "*n_rows == 0*");
  mh_db_close (fixture->db);
  g_test_assert_expected_messages ();
  g_assert_true (mh_rows_next (rows));
}

int
main (int   argc,
      char *argv[])
{
  if (argc > 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3]);

  mh_test_remember_program (argv[0]);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/db/transaction/" name, MhDbFixture, NULL, set_up, func, mh_db_fixture_tear_down)
  ADD ("is-seen-by-others-when-committed", test_commit_and_rollback);
  ADD ("is-rolled-back-by-closing", test_closing_rolls_back);
  ADD ("for-reading-sees-one-state", test_reading_sees_one_state);
  ADD ("does-not-nest", test_transactions_do_not_nest);
  ADD ("is-rolled-back-when-its-commit-fails", test_deferred_key);
  ADD ("waits-for-another-process-or-is-busy", test_busy);
  ADD ("of-three-processes-take-turns", test_processes_take_turns);
  ADD ("waits-out-a-momentary-busy", test_momentary_busy);
  ADD ("survives-each-fault-and-can-be-repeated", test_faults);
  ADD ("survives-a-full-disk", test_full);
  ADD ("lets-nothing-run-after-the-database-gave-it-up", test_lost_transaction);
  ADD ("cannot-write-where-writes-are-forbidden", test_forbidden_writes);
  ADD ("belongs-to-one-thread", test_one_thread);
  ADD ("keeps-its-thread-while-rows-are-open", test_busy_connections_stay);
#undef ADD

  return g_test_run ();
}

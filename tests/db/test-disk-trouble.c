/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* A real SQLite on a disk that has trouble: an error is a sentence, nothing is half done, and with the disk well again work goes on. */

#include "mh-db.h"

#include "mh-db-fixture.h"
#include "mh-error.h"
#include "mh-fault-vfs.h"

#define ROOM 2000
#define MOST 60

static void
set_up (MhDbFixture  *fixture,
        gconstpointer data)
{
  mh_fault_vfs_install ();
  mh_db_fixture_set_up (fixture, data);
  mh_test_exec (fixture->db, "CREATE TABLE note (n INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;"
                             "CREATE TABLE total (n INTEGER NOT NULL) STRICT; INSERT INTO total VALUES (0);");
}

static void
tear_down (MhDbFixture  *fixture,
           gconstpointer data)
{
  mh_fault_vfs_set (MH_DISK_SOUND, 0, 0);
  mh_db_fixture_tear_down (fixture, data);
}

/* Two tables in one transaction, of several pages. */
static gboolean
write_note (MhDb    *db,
            GError **error)
{
  g_autofree char *words = g_strnfill (ROOM, 'x');

  if (!mh_db_begin (db, error))
    return FALSE;

  if (mh_db_run (db, error, "INSERT INTO note (words) VALUES (:words)", ":words", MH_TEXT (words), NULL) &&
      mh_db_run (db, error, "UPDATE total SET n = n + 1", NULL) &&
      mh_db_commit (db, error))
    return TRUE;

  if (mh_db_in_transaction (db))
    mh_db_rollback (db);

  return FALSE;
}

static void
assert_whole (MhDb  *db,
              gint64 n)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mh_test_get_int (db, "SELECT n FROM total"), ==, n);
  g_assert_cmpint (mh_test_get_int (db, "SELECT count (*) FROM note"), ==, n);
  mh_db_check (db, &error);
  g_assert_no_error (error);
}

static const char * const troubles[] = { "full", "read-only", "write-fails", "sync-fails" };

/* At each operation in turn, seen by who had the file open and by who comes later. */
static void
test_nothing_half_done (MhDbFixture  *fixture,
                        gconstpointer data)
{
  MhDiskTrouble trouble;
  gint64 n = 0;
  guint n_failed = 0;

  g_assert_true (mh_disk_trouble_from_nick (data, &trouble));
  for (guint after = 0; after < MOST; after++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhDb) later = NULL;

    mh_fault_vfs_set (trouble, after % 12, 0);
    if (write_note (fixture->db, &error)) {
      n++;
    } else {
      g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
      n_failed++;
    }

    mh_fault_vfs_set (MH_DISK_SOUND, 0, 0);
    later = mh_test_open (fixture->path);
    assert_whole (fixture->db, n);
    assert_whole (later, n);
  }

  g_assert_cmpuint (n_failed, >, 0);
  g_assert_true (write_note (fixture->db, NULL));
  assert_whole (fixture->db, n + 1);
}

static void
test_opened_read_only (MhDbFixture  *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = NULL;

  mh_fault_vfs_set (MH_DISK_READ_ONLY, 0, 0);
  db = mh_db_open (&mh_db_driver_sqlite, fixture->path, &error);
  if (db != NULL)
    g_assert_false (write_note (db, &error));

  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  mh_fault_vfs_set (MH_DISK_SOUND, 0, 0);
  assert_whole (fixture->db, 0);
}

static void
test_slow_is_no_trouble (MhDbFixture  *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  mh_fault_vfs_set (MH_DISK_SLOW, 0, 3);
  g_assert_true (write_note (fixture->db, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mh_fault_vfs_get_n_struck (), >, 0);
  assert_whole (fixture->db, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++) {
    g_autofree char *path = g_strdup_printf ("/db/disk-trouble/%s/nothing-is-half-done", troubles[i]);

    g_test_add (path, MhDbFixture, troubles[i], set_up, test_nothing_half_done, tear_down);
  }
  g_test_add ("/db/disk-trouble/a-file-opened-read-only-refuses-writes-in-words", MhDbFixture, NULL, set_up, test_opened_read_only, tear_down);
  g_test_add ("/db/disk-trouble/a-slow-disk-is-no-error", MhDbFixture, NULL, set_up, test_slow_is_no_trouble, tear_down);

  return g_test_run ();
}

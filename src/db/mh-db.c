/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-db"

#include "mh-db-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-error.h"
#include "mh-file-mode.h"

#define BUSY_TIMEOUT_MS 5000
#define BUSY_RETRY_US 10000

static void
free_db (MhDb *db)
{
  mh_db_clear_idle (db);
  g_clear_pointer (&db->idle, g_hash_table_unref);
  if (db->link != NULL)
    db->driver->close (db->link);
  g_free (db->path);
  g_free (db);
}

/* The driver waits on a lock that is held; this also covers the moments in which it answers "busy" without waiting. */
static MhDbOutcome
begin_patiently (MhDb    *db,
                 gboolean for_writing)
{
  gint64 deadline = g_get_monotonic_time () + db->busy_ms * (gint64) 1000;
  MhDbOutcome outcome;

  while ((outcome = db->driver->begin (db->link, for_writing)) == MH_DB_BUSY &&
         g_get_monotonic_time () < deadline)
    g_usleep (BUSY_RETRY_US);

  return outcome;
}

static gboolean
begin_transaction (MhDb           *db,
                   MhDbTransaction transaction,
                   GError        **error)
{
  MhDbOutcome outcome;

  if (db->transaction != MH_DB_TRANSACTION_NONE)
    return mh_db_fail_mistake ("BEGIN", "A transaction is open already", error);

  outcome = begin_patiently (db, transaction == MH_DB_TRANSACTION_WRITE);
  if (outcome != MH_DB_DONE) {
    mh_db_fail (db, outcome, error);
    if (db->driver->in_transaction (db->link))
      db->driver->rollback (db->link);
    return FALSE;
  }

  db->transaction = transaction;

  return TRUE;
}

/**
 * mh_db_is_usable:
 * @db: a connection
 * @error: return location; set when the database gave up the transaction by itself
 *
 * Returns: whether statements may run
 */
gboolean
mh_db_is_usable (MhDb    *db,
                 GError **error)
{
  if (db->transaction == MH_DB_TRANSACTION_NONE || db->driver->in_transaction (db->link))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_STORAGE,
                       _("A problem with the disk stopped this change half-way. Nothing was changed. Please try again."));

  return FALSE;
}

/* A statement runs hundreds of thousands of times in an import: some of its characters are enough to tell it from the others. */
static guint
hash_sql (gconstpointer key)
{
  const char *sql = key;
  gsize length = strlen (sql);
  gsize stride = 1 + length / 32;
  guint hash = (guint) length;

  for (gsize i = 0; i < length; i += stride)
    hash = hash * 33 + (guchar) sql[length - 1 - i];

  return hash;
}

static MhDb *
new_db (const MhDbDriver *driver,
        const char       *path)
{
  MhDb *db = g_new0 (MhDb, 1);

  db->driver = driver;
  db->path = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  db->owner = g_thread_self ();
  db->busy_ms = BUSY_TIMEOUT_MS;
  db->idle = g_hash_table_new (hash_sql, g_str_equal);
  g_queue_init (&db->order);

  return db;
}

/**
 * mh_db_open:
 * @driver: the kind of database
 * @path: the file, in the encoding of file names
 * @error: return location for an error
 *
 * Opens a database, or creates an empty one that only its owner can read. The connection belongs to the calling thread
 * until another one calls mh_db_adopt_thread().
 *
 * Returns: (transfer full): a connection, or %NULL: MH_ERROR_STORAGE for a file that cannot be used, MH_ERROR_BUSY
 */
MhDb *
mh_db_open (const MhDbDriver *driver,
            const char       *path,
            GError          **error)
{
  MhDb *db;
  MhDbOutcome outcome;

  g_return_val_if_fail (driver != NULL, NULL);
  g_return_val_if_fail (path != NULL && *path != '\0', NULL);

  db = new_db (driver, path);
  if (!mh_private_file_prepare (db->path, error)) {
    free_db (db);
    return NULL;
  }

  outcome = driver->open (driver, db->path, db->busy_ms, &db->link);
  if (outcome != MH_DB_DONE) {
    mh_db_fail (db, outcome, error);
    free_db (db);
    return NULL;
  }

  return db;
}

/**
 * mh_db_close:
 * @db: (nullable) (transfer full): a connection whose rows are all freed
 *
 * Rolls back what is not committed and closes the connection.
 */
void
mh_db_close (MhDb *db)
{
  if (db == NULL)
    return;

  g_return_if_fail (mh_db_is_mine (db));
  g_return_if_fail (db->n_rows == 0);

  mh_db_rollback (db);
  free_db (db);
}

/**
 * mh_db_adopt_thread:
 * @db: a connection with neither rows nor a transaction open
 *
 * Makes the calling thread the one that @db belongs to. The caller sees to it that the former owner is done with it.
 */
void
mh_db_adopt_thread (MhDb *db)
{
  g_return_if_fail (db != NULL);
  g_return_if_fail (db->n_rows == 0 && db->transaction == MH_DB_TRANSACTION_NONE);

  db->owner = g_thread_self ();
}

/**
 * mh_db_set_busy_timeout:
 * @db: a connection
 * @milliseconds: 0 or more; 5000 in a new connection
 *
 * Sets how long a write waits for other connections before MH_ERROR_BUSY.
 */
void
mh_db_set_busy_timeout (MhDb *db,
                        int   milliseconds)
{
  g_return_if_fail (mh_db_is_mine (db));
  g_return_if_fail (milliseconds >= 0);

  db->busy_ms = milliseconds;
  db->driver->set_busy_timeout (db->link, milliseconds);
}

/**
 * mh_db_set_cache:
 * @db: a connection
 * @mebibytes: 1 or more; 2 in a new connection
 *
 * Sets how much of the file @db keeps in memory. What it holds beyond that is given back.
 */
void
mh_db_set_cache (MhDb *db,
                 int   mebibytes)
{
  g_autofree char *script = NULL;

  g_return_if_fail (mh_db_is_mine (db));
  g_return_if_fail (mebibytes > 0);

  script = g_strdup_printf ("PRAGMA cache_size = -%d; PRAGMA shrink_memory;", mebibytes * 1024);
  mh_db_exec (db, script, NULL);
}

/**
 * mh_db_forbid_writes:
 * @db: a connection
 * @error: return location for an error
 *
 * Makes every later write through @db fail with MH_ERROR_STORAGE.
 *
 * Returns: whether writes are impossible now
 */
gboolean
mh_db_forbid_writes (MhDb    *db,
                     GError **error)
{
  MhDbOutcome outcome;

  g_return_val_if_fail (mh_db_is_mine (db), FALSE);

  outcome = db->driver->forbid_writes (db->link);

  return outcome == MH_DB_DONE || mh_db_fail (db, outcome, error);
}

/**
 * mh_db_get_path:
 * @db: a connection
 *
 * Returns: the absolute path of its file
 */
const char *
mh_db_get_path (MhDb *db)
{
  g_return_val_if_fail (db != NULL, NULL);

  return db->path;
}

/**
 * mh_db_exec:
 * @db: a connection
 * @script: one or more statements
 * @error: return location for an error
 *
 * Runs statements one after the other and drops their rows. Outside a transaction each is one of its own.
 *
 * Returns: whether all ran; after a failure those before it stay done unless the caller rolls back
 */
gboolean
mh_db_exec (MhDb       *db,
            const char *script,
            GError    **error)
{
  MhDbOutcome outcome;

  g_return_val_if_fail (mh_db_is_mine (db), FALSE);
  g_return_val_if_fail (script != NULL, FALSE);

  if (!mh_db_is_usable (db, error))
    return FALSE;

  outcome = db->driver->exec (db->link, script);

  return outcome == MH_DB_DONE || mh_db_fail (db, outcome, error);
}

/**
 * mh_db_changes:
 * @db: a connection
 *
 * Returns: how many rows the last mh_db_run() that changes rows has inserted, updated or deleted by itself, without those
 *   that triggers and foreign keys changed
 */
gint64
mh_db_changes (MhDb *db)
{
  g_return_val_if_fail (mh_db_is_mine (db), 0);

  return db->driver->changes (db->link);
}

/**
 * mh_db_last_id:
 * @db: a connection
 *
 * Returns: the id of the row that was inserted last
 */
gint64
mh_db_last_id (MhDb *db)
{
  g_return_val_if_fail (mh_db_is_mine (db), 0);

  return db->driver->last_id (db->link);
}

/**
 * mh_db_begin:
 * @db: a connection
 * @error: return location for an error
 *
 * Opens a transaction that may write. Nobody else can write until it ends, so it should be short.
 *
 * Returns: whether it is open; MH_ERROR_BUSY when others kept writing for the whole busy timeout
 */
gboolean
mh_db_begin (MhDb    *db,
             GError **error)
{
  g_return_val_if_fail (mh_db_is_mine (db), FALSE);

  return begin_transaction (db, MH_DB_TRANSACTION_WRITE, error);
}

/**
 * mh_db_begin_read:
 * @db: a connection
 * @error: return location for an error
 *
 * Opens a transaction in which all queries see the state of this moment, whatever others write meanwhile. It stops nobody.
 *
 * Returns: whether it is open
 */
gboolean
mh_db_begin_read (MhDb    *db,
                  GError **error)
{
  g_return_val_if_fail (mh_db_is_mine (db), FALSE);

  return begin_transaction (db, MH_DB_TRANSACTION_READ, error);
}

/**
 * mh_db_commit:
 * @db: a connection with an open transaction
 * @error: return location for an error
 *
 * Ends the transaction; on success what it wrote survives a power cut. On failure it has been rolled back.
 *
 * Returns: whether everything is written; otherwise MH_ERROR_STORAGE, MH_ERROR_BUSY, or MH_ERROR_CONFLICT for a foreign
 *   key that was to hold at the end
 */
gboolean
mh_db_commit (MhDb    *db,
              GError **error)
{
  MhDbOutcome outcome;

  g_return_val_if_fail (mh_db_is_mine (db), FALSE);

  if (db->transaction == MH_DB_TRANSACTION_NONE)
    return mh_db_fail_mistake ("COMMIT", "No transaction is open", error);

  if (!mh_db_is_usable (db, error)) {
    db->transaction = MH_DB_TRANSACTION_NONE;
    return FALSE;
  }

  outcome = db->driver->commit (db->link);
  if (outcome != MH_DB_DONE) {
    mh_db_fail (db, outcome, error);
    mh_db_rollback (db);
    return FALSE;
  }

  db->transaction = MH_DB_TRANSACTION_NONE;

  return TRUE;
}

/**
 * mh_db_rollback:
 * @db: a connection
 *
 * Ends the transaction and forgets what it wrote. Does nothing when none is open, so it can stand on every way out.
 */
void
mh_db_rollback (MhDb *db)
{
  g_return_if_fail (mh_db_is_mine (db));

  db->transaction = MH_DB_TRANSACTION_NONE;
  if (db->driver->in_transaction (db->link))
    db->driver->rollback (db->link);
}

/**
 * mh_db_in_transaction:
 * @db: a connection
 *
 * Returns: whether a transaction was begun and neither committed nor rolled back
 */
gboolean
mh_db_in_transaction (MhDb *db)
{
  g_return_val_if_fail (mh_db_is_mine (db), FALSE);

  return db->transaction != MH_DB_TRANSACTION_NONE;
}

/**
 * mh_db_copy_over:
 * @db: a connection
 * @path: of the copy; an older file there is replaced
 * @error: return location
 *
 * As mh_db_copy_to(). The copy is made beside @path, for its owner alone, and gets its name last: a copy that was interrupted is never found
 * at @path.
 *
 * Returns: whether the copy is there
 */
gboolean
mh_db_copy_over (MhDb       *db,
                 const char *path,
                 GError    **error)
{
  /* One fixed name: what a copy that was killed has left is found and removed by the next. */
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  MhDbOutcome outcome;

  g_remove (part);
  if (!mh_private_file_prepare (part, error))
    return FALSE;

  outcome = db->driver->copy (db->link, part);
  if (outcome != MH_DB_DONE)
    mh_db_fail (db, outcome, error);

  if (outcome != MH_DB_DONE || !mh_private_file_publish (part, path, error)) {
    g_remove (part);
    return FALSE;
  }

  return TRUE;
}

/**
 * mh_db_copy_to:
 * @db: a connection without an open transaction
 * @path: a file that is not there yet
 * @error: return location for an error
 *
 * Writes a whole, consistent copy that only its owner can read; others may write to @db meanwhile. @path appears when the
 * copy is complete and on the disk.
 *
 * Returns: whether the copy is there; MH_ERROR_CONFLICT when @path is taken, or MH_ERROR_STORAGE
 */
gboolean
mh_db_copy_to (MhDb       *db,
               const char *path,
               GError    **error)
{
  g_return_val_if_fail (mh_db_is_mine (db), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (db->transaction != MH_DB_TRANSACTION_NONE)
    return mh_db_fail_mistake ("VACUUM INTO", "A copy cannot be made inside a transaction", error);

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_autofree char *name = g_filename_display_name (path);

    g_set_error (error, MH_ERROR, MH_ERROR_CONFLICT,
                 _("There is already a file “%s”. Choose another name for the copy."), name);
    return FALSE;
  }

  return mh_db_copy_over (db, path, error);
}

/**
 * mh_db_copy_to_memory:
 * @db: a connection; it may be one that cannot write
 * @error: return location for an error
 *
 * Makes a connection to a copy that lies in memory and goes with it. What is done there changes nothing in @db and holds nobody up; it needs
 * as much memory as the file has pages.
 *
 * Returns: (transfer full): the copy, or %NULL with MH_ERROR_STORAGE
 */
MhDb *
mh_db_copy_to_memory (MhDb    *db,
                      GError **error)
{
  MhDbOutcome outcome;
  MhDb *copy;

  g_return_val_if_fail (mh_db_is_mine (db), NULL);

  copy = new_db (db->driver, NULL);
  outcome = db->driver->copy_to_memory (db->driver, db->link, &copy->link);
  if (outcome == MH_DB_DONE)
    return copy;

  mh_db_fail (copy->link != NULL ? copy : db, outcome, error);
  free_db (copy);

  return NULL;
}

/**
 * mh_db_check:
 * @db: a connection
 * @error: return location for an error
 *
 * Reads the whole file, which takes a while for a big one.
 *
 * Returns: whether the file is sound and every foreign key finds its row; otherwise MH_ERROR_STORAGE
 */
gboolean
mh_db_check (MhDb    *db,
             GError **error)
{
  g_autofree char *problem = NULL;
  MhDbOutcome outcome;

  g_return_val_if_fail (mh_db_is_mine (db), FALSE);

  outcome = db->driver->check (db->link, &problem);
  if (outcome != MH_DB_DONE)
    return mh_db_fail (db, outcome, error);

  if (problem != NULL) {
    g_set_error (error, MH_ERROR, MH_ERROR_STORAGE,
                 /* Translators: %s is a short technical text for the developers, in English */
                 _("The data file is damaged. Please stop working with it and restore the latest backup. (%s)"), problem);
    return FALSE;
  }

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-migrate"

#include "mh-db-private.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

typedef enum {
  STEP_FAILED,
  STEP_DONE,
  STEP_NOT_NEEDED,
} StepResult;

static gboolean
read_version (MhDb    *db,
              int     *out_version,
              GError **error)
{
  MhDbOutcome outcome = db->driver->get_version (db->link, out_version);

  return outcome == MH_DB_DONE || mh_db_fail (db, outcome, error);
}

static gboolean
refuse_newer (int      version,
              int      newest,
              GError **error)
{
  if (version <= newest)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_TOO_NEW,
               _("This data was last used with a newer version of this program (data version %d, this program knows up to %d). "
                 "Nothing was changed. Please open it with the newer program."),
               version, newest);

  return FALSE;
}

/* While @db holds the write lock, so that nothing is written between the copy and the step. A second connection, because a
 * copy cannot be made inside a transaction. */
static gboolean
copy_before (MhDb    *db,
             int      version,
             GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s.before-v%d", db->path, version);
  g_autoptr (MhDb) reader = mh_db_open (db->driver, db->path, error);

  return reader != NULL && mh_db_copy_over (reader, path, error);
}

static gboolean
copy_unless_empty (MhDb    *db,
                   int      version,
                   GError **error)
{
  gboolean empty;
  MhDbOutcome outcome = db->driver->is_empty (db->link, &empty);

  if (outcome != MH_DB_DONE)
    return mh_db_fail (db, outcome, error);

  return empty || copy_before (db, version, error);
}

static gboolean
run_script (MhDb       *db,
            const char *script,
            int         next_version,
            GError    **error)
{
  gboolean hold = FALSE;
  MhDbOutcome outcome;

  if (!mh_db_exec (db, script, error))
    return FALSE;

  if (!db->driver->in_transaction (db->link))
    return mh_db_fail_mistake (script, "A step ended the transaction that it runs in", error);

  outcome = db->driver->keys_hold (db->link, &hold);
  if (outcome == MH_DB_DONE && !hold)
    outcome = MH_DB_CONSTRAINT;
  if (outcome == MH_DB_DONE)
    outcome = db->driver->set_version (db->link, next_version);

  return outcome == MH_DB_DONE || mh_db_fail (db, outcome, error);
}

/* With the write lock held: another process may have run this step and more while this one waited for the lock. */
static StepResult
run_step (MhDb               *db,
          const char * const *steps,
          int                 newest,
          gboolean           *copied,
          GError            **error)
{
  int version;

  if (!read_version (db, &version, error) || !refuse_newer (version, newest, error))
    return STEP_FAILED;
  if (version == newest)
    return STEP_NOT_NEEDED;

  if (!*copied && !copy_unless_empty (db, version, error))
    return STEP_FAILED;
  *copied = TRUE;

  g_debug ("Step from version %d to %d", version, version + 1);

  return run_script (db, steps[version], version + 1, error) ? STEP_DONE : STEP_FAILED;
}

/* One step, or what another process left of it to do. Foreign keys rest meanwhile: a table that is made anew is gone for a moment. */
static gboolean
run_next (MhDb               *db,
          const char * const *steps,
          int                 newest,
          gboolean           *copied,
          GError            **error)
{
  MhDbOutcome outcome = db->driver->enforce_keys (db->link, FALSE);
  StepResult result = STEP_FAILED;
  gboolean done = FALSE;

  if (outcome != MH_DB_DONE)
    return mh_db_fail (db, outcome, error);

  if (mh_db_begin (db, error)) {
    result = run_step (db, steps, newest, copied, error);
    if (result != STEP_DONE)
      mh_db_rollback (db);
    done = result != STEP_FAILED && (result != STEP_DONE || mh_db_commit (db, error));
  }

  outcome = db->driver->enforce_keys (db->link, TRUE);

  return done && (outcome == MH_DB_DONE || mh_db_fail (db, outcome, error));
}

/**
 * mh_db_get_version:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: the version of the schema in the file, 0 for a new one, or -1 with @error set
 */
int
mh_db_get_version (MhDb    *db,
                   GError **error)
{
  int version = -1;

  g_return_val_if_fail (mh_db_is_mine (db), -1);

  return read_version (db, &version, error) ? version : -1;
}

/**
 * mh_db_migrate:
 * @db: a connection without an open transaction
 * @steps: (array zero-terminated=1): scripts; script n brings the schema from version n to n + 1
 * @error: return location for an error
 *
 * Brings the schema to the newest version. Foreign keys rest during a step and must hold at its end. Each step is one transaction together with its number, so whatever ends the
 * program leaves the last complete version, and several processes may call this at the same time. Before the first step on
 * a file that holds anything, the file is copied to "NAME.before-vN" beside it, N being the version it has; an older copy
 * of that name is replaced.
 *
 * Returns: whether the schema is the newest: MH_ERROR_TOO_NEW for a file of a newer program, otherwise MH_ERROR_STORAGE,
 *   MH_ERROR_BUSY, MH_ERROR_CONFLICT when a step runs against what is stored, or MH_ERROR_INVALID for a mistake in it
 */
gboolean
mh_db_migrate (MhDb               *db,
               const char * const *steps,
               GError            **error)
{
  gboolean copied = FALSE;
  int newest, version;

  g_return_val_if_fail (mh_db_is_mine (db), FALSE);
  g_return_val_if_fail (steps != NULL, FALSE);
  g_return_val_if_fail (db->transaction == MH_DB_TRANSACTION_NONE, FALSE);

  newest = g_strv_length ((char **) steps);
  if (!read_version (db, &version, error) || !refuse_newer (version, newest, error))
    return FALSE;

  while (version < newest) {
    if (!run_next (db, steps, newest, &copied, error) || !read_version (db, &version, error))
      return FALSE;
  }

  return TRUE;
}

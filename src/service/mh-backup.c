/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup"

#include "mh-backup.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-file-mode.h"
#include "mh-schema.h"
#include "mh-town.h"

#define UNFINISHED "('held', 'due', 'attempting', 'unknown')"
#define MAX_KEPT 9999

/* What SQLite keeps beside a database while it is open. */
static const char * const companions[] = { "-wal", "-shm" };

static gboolean
copy_file (const char *from,
           const char *to,
           GError    **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) local_error = NULL;

  /* The private file is there first, so that nobody else can read the copy at any moment. */
  if (!mh_private_file_prepare (to, error))
    return FALSE;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &local_error))
    return mh_private_file_prepare (to, error);

  g_remove (to);
  g_set_error (error, MH_ERROR,
               g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? MH_ERROR_NOT_FOUND : MH_ERROR_STORAGE,
               _("The file could not be copied (%s). Nothing was changed."), local_error->message);

  return FALSE;
}

/* Removes @path and all whose names begin as it does: SQLite's companions, and what a migration keeps of an older schema. */
static void
remove_working (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *prefix = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (folder, name, NULL);

    if (g_str_has_prefix (name, prefix))
      g_remove (child);
  }
}

/* Writes all into the one file. Fails while somebody else has the database open. */
static gboolean
fold_into_one_file (MhDb    *db,
                    GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (mh_db_exec (db, "PRAGMA journal_mode = DELETE", &local_error))
    return TRUE;

  if (!g_error_matches (local_error, MH_ERROR, MH_ERROR_BUSY)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  g_set_error_literal (error, MH_ERROR, MH_ERROR_BUSY,
                       _("The town is still open in another window. Close all other windows of the program and try again."));

  return FALSE;
}

/* A sound file with a town in it, or a sentence. */
static gboolean
check_copy (MhDb    *db,
            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *installation = NULL;

  if (!mh_db_check (db, error))
    return FALSE;

  installation = mh_config_table_get (db, "installation", &local_error);
  if (installation != NULL)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("There is no town in this file. Choose a backup of the program."));

  return FALSE;
}

/* Restoring would look at it in the same way, but on the day it is needed it is too late to find out. */
static gboolean
make_checked_copy (const MhDesk     *desk,
                   const MhDbDriver *driver,
                   const char       *working,
                   GError          **error)
{
  g_autoptr (MhDb) copy = NULL;

  if (!mh_db_copy_to (desk->db, working, error))
    return FALSE;

  copy = mh_db_open (driver, working, error);

  return copy != NULL && check_copy (copy, error) && fold_into_one_file (copy, error);
}

/* Disks that are carried about lose bytes more often than one would think. */
static gboolean
check_same_bytes (const char *a,
                  const char *b,
                  GError    **error)
{
  g_autoptr (GMappedFile) first = g_mapped_file_new (a, FALSE, NULL);
  g_autoptr (GMappedFile) second = g_mapped_file_new (b, FALSE, NULL);

  if (first != NULL && second != NULL && g_mapped_file_get_length (first) == g_mapped_file_get_length (second) &&
      memcmp (g_mapped_file_get_contents (first), g_mapped_file_get_contents (second), g_mapped_file_get_length (first)) == 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_STORAGE,
                       _("The backup does not read back as it was written. Use another disk for it."));

  return FALSE;
}

/* The copy is made and checked on the town's own disk: the other may be one on which a database cannot be opened. */
static gboolean
write_checked (const MhDesk     *desk,
               const MhDbDriver *driver,
               const char       *working,
               const char       *path,
               GError          **error)
{
  g_autofree char *partial = g_strconcat (path, ".part", NULL);

  if (make_checked_copy (desk, driver, working, error) && copy_file (working, partial, error) &&
      check_same_bytes (working, partial, error) && mh_private_file_publish (partial, path, error))
    return TRUE;

  g_remove (partial);

  return FALSE;
}

/**
 * mh_backup_write:
 * @desk: the desk, not in a transaction
 * @driver: the database's driver
 * @path: a file that is not there yet
 * @error: return location for an error
 *
 * Copies the town while others go on working, and checks the copy.
 *
 * Returns: whether there is a sound backup in @path now; MH_ERROR_CONFLICT when there was a file before. After a failure there is none
 */
gboolean
mh_backup_write (const MhDesk     *desk,
                 const MhDbDriver *driver,
                 const char       *path,
                 GError          **error)
{
  g_autofree char *working = NULL;
  gboolean done;

  g_return_val_if_fail (desk != NULL, FALSE);
  g_return_val_if_fail (driver != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("There is a file of this name already. Choose another name."));
    return FALSE;
  }

  if (!mh_audit_note (desk->db, mh_desk_now (desk), desk->operator_name, "backup", "{}", NULL, error))
    return FALSE;

  working = g_strconcat (mh_db_get_path (desk->db), ".backing-up", NULL);
  remove_working (working);
  done = write_checked (desk, driver, working, path, error);
  remove_working (working);

  return done;
}

/**
 * mh_restore_result_free:
 * @result: a result
 */
void
mh_restore_result_free (MhRestoreResult *result)
{
  g_free (result->kept_as);
  g_free (result);
}

/* Nothing that was under way when the backup was made may go out by itself: it may have arrived long ago. */
static gboolean
settle_messages (const MhDesk    *desk,
                 MhRestoreResult *result,
                 GError         **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "restore", MH_UNDO_NONE, error);

  if (act == NULL ||
      !mh_db_run (desk->db, error,
                  "UPDATE delivery SET state = 'check', reason = 'restored', state_at = :now WHERE state IN " UNFINISHED,
                  ":now", MH_INT (mh_desk_now (desk)), NULL))
    return FALSE;

  result->act = mh_act_get_id (act);
  result->n_to_check = mh_db_changes (desk->db);
  mh_act_set_int (act, "to-check", result->n_to_check);

  return mh_db_run (desk->db, error, "UPDATE attempt SET state = 'check', code = 'restored' WHERE state = 'open'", NULL) &&
         mh_db_run (desk->db, error, "DELETE FROM lease", NULL) &&
         mh_config_table_set (desk->db, "sending", "off", error) &&
         mh_act_commit (act, error);
}

/* Makes @working a town that can take its place. */
static gboolean
prepare_copy (const MhDesk     *who,
              const MhDbDriver *driver,
              const char       *working,
              MhRestoreResult  *result,
              gboolean         *out_practice,
              GError          **error)
{
  g_autoptr (MhDb) db = mh_db_open (driver, working, error);
  g_autofree char *practice = NULL;
  MhDesk desk = *who;

  desk.db = db;
  if (db == NULL || !check_copy (db, error) || !mh_schema_apply (db, error) || !settle_messages (&desk, result, error))
    return FALSE;

  practice = mh_config_table_get (db, "practice", NULL);
  *out_practice = g_strcmp0 (practice, "0") != 0;

  return fold_into_one_file (db, error);
}

static gboolean
check_same_kind (MhDb    *old,
                 gboolean is_practice,
                 GError **error)
{
  g_autofree char *practice = mh_config_table_get (old, "practice", NULL);

  if (practice == NULL || (g_strcmp0 (practice, "0") != 0) == is_practice)
    return TRUE;

  if (is_practice)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("This is a backup of the practice town. It cannot take the place of the real town."));
  else
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("This is a backup of the real town. It cannot take the place of the practice town."));

  return FALSE;
}

static char *
find_free_name (const char *path,
                GError    **error)
{
  for (int i = 1; i <= MAX_KEPT; i++) {
    g_autofree char *name = g_strdup_printf ("%s.before-restore-%d", path, i);

    if (!g_file_test (name, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&name);
  }

  g_set_error_literal (error, MH_ERROR, MH_ERROR_STORAGE,
                       _("There are too many old copies in the town's folder. Move some of them to another disk first."));

  return NULL;
}

/* A database that cannot be opened any more is copied as it lies there: it may be all that is left. */
static gboolean
keep_as_it_lies (const char *path,
                 const char *kept_as,
                 GError    **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++) {
    g_autofree char *companion = g_strconcat (path, companions[i], NULL);
    g_autofree char *kept = g_strconcat (kept_as, companions[i], NULL);

    if (g_file_test (companion, G_FILE_TEST_EXISTS) && !copy_file (companion, kept, error))
      return FALSE;
  }

  return copy_file (path, kept_as, error);
}

/* The old file's own log, replayed into the new one, would destroy it. */
static void
remove_companions (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++) {
    g_autofree char *companion = g_strconcat (path, companions[i], NULL);

    g_remove (companion);
  }
}

static gboolean
keep_old (const MhDbDriver *driver,
          const char       *path,
          gboolean          is_practice,
          MhRestoreResult  *result,
          GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *kept_as = NULL;
  g_autoptr (MhDb) old = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  kept_as = find_free_name (path, error);
  if (kept_as == NULL)
    return FALSE;

  old = mh_db_open (driver, path, &local_error);
  if (old == NULL && g_error_matches (local_error, MH_ERROR, MH_ERROR_BUSY)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (old != NULL && !check_same_kind (old, is_practice, error))
    return FALSE;

  /* A damaged file may open and still not fold. */
  if (old != NULL && !fold_into_one_file (old, &local_error) && g_error_matches (local_error, MH_ERROR, MH_ERROR_BUSY)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  g_clear_pointer (&old, mh_db_close);

  if (!keep_as_it_lies (path, kept_as, error))
    return FALSE;

  remove_companions (path);
  result->kept_as = g_steal_pointer (&kept_as);

  return TRUE;
}

/**
 * mh_backup_restore:
 * @who: the time and the operator; its connection is not used
 * @driver: the database's driver
 * @path: a backup
 * @dir: the data directory it goes to
 * @error: return location for an error
 *
 * Puts a backup in place of the town. The backup itself is only read. At every moment @dir holds either the town as it was or the
 * restored one, whole.
 *
 * Returns: (transfer full): what was done; %NULL with MH_ERROR_NOT_FOUND, MH_ERROR_INVALID or MH_ERROR_STORAGE for a file that is not
 *   there, no town or damaged, MH_ERROR_TOO_NEW, MH_ERROR_BUSY while the town is open elsewhere, MH_ERROR_REFUSED
 */
MhRestoreResult *
mh_backup_restore (const MhDesk     *who,
                   const MhDbDriver *driver,
                   const char       *path,
                   const char       *dir,
                   GError          **error)
{
  g_autoptr (MhRestoreResult) result = g_new0 (MhRestoreResult, 1);
  g_autofree char *database = NULL;
  g_autofree char *working = NULL;
  gboolean is_practice = FALSE;

  g_return_val_if_fail (who != NULL, NULL);
  g_return_val_if_fail (driver != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (dir != NULL, NULL);

  if (!mh_private_dir_prepare (dir, error))
    return NULL;

  database = mh_town_database_path (dir);
  working = g_strconcat (database, ".restoring", NULL);
  remove_working (working);

  if (copy_file (path, working, error) &&
      prepare_copy (who, driver, working, result, &is_practice, error) &&
      keep_old (driver, database, is_practice, result, error) &&
      mh_private_file_publish (working, database, error)) {
    remove_working (working);
    mh_audit_forget_head (database);
    return g_steal_pointer (&result);
  }

  remove_working (working);

  return NULL;
}

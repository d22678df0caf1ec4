/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-copy"

#include "mh-backup-private.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-file-mode.h"

/**
 * mh_backup_remove_working:
 * @path: a private file
 *
 * Overwrites and removes it and all files whose names begin as its own does: SQLite's companions, what a migration keeps.
 */
void
mh_backup_remove_working (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *prefix = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (folder, name, NULL);

    if (g_str_has_prefix (name, prefix))
      mh_private_file_wipe (child);
  }
}

/**
 * mh_backup_fold:
 * @db: a connection to a private file
 * @error: return location; MH_ERROR_BUSY while somebody else has it open
 *
 * Returns: whether everything is in the one file
 */
gboolean
mh_backup_fold (MhDb    *db,
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

/**
 * mh_backup_check_copy:
 * @db: a connection to a copy
 * @error: return location; MH_ERROR_INVALID where there is no town in it
 *
 * Returns: whether the file is sound and holds a town
 */
gboolean
mh_backup_check_copy (MhDb    *db,
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

static gboolean
fail_copy (const GError *cause,
           GError      **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_STORAGE,
                         _("There is no room left on the disk for the backup. Make room there or choose another folder."));
  else
    g_set_error (error, MH_ERROR,
                 g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? MH_ERROR_NOT_FOUND : MH_ERROR_STORAGE,
                 _("The file could not be copied (%s). Nothing was changed."), cause->message);

  return FALSE;
}

/**
 * mh_backup_copy_file:
 * @from: a file
 * @to: the copy; an older one is replaced
 * @error: return location
 *
 * The copy is for its owner alone at any moment; what was interrupted is wiped.
 *
 * Returns: whether it was copied
 */
gboolean
mh_backup_copy_file (const char *from,
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

  mh_private_file_wipe (to);

  return fail_copy (local_error, error);
}

static gboolean
unseal_into (GFile               *sealed,
             GFile               *target,
             const MhSealedKey   *key,
             const MhSealedWatch *watch,
             GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFileInputStream) from = g_file_read (sealed, NULL, &local_error);
  g_autoptr (GFileOutputStream) to = from != NULL ? g_file_append_to (target, G_FILE_CREATE_NONE, NULL, &local_error) : NULL;

  if (to == NULL)
    return fail_copy (local_error, error);

  if (!mh_sealed_file_read (G_INPUT_STREAM (from), G_OUTPUT_STREAM (to), key, watch, error))
    return FALSE;

  return g_output_stream_close (G_OUTPUT_STREAM (to), NULL, &local_error) || fail_copy (local_error, error);
}

/**
 * mh_backup_unseal:
 * @path: a backup, sealed or not
 * @working: the private file that it becomes
 * @key: of the backups
 * @watch: progress, and whether to stop
 * @error: return location
 *
 * Returns: whether the database is in @working; otherwise nothing is left there
 */
gboolean
mh_backup_unseal (const char          *path,
                  const char          *working,
                  const MhSealedKey   *key,
                  const MhSealedWatch *watch,
                  GError             **error)
{
  g_autoptr (GFile) sealed = g_file_new_for_path (path);
  g_autoptr (GFile) target = g_file_new_for_path (working);

  if (!mh_sealed_file_is (path))
    return mh_backup_copy_file (path, working, error);

  if (mh_private_file_prepare (working, error) && unseal_into (sealed, target, key, watch, error))
    return TRUE;

  mh_private_file_wipe (working);

  return FALSE;
}

/**
 * mh_backup_check_same:
 * @a: a file
 * @b: another
 * @error: return location; MH_ERROR_STORAGE
 *
 * Disks that are carried about lose bytes more often than one would think.
 *
 * Returns: whether both hold the same bytes
 */
gboolean
mh_backup_check_same (const char *a,
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

/**
 * mh_backup_count:
 * @db: a town's database
 * @out_counts: (out): how much there is in it
 * @error: return location for an error
 *
 * Returns: whether it could be counted
 */
gboolean
mh_backup_count (MhDb           *db,
                 MhBackupCounts *out_counts,
                 GError        **error)
{
  static const char sql[] =
    "SELECT (SELECT count(*) FROM resident), (SELECT count(*) FROM contact), (SELECT count(*) FROM programme),"
    " (SELECT count(*) FROM session), (SELECT count(*) FROM booking WHERE state = 'active'),"
    " (SELECT count(*) FROM waiting_unit WHERE state = 'waiting'), (SELECT count(*) FROM offer WHERE state = 'open'),"
    " (SELECT count(*) FROM delivery), (SELECT count(*) FROM audit), (SELECT max(at) FROM audit)";
  g_autoptr (MhRows) rows = NULL;

  g_return_val_if_fail (db != NULL, FALSE);
  g_return_val_if_fail (out_counts != NULL, FALSE);

  rows = mh_db_query (db, error, sql, NULL);
  if (rows == NULL)
    return FALSE;

  if (mh_rows_next (rows)) {
    for (int kind = 0; kind < MH_BACKUP_N_KINDS; kind++)
      out_counts->n[kind] = mh_rows_int (rows, kind);
    out_counts->newest_at = mh_rows_int (rows, MH_BACKUP_N_KINDS);
  }

  return mh_rows_end (rows, error);
}

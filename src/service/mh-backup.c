/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup"

#include "mh-backup.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-act.h"
#include "mh-backup-private.h"
#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-file-mode.h"
#include "mh-town.h"

/* A copy in the clear of the town as it is now, sound and in one file. */
static gboolean
make_checked_copy (const MhDesk     *desk,
                   const MhDbDriver *driver,
                   const char       *working,
                   MhBackupCounts   *out_counts,
                   GError          **error)
{
  g_autoptr (MhDb) copy = NULL;

  if (!mh_db_copy_to (desk->db, working, error))
    return FALSE;

  copy = mh_db_open (driver, working, error);

  return copy != NULL && mh_backup_check_copy (copy, error) && mh_backup_count (copy, out_counts, error) &&
         mh_backup_fold (copy, error);
}

static gboolean
fail_stream (GError      **error,
             const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_STORAGE,
                         _("There is no room left on the disk for the backup. Make room there or choose another folder."));
  else
    g_set_error (error, MH_ERROR, MH_ERROR_STORAGE,
                 _("The backup could not be written (%s). Check that the disk is connected."), cause->message);

  return FALSE;
}

static gboolean
seal_copy (const MhDesk        *desk,
           const char          *working,
           const char          *partial,
           const MhSealedKey   *key,
           gint64               made_at,
           const MhSealedWatch *watch,
           GError             **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (working);
  g_autoptr (GFile) target = g_file_new_for_path (partial);
  g_autofree char *town = mh_town_dup_installation (desk->db, error);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInputStream) plain = NULL;
  g_autoptr (GFileOutputStream) sealed = NULL;
  GStatBuf info;

  if (town == NULL || !mh_private_file_prepare (partial, error))
    return FALSE;

  plain = g_file_read (source, NULL, &cause);
  sealed = plain != NULL ? g_file_append_to (target, G_FILE_CREATE_NONE, NULL, &cause) : NULL;
  if (sealed == NULL || g_stat (working, &info) != 0)
    return cause != NULL ? fail_stream (error, cause) : FALSE;

  return mh_sealed_file_write (G_INPUT_STREAM (plain), (guint64) info.st_size, G_OUTPUT_STREAM (sealed), key, town,
                               made_at, watch, error) &&
         (g_output_stream_close (G_OUTPUT_STREAM (sealed), NULL, &cause) || fail_stream (error, cause));
}

/* What restoring would do, but on the day it is needed it is too late to find out. */
static gboolean
verify (const MhDbDriver     *driver,
        const char           *partial,
        const char           *working,
        const MhSealedKey    *key,
        const MhBackupCounts *expected,
        const MhSealedWatch  *watch,
        GError              **error)
{
  g_autoptr (MhDb) copy = NULL;
  MhBackupCounts found = { { 0 } };

  if (!mh_backup_unseal (partial, working, key, watch, error))
    return FALSE;

  copy = mh_db_open (driver, working, error);
  if (copy == NULL || !mh_backup_check_copy (copy, error) || !mh_backup_count (copy, &found, error))
    return FALSE;

  if (memcmp (&found, expected, sizeof found) == 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_STORAGE,
                       _("The backup does not read back as it was written. Use another disk for it."));

  return FALSE;
}

/* The backup has its name only when it is known to be good. */
static gboolean
write_verified (const MhDesk        *desk,
                const MhDbDriver    *driver,
                const char          *working,
                const char          *path,
                const MhSealedKey   *key,
                gint64               made_at,
                const MhSealedWatch *watch,
                GError             **error)
{
  g_autofree char *partial = g_strconcat (path, ".part", NULL);
  MhBackupCounts counts = { { 0 } };
  gboolean done;

  done = make_checked_copy (desk, driver, working, &counts, error) && seal_copy (desk, working, partial, key, made_at, watch, error);
  mh_backup_remove_working (working);
  done = done && verify (driver, partial, working, key, &counts, watch, error) && mh_private_file_publish (partial, path, error);
  if (!done)
    g_remove (partial);

  return done;
}

static gboolean
note_backup (const MhDesk *desk,
             const char   *path,
             gint64        made_at,
             GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "backup", MH_UNDO_NONE, error);
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, made_at);
  GStatBuf info;

  if (act == NULL)
    return FALSE;

  if (g_stat (path, &info) == 0)
    mh_act_set_int (act, "bytes", info.st_size);
  mh_act_set_int (act, "sealed", 1);

  return mh_config_table_set (desk->db, "backup.last", last, error) &&
         mh_config_table_set (desk->db, "backup.problem", NULL, error) &&
         mh_act_commit (act, error);
}

/**
 * mh_backup_write:
 * @desk: the desk, not in a transaction
 * @driver: the database's driver
 * @path: a file that is not there yet
 * @key: the town's key
 * @made_at: ms since 1970 UTC; stands in the backup's label, and in its name where the program chose that
 * @watch: (nullable): who looks on; it hears of sealing first and then of reading back
 * @error: return location for an error
 *
 * Copies the town while others go on working, seals the copy and reads it back. In between the copy lies in the clear beside the
 * town's own file, for its owner's eyes only, and is overwritten before it is removed: SQLite can copy a town of any size into a
 * file, but only small ones into memory.
 *
 * Returns: whether there is a sound backup in @path now; MH_ERROR_CONFLICT when there was a file before. After a failure there is none
 */
gboolean
mh_backup_write (const MhDesk        *desk,
                 const MhDbDriver    *driver,
                 const char          *path,
                 const MhSealedKey   *key,
                 gint64               made_at,
                 const MhSealedWatch *watch,
                 GError             **error)
{
  g_autofree char *working = NULL;
  gboolean done;

  g_return_val_if_fail (desk != NULL, FALSE);
  g_return_val_if_fail (driver != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("There is a file of this name already. Choose another name."));
    return FALSE;
  }

  working = g_strconcat (mh_db_get_path (desk->db), ".backing-up", NULL);
  mh_backup_remove_working (working);
  done = write_verified (desk, driver, working, path, key, made_at, watch, error);
  mh_backup_remove_working (working);

  return done && note_backup (desk, path, made_at, error);
}

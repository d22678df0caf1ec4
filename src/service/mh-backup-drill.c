/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-drill"

#include "mh-backup.h"

#include "mh-audit.h"
#include "mh-backup-private.h"
#include "mh-check.h"
#include "mh-schema.h"

/**
 * mh_backup_drill_free:
 * @drill: a drill's result
 */
void
mh_backup_drill_free (MhBackupDrill *drill)
{
  g_clear_pointer (&drill->findings, g_ptr_array_unref);
  g_free (drill);
}

/* A restore up to the moment in which the town would be replaced. */
static gboolean
look_at_copy (const MhDesk     *desk,
              const MhDbDriver *driver,
              const char       *working,
              MhBackupDrill    *drill,
              GError          **error)
{
  g_autoptr (MhDb) copy = mh_db_open (driver, working, error);
  MhDesk there = *desk;

  there.db = copy;
  if (copy == NULL || !mh_backup_check_copy (copy, error) || !mh_schema_apply (copy, error) ||
      !mh_backup_count (copy, &drill->backup, error))
    return FALSE;

  drill->findings = mh_check_run (&there, error);

  return drill->findings != NULL;
}

static gboolean
note_drill (const MhDesk        *desk,
            const MhBackupDrill *drill,
            GError             **error)
{
  g_autofree char *detail = g_strdup_printf ("{\"made-at\":%" G_GINT64_FORMAT ",\"findings\":%u}", drill->made_at,
                                             drill->findings->len);

  return mh_audit_note (desk->db, mh_desk_now (desk), desk->operator_name, "backup.drill", detail, NULL, error);
}

/**
 * mh_backup_run_drill:
 * @desk: the desk, not in a transaction
 * @driver: the database's driver
 * @path: a backup
 * @key: its key, of mh_backup_key_find()
 * @watch: (nullable): who looks on
 * @error: as of mh_backup_restore()
 *
 * Does all that a restore does short of replacing the town, and removes its copy. The drill itself is noted in the log.
 *
 * Returns: (transfer full): what a restore would bring
 */
MhBackupDrill *
mh_backup_run_drill (const MhDesk        *desk,
                     const MhDbDriver    *driver,
                     const char          *path,
                     const MhSealedKey   *key,
                     const MhSealedWatch *watch,
                     GError             **error)
{
  g_autoptr (MhBackupDrill) drill = g_new0 (MhBackupDrill, 1);
  g_autoptr (MhSealedLabel) label = NULL;
  g_autofree char *working = NULL;
  gboolean done;

  g_return_val_if_fail (desk != NULL, NULL);
  g_return_val_if_fail (driver != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  working = g_strconcat (mh_db_get_path (desk->db), ".drill", NULL);
  mh_backup_remove_working (working);
  done = mh_backup_unseal (path, working, key, watch, error) && look_at_copy (desk, driver, working, drill, error);
  mh_backup_remove_working (working);
  if (!done || !mh_backup_count (desk->db, &drill->live, error))
    return NULL;

  if (mh_sealed_file_is (path))
    label = mh_sealed_file_read_label (path, NULL);
  drill->made_at = label != NULL ? label->made_at : drill->backup.newest_at;

  return note_drill (desk, drill, error) ? g_steal_pointer (&drill) : NULL;
}

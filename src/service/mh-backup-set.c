/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-set"

#include "mh-backup-set.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-act.h"
#include "mh-backup-key.h"
#include "mh-backup-private.h"
#include "mh-config-table.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-file-mode.h"
#include "mh-lease-table.h"

#define LEASE "backup"
#define LEASE_MS (30 * 60 * 1000)
#define PREFIX "machihoken-"
#define SUFFIX ".mhbackup"
#define FOLDER "backups"
#define TOWN_CHARACTERS 8

/**
 * mh_backup_file_free:
 * @file: a file of the set
 */
void
mh_backup_file_free (MhBackupFile *file)
{
  g_free (file->path);
  g_free (file);
}

static char *
dup_installation (const MhDesk *desk,
                  GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *installation = mh_config_get (desk, "installation", &local_error);

  if (local_error == NULL)
    return g_steal_pointer (&installation);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

/* "machihoken-3f0c5a0e-20261122-210000.mhbackup": the town, then the time in Japan. */
static char *
make_name (const char *installation,
           gint64      made_at)
{
  g_autofree char *date = mh_date_to_iso (mh_date_from_ms (made_at));
  int minutes = mh_minutes_from_ms (made_at);
  g_auto (GStrv) parts = g_strsplit (date, "-", -1);
  g_autofree char *day = g_strjoinv ("", parts);

  return g_strdup_printf (PREFIX "%.*s-%s-%02d%02d%02d" SUFFIX, TOWN_CHARACTERS, installation, day, minutes / 60, minutes % 60,
                          (int) (made_at / 1000 % 60));
}

/* The name says that the program made it, the label says for whom: a file that a person named, or of another town, is left alone. */
static MhBackupFile *
read_file (const char *folder,
           const char *name,
           const char *installation)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (MhSealedLabel) label = NULL;
  MhBackupFile *file;
  GStatBuf info;

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX) || g_stat (path, &info) != 0)
    return NULL;

  label = mh_sealed_file_read_label (path, NULL);
  if (label == NULL || !g_str_equal (label->town, installation))
    return NULL;

  expected = make_name (installation, label->made_at);
  if (!g_str_equal (expected, name))
    return NULL;

  file = g_new0 (MhBackupFile, 1);
  file->path = g_steal_pointer (&path);
  file->made_at = label->made_at;
  file->bytes = (guint64) info.st_size;

  return file;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const MhBackupFile *first = *(MhBackupFile * const *) a;
  const MhBackupFile *second = *(MhBackupFile * const *) b;

  return first->made_at < second->made_at ? 1 : first->made_at > second->made_at ? -1 : 0;
}

/**
 * mh_backup_set_list:
 * @desk: the desk
 * @folder: a folder
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type MhBackupFile): the town's backups in @folder that the program named itself, newest first
 */
GPtrArray *
mh_backup_set_list (const MhDesk *desk,
                    const char   *folder,
                    GError      **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_backup_file_free);
  g_autofree char *installation = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_val_if_fail (desk != NULL, NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  installation = dup_installation (desk, error);
  if (installation == NULL)
    return NULL;

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    MhBackupFile *file = read_file (folder, name, installation);

    if (file != NULL)
      g_ptr_array_add (files, file);
  }
  g_ptr_array_sort (files, compare_newest_first);

  return g_steal_pointer (&files);
}

/**
 * mh_backup_set_folder:
 * @desk: the desk
 * @error: return location for an error
 *
 * Returns: (transfer full): the folder of the town's backups, whether it is there or not
 */
char *
mh_backup_set_folder (const MhDesk *desk,
                      GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *dir = NULL;

  g_return_val_if_fail (desk != NULL, NULL);

  folder = mh_config_get (desk, "backup.folder", &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  if (*folder != '\0')
    return g_steal_pointer (&folder);

  dir = g_path_get_dirname (mh_db_get_path (desk->db));

  return g_build_filename (dir, FOLDER, NULL);
}

/* A folder of the town's own is made; one on a medium that is not there must not be made where the medium would be. */
static gboolean
prepare_folder (const MhDesk *desk,
                const char   *folder,
                GError      **error)
{
  g_autofree char *dir = g_path_get_dirname (mh_db_get_path (desk->db));
  g_autofree char *own = g_build_filename (dir, FOLDER, NULL);
  g_autofree char *shown = NULL;

  if (g_str_equal (folder, own))
    return mh_private_dir_prepare (folder, error);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;

  shown = g_filename_display_name (folder);
  g_set_error (error, MH_ERROR, MH_ERROR_STORAGE,
               _("The folder for backups “%s” is not there. Connect the disk or USB stick, or choose another folder in the preferences."), shown);

  return FALSE;
}

/* A setting that cannot be read keeps everything. */
static gboolean
read_rules (const MhDesk *desk,
            MhBackupKeep *out_rules,
            gboolean     *out_usable,
            GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = mh_config_get (desk, "backup.keep", &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  *out_usable = mh_backup_keep_read (text, out_rules);

  return TRUE;
}

/* Removes what the rules do not keep, of the files that the program made itself. One that cannot be removed is left for the next time. */
static gboolean
prune (const MhDesk *desk,
       const char   *folder,
       GError      **error)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autofree gint64 *times = NULL;
  g_autofree gboolean *keep = NULL;
  MhBackupKeep rules;
  gboolean usable;

  if (!read_rules (desk, &rules, &usable, error))
    return FALSE;
  if (!usable)
    return TRUE;

  files = mh_backup_set_list (desk, folder, error);
  if (files == NULL)
    return FALSE;

  times = g_new0 (gint64, files->len + 1);
  keep = g_new0 (gboolean, files->len + 1);
  for (guint i = 0; i < files->len; i++)
    times[i] = ((MhBackupFile *) files->pdata[i])->made_at;
  mh_backup_choose (times, files->len, &rules, keep);

  for (guint i = 0; i < files->len; i++) {
    if (!keep[i])
      g_remove (((MhBackupFile *) files->pdata[i])->path);
  }

  return TRUE;
}

/* The same sealed bytes in another place, read back. */
static gboolean
copy_to_second (const MhDesk *desk,
                const char   *path,
                const char   *folder,
                GError      **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autofree char *partial = g_strconcat (target, ".part", NULL);

  if (!prepare_folder (desk, folder, error))
    return FALSE;

  if (mh_backup_copy_file (path, partial, error) && mh_backup_check_same (path, partial, error) &&
      mh_private_file_publish (partial, target, error))
    return prune (desk, folder, error);

  g_remove (partial);

  return FALSE;
}

static gboolean
note_text (const MhDesk *desk,
           const char   *kind,
           const char   *key,
           const char   *text,
           GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, MH_UNDO_NONE, error);

  return act != NULL && mh_config_table_set (desk->db, key, text, error) && mh_act_commit (act, error);
}

/* The second copy is an addition: without it there is still a good backup. */
static gboolean
make_second (const MhDesk *desk,
             const char   *path,
             GError      **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *folder = mh_config_get (desk, "backup.second", &local_error);
  g_autofree char *before = local_error == NULL ? mh_config_get (desk, "backup.second-problem", &local_error) : NULL;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (*folder != '\0' && !copy_to_second (desk, path, folder, &problem))
    return g_strcmp0 (before, problem->message) == 0 ||
           note_text (desk, "backup.second-failed", "backup.second-problem", problem->message, error);

  return *before == '\0' || note_text (desk, "backup.second-made", "backup.second-problem", NULL, error);
}

static MhBackupFile *
write_next (const MhDesk        *desk,
            const MhDbDriver    *driver,
            MhSecrets           *secrets,
            const MhSealedWatch *watch,
            GError             **error)
{
  g_autofree char *folder = mh_backup_set_folder (desk, error);
  g_autofree char *installation = folder != NULL ? dup_installation (desk, error) : NULL;
  gint64 made_at = mh_desk_now (desk);
  g_autofree char *name = installation != NULL ? make_name (installation, made_at) : NULL;
  g_autofree char *path = NULL;
  g_auto (MhSealedKey) key = { { 0 } };
  MhBackupFile *file;

  if (name == NULL || !prepare_folder (desk, folder, error) || !mh_backup_key_ensure (secrets, &key, error))
    return NULL;

  path = g_build_filename (folder, name, NULL);
  if (!mh_backup_write (desk, driver, path, &key, made_at, watch, error))
    return NULL;

  file = read_file (folder, name, installation);
  if (file == NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_STORAGE,
                         _("The backup does not read back as it was written. Use another disk for it."));
    return NULL;
  }

  if (prune (desk, folder, error) && make_second (desk, path, error))
    return file;

  mh_backup_file_free (file);

  return NULL;
}

static gboolean
is_due (const MhDesk *desk,
        gboolean     *out_due,
        GError      **error)
{
  g_autoptr (MhBackupStatus) status = mh_backup_get_status (desk, error);

  *out_due = status != NULL && status->due != 0 && status->due <= mh_desk_now (desk);

  return status != NULL;
}

static MhBackupFile *
make_under_lease (const MhDesk        *desk,
                  const MhDbDriver    *driver,
                  MhSecrets           *secrets,
                  gboolean             only_if_due,
                  const MhSealedWatch *watch,
                  GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  MhBackupFile *file;
  gboolean due = TRUE;

  if (only_if_due && (!is_due (desk, &due, error) || !due))
    return NULL;

  file = write_next (desk, driver, secrets, watch, &local_error);
  if (file != NULL)
    return file;

  /* Whoever called it off knows why. A disk too full for the backup may be too full for this note as well. */
  if (local_error->domain == MH_ERROR)
    note_text (desk, "backup.failed", "backup.problem", local_error->message, NULL);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

/* One process at a time; the key must not be made twice. */
static gboolean
take_lease (const MhDesk *desk,
            const char   *owner,
            GError      **error)
{
  gint64 now = mh_desk_now (desk);
  gboolean taken = FALSE;

  if (!mh_lease_table_take (desk->db, LEASE, owner, now, now + LEASE_MS, &taken, error))
    return FALSE;

  if (!taken)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_BUSY, _("A backup is being made already. Wait until it is finished."));

  return taken;
}

/**
 * mh_backup_set_make:
 * @desk: the desk, not in a transaction
 * @driver: the database's driver
 * @secrets: the town's credentials
 * @only_if_due: whether to look first if one is due by now
 * @watch: (nullable): who looks on
 * @error: return location; MH_ERROR_BUSY while another process makes one, MH_ERROR_UNAVAILABLE without the keyring, MH_ERROR_STORAGE
 *
 * Returns: (nullable) (transfer full): the new file; %NULL without @error when nothing was due
 */
MhBackupFile *
mh_backup_set_make (const MhDesk        *desk,
                    const MhDbDriver    *driver,
                    MhSecrets           *secrets,
                    gboolean             only_if_due,
                    const MhSealedWatch *watch,
                    GError             **error)
{
  g_autofree char *owner = NULL;
  MhBackupFile *file;

  g_return_val_if_fail (desk != NULL, NULL);
  g_return_val_if_fail (driver != NULL, NULL);
  g_return_val_if_fail (MH_IS_SECRETS (secrets), NULL);

  owner = mh_random_uuid (desk->random);
  if (!take_lease (desk, owner, error))
    return NULL;

  file = make_under_lease (desk, driver, secrets, only_if_due, watch, error);
  mh_lease_table_drop (desk->db, LEASE, owner, NULL);

  return file;
}

/**
 * mh_backup_make_file:
 * @desk: the desk, not in a transaction
 * @driver: the database's driver
 * @secrets: the town's credentials
 * @path: a file that is not there yet
 * @watch: (nullable): who looks on
 * @error: as of mh_backup_set_make() and mh_backup_write()
 *
 * Returns: whether there is a sound backup in @path now
 */
gboolean
mh_backup_make_file (const MhDesk        *desk,
                     const MhDbDriver    *driver,
                     MhSecrets           *secrets,
                     const char          *path,
                     const MhSealedWatch *watch,
                     GError             **error)
{
  g_auto (MhSealedKey) key = { { 0 } };
  g_autofree char *owner = NULL;
  gboolean done;

  g_return_val_if_fail (desk != NULL, FALSE);
  g_return_val_if_fail (driver != NULL, FALSE);
  g_return_val_if_fail (MH_IS_SECRETS (secrets), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  owner = mh_random_uuid (desk->random);
  if (!take_lease (desk, owner, error))
    return FALSE;

  done = mh_backup_key_ensure (secrets, &key, error) && mh_backup_write (desk, driver, path, &key, mh_desk_now (desk), watch, error);
  mh_lease_table_drop (desk->db, LEASE, owner, NULL);

  return done;
}

/**
 * mh_backup_set_ensure_key:
 * @desk: the desk, not in a transaction
 * @secrets: the town's credentials
 * @out_key: (out): the town's key
 * @error: MH_ERROR_BUSY, or as of mh_backup_key_ensure()
 *
 * Returns: whether there is one now
 */
gboolean
mh_backup_set_ensure_key (const MhDesk *desk,
                          MhSecrets    *secrets,
                          MhSealedKey  *out_key,
                          GError      **error)
{
  g_autofree char *owner = NULL;
  gboolean done;

  g_return_val_if_fail (desk != NULL, FALSE);
  g_return_val_if_fail (MH_IS_SECRETS (secrets), FALSE);
  g_return_val_if_fail (out_key != NULL, FALSE);

  owner = mh_random_uuid (desk->random);
  if (!take_lease (desk, owner, error))
    return FALSE;

  done = mh_backup_key_ensure (secrets, out_key, error);
  mh_lease_table_drop (desk->db, LEASE, owner, NULL);

  return done;
}

/**
 * mh_backup_note_sheet:
 * @desk: the desk, not in a transaction
 * @error: return location for an error
 *
 * Remembers that the recovery sheet was printed.
 *
 * Returns: whether it is remembered
 */
gboolean
mh_backup_note_sheet (const MhDesk *desk,
                      GError      **error)
{
  g_autofree char *now = NULL;

  g_return_val_if_fail (desk != NULL, FALSE);

  now = g_strdup_printf ("%" G_GINT64_FORMAT, mh_desk_now (desk));

  return note_text (desk, "backup.sheet", "backup.sheet", now, error);
}

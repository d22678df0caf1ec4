/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-restore"

#include "mh-backup.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-backup-private.h"
#include "mh-config-table.h"
#include "mh-drafts.h"
#include "mh-kept-words.h"
#include "mh-error.h"
#include "mh-file-mode.h"
#include "mh-schema.h"
#include "mh-town.h"

#define UNFINISHED "('held', 'due', 'attempting', 'unknown')"
#define MAX_KEPT 9999

/* What SQLite keeps beside a database while it is open. */
static const char * const companions[] = { "-wal", "-shm" };

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

/* Offers go on where they were when the backup was made: for those who wait, the time until then has not passed. */
static gboolean
freeze_offers (const MhDesk    *desk,
               gint64           since,
               MhRestoreResult *result,
               GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *frozen = mh_config_table_get (desk->db, "offers.frozen-at", &local_error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, since);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (!mh_db_get_int (desk->db, 0, &result->n_frozen, error, "SELECT count(*) FROM offer WHERE state = 'open'", NULL))
    return FALSE;

  /* A backup of a town whose offers stood still already. */
  return result->n_frozen == 0 || frozen != NULL || mh_config_table_set (desk->db, "offers.frozen-at", text, error);
}

/* Nothing that was under way when the backup was made may go out by itself: it may have arrived long ago. And the backup that brings the
 * town back is itself the last good one, which the town in it does not know yet. */
static gboolean
settle_messages (const MhDesk    *desk,
                 gint64           since,
                 MhRestoreResult *result,
                 GError         **error)
{
  g_autofree char *made_at = g_strdup_printf ("%" G_GINT64_FORMAT, since);
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "restore", MH_UNDO_NONE, error);

  if (act == NULL ||
      !mh_db_run (desk->db, error,
                  "UPDATE delivery SET state = 'check', reason = 'restored', state_at = :now WHERE state IN " UNFINISHED,
                  ":now", MH_INT (mh_desk_now (desk)), NULL))
    return FALSE;

  result->act = mh_act_get_id (act);
  result->n_to_check = mh_db_changes (desk->db);
  if (!freeze_offers (desk, since, result, error))
    return FALSE;

  /* A broadcast that was about to leave, or under way, stands still until somebody has looked. A test goes to one person at the desk, and is
   * over when that one has said whether it arrived. */
  if (!mh_db_run (desk->db, error,
                  "UPDATE broadcast SET state = iif (kind = 'test', 'running', 'paused'), ended_at = NULL WHERE state IN ('held', 'running') "
                  "OR (state = 'done' "
                  "AND EXISTS (SELECT 1 FROM delivery AS d WHERE d.broadcast = broadcast.id AND d.state = 'check' AND d.reason = 'restored'))",
                  NULL))
    return FALSE;

  mh_act_set_int (act, "to-check", result->n_to_check);
  mh_act_set_int (act, "frozen", result->n_frozen);

  return mh_db_run (desk->db, error, "UPDATE attempt SET state = 'check', code = 'restored' WHERE state = 'open'", NULL) &&
         mh_db_run (desk->db, error, "DELETE FROM lease", NULL) &&
         mh_config_table_set (desk->db, "sending", "off", error) &&
         mh_config_table_set (desk->db, "backup.last", made_at, error) &&
         mh_act_commit (act, error);
}

/* What is known of the town that comes back. */
typedef struct {
  char    *installation;
  gboolean practice;
} Incoming;

static void
incoming_clear (Incoming *incoming)
{
  g_clear_pointer (&incoming->installation, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Incoming, incoming_clear)

/* Makes @working a town that can take its place. @made_at: 0 where the backup does not say it. */
static gboolean
prepare_copy (const MhDesk     *who,
              const MhDbDriver *driver,
              gint64            made_at,
              const char       *working,
              MhRestoreResult  *result,
              Incoming         *out_incoming,
              GError          **error)
{
  g_autoptr (MhDb) db = mh_db_open (driver, working, error);
  g_autofree char *practice = NULL;
  MhBackupCounts counts = { { 0 } };
  MhDesk desk = *who;

  desk.db = db;
  if (db == NULL || !mh_backup_check_copy (db, error) || !mh_schema_apply (db, error) || !mh_backup_count (db, &counts, error) ||
      !settle_messages (&desk, made_at != 0 ? made_at : counts.newest_at, result, error))
    return FALSE;

  practice = mh_config_table_get (db, "practice", NULL);
  out_incoming->practice = g_strcmp0 (practice, "0") != 0;
  out_incoming->installation = mh_config_table_get (db, "installation", NULL);

  return mh_backup_fold (db, error);
}

static gboolean
check_same_kind (MhDb           *old,
                 const Incoming *incoming,
                 GError        **error)
{
  g_autofree char *practice = mh_config_table_get (old, "practice", NULL);

  if (practice == NULL || (g_strcmp0 (practice, "0") != 0) == incoming->practice)
    return TRUE;

  if (incoming->practice)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("This is a backup of the practice town. It cannot take the place of the real town."));
  else
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("This is a backup of the real town. It cannot take the place of the practice town."));

  return FALSE;
}

/* A new computer has a new, empty town, whose place may be taken. In practice towns nobody can be lost. */
static gboolean
check_same_town (MhDb           *old,
                 const Incoming *incoming,
                 GError        **error)
{
  g_autofree char *installation = mh_config_table_get (old, "installation", NULL);
  gint64 n_residents = 0;

  if (incoming->practice || installation == NULL || g_strcmp0 (installation, incoming->installation) == 0 ||
      !mh_db_get_int (old, 0, &n_residents, NULL, "SELECT count(*) FROM resident", NULL) || n_residents == 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("This is the backup of another town. It cannot take the place of this one, which has residents of its own."));

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

    if (g_file_test (companion, G_FILE_TEST_EXISTS) && !mh_backup_copy_file (companion, kept, error))
      return FALSE;
  }

  return mh_backup_copy_file (path, kept_as, error);
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
          const Incoming   *incoming,
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

  if (old != NULL && (!check_same_kind (old, incoming, error) || !check_same_town (old, incoming, error)))
    return FALSE;

  /* A damaged file may open and still not fold. */
  if (old != NULL && !mh_backup_fold (old, &local_error) && g_error_matches (local_error, MH_ERROR, MH_ERROR_BUSY)) {
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

static gint64
read_made_at (const char *path)
{
  g_autoptr (MhSealedLabel) label = mh_sealed_file_is (path) ? mh_sealed_file_read_label (path, NULL) : NULL;

  return label != NULL ? label->made_at : 0;
}

/**
 * mh_backup_restore:
 * @who: the time and the operator; its connection is not used
 * @driver: the database's driver
 * @path: a backup
 * @dir: the data directory it goes to
 * @key: its key, of mh_backup_key_find()
 * @watch: (nullable): who looks on
 * @error: return location for an error
 *
 * Puts a backup in place of the town. The backup itself is only read. At every moment @dir holds either the town as it was or the
 * restored one, whole.
 *
 * Returns: (transfer full): what was done; %NULL with MH_ERROR_NOT_FOUND, MH_ERROR_INVALID or MH_ERROR_STORAGE for a file that is not
 *   there, no town or damaged, MH_ERROR_TOO_NEW, MH_ERROR_BUSY while the town is open elsewhere, MH_ERROR_REFUSED
 */
MhRestoreResult *
mh_backup_restore (const MhDesk        *who,
                   const MhDbDriver    *driver,
                   const char          *path,
                   const char          *dir,
                   const MhSealedKey   *key,
                   const MhSealedWatch *watch,
                   GError             **error)
{
  g_autoptr (MhRestoreResult) result = g_new0 (MhRestoreResult, 1);
  g_autofree char *database = NULL;
  g_autofree char *working = NULL;
  g_auto (Incoming) incoming = { NULL, FALSE };

  g_return_val_if_fail (who != NULL, NULL);
  g_return_val_if_fail (driver != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (dir != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  if (!mh_private_dir_prepare (dir, error))
    return NULL;

  database = mh_town_database_path (dir);
  working = g_strconcat (database, ".restoring", NULL);
  mh_backup_remove_working (working);

  if (mh_backup_unseal (path, working, key, watch, error) &&
      prepare_copy (who, driver, read_made_at (path), working, result, &incoming, error) &&
      keep_old (driver, database, &incoming, result, error) &&
      mh_private_file_publish (working, database, error)) {
    mh_backup_remove_working (working);
    mh_audit_forget_head (database);
    mh_drafts_forget (database);
    mh_kept_words_forget (database);
    return g_steal_pointer (&result);
  }

  mh_backup_remove_working (working);

  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-backup"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-backup-key.h"
#include "mh-backup-set.h"
#include "mh-config.h"
#include "mh-disk-state.h"
#include "mh-error.h"
#include "mh-recovery-sheet.h"
#include "mh-refill-frozen.h"

static const char * const kinds[MH_BACKUP_N_KINDS] = {
  [MH_BACKUP_RESIDENTS] = "residents",
  [MH_BACKUP_CONTACTS] = "contacts",
  [MH_BACKUP_PROGRAMMES] = "programmes",
  [MH_BACKUP_SESSIONS] = "sessions",
  [MH_BACKUP_BOOKINGS] = "bookings",
  [MH_BACKUP_WAITING] = "waiting",
  [MH_BACKUP_OFFERS] = "offers",
  [MH_BACKUP_MESSAGES] = "messages",
  [MH_BACKUP_LOG] = "log",
};

static void
add_file (MhCtlCall          *call,
          const MhBackupFile *file)
{
  mh_ctl_add_text (call, "output", file->path);
  mh_ctl_add_int (call, "backed-up-at", file->made_at);
  mh_ctl_add_int (call, "bytes", (gint64) file->bytes);
}

/* Without a name the next of the set, as the window makes it each day; a timer of the system may call this. */
static gboolean
run_backup (MhCtlCall *call,
            GError   **error)
{
  gboolean only_if_due = FALSE;
  const GOptionEntry entries[] = {
    { "if-due", 0, 0, G_OPTION_ARG_NONE, &only_if_due, N_("Only when none was made since the time of the day that is set"), NULL },
    { NULL },
  };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhSecrets) secrets = NULL;
  g_autoptr (MhBackupFile) file = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 1, error))
    return FALSE;
  if (only_if_due && call->n_args > 0)
    return mh_ctl_fail_usage (error, _("A backup into a file of its own is made at once: leave out --if-due."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  secrets = mh_ctl_open_secrets (&desk, error);
  if (secrets == NULL)
    return FALSE;

  if (call->n_args > 0) {
    if (!mh_backup_make_file (&desk, &mh_db_driver_sqlite, secrets, call->args[0], NULL, error))
      return FALSE;
    mh_ctl_add_text (call, "output", call->args[0]);
    return TRUE;
  }

  file = mh_backup_set_make (&desk, &mh_db_driver_sqlite, secrets, only_if_due, NULL, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (file != NULL)
    add_file (call, file);
  else
    mh_ctl_add_text (call, "output", NULL);

  return TRUE;
}

static gboolean
run_list (MhCtlCall *call,
          GError   **error)
{
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) files = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  folder = mh_backup_set_folder (&desk, error);
  files = folder != NULL ? mh_backup_set_list (&desk, folder, error) : NULL;
  if (files == NULL)
    return FALSE;

  mh_ctl_add_text (call, "folder", folder);
  mh_ctl_begin_array (call, "backups");
  for (guint i = 0; i < files->len; i++) {
    mh_ctl_begin_object (call, NULL);
    add_file (call, files->pdata[i]);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

/* null where it cannot be told. */
static void
add_disk (MhCtlCall *call)
{
  g_autofree char *dir = g_canonicalize_filename (call->ctl->dir, NULL);
  MhDiskState state = mh_disk_state_of (dir, NULL);

  if (state == MH_DISK_UNKNOWN)
    mh_ctl_add_text (call, "disk-encrypted", NULL);
  else
    mh_ctl_add_bool (call, "disk-encrypted", state == MH_DISK_ENCRYPTED);
}

static gboolean
run_status (MhCtlCall *call,
            GError   **error)
{
  g_autoptr (MhBackupStatus) status = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  status = mh_backup_get_status (&desk, error);
  if (status == NULL)
    return FALSE;

  call->partly = status->late || status->problem != NULL || status->second_problem != NULL;
  mh_ctl_add_text (call, "folder", status->folder);
  mh_ctl_add_some (call, "last-at", status->last);
  mh_ctl_add_some (call, "next-at", status->due);
  mh_ctl_add_bool (call, "late", status->late);
  mh_ctl_add_text (call, "problem", status->problem);
  mh_ctl_add_text (call, "second-problem", status->second_problem);
  mh_ctl_add_bool (call, "sheet-wanted", status->sheet_wanted);
  mh_ctl_add_some (call, "frozen-at", status->frozen_since);
  add_disk (call);

  return TRUE;
}

/**
 * mh_ctl_find_key:
 * @call: the call
 * @path: a sealed file
 * @typed: whether the recovery key stands on standard input
 * @out_key: (out): its key
 * @error: as of mh_backup_key_find()
 *
 * Else it comes from the keyring of the town that the file is of: on a new computer that may be none.
 *
 * Returns: whether @out_key opens it
 */
gboolean
mh_ctl_find_key (MhCtlCall   *call,
                 const char  *path,
                 gboolean     typed,
                 MhSealedKey *out_key,
                 GError     **error)
{
  g_autoptr (MhSealedLabel) label = NULL;
  g_autoptr (MhSecrets) secrets = NULL;
  g_autoptr (MhSecretText) text = NULL;

  if (typed && call->ctl->in_batch)
    return mh_ctl_fail_usage (error, _("A recovery key cannot be given here: standard input holds commands."));

  if (typed) {
    text = mh_ctl_read_secret (error);
    if (text == NULL)
      return FALSE;
  } else if (mh_sealed_file_is (path)) {
    label = mh_sealed_file_read_label (path, error);
    if (label == NULL)
      return FALSE;
    secrets = mh_secrets_new_keyring (label->town);
  }

  return mh_backup_key_find (secrets, text, path, out_key, error);
}

/* So that the next backup of the restored town is sealed with the key whose sheet is in the safe. */
static gboolean
keep_typed_key (const char        *path,
                const MhSealedKey *key)
{
  g_autoptr (MhSealedLabel) label = mh_sealed_file_read_label (path, NULL);
  g_autoptr (MhSecrets) secrets = label != NULL ? mh_secrets_new_keyring (label->town) : NULL;

  return secrets != NULL && mh_backup_key_keep (secrets, key, NULL);
}

static void
add_counts (MhCtlCall            *call,
            const char           *member,
            const MhBackupCounts *counts)
{
  mh_ctl_begin_object (call, member);
  for (int i = 0; i < MH_BACKUP_N_KINDS; i++)
    mh_ctl_add_int (call, kinds[i], counts->n[i]);
  mh_ctl_add_some (call, "newest-at", counts->newest_at);
  mh_ctl_end_object (call);
}

static gboolean
run_drill (MhCtlCall *call,
           GError   **error)
{
  gboolean typed = FALSE;
  const GOptionEntry entries[] = {
    { "key", 0, 0, G_OPTION_ARG_NONE, &typed, N_("Read the recovery key from standard input"), NULL },
    { NULL },
  };
  g_auto (MhSealedKey) key = { { 0 } };
  g_autoptr (MhBackupDrill) drill = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_ctl_find_key (call, call->args[0], typed, &key, error))
    return FALSE;

  drill = mh_backup_run_drill (&desk, &mh_db_driver_sqlite, call->args[0], &key, NULL, error);
  if (drill == NULL)
    return FALSE;

  call->partly = drill->findings->len > 0;
  mh_ctl_add_bool (call, "whole", drill->findings->len == 0);
  mh_ctl_add_int (call, "backed-up-at", drill->made_at);
  add_counts (call, "backup", &drill->backup);
  add_counts (call, "town", &drill->live);
  mh_ctl_begin_array (call, "findings");
  for (guint i = 0; i < drill->findings->len; i++)
    json_builder_add_string_value (call->builder, g_ptr_array_index (drill->findings, i));
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_sheet (MhCtlCall *call,
           GError   **error)
{
  g_autoptr (MhSecrets) secrets = NULL;
  g_autofree char *town = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *folder = NULL;
  g_auto (MhSealedKey) key = { { 0 } };
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  secrets = mh_ctl_open_secrets (&desk, error);
  folder = secrets != NULL ? mh_backup_set_folder (&desk, error) : NULL;
  if (folder == NULL || !mh_backup_key_look_up (secrets, &key, error))
    return FALSE;

  town = mh_config_get (&desk, "town.name", NULL);
  printed = mh_date_format (mh_desk_today (&desk), MH_DATE_STYLE_LONG);
  if (!mh_recovery_sheet_save_pdf (&(MhRecoverySheet) { town, printed, folder, &key }, call->args[0], error) ||
      !mh_backup_note_sheet (&desk, error))
    return FALSE;

  mh_ctl_add_text (call, "output", call->args[0]);

  return TRUE;
}

static gboolean
run_restore (MhCtlCall *call,
             GError   **error)
{
  MhDesk who = { .clock = call->ctl->clock, .random = call->ctl->random, .operator_name = call->ctl->operator_name };
  gboolean typed = FALSE;
  const GOptionEntry entries[] = {
    { "key", 0, 0, G_OPTION_ARG_NONE, &typed, N_("Read the recovery key from standard input"), NULL },
    { NULL },
  };
  g_auto (MhSealedKey) key = { { 0 } };
  g_autoptr (MhRestoreResult) result = NULL;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_find_key (call, call->args[0], typed, &key, error))
    return FALSE;

  mh_ctl_close (call->ctl);
  result = mh_backup_restore (&who, &mh_db_driver_sqlite, call->args[0], call->ctl->dir, &key, NULL, error);
  if (result == NULL)
    return FALSE;

  mh_ctl_add_int (call, "act", result->act);
  mh_ctl_add_int (call, "to-check", result->n_to_check);
  mh_ctl_add_int (call, "frozen", result->n_frozen);
  mh_ctl_add_text (call, "kept-as", result->kept_as);
  mh_ctl_add_text (call, "sending", "off");
  mh_ctl_add_bool (call, "secrets-restored", FALSE);
  if (typed)
    mh_ctl_add_bool (call, "key-kept", keep_typed_key (call->args[0], &key));

  return TRUE;
}

static gboolean
run_release (MhCtlCall *call,
             GError   **error)
{
  guint n_offers = 0;
  gint64 act = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_refill_release (&desk, &n_offers, &act, error))
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "offers", n_offers);

  return TRUE;
}

const MhCtlCommand mh_ctl_backup_commands[] = {
  { "backup", N_("[FILE]"), N_("Make a sealed backup in the folder for backups, or in a file of its own, and read it back"), run_backup },
  { "backup list", NULL, N_("List the backups in the folder for backups"), run_list },
  { "backup status", NULL, N_("Tell when the last backup was made and when the next is due"), run_status },
  { "backup drill", N_("FILE"), N_("Practise putting a backup back: everything is looked at, nothing is changed"), run_drill },
  { "backup sheet", N_("FILE"), N_("Write the recovery sheet with the key as a PDF: print it, then delete the file"), run_sheet },
  { "restore", N_("FILE"), N_("Put a backup in place of the town; the town of now is kept beside it"), run_restore },
  { "offers release", NULL, N_("Let offers go on that stand still since a backup was put back"), run_release },
  { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-work"

#include "mh-backup-work.h"

#include <glib/gi18n-lib.h>

#include "mh-backup-key.h"
#include "mh-config.h"
#include "mh-error.h"

static const char * const kind_names[MH_BACKUP_N_KINDS] = {
  [MH_BACKUP_RESIDENTS] = NC_ ("backup", "Residents"),
  [MH_BACKUP_CONTACTS] = NC_ ("backup", "Telephone numbers and LINE"),
  [MH_BACKUP_PROGRAMMES] = NC_ ("backup", "Programmes"),
  [MH_BACKUP_SESSIONS] = NC_ ("backup", "Days"),
  [MH_BACKUP_BOOKINGS] = NC_ ("backup", "Bookings"),
  [MH_BACKUP_WAITING] = NC_ ("backup", "On the waiting list"),
  [MH_BACKUP_OFFERS] = NC_ ("backup", "Open offers"),
  [MH_BACKUP_MESSAGES] = NC_ ("backup", "Messages"),
  [MH_BACKUP_LOG] = NC_ ("backup", "Entries of the log"),
};

/**
 * mh_backup_choice_new:
 * @path: (nullable): a backup
 * @typed: (nullable): a recovery key
 *
 * Returns: (transfer full): the choice
 */
MhBackupChoice *
mh_backup_choice_new (const char *path,
                      const char *typed)
{
  MhBackupChoice *choice = g_new0 (MhBackupChoice, 1);

  choice->path = g_strdup (path);
  choice->typed = g_strdup (typed);

  return choice;
}

/**
 * mh_backup_choice_free:
 * @choice: a choice
 */
void
mh_backup_choice_free (MhBackupChoice *choice)
{
  g_free (choice->path);
  mh_secret_free (choice->typed);
  g_free (choice);
}

/**
 * mh_backup_work_time:
 * @ms: ms since 1970 UTC
 *
 * Returns: (transfer full): the day and the time in Japan
 */
char *
mh_backup_work_time (gint64 ms)
{
  g_autofree char *date = mh_date_format (mh_date_from_ms (ms), MH_DATE_STYLE_LONG);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (ms));

  /* Translators: a day and a time of the day */
  return g_strdup_printf (_("%s, %s"), date, time);
}

/**
 * mh_backup_work_disk:
 * @state: what is known of the disk
 *
 * Returns: a sentence
 */
const char *
mh_backup_work_disk (MhDiskState state)
{
  switch (state) {
  case MH_DISK_ENCRYPTED:
    return _("This computer’s disk is encrypted. A thief of the computer cannot read the residents’ data without its password.");
  case MH_DISK_PLAIN:
    return _("This computer’s disk is not encrypted: whoever takes it out can read the residents’ data. Ask the people who look after the computer to encrypt it.");
  case MH_DISK_UNKNOWN:
  default:
    return _("Whether this computer’s disk is encrypted cannot be told. Ask the people who look after the computer: “Is the disk encrypted, for example with BitLocker?”");
  }
}

/**
 * mh_backup_work_make:
 * @desk: the desk
 * @secrets: where the key is kept
 * @watch: progress, and whether to stop
 * @input: nothing
 * @error: return location
 *
 * Of type MhBackupWork: the next backup of the set.
 *
 * Returns: (transfer full): a sentence, or %NULL
 */
gpointer
mh_backup_work_make (const MhDesk        *desk,
                     MhSecrets           *secrets,
                     const MhSealedWatch *watch,
                     gpointer             input,
                     GError             **error)
{
  g_autoptr (MhBackupFile) file = mh_backup_set_make (desk, &mh_db_driver_sqlite, secrets, FALSE, watch, error);

  return file != NULL ? g_strdup (_("The backup is made and was read back: it is whole")) : NULL;
}

/**
 * mh_backup_work_save:
 * @desk: the desk
 * @secrets: where the key is kept
 * @watch: progress, and whether to stop
 * @input: the path of a new file
 * @error: return location
 *
 * Of type MhBackupWork.
 *
 * Returns: (transfer full): a sentence, or %NULL
 */
gpointer
mh_backup_work_save (const MhDesk        *desk,
                     MhSecrets           *secrets,
                     const MhSealedWatch *watch,
                     gpointer             input,
                     GError             **error)
{
  return mh_backup_make_file (desk, &mh_db_driver_sqlite, secrets, input, watch, error)
         ? g_strdup (_("The backup is made and was read back: it is whole")) : NULL;
}

/* The keyring has a part for each town: a backup of another one has its key there, if anywhere. */
static gboolean
find_key (const MhDesk *desk,
          MhSecrets    *secrets,
          const char   *path,
          const char   *typed,
          MhSealedKey  *out_key,
          GError      **error)
{
  g_autofree char *installation = mh_config_get (desk, "installation", NULL);
  g_autoptr (MhSealedLabel) label = mh_sealed_file_is (path) ? mh_sealed_file_read_label (path, NULL) : NULL;
  g_autoptr (MhSecrets) others = NULL;

  if (label != NULL && !g_str_equal (label->town, installation)) {
    others = mh_secrets_new_keyring (label->town);
    secrets = others;
  }

  return mh_backup_key_find (secrets, typed, path, out_key, error);
}

static char *
find_newest (const MhDesk *desk,
             GError      **error)
{
  g_autofree char *folder = mh_backup_set_folder (desk, error);
  g_autoptr (GPtrArray) files = folder != NULL ? mh_backup_set_list (desk, folder, error) : NULL;

  if (files == NULL)
    return NULL;
  if (files->len > 0)
    return g_strdup (((MhBackupFile *) files->pdata[0])->path);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND,
                       _("There is no backup in the folder for backups yet. Press “Back Up Now” first."));

  return NULL;
}

static char *
describe_drill (const MhBackupDrill *drill)
{
  g_autofree char *made = mh_backup_work_time (drill->made_at);
  g_autofree char *reaches = mh_backup_work_time (drill->backup.newest_at);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("The backup of %s was decrypted, opened and looked at. Nothing of the town was changed, and what was unpacked is removed again."),
                          made);
  g_string_append (text, "\n\n");
  g_string_append_printf (text, _("The newest entry in it: %s."), reaches);
  g_string_append (text, "\n");
  for (int i = 0; i < MH_BACKUP_N_KINDS; i++) {
    g_string_append (text, "\n");
    /* Translators: residents: 2500 in the backup, 2501 now */
    g_string_append_printf (text, _("%s: %lld in the backup, %lld now"), g_dpgettext2 (GETTEXT_PACKAGE, "backup", kind_names[i]),
                            (long long) drill->backup.n[i], (long long) drill->live.n[i]);
  }
  for (guint i = 0; i < drill->findings->len; i++)
    g_string_append_printf (text, "\n\n%s", (char *) drill->findings->pdata[i]);

  g_string_append (text, "\n\n");
  g_string_append (text, drill->findings->len == 0
                         ? _("All is well: with this backup the town could be put back.")
                         : _("Something in the backup is not as it should be. Make a new backup, practise again, and tell the people who look after the program."));

  return g_string_free (text, FALSE);
}

/**
 * mh_backup_work_drill:
 * @desk: the desk
 * @secrets: where the key is kept
 * @watch: progress, and whether to stop
 * @input: an MhBackupChoice
 * @error: return location
 *
 * Of type MhBackupWork: opens the backup and looks through it, and leaves the town alone.
 *
 * Returns: (transfer full): sentences, or %NULL
 */
gpointer
mh_backup_work_drill (const MhDesk        *desk,
                      MhSecrets           *secrets,
                      const MhSealedWatch *watch,
                      gpointer             input,
                      GError             **error)
{
  const MhBackupChoice *choice = input;
  g_autofree char *path = choice->path != NULL ? g_strdup (choice->path) : find_newest (desk, error);
  g_auto (MhSealedKey) key = { { 0 } };
  g_autoptr (MhBackupDrill) drill = NULL;

  if (path == NULL || !find_key (desk, secrets, path, choice->typed, &key, error))
    return NULL;

  drill = mh_backup_run_drill (desk, &mh_db_driver_sqlite, path, &key, watch, error);

  return drill != NULL ? describe_drill (drill) : NULL;
}

/**
 * mh_backup_work_key:
 * @desk: the desk
 * @secrets: where the key is kept
 * @watch: progress, and whether to stop
 * @input: an MhBackupChoice with a path
 * @error: return location; a sentence where no key fits
 *
 * Of type MhBackupWork.
 *
 * Returns: %TRUE as a pointer when the key of the file is there, or the typed one fits; %NULL otherwise
 */
gpointer
mh_backup_work_key (const MhDesk        *desk,
                    MhSecrets           *secrets,
                    const MhSealedWatch *watch,
                    gpointer             input,
                    GError             **error)
{
  const MhBackupChoice *choice = input;
  g_auto (MhSealedKey) key = { { 0 } };

  return GINT_TO_POINTER (find_key (desk, secrets, choice->path, choice->typed, &key, error));
}

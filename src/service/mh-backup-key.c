/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-key"

#include "mh-backup-key.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-recovery-key.h"

/* In the keyring it stands as on paper: whoever looks there can print it by hand. */
static gboolean
read_kept (MhSecrets   *secrets,
           gboolean    *out_found,
           MhSealedKey *out_key,
           GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhSecretText) text = mh_secrets_look_up (secrets, MH_SECRET_BACKUP_KEY, NULL, &local_error);

  *out_found = text != NULL;
  if (text != NULL)
    return mh_recovery_key_read (text, out_key, error);

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * mh_backup_key_keep:
 * @secrets: the town's credentials
 * @key: a key
 * @error: return location for an error
 *
 * Returns: whether @key is the town's key in the keyring now
 */
gboolean
mh_backup_key_keep (MhSecrets         *secrets,
                    const MhSealedKey *key,
                    GError           **error)
{
  g_autoptr (MhSecretText) text = NULL;

  g_return_val_if_fail (MH_IS_SECRETS (secrets), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  text = mh_recovery_key_write (key);

  return mh_secrets_store (secrets, MH_SECRET_BACKUP_KEY, text, NULL, error);
}

/**
 * mh_backup_key_look_up:
 * @secrets: the town's credentials
 * @out_key: (out): its key
 * @error: MH_ERROR_NOT_FOUND when no backup was made on this PC yet, else as of the keyring
 *
 * Returns: whether there is one
 */
gboolean
mh_backup_key_look_up (MhSecrets   *secrets,
                       MhSealedKey *out_key,
                       GError     **error)
{
  gboolean found;

  g_return_val_if_fail (MH_IS_SECRETS (secrets), FALSE);
  g_return_val_if_fail (out_key != NULL, FALSE);

  if (!read_kept (secrets, &found, out_key, error))
    return FALSE;
  if (found)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND,
                       _("There is no key for backups on this computer yet. It is made with the first backup."));

  return FALSE;
}

/**
 * mh_backup_key_ensure:
 * @secrets: the town's credentials
 * @out_key: (out): its key
 * @error: as of the keyring
 *
 * A new key is read back from the keyring before anything is sealed with it: a backup whose key is nowhere would be lost. Call it under
 * the lease of backups, so that two processes do not make two.
 *
 * Returns: whether there is one now
 */
gboolean
mh_backup_key_ensure (MhSecrets   *secrets,
                      MhSealedKey *out_key,
                      GError     **error)
{
  g_auto (MhSealedKey) made = { { 0 } };
  gboolean found;

  g_return_val_if_fail (MH_IS_SECRETS (secrets), FALSE);
  g_return_val_if_fail (out_key != NULL, FALSE);

  if (!read_kept (secrets, &found, out_key, error))
    return FALSE;
  if (found)
    return TRUE;

  mh_sealed_key_make (&made);

  return mh_backup_key_keep (secrets, &made, error) && mh_backup_key_look_up (secrets, out_key, error);
}

static gboolean
fail_key_wanted (GError **error)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("This computer does not have the key to this backup. Type the recovery key from the sheet that was printed for this town."));

  return FALSE;
}

/**
 * mh_backup_key_find:
 * @secrets: (nullable): the credentials of the town that the backup is of
 * @typed: (nullable): a recovery key as typed
 * @path: a backup
 * @out_key: (out): its key
 * @error: MH_ERROR_REFUSED when the recovery key has to be typed, MH_ERROR_INVALID when it was typed with a mistake
 *
 * A keyring that cannot be asked is no obstacle: the key can be typed.
 *
 * Returns: whether @out_key opens the backup
 */
gboolean
mh_backup_key_find (MhSecrets   *secrets,
                    const char  *typed,
                    const char  *path,
                    MhSealedKey *out_key,
                    GError     **error)
{
  g_autoptr (MhSealedLabel) label = NULL;

  g_return_val_if_fail (secrets == NULL || MH_IS_SECRETS (secrets), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (out_key != NULL, FALSE);

  memset (out_key, 0, sizeof *out_key);
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !mh_sealed_file_is (path))
    return TRUE;

  label = mh_sealed_file_read_label (path, error);
  if (label == NULL)
    return FALSE;

  if (typed != NULL && *typed != '\0') {
    if (!mh_recovery_key_read (typed, out_key, error))
      return FALSE;
    if (mh_sealed_label_fits (label, out_key))
      return TRUE;
    mh_sealed_key_clear (out_key);
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("This recovery key is right in itself, but this backup was made with another. Look for the sheet of that town and time."));
    return FALSE;
  }

  if (secrets != NULL && mh_backup_key_look_up (secrets, out_key, NULL) && mh_sealed_label_fits (label, out_key))
    return TRUE;
  mh_sealed_key_clear (out_key);

  return fail_key_wanted (error);
}

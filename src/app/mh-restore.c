/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-restore"

#include "mh-restore.h"

#include <glib/gi18n.h>

#include "mh-backup-key.h"
#include "mh-backup.h"

typedef struct {
  char     *path;
  char     *typed;  /* (nullable) */
  char     *dir;
  MhClock  *clock;
  MhRandom *chance;
  char     *operator_name;
} Order;

static void
order_free (Order *order)
{
  g_free (order->path);
  mh_secret_free (order->typed);
  g_free (order->dir);
  g_free (order->operator_name);
  g_object_unref (order->clock);
  g_object_unref (order->chance);
  g_free (order);
}

static char *
describe (const MhRestoreResult *result)
{
  GString *text = g_string_new (_("Sending is switched off until you have looked: messages that left after the backup are not in it."));

  if (result->n_to_check > 0) {
    g_string_append (text, "\n\n");
    g_string_append_printf (text, ngettext ("%d message has to be checked: nobody knows whether it arrived.",
                                            "%d messages have to be checked: nobody knows whether they arrived.",
                                            (gulong) result->n_to_check),
                            (int) result->n_to_check);
  }

  if (result->n_frozen > 0) {
    g_string_append (text, "\n\n");
    g_string_append_printf (text, ngettext ("%d offer of a free place stands still until you let it go on, under “Backup” in the preferences.",
                                            "%d offers of free places stand still until you let them go on, under “Backup” in the preferences.",
                                            (gulong) result->n_frozen),
                            (int) result->n_frozen);
  }

  g_string_append (text, "\n\n");
  g_string_append (text, _("Credentials of LINE and SMS are not in a backup. On another computer, enter them anew in the preferences."));

  if (result->kept_as != NULL) {
    g_autofree char *name = g_filename_display_name (result->kept_as);

    g_string_append (text, "\n\n");
    g_string_append_printf (text, _("What was there before is kept as “%s”."), name);
  }

  return g_string_free (text, FALSE);
}

/* The credentials of the town that comes back, which is another one than the present where a new computer has just got its first town. */
static MhSecrets *
open_secrets (const char *path)
{
  g_autoptr (MhSealedLabel) label = mh_sealed_file_is (path) ? mh_sealed_file_read_label (path, NULL) : NULL;

  return label != NULL ? mh_secrets_new_keyring (label->town) : NULL;
}

static MhRestoreResult *
restore (const Order *order,
         GError     **error)
{
  const MhDesk who = { .clock = order->clock, .random = order->chance, .operator_name = order->operator_name };
  g_autoptr (MhSecrets) secrets = open_secrets (order->path);
  g_autoptr (GError) local_error = NULL;
  g_auto (MhSealedKey) key = { { 0 } };
  MhRestoreResult *result;

  if (!mh_backup_key_find (secrets, order->typed, order->path, &key, error))
    return NULL;

  result = mh_backup_restore (&who, &mh_db_driver_sqlite, order->path, order->dir, &key, NULL, error);

  /* So that the next backup is sealed with the key whose sheet is in the safe. */
  if (result != NULL && secrets != NULL && order->typed != NULL && !mh_backup_key_keep (secrets, &key, &local_error))
    g_message ("The key that was typed is not in the keyring: %s", local_error->message);

  return result;
}

static void
restore_on_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  g_autoptr (MhRestoreResult) result = NULL;
  GError *error = NULL;

  result = restore (data, &error);
  if (result != NULL)
    g_task_return_pointer (task, describe (result), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * mh_restore_async:
 * @path: a backup
 * @typed: (nullable): a recovery key
 * @dir: the data directory
 * @clock: the time
 * @chance: chance
 * @operator_name: who does it
 * @callback: called with the result, for mh_restore_finish()
 * @user_data: data for @callback
 *
 * Puts a backup in place of a town that nobody has open.
 */
void
mh_restore_async (const char         *path,
                  const char         *typed,
                  const char         *dir,
                  MhClock            *clock,
                  MhRandom           *chance,
                  const char         *operator_name,
                  GAsyncReadyCallback callback,
                  gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Order *order;

  g_return_if_fail (path != NULL);
  g_return_if_fail (dir != NULL);
  g_return_if_fail (operator_name != NULL);

  order = g_new0 (Order, 1);
  order->path = g_strdup (path);
  order->typed = typed != NULL && *typed != '\0' ? g_strdup (typed) : NULL;
  order->dir = g_strdup (dir);
  order->clock = g_object_ref (clock);
  order->chance = g_object_ref (chance);
  order->operator_name = g_strdup (operator_name);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, mh_restore_async);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, restore_on_thread);
}

/**
 * mh_restore_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): sentences for the user about what was done, or %NULL when nothing was changed
 */
char *
mh_restore_finish (GAsyncResult *result,
                   GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_restore_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

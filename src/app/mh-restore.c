/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-restore"

#include "mh-restore.h"

#include <glib/gi18n.h>

#include "mh-backup.h"

typedef struct {
  char     *path;
  char     *dir;
  MhClock  *clock;
  MhRandom *chance;
  char     *operator_name;
} Order;

static void
order_free (Order *order)
{
  g_free (order->path);
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

  if (result->kept_as != NULL) {
    g_autofree char *name = g_filename_display_name (result->kept_as);

    g_string_append (text, "\n\n");
    g_string_append_printf (text, _("What was there before is kept as “%s”."), name);
  }

  return g_string_free (text, FALSE);
}

static void
restore_on_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  Order *order = data;
  MhDesk who = { .clock = order->clock, .random = order->chance, .operator_name = order->operator_name };
  g_autoptr (MhRestoreResult) result = NULL;
  GError *error = NULL;

  result = mh_backup_restore (&who, &mh_db_driver_sqlite, order->path, order->dir, &error);
  if (result != NULL)
    g_task_return_pointer (task, describe (result), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * mh_restore_async:
 * @path: a backup
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-watch"

#include "mh-backup-watch.h"

#include <glib/gi18n-lib.h>

#include "mh-backup-keeper.h"
#include "mh-backup-sheet.h"
#include "mh-dialogs.h"

#define LOOK_SECONDS 3600
#define WATCH "mh-backup-watch-data"

typedef struct {
  MhWindow    *window;       /* (unowned): the watch belongs to it */
  MhUiContext *context;      /* (owned) */
  guint        beat;
  gboolean     had_none;     /* there was no backup yet when last looked */
  gboolean     says_late;
} Watch;

static void look (Watch *watch);

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_clear_handle_id (&watch->beat, g_source_remove);
  g_signal_handlers_disconnect_by_data (mh_ui_context_get_backup_keeper (watch->context), watch);
  g_signal_handlers_disconnect_by_data (watch->context, watch);
  g_object_unref (watch->context);
  g_free (watch);
}

static gpointer
read_status (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  return mh_backup_get_status (desk, error);
}

static void
sheet_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (MhUiContext) context = user_data;

  if (mh_dialogs_ask_finish (GTK_WIDGET (source), result))
    mh_backup_sheet_print (GTK_WIDGET (source), context);
}

static void
show_late (Watch                *watch,
           const MhBackupStatus *status)
{
  g_autofree char *days = NULL;
  g_autofree char *text = NULL;

  if (!status->late) {
    if (watch->says_late)
      mh_window_set_problem (watch->window, NULL);
    watch->says_late = FALSE;
    return;
  }

  days = g_strdup_printf (ngettext ("There has been no backup for %u day. Press “Back Up Now” in the preferences.",
                                    "There has been no backup for %u days. Press “Back Up Now” in the preferences.",
                                    status->n_late_days), status->n_late_days);
  text = status->problem != NULL ? g_strdup_printf ("%s %s", days, status->problem) : g_strdup (days);
  mh_window_set_problem (watch->window, text);
  watch->says_late = TRUE;
}

static void
status_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhWindow) window = user_data;
  g_autoptr (MhBackupStatus) status = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);
  Watch *watch = g_object_get_data (G_OBJECT (window), WATCH);

  /* The town may have been closed meanwhile. */
  if (status == NULL || watch == NULL || watch->context != MH_UI_CONTEXT (source))
    return;

  show_late (watch, status);
  if (watch->had_none && status->sheet_wanted)
    mh_dialogs_ask_async (GTK_WIDGET (window), _("Print the recovery sheet now?"),
                          _("The first backup is made. It can be read on this computer only, unless you have its key on paper: if the computer breaks or is stolen, the sheet is the only way back. Print it and put it into the safe."),
                          _("_Print the Sheet …"), FALSE, sheet_answered_cb, g_object_ref (watch->context));
  watch->had_none = status->last == 0;
}

static void
look (Watch *watch)
{
  mh_ui_context_read_async (watch->context, read_status, NULL, NULL, (GDestroyNotify) mh_backup_status_free, NULL,
                            status_read_cb, g_object_ref (watch->window));
}

static void
keeper_changed_cb (MhBackupKeeper *keeper,
                   Watch          *watch)
{
  if (!mh_backup_keeper_is_busy (keeper))
    look (watch);
}

static gboolean
beat_cb (gpointer user_data)
{
  look (user_data);

  return G_SOURCE_CONTINUE;
}

/**
 * mh_backup_watch_start:
 * @window: the window
 * @context: the open town, with its keeper
 *
 * Looks now, whenever the keeper has done something, and each hour.
 */
void
mh_backup_watch_start (MhWindow    *window,
                       MhUiContext *context)
{
  MhBackupKeeper *keeper;
  Watch *watch;

  g_return_if_fail (MH_IS_WINDOW (window));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  keeper = mh_ui_context_get_backup_keeper (context);
  g_return_if_fail (keeper != NULL);

  watch = g_new0 (Watch, 1);
  watch->window = window;
  watch->context = g_object_ref (context);
  watch->beat = g_timeout_add_seconds (LOOK_SECONDS, beat_cb, watch);
  g_signal_connect (keeper, "changed", G_CALLBACK (keeper_changed_cb), watch);
  g_object_set_data_full (G_OBJECT (window), WATCH, watch, watch_free);
  look (watch);
}

/**
 * mh_backup_watch_stop:
 * @window: the window
 *
 * Ends it, before the town closes.
 */
void
mh_backup_watch_stop (MhWindow *window)
{
  g_return_if_fail (MH_IS_WINDOW (window));

  g_object_set_data (G_OBJECT (window), WATCH, NULL);
}

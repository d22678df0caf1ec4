/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-help-topics"

#include "mh-help-topics.h"

#include "mh-help-window.h"
#include "mh-keys.h"
#include "mh-window-private.h"

#define FIRST_PAGE "window"

/* Windows whose page is not that of the place behind them. */
static const struct {
  const char *type;
  const char *page;
} windows[] = {
  { "MhAssignWindow", "appointments" },
  { "MhAudienceFileWindow", "sending" },
  { "MhAudiencesWindow", "sending" },
  { "MhBlackoutWindow", "blackout" },
  { "MhBoxWindow", "two-computers" },
  { "MhByHandWindow", "sending" },
  { "MhCopiesWindow", "desk" },
  { "MhHandPickWindow", "sending" },
  { "MhImportWindow", "import" },
  { "MhLogWindow", "mistakes" },
  { "MhLooseWindow", "desk" },
  { "MhLossWindow", "protection" },
  { "MhMoveDialog", "booking" },
  { "MhProgrammeDialog", "appointments" },
  { "MhRehearsalWindow", "appointments" },
  { "MhRemindersWindow", "sending" },
  { "MhRetentionWindow", "preferences" },
  { "MhRosterPreview", "desk" },
  { "MhSessionDialog", "appointments" },
  { "MhSmsFileWindow", "sending" },
  { "MhSmsResultsWindow", "sending" },
  { "MhTemplatesWindow", "sending" },
  { "MhTestWindow", "sending" },
  { "MhWaitingDialog", "booking" },
};

/**
 * mh_help_topics_find:
 * @front: the window in front
 *
 * Returns: the id of the page about it: its own, that of the window behind it, or that of the place in front
 */
const char *
mh_help_topics_find (GtkWindow *front)
{
  for (GtkWindow *window = front; window != NULL; window = gtk_window_get_transient_for (window)) {
    for (gsize i = 0; i < G_N_ELEMENTS (windows); i++) {
      if (g_str_equal (G_OBJECT_TYPE_NAME (window), windows[i].type))
        return windows[i].page;
    }

    if (MH_IS_WINDOW (window)) {
      MhPlace *place = mh_window_get_front (MH_WINDOW (window));

      return place != NULL ? mh_place_get_name (place) : FIRST_PAGE;
    }
  }

  return FIRST_PAGE;
}

static gboolean
help_wanted_cb (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;

  mh_help_window_open (widget, mh_help_topics_find (GTK_WINDOW (widget)));

  return TRUE;
}

static void
shown_cb (GtkWidget *window)
{
  mh_keys_tell (window);
}

/* The main window has the key itself, and the help has no page about itself. */
static void
watch_window (GtkWidget *window)
{
  GtkEventController *controller;

  g_signal_connect_after (window, "map", G_CALLBACK (shown_cb), NULL);
  if (MH_IS_WINDOW (window) || MH_IS_HELP_WINDOW (window))
    return;

  controller = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_LOCAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F1, 0),
                                                          gtk_callback_action_new (help_wanted_cb, NULL, NULL)));
  gtk_widget_add_controller (window, controller);
}

static void
windows_changed_cb (GListModel *toplevels,
                    guint       position,
                    guint       removed,
                    guint       added,
                    MhWindow   *self)
{
  for (guint i = 0; i < added; i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, position + i);

    watch_window (window);
  }
}

/**
 * mh_help_topics_follow:
 * @window: the main window
 *
 * As long as it lives, F1 opens the page about whatever window is in front, and the buttons of each window tell their keys.
 */
void
mh_help_topics_follow (MhWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  g_return_if_fail (MH_IS_WINDOW (window));

  g_signal_connect_object (toplevels, "items-changed", G_CALLBACK (windows_changed_cb), window, G_CONNECT_DEFAULT);
  g_signal_connect_after (window, "map", G_CALLBACK (shown_cb), NULL);
}

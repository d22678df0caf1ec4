/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-dialogs"

#include "mh-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define ANSWER_YES "yes"
#define ANSWER_NO  "no"

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
asked_cb (AdwMessageDialog *dialog,
          const char       *response,
          gpointer          user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, g_strcmp0 (response, ANSWER_YES) == 0);
}

static void
text_given_cb (AdwMessageDialog *dialog,
               const char       *response,
               gpointer          user_data)
{
  g_autoptr (GTask) task = user_data;
  GtkEditable *entry = g_task_get_task_data (task);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (g_strcmp0 (response, ANSWER_YES) == 0 && *text != '\0')
    g_task_return_pointer (task, g_steal_pointer (&text), g_free);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
text_changed_cb (GtkEditable      *entry,
                 AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, ANSWER_YES, *text != '\0');
}

/**
 * mh_dialogs_show_error:
 * @parent: a widget in the window
 * @heading: what could not be done
 * @error: why; its message is a sentence for the user
 *
 * Tells that something failed. Says nothing when @error is that it was cancelled.
 */
void
mh_dialogs_show_error (GtkWidget    *parent,
                       const char   *heading,
                       const GError *error)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);
  g_return_if_fail (error != NULL);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    mh_dialogs_show_text (parent, heading, error->message);
}

/**
 * mh_dialogs_show_text:
 * @parent: a widget in the window
 * @heading: what it is about
 * @body: some sentences
 *
 * Shows something that is too long or too important for a toast.
 */
void
mh_dialogs_show_text (GtkWidget  *parent,
                      const char *heading,
                      const char *body)
{
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);

  dialog = adw_message_dialog_new (get_window (parent), heading, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), ANSWER_NO, _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * mh_dialogs_ask_async:
 * @parent: a widget in the window
 * @heading: the question
 * @body: with numbers and names, what will happen
 * @action: the words on the button that says yes
 * @destructive: whether the button is shown as one that takes something away
 * @callback: called with the answer, for mh_dialogs_ask_finish()
 * @user_data: data for @callback
 *
 * Asks before what cannot be taken back.
 */
void
mh_dialogs_ask_async (GtkWidget          *parent,
                      const char         *heading,
                      const char         *body,
                      const char         *action,
                      gboolean            destructive,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  AdwMessageDialog *dialog;
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);
  g_return_if_fail (action != NULL);

  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, mh_dialogs_ask_async);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, body));
  adw_message_dialog_add_responses (dialog, ANSWER_NO, _("_Cancel"), ANSWER_YES, action, NULL);
  adw_message_dialog_set_response_appearance (dialog, ANSWER_YES,
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? ANSWER_NO : ANSWER_YES);
  adw_message_dialog_set_close_response (dialog, ANSWER_NO);
  g_signal_connect (dialog, "response", G_CALLBACK (asked_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * mh_dialogs_ask_finish:
 * @parent: the widget given to mh_dialogs_ask_async()
 * @result: the result
 *
 * Returns: whether the user said yes
 */
gboolean
mh_dialogs_ask_finish (GtkWidget    *parent,
                       GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_dialogs_ask_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
chosen_cb (AdwMessageDialog *dialog,
           const char       *response,
           GTask            *task)
{
  g_task_return_int (task, g_str_equal (response, ANSWER_NO) ? -1 : (gssize) g_ascii_strtoll (response, NULL, 10));
  g_object_unref (task);
}

/**
 * mh_dialogs_choose_async:
 * @parent: a widget in the window
 * @heading: the question
 * @body: with numbers and names, what it is about
 * @actions: (array zero-terminated=1): the words on the buttons
 * @callback: called with the answer, for mh_dialogs_choose_finish()
 * @user_data: data for @callback
 *
 * Asks how to go on. None of the ways is the default.
 */
void
mh_dialogs_choose_async (GtkWidget          *parent,
                         const char         *heading,
                         const char         *body,
                         const char * const *actions,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  AdwMessageDialog *dialog;
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);
  g_return_if_fail (actions != NULL);

  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, mh_dialogs_choose_async);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, body));
  adw_message_dialog_add_response (dialog, ANSWER_NO, _("_Back"));
  for (int i = 0; actions[i] != NULL; i++) {
    g_autofree char *response = g_strdup_printf ("%d", i);

    adw_message_dialog_add_response (dialog, response, actions[i]);
  }
  adw_message_dialog_set_default_response (dialog, ANSWER_NO);
  adw_message_dialog_set_close_response (dialog, ANSWER_NO);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * mh_dialogs_choose_finish:
 * @parent: the widget given to mh_dialogs_choose_async()
 * @result: the result
 *
 * Returns: the number of the action that was chosen, -1 for going back
 */
int
mh_dialogs_choose_finish (GtkWidget    *parent,
                          GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_dialogs_choose_async), -1);

  return (int) g_task_propagate_int (G_TASK (result), NULL);
}

/**
 * mh_dialogs_text_async:
 * @parent: a widget in the window
 * @heading: the question
 * @body: what it is for
 * @label: the name of the entry
 * @action: the words on the button
 * @callback: called with the answer, for mh_dialogs_text_finish()
 * @user_data: data for @callback
 *
 * Asks for one line of text, such as the reason for looking at something hidden.
 */
void
mh_dialogs_text_async (GtkWidget          *parent,
                       const char         *heading,
                       const char         *body,
                       const char         *label,
                       const char         *action,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  AdwMessageDialog *dialog;
  GtkWidget *entry;
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);
  g_return_if_fail (label != NULL);
  g_return_if_fail (action != NULL);

  entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, mh_dialogs_text_async);
  g_task_set_task_data (task, g_object_ref (entry), g_object_unref);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, body));
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, ANSWER_NO, _("_Cancel"), ANSWER_YES, action, NULL);
  adw_message_dialog_set_response_appearance (dialog, ANSWER_YES, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, ANSWER_YES);
  adw_message_dialog_set_close_response (dialog, ANSWER_NO);
  adw_message_dialog_set_response_enabled (dialog, ANSWER_YES, FALSE);
  g_signal_connect (entry, "changed", G_CALLBACK (text_changed_cb), dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (text_given_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * mh_dialogs_text_finish:
 * @parent: the widget given to mh_dialogs_text_async()
 * @result: the result
 *
 * Returns: (nullable) (transfer full): the text without white space at its ends, or %NULL when it was called off
 */
char *
mh_dialogs_text_finish (GtkWidget    *parent,
                        GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_dialogs_text_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * mh_dialogs_show_about:
 * @parent: a widget in the window
 *
 * Shows what this program is.
 */
void
mh_dialogs_show_about (GtkWidget *parent)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  adw_show_about_window (get_window (parent),
                         "application-name", _("Machihoken"),
                         "application-icon", MH_APPLICATION_ID,
                         "version", MH_VERSION,
                         "developer-name", _("The Machihoken developers"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Appointments, places and notices for a town’s health nurse, on her own PC."),
                         NULL);
}

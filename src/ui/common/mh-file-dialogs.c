/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-file-dialogs"

#include "mh-file-dialogs.h"

#include <glib/gi18n-lib.h>

static void
answered_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  /* The task outlives the dialog; nobody else holds the native one. */
  g_object_unref (dialog);
  g_task_return_pointer (task, file, g_object_unref);
}

static void
many_answered_cb (GtkNativeDialog *dialog,
                  int              response,
                  gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;
  GListModel *files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

  g_object_unref (dialog);
  g_task_return_pointer (task, files, g_object_unref);
}

static GtkFileChooser *
make_dialog (GtkWidget           *parent,
             const char          *title,
             GtkFileChooserAction action,
             const char          *accept)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                                              action, accept, _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  return GTK_FILE_CHOOSER (dialog);
}

static void
add_filter (GtkFileChooser *dialog,
            const char     *name,
            const char     *pattern)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  /* A suffix is compared without regard to case: 住民.CSV is a CSV too. */
  if (g_str_has_prefix (pattern, "*."))
    gtk_file_filter_add_suffix (filter, pattern + 2);
  else
    gtk_file_filter_add_pattern (filter, pattern);

  gtk_file_chooser_add_filter (dialog, filter);
}

static void
open_dialog (GtkWidget  *parent,
             const char *title,
             const char *pattern_name,
             const char *pattern,
             gboolean    many,
             GCallback   answered,
             GTask      *task)
{
  GtkFileChooser *dialog = make_dialog (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));

  gtk_file_chooser_set_select_multiple (dialog, many);
  if (pattern != NULL) {
    add_filter (dialog, pattern_name, pattern);
    add_filter (dialog, _("All files"), "*");
  }

  g_signal_connect (dialog, "response", answered, task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * mh_file_dialogs_open_async:
 * @parent: a widget in the window
 * @title: the dialog's title
 * @pattern_name: (nullable): what files of @pattern are called
 * @pattern: (nullable): "*.csv"
 * @callback: called with the answer, for mh_file_dialogs_finish()
 * @user_data: data for @callback
 *
 * Has the user choose a file that exists.
 */
void
mh_file_dialogs_open_async (GtkWidget          *parent,
                            const char         *title,
                            const char         *pattern_name,
                            const char         *pattern,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL);
  g_return_if_fail ((pattern == NULL) == (pattern_name == NULL));

  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, mh_file_dialogs_finish);
  open_dialog (parent, title, pattern_name, pattern, FALSE, G_CALLBACK (answered_cb), task);
}

/**
 * mh_file_dialogs_open_many_async:
 * @parent: a widget in the window
 * @title: the dialog's title
 * @pattern_name: (nullable): what files of @pattern are called
 * @pattern: (nullable): "*.csv"
 * @callback: called with the answer, for mh_file_dialogs_finish_many()
 * @user_data: data for @callback
 *
 * Has the user choose one file or several that exist.
 */
void
mh_file_dialogs_open_many_async (GtkWidget          *parent,
                                 const char         *title,
                                 const char         *pattern_name,
                                 const char         *pattern,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL);
  g_return_if_fail ((pattern == NULL) == (pattern_name == NULL));

  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, mh_file_dialogs_finish_many);
  open_dialog (parent, title, pattern_name, pattern, TRUE, G_CALLBACK (many_answered_cb), task);
}

/**
 * mh_file_dialogs_save_async:
 * @parent: a widget in the window
 * @title: the dialog's title
 * @suggested_name: a file name to start from
 * @callback: called with the answer, for mh_file_dialogs_finish()
 * @user_data: data for @callback
 *
 * Has the user choose where to write a file.
 */
void
mh_file_dialogs_save_async (GtkWidget          *parent,
                            const char         *title,
                            const char         *suggested_name,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GtkFileChooser *dialog;
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL);
  g_return_if_fail (suggested_name != NULL);

  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, mh_file_dialogs_finish);

  dialog = make_dialog (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"));
  gtk_file_chooser_set_current_name (dialog, suggested_name);

  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * mh_file_dialogs_folder_async:
 * @parent: a widget in the window
 * @title: the dialog's title
 * @callback: called with the answer, for mh_file_dialogs_finish()
 * @user_data: data for @callback
 *
 * Has the user choose a folder that exists.
 */
void
mh_file_dialogs_folder_async (GtkWidget          *parent,
                              const char         *title,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GtkFileChooser *dialog;
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL);

  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, mh_file_dialogs_finish);

  dialog = make_dialog (parent, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Choose"));
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * mh_file_dialogs_finish:
 * @parent: the widget given to the call that opened the dialog
 * @result: the result
 *
 * Returns: (nullable) (transfer full): the file, or %NULL when the dialog was closed without one
 */
GFile *
mh_file_dialogs_finish (GtkWidget    *parent,
                        GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_file_dialogs_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * mh_file_dialogs_finish_many:
 * @parent: the widget given to mh_file_dialogs_open_many_async()
 * @result: the result
 *
 * Returns: (nullable) (transfer full): the files, or %NULL when the dialog was closed without one
 */
GListModel *
mh_file_dialogs_finish_many (GtkWidget    *parent,
                             GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_file_dialogs_finish_many), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

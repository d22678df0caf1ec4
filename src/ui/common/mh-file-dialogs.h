/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every choice of a file, in one place: newer GTK has another class for it. @parent is any widget in the window. @pattern: (nullable)
 * "*.csv", shown as @pattern_name beside "all files". A dialog that was closed is no failure: %NULL without an error. */
void   mh_file_dialogs_open_async    (GtkWidget           *parent,
                                      const char          *title,
                                      const char          *pattern_name,
                                      const char          *pattern,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
/* Several at once; for mh_file_dialogs_finish_many(). */
void   mh_file_dialogs_open_many_async (GtkWidget           *parent,
                                        const char          *title,
                                        const char          *pattern_name,
                                        const char          *pattern,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
void   mh_file_dialogs_save_async    (GtkWidget           *parent,
                                      const char          *title,
                                      const char          *suggested_name,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
void   mh_file_dialogs_folder_async  (GtkWidget           *parent,
                                      const char          *title,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
/* For all others. (nullable) (transfer full) */
GFile *mh_file_dialogs_finish        (GtkWidget           *parent,
                                      GAsyncResult        *result);
/* (nullable) (transfer full): of GFile */
GListModel *mh_file_dialogs_finish_many (GtkWidget          *parent,
                                         GAsyncResult       *result);

G_END_DECLS

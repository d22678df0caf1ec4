/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every dialog of the window that asks or tells something, in one file: newer libadwaita has another class for them. @parent is any
 * widget in the window. */

/* A failure as a sentence: @heading says what could not be done, the error why. Cancelling is no failure and shows nothing. */
void     mh_dialogs_show_error  (GtkWidget           *parent,
                                 const char          *heading,
                                 const GError        *error);
/* Something to read in peace. */
void     mh_dialogs_show_text   (GtkWidget           *parent,
                                 const char          *heading,
                                 const char          *body);
/* Only before what cannot be taken back. @action: the words on the button. */
void     mh_dialogs_ask_async   (GtkWidget           *parent,
                                 const char          *heading,
                                 const char          *body,
                                 const char          *action,
                                 gboolean             destructive,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
gboolean mh_dialogs_ask_finish  (GtkWidget           *parent,
                                 GAsyncResult        *result);
/* Several ways to go on, besides going back. @actions: (array zero-terminated) the words on the buttons, ended by %NULL */
void     mh_dialogs_choose_async  (GtkWidget          *parent,
                                   const char         *heading,
                                   const char         *body,
                                   const char * const *actions,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
/* The number of the action, from 0; -1 for going back. */
int      mh_dialogs_choose_finish (GtkWidget          *parent,
                                   GAsyncResult       *result);
/* Asks for one line, such as a reason; the button works once there is one. */
void     mh_dialogs_text_async  (GtkWidget           *parent,
                                 const char          *heading,
                                 const char          *body,
                                 const char          *label,
                                 const char          *action,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
/* (nullable): %NULL when it was called off */
char    *mh_dialogs_text_finish (GtkWidget           *parent,
                                 GAsyncResult        *result);

/* The program's name, version, licence. */
void     mh_dialogs_show_about  (GtkWidget           *parent);

G_END_DECLS

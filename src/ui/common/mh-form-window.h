/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhFormWindow:
 *
 * A few questions and one button that does something with the answers. What is refused is said below the questions, which stay.
 *
 * Signal "done" (gint64 id): it was done, with the id of what was made; the window is about to close.
 */
#define MH_TYPE_FORM_WINDOW (mh_form_window_get_type ())
G_DECLARE_FINAL_TYPE (MhFormWindow, mh_form_window, MH, FORM_WINDOW, AdwWindow)

/* On the main thread, when the button is pressed. Returns: what the work function gets */
typedef gpointer (*MhFormCollect) (MhFormWindow *self,
                                   gpointer      user_data);

/* @action: the words on the button */
MhFormWindow *mh_form_window_new        (GtkWidget          *parent,
                                         MhUiContext        *context,
                                         const char         *title,
                                         const char         *note,
                                         const char         *action);
/* Returns: (transfer none): the row, whose text is read by mh_form_window_dup_text() */
GtkWidget    *mh_form_window_add_entry  (MhFormWindow       *self,
                                         const char         *label,
                                         const char         *text);
/* @words: (array zero-terminated=1) what can be chosen */
GtkWidget    *mh_form_window_add_choice (MhFormWindow       *self,
                                         const char         *label,
                                         const char * const *words,
                                         guint               chosen);
GtkWidget    *mh_form_window_add_check  (MhFormWindow       *self,
                                         const char         *label);
char         *mh_form_window_dup_text   (GtkWidget          *entry);
guint         mh_form_window_get_choice (GtkWidget          *choice);
gboolean      mh_form_window_get_check  (GtkWidget          *check);
/* @work returns an MhDeedDone; @toast: what to say when it is done. Then the window is presented. */
void          mh_form_window_open       (MhFormWindow       *self,
                                         MhFormCollect       collect,
                                         gpointer            user_data,
                                         GDestroyNotify      free_user_data,
                                         MhUiWork            work,
                                         GDestroyNotify      free_input,
                                         const char         *toast);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-place.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

#define MH_TYPE_WINDOW (mh_window_get_type ())
G_DECLARE_FINAL_TYPE (MhWindow, mh_window, MH, WINDOW, AdwApplicationWindow)

MhWindow    *mh_window_new            (GtkApplication *application);
/* (nullable): the window that @widget is in, where it is in one of ours. */
MhWindow    *mh_window_of             (GtkWidget      *widget);

/* What stands in place of the places: nothing is open yet, or cannot be. @page is shown, and replaces the one before. */
void         mh_window_show_page      (MhWindow       *self,
                                       GtkWidget      *page);
/* A sentence about work that takes long, with a moving bar. */
void         mh_window_show_progress  (MhWindow       *self,
                                       const char     *text);
/* The town is open: makes the places. */
void         mh_window_set_context    (MhWindow       *self,
                                       MhUiContext    *context);
/* Who sits there: the one of last time, or whoever is chosen. @name: (nullable) */
void         mh_window_start_operator (MhWindow       *self,
                                       const char     *name);
void         mh_window_set_idle_limit (MhWindow       *self,
                                       gint64          ms);
MhUiContext *mh_window_get_context    (MhWindow       *self);
/* Removes the places again, before the town is closed. */
void         mh_window_close_town     (MhWindow       *self);

/* Brings the place @name to the front; @item: what to show there, or 0. */
void         mh_window_go             (MhWindow       *self,
                                       const char     *name,
                                       gint64          item);
/* (nullable) */
MhPlace     *mh_window_get_place      (MhWindow       *self,
                                       const char     *name);

/* The place in front fills the whole screen, until it says otherwise or another one comes to the front. */
gboolean     mh_window_is_whole       (MhWindow       *self);
void         mh_window_set_whole      (MhWindow       *self,
                                       gboolean        whole);

/* Says what was done, for some seconds. @act_to_undo: 0, or what the button 「元に戻す」 takes back. */
void         mh_window_show_toast     (MhWindow       *self,
                                       const char     *text,
                                       gint64          act_to_undo);
/* The calm bar above the places. %NULL: nothing is the matter. */
void         mh_window_set_problem    (MhWindow       *self,
                                       const char     *text);

G_END_DECLS

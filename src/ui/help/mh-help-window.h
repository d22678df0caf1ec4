/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * MhHelpWindow:
 *
 * The pages of the help, to be read beside the work: the window stands beside all others, also beside one that keeps the others waiting, and holds
 * nothing of a town.
 */
#define MH_TYPE_HELP_WINDOW (mh_help_window_get_type ())
G_DECLARE_FINAL_TYPE (MhHelpWindow, mh_help_window, MH, HELP_WINDOW, AdwWindow)

/* Shows a page in the one help window there is. @parent: a widget in the window it is about; @page: the id of a page */
void        mh_help_window_open     (GtkWidget    *parent,
                                     const char   *page);
/* (nullable): the id of the page that is shown; %NULL for the contents */
const char *mh_help_window_get_page (MhHelpWindow *self);

G_END_DECLS

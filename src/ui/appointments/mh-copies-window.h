/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhCopiesWindow:
 *
 * Numbered copies of lists that were given out: who took which, and what has come back or was shredded.
 */
#define MH_TYPE_COPIES_WINDOW (mh_copies_window_get_type ())
G_DECLARE_FINAL_TYPE (MhCopiesWindow, mh_copies_window, MH, COPIES_WINDOW, AdwWindow)

/* @session: the day whose copies are shown at first */
void mh_copies_window_open (GtkWidget    *parent,
                            MhUiContext  *context,
                            gint64        session);

G_END_DECLS

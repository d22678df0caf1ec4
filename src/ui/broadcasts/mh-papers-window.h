/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPapersWindow:
 *
 * Call sheets, letters and labels that were printed, and whether they came back: paper with people on it is nowhere for nothing.
 */
#define MH_TYPE_PAPERS_WINDOW (mh_papers_window_get_type ())
G_DECLARE_FINAL_TYPE (MhPapersWindow, mh_papers_window, MH, PAPERS_WINDOW, AdwWindow)

/* @broadcast: only its paper, 0: all there is */
void mh_papers_window_open (GtkWidget   *parent,
                            MhUiContext *context,
                            gint64       broadcast);

G_END_DECLS

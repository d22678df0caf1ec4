/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhAudienceFileWindow:
 *
 * A file with register numbers or telephone numbers: who was found in it, what nobody has, and what becomes of those who were found.
 *
 * Signal "taken" (pointer GArray of gint64, boolean): these people are all there are, or they are added to the others; the window is about
 * to close.
 */
#define MH_TYPE_AUDIENCE_FILE_WINDOW (mh_audience_file_window_get_type ())
G_DECLARE_FINAL_TYPE (MhAudienceFileWindow, mh_audience_file_window, MH, AUDIENCE_FILE_WINDOW, AdwWindow)

/* Reads @path and shows itself. */
MhAudienceFileWindow *mh_audience_file_window_open (GtkWidget   *parent,
                                                    MhUiContext *context,
                                                    const char  *path);

G_END_DECLS

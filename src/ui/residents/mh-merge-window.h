/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhMergeWindow:
 *
 * Two entries side by side: what differs is chosen one by one, then they are put together in one act. The one of the town's register stays,
 * the other goes over to it.
 *
 * Signal "merged".
 */
#define MH_TYPE_MERGE_WINDOW (mh_merge_window_get_type ())
G_DECLARE_FINAL_TYPE (MhMergeWindow, mh_merge_window, MH, MERGE_WINDOW, AdwWindow)

GtkWidget *mh_merge_window_new (GtkWidget   *parent,
                                MhUiContext *context,
                                gint64       a,
                                gint64       b);

G_END_DECLS

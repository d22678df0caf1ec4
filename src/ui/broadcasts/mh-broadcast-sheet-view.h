/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBroadcastSheetView:
 *
 * The second checker: people, ages, the youngest and the oldest by name, three whole messages, the cost, what stops it or asks for a reason.
 * Only from here a broadcast is let out.
 *
 * Signal "held" (gint64 id): the countdown runs.
 * Signal "back" (gint64 id): the draft is to be changed.
 */
#define MH_TYPE_BROADCAST_SHEET_VIEW (mh_broadcast_sheet_view_get_type ())
G_DECLARE_FINAL_TYPE (MhBroadcastSheetView, mh_broadcast_sheet_view, MH, BROADCAST_SHEET_VIEW, AdwBin)

GtkWidget *mh_broadcast_sheet_view_new  (MhUiContext          *context);
void       mh_broadcast_sheet_view_show (MhBroadcastSheetView *self,
                                         gint64                broadcast);

G_END_DECLS

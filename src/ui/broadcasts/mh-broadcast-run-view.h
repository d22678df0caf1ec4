/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBroadcastRunView:
 *
 * A broadcast from its countdown to the last result: what became of it for each person, and 送信停止 always in reach.
 *
 * Signal "draft" (gint64 id): there is a draft to look at, such as of a correction.
 */
#define MH_TYPE_BROADCAST_RUN_VIEW (mh_broadcast_run_view_get_type ())
G_DECLARE_FINAL_TYPE (MhBroadcastRunView, mh_broadcast_run_view, MH, BROADCAST_RUN_VIEW, AdwBin)

GtkWidget *mh_broadcast_run_view_new     (MhUiContext        *context);
void       mh_broadcast_run_view_show    (MhBroadcastRunView *self,
                                          gint64              broadcast);
/* The results on paper. FALSE: there is nothing to print. */
gboolean   mh_broadcast_run_view_print   (MhBroadcastRunView *self);
/* Reads again what is shown. */
void       mh_broadcast_run_view_refresh (MhBroadcastRunView *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBroadcastsPlace:
 *
 * 配信: what is said to a part of the town. Drafts, what waits, what is being sent and what is done on the left; on the right the composer, the
 * second checker's sheet or what became of it.
 */
#define MH_TYPE_BROADCASTS_PLACE (mh_broadcasts_place_get_type ())
G_DECLARE_FINAL_TYPE (MhBroadcastsPlace, mh_broadcasts_place, MH, BROADCASTS_PLACE, GtkWidget)

GtkWidget *mh_broadcasts_place_new (MhUiContext *context);

G_END_DECLS

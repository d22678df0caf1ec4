/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-clock.h"
#include "mh-round-view.h"

G_BEGIN_DECLS

/**
 * MhRefillPanel:
 *
 * What became of a cancelled place: who was asked by what, why each other unit was not, how long it can still be taken back, and the
 * answers. Its buttons are the actions "day.accept", "day.decline", "day.close-round", "day.bookings" of the place and "win.undo-act".
 *
 * Signal "over": a time it counts has come; what it shows is to be read again.
 */
#define MH_TYPE_REFILL_PANEL (mh_refill_panel_get_type ())
G_DECLARE_FINAL_TYPE (MhRefillPanel, mh_refill_panel, MH, REFILL_PANEL, GtkWidget)

void mh_refill_panel_show  (MhRefillPanel     *self,
                            const MhRoundView *view,
                            MhClock           *clock);
void mh_refill_panel_focus (MhRefillPanel     *self);

G_END_DECLS

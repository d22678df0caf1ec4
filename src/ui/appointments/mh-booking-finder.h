/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-session-table.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBookingFinder:
 *
 * Books somebody who is on the telephone or at the counter into the chosen slot, without leaving the keyboard. What speaks against it
 * is a sentence under the list; where a reason lifts it, there is a field for the reason.
 *
 * What she is called away from waits as a draft (MhDraftBar).
 *
 * Signals: "booked" (gint64 booking); "closed"; "resumed" (gint64 session, gint64 slot): a draft is shown again, which is about that time;
 * "stepped" (int step): another time with a free place, 1 later or -1 earlier.
 */
#define MH_TYPE_BOOKING_FINDER (mh_booking_finder_get_type ())
G_DECLARE_FINAL_TYPE (MhBookingFinder, mh_booking_finder, MH, BOOKING_FINDER, GtkWidget)

void mh_booking_finder_set_context (MhBookingFinder *self,
                                    MhUiContext     *context);
/* (nullable): without a slot nothing can be booked. */
void mh_booking_finder_set_slot    (MhBookingFinder *self,
                                    const MhSlot    *slot);
void mh_booking_finder_start       (MhBookingFinder *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBookingExtras:
 *
 * What may be booked along with a person: the further doses, the items of the visit, and others of the household. Shows only what there is
 * to choose, as boxes to tick; without a tick the standard counts.
 *
 * Signal "changed": something was ticked by hand.
 */
#define MH_TYPE_BOOKING_EXTRAS (mh_booking_extras_get_type ())
G_DECLARE_FINAL_TYPE (MhBookingExtras, mh_booking_extras, MH, BOOKING_EXTRAS, GtkWidget)

/* @resident 0: nobody, so there is nothing to choose. */
void     mh_booking_extras_show       (MhBookingExtras *self,
                                       MhUiContext     *context,
                                       gint64           slot,
                                       gint64           resident);
/* Ticks this for @resident once his boxes are shown; @resident 0: nothing is ticked by hand. */
void     mh_booking_extras_prefer     (MhBookingExtras *self,
                                       gint64           resident,
                                       gboolean         chain,
                                       const GArray    *items,
                                       const GArray    *family);
gboolean mh_booking_extras_is_touched (MhBookingExtras *self);
gboolean mh_booking_extras_get_chain  (MhBookingExtras *self,
                                       gint64           resident);
/* (element-type gint64) (nullable): %NULL while what is shown is not about @resident, or there are no items. */
GArray  *mh_booking_extras_dup_items  (MhBookingExtras *self,
                                       gint64           resident);
/* (element-type gint64) those of the household who are to be booked with @resident. */
GArray  *mh_booking_extras_dup_family (MhBookingExtras *self,
                                       gint64           resident);

G_END_DECLS

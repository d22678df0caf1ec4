/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-day.h"

G_BEGIN_DECLS

/**
 * MhBookingList:
 *
 * Who is booked into one slot, by place. Its buttons are the actions "day.book", "day.refill", "day.cancel" and "day.move" of the
 * place it is in.
 */
#define MH_TYPE_BOOKING_LIST (mh_booking_list_get_type ())
G_DECLARE_FINAL_TYPE (MhBookingList, mh_booking_list, MH, BOOKING_LIST, GtkWidget)

/* @slot 0: none. */
void mh_booking_list_show  (MhBookingList *self,
                            const MhDay   *day,
                            gint64         slot);
void mh_booking_list_focus (MhBookingList *self);

G_END_DECLS

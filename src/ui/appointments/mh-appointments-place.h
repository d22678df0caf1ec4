/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-place.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhAppointmentsPlace:
 *
 * The place 「予約」: programmes and days, the board of a day's slots, bookings, the waiting list, and the one click that cancels and asks
 * the next.
 */
#define MH_TYPE_APPOINTMENTS_PLACE (mh_appointments_place_get_type ())
G_DECLARE_FINAL_TYPE (MhAppointmentsPlace, mh_appointments_place, MH, APPOINTMENTS_PLACE, GtkWidget)

GtkWidget *mh_appointments_place_new (MhUiContext *context);

G_END_DECLS

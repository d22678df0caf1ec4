/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking.h"

G_BEGIN_DECLS

/* Doses that were booked together: made, moved and cancelled in one act. A further dose goes to the day that its rule recommends, at the
 * same time where it can, else to the nearest day after that which the rule still takes, else to an earlier one it allows. */

/* What would stand: each does the thing itself and throws it away, so its ids name nothing. (element-type MhBooking) in order of doses. */
GPtrArray *mh_booking_preview_make   (const MhDesk           *desk,
                                      const MhBookingRequest *request,
                                      GError                **error);
/* The booking, and those after it that would move with it. */
GPtrArray *mh_booking_preview_move   (const MhDesk           *desk,
                                      gint64                  booking,
                                      gint64                  to_slot,
                                      const char             *override_reason,
                                      GError                **error);
/* (element-type MhBooking) the active doses after @booking that end with it. Reads only. */
GPtrArray *mh_booking_list_after     (const MhDesk           *desk,
                                      gint64                  booking,
                                      GError                **error);
/* Cancels them inside @act; their places are free. */
gboolean   mh_booking_cancel_after_step (const MhDesk        *desk,
                                      MhAct                  *act,
                                      gint64                  booking,
                                      guint                  *out_n,
                                      GError                **error);
/* @lost is cancelled for @kept, the same dose of the same person: what was booked together with it goes with @kept now. */
gboolean   mh_booking_take_over_chain_step (const MhDesk     *desk,
                                      gint64                  lost,
                                      gint64                  kept,
                                      GError                **error);

G_END_DECLS

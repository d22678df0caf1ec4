/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking.h"
#include "mh-eligibility.h"

G_BEGIN_DECLS

/* What the files about bookings lend each other. */

/* One booking without further doses. @chain: the first dose it belongs to, which makes it a place the town gives; 0: none */
gint64   mh_booking_place_step      (const MhDesk           *desk,
                                     MhAct                  *act,
                                     const MhBookingRequest *request,
                                     gint64                  chain,
                                     GError                **error);
/* One booking's place, whatever was booked together with it. */
gboolean mh_booking_shift_step      (const MhDesk           *desk,
                                     MhAct                  *act,
                                     const MhBooking        *booking,
                                     gint64                  to_slot,
                                     GError                **error);
/* How many places of the slot a booking by @via may have at this moment. */
int      mh_booking_count_free      (const MhSlot           *slot,
                                     const char             *via);
/* Ends the waiting of @resident for that dose; who waits with him goes on. */
gboolean mh_booking_place_waiting   (const MhDesk           *desk,
                                     MhAct                  *act,
                                     gint64                  programme,
                                     gint64                  resident,
                                     int                     dose,
                                     GError                **error);
/* MH_ERROR_REFUSED or MH_ERROR_CONFLICT: no, but something else may be tried. */
gboolean mh_booking_is_refusal      (const GError           *error);

/* Sets @error to a sentence that shows the other booking. Returns: %FALSE */
gboolean mh_booking_refuse_second   (const MhDesk           *desk,
                                     gint64                  programme,
                                     gint64                  resident,
                                     int                     dose,
                                     GError                **error);
/* Refused when the person is elsewhere at that time. @except: a booking that does not count, or 0 */
gboolean mh_booking_check_overlap   (const MhDesk           *desk,
                                     const MhVisit          *visit,
                                     gint64                  resident,
                                     gint64                  except,
                                     GError                **error);

/* The items of a visit, checked: for whom they are, and whether they are full. @out_items: (out) (element-type gint64) */
gboolean mh_booking_choose_items    (const MhDesk           *desk,
                                     const MhVisit          *visit,
                                     gint64                  resident,
                                     const gint64           *items,
                                     gsize                   n_items,
                                     gboolean                override,
                                     gint64                  except,
                                     GArray                **out_items,
                                     GError                **error);
/* Whether what @booking is for has room in the slot of @visit. */
gboolean mh_booking_check_item_room (const MhDesk           *desk,
                                     const MhVisit          *visit,
                                     gint64                  booking,
                                     GError                **error);

/* Books the doses after @first. */
gboolean mh_booking_book_rest       (const MhDesk           *desk,
                                     MhAct                  *act,
                                     const MhBookingRequest *request,
                                     gint64                  first,
                                     GError                **error);
/* After @booking has got another day: moves those after it that were booked together with it and would come too soon. */
gboolean mh_booking_follow          (const MhDesk           *desk,
                                     MhAct                  *act,
                                     gint64                  booking,
                                     GError                **error);

G_END_DECLS

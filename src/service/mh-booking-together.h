/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking.h"

G_BEGIN_DECLS

/* An active booking that was booked together with another one. */
typedef struct {
  MhBooking *booking;
  gboolean   family;   /* of somebody who was booked in the same act; otherwise another dose of the same person */
  char      *name;     /* of whom it is */
  char      *words;    /* 「2回目 11月19日(木) 9:30」, 「佐藤　花 11月5日(木) 9:30」 */
} MhTogether;

void       mh_together_free            (MhTogether    *together);

/* (element-type MhTogether) the other doses by day, then the family by day. Nobody learns by it with whom a protected person lives. */
GPtrArray *mh_booking_list_together    (const MhDesk  *desk,
                                        gint64         booking,
                                        GError       **error);
/* (nullable) all of them in one line; %NULL: it stands alone. */
char      *mh_booking_write_together   (GPtrArray     *together);
/* Cancels several bookings in one act, each with the doses after it; see mh_booking_cancel(). */
gboolean   mh_booking_cancel_together  (const MhDesk  *desk,
                                        const gint64  *bookings,
                                        gsize          n_bookings,
                                        gint64        *out_act,
                                        GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-booking-table.h"
#include "mh-desk.h"
#include "mh-eligibility.h"

G_BEGIN_DECLS

/* What becomes of a booking of a day that is called off. */
typedef enum {
  MH_DAY_MOVE,            /* another place on another day */
  MH_DAY_FIRST_IN_LINE,   /* first on the waiting list */
  MH_DAY_CANCEL,
} MhDayFate;

const char *mh_day_fate_nick      (MhDayFate        fate);  /* move, first-in-line, cancel */
gboolean    mh_day_fate_from_nick (const char      *nick,
                                   MhDayFate       *out_fate);

/* Tells the person of @booking, by the channel that reaches him or on the by-hand list, in the words for residents: no health facts. @from: the
 * place that is gone; @to: (nullable) the new one; @later: (nullable) (element-type MhBooking) further bookings that went with it. */
gboolean    mh_day_notice_write   (const MhDesk    *desk,
                                   MhAct           *act,
                                   const MhBooking *booking,
                                   const MhVisit   *from,
                                   const MhVisit   *to,
                                   MhDayFate        fate,
                                   GPtrArray       *later,
                                   MhReach         *out_reach,
                                   GError         **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-booking-table.h"
#include "mh-desk.h"
#include "mh-eligibility.h"

G_BEGIN_DECLS

typedef struct {
  gint64      slot;
  gint64      resident;
  int         dose;             /* 0: the first one not yet booked */
  const char *via;              /* phone, counter, line; refill, assigned, lottery: the town gives the place, no deadline; walk-in: today */
  const char *proxy_name;       /* (nullable) */
  const char *proxy_relation;   /* (nullable) */
  const char *override_reason;  /* (nullable) lifts age, interval, deadline and status; never a taken place or a second booking */
  const char *note;             /* (nullable) */
  gint64      written_at;       /* ms: on paper while there was no power, so the day may have passed since; 0: at this moment */
  gint64      round;            /* the open refill round of the slot that holds the place; 0: a free place */
  const gint64 *items;          /* (array length=n_items) (nullable) what the visit is for; %NULL: the standard items the person may have */
  gsize       n_items;
  gboolean    chain;            /* the further doses of the programme too, all or nothing; see mh-booking-chain.h */
  const gint64 *chain_slots;    /* (array length=n_chain_slots) (nullable) where they go; beyond these and at 0 by the dose rules */
  gsize       n_chain_slots;
} MhBookingRequest;

/* Who asks for a booking to be cancelled. */
typedef struct {
  const char *proxy_name;       /* (nullable) the person himself */
  const char *override_reason;  /* (nullable) why it may be done although the proxy is not registered */
} MhBookingCaller;

/* Whether @request would be accepted now: %TRUE, or the reason as an error (MH_ERROR_REFUSED with a sentence; a second booking names
 * the other one). Reads only. */
gboolean mh_booking_check  (const MhDesk            *desk,
                            const MhBookingRequest  *request,
                            GError                 **error);
/* Books; one act. The person waits no longer for the same programme and dose; who waited together with him goes on. Returns: the booking, or 0 */
gint64   mh_booking_make   (const MhDesk            *desk,
                            const MhBookingRequest  *request,
                            gint64                  *out_act,
                            GError                 **error);
/* The same inside @act, which may be about more. */
gint64   mh_booking_make_step (const MhDesk         *desk,
                            MhAct                   *act,
                            const MhBookingRequest  *request,
                            GError                 **error);
gboolean mh_booking_move   (const MhDesk            *desk,
                            gint64                   booking,
                            gint64                   to_slot,
                            const char              *override_reason,
                            gint64                  *out_act,
                            GError                 **error);
/* Inside @act, for a day that does not take place: neither the deadline nor the times for booking early count. Refused, nothing was written. */
gboolean mh_booking_move_called_off (const MhDesk   *desk,
                            MhAct                   *act,
                            const MhBooking         *old,
                            const MhVisit           *to,
                            GError                 **error);
gboolean mh_booking_move_step (const MhDesk         *desk,
                            MhAct                   *act,
                            gint64                   booking,
                            gint64                   to_slot,
                            const char              *override_reason,
                            GError                 **error);
/* What was written on paper; @written_at as in MhBookingRequest. */
gboolean mh_booking_move_written_step (const MhDesk *desk,
                            MhAct                   *act,
                            gint64                   booking,
                            gint64                   to_slot,
                            const char              *override_reason,
                            gint64                   written_at,
                            GError                 **error);
/* Frees the place without a refill. @caller: (nullable): judged inside the act. */
gboolean mh_booking_cancel (const MhDesk            *desk,
                            gint64                   booking,
                            const MhBookingCaller   *caller,
                            gint64                  *out_act,
                            GError                 **error);
/* One booking inside @act, which may be about more. */
gboolean mh_booking_cancel_step (const MhDesk       *desk,
                            MhAct                   *act,
                            gint64                   booking,
                            GError                 **error);

G_END_DECLS

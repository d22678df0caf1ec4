/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking.h"
#include "mh-desk.h"
#include "mh-offer-table.h"
#include "mh-round-table.h"

G_BEGIN_DECLS

/* What the one click did, for the screen: who was asked, and one sentence for each unit that was not. */
typedef struct {
  gint64     act;
  gint64     round;
  gboolean   open;         /* %FALSE: nobody could be asked, the place is simply free */
  gint64     freed_slot;
  guint      n_freed;      /* places */
  GPtrArray *decisions;    /* (element-type MhDecision) in list order */
  GPtrArray *offers;       /* (element-type MhOffer) */
  GArray    *deliveries;   /* (element-type gint64) */
  gint64     held_until;   /* ms: until then undo stops every message */
} MhRefillResult;

void            mh_refill_result_free (MhRefillResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRefillResult, mh_refill_result_free)

/* 「キャンセルして次の人へ」: one act cancels the bookings (one, or two of one slot), holds their places in a refill round, plans, and
 * writes offers and deliveries, held for the configured seconds. */
MhRefillResult *mh_refill_cancel      (const MhDesk   *desk,
                                       const gint64   *bookings,
                                       gsize           n_bookings,
                                       GError        **error);
/* The same for somebody who asks; judged inside the act. */
MhRefillResult *mh_refill_cancel_for  (const MhDesk   *desk,
                                       const gint64   *bookings,
                                       gsize           n_bookings,
                                       const MhBookingCaller *caller,
                                       GError        **error);
/* What mh_refill_cancel() would do now; changes nothing. */
MhRefillResult *mh_refill_preview     (const MhDesk   *desk,
                                       const gint64   *bookings,
                                       gsize           n_bookings,
                                       GError        **error);
/* A yes: by telephone, entered by hand. Compare-and-swap on the held places; re-judges everybody; tells the losers. Refused
 * after the deadline (compared with now). One act. */
gboolean        mh_refill_accept      (const MhDesk   *desk,
                                       gint64          offer,
                                       gint64         *out_act,
                                       GError        **error);
/* A no: the next unit is asked. */
gboolean        mh_refill_decline     (const MhDesk   *desk,
                                       gint64          offer,
                                       gint64         *out_act,
                                       GError        **error);
/* Ends a round by hand: its places become free for the desk, open offers are told. */
gboolean        mh_refill_close       (const MhDesk   *desk,
                                       gint64          round,
                                       gint64         *out_act,
                                       GError        **error);
/* Lets offers lapse whose deadline has passed, asks the next, tells the expired. Safe to repeat; run by the dispatcher. */
gboolean        mh_refill_run_clock   (const MhDesk   *desk,
                                       guint          *out_n_expired,
                                       GError        **error);
/* The words to say on the telephone for an offer, for the nurse. */
char           *mh_refill_phone_script (const MhDesk  *desk,
                                       gint64          offer,
                                       GError        **error);

G_END_DECLS

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
  GPtrArray *bonds;        /* (element-type utf8) mh_refill_list_bonds(): who belongs together with the booking that was cancelled */
  gint64     held_until;   /* ms: until then undo stops every message */
} MhRefillResult;

/* How one refill asks, where it is to differ from its programme. */
typedef struct {
  const char *mode;           /* (nullable) first-yes, one-at-a-time */
  int         parallel;       /* 0: as the programme */
  int         reply_minutes;  /* 0: as the programme */
} MhRefillWays;

/* What a yes did. */
typedef struct {
  gint64     act;
  GArray    *bookings;        /* (element-type gint64) made, each person's further doses after the first */
  GArray    *given_up;        /* (element-type gint64) own later bookings that were cancelled for it */
  GPtrArray *rounds;          /* (element-type MhRefillResult) refills of the places of these */
} MhAcceptResult;

void            mh_accept_result_free (MhAcceptResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAcceptResult, mh_accept_result_free)

void            mh_refill_result_free (MhRefillResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRefillResult, mh_refill_result_free)

/* 「キャンセルして次の人へ」: one act cancels the bookings (one, or two of one slot), holds their places in a refill round, plans, and
 * writes offers and deliveries, held for the configured seconds. */
MhRefillResult *mh_refill_cancel      (const MhDesk   *desk,
                                       const gint64   *bookings,
                                       gsize           n_bookings,
                                       GError        **error);
/* The same for somebody who asks, judged inside the act, and in other ways than the programme's. @caller, @ways: (nullable) */
MhRefillResult *mh_refill_cancel_for  (const MhDesk   *desk,
                                       const gint64   *bookings,
                                       gsize           n_bookings,
                                       const MhBookingCaller *caller,
                                       const MhRefillWays *ways,
                                       GError        **error);
/* What mh_refill_cancel_for() would do now; changes nothing. @ways: (nullable) */
MhRefillResult *mh_refill_preview     (const MhDesk   *desk,
                                       const gint64   *bookings,
                                       gsize           n_bookings,
                                       const MhRefillWays *ways,
                                       GError        **error);
/* 「空いている枠を案内する」: offers places of a slot that are simply free. @n_places 0: all that the waiting list may have. One act. */
MhRefillResult *mh_refill_offer_free  (const MhDesk   *desk,
                                       gint64          slot,
                                       guint           n_places,
                                       const MhRefillWays *ways,
                                       GError        **error);
/* Asks one unit more than the open round would by itself; the first yes wins. One act. */
MhRefillResult *mh_refill_ask_next    (const MhDesk   *desk,
                                       gint64          round,
                                       GError        **error);
/* A yes: by telephone, entered by hand. Compare-and-swap on the held places; re-judges everybody; tells the losers. Refused
 * after the deadline (compared with now). One act. */
gboolean        mh_refill_accept      (const MhDesk   *desk,
                                       gint64          offer,
                                       gint64         *out_act,
                                       GError        **error);
/* The same for a unit that gives up own later bookings: without @give_up the answer is MH_ERROR_ASK with the question, and nothing is done.
 * Their places go to the next who wait. */
MhAcceptResult *mh_refill_accept_with (const MhDesk   *desk,
                                       gint64          offer,
                                       gboolean        give_up,
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

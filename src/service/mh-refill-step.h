/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-desk.h"
#include "mh-eligibility.h"
#include "mh-offer-text.h"
#include "mh-round-table.h"
#include "mh-waiting-table.h"

G_BEGIN_DECLS

/* One step of a refill round inside @act: asks as many units as the round's mode allows at this moment and @n_more beyond that, with a decision for each unit that waits; a round
 * with nobody left to ask gives its places back and closes. @out_offers: (nullable) (element-type MhOffer), @out_deliveries: (nullable)
 * (element-type gint64) are added to. @out_open: (out) (optional): whether the round goes on. */
gboolean mh_refill_step_run    (const MhDesk   *desk,
                                MhAct          *act,
                                const MhVisit  *visit,
                                gint64          round,
                                guint           n_more,
                                GPtrArray      *out_offers,
                                GArray         *out_deliveries,
                                gboolean       *out_open,
                                GError        **error);
/* The own booking that member @i of @unit gives up for a place at @visit: of the same dose and later; 0 when there is none, or the unit does
 * not swap. */
gboolean mh_refill_step_find_own (const MhDesk        *desk,
                                const MhVisit         *visit,
                                const MhWaitingUnit   *unit,
                                guint                  i,
                                gint64                *out_booking,
                                GError               **error);
/* What speaks against one of @unit at @visit, judged now, own bookings that it gives up aside, or MH_PLAN_CHOSEN. */
gboolean mh_refill_step_judge  (const MhDesk          *desk,
                                const MhVisit         *visit,
                                const MhWaitingUnit   *unit,
                                MhPlanReason          *out_reason,
                                GError               **error);
/* What the words of an offer to @unit say. */
gboolean mh_refill_step_read_facts (const MhDesk      *desk,
                                const MhVisit         *visit,
                                const MhWaitingUnit   *unit,
                                gint64                 deadline,
                                MhOfferFacts          *out_facts,
                                GError               **error);
/* Tells the resident who was sent @offer what became of it (MhOfferText LOST or EXPIRED as delivery kinds "offer-lost", "offer-expired"), if the
 * offer has left the house at all; what has not left is withdrawn. */
gboolean mh_refill_step_tell   (const MhDesk   *desk,
                                MhAct          *act,
                                const MhVisit  *visit,
                                gint64          offer,
                                const char     *kind,
                                GError        **error);
/* When a message of an act that leaves now is due: after the hold for undo, inside the hours for offers. */
gboolean mh_refill_step_due    (const MhDesk   *desk,
                                gint64         *out_due,
                                GError        **error);

G_END_DECLS

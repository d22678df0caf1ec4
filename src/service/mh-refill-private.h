/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-desk.h"
#include "mh-eligibility.h"
#include "mh-refill.h"

G_BEGIN_DECLS

/* Whether nobody can be asked about the slot any more. */
gboolean mh_refill_has_begun    (const MhDesk        *desk,
                                 const MhVisit       *visit);
/* Refused unless the day is open and the slot still ahead. */
gboolean mh_refill_check_slot   (const MhDesk        *desk,
                                 const MhVisit       *visit,
                                 GError             **error);
/* Opens a round that holds the places of @bookings, which are cancelled; with none, @n_free places that are free. @ways: (nullable).
 * Returns: the round, or 0 */
gint64   mh_refill_open_round   (const MhDesk        *desk,
                                 const MhVisit       *visit,
                                 const gint64        *bookings,
                                 gsize                n_bookings,
                                 gsize                n_free,
                                 const MhRefillWays  *ways,
                                 GError             **error);
/* The first step of a round that was just opened, and what it did. */
MhRefillResult *mh_refill_begin_round (const MhDesk  *desk,
                                 MhAct               *act,
                                 const MhVisit       *visit,
                                 gint64               round,
                                 GError             **error);
/* After an answer: a round without places is filled, otherwise it goes on. */
gboolean mh_refill_go_on        (const MhDesk        *desk,
                                 MhAct               *act,
                                 const MhVisit       *visit,
                                 gint64               round,
                                 GError             **error);
/* Ends an open offer as @state, tells its people where @kind says so, and lets the round go on. */
gboolean mh_refill_end_offer    (const MhDesk        *desk,
                                 MhAct               *act,
                                 const MhOffer       *offer,
                                 const char          *state,
                                 const char          *kind,
                                 GError             **error);
/* Inside @act: a unit has been placed otherwise or has left the list; its open offer ends and the round goes on. */
gboolean mh_refill_end_offers_of_unit (const MhDesk  *desk,
                                       MhAct         *act,
                                       gint64         unit,
                                       GError       **error);
/* Inside @act: somebody waits for @programme in a way in which he did not before; its open rounds ask as many as they may. */
gboolean mh_refill_ask_newcomers (const MhDesk  *desk,
                                  MhAct         *act,
                                  gint64         programme,
                                  GError       **error);
/* Inside @act: the rounds of a day that is closed or called off end, its offers are told. */
gboolean mh_refill_close_session      (const MhDesk  *desk,
                                       MhAct         *act,
                                       gint64         session,
                                       guint         *out_n_rounds,  /* (optional) */
                                       GError       **error);

G_END_DECLS

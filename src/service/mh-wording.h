/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the store's stable codes are called on screens, prints and terminals: translated, never to be freed. A code that is not known is
 * given back as it is. */

const char *mh_wording_act_kind        (const char *kind);    /* of acts and of the log: "booking.cancel" */
/* What the clock did by itself has an operator too. */
const char *mh_wording_operator        (const char *operator_name);
const char *mh_wording_delivery_kind   (const char *kind);
const char *mh_wording_delivery_state  (const char *state);
const char *mh_wording_broadcast_state (const char *state);
const char *mh_wording_broadcast_kind  (const char *kind);
/* Why a delivery stands where it stands; "" for %NULL. */
const char *mh_wording_delivery_reason (const char *reason);
const char *mh_wording_channel         (const char *kind);    /* line, mobile, landline, by-hand, sms */
const char *mh_wording_contact_problem (const char *problem); /* why a number cannot be used */
const char *mh_wording_call_outcome    (const char *outcome); /* what came of a call: spoke, absent … */
const char *mh_wording_booking_state   (const char *state);
const char *mh_wording_visit_state     (const char *state);   /* came, done …; "" nobody has come yet */
const char *mh_wording_draw_result     (const char *result);
const char *mh_wording_booking_via     (const char *via);
const char *mh_wording_waiting_state   (const char *state);
/* any, am, pm; dates stay as they are */
const char *mh_wording_wish            (const char *wish);
/* Of a plan: asked, or passed over; mh_plan_reason_text() says why. */
const char *mh_wording_decision        (const char *reason);
const char *mh_wording_offer_state     (const char *state);
const char *mh_wording_round_state     (const char *state);
const char *mh_wording_day_fate          (const char  *fate);
const char *mh_wording_session_state   (const char *state);
const char *mh_wording_status          (const char *status);  /* of a resident */
const char *mh_wording_sex             (const char *sex);

const char *mh_wording_category        (const char *category);
const char *mh_wording_consent_channel (const char *channel);
const char *mh_wording_consent_how     (const char *how);
const char *mh_wording_contact_source  (const char *source);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-age.h"

G_BEGIN_DECLS

/**
 * MhPlanReason:
 *
 * Why a waiting unit was chosen or passed over. Each has one plain sentence, mh_plan_reason_text().
 * The first that applies wins, in this order; eligibility comes before room so that the sentence is about the person.
 */
typedef enum {
  MH_PLAN_CHOSEN,
  MH_PLAN_DEAD,
  MH_PLAN_MOVED_OUT,
  MH_PLAN_ALREADY_BOOKED,
  MH_PLAN_ALREADY_DONE,
  MH_PLAN_BIRTH_UNKNOWN,
  MH_PLAN_TOO_YOUNG,
  MH_PLAN_TOO_OLD,
  MH_PLAN_INTERVAL,          /* too soon after the earlier dose */
  MH_PLAN_HAS_OFFER,         /* another freed place is on offer to the unit already */
  MH_PLAN_ALREADY_ANSWERED,  /* declined or let this round's offer lapse */
  MH_PLAN_WISH,              /* the day or time is not one the unit can take */
  MH_PLAN_TOO_FEW_PLACES,    /* two people, one place */
  MH_PLAN_NO_CHANNEL,        /* nobody in the unit can be reached in the ways this programme uses */
  MH_PLAN_AFTER_CHOSEN,      /* later in the list than those who were asked */
  MH_PLAN_N_REASONS
} MhPlanReason;

typedef enum {
  MH_OFFER_MODE_FIRST_YES,       /* several are asked, the first yes wins */
  MH_OFFER_MODE_ONE_AT_A_TIME,   /* the next is asked when one declines or lets the time pass */
} MhOfferMode;

typedef enum {
  MH_REACH_NONE,
  MH_REACH_BY_HAND,  /* telephone, letter, or a protected person: the nurse does it */
  MH_REACH_SMS,
  MH_REACH_LINE,
} MhReach;

/* One person of a unit as the planner needs to see him: copied values, no references. */
typedef struct {
  gint64   resident;
  MhDate   birth;
  gboolean dead;
  gboolean moved_out;       /* on the day of the session */
  gboolean booked;          /* holds an active booking of this programme and dose */
  gboolean done;            /* has had this dose */
  MhDate   earliest;        /* first day that the interval after the earlier dose allows, or none */
  MhReach  reach;           /* the best allowed way, protection and opt-outs already applied */
} MhPlanPerson;

typedef struct {
  gint64        id;
  gint64        order;          /* registration order; ties by id */
  MhPlanPerson *persons;        /* (array length=n_persons) */
  guint         n_persons;      /* each needs one place; all or none */
  gboolean      has_open_offer;
  gboolean      answered;       /* of this round: declined, expired, lost */
  gboolean      wish_fits;
} MhPlanUnit;

typedef struct {
  MhDate      session_date;
  guint       n_places;         /* free places held by the round */
  MhAgeRule   age;
  MhOfferMode mode;
  guint       parallel;         /* FIRST_YES: how many units are asked at once, 1 or more */
  gboolean    by_hand;          /* whether units that only the nurse can reach are asked too */
} MhPlanRules;

typedef struct {
  gint64       unit;
  MhPlanReason reason;
  gint64       resident;        /* whom the reason is about, 0 = the unit */
} MhPlanDecision;

/* Returns: (transfer full) (array length=n_units): one decision for every unit, in list order. Pure: no clock, no store. */
MhPlanDecision *mh_plan              (const MhPlanRules *rules,
                                      const MhPlanUnit  *units,
                                      guint              n_units);
const char     *mh_plan_reason_nick  (MhPlanReason       reason);  /* "too-few-places": stable, for JSON and the store */
const char     *mh_plan_reason_text  (MhPlanReason       reason);  /* translated sentence */
gboolean        mh_plan_reason_from_nick (const char    *nick,
                                          MhPlanReason  *out_reason);

G_END_DECLS

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
  MH_PLAN_THIS_YEAR,         /* once in a fiscal year, and that was */
  MH_PLAN_BIRTH_UNKNOWN,
  MH_PLAN_TOO_YOUNG,
  MH_PLAN_TOO_OLD,
  MH_PLAN_SEX,               /* for the other sex, or the sex is not known */
  MH_PLAN_DISTRICT,          /* for other districts */
  MH_PLAN_NOT_MEANT,         /* one of the rules that is not told of a protected person */
  MH_PLAN_OTHER_YEAR,        /* of an item: an odd or even age, or each so many years */
  MH_PLAN_NO_EARLIER_DOSE,   /* a further dose without the one before */
  MH_PLAN_INTERVAL,          /* too soon after the earlier dose */
  MH_PLAN_NOT_OPEN_YET,      /* others may book earlier than they */
  MH_PLAN_HAS_OFFER,         /* another freed place is on offer to the unit already */
  MH_PLAN_ALREADY_ANSWERED,  /* declined or let this round's offer lapse */
  MH_PLAN_WISH,              /* the day or time is not one the unit can take */
  MH_PLAN_TOO_FEW_PLACES,    /* two people, one place */
  MH_PLAN_NO_LATER_DOSE,     /* wants the further doses too, and there is no place for one of them */
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
  gboolean had_this_year;   /* a programme that is had once in a fiscal year, and has been or will be */
  gboolean other_sex;       /* not the sex that the programme is for */
  gboolean other_district;  /* in none of the districts that it is for */
  gboolean hidden;          /* protected: which of these two it is must not be told */
  gboolean no_earlier;      /* a further dose, and the one before was neither had nor booked */
  gboolean not_open_yet;    /* booking is open for others only */
  gboolean no_later;        /* wants the further doses too, and for one of them there is no place */
  MhDate   earliest;        /* first day that the interval after the earlier dose allows, or none */
  MhDate   standard;        /* the day that the rule recommends, or none; not judged */
  MhDate   warn_after;      /* later than this is told to the nurse, or none; not judged */
  MhReach  reach;           /* the best allowed way, protection and opt-outs already applied */
} MhPlanPerson;

typedef struct {
  gint64        id;
  gint64        order;          /* place in the waiting list; ties by id */
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

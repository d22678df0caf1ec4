/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill-step"

#include "mh-refill-step.h"

#include "mh-booking-table.h"
#include "mh-booking-window-table.h"
#include "mh-capacity.h"
#include "mh-config.h"
#include "mh-crowd.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-offer-table.h"
#include "mh-offer-text.h"
#include "mh-people.h"
#include "mh-planner.h"
#include "mh-refill-later.h"
#include "mh-seat-table.h"
#include "mh-waiting-table.h"
#include "mh-windows.h"
#include "mh-wish.h"

/* What a notice about a free place is, for consent. */
#define CATEGORY "booking"

typedef struct {
  const MhDesk  *desk;
  MhAct         *act;
  const MhVisit *visit;
  MhRound       *round;       /* (owned) */
  GPtrArray     *units;       /* (owned) (element-type MhWaitingUnit) */
  MhPlanUnit    *plan_units;  /* (owned) (array) beside @units */
  MhPlanPerson  *persons;     /* (owned) (array) of all units */
  MhCrowd       *crowd;       /* (owned) the people of all units */
  GPtrArray     *windows;     /* (owned) (element-type MhBookingWindow) of the day */
  MhReachWay     way;
  MhLaterPlaces *later;       /* (nullable) (owned) read once somebody wants further doses */
  guint          n_open;      /* open offers of the round */
  guint          n_committed; /* places these ask for */
} Step;

static void
step_clear (Step *step)
{
  g_clear_pointer (&step->round, mh_round_free);
  g_clear_pointer (&step->units, g_ptr_array_unref);
  g_free (step->plan_units);
  g_free (step->persons);
  g_clear_pointer (&step->crowd, mh_crowd_free);
  g_clear_pointer (&step->windows, g_ptr_array_unref);
  g_clear_pointer (&step->later, mh_later_places_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

/* Whether @person finds places for the doses after @dose, too; one that is booked already stays as it is. */
static gboolean
look_for_later (Step         *step,
                MhPlanPerson *person,
                int           dose,
                GError      **error)
{
  if (mh_crowd_find_booked (step->crowd, person->resident, dose + 1) != NULL)
    return TRUE;

  if (step->later == NULL)
    step->later = mh_later_places_read (step->desk, step->visit, error);

  if (step->later == NULL)
    return FALSE;

  person->no_later = !mh_later_places_take (step->later, step->visit, person->birth, dose);

  return TRUE;
}

/* Whether a booking at that time is given up for an earlier place at @visit. */
static gboolean
is_later (const MhVisit *visit,
          MhDate         date,
          int            start_min)
{
  return mh_ms_from_civil (date, start_min) > mh_ms_from_civil (visit->session->date, visit->slot->start_min);
}

/* By what a notice reaches the person, who went over to another entry being asked for there, and whether booking is open to him. */
static gboolean
read_access (Step         *step,
             gint64        resident,
             MhPlanPerson *person,
             GError      **error)
{
  MhKnown *known = mh_crowd_get_known (step->crowd);
  const MhKnownPerson *facts = mh_known_find (known, resident, error);
  const char *why;
  gint64 contact;

  if (facts == NULL)
    return FALSE;

  person->not_open_yet = !mh_windows_judge (step->windows, step->visit, facts, mh_desk_now (step->desk), NULL);
  if (facts->merged_into != 0)
    return mh_people_reach (step->desk, resident, 0, CATEGORY, &person->reach, &contact, &why, error);

  mh_known_reach (known, facts, CATEGORY, &step->way, &person->reach, &contact, &why);

  return TRUE;
}

static gboolean
read_member (Step                *step,
             const MhWaitingUnit *waiting,
             guint                i,
             MhPlanPerson        *person,
             GError             **error)
{
  gint64 resident = g_array_index (waiting->residents, gint64, i);
  int dose = g_array_index (waiting->doses, int, i);
  const MhTakenDose *own = waiting->swap ? mh_crowd_find_booked (step->crowd, resident, dose) : NULL;
  gboolean gives_up = own != NULL && is_later (step->visit, own->date, own->start_min);

  if (!mh_crowd_tell (step->crowd, resident, dose, gives_up ? own->booking : 0, person, error) ||
      !read_access (step, resident, person, error))
    return FALSE;

  return !waiting->whole_chain || look_for_later (step, person, dose, error);
}

/* Reads the people of @units (element-type MhWaitingUnit), and when they may book. */
static gboolean
read_crowd (Step      *step,
            GPtrArray *units,
            GError   **error)
{
  g_autoptr (GArray) residents = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < units->len; i++) {
    const MhWaitingUnit *unit = g_ptr_array_index (units, i);

    g_array_append_vals (residents, unit->residents->data, unit->residents->len);
  }

  step->windows = mh_booking_window_table_list (step->desk->db, step->visit->session->id, error);
  if (step->windows == NULL || !mh_reach_way_read (MH_REACH_CHANNELS, &step->way, error))
    return FALSE;

  step->crowd = mh_crowd_read (step->desk, step->visit, (const gint64 *) (gpointer) residents->data, residents->len, TRUE, error);

  return step->crowd != NULL;
}

static gboolean
read_unit (Step         *step,
           guint         position,
           MhPlanUnit   *unit,
           MhPlanPerson *persons,
           GError      **error)
{
  const MhWaitingUnit *waiting = g_ptr_array_index (step->units, position);

  *unit = (MhPlanUnit) {
    .id = waiting->id,
    .order = position,
    .persons = persons,
    .n_persons = waiting->residents->len,
    .wish_fits = mh_wish_fits (waiting->wish, step->visit->session->date, step->visit->slot->start_min, step->visit->session->venue),
  };

  if (step->later != NULL)
    mh_later_places_start (step->later);

  for (guint i = 0; i < unit->n_persons; i++) {
    if (!read_member (step, waiting, i, &persons[i], error))
      return FALSE;
  }

  return TRUE;
}

/* Who has an open offer anywhere, and who has answered one of this round. */
static gboolean
read_offers (Step    *step,
             GError **error)
{
  g_autoptr (GHashTable) offered = mh_offer_table_list_asked (step->desk->db, step->round->programme, 0, error);
  g_autoptr (GHashTable) answered = NULL;

  if (offered != NULL)
    answered = mh_offer_table_list_asked (step->desk->db, step->round->programme, step->round->id, error);
  if (answered == NULL)
    return FALSE;

  for (guint i = 0; i < step->units->len; i++) {
    MhPlanUnit *unit = &step->plan_units[i];

    unit->has_open_offer = g_hash_table_contains (offered, &unit->id);
    unit->answered = g_hash_table_contains (answered, &unit->id);
  }

  return TRUE;
}

static gboolean
read_units (Step    *step,
            GError **error)
{
  guint n_persons = 0;

  step->units = mh_waiting_table_list (step->desk->db, step->round->programme, error);
  if (step->units == NULL || !read_crowd (step, step->units, error))
    return FALSE;

  for (guint i = 0; i < step->units->len; i++)
    n_persons += ((MhWaitingUnit *) g_ptr_array_index (step->units, i))->residents->len;

  step->plan_units = g_new0 (MhPlanUnit, step->units->len + 1);
  step->persons = g_new0 (MhPlanPerson, n_persons + 1);
  n_persons = 0;

  for (guint i = 0; i < step->units->len; i++) {
    MhWaitingUnit *waiting = g_ptr_array_index (step->units, i);

    if (!read_unit (step, i, &step->plan_units[i], step->persons + n_persons, error))
      return FALSE;

    n_persons += waiting->residents->len;
  }

  return read_offers (step, error);
}

static gboolean
read_open_offers (Step    *step,
                  GError **error)
{
  g_autoptr (GPtrArray) offers = mh_offer_table_list (step->desk->db, step->round->id, "open", error);

  if (offers == NULL)
    return FALSE;

  for (guint i = 0; i < offers->len; i++) {
    MhOffer *offer = g_ptr_array_index (offers, i);
    g_autoptr (MhWaitingUnit) unit = mh_waiting_table_get (step->desk->db, offer->unit, error);

    if (unit == NULL)
      return FALSE;

    step->n_open++;
    step->n_committed += unit->residents->len;
  }

  return TRUE;
}

/* How many units may be asked now, and for how many places: one at a time, a place is offered to one unit only. Beyond that, by hand, another
 * is asked for places that are on offer already; the first yes wins. */
static gboolean
make_rules (const Step  *step,
            guint        n_more,
            MhPlanRules *rules)
{
  guint n_places = (guint) step->round->n_places;

  *rules = (MhPlanRules) {
    .session_date = step->visit->session->date,
    .n_places = n_places,
    .age = step->visit->programme->age,
    .mode = MH_OFFER_MODE_FIRST_YES,
    .parallel = n_more > 0 ? n_more : (guint) MAX (step->round->parallel - (int) step->n_open, 0),
    .by_hand = step->visit->programme->offer_by_hand,
  };

  if (n_more == 0 && g_str_equal (step->round->mode, "one-at-a-time")) {
    rules->mode = MH_OFFER_MODE_ONE_AT_A_TIME;
    rules->parallel = 1;
    rules->n_places = n_places - MIN (n_places, step->n_committed);
  }

  /* Nobody is asked to a day that has been closed meanwhile. */
  return g_str_equal (step->visit->session->state, "open") && rules->n_places > 0 && rules->parallel > 0;
}

/**
 * mh_refill_step_due:
 * @desk: the desk
 * @out_due: (out): ms since 1970 UTC
 * @error: return location
 *
 * Returns: whether the settings could be read
 */
gboolean
mh_refill_step_due (const MhDesk *desk,
                    gint64       *out_due,
                    GError      **error)
{
  g_autofree char *hold = mh_config_get (desk, "hold.seconds", error);
  MhHours hours;

  if (hold == NULL || !mh_config_get_offer_hours (desk, &hours, error))
    return FALSE;

  *out_due = mh_hours_next_open (&hours, mh_desk_now (desk) + g_ascii_strtoll (hold, NULL, 10) * 1000);

  return TRUE;
}

/* An answer counts until then; never beyond the beginning of the slot itself. */
static gboolean
compute_deadline (const Step *step,
                  gint64      due,
                  gint64     *out_deadline,
                  GError    **error)
{
  MhHours hours;

  if (!mh_config_get_offer_hours (step->desk, &hours, error))
    return FALSE;

  *out_deadline = MIN (mh_hours_deadline (&hours, due, step->round->reply_minutes),
                       mh_ms_from_civil (step->visit->session->date, step->visit->slot->start_min));

  return TRUE;
}

/* One message a unit: to the member who is reached best. */
static const MhPlanPerson *
choose_recipient (const MhPlanUnit *unit)
{
  const MhPlanPerson *best = &unit->persons[0];

  for (guint i = 1; i < unit->n_persons; i++) {
    if (unit->persons[i].reach > best->reach)
      best = &unit->persons[i];
  }

  return best;
}

/* Writes a message to @resident, by the channel that reaches him or on the by-hand list. */
static gint64
write_delivery (const MhDesk *desk,
                MhAct        *act,
                const char   *kind,
                gint64        resident,
                gint64        offer,
                const char   *body,
                gint64        due,
                GError      **error)
{
  const char *why = NULL;
  gint64 contact = 0;
  MhReach reach;
  MhDelivery delivery = {
    .act = mh_act_get_id (act),
    .kind = (char *) kind,
    .resident = resident,
    .offer = offer,
    .body = (char *) body,
    .due_at = due,
    .state_at = mh_desk_now (desk),
  };

  if (!mh_people_reach (desk, resident, 0, CATEGORY, &reach, &contact, &why, error))
    return 0;

  delivery.state = (char *) (reach == MH_REACH_LINE || reach == MH_REACH_SMS ? "held" : "by-hand");
  delivery.reason = (char *) (reach == MH_REACH_LINE || reach == MH_REACH_SMS ? NULL : why);
  mh_act_add_person (act, resident);

  return mh_delivery_table_insert (desk->db, &delivery, error);
}

static gboolean
make_offer (Step                *step,
            const MhPlanUnit    *unit,
            const MhWaitingUnit *waiting,
            GPtrArray           *out_offers,
            GArray              *out_deliveries,
            GError             **error)
{
  MhOfferFacts facts;
  g_autofree char *body = NULL;
  MhOffer offer = { .round = step->round->id, .unit = unit->id, .opened_at = mh_desk_now (step->desk) };
  gint64 due, id, delivery;

  if (!mh_refill_step_due (step->desk, &due, error) || !compute_deadline (step, due, &offer.deadline_at, error))
    return FALSE;

  if (!mh_refill_step_read_facts (step->desk, step->visit, waiting, offer.deadline_at, &facts, error))
    return FALSE;

  body = mh_offer_text_write (step->desk, step->visit, MH_OFFER_TEXT_OFFER, &facts, error);
  if (body == NULL)
    return FALSE;

  id = mh_offer_table_insert (step->desk->db, &offer, error);
  if (id == 0)
    return FALSE;

  delivery = write_delivery (step->desk, step->act, "offer", choose_recipient (unit)->resident, id, body, due, error);
  if (delivery == 0)
    return FALSE;

  step->n_open++;

  if (out_deliveries != NULL)
    g_array_append_val (out_deliveries, delivery);

  if (out_offers != NULL) {
    MhOffer *written = mh_offer_table_get (step->desk->db, id, error);

    if (written == NULL)
      return FALSE;
    g_ptr_array_add (out_offers, written);
  }

  return TRUE;
}

static gboolean
write_decisions (Step                 *step,
                 const MhPlanDecision *decisions,
                 GError              **error)
{
  gint64 number = 0;

  if (!mh_decision_table_last_step (step->desk->db, step->round->id, &number, error))
    return FALSE;

  for (guint i = 0; i < step->units->len; i++) {
    MhDecision decision = {
      .round = step->round->id,
      .step = (int) number + 1,
      .position = (int) i + 1,
      .unit = decisions[i].unit,
      .reason = (char *) mh_plan_reason_nick (decisions[i].reason),
      .resident = decisions[i].resident,
    };

    if (!mh_decision_table_insert (step->desk->db, &decision, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
ask_units (Step      *step,
           guint      n_more,
           GPtrArray *out_offers,
           GArray    *out_deliveries,
           GError   **error)
{
  g_autofree MhPlanDecision *decisions = NULL;
  MhPlanRules rules;

  if (!make_rules (step, n_more, &rules))
    return TRUE;

  if (!read_units (step, error))
    return FALSE;

  decisions = mh_plan (&rules, step->plan_units, step->units->len);

  if (!write_decisions (step, decisions, error))
    return FALSE;

  for (guint i = 0; i < step->units->len; i++) {
    /* The plan keeps the order of the list, in which the units were read. */
    if (decisions[i].reason == MH_PLAN_CHOSEN &&
        !make_offer (step, &step->plan_units[i], g_ptr_array_index (step->units, i), out_offers, out_deliveries, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_refill_step_run:
 * @desk: the desk
 * @act: the act this is part of
 * @visit: the round's slot
 * @round: an open round
 * @n_more: how many units are asked beyond what the round's mode allows; 0 usually
 * @out_offers: (nullable) (element-type MhOffer): new offers are added
 * @out_deliveries: (nullable) (element-type gint64): their messages are added
 * @out_open: (out) (optional): whether the round goes on
 * @error: return location
 *
 * Returns: whether the step was written
 */
gboolean
mh_refill_step_run (const MhDesk  *desk,
                    MhAct         *act,
                    const MhVisit *visit,
                    gint64         round,
                    guint          n_more,
                    GPtrArray     *out_offers,
                    GArray        *out_deliveries,
                    gboolean      *out_open,
                    GError       **error)
{
  g_auto (Step) step = { .desk = desk, .act = act, .visit = visit };
  gboolean open;

  step.round = mh_round_table_get (desk->db, round, error);
  if (step.round == NULL ||
      !read_open_offers (&step, error) ||
      !ask_units (&step, n_more, out_offers, out_deliveries, error))
    return FALSE;

  open = step.n_open > 0;

  if (out_open != NULL)
    *out_open = open;

  return open ||
         (mh_capacity_release_round_step (desk, visit->slot->id, round, error) &&
          mh_round_table_end (desk->db, round, "closed", mh_desk_now (desk), error));
}

/**
 * mh_refill_step_find_own:
 * @desk: the desk
 * @visit: a freed place
 * @unit: who waits
 * @i: which member
 * @out_booking: (out): the own booking that is given up for the place, 0 for none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_refill_step_find_own (const MhDesk        *desk,
                         const MhVisit       *visit,
                         const MhWaitingUnit *unit,
                         guint                i,
                         gint64              *out_booking,
                         GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBooking) own = NULL;

  *out_booking = 0;
  if (!unit->swap)
    return TRUE;

  own = mh_booking_table_find_active (desk->db, unit->programme, g_array_index (unit->residents, gint64, i),
                                      g_array_index (unit->doses, int, i), &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (own != NULL && is_later (visit, own->date, own->start_min))
    *out_booking = own->id;

  return TRUE;
}

/**
 * mh_refill_step_judge:
 * @desk: the desk
 * @visit: a freed place
 * @unit: who waits
 * @out_reason: (out): the first reason of the enumeration that speaks against one of them, or %MH_PLAN_CHOSEN
 * @error: return location
 *
 * For the moments after the plan: when an offer leaves and when it is accepted.
 *
 * Returns: whether they could be judged
 */
gboolean
mh_refill_step_judge (const MhDesk        *desk,
                      const MhVisit       *visit,
                      const MhWaitingUnit *unit,
                      MhPlanReason        *out_reason,
                      GError             **error)
{
  g_auto (Step) step = { .desk = desk, .visit = visit };

  g_autoptr (GPtrArray) units = g_ptr_array_new ();

  *out_reason = MH_PLAN_CHOSEN;
  g_ptr_array_add (units, (gpointer) unit);
  if (!read_crowd (&step, units, error))
    return FALSE;

  for (guint i = 0; i < unit->residents->len; i++) {
    MhPlanPerson person;
    MhPlanReason reason;

    if (!read_member (&step, unit, i, &person, error))
      return FALSE;

    reason = mh_eligibility_judge (visit, &person);
    if (reason != MH_PLAN_CHOSEN && (*out_reason == MH_PLAN_CHOSEN || reason < *out_reason))
      *out_reason = reason;
  }

  return TRUE;
}

/**
 * mh_refill_step_read_facts:
 * @desk: the desk
 * @visit: a freed place
 * @unit: to whom it is offered
 * @deadline: ms since 1970 UTC until when an answer counts
 * @out_facts: (out): what the words say
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
mh_refill_step_read_facts (const MhDesk        *desk,
                           const MhVisit       *visit,
                           const MhWaitingUnit *unit,
                           gint64               deadline,
                           MhOfferFacts        *out_facts,
                           GError             **error)
{
  *out_facts = (MhOfferFacts) { .n_persons = unit->residents->len, .deadline = deadline };

  for (guint i = 0; i < unit->residents->len; i++) {
    gint64 own;

    if (!mh_refill_step_find_own (desk, visit, unit, i, &own, error))
      return FALSE;

    out_facts->swap |= own != 0;
  }

  if (unit->whole_chain) {
    g_autoptr (MhResident) first = mh_resident_table_get (desk->db, g_array_index (unit->residents, gint64, 0), error);
    g_autoptr (MhLaterPlaces) later = first != NULL ? mh_later_places_read (desk, visit, error) : NULL;

    if (later == NULL)
      return FALSE;

    out_facts->next = mh_later_places_suggest (later, visit, first->birth, g_array_index (unit->doses, int, 0));
  }

  return TRUE;
}

/* The day of the dose that was booked together with the one on offer. */
static gboolean
find_next_booking (const MhDesk *desk,
                   gint64        offer,
                   MhOfferFacts *facts,
                   GError      **error)
{
  g_autoptr (MhOffer) row = mh_offer_table_get (desk->db, offer, error);
  g_autoptr (MhWaitingUnit) unit = row != NULL ? mh_waiting_table_get (desk->db, row->unit, error) : NULL;
  g_autoptr (MhBooking) next = NULL;
  g_autoptr (GError) local_error = NULL;

  if (unit == NULL)
    return FALSE;

  if (unit->whole_chain)
    next = mh_booking_table_find_active (desk->db, unit->programme, g_array_index (unit->residents, gint64, 0),
                                         g_array_index (unit->doses, int, 0) + 1, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (next != NULL)
    facts->next = next->date;

  return TRUE;
}

/**
 * mh_refill_step_tell:
 * @desk: the desk
 * @act: the act this is part of
 * @visit: the round's slot
 * @offer: an offer that is no longer open
 * @kind: "offer-lost", "offer-expired" or "offer-accepted"
 * @error: return location
 *
 * Withdraws the offer's message if it is still here; tells the resident what became of it if it is not.
 *
 * Returns: whether it was written
 */
gboolean
mh_refill_step_tell (const MhDesk  *desk,
                     MhAct         *act,
                     const MhVisit *visit,
                     gint64         offer,
                     const char    *kind,
                     GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhDelivery) sent = mh_delivery_table_find_offer (desk->db, offer, &local_error);
  g_autofree char *body = NULL;
  gboolean accepted = g_str_equal (kind, "offer-accepted");
  MhOfferFacts facts = { .n_persons = 1 };
  gint64 due;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (sent == NULL)
    return TRUE;

  if (g_strv_contains ((const char *[]) { "held", "due", "by-hand", NULL }, sent->state)) {
    if (!mh_delivery_table_withdraw_offer (desk->db, offer, mh_desk_now (desk), error))
      return FALSE;
    if (!accepted)
      return TRUE;
  } else if (g_str_equal (sent->state, "withdrawn") && !accepted) {
    return TRUE;
  }

  if (accepted && !find_next_booking (desk, sent->offer, &facts, error))
    return FALSE;

  body = mh_offer_text_write (desk, visit,
                              accepted ? MH_OFFER_TEXT_ACCEPTED
                              : g_str_equal (kind, "offer-lost") ? MH_OFFER_TEXT_LOST : MH_OFFER_TEXT_EXPIRED,
                              &facts, error);

  return body != NULL &&
         mh_refill_step_due (desk, &due, error) &&
         write_delivery (desk, act, kind, sent->resident, offer, body, due, error) != 0;
}

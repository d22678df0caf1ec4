/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill"

#include "mh-refill.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-chain.h"
#include "mh-booking-table.h"
#include "mh-capacity.h"
#include "mh-delivery-table.h"
#include "mh-eligibility.h"
#include "mh-error.h"
#include "mh-offer-text.h"
#include "mh-protect.h"
#include "mh-refill-bond.h"
#include "mh-refill-frozen.h"
#include "mh-refill-private.h"
#include "mh-refill-step.h"
#include "mh-seat-table.h"
#include "mh-visit-table.h"
#include "mh-waiting-table.h"

/* The operator of what the clock does by itself. */
#define CLOCK_OPERATOR "clock"
/* As a programme may have them. */
#define MOST_PARALLEL 500
#define MOST_MINUTES 10080

/**
 * mh_refill_result_free:
 * @result: a result
 */
void
mh_refill_result_free (MhRefillResult *result)
{
  g_clear_pointer (&result->decisions, g_ptr_array_unref);
  g_clear_pointer (&result->offers, g_ptr_array_unref);
  g_clear_pointer (&result->deliveries, g_array_unref);
  g_clear_pointer (&result->bonds, g_ptr_array_unref);
  g_free (result);
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

/**
 * mh_refill_has_begun:
 * @desk: the desk
 * @visit: a slot
 *
 * Returns: whether it is too late to ask anybody for it
 */
gboolean
mh_refill_has_begun (const MhDesk  *desk,
                     const MhVisit *visit)
{
  return mh_ms_from_civil (visit->session->date, visit->slot->start_min) <= mh_desk_now (desk);
}

/**
 * mh_refill_check_slot:
 * @desk: the desk
 * @visit: a slot
 * @error: return location; MH_ERROR_REFUSED with a sentence
 *
 * Returns: whether somebody may be asked for a place of it
 */
gboolean
mh_refill_check_slot (const MhDesk  *desk,
                      const MhVisit *visit,
                      GError       **error)
{
  if (mh_refill_has_begun (desk, visit))
    return refuse (error, _("This time has already begun, so nobody else can be asked. Please cancel without asking the next person."));

  return g_str_equal (visit->session->state, "open") ||
         refuse (error, _("This day is not open, so nobody else can be asked. Please open it, or cancel without asking the next person."));
}

/* A place that was made for somebody without a booking is no place for anybody else. */
static gboolean
check_place (const MhDesk    *desk,
             const MhBooking *booking,
             GError         **error)
{
  gint64 extra = 0;

  if (!mh_db_get_int (desk->db, 0, &extra, error, "SELECT extra FROM seat WHERE slot = :slot AND number = :number",
                      ":slot", MH_INT (booking->slot), ":number", MH_INT (booking->number), NULL))
    return FALSE;

  return extra == 0 || !g_str_equal (booking->via, "walk-in") ||
         refuse (error, _("This place was made for somebody who came without a booking, and it goes with the booking. Please cancel without asking the next person."));
}

/* The slot that all @bookings stand in. */
static MhVisit *
load_common_visit (const MhDesk *desk,
                   MhAct        *act,
                   const gint64 *bookings,
                   gsize         n_bookings,
                   GError      **error)
{
  g_autoptr (MhVisit) visit = NULL;
  gint64 slot = 0;

  for (gsize i = 0; i < n_bookings; i++) {
    g_autoptr (MhBooking) booking = mh_booking_table_get (desk->db, bookings[i], error);

    if (booking == NULL)
      return NULL;

    if (!g_str_equal (booking->state, "active")) {
      refuse (error, _("This booking has already been cancelled."));
      return NULL;
    }

    if (!mh_visit_table_check_open (desk->db, bookings[i], error))
      return NULL;

    if (!check_place (desk, booking, error))
      return NULL;

    if (slot != 0 && slot != booking->slot) {
      refuse (error, _("Please cancel bookings of different times one after the other."));
      return NULL;
    }

    slot = booking->slot;
    mh_act_add_person (act, booking->resident);
  }

  visit = mh_visit_load (desk, slot, error);
  if (visit == NULL || !mh_refill_check_slot (desk, visit, error))
    return NULL;

  return g_steal_pointer (&visit);
}

static gboolean
check_ways (const MhRefillWays *ways,
            GError            **error)
{
  MhOfferMode mode;

  if (ways->mode != NULL && !mh_offer_mode_from_nick (ways->mode, &mode)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” is no way of asking. Please give first-yes or one-at-a-time."), ways->mode);
    return FALSE;
  }

  if (ways->parallel >= 0 && ways->parallel <= MOST_PARALLEL && ways->reply_minutes >= 0 && ways->reply_minutes <= MOST_MINUTES)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("At most %d can be asked at once, and at most %d minutes given for an answer."),
               MOST_PARALLEL, MOST_MINUTES);

  return FALSE;
}

/* How many places the waiting list may have now; those for the telephone go last. */
static gboolean
hold_free_places (const MhDesk  *desk,
                  const MhVisit *visit,
                  gint64         round,
                  gsize          n_free,
                  GError       **error)
{
  for (gsize i = 0; i < n_free; i++) {
    if (!mh_seat_table_hold_free (desk->db, visit->slot->id, round, TRUE, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_refill_open_round:
 * @desk: the desk
 * @visit: a slot
 * @bookings: (array length=n_bookings): active bookings of it, which are cancelled
 * @n_bookings: may be 0
 * @n_free: how many places that are simply free the round holds as well
 * @ways: (nullable): how it asks where not as its programme
 * @error: return location; MH_ERROR_CONFLICT when a place is not there any more, MH_ERROR_INVALID for ways that are none
 *
 * Returns: the round, 0 with @error set
 */
gint64
mh_refill_open_round (const MhDesk       *desk,
                      const MhVisit      *visit,
                      const gint64       *bookings,
                      gsize               n_bookings,
                      gsize               n_free,
                      const MhRefillWays *ways,
                      GError            **error)
{
  const MhRefillWays usual = { 0 };
  const MhRefillWays *how = ways != NULL ? ways : &usual;
  MhRound round = {
    .programme = visit->programme->id,
    .slot = visit->slot->id,
    .freed = n_bookings > 0 ? bookings[0] : 0,
    .mode = (char *) (how->mode != NULL ? how->mode : mh_offer_mode_nick (visit->programme->offer_mode)),
    .parallel = how->parallel > 0 ? how->parallel : visit->programme->parallel,
    .reply_minutes = how->reply_minutes > 0 ? how->reply_minutes : visit->programme->reply_minutes,
    .opened_at = mh_desk_now (desk),
    .places = (int) (n_bookings + n_free),
  };
  gint64 id = check_ways (how, error) ? mh_round_table_insert (desk->db, &round, error) : 0;

  for (gsize i = 0; id != 0 && i < n_bookings; i++) {
    if (!mh_seat_table_hold (desk->db, bookings[i], id, error) ||
        !mh_booking_table_set_state (desk->db, bookings[i], "cancelled", error))
      return 0;
  }

  return id != 0 && hold_free_places (desk, visit, id, n_free, error) ? id : 0;
}

/**
 * mh_refill_begin_round:
 * @desk: the desk
 * @act: the act this is part of
 * @visit: the round's slot
 * @round: a round that was just opened
 * @error: return location
 *
 * Returns: (transfer full): whom it asks first, and why not the others
 */
MhRefillResult *
mh_refill_begin_round (const MhDesk  *desk,
                       MhAct         *act,
                       const MhVisit *visit,
                       gint64         round,
                       GError       **error)
{
  g_autoptr (MhRefillResult) result = g_new0 (MhRefillResult, 1);
  gint64 n_places = 0;

  result->act = mh_act_get_id (act);
  result->round = round;
  result->freed_slot = visit->slot->id;
  result->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_offer_free);
  result->deliveries = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!mh_seat_table_count_round (desk->db, round, &n_places, error) ||
      !mh_refill_step_run (desk, act, visit, round, 0, result->offers, result->deliveries, &result->open, error) ||
      !mh_refill_step_due (desk, &result->held_until, error))
    return NULL;

  result->n_freed = (guint) n_places;
  result->decisions = mh_decision_table_list (desk->db, round, 1, error);
  result->bonds = result->decisions != NULL ? mh_refill_list_bonds (desk, round, error) : NULL;

  return result->bonds != NULL ? g_steal_pointer (&result) : NULL;
}

/* The whole one click inside @act, which the caller commits or throws away. */
static MhRefillResult *
run_cancel (const MhDesk       *desk,
            MhAct              *act,
            const gint64       *bookings,
            gsize               n_bookings,
            const MhRefillWays *ways,
            GError            **error)
{
  g_autoptr (MhRefillResult) result = NULL;
  g_autoptr (MhVisit) visit = load_common_visit (desk, act, bookings, n_bookings, error);
  gint64 round;
  guint n_after = 0;

  for (gsize i = 0; visit != NULL && i < n_bookings; i++) {
    if (!mh_booking_cancel_after_step (desk, act, bookings[i], &n_after, error))
      return NULL;
  }

  round = visit != NULL ? mh_refill_open_round (desk, visit, bookings, n_bookings, 0, ways, error) : 0;
  if (round == 0)
    return NULL;

  result = mh_refill_begin_round (desk, act, visit, round, error);
  if (result == NULL)
    return NULL;

  mh_act_set_int (act, "booking", bookings[0]);
  mh_act_set_int (act, "round", round);
  mh_act_set_int (act, "offers", result->offers->len);

  return g_steal_pointer (&result);
}

static MhAct *
begin (const MhDesk *desk,
       const char   *kind,
       MhUndoPolicy  policy,
       GError      **error)
{
  return mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, policy, error);
}

/**
 * mh_refill_cancel:
 * @desk: the desk
 * @bookings: (array length=n_bookings): active bookings of one slot
 * @n_bookings: 1 or more
 * @error: return location; MH_ERROR_REFUSED with a sentence
 *
 * The one click 「キャンセルして次の人へ」, as one act. Its messages wait for the hold, so that mh_undo_run() takes all of it back.
 *
 * Returns: (transfer full): what was done and why
 */
MhRefillResult *
mh_refill_cancel (const MhDesk *desk,
                  const gint64 *bookings,
                  gsize         n_bookings,
                  GError      **error)
{
  return mh_refill_cancel_for (desk, bookings, n_bookings, NULL, NULL, error);
}

/**
 * mh_refill_cancel_for:
 * @desk: the desk
 * @bookings: (array length=n_bookings): active bookings of one slot
 * @n_bookings: 1 or more
 * @caller: (nullable): who asks for it; %NULL: the person himself
 * @ways: (nullable): how the next are asked, where not as the programme says
 * @error: return location; MH_ERROR_REFUSED with a sentence
 *
 * As mh_refill_cancel(), with the proxy of a protected person judged in the same act.
 *
 * Returns: (transfer full): what was done and why
 */
MhRefillResult *
mh_refill_cancel_for (const MhDesk          *desk,
                      const gint64          *bookings,
                      gsize                  n_bookings,
                      const MhBookingCaller *caller,
                      const MhRefillWays    *ways,
                      GError               **error)
{
  g_autoptr (MhAct) act = begin (desk, "refill.cancel", MH_UNDO_WHOLE, error);
  g_autoptr (MhRefillResult) result = NULL;

  g_return_val_if_fail (n_bookings > 0, NULL);

  if (act == NULL ||
      (caller != NULL &&
       !mh_protect_check_cancel (desk, act, bookings, n_bookings, caller->proxy_name, caller->override_reason, error)))
    return NULL;

  result = run_cancel (desk, act, bookings, n_bookings, ways, error);

  return result != NULL && mh_act_commit (act, error) ? g_steal_pointer (&result) : NULL;
}

/**
 * mh_refill_preview:
 * @desk: the desk
 * @bookings: (array length=n_bookings): active bookings of one slot
 * @n_bookings: 1 or more
 * @ways: (nullable): how the next are asked, where not as the programme says
 * @error: return location
 *
 * Does what mh_refill_cancel_for() does and throws it away: the same judgement, and nothing is written.
 *
 * Returns: (transfer full): what would be done; its ids name nothing
 */
MhRefillResult *
mh_refill_preview (const MhDesk       *desk,
                   const gint64       *bookings,
                   gsize               n_bookings,
                   const MhRefillWays *ways,
                   GError            **error)
{
  g_autoptr (MhAct) act = begin (desk, "refill.cancel", MH_UNDO_WHOLE, error);

  g_return_val_if_fail (n_bookings > 0, NULL);

  return act != NULL ? run_cancel (desk, act, bookings, n_bookings, ways, error) : NULL;
}

/* Ends the open offers of a round that ask for more than @n_places, and tells their people. */
static gboolean
end_hopeless_offers (const MhDesk  *desk,
                     MhAct         *act,
                     const MhVisit *visit,
                     gint64         round,
                     gint64         n_places,
                     GError       **error)
{
  g_autoptr (GPtrArray) offers = mh_offer_table_list (desk->db, round, "open", error);

  if (offers == NULL)
    return FALSE;

  for (guint i = 0; i < offers->len; i++) {
    MhOffer *offer = g_ptr_array_index (offers, i);
    g_autoptr (MhWaitingUnit) unit = mh_waiting_table_get (desk->db, offer->unit, error);

    if (unit == NULL)
      return FALSE;

    if (unit->residents->len > n_places &&
        (!mh_offer_table_answer (desk->db, offer->id, "lost", mh_desk_now (desk), error) ||
         !mh_refill_step_tell (desk, act, visit, offer->id, "offer-lost", error)))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_refill_go_on:
 * @desk: the desk
 * @act: the act this is part of
 * @visit: the round's slot
 * @round: an open round
 * @error: return location
 *
 * After an answer: a round without places is filled, otherwise it goes on.
 *
 * Returns: whether it was written
 */
gboolean
mh_refill_go_on (const MhDesk  *desk,
                 MhAct         *act,
                 const MhVisit *visit,
                 gint64         round,
                 GError       **error)
{
  gint64 n_places = 0;

  if (!mh_seat_table_count_round (desk->db, round, &n_places, error) ||
      !end_hopeless_offers (desk, act, visit, round, n_places, error))
    return FALSE;

  if (n_places == 0)
    return mh_round_table_end (desk->db, round, "filled", mh_desk_now (desk), error);

  /* Once the slot has begun nobody is asked any more; the step's own look at the clock is the deadline it would give. */
  if (mh_refill_has_begun (desk, visit))
    return mh_capacity_release_round_step (desk, visit->slot->id, round, error) &&
           end_hopeless_offers (desk, act, visit, round, 0, error) &&
           mh_round_table_end (desk->db, round, "closed", mh_desk_now (desk), error);

  return mh_refill_step_run (desk, act, visit, round, 0, NULL, NULL, NULL, error);
}

/**
 * mh_refill_end_offer:
 * @desk: the desk
 * @act: the act this is part of
 * @offer: an open offer
 * @state: "declined", "expired", "lost"
 * @kind: (nullable): the message that tells its people; %NULL: none does
 * @error: return location
 *
 * Ends an offer, and lets the round go on.
 *
 * Returns: whether it was written
 */
gboolean
mh_refill_end_offer (const MhDesk  *desk,
                     MhAct         *act,
                     const MhOffer *offer,
                     const char    *state,
                     const char    *kind,
                     GError       **error)
{
  g_autoptr (MhVisit) visit = mh_visit_load (desk, offer->slot, error);

  mh_act_set_int (act, "offer", offer->id);
  mh_act_set_int (act, "round", offer->round);

  return visit != NULL &&
         mh_offer_table_answer (desk->db, offer->id, state, mh_desk_now (desk), error) &&
         (kind != NULL
          ? mh_refill_step_tell (desk, act, visit, offer->id, kind, error)
          : mh_delivery_table_withdraw_offer (desk->db, offer->id, mh_desk_now (desk), error)) &&
         mh_refill_go_on (desk, act, visit, offer->round, error);
}

/* Ends a round: its places are free for the desk, those who were asked are told. */
static gboolean
close_round (const MhDesk  *desk,
             MhAct         *act,
             const MhVisit *visit,
             gint64         round,
             GError       **error)
{
  return end_hopeless_offers (desk, act, visit, round, 0, error) &&
         mh_capacity_release_round_step (desk, visit->slot->id, round, error) &&
         mh_round_table_end (desk->db, round, "closed", mh_desk_now (desk), error);
}

/**
 * mh_refill_close_session:
 * @desk: the desk
 * @act: the act this is part of
 * @session: a day that takes no more bookings
 * @out_n_rounds: (out) (optional): how many rounds ended
 * @error: return location
 *
 * Returns: whether nobody is asked for a place of that day any more
 */
gboolean
mh_refill_close_session (const MhDesk *desk,
                         MhAct        *act,
                         gint64        session,
                         guint        *out_n_rounds,
                         GError      **error)
{
  g_autoptr (GPtrArray) rounds = mh_round_table_list_open (desk->db, 0, error);
  guint n_rounds = 0;

  if (rounds == NULL)
    return FALSE;

  for (guint i = 0; i < rounds->len; i++) {
    const MhRound *round = g_ptr_array_index (rounds, i);
    g_autoptr (MhVisit) visit = mh_visit_load (desk, round->slot, error);

    if (visit == NULL)
      return FALSE;

    if (visit->session->id != session)
      continue;

    if (!close_round (desk, act, visit, round->id, error))
      return FALSE;
    n_rounds++;
  }

  if (out_n_rounds != NULL)
    *out_n_rounds = n_rounds;

  return TRUE;
}

/**
 * mh_refill_close:
 * @desk: the desk
 * @round: an open round
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED when it has ended
 *
 * Ends a round by hand: its places are free for the desk, those who were asked are told.
 *
 * Returns: whether it was closed
 */
gboolean
mh_refill_close (const MhDesk *desk,
                 gint64        round,
                 gint64       *out_act,
                 GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "refill.close", MH_UNDO_WHOLE, error);
  g_autoptr (MhRound) row = NULL;
  g_autoptr (MhVisit) visit = NULL;

  if (act == NULL)
    return FALSE;

  row = mh_round_table_get (desk->db, round, error);
  if (row == NULL)
    return FALSE;

  if (!g_str_equal (row->state, "open"))
    return refuse (error, _("This refill has already ended."));

  visit = mh_visit_load (desk, row->slot, error);
  if (visit == NULL || !close_round (desk, act, visit, round, error))
    return FALSE;

  mh_act_set_int (act, "round", round);

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

static GPtrArray *
list_lapsed (const MhDesk *desk,
             GError      **error)
{
  gint64 now = mh_desk_now (desk);
  g_autofree char *today = mh_date_to_iso (mh_date_from_ms (now));

  return mh_offer_table_list_lapsed (desk->db, now, today, mh_minutes_from_ms (now), error);
}

/* One act an offer; somebody else may have been faster, which is not an error. */
static gboolean
expire_offer (const MhDesk *desk,
              gint64        offer,
              guint        *n_expired,
              GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), CLOCK_OPERATOR, "refill.expire", MH_UNDO_NONE, error);
  g_autoptr (MhOffer) row = NULL;

  if (act == NULL)
    return FALSE;

  row = mh_offer_table_get (desk->db, offer, error);
  if (row == NULL)
    return FALSE;

  if (!g_str_equal (row->state, "open"))
    return TRUE;

  if (!mh_refill_end_offer (desk, act, row, "expired", "offer-expired", error) || !mh_act_commit (act, error))
    return FALSE;

  (*n_expired)++;

  return TRUE;
}

/**
 * mh_refill_run_clock:
 * @desk: the desk
 * @out_n_expired: (out) (optional): how many offers lapsed in this call
 * @error: return location
 *
 * Lets offers lapse whose time is over; none while offers stand still after a restore. The hours in which time is frozen are in the deadlines already. Each is an act of its own, so
 * that a crash in between loses nothing.
 *
 * Returns: whether all that had lapsed were ended
 */
gboolean
mh_refill_run_clock (const MhDesk *desk,
                     guint        *out_n_expired,
                     GError      **error)
{
  g_autoptr (GPtrArray) lapsed = NULL;
  gint64 frozen = 0;
  guint n_expired = 0;

  if (!mh_refill_frozen_since (desk, &frozen, error))
    return FALSE;

  lapsed = frozen == 0 ? list_lapsed (desk, error) : g_ptr_array_new ();
  if (lapsed == NULL)
    return FALSE;

  for (guint i = 0; i < lapsed->len; i++) {
    if (!expire_offer (desk, ((MhOffer *) g_ptr_array_index (lapsed, i))->id, &n_expired, error))
      return FALSE;
  }

  if (out_n_expired != NULL)
    *out_n_expired = n_expired;

  return TRUE;
}

/**
 * mh_refill_phone_script:
 * @desk: the desk
 * @offer: an offer
 * @error: return location
 *
 * Returns: (transfer full): the words to say on the telephone
 */
char *
mh_refill_phone_script (const MhDesk *desk,
                        gint64        offer,
                        GError      **error)
{
  g_autoptr (MhOffer) row = mh_offer_table_get (desk->db, offer, error);
  g_autoptr (MhWaitingUnit) unit = NULL;
  g_autoptr (MhVisit) visit = NULL;
  MhOfferFacts facts;

  if (row == NULL)
    return NULL;

  unit = mh_waiting_table_get (desk->db, row->unit, error);
  visit = unit != NULL ? mh_visit_load (desk, row->slot, error) : NULL;

  return visit != NULL && mh_refill_step_read_facts (desk, visit, unit, row->deadline_at, &facts, error)
         ? mh_offer_text_write (desk, visit, MH_OFFER_TEXT_PHONE, &facts, error)
         : NULL;
}

/**
 * mh_refill_end_offers_of_unit:
 * @desk: the desk
 * @act: the act this is part of
 * @unit: a unit that no longer waits
 * @error: return location
 *
 * Returns: whether nothing is on offer to the unit any more
 */
gboolean
mh_refill_end_offers_of_unit (const MhDesk *desk,
                              MhAct        *act,
                              gint64        unit,
                              GError      **error)
{
  g_autoptr (MhOffer) row = NULL;
  gint64 offer = 0;

  if (!mh_offer_table_find_open (desk->db, unit, &offer, error))
    return FALSE;

  if (offer == 0)
    return TRUE;

  row = mh_offer_table_get (desk->db, offer, error);

  return row != NULL && mh_refill_end_offer (desk, act, row, "lost", NULL, error);
}

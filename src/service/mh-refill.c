/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill"

#include "mh-refill.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-table.h"
#include "mh-delivery-table.h"
#include "mh-eligibility.h"
#include "mh-error.h"
#include "mh-offer-text.h"
#include "mh-protect.h"
#include "mh-refill-frozen.h"
#include "mh-refill-private.h"
#include "mh-refill-step.h"
#include "mh-seat-table.h"
#include "mh-visit-table.h"
#include "mh-waiting-table.h"

/* The operator of what the clock does by itself. */
#define CLOCK_OPERATOR "clock"

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
  g_free (result);
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

static gboolean
has_begun (const MhDesk  *desk,
           const MhVisit *visit)
{
  return mh_ms_from_civil (visit->session->date, visit->slot->start_min) <= mh_desk_now (desk);
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

    if (slot != 0 && slot != booking->slot) {
      refuse (error, _("Please cancel bookings of different times one after the other."));
      return NULL;
    }

    slot = booking->slot;
    mh_act_add_person (act, booking->resident);
  }

  visit = mh_visit_load (desk, slot, error);

  if (visit != NULL && has_begun (desk, visit)) {
    refuse (error, _("This time has already begun, so nobody else can be asked. Please cancel without asking the next person."));
    return NULL;
  }

  return g_steal_pointer (&visit);
}

static gint64
open_round (const MhDesk  *desk,
            const MhVisit *visit,
            const gint64  *bookings,
            gsize          n_bookings,
            GError       **error)
{
  MhRound round = {
    .programme = visit->programme->id,
    .slot = visit->slot->id,
    .freed = bookings[0],
    .mode = (char *) (visit->programme->offer_mode == MH_OFFER_MODE_FIRST_YES ? "first-yes" : "one-at-a-time"),
    .parallel = visit->programme->parallel,
    .reply_minutes = visit->programme->reply_minutes,
    .opened_at = mh_desk_now (desk),
    .places = (int) n_bookings,
  };
  gint64 id = mh_round_table_insert (desk->db, &round, error);

  for (gsize i = 0; id != 0 && i < n_bookings; i++) {
    if (!mh_seat_table_hold (desk->db, bookings[i], id, error) ||
        !mh_booking_table_set_state (desk->db, bookings[i], "cancelled", error))
      return 0;
  }

  return id;
}

/* The whole one click inside @act, which the caller commits or throws away. */
static MhRefillResult *
run_cancel (const MhDesk *desk,
            MhAct        *act,
            const gint64 *bookings,
            gsize         n_bookings,
            GError      **error)
{
  g_autoptr (MhRefillResult) result = g_new0 (MhRefillResult, 1);
  g_autoptr (MhVisit) visit = load_common_visit (desk, act, bookings, n_bookings, error);

  if (visit == NULL)
    return NULL;

  result->act = mh_act_get_id (act);
  result->freed_slot = visit->slot->id;
  result->n_freed = (guint) n_bookings;
  result->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_offer_free);
  result->deliveries = g_array_new (FALSE, FALSE, sizeof (gint64));
  result->round = open_round (desk, visit, bookings, n_bookings, error);

  if (result->round == 0 ||
      !mh_refill_step_run (desk, act, visit, result->round, result->offers, result->deliveries, &result->open, error) ||
      !mh_refill_step_due (desk, &result->held_until, error))
    return NULL;

  result->decisions = mh_decision_table_list (desk->db, result->round, 1, error);
  if (result->decisions == NULL)
    return NULL;

  mh_act_set_int (act, "booking", bookings[0]);
  mh_act_set_int (act, "round", result->round);
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
  return mh_refill_cancel_for (desk, bookings, n_bookings, NULL, error);
}

/**
 * mh_refill_cancel_for:
 * @desk: the desk
 * @bookings: (array length=n_bookings): active bookings of one slot
 * @n_bookings: 1 or more
 * @caller: (nullable): who asks for it; %NULL: the person himself
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
                      GError               **error)
{
  g_autoptr (MhAct) act = begin (desk, "refill.cancel", MH_UNDO_WHOLE, error);
  g_autoptr (MhRefillResult) result = NULL;

  g_return_val_if_fail (n_bookings > 0, NULL);

  if (act == NULL ||
      (caller != NULL &&
       !mh_protect_check_cancel (desk, act, bookings, n_bookings, caller->proxy_name, caller->override_reason, error)))
    return NULL;

  result = run_cancel (desk, act, bookings, n_bookings, error);

  return result != NULL && mh_act_commit (act, error) ? g_steal_pointer (&result) : NULL;
}

/**
 * mh_refill_preview:
 * @desk: the desk
 * @bookings: (array length=n_bookings): active bookings of one slot
 * @n_bookings: 1 or more
 * @error: return location
 *
 * Does what mh_refill_cancel() does and throws it away: the same judgement, and nothing is written.
 *
 * Returns: (transfer full): what would be done; its ids name nothing
 */
MhRefillResult *
mh_refill_preview (const MhDesk *desk,
                   const gint64 *bookings,
                   gsize         n_bookings,
                   GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "refill.cancel", MH_UNDO_WHOLE, error);

  g_return_val_if_fail (n_bookings > 0, NULL);

  return act != NULL ? run_cancel (desk, act, bookings, n_bookings, error) : NULL;
}

/* Whether every member may still come, judged now (domain: 長崎市 did not look at the age again). */
static gboolean
check_members (const MhDesk        *desk,
               const MhVisit       *visit,
               const MhWaitingUnit *unit,
               GError             **error)
{
  for (guint i = 0; i < unit->residents->len; i++) {
    MhPlanPerson person;
    MhPlanReason reason;

    if (!mh_eligibility_read (desk, visit, g_array_index (unit->residents, gint64, i), g_array_index (unit->doses, int, i), 0,
                              &person, error))
      return FALSE;

    reason = mh_eligibility_judge (visit, &person);

    if (reason != MH_PLAN_CHOSEN)
      return refuse (error, mh_plan_reason_text (reason));
  }

  return TRUE;
}

/* All members get a place or, by the act's transaction, none. */
static gboolean
place_members (const MhDesk        *desk,
               MhAct               *act,
               const MhVisit       *visit,
               gint64               round,
               const MhWaitingUnit *unit,
               GError             **error)
{
  for (guint i = 0; i < unit->residents->len; i++) {
    MhBooking booking = {
      .programme = visit->programme->id,
      .resident = g_array_index (unit->residents, gint64, i),
      .dose = g_array_index (unit->doses, int, i),
      .slot = visit->slot->id,
      .via = (char *) "refill",
      .made_at = mh_desk_now (desk),
    };
    gint64 id = mh_booking_table_insert (desk->db, &booking, error);

    if (id == 0 || !mh_seat_table_claim (desk->db, round, id, error))
      return FALSE;

    mh_act_add_person (act, booking.resident);
  }

  return mh_waiting_table_set_state (desk->db, unit->id, "placed", error);
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

/* After an answer: a round without places is filled, otherwise it goes on. */
static gboolean
go_on (const MhDesk  *desk,
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
  if (has_begun (desk, visit))
    return mh_seat_table_release_round (desk->db, round, error) &&
           end_hopeless_offers (desk, act, visit, round, 0, error) &&
           mh_round_table_end (desk->db, round, "closed", mh_desk_now (desk), error);

  return mh_refill_step_run (desk, act, visit, round, NULL, NULL, NULL, error);
}

static gboolean
check_answerable (const MhDesk  *desk,
                  const MhOffer *offer,
                  GError       **error)
{
  if (!g_str_equal (offer->state, "open"))
    return refuse (error, _("This offer has already been answered or has ended."));

  if (!mh_refill_check_not_frozen (desk, error))
    return FALSE;

  if (mh_desk_now (desk) > offer->deadline_at)
    return refuse (error, _("The time for an answer to this offer has passed."));

  return TRUE;
}

static gboolean
run_accept (const MhDesk  *desk,
            MhAct         *act,
            const MhOffer *offer,
            GError       **error)
{
  g_autoptr (MhVisit) visit = mh_visit_load (desk, offer->slot, error);
  g_autoptr (MhWaitingUnit) unit = NULL;

  if (visit == NULL)
    return FALSE;

  unit = mh_waiting_table_get (desk->db, offer->unit, error);

  return unit != NULL &&
         check_members (desk, visit, unit, error) &&
         mh_offer_table_answer (desk->db, offer->id, "accepted", mh_desk_now (desk), error) &&
         place_members (desk, act, visit, offer->round, unit, error) &&
         mh_refill_step_tell (desk, act, visit, offer->id, "offer-accepted", error) &&
         go_on (desk, act, visit, offer->round, error);
}

/**
 * mh_refill_accept:
 * @desk: the desk
 * @offer: an open offer
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED when it has ended, the time has passed, offers stand still after a restore or a rule
 *   speaks against it by now;
 *   MH_ERROR_CONFLICT when the place has just gone
 *
 * A yes, entered by the nurse. The unit is placed whole; offers that can no longer be kept end and their people are told.
 *
 * Returns: whether the unit has its places
 */
gboolean
mh_refill_accept (const MhDesk *desk,
                  gint64        offer,
                  gint64       *out_act,
                  GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "refill.accept", MH_UNDO_WHOLE, error);
  g_autoptr (MhOffer) row = NULL;

  if (act == NULL)
    return FALSE;

  row = mh_offer_table_get (desk->db, offer, error);
  if (row == NULL || !check_answerable (desk, row, error) || !run_accept (desk, act, row, error))
    return FALSE;

  mh_act_set_int (act, "offer", offer);
  mh_act_set_int (act, "round", row->round);

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

/* Ends one open offer as @state, tells its people where @kind says so, and lets the round go on. */
static gboolean
end_offer (const MhDesk  *desk,
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
         go_on (desk, act, visit, offer->round, error);
}

/**
 * mh_refill_decline:
 * @desk: the desk
 * @offer: an open offer
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED when the offer has ended, or offers stand still after a restore
 *
 * A no, entered by the nurse: the unit keeps its place in the list and the next one is asked.
 *
 * Returns: whether it was entered
 */
gboolean
mh_refill_decline (const MhDesk *desk,
                   gint64        offer,
                   gint64       *out_act,
                   GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "refill.decline", MH_UNDO_WHOLE, error);
  g_autoptr (MhOffer) row = NULL;

  if (act == NULL)
    return FALSE;

  row = mh_offer_table_get (desk->db, offer, error);
  if (row == NULL)
    return FALSE;

  if (!g_str_equal (row->state, "open"))
    return refuse (error, _("This offer has already been answered or has ended."));

  if (!mh_refill_check_not_frozen (desk, error) || !end_offer (desk, act, row, "declined", NULL, error))
    return FALSE;

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
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
         mh_seat_table_release_round (desk->db, round, error) &&
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

  if (!end_offer (desk, act, row, "expired", "offer-expired", error) || !mh_act_commit (act, error))
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

  if (row == NULL)
    return NULL;

  unit = mh_waiting_table_get (desk->db, row->unit, error);
  visit = unit != NULL ? mh_visit_load (desk, row->slot, error) : NULL;

  return visit != NULL
         ? mh_offer_text_write (desk, visit, MH_OFFER_TEXT_PHONE, unit->residents->len, row->deadline_at, error)
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

  return row != NULL && end_offer (desk, act, row, "lost", NULL, error);
}

/**
 * mh_refill_ask_newcomers:
 * @desk: the desk
 * @act: the act this is part of
 * @programme: for which somebody waits in a new way
 * @error: return location
 *
 * Nobody is asked while offers stand still after a restore, nor for a slot that has begun.
 *
 * Returns: whether the rounds could go on
 */
gboolean
mh_refill_ask_newcomers (const MhDesk *desk,
                         MhAct        *act,
                         gint64        programme,
                         GError      **error)
{
  g_autoptr (GPtrArray) rounds = NULL;
  gint64 frozen = 0;

  if (!mh_refill_frozen_since (desk, &frozen, error))
    return FALSE;

  rounds = frozen == 0 ? mh_round_table_list_open (desk->db, programme, error) : g_ptr_array_new ();

  for (guint i = 0; rounds != NULL && i < rounds->len; i++) {
    const MhRound *round = g_ptr_array_index (rounds, i);
    g_autoptr (MhVisit) visit = mh_visit_load (desk, round->slot, error);

    if (visit == NULL ||
        (!has_begun (desk, visit) && !mh_refill_step_run (desk, act, visit, round->id, NULL, NULL, NULL, error)))
      return FALSE;
  }

  return rounds != NULL;
}

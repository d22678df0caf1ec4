/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill-answer"

#include "mh-refill.h"

#include <glib/gi18n-lib.h>

#include "mh-booking.h"
#include "mh-error.h"
#include "mh-refill-frozen.h"
#include "mh-refill-private.h"
#include "mh-refill-step.h"

/* One yes on its way. */
typedef struct {
  const MhDesk   *desk;
  MhAct          *act;
  const MhOffer  *offer;
  MhVisit        *visit;   /* (owned) */
  MhWaitingUnit  *unit;    /* (owned) */
  GArray         *own;     /* (owned) (element-type gint64) own later bookings of the members, each once */
  GArray         *rounds;  /* (owned) (element-type gint64) opened for the places of these */
  MhAcceptResult *result;  /* (owned) */
} Accept;

static void
accept_clear (Accept *accept)
{
  g_clear_pointer (&accept->visit, mh_visit_free);
  g_clear_pointer (&accept->unit, mh_waiting_unit_free);
  g_clear_pointer (&accept->own, g_array_unref);
  g_clear_pointer (&accept->rounds, g_array_unref);
  g_clear_pointer (&accept->result, mh_accept_result_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Accept, accept_clear)

/**
 * mh_accept_result_free:
 * @result: a result
 */
void
mh_accept_result_free (MhAcceptResult *result)
{
  g_clear_pointer (&result->bookings, g_array_unref);
  g_clear_pointer (&result->given_up, g_array_unref);
  g_clear_pointer (&result->rounds, g_ptr_array_unref);
  g_free (result);
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

static MhAct *
begin (const MhDesk *desk,
       const char   *kind,
       GError      **error)
{
  return mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, MH_UNDO_WHOLE, error);
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
load (Accept  *accept,
      GError **error)
{
  accept->visit = mh_visit_load (accept->desk, accept->offer->slot, error);
  if (accept->visit == NULL)
    return FALSE;

  accept->unit = mh_waiting_table_get (accept->desk->db, accept->offer->unit, error);
  if (accept->unit == NULL)
    return FALSE;

  accept->own = g_array_new (FALSE, FALSE, sizeof (gint64));
  accept->rounds = g_array_new (FALSE, FALSE, sizeof (gint64));
  accept->result = g_new0 (MhAcceptResult, 1);
  accept->result->act = mh_act_get_id (accept->act);
  accept->result->bookings = g_array_new (FALSE, FALSE, sizeof (gint64));
  accept->result->given_up = g_array_new (FALSE, FALSE, sizeof (gint64));
  accept->result->rounds = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_refill_result_free);

  for (guint i = 0; i < accept->unit->residents->len; i++) {
    gint64 own;

    if (!mh_refill_step_find_own (accept->desk, accept->visit, accept->unit, i, &own, error))
      return FALSE;

    if (own != 0)
      g_array_append_val (accept->own, own);
  }

  return TRUE;
}

/* Whether every member may still come, judged now (domain: 長崎市 did not look at the age again). */
static gboolean
check_members (Accept  *accept,
               GError **error)
{
  MhPlanReason reason;

  return mh_refill_step_judge (accept->desk, accept->visit, accept->unit, &reason, error) &&
         (reason == MH_PLAN_CHOSEN || refuse (error, mh_plan_reason_text (reason)));
}

/* Nobody loses a booking without having been asked. */
static gboolean
check_given_up (Accept  *accept,
                gboolean give_up,
                GError **error)
{
  g_autoptr (MhBooking) first = NULL;
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  if (accept->own->len == 0 || give_up)
    return TRUE;

  first = mh_booking_table_get (accept->desk->db, g_array_index (accept->own, gint64, 0), error);
  if (first == NULL)
    return FALSE;

  date = mh_date_format (first->date, MH_DATE_STYLE_MESSAGE);
  time = mh_minutes_format (first->start_min);
  g_set_error (error, MH_ERROR, MH_ERROR_ASK,
               ngettext ("There is an own booking on %s %s. It is cancelled when this place is accepted. Please ask whether it is given up.",
                         "There are own bookings, the first on %s %s. They are cancelled when this place is accepted. Please ask whether they are given up.",
                         accept->own->len),
               date, time);

  return FALSE;
}

/* A day on which nobody can be asked any more keeps the place free for the desk. */
static gboolean
free_slot_of (Accept  *accept,
              GArray  *bookings,
              gint64   slot,
              GError **error)
{
  g_autoptr (MhVisit) visit = mh_visit_load (accept->desk, slot, error);
  gint64 round;

  if (visit == NULL)
    return FALSE;

  if (!mh_refill_check_slot (accept->desk, visit, NULL)) {
    for (guint i = 0; i < bookings->len; i++) {
      if (!mh_booking_cancel_step (accept->desk, accept->act, g_array_index (bookings, gint64, i), error))
        return FALSE;
    }

    return TRUE;
  }

  round = mh_refill_open_round (accept->desk, visit, (const gint64 *) (gpointer) bookings->data, bookings->len, 0, NULL, error);
  if (round == 0)
    return FALSE;

  g_array_append_val (accept->rounds, round);

  return TRUE;
}

/* Cancels the own bookings, those of one slot together. */
static gboolean
free_own (Accept  *accept,
          GError **error)
{
  while (accept->own->len > 0) {
    g_autoptr (GArray) together = g_array_new (FALSE, FALSE, sizeof (gint64));
    gint64 slot = 0;

    for (guint i = 0; i < accept->own->len;) {
      gint64 id = g_array_index (accept->own, gint64, i);
      g_autoptr (MhBooking) booking = mh_booking_table_get (accept->desk->db, id, error);

      if (booking == NULL)
        return FALSE;

      if (slot != 0 && slot != booking->slot) {
        i++;
        continue;
      }

      slot = booking->slot;
      g_array_append_val (together, id);
      g_array_append_val (accept->result->given_up, id);
      g_array_remove_index (accept->own, i);
    }

    if (!free_slot_of (accept, together, slot, error))
      return FALSE;
  }

  return TRUE;
}

/* The booking and the further doses that were made with it. */
static gboolean
note_bookings (Accept  *accept,
               gint64   first,
               GError **error)
{
  g_autoptr (GPtrArray) chain = mh_booking_table_list_chain (accept->desk->db, first, error);

  g_array_append_val (accept->result->bookings, first);
  for (guint i = 0; chain != NULL && i < chain->len; i++)
    g_array_append_val (accept->result->bookings, ((MhBooking *) g_ptr_array_index (chain, i))->id);

  return chain != NULL;
}

/* All members get a place, with all further doses where they wait for these, or, by the act's transaction, nobody gets any. */
static gboolean
place_members (Accept  *accept,
               GError **error)
{
  for (guint i = 0; i < accept->unit->residents->len; i++) {
    MhBookingRequest request = {
      .slot = accept->visit->slot->id,
      .resident = g_array_index (accept->unit->residents, gint64, i),
      .dose = g_array_index (accept->unit->doses, int, i),
      .via = "refill",
      .round = accept->offer->round,
      .chain = accept->unit->whole_chain,
    };
    gint64 id = mh_booking_make_step (accept->desk, accept->act, &request, error);

    if (id == 0 || !note_bookings (accept, id, error))
      return FALSE;
  }

  return mh_waiting_table_set_state (accept->desk->db, accept->unit->id, "placed", error);
}

/* The places that were given up go to the next who wait. */
static gboolean
refill_own (Accept  *accept,
            GError **error)
{
  for (guint i = 0; i < accept->rounds->len; i++) {
    gint64 id = g_array_index (accept->rounds, gint64, i);
    g_autoptr (MhRound) round = mh_round_table_get (accept->desk->db, id, error);
    g_autoptr (MhVisit) visit = round != NULL ? mh_visit_load (accept->desk, round->slot, error) : NULL;
    MhRefillResult *result = visit != NULL ? mh_refill_begin_round (accept->desk, accept->act, visit, id, error) : NULL;

    if (result == NULL)
      return FALSE;

    g_ptr_array_add (accept->result->rounds, result);
  }

  return TRUE;
}

static gboolean
run_accept (Accept  *accept,
            gboolean give_up,
            GError **error)
{
  const MhDesk *desk = accept->desk;
  const MhOffer *offer = accept->offer;

  return load (accept, error) &&
         check_members (accept, error) &&
         check_given_up (accept, give_up, error) &&
         mh_offer_table_answer (desk->db, offer->id, "accepted", mh_desk_now (desk), error) &&
         free_own (accept, error) &&
         place_members (accept, error) &&
         mh_refill_step_tell (desk, accept->act, accept->visit, offer->id, "offer-accepted", error) &&
         mh_refill_go_on (desk, accept->act, accept->visit, offer->round, error) &&
         refill_own (accept, error);
}

/**
 * mh_refill_accept_with:
 * @desk: the desk
 * @offer: an open offer
 * @give_up: whether it was asked and answered that own later bookings are given up
 * @error: return location; MH_ERROR_ASK with the question where that has to be asked; MH_ERROR_REFUSED when the offer has ended, the time has
 *   passed, offers stand still after a restore, a rule speaks against it by now, or a further dose finds no place; MH_ERROR_CONFLICT when
 *   the place has just gone
 *
 * A yes, entered by the nurse. The unit is placed whole, with all its doses where it waits for these; offers that can no longer be kept
 * end and their people are told; the places of own bookings that are given up are refilled in turn. All of it is one act.
 *
 * Returns: (transfer full): what was done
 */
MhAcceptResult *
mh_refill_accept_with (const MhDesk *desk,
                       gint64        offer,
                       gboolean      give_up,
                       GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "refill.accept", error);
  g_autoptr (MhOffer) row = act != NULL ? mh_offer_table_get (desk->db, offer, error) : NULL;
  g_auto (Accept) accept = { .desk = desk, .act = act, .offer = row };

  if (row == NULL || !check_answerable (desk, row, error) || !run_accept (&accept, give_up, error))
    return NULL;

  mh_act_set_int (act, "offer", offer);
  mh_act_set_int (act, "round", row->round);
  if (accept.result->given_up->len > 0)
    mh_act_set_int (act, "given-up", accept.result->given_up->len);

  return mh_act_commit (act, error) ? g_steal_pointer (&accept.result) : NULL;
}

/**
 * mh_refill_accept:
 * @desk: the desk
 * @offer: an open offer
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; as for mh_refill_accept_with()
 *
 * As mh_refill_accept_with() where no own booking is given up.
 *
 * Returns: whether the unit has its places
 */
gboolean
mh_refill_accept (const MhDesk *desk,
                  gint64        offer,
                  gint64       *out_act,
                  GError      **error)
{
  g_autoptr (MhAcceptResult) result = mh_refill_accept_with (desk, offer, FALSE, error);

  if (result != NULL && out_act != NULL)
    *out_act = result->act;

  return result != NULL;
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
  g_autoptr (MhAct) act = begin (desk, "refill.decline", error);
  g_autoptr (MhOffer) row = NULL;

  if (act == NULL)
    return FALSE;

  row = mh_offer_table_get (desk->db, offer, error);
  if (row == NULL)
    return FALSE;

  if (!g_str_equal (row->state, "open"))
    return refuse (error, _("This offer has already been answered or has ended."));

  if (!mh_refill_check_not_frozen (desk, error) || !mh_refill_end_offer (desk, act, row, "declined", NULL, error))
    return FALSE;

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

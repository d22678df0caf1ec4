/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill-free"

#include "mh-refill.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-refill-bond.h"
#include "mh-refill-frozen.h"
#include "mh-refill-private.h"
#include "mh-refill-step.h"

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

/* @n_places: (inout): 0 becomes what the waiting list may have by itself; the nurse may name more, up to all that is free. */
static gboolean
check_places (const MhVisit *visit,
              guint         *n_places,
              GError       **error)
{
  int n_free = visit->slot->n_free - visit->slot->n_free_extra;

  if (*n_places == 0)
    *n_places = (guint) MAX (n_free - visit->slot->n_free_phone, 0);

  if (*n_places == 0)
    return refuse (error, _("No place of this slot is free for the waiting list."));

  if ((int) *n_places <= n_free)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("Only %d places of this slot are free."), n_free);

  return FALSE;
}

/**
 * mh_refill_offer_free:
 * @desk: the desk
 * @slot: a slot
 * @n_places: how many of its free places; 0: all but those kept for the telephone
 * @ways: (nullable): how the next are asked, where not as the programme says
 * @error: return location; MH_ERROR_REFUSED with a sentence, also where nobody can be asked
 *
 * Offers places that are simply free to those who wait, as a refill does with freed ones.
 *
 * Returns: (transfer full): who is asked, and why the others are not
 */
MhRefillResult *
mh_refill_offer_free (const MhDesk       *desk,
                      gint64              slot,
                      guint               n_places,
                      const MhRefillWays *ways,
                      GError            **error)
{
  g_autoptr (MhAct) act = begin (desk, "refill.offer-free", error);
  g_autoptr (MhVisit) visit = act != NULL ? mh_visit_load (desk, slot, error) : NULL;
  g_autoptr (MhRefillResult) result = NULL;
  gint64 round;

  if (visit == NULL || !mh_refill_check_not_frozen (desk, error) || !mh_refill_check_slot (desk, visit, error) ||
      !check_places (visit, &n_places, error))
    return NULL;

  round = mh_refill_open_round (desk, visit, NULL, 0, n_places, ways, error);
  result = round != 0 ? mh_refill_begin_round (desk, act, visit, round, error) : NULL;
  if (result == NULL)
    return NULL;

  mh_act_set_int (act, "round", round);
  mh_act_set_int (act, "slot", slot);
  mh_act_set_int (act, "offers", result->offers->len);

  return mh_act_commit (act, error) ? g_steal_pointer (&result) : NULL;
}

static gboolean
check_open (const MhRound *round,
            GError       **error)
{
  return g_str_equal (round->state, "open") || refuse (error, _("This refill has already ended."));
}

/* The step inside @act, and what it did; nothing is left of it where nobody could be asked. */
static MhRefillResult *
run_ask_next (const MhDesk  *desk,
              MhAct         *act,
              const MhVisit *visit,
              const MhRound *round,
              GError       **error)
{
  g_autoptr (MhRefillResult) result = g_new0 (MhRefillResult, 1);

  result->act = mh_act_get_id (act);
  result->round = round->id;
  result->freed_slot = round->slot;
  result->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_offer_free);
  result->deliveries = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!mh_refill_step_run (desk, act, visit, round->id, 1, result->offers, result->deliveries, &result->open, error) ||
      !mh_refill_step_due (desk, &result->held_until, error))
    return NULL;

  if (result->offers->len == 0) {
    refuse (error, _("There is nobody left on the waiting list who could be asked for this place at the moment."));
    return NULL;
  }

  result->decisions = mh_decision_table_list (desk->db, round->id, 0, error);
  result->bonds = result->decisions != NULL ? mh_refill_list_bonds (desk, round->id, error) : NULL;

  return result->bonds != NULL ? g_steal_pointer (&result) : NULL;
}

/**
 * mh_refill_ask_next:
 * @desk: the desk
 * @round: an open round
 * @error: return location; MH_ERROR_REFUSED with a sentence, also where nobody is left
 *
 * For a nurse who does not want to wait for the answers of those who were asked: one more unit is asked for the same places.
 *
 * Returns: (transfer full): who is asked, and why the others are not
 */
MhRefillResult *
mh_refill_ask_next (const MhDesk *desk,
                    gint64        round,
                    GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "refill.ask-next", error);
  g_autoptr (MhRound) row = act != NULL ? mh_round_table_get (desk->db, round, error) : NULL;
  g_autoptr (MhVisit) visit = NULL;
  g_autoptr (MhRefillResult) result = NULL;

  if (row == NULL || !check_open (row, error) || !mh_refill_check_not_frozen (desk, error))
    return NULL;

  visit = mh_visit_load (desk, row->slot, error);
  if (visit == NULL || !mh_refill_check_slot (desk, visit, error))
    return NULL;

  result = run_ask_next (desk, act, visit, row, error);
  if (result == NULL)
    return NULL;

  mh_act_set_int (act, "round", round);
  mh_act_set_int (act, "offers", result->offers->len);

  return mh_act_commit (act, error) ? g_steal_pointer (&result) : NULL;
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
        (!mh_refill_has_begun (desk, visit) && !mh_refill_step_run (desk, act, visit, round->id, 0, NULL, NULL, NULL, error)))
      return FALSE;
  }

  return rounds != NULL;
}

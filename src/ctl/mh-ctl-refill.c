/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-refill"

#include "mh-ctl-refill.h"

#include <glib/gi18n-lib.h>

#include "mh-ctl-people.h"
#include "mh-refill-bond.h"
#include "mh-session-table.h"
#include "mh-waiting-table.h"

static gboolean
add_unit_names (MhCtlCall    *call,
                const MhDesk *desk,
                gint64        unit,
                GError      **error)
{
  g_autoptr (MhWaitingUnit) row = mh_waiting_table_get (desk->db, unit, error);

  g_autofree char *bond = row != NULL ? mh_refill_describe_unit (row) : NULL;

  if (row == NULL || !mh_ctl_add_names (call, desk, "people", row->residents, error))
    return FALSE;

  mh_ctl_add_text (call, "together", bond);

  return TRUE;
}

/* The sentence for a decision; where it is about one of several people, with the name. */
static char *
make_sentence (const MhDesk     *desk,
               const MhDecision *decision)
{
  g_autoptr (MhResident) resident = NULL;
  MhPlanReason reason;

  if (!mh_plan_reason_from_nick (decision->reason, &reason))
    return g_strdup (decision->reason);

  resident = decision->resident != 0 ? mh_resident_table_get (desk->db, decision->resident, NULL) : NULL;
  if (resident == NULL)
    return g_strdup (mh_plan_reason_text (reason));

  /* Translators: a person's name, and why the person was not asked */
  return g_strdup_printf (_("%s: %s"), resident->name, mh_plan_reason_text (reason));
}

static gboolean
add_plan (MhCtlCall    *call,
          const MhDesk *desk,
          GPtrArray    *decisions,
          GError      **error)
{
  mh_ctl_begin_array (call, "plan");
  for (guint i = 0; i < decisions->len; i++) {
    const MhDecision *decision = g_ptr_array_index (decisions, i);
    g_autofree char *sentence = make_sentence (desk, decision);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "unit", decision->unit);
    if (!add_unit_names (call, desk, decision->unit, error))
      return FALSE;
    mh_ctl_add_text (call, "decision", decision->reason);
    mh_ctl_add_text (call, "reason", sentence);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
add_offer (MhCtlCall     *call,
           const MhDesk  *desk,
           const MhOffer *offer,
           GError       **error)
{
  g_autoptr (MhSlot) slot = mh_session_table_get_slot (desk->db, offer->slot, error);

  if (slot == NULL)
    return FALSE;

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "offer", offer->id);
  mh_ctl_add_text (call, "state", offer->state);
  if (!add_unit_names (call, desk, offer->unit, error))
    return FALSE;
  mh_ctl_add_date (call, "date", slot->date);
  mh_ctl_add_minutes (call, "start", slot->start_min);
  mh_ctl_add_int (call, "opened-at", offer->opened_at);
  mh_ctl_add_int (call, "deadline-at", offer->deadline_at);
  mh_ctl_add_some (call, "answered-at", offer->answered_at);
  mh_ctl_add_int (call, "unit", offer->unit);
  mh_ctl_add_int (call, "round", offer->round);
  mh_ctl_add_int (call, "slot", offer->slot);
  mh_ctl_add_int (call, "programme", offer->programme);
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
add_offers (MhCtlCall    *call,
            const MhDesk *desk,
            GPtrArray    *offers,
            GError      **error)
{
  mh_ctl_begin_array (call, "offers");
  for (guint i = 0; i < offers->len; i++) {
    if (!add_offer (call, desk, g_ptr_array_index (offers, i), error))
      return FALSE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

/**
 * mh_ctl_add_refill:
 * @call: a call
 * @desk: the desk
 * @result: of mh_refill_cancel() or mh_refill_preview()
 * @preview: whether nothing was done, so that the ids name nothing
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
mh_ctl_add_refill (MhCtlCall            *call,
                   const MhDesk         *desk,
                   const MhRefillResult *result,
                   gboolean              preview,
                   GError              **error)
{
  mh_ctl_add_some (call, "act", preview ? 0 : result->act);
  mh_ctl_add_some (call, "round", preview ? 0 : result->round);
  mh_ctl_add_bool (call, "open", result->open);
  mh_ctl_add_int (call, "freed", result->n_freed);
  mh_ctl_add_int (call, "slot", result->freed_slot);
  mh_ctl_begin_array (call, "belongs");
  for (guint i = 0; i < result->bonds->len; i++)
    json_builder_add_string_value (call->builder, result->bonds->pdata[i]);
  mh_ctl_end_array (call);
  mh_ctl_add_some (call, "held-until", result->held_until);
  if (!add_plan (call, desk, result->decisions, error) || !add_offers (call, desk, result->offers, error))
    return FALSE;

  mh_ctl_begin_array (call, "deliveries");
  for (guint i = 0; i < result->deliveries->len; i++)
    json_builder_add_int_value (call->builder, g_array_index (result->deliveries, gint64, i));
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_offers (MhCtlCall *call,
            GError   **error)
{
  g_autofree char *state = NULL;
  gint64 round = 0;
  const GOptionEntry entries[] = {
    { "state", 0, 0, MH_CTL_TEXT, &state, N_("Only those that stand there"), N_("STATE") },
    { "round", 0, 0, G_OPTION_ARG_INT64, &round, N_("Only those of one refill"), N_("ROUND") },
    { NULL },
  };
  g_autoptr (GPtrArray) offers = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  offers = mh_offer_table_list (desk.db, round, state, error);

  return offers != NULL && add_offers (call, &desk, offers, error);
}

static gboolean
add_answer (MhCtlCall    *call,
            const MhDesk *desk,
            gint64        act,
            gint64        offer,
            GError      **error)
{
  g_autoptr (MhOffer) row = mh_offer_table_get (desk->db, offer, error);

  if (row == NULL)
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "offer", offer);
  mh_ctl_add_text (call, "state", row->state);

  return TRUE;
}

static void
add_ids (MhCtlCall    *call,
         const char   *member,
         const GArray *ids)
{
  mh_ctl_begin_array (call, member);
  for (guint i = 0; i < ids->len; i++)
    json_builder_add_int_value (call->builder, g_array_index (ids, gint64, i));
  mh_ctl_end_array (call);
}

static gboolean
run_offer_accept (MhCtlCall *call,
                  GError   **error)
{
  gboolean give_up = FALSE;
  const GOptionEntry entries[] = {
    { "give-up", 0, 0, G_OPTION_ARG_NONE, &give_up, N_("The person was asked and gives up the own later booking"), NULL },
    { NULL },
  };
  g_autoptr (MhAcceptResult) result = NULL;
  gint64 offer;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &offer, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  result = mh_refill_accept_with (&desk, offer, give_up, error);
  if (result == NULL || !add_answer (call, &desk, result->act, offer, error))
    return FALSE;

  add_ids (call, "bookings", result->bookings);
  add_ids (call, "given-up", result->given_up);
  mh_ctl_begin_array (call, "rounds");
  for (guint i = 0; i < result->rounds->len; i++) {
    const MhRefillResult *round = g_ptr_array_index (result->rounds, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "round", round->round);
    mh_ctl_add_bool (call, "open", round->open);
    mh_ctl_add_int (call, "slot", round->freed_slot);
    mh_ctl_add_int (call, "asked", round->offers->len);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_offer_decline (MhCtlCall *call,
                   GError   **error)
{
  gint64 offer, act = 0;
  MhDesk desk;

  return mh_ctl_parse (call, NULL, 1, 1, error) && mh_ctl_read_id (call->args[0], &offer, error) &&
         mh_ctl_open (call, &desk, error) && mh_refill_decline (&desk, offer, &act, error) &&
         add_answer (call, &desk, act, offer, error);
}

static gboolean
run_offer_script (MhCtlCall *call,
                  GError   **error)
{
  g_autofree char *script = NULL;
  gint64 offer;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &offer, error) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;

  script = mh_refill_phone_script (&desk, offer, error);
  if (script == NULL)
    return FALSE;

  mh_ctl_add_int (call, "offer", offer);
  mh_ctl_add_text (call, "script", script);

  return TRUE;
}

static gboolean
run_offer_free (MhCtlCall *call,
                GError   **error)
{
  g_autofree char *mode = NULL;
  MhRefillWays ways = { 0 };
  int n_places = 0;
  const GOptionEntry entries[] = {
    { "places", 0, 0, G_OPTION_ARG_INT, &n_places, N_("How many; all that are free when not given"), N_("NUMBER") },
    { "mode", 0, 0, MH_CTL_TEXT, &mode, N_("Ask in this way, first-yes or one-at-a-time"), N_("MODE") },
    { "parallel", 0, 0, G_OPTION_ARG_INT, &ways.parallel, N_("How many are asked at once"), N_("NUMBER") },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &ways.reply_minutes, N_("How long an answer may take"), N_("MINUTES") },
    { NULL },
  };
  g_autoptr (MhRefillResult) result = NULL;
  gint64 slot;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &slot, error))
    return FALSE;
  if (n_places < 0)
    return mh_ctl_fail_usage (error, _("Give at least one place."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  ways.mode = mode;
  result = mh_refill_offer_free (&desk, slot, (guint) n_places, &ways, error);

  return result != NULL && mh_ctl_add_refill (call, &desk, result, FALSE, error);
}

static gboolean
run_round_next (MhCtlCall *call,
                GError   **error)
{
  g_autoptr (MhRefillResult) result = NULL;
  gint64 round;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &round, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  result = mh_refill_ask_next (&desk, round, error);

  return result != NULL && mh_ctl_add_refill (call, &desk, result, FALSE, error);
}

static gboolean
run_round_list (MhCtlCall *call,
                GError   **error)
{
  g_autoptr (GPtrArray) rounds = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  rounds = mh_round_table_list_open (desk.db, 0, error);
  if (rounds == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "rounds");
  for (guint i = 0; i < rounds->len; i++) {
    const MhRound *round = g_ptr_array_index (rounds, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "round", round->id);
    mh_ctl_add_int (call, "slot", round->slot);
    mh_ctl_add_int (call, "programme", round->programme);
    mh_ctl_add_int (call, "places", round->n_places);
    mh_ctl_add_text (call, "state", round->state);
    mh_ctl_add_int (call, "opened-at", round->opened_at);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_round_close (MhCtlCall *call,
                 GError   **error)
{
  gint64 round, act = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &round, error) ||
      !mh_ctl_open (call, &desk, error) || !mh_refill_close (&desk, round, &act, error))
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "round", round);

  return TRUE;
}

static gboolean
run_clock (MhCtlCall *call,
           GError   **error)
{
  guint n_expired = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_refill_run_clock (&desk, &n_expired, error))
    return FALSE;

  mh_ctl_add_int (call, "expired", n_expired);

  return TRUE;
}

const MhCtlCommand mh_ctl_refill_commands[] = {
  { "offers", NULL, N_("List the offers of free places"), run_offers },
  { "offer accept", N_("OFFER"), N_("The person said yes"), run_offer_accept },
  { "offer decline", N_("OFFER"), N_("The person said no"), run_offer_decline },
  { "offer free", N_("SLOT"), N_("Offer places that are simply free to those who wait"), run_offer_free },
  { "offer script", N_("OFFER"), N_("What to say on the telephone"), run_offer_script },
  { "round list", NULL, N_("List the free places for which the next are being asked"), run_round_list },
  { "round next", N_("ROUND"), N_("Ask one more, beyond those who are being asked"), run_round_next },
  { "round close", N_("ROUND"), N_("Stop asking; the places are free for the desk"), run_round_close },
  { "clock", NULL, N_("Let offers run out whose time has passed"), run_clock },
  { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-refill"

#include "mh-ctl-refill.h"

#include <glib/gi18n-lib.h>

#include "mh-ctl-people.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"
#include "mh-waiting.h"

static gboolean
add_unit_names (MhCtlCall    *call,
                const MhDesk *desk,
                gint64        unit,
                GError      **error)
{
  g_autoptr (MhWaitingUnit) row = mh_waiting_table_get (desk->db, unit, error);

  return row != NULL && mh_ctl_add_names (call, desk, "people", row->residents, error);
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
run_wait_add (MhCtlCall *call,
              GError   **error)
{
  g_autofree char *resident = NULL;
  g_autofree char *with = NULL;
  g_autofree char *wish = NULL;
  gint64 programme = 0, unit;
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &programme, N_("For which programme"), N_("PROGRAMME") },
    { "resident", 0, 0, MH_CTL_TEXT, &resident, N_("Who waits"), N_("REGISTER-NUMBER") },
    { "with", 0, 0, MH_CTL_TEXT, &with, N_("Who comes along: together or not at all"), N_("REGISTER-NUMBER") },
    { "wish", 0, 0, MH_CTL_TEXT, &wish, N_("any, am, pm or dates separated by commas"), N_("WISH") },
    { NULL },
  };
  gint64 residents[2];
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if (programme == 0 || resident == NULL)
    return mh_ctl_fail_usage (error, _("Give --programme and --resident."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, resident, &residents[0], error) ||
      (with != NULL && !mh_ctl_find_resident (&desk, with, &residents[1], error)))
    return FALSE;

  unit = mh_waiting_add (&desk, programme, residents, with != NULL ? 2 : 1, wish != NULL ? wish : "any", error);
  if (unit == 0)
    return FALSE;

  mh_ctl_add_int (call, "unit", unit);

  return TRUE;
}

static gboolean
run_wait_withdraw (MhCtlCall *call,
                   GError   **error)
{
  MhDesk desk;
  gint64 unit;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &unit, error) ||
      !mh_ctl_open (call, &desk, error) || !mh_waiting_withdraw (&desk, unit, error))
    return FALSE;

  mh_ctl_add_int (call, "unit", unit);
  mh_ctl_add_text (call, "state", "withdrawn");

  return TRUE;
}

static gboolean
add_unit (MhCtlCall           *call,
          const MhDesk        *desk,
          const MhWaitingUnit *unit,
          GError             **error)
{
  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "unit", unit->id);
  if (!mh_ctl_add_names (call, desk, "people", unit->residents, error))
    return FALSE;
  mh_ctl_add_text (call, "wish", unit->wish);
  mh_ctl_add_text (call, "state", unit->state);
  mh_ctl_add_int (call, "registered-at", unit->registered_at);
  mh_ctl_add_int (call, "programme", unit->programme);
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
add_units (MhCtlCall    *call,
           const MhDesk *desk,
           gint64        programme,
           GError      **error)
{
  g_autoptr (GPtrArray) units = mh_waiting_table_list (desk->db, programme, error);

  if (units == NULL)
    return FALSE;

  for (guint i = 0; i < units->len; i++) {
    if (!add_unit (call, desk, g_ptr_array_index (units, i), error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
run_wait_list (MhCtlCall *call,
               GError   **error)
{
  gint64 programme = 0;
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &programme, N_("Of one programme only"), N_("PROGRAMME") },
    { NULL },
  };
  g_autoptr (GPtrArray) programmes = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  programmes = mh_programme_table_list (desk.db, error);
  if (programmes == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "units");
  for (guint i = 0; i < programmes->len; i++) {
    const MhProgramme *row = g_ptr_array_index (programmes, i);

    if ((programme == 0 || programme == row->id) && !add_units (call, &desk, row->id, error))
      return FALSE;
  }
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

typedef gboolean (*AnswerFunc) (const MhDesk *desk,
                                gint64        offer,
                                gint64       *out_act,
                                GError      **error);

static gboolean
answer_offer (MhCtlCall *call,
              AnswerFunc answer,
              GError   **error)
{
  g_autoptr (MhOffer) row = NULL;
  gint64 offer, act = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &offer, error) ||
      !mh_ctl_open (call, &desk, error) || !answer (&desk, offer, &act, error))
    return FALSE;

  row = mh_offer_table_get (desk.db, offer, error);
  if (row == NULL)
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "offer", offer);
  mh_ctl_add_text (call, "state", row->state);

  return TRUE;
}

static gboolean
run_offer_accept (MhCtlCall *call,
                  GError   **error)
{
  return answer_offer (call, mh_refill_accept, error);
}

static gboolean
run_offer_decline (MhCtlCall *call,
                   GError   **error)
{
  return answer_offer (call, mh_refill_decline, error);
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
  { "wait add", NULL, N_("Put one person, or two together, on the waiting list"), run_wait_add },
  { "wait withdraw", N_("UNIT"), N_("Take an entry off the waiting list"), run_wait_withdraw },
  { "wait list", NULL, N_("Show the waiting list"), run_wait_list },
  { "offers", NULL, N_("List the offers of free places"), run_offers },
  { "offer accept", N_("OFFER"), N_("The person said yes"), run_offer_accept },
  { "offer decline", N_("OFFER"), N_("The person said no"), run_offer_decline },
  { "offer script", N_("OFFER"), N_("What to say on the telephone"), run_offer_script },
  { "round list", NULL, N_("List the free places for which the next are being asked"), run_round_list },
  { "round close", N_("ROUND"), N_("Stop asking; the places are free for the desk"), run_round_close },
  { "clock", NULL, N_("Let offers run out whose time has passed"), run_clock },
  { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-round-view"

#include "mh-round-view.h"

#include <glib/gi18n-lib.h>

#include "mh-consent.h"
#include "mh-delivery-table.h"
#include "mh-eligibility.h"
#include "mh-offer-table.h"
#include "mh-people.h"
#include "mh-refill.h"
#include "mh-refill-bond.h"
#include "mh-waiting-table.h"
#include "mh-wording.h"

static void
free_message (MhMessageView *message)
{
  g_free (message->text);
  g_free (message->state);
  g_free (message);
}

static void
free_offer (MhOfferView *offer)
{
  g_free (offer->names);
  g_free (offer->bond);
  g_free (offer->state);
  g_free (offer->script);
  g_ptr_array_unref (offer->messages);
  g_free (offer);
}

static void
free_decision (MhDecisionView *decision)
{
  g_free (decision->names);
  g_free (decision->bond);
  g_free (decision->sentence);
  g_free (decision);
}

/**
 * mh_round_view_free:
 * @view: a view
 */
void
mh_round_view_free (MhRoundView *view)
{
  g_clear_pointer (&view->round, mh_round_free);
  g_free (view->when);
  g_free (view->freed);
  g_clear_pointer (&view->bonds, g_ptr_array_unref);
  g_ptr_array_unref (view->offers);
  g_ptr_array_unref (view->decisions);
  g_free (view);
}

/**
 * mh_round_view_names:
 * @desk: the desk
 * @residents: (element-type gint64): who
 * @error: return location for an error
 *
 * Returns: (transfer full): their names on one line; %NULL with @error set
 */
char *
mh_round_view_names (const MhDesk *desk,
                     GArray       *residents,
                     GError      **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < residents->len; i++) {
    g_autoptr (MhResident) resident = mh_resident_table_get (desk->db, g_array_index (residents, gint64, i), error);

    if (resident == NULL)
      return NULL;

    if (i > 0)
      /* Translators: between the names of two people who go together */
      g_string_append (names, _(" and "));
    g_string_append (names, resident->name);
  }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static const char *
reach_code (MhReach reach)
{
  switch (reach) {
  case MH_REACH_LINE:
    return "line";
  case MH_REACH_SMS:
    return "sms";
  case MH_REACH_BY_HAND:
    return "by-hand";
  case MH_REACH_NONE:
  default:
    return "none";
  }
}

static gboolean
is_state (const char *state,
          const char *one,
          const char *other)
{
  return g_str_equal (state, one) || g_str_equal (state, other);
}

/* By what it went; before it is judged, by what it would go now. (nullable): nothing to say */
static const char *
channel_of (const MhDesk     *desk,
            const MhDelivery *delivery,
            GError          **error)
{
  const char *why;
  gint64 contact;
  MhReach reach;

  if (is_state (delivery->state, "by-hand", "by-hand-done"))
    return "";

  if (delivery->contact_kind != NULL)
    return g_str_equal (delivery->contact_kind, "mobile") ? mh_wording_channel ("sms") : mh_wording_channel (delivery->contact_kind);

  if (!is_state (delivery->state, "held", "due"))
    return "";

  if (!mh_people_reach (desk, delivery->resident, delivery->id, mh_consent_category_of (delivery->kind), &reach, &contact, &why, error))
    return NULL;

  return mh_wording_channel (reach_code (reach));
}

static MhMessageView *
read_message (const MhDesk     *desk,
              const MhDelivery *delivery,
              GError          **error)
{
  const char *channel = channel_of (desk, delivery, error);
  const char *reason = mh_wording_delivery_reason (delivery->reason);
  gboolean has_words = *reason != '\0' && reason != delivery->reason;
  g_autoptr (GString) text = g_string_new (NULL);
  MhMessageView *message;

  if (channel == NULL)
    return NULL;

  g_string_append_printf (text, "%s: ", mh_wording_delivery_kind (delivery->kind));
  if (*channel != '\0')
    g_string_append_printf (text, "%s ・ ", channel);
  g_string_append (text, mh_wording_delivery_state (delivery->state));
  /* What the provider said of us rather than of the message is told once, above the places. */
  if (has_words)
    g_string_append_printf (text, " (%s)", reason);

  message = g_new0 (MhMessageView, 1);
  message->text = g_string_free (g_steal_pointer (&text), FALSE);
  message->state = g_strdup (delivery->state);

  return message;
}

/* What was sent to @resident about @offer; oldest first. */
static gboolean
read_messages_to (const MhDesk *desk,
                  MhRoundView  *view,
                  MhOfferView  *offer,
                  gint64        resident,
                  GError      **error)
{
  g_autoptr (GPtrArray) deliveries = mh_delivery_table_list_resident (desk->db, resident, error);

  for (guint i = deliveries != NULL ? deliveries->len : 0; i > 0; i--) {
    const MhDelivery *delivery = g_ptr_array_index (deliveries, i - 1);
    MhMessageView *message;

    if (delivery->offer != offer->id)
      continue;

    message = read_message (desk, delivery, error);
    if (message == NULL)
      return FALSE;

    g_ptr_array_add (offer->messages, message);
    if (!g_str_equal (delivery->kind, "offer"))
      continue;

    view->act = MAX (view->act, delivery->act);
    offer->by_hand = is_state (delivery->state, "by-hand", "by-hand-done");
    if (g_str_equal (delivery->state, "held"))
      view->held_until = MAX (view->held_until, delivery->due_at);
  }

  return deliveries != NULL;
}

static gboolean
read_offer (const MhDesk  *desk,
            MhRoundView   *view,
            const MhOffer *row,
            GError       **error)
{
  g_autoptr (MhWaitingUnit) unit = mh_waiting_table_get (desk->db, row->unit, error);
  MhOfferView *offer;

  if (unit == NULL)
    return FALSE;

  offer = g_new0 (MhOfferView, 1);
  offer->id = row->id;
  offer->state = g_strdup (row->state);
  offer->deadline_at = row->deadline_at;
  offer->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) free_message);
  g_ptr_array_add (view->offers, offer);

  offer->names = mh_round_view_names (desk, unit->residents, error);
  offer->bond = mh_refill_describe_unit (unit);
  if (offer->names == NULL)
    return FALSE;

  for (guint i = 0; i < unit->residents->len; i++) {
    if (!read_messages_to (desk, view, offer, g_array_index (unit->residents, gint64, i), error))
      return FALSE;
  }

  if (!g_str_equal (offer->state, "open"))
    return TRUE;

  offer->script = mh_refill_phone_script (desk, offer->id, error);

  return offer->script != NULL;
}

static gboolean
read_offers (const MhDesk *desk,
             MhRoundView  *view,
             GError      **error)
{
  g_autoptr (GPtrArray) offers = mh_offer_table_list (desk->db, view->round->id, NULL, error);

  for (guint i = 0; offers != NULL && i < offers->len; i++) {
    if (!read_offer (desk, view, g_ptr_array_index (offers, i), error))
      return FALSE;
  }

  return offers != NULL;
}

/* In a unit of two, the sentence says who of them it is about. */
static char *
write_sentence (const MhDesk        *desk,
                const MhDecision    *row,
                const MhWaitingUnit *unit,
                GError             **error)
{
  g_autoptr (MhResident) about = NULL;
  MhPlanReason reason;
  const char *text = row->reason;

  if (mh_plan_reason_from_nick (row->reason, &reason))
    text = mh_plan_reason_text (reason);

  if (row->resident == 0 || unit->residents->len < 2)
    return g_strdup (text);

  about = mh_resident_table_get (desk->db, row->resident, error);
  if (about == NULL)
    return NULL;

  return g_strdup_printf ("%s: %s", about->name, text);
}

static gboolean
read_decisions (const MhDesk *desk,
                MhRoundView  *view,
                GError      **error)
{
  g_autoptr (GPtrArray) rows = mh_decision_table_list (desk->db, view->round->id, 0, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MhDecision *row = g_ptr_array_index (rows, i);
    g_autoptr (MhWaitingUnit) unit = mh_waiting_table_get (desk->db, row->unit, error);
    MhDecisionView *decision;

    if (unit == NULL)
      return FALSE;

    decision = g_new0 (MhDecisionView, 1);
    decision->chosen = g_str_equal (row->reason, mh_plan_reason_nick (MH_PLAN_CHOSEN));
    g_ptr_array_add (view->decisions, decision);

    decision->names = mh_round_view_names (desk, unit->residents, error);
    decision->bond = mh_refill_describe_unit (unit);
    decision->sentence = write_sentence (desk, row, unit, error);
    if (decision->names == NULL || decision->sentence == NULL)
      return FALSE;
  }

  return rows != NULL;
}

static gboolean
read_freed (const MhDesk *desk,
            MhRoundView  *view,
            GError      **error)
{
  g_autofree char *freed = mh_refill_write_freed (desk, view->round->id, error);

  if (freed == NULL)
    return FALSE;

  if (*freed != '\0')
    view->freed = g_steal_pointer (&freed);
  view->bonds = mh_refill_list_bonds (desk, view->round->id, error);

  return view->bonds != NULL;
}

/**
 * mh_round_view_read:
 * @desk: the desk
 * @round: a refill round, in any state
 * @error: return location for an error
 *
 * Returns: (transfer full): what there is to see of it; %NULL with @error set
 */
MhRoundView *
mh_round_view_read (const MhDesk *desk,
                    gint64        round,
                    GError      **error)
{
  g_autoptr (MhRoundView) view = g_new0 (MhRoundView, 1);
  g_autoptr (MhVisit) visit = NULL;

  view->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) free_offer);
  view->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) free_decision);

  view->round = mh_round_table_get (desk->db, round, error);
  if (view->round == NULL)
    return NULL;

  visit = mh_visit_load (desk, view->round->slot, error);
  if (visit == NULL)
    return NULL;

  view->when = mh_visit_format_time (visit);
  if (!read_freed (desk, view, error) ||
      !read_offers (desk, view, error) ||
      !read_decisions (desk, view, error))
    return NULL;

  return g_steal_pointer (&view);
}

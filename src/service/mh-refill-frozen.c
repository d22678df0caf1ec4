/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill-frozen"

#include "mh-refill-frozen.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-config-table.h"
#include "mh-config.h"
#include "mh-delivery-table.h"
#include "mh-eligibility.h"
#include "mh-error.h"
#include "mh-offer-table.h"
#include "mh-offer-text.h"
#include "mh-refill-step.h"
#include "mh-waiting-table.h"

#define KEY "offers.frozen-at"

/**
 * mh_refill_frozen_since:
 * @desk: the desk
 * @out_since: (out): ms since 1970 UTC: when the backup was made that was put back; 0: offers do not stand still
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
mh_refill_frozen_since (const MhDesk *desk,
                        gint64       *out_since,
                        GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = mh_config_table_get (desk->db, KEY, &local_error);

  *out_since = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * mh_refill_check_not_frozen:
 * @desk: the desk
 * @error: return location; MH_ERROR_REFUSED while offers stand still
 *
 * Returns: whether an answer to an offer may be entered
 */
gboolean
mh_refill_check_not_frozen (const MhDesk *desk,
                            GError      **error)
{
  gint64 since;

  if (!mh_refill_frozen_since (desk, &since, error))
    return FALSE;
  if (since == 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("A backup was put back, and all offers stand still since. Look whether the people who were asked have answered in the meantime, and let the offers go on in the preferences under “Backup”. Then enter the answer."));

  return FALSE;
}

/* What is told by hand and has not been told yet names the new deadline. */
static gboolean
renew_words (const MhDesk  *desk,
             const MhOffer *offer,
             const MhVisit *visit,
             gint64         deadline,
             GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhDelivery) delivery = mh_delivery_table_find_offer (desk->db, offer->id, &local_error);
  g_autoptr (MhWaitingUnit) unit = NULL;
  g_autofree char *body = NULL;
  MhOfferFacts facts;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (delivery == NULL || !g_str_equal (delivery->state, "by-hand"))
    return TRUE;

  unit = mh_waiting_table_get (desk->db, offer->unit, error);
  body = unit != NULL && mh_refill_step_read_facts (desk, visit, unit, deadline, &facts, error)
         ? mh_offer_text_write (desk, visit, MH_OFFER_TEXT_OFFER, &facts, error)
         : NULL;

  return body != NULL && mh_delivery_table_set_body (desk->db, delivery->id, body, error);
}

/* An offer whose time was over when the backup was made gets no new time; none reaches beyond the beginning of its slot. */
static gboolean
move_on (const MhDesk  *desk,
         const MhHours *hours,
         gint64         since,
         const MhOffer *offer,
         GError       **error)
{
  gint64 from = MAX (since, offer->opened_at);
  g_autoptr (MhVisit) visit = NULL;
  gint64 deadline;

  if (offer->deadline_at <= from)
    return TRUE;

  visit = mh_visit_load (desk, offer->slot, error);
  if (visit == NULL)
    return FALSE;

  deadline = MIN (mh_hours_deadline (hours, mh_desk_now (desk), mh_hours_between (hours, from, offer->deadline_at)),
                  mh_ms_from_civil (visit->session->date, visit->slot->start_min));

  /* A slot that has begun leaves an offer no time: it lapses with its next look at the clock. */
  return deadline <= offer->deadline_at ||
         (mh_offer_table_set_deadline (desk->db, offer->id, deadline, error) && renew_words (desk, offer, visit, deadline, error));
}

/**
 * mh_refill_release:
 * @desk: the desk, not in a transaction
 * @out_n_offers: (out) (optional): how many open offers go on
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED when offers do not stand still
 *
 * Gives each open offer the part of its time that was left when the backup was made, or, for one made since, when it was made. Only
 * minutes in which messages may leave count.
 *
 * Returns: whether they go on
 */
gboolean
mh_refill_release (const MhDesk *desk,
                   guint        *out_n_offers,
                   gint64       *out_act,
                   GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "refill.release", MH_UNDO_WHOLE, error);
  g_autoptr (GPtrArray) offers = NULL;
  gint64 since = 0;
  MhHours hours;

  if (act == NULL || !mh_refill_frozen_since (desk, &since, error) || !mh_config_get_offer_hours (desk, &hours, error))
    return FALSE;

  if (since == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("The offers do not stand still; there is nothing to do."));
    return FALSE;
  }

  offers = mh_offer_table_list (desk->db, 0, "open", error);
  if (offers == NULL)
    return FALSE;

  for (guint i = 0; i < offers->len; i++) {
    if (!move_on (desk, &hours, since, offers->pdata[i], error))
      return FALSE;
  }

  mh_act_set_int (act, "offers", offers->len);
  if (out_n_offers != NULL)
    *out_n_offers = offers->len;
  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_config_table_set (desk->db, KEY, NULL, error) && mh_act_commit (act, error);
}

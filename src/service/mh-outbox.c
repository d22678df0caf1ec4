/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-outbox"

#include "mh-outbox.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-offer-table.h"

/* @out_ended: whether @delivery is an offer's own message and nothing is on offer any more. */
static gboolean
has_offer_ended (const MhDesk     *desk,
                 const MhDelivery *delivery,
                 gboolean         *out_ended,
                 GError          **error)
{
  g_autoptr (MhOffer) offer = NULL;

  *out_ended = FALSE;

  if (!g_str_equal (delivery->kind, "offer"))
    return TRUE;

  offer = mh_offer_table_get (desk->db, delivery->offer, error);
  *out_ended = offer != NULL && !g_str_equal (offer->state, "open");

  return offer != NULL;
}

/* Inside an act. @out_to: (out): where it stands afterwards, static; %NULL when it does not stand at @from. */
static gboolean
settle_step (const MhDesk *desk,
             MhAct        *act,
             gint64        id,
             const char   *from,
             const char   *to,
             const char   *reason,
             const char  **out_to,
             GError      **error)
{
  g_autoptr (MhDelivery) delivery = mh_delivery_table_get (desk->db, id, error);
  gboolean has_ended;

  *out_to = NULL;
  if (delivery == NULL)
    return FALSE;

  if (!g_str_equal (delivery->state, from))
    return TRUE;

  if (!has_offer_ended (desk, delivery, &has_ended, error))
    return FALSE;

  if (has_ended && g_str_equal (to, "by-hand")) {
    to = "withdrawn";
    reason = "offer-ended";
  }

  if (!mh_delivery_table_move (desk->db, id, from, to, delivery->contact, reason, mh_desk_now (desk), error))
    return FALSE;

  if (delivery->resident != 0)
    mh_act_add_person (act, delivery->resident);
  *out_to = to;

  return TRUE;
}

/* An act that moves one delivery from @from to @to. What it says about the world outside is the operator's word, and final. */
static gboolean
settle (const MhDesk *desk,
        const char   *kind,
        gint64        id,
        const char   *from,
        const char   *to,
        const char   *reason,
        GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, MH_UNDO_NONE, error);
  const char *stands;

  if (act == NULL || !settle_step (desk, act, id, from, to, reason, &stands, error))
    return FALSE;

  if (stands == NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("The state of this message has changed in the meantime."));
    return FALSE;
  }

  mh_act_set_int (act, "delivery", id);
  mh_act_set_text (act, "to", stands);

  return mh_act_commit (act, error);
}

#define CHECKED "check"

static const char *
get_settled_state (gboolean arrived)
{
  return arrived ? "accepted" : "by-hand";
}

static const char *
get_settled_reason (gboolean arrived)
{
  return arrived ? "confirmed-by-person" : "not-arrived";
}

/**
 * mh_outbox_resolve:
 * @desk: the desk
 * @delivery: one that stands at "check" (要確認)
 * @arrived: whether the resident has the message
 * @error: return location; MH_ERROR_REFUSED when it stands elsewhere
 *
 * Settles what the program could not find out: only a person decides that a message is to be given again, and then by hand;
 * nobody is told by hand of an offer that has ended.
 *
 * Returns: whether it was settled
 */
gboolean
mh_outbox_resolve (const MhDesk *desk,
                   gint64        delivery,
                   gboolean      arrived,
                   GError      **error)
{
  return settle (desk, "delivery.resolve", delivery, CHECKED, get_settled_state (arrived), get_settled_reason (arrived), error);
}

/**
 * mh_outbox_resolve_many:
 * @desk: the desk, not in a transaction
 * @deliveries: (element-type gint64): messages that stood at "check" (要確認) when somebody looked
 * @arrived: whether the residents have them
 * @out_n: (out): how many were settled
 * @error: return location; MH_ERROR_REFUSED when none of them stands there any more
 *
 * As mh_outbox_resolve() for each of them, in one act, which is as final. What has changed meanwhile is left as it is.
 *
 * Returns: whether they were settled
 */
gboolean
mh_outbox_resolve_many (const MhDesk *desk,
                        GArray       *deliveries,
                        gboolean      arrived,
                        guint        *out_n,
                        GError      **error)
{
  g_autoptr (MhAct) act = NULL;

  g_return_val_if_fail (deliveries != NULL && out_n != NULL, FALSE);

  *out_n = 0;
  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "delivery.resolve-many", MH_UNDO_NONE, error);
  if (act == NULL)
    return FALSE;

  for (guint i = 0; i < deliveries->len; i++) {
    const char *stands;

    if (!settle_step (desk, act, g_array_index (deliveries, gint64, i), CHECKED, get_settled_state (arrived), get_settled_reason (arrived), &stands,
                      error))
      return FALSE;
    *out_n += stands != NULL;
  }

  if (*out_n == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("None of these messages waits to be checked any more."));
    return FALSE;
  }

  mh_act_set_int (act, "messages", *out_n);
  mh_act_set_int (act, "passed-over", deliveries->len - *out_n);
  mh_act_set_text (act, "to", get_settled_state (arrived));

  return mh_act_commit (act, error);
}

/**
 * mh_outbox_done_by_hand:
 * @desk: the desk
 * @delivery: one that stands at "by-hand"
 * @error: return location; MH_ERROR_REFUSED when it stands elsewhere
 *
 * Returns: whether it is noted that the resident was told
 */
gboolean
mh_outbox_done_by_hand (const MhDesk *desk,
                        gint64        delivery,
                        GError      **error)
{
  return settle (desk, "delivery.by-hand", delivery, "by-hand", "by-hand-done", NULL, error);
}

/**
 * mh_outbox_set_sending:
 * @desk: the desk
 * @on: whether messages may leave
 * @error: return location
 *
 * 送信停止: the dispatcher looks at this before each request, in whatever process it runs.
 *
 * Returns: whether it was written
 */
gboolean
mh_outbox_set_sending (const MhDesk *desk,
                       gboolean      on,
                       GError      **error)
{
  g_autoptr (MhAct) act = NULL;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, on ? "sending.on" : "sending.off", MH_UNDO_NONE, error);

  return act != NULL &&
         mh_config_table_set (desk->db, "sending", on ? "on" : "off", error) &&
         mh_act_commit (act, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-received"

#include "mh-box-private.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-error.h"
#include "mh-outbox-steps.h"
#include "mh-received-table.h"

/* How long a decision is put off that cannot be made yet, and one that a person has to make. */
#define LOOK_AGAIN_MS 10000
#define STAND_MS 600000

#define OF_BOX "id IN (SELECT delivery FROM received_row WHERE box = :box)"

/* What the first few of a box say about the others. */
#define WENT_WRONG \
  "(d.state IN ('undelivered', 'check', 'unknown', 'by-hand') OR (d.state = 'withdrawn' AND d.reason NOT IN ('stopped', 'box-expired')))"

/**
 * mh_box_state_free:
 * @state: a state
 */
void
mh_box_state_free (MhBoxState *state)
{
  g_free (state->name);
  g_free (state->read_by);
  g_free (state);
}

/**
 * mh_box_list_received:
 * @desk: the desk
 * @limit: how many at the most, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBoxState): boxes that were read here, newest first
 */
GPtrArray *
mh_box_list_received (const MhDesk *desk,
                      int           limit,
                      GError      **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_box_state_free);
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error,
                                         "SELECT b.id, b.name, b.read_at, b.read_by, b.back_at, b.n_rows, sum (d.state IN ('held', 'due')), "
                                         "  sum (d.state IN ('attempting', 'unknown')), sum (d.state IN ('accepted', 'delivered')), sum (d.state = 'check'), "
                                         "  sum (d.state IN ('undelivered', 'withdrawn', 'by-hand', 'by-hand-done')), "
                                         "  max (d.state IN ('held', 'due') AND coalesce (d.reason, '') = 'box-stands'), "
                                         "  coalesce (min (CASE WHEN d.state IN ('held', 'due') THEN d.due_at END), 0) "
                                         "FROM received_box AS b JOIN received_row AS r ON r.box = b.id JOIN delivery AS d ON d.id = r.delivery "
                                         "GROUP BY b.id ORDER BY b.id DESC LIMIT :limit",
                                         ":limit", MH_INT (limit > 0 ? limit : -1), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhBoxState *state = g_new0 (MhBoxState, 1);

    state->id = mh_rows_int (rows, 0);
    state->name = mh_rows_dup_text (rows, 1);
    state->read_at = mh_rows_int (rows, 2);
    state->read_by = mh_rows_dup_text (rows, 3);
    state->back_at = mh_rows_int (rows, 4);
    state->n_rows = (guint) mh_rows_int (rows, 5);
    state->n_waiting = (guint) mh_rows_int (rows, 6);
    state->n_sending = (guint) mh_rows_int (rows, 7);
    state->n_sent = (guint) mh_rows_int (rows, 8);
    state->n_check = (guint) mh_rows_int (rows, 9);
    state->n_not = (guint) mh_rows_int (rows, 10);
    state->stands = mh_rows_int (rows, 11) != 0;
    state->starts_at = mh_rows_int (rows, 12);
    g_ptr_array_add (list, state);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

/* Requests that were written down but have not left do not leave. */
static gboolean
take_back_unsent (const MhDesk *desk,
                  gint64        box,
                  GError      **error)
{
  g_autoptr (GArray) attempts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error,
                                         "SELECT DISTINCT a.id FROM received_row AS r JOIN attempt_delivery AS p ON p.delivery = r.delivery "
                                         "JOIN attempt AS a ON a.id = p.attempt AND a.state = 'open' AND a.sent_at IS NULL WHERE r.box = :box",
                                         ":box", MH_INT (box), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (attempts, id);
  }

  if (!mh_rows_end (rows, error))
    return FALSE;

  for (guint i = 0; i < attempts->len; i++) {
    if (!mh_outbox_take_back_unsent (desk, g_array_index (attempts, gint64, i), "stopped", error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_box_stop:
 * @desk: the desk
 * @box: a box that was read here
 * @out_n: (out): how many messages do not leave
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_REFUSED where nothing of it waits
 *
 * At any instant; the results tell the other computer which messages did not leave, and there they go to a person. One act.
 *
 * Returns: whether it has stopped
 */
gboolean
mh_box_stop (const MhDesk *desk,
             gint64        box,
             guint        *out_n,
             GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "box.stop", MH_UNDO_NONE, error);
  g_autoptr (MhReceivedBox) known = act != NULL ? mh_received_table_get (desk->db, box, error) : NULL;

  *out_n = 0;
  if (known == NULL || !take_back_unsent (desk, box, error) ||
      !mh_db_run (desk->db, error,
                  "UPDATE delivery SET state = 'withdrawn', reason = 'stopped', state_at = :now WHERE state IN ('held', 'due') AND " OF_BOX,
                  ":now", MH_INT (mh_desk_now (desk)), ":box", MH_INT (box), NULL))
    return FALSE;

  *out_n = (guint) mh_db_changes (desk->db);
  if (*out_n == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Nothing of this box waits any more, so there is nothing to stop."));
    return FALSE;
  }

  mh_act_set_int (act, "box", box);
  mh_act_set_int (act, "messages", *out_n);

  return mh_act_commit (act, error);
}

/**
 * mh_box_go_on:
 * @desk: the desk
 * @box: a box that stands still
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_REFUSED where it does not stand
 *
 * A person has looked at the first ones: the others leave without asking again. One act.
 *
 * Returns: whether it goes on
 */
gboolean
mh_box_go_on (const MhDesk *desk,
              gint64        box,
              GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "box.go-on", MH_UNDO_NONE, error);
  g_autoptr (MhReceivedBox) known = act != NULL ? mh_received_table_get (desk->db, box, error) : NULL;

  if (known == NULL ||
      !mh_db_run (desk->db, error,
                  "UPDATE delivery SET due_at = iif (reason = 'box-stands', :now, due_at), reason = 'box-released' WHERE state IN ('held', 'due') "
                  "AND " OF_BOX " AND EXISTS (SELECT 1 FROM received_row AS r JOIN delivery AS d ON d.id = r.delivery "
                                "  WHERE r.box = :box AND d.state IN ('held', 'due') AND d.reason = 'box-stands')",
                  ":now", MH_INT (mh_desk_now (desk)), ":box", MH_INT (box), NULL))
    return FALSE;

  if (mh_db_changes (desk->db) == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This box does not stand still, so it need not be told to go on."));
    return FALSE;
  }

  mh_act_set_int (act, "box", box);

  return mh_act_commit (act, error);
}

/* --- when it may leave -------------------------------------------------------------------------------------------- */

static gboolean
put_off (const MhDesk     *desk,
         const MhDelivery *delivery,
         gint64            until,
         const char       *reason,
         GError          **error)
{
  return mh_delivery_table_move (desk->db, delivery->id, delivery->state, "due", delivery->contact, reason, mh_desk_now (desk), error) &&
         mh_delivery_table_set_due (desk->db, delivery->id, until, error);
}

/* This computer's own hours. @out_go: (inout) */
static gboolean
judge_hours (const MhDesk     *desk,
             const MhDelivery *delivery,
             gboolean         *out_go,
             GError          **error)
{
  gint64 now = mh_desk_now (desk);
  MhHours hours;

  if (g_str_equal (delivery->kind, "box"))
    return TRUE;

  if (!(g_str_equal (delivery->kind, "box-offer")
        ? mh_config_get_offer_hours (desk, &hours, error) : mh_config_get_broadcast_hours (desk, &hours, error)))
    return FALSE;

  *out_go = mh_hours_contain (&hours, now);

  return *out_go || put_off (desk, delivery, mh_hours_next_open (&hours, now), delivery->reason, error);
}

/* The others wait for the first few, and for a person where more than one of these went wrong. @out_go: (inout) */
static gboolean
judge_first (const MhDesk        *desk,
             const MhDelivery    *delivery,
             const MhReceivedRow *row,
             gboolean            *out_go,
             GError             **error)
{
  gint64 now = mh_desk_now (desk), n_bad = 0, n_under_way = 0;

  if (row->position <= MH_BOX_N_FIRST || g_strcmp0 (delivery->reason, "box-released") == 0)
    return TRUE;

  if (!mh_db_get_int (desk->db, 0, &n_bad, error,
                      "SELECT count (*) FROM received_row AS r JOIN delivery AS d ON d.id = r.delivery "
                      "WHERE r.box = :box AND r.position <= :first AND " WENT_WRONG,
                      ":box", MH_INT (row->box), ":first", MH_INT (MH_BOX_N_FIRST), NULL) ||
      !mh_db_get_int (desk->db, 0, &n_under_way, error,
                      "SELECT count (*) FROM received_row AS r JOIN delivery AS d ON d.id = r.delivery "
                      "WHERE r.box = :box AND r.position <= :first AND "
                      "(d.state = 'attempting' OR (d.state IN ('held', 'due') AND d.due_at <= :now))",
                      ":box", MH_INT (row->box), ":first", MH_INT (MH_BOX_N_FIRST), ":now", MH_INT (now), NULL))
    return FALSE;

  *out_go = n_bad <= MH_BOX_MOST_BAD && n_under_way == 0;
  if (*out_go)
    return TRUE;

  return n_bad > MH_BOX_MOST_BAD
         ? put_off (desk, delivery, now + STAND_MS, "box-stands", error)
         : put_off (desk, delivery, now + LOOK_AGAIN_MS, delivery->reason, error);
}

/**
 * mh_box_judge:
 * @desk: the desk, inside the act that would send @delivery
 * @delivery: one to nobody of the register
 * @out_go: (out): whether it may leave now
 * @error: return location
 *
 * What came in a box must not leave after the end that its ref bears: the deadline of an offer, the day it is about.
 *
 * Returns: whether it could be judged; when not, it must not leave
 */
gboolean
mh_box_judge (const MhDesk     *desk,
              const MhDelivery *delivery,
              gboolean         *out_go,
              GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhReceivedRow) row = mh_received_table_find_row (desk->db, delivery->id, &local_error);

  *out_go = FALSE;
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (row != NULL && mh_desk_now (desk) > mh_box_ref_get_end (row->ref))
    return mh_delivery_table_move (desk->db, delivery->id, delivery->state, "withdrawn", delivery->contact, "box-expired",
                                   mh_desk_now (desk), error);

  *out_go = TRUE;

  return row == NULL || (judge_hours (desk, delivery, out_go, error) && (!*out_go || judge_first (desk, delivery, row, out_go, error)));
}

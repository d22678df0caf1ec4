/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-read"

#include "mh-box-private.h"

#include "mh-broadcast-table.h"
#include "mh-outgoing-table.h"

/* A result, and the message that it is about. */
typedef struct {
  const MhBoxRow *told;
  MhOutgoingRow  *row;       /* (owned) */
  MhDelivery     *delivery;  /* (owned) */
} Match;

static void
match_clear (Match *match)
{
  g_clear_pointer (&match->row, mh_outgoing_row_free);
  g_clear_pointer (&match->delivery, mh_delivery_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Match, match_clear)

/* What leaves @match's row NULL is of no message of ours. @out_newest: whether the message did not leave in another file since */
static gboolean
find_match (const MhDesk *desk,
            Match        *match,
            gboolean     *out_newest,
            GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhOutgoingRow) newest = NULL;

  match->row = mh_outgoing_table_find_ref (desk->db, match->told->ref, &local_error);
  if (local_error == NULL && match->row != NULL) {
    match->delivery = mh_delivery_table_get (desk->db, match->row->delivery, &local_error);
    newest = local_error == NULL ? mh_outgoing_table_find_delivery (desk->db, match->row->delivery, &local_error) : NULL;
  }

  *out_newest = newest != NULL && newest->file == match->row->file && newest->position == match->row->position;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* Whether the state may still change by what the other computer says: what somebody has settled here stays, and what was said of an earlier
 * moment comes too late. From the second result on the state's time is one of the other computer's clock. */
static gboolean
is_news (const Match *match)
{
  const MhDelivery *delivery = match->delivery;

  if (g_str_equal (delivery->state, "exported"))
    return TRUE;

  return match->row->result != NULL && (g_str_equal (delivery->state, "accepted") || g_str_equal (delivery->state, "check")) &&
         g_strcmp0 (delivery->reason, "confirmed-by-person") != 0 && match->told->at > delivery->state_at;
}

static gboolean
move (const MhDesk *desk,
      const Match  *match,
      const char   *to,
      gint64        contact,
      const char   *reason,
      GError      **error)
{
  return mh_delivery_table_move (desk->db, match->delivery->id, match->delivery->state, to, contact, reason, match->told->at, error);
}

/* A broadcast that was over has somebody again who waits. */
static gboolean
open_broadcast (const MhDesk *desk,
                gint64        id,
                GError      **error)
{
  g_autoptr (MhBroadcast) broadcast = mh_broadcast_table_get (desk->db, id, error);

  if (broadcast == NULL || !g_str_equal (broadcast->state, "done"))
    return broadcast != NULL;

  g_free (broadcast->state);
  broadcast->state = g_strdup ("running");
  broadcast->ended_at = 0;

  return mh_broadcast_table_update (desk->db, broadcast, error);
}

/* Nobody has it: it is judged again, and goes by the next way, by hand, or nowhere any more. @refused: whether not by this contact again */
static gboolean
try_again (const MhDesk *desk,
           const Match  *match,
           gboolean      refused,
           const char   *code,
           GError      **error)
{
  return (!refused || mh_delivery_table_refuse_contact (desk->db, match->delivery->id, match->row->contact, code, error)) &&
         move (desk, match, "due", 0, code, error) &&
         mh_delivery_table_set_due (desk->db, match->delivery->id, mh_desk_now (desk), error) &&
         (match->delivery->broadcast == 0 || open_broadcast (desk, match->delivery->broadcast, error));
}

static gboolean
apply (const MhDesk *desk,
       const Match  *match,
       MhBoxTold    *told,
       GError      **error)
{
  const char *state = match->told->state;
  const char *code = match->told->code;
  gint64 contact = match->row->contact;

  if (g_str_equal (state, "accepted") || g_str_equal (state, "delivered")) {
    told->n_accepted += g_str_equal (state, "accepted");
    told->n_delivered += g_str_equal (state, "delivered");
    return move (desk, match, state, contact, NULL, error);
  }

  if (g_str_equal (state, "check")) {
    told->n_check++;
    return move (desk, match, "check", contact, code != NULL ? code : "unknown", error);
  }

  if (g_str_equal (state, "undelivered") || g_str_equal (state, "expired")) {
    gboolean refused = g_str_equal (state, "undelivered");

    told->n_next++;
    return try_again (desk, match, refused, code != NULL ? code : state, error);
  }

  told->n_by_hand++;

  return move (desk, match, "by-hand", 0, code != NULL ? code : state, error);
}

static gboolean
read_row (const MhDesk   *desk,
          MhAct          *act,
          const MhBoxRow *row,
          MhBoxTold      *told,
          GError        **error)
{
  g_auto (Match) match = { .told = row };
  gboolean newest = FALSE;

  if (!find_match (desk, &match, &newest, error))
    return FALSE;

  if (match.row == NULL) {
    told->n_unknown++;
    return TRUE;
  }

  told->n_rows++;
  if (g_str_equal (row->state, "waiting")) {
    told->n_waiting++;
    return TRUE;
  }

  if (g_strcmp0 (match.row->result, row->state) == 0) {
    told->n_same++;
    return TRUE;
  }

  if (!newest || !is_news (&match)) {
    told->n_older++;
    return TRUE;
  }

  if (match.delivery->resident != 0)
    mh_act_add_person (act, match.delivery->resident);

  return apply (desk, &match, told, error) &&
         mh_outgoing_table_set_result (desk->db, match.row, row->state, mh_desk_now (desk), error);
}

/**
 * mh_box_read_results:
 * @desk: the desk, not in a transaction
 * @secrets: the town's credentials
 * @path: the file that the other computer wrote
 * @out_told: (out): what it said
 * @error: return location; MH_ERROR_REFUSED for a file of another computer than the one that this is paired with, MH_ERROR_STORAGE for a
 *   damaged one, MH_ERROR_INVALID, MH_ERROR_TOO_NEW, MH_ERROR_NOT_FOUND
 *
 * What was not delivered, and what was not sent in time, is judged again as after a rejection by a provider. The same file may be read again, files
 * may come in any order, and what a person has settled here stays. One act.
 *
 * Returns: whether it was read
 */
gboolean
mh_box_read_results (const MhDesk *desk,
                     MhSecrets    *secrets,
                     const char   *path,
                     MhBoxTold    *out_told,
                     GError      **error)
{
  g_autoptr (MhBoxContent) content = mh_box_load (desk, secrets, path, MH_BOX_WAY_BACK, NULL, error);
  g_autoptr (MhAct) act = NULL;

  *out_told = (MhBoxTold) { 0 };
  if (content == NULL)
    return FALSE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "box.read", MH_UNDO_NONE, error);
  for (guint i = 0; act != NULL && i < content->rows->len; i++) {
    if (!read_row (desk, act, g_ptr_array_index (content->rows, i), out_told, error))
      return FALSE;
  }

  if (act == NULL)
    return FALSE;

  mh_act_set_int (act, "rows", out_told->n_rows);
  mh_act_set_int (act, "accepted", out_told->n_accepted);
  mh_act_set_int (act, "delivered", out_told->n_delivered);
  mh_act_set_int (act, "again", out_told->n_next);
  mh_act_set_int (act, "by-hand", out_told->n_by_hand);
  mh_act_set_int (act, "check", out_told->n_check);
  mh_act_set_int (act, "unknown", out_told->n_unknown);

  return mh_act_commit (act, error);
}

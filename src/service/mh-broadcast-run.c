/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-run"

#include "mh-broadcast-private.h"

#include <glib/gi18n-lib.h>

#include "mh-box.h"
#include "mh-error.h"
#include "mh-outbox-steps.h"

#define CLOCK "clock"

/* So many of the first few may go wrong. */
#define MOST_BAD 1

/* How long a decision is put off that cannot be made yet. */
#define LOOK_AGAIN_MS 10000

static gboolean
set_state (const MhDesk *desk,
           MhBroadcast  *broadcast,
           const char   *state,
           gboolean      ended,
           GError      **error)
{
  g_free (broadcast->state);
  broadcast->state = g_strdup (state);
  broadcast->ended_at = ended ? mh_desk_now (desk) : 0;

  return mh_broadcast_table_update (desk->db, broadcast, error);
}

/* --- the clock ---------------------------------------------------------------------------------------------------- */

/* What became of the first few decides about the others. */
static gboolean
judge_first (const MhDesk              *desk,
             MhBroadcast               *broadcast,
             const MhBroadcastCounts   *counts,
             const MhBroadcastSettings *settings,
             GError                   **error)
{
  gint64 now = mh_desk_now (desk);
  MhBoxRole role;

  if (!mh_box_get_role (desk, &role, error))
    return FALSE;

  /* All leave in one box, and the computer that sends it has the slow start. */
  if (role == MH_BOX_ROLE_REGISTER)
    return mh_broadcast_delivery_table_release (desk->db, broadcast->id, -1, now, error);

  if (counts->n_bad > MOST_BAD)
    return set_state (desk, broadcast, "paused", FALSE, error);

  if (counts->n_due + counts->n_attempting == 0)
    return mh_broadcast_delivery_table_release (desk->db, broadcast->id, -1, now, error);

  broadcast->rest_at = MAX (now, counts->due_at) + (counts->due_at > now ? settings->slow_start : LOOK_AGAIN_MS);

  return mh_broadcast_table_update (desk->db, broadcast, error);
}

/* @out_changed: (inout) */
static gboolean
run_one (const MhDesk              *desk,
         MhBroadcast               *broadcast,
         const MhBroadcastSettings *settings,
         gboolean                  *out_changed,
         GError                   **error)
{
  gint64 now = mh_desk_now (desk);
  MhBroadcastCounts counts;

  if (g_str_equal (broadcast->state, "held")) {
    if (broadcast->hold_until > now)
      return TRUE;

    *out_changed = TRUE;
    return mh_broadcast_start_step (desk, broadcast, settings, error);
  }

  if (!mh_broadcast_delivery_table_count (desk->db, broadcast->id, &counts, error))
    return FALSE;

  if (!g_str_equal (broadcast->state, "running")) {
    if (counts.n_held + counts.n_due + counts.n_by_hand == 0)
      return TRUE;

    *out_changed = TRUE;
    return mh_broadcast_delivery_table_withdraw (desk->db, broadcast->id, "stopped", now, error);
  }

  if (counts.n_held > 0) {
    if (broadcast->rest_at > now)
      return TRUE;

    *out_changed = TRUE;
    return judge_first (desk, broadcast, &counts, settings, error);
  }

  /* Whether those arrived that a backup knows as under way has to be found out first. */
  if (counts.n_due + counts.n_attempting + counts.n_unknown + counts.n_restored > 0)
    return TRUE;

  *out_changed = TRUE;

  return set_state (desk, broadcast, "done", TRUE, error);
}

/* What came back after the end goes its next way, unless the words turned out to be wrong meanwhile. */
static gboolean
wake (const MhDesk *desk,
      gboolean     *out_changed,
      GError      **error)
{
  g_autoptr (GArray) woken = mh_broadcast_delivery_table_list_woken (desk->db, error);

  for (guint i = 0; woken != NULL && i < woken->len; i++) {
    g_autoptr (MhBroadcast) broadcast = mh_broadcast_table_get (desk->db, g_array_index (woken, gint64, i), error);
    gboolean corrected = FALSE;

    if (broadcast == NULL || !mh_broadcast_delivery_table_is_corrected (desk->db, broadcast->id, &corrected, error))
      return FALSE;

    *out_changed = TRUE;
    if (!(corrected ? mh_broadcast_delivery_table_withdraw (desk->db, broadcast->id, "stopped", mh_desk_now (desk), error)
                    : set_state (desk, broadcast, "running", FALSE, error)))
      return FALSE;
  }

  return woken != NULL;
}

static gboolean
run_all (const MhDesk              *desk,
         MhAct                     *act,
         const MhBroadcastSettings *settings,
         gboolean                  *out_changed,
         GError                   **error)
{
  static const char * const states[] = { "held", "running", "stopped", "withdrawn" };

  if (!wake (desk, out_changed, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (GPtrArray) broadcasts = mh_broadcast_table_list (desk->db, states[i], error);

    if (broadcasts == NULL)
      return FALSE;

    for (guint k = 0; k < broadcasts->len; k++) {
      MhBroadcast *broadcast = g_ptr_array_index (broadcasts, k);
      gboolean changed = FALSE;

      if (!run_one (desk, broadcast, settings, &changed, error))
        return FALSE;

      if (changed) {
        *out_changed = TRUE;
        mh_act_set_int (act, "broadcast", broadcast->id);
        mh_act_set_text (act, "to", broadcast->state);
      }
    }
  }

  return TRUE;
}

/**
 * mh_broadcast_next_due:
 * @desk: the desk
 * @out_at: (out): when mh_broadcast_tick() has something to do: ms since 1970 UTC, in the past when it is overdue; 0 for nothing
 * @error: return location
 *
 * Messages that are due are not meant: mh_delivery_table_next_due() knows of them.
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_broadcast_next_due (const MhDesk *desk,
                       gint64       *out_at,
                       GError      **error)
{
  gint64 reminder = 0;

  if (!mh_broadcast_delivery_table_next (desk->db, out_at, error) || !mh_broadcast_reminders_next (desk, &reminder, error))
    return FALSE;

  if (reminder != 0 && (*out_at == 0 || reminder < *out_at))
    *out_at = reminder;

  return TRUE;
}

/**
 * mh_broadcast_tick:
 * @desk: the desk
 * @out_changed: (out): whether anything was written
 * @error: return location
 *
 * What the clock does with broadcasts: ends countdowns, lets the others go after a good slow start and stands still after a bad one, ends what
 * is done, makes reminders. One act when anything changed.
 *
 * Returns: whether it ran
 */
gboolean
mh_broadcast_tick (const MhDesk *desk,
                   gboolean     *out_changed,
                   GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  MhBroadcastSettings settings;
  gint64 at = 0;

  *out_changed = FALSE;
  if (!mh_broadcast_next_due (desk, &at, error))
    return FALSE;

  if (at == 0 || at > mh_desk_now (desk))
    return TRUE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), CLOCK, "broadcast.run", MH_UNDO_NONE, error);
  if (act == NULL || !mh_broadcast_settings_read (desk, &settings, error) ||
      !run_all (desk, act, &settings, out_changed, error) ||
      !mh_broadcast_reminders_step (desk, act, out_changed, error))
    return FALSE;

  return !*out_changed || mh_act_commit (act, error);
}

static char *
tell_paused (const MhDesk      *desk,
             const MhBroadcast *paused,
             GError           **error)
{
  MhBroadcastCounts counts;

  if (!mh_broadcast_delivery_table_count (desk->db, paused->id, &counts, error))
    return NULL;

  if (counts.n_restored > 0)
    return g_strdup_printf (_("The broadcast “%s” was under way when the backup was made that has been put back. Please find out for each message "
                              "to be checked whether it arrived, then let it go on or stop it."), paused->name);

  return g_strdup_printf (_("The broadcast “%s” stands still: more than one of its first messages did not get through. Please look at them, "
                            "then let it go on or stop it."), paused->name);
}

/**
 * mh_broadcast_problem:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a sentence for the nurse while a broadcast stands still after a bad start or a restored backup, or waits for room with LINE; %NULL
 *   without @error otherwise
 */
char *
mh_broadcast_problem (const MhDesk *desk,
                      GError      **error)
{
  g_autoptr (GPtrArray) paused = mh_broadcast_table_list (desk->db, "paused", error);
  gint64 n_waiting = 0;

  if (paused == NULL ||
      !mh_db_get_int (desk->db, 0, &n_waiting, error,
                      "SELECT EXISTS (SELECT 1 FROM delivery WHERE state = 'due' AND due_at > :now AND reason = 'quota' AND broadcast IS NOT NULL)",
                      ":now", MH_INT (mh_desk_now (desk)), NULL))
    return NULL;

  if (paused->len > 0)
    return tell_paused (desk, g_ptr_array_index (paused, 0), error);

  if (n_waiting > 0)
    return g_strdup (_("LINE takes no more messages this month, so some have not been sent. Please telephone these people, or raise the limit with LINE."));

  return NULL;
}

/* --- stop and go on ----------------------------------------------------------------------------------------------- */

/* Requests that were written down but have not left do not leave. Who was to get something else by the same request is judged again. */
static gboolean
take_back_unsent (const MhDesk *desk,
                  gint64        broadcast,
                  GError      **error)
{
  g_autoptr (GArray) attempts = mh_broadcast_delivery_table_list_unsent (desk->db, broadcast, error);

  for (guint i = 0; attempts != NULL && i < attempts->len; i++) {
    if (!mh_outbox_take_back_unsent (desk, g_array_index (attempts, gint64, i), "stopped", error))
      return FALSE;
  }

  return attempts != NULL;
}

/**
 * mh_broadcast_stop:
 * @desk: the desk
 * @broadcast: one that is held, runs or stands still
 * @out_left: (out): how many messages had left or may have
 * @error: return location; MH_ERROR_REFUSED for a draft and for one that is over
 *
 * 送信停止: at any instant; what has not left does not leave. Who has it stands in mh_broadcast_results(). One act.
 *
 * Returns: whether it has stopped
 */
gboolean
mh_broadcast_stop (const MhDesk *desk,
                   gint64        broadcast,
                   guint        *out_left,
                   GError      **error)
{
  static const char * const states[] = { "held", "running", "paused", NULL };
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) stopped = NULL;
  MhBroadcastCounts counts;

  *out_left = 0;
  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.stop", MH_UNDO_NONE, error);
  if (act == NULL)
    return FALSE;

  stopped = mh_broadcast_table_get (desk->db, broadcast, error);
  if (stopped == NULL)
    return FALSE;

  if (!g_strv_contains (states, stopped->state)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This broadcast is not under way, so there is nothing to stop."));
    return FALSE;
  }

  if (!take_back_unsent (desk, broadcast, error) ||
      !mh_broadcast_delivery_table_withdraw (desk->db, broadcast, "stopped", mh_desk_now (desk), error) ||
      !mh_broadcast_delivery_table_count (desk->db, broadcast, &counts, error) ||
      !set_state (desk, stopped, counts.n_left > 0 ? "stopped" : "withdrawn", TRUE, error))
    return FALSE;

  *out_left = (guint) counts.n_left;
  mh_act_set_int (act, "broadcast", broadcast);
  mh_act_set_int (act, "left", counts.n_left);

  return mh_act_commit (act, error);
}

/**
 * mh_broadcast_resume:
 * @desk: the desk
 * @broadcast: one that was stopped or stands still
 * @error: return location; MH_ERROR_REFUSED when it is neither
 *
 * Goes on with those who have not got it, from the slow start on: what was wrong may be wrong still, and the first few show it. One act.
 *
 * Returns: whether it runs again
 */
gboolean
mh_broadcast_resume (const MhDesk *desk,
                     gint64        broadcast,
                     GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) again = NULL;
  MhBroadcastSettings settings;
  gint64 now = mh_desk_now (desk);

  act = mh_act_begin (desk->db, now, desk->operator_name, "broadcast.resume", MH_UNDO_NONE, error);
  if (act == NULL)
    return FALSE;

  again = mh_broadcast_table_get (desk->db, broadcast, error);
  if (again == NULL || !mh_broadcast_settings_read (desk, &settings, error))
    return FALSE;

  if (!mh_broadcast_check_not_corrected (desk, broadcast, error))
    return FALSE;

  if (!g_str_equal (again->state, "paused") && !g_str_equal (again->state, "stopped")) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Only a broadcast that was stopped or stands still can go on."));
    return FALSE;
  }

  mh_act_set_int (act, "broadcast", broadcast);
  again->ended_at = 0;

  return mh_broadcast_delivery_table_revive (desk->db, broadcast, "stopped", now, error) &&
         mh_broadcast_start_step (desk, again, &settings, error) &&
         mh_act_commit (act, error);
}

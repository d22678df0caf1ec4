/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast"

#include "mh-broadcast-private.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-number-table.h"
#include "mh-config.h"
#include "mh-consent.h"
#include "mh-error.h"
#include "mh-message-code.h"
#include "mh-text.h"

/* How often a check code is made that is taken already. */
#define TRIES 50

static const char * const kinds[] = { "notice", "reminder", "correction", "day-cancelled", NULL };
static const char * const channels[] = { "line", "sms", "by-hand", NULL };

static gboolean
read_number (const MhDesk *desk,
             const char   *key,
             gint64        factor,
             gint64       *out_value,
             GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = mh_config_get (desk, key, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  *out_value = *text == '\0' ? -1 : g_ascii_strtoll (text, NULL, 10) * factor;

  return TRUE;
}

/**
 * mh_broadcast_settings_read:
 * @desk: the desk
 * @out_settings: (out): what the town has set for broadcasts
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
mh_broadcast_settings_read (const MhDesk        *desk,
                            MhBroadcastSettings *out_settings,
                            GError             **error)
{
  g_autofree char *second = NULL;
  gint64 count_above, daily_cap, same_days, list_days;

  if (!read_number (desk, "broadcast.count-above", 1, &count_above, error) ||
      !read_number (desk, "broadcast.daily-cap", 1, &daily_cap, error) ||
      !read_number (desk, "broadcast.hold-min", 1000, &out_settings->hold_min, error) ||
      !read_number (desk, "broadcast.hold-max", 1000, &out_settings->hold_max, error) ||
      !read_number (desk, "broadcast.slow-start", 1000, &out_settings->slow_start, error) ||
      !read_number (desk, "broadcast.same-days", 1, &same_days, error) ||
      !read_number (desk, "broadcast.list-days", 1, &list_days, error) ||
      !read_number (desk, "line.month-limit", 1, &out_settings->month_limit, error) ||
      !mh_config_get_broadcast_hours (desk, &out_settings->hours, error))
    return FALSE;

  second = mh_config_get (desk, "broadcast.second", NULL);
  out_settings->count_above = (guint) count_above;
  out_settings->daily_cap = (guint) daily_cap;
  out_settings->same_days = (guint) same_days;
  out_settings->list_days = (guint) list_days;
  out_settings->second = g_str_equal (second, "on");

  return TRUE;
}

/**
 * mh_broadcast_get_in_state:
 * @desk: the desk
 * @id: a broadcast
 * @state: where it must stand
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_REFUSED when it stands elsewhere
 *
 * Returns: (transfer full): the broadcast
 */
MhBroadcast *
mh_broadcast_get_in_state (const MhDesk *desk,
                           gint64        id,
                           const char   *state,
                           GError      **error)
{
  g_autoptr (MhBroadcast) broadcast = mh_broadcast_table_get (desk->db, id, error);

  if (broadcast == NULL || g_str_equal (broadcast->state, state))
    return g_steal_pointer (&broadcast);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       g_str_equal (state, "draft")
                       ? _("This broadcast has been let out already. Make a new one, or a correction of it.")
                       : _("The state of this broadcast has changed in the meantime. Please look at it again."));

  return NULL;
}

/**
 * mh_broadcast_check_not_corrected:
 * @desk: the desk
 * @broadcast: a broadcast
 * @error: return location; MH_ERROR_REFUSED when a correction of it has been begun
 *
 * Returns: whether its words may go to more people
 */
gboolean
mh_broadcast_check_not_corrected (const MhDesk *desk,
                                  gint64        broadcast,
                                  GError      **error)
{
  gboolean corrected = FALSE;

  if (!mh_broadcast_delivery_table_is_corrected (desk->db, broadcast, &corrected, error))
    return FALSE;

  if (corrected)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("A correction of this broadcast has been begun, so its words go to nobody else. Please discard the correction first if "
                           "they were right after all."));

  return !corrected;
}

/**
 * mh_broadcast_uses:
 * @broadcast: a broadcast
 * @channel: line, sms or by-hand
 *
 * Returns: whether it may go by that
 */
gboolean
mh_broadcast_uses (const MhBroadcast *broadcast,
                   const char        *channel)
{
  g_auto (GStrv) list = g_strsplit (broadcast->channels, " ", -1);

  return g_strv_contains ((const char * const *) list, channel);
}

/**
 * mh_broadcast_delivery_kind:
 * @broadcast: a broadcast
 *
 * Returns: (transfer none): the kind of its deliveries
 */
const char *
mh_broadcast_delivery_kind (const MhBroadcast *broadcast)
{
  if (g_str_equal (broadcast->kind, "reminder"))
    return "reminder";

  if (g_str_equal (broadcast->kind, "correction"))
    return "correction";

  return g_str_equal (broadcast->kind, "test") ? "broadcast-test" : "broadcast";
}

static gboolean
fail (GError    **error,
      const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, sentence);

  return FALSE;
}

static gboolean
check_channels (const char *text,
                GError    **error)
{
  g_auto (GStrv) list = g_strsplit (text != NULL ? text : "", " ", -1);
  gboolean good = list[0] != NULL;

  for (guint i = 0; list[i] != NULL; i++) {
    good = good && g_strv_contains (channels, list[i]);
    for (guint k = 0; k < i; k++)
      good = good && !g_str_equal (list[i], list[k]);
  }

  return good || fail (error, _("Please choose at least one way, each once: line, sms, by-hand."));
}

static gboolean
check_draft (const MhBroadcast *draft,
             GError           **error)
{
  g_autoptr (MhAudienceRule) rule = NULL;

  if (draft->name == NULL || *draft->name == '\0')
    return fail (error, _("Please give the broadcast a name. Residents do not see it."));

  if (draft->kind == NULL || !g_strv_contains (kinds, draft->kind))
    return fail (error, _("A broadcast is a notice, a reminder, a correction or about a day that is called off."));

  if (!g_strv_contains (mh_consent_categories (), draft->category != NULL ? draft->category : ""))
    return fail (error, _("What the broadcast is about is one of booking, vaccination, checkup, child, other, or nothing of these."));

  if (draft->form == NULL || !(g_str_equal (draft->form, "text") || g_str_equal (draft->form, "card")))
    return fail (error, _("Over LINE a broadcast is a text or a card."));

  if (!check_channels (draft->channels, error))
    return FALSE;

  rule = mh_audience_rule_parse (draft->rule != NULL ? draft->rule : "{}", error);

  return rule != NULL;
}

/* A code that no other broadcast has. */
static char *
make_code (const MhDesk *desk,
           GError      **error)
{
  for (int i = 0; i < TRIES; i++) {
    g_autoptr (GError) local_error = NULL;
    g_autofree char *code = mh_message_code_make (desk->random);
    g_autoptr (MhBroadcast) other = mh_broadcast_table_find_code (desk->db, code, &local_error);

    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

    if (other == NULL)
      return g_steal_pointer (&code);
  }

  g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("No check code could be found for this broadcast. Please try again."));

  return NULL;
}

/**
 * mh_broadcast_insert_step:
 * @desk: the desk, inside an act
 * @draft: what somebody, or a rule, has written
 * @state: where it stands at first
 * @error: return location
 *
 * Returns: the id, 0 with @error set
 */
gint64
mh_broadcast_insert_step (const MhDesk      *desk,
                          const MhBroadcast *draft,
                          const char        *state,
                          GError           **error)
{
  g_autofree char *code = make_code (desk, error);
  MhBroadcast fresh = *draft;

  if (code == NULL)
    return 0;

  fresh.code = code;
  fresh.state = (char *) state;
  fresh.heads = draft->heads > 0 ? draft->heads : -1;
  fresh.rule = (char *) (draft->rule != NULL ? draft->rule : "{}");
  fresh.text = (char *) (draft->text != NULL ? draft->text : "");

  return mh_broadcast_table_insert (desk->db, &fresh, error);
}

static gboolean
change_draft (const MhDesk      *desk,
              const MhBroadcast *draft,
              GError           **error)
{
  g_autoptr (MhBroadcast) present = mh_broadcast_get_in_state (desk, draft->id, "draft", error);
  MhBroadcast changed = *draft;

  if (present == NULL)
    return FALSE;

  changed.code = present->code;
  changed.state = present->state;
  changed.heads = -1;
  changed.held_at = changed.hold_until = changed.rest_at = changed.ended_at = 0;
  changed.held_by = changed.second_by = NULL;
  changed.of = present->of;
  changed.send_rule = present->send_rule;
  changed.rule = (char *) (draft->rule != NULL ? draft->rule : "{}");
  changed.text = (char *) (draft->text != NULL ? draft->text : "");

  return mh_broadcast_table_update (desk->db, &changed, error);
}

/**
 * mh_broadcast_save:
 * @desk: the desk
 * @draft: what stands in it; with id 0 a new one. code, state, of a change also what it corrects, and all that the hold
 *   writes are not looked at
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_REFUSED when it is not a draft any more
 *
 * One act.
 *
 * Returns: its id, 0 with @error set
 */
gint64
mh_broadcast_save (const MhDesk      *desk,
                   const MhBroadcast *draft,
                   GError           **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autofree char *name = mh_text_tidy_name (draft->name != NULL ? draft->name : "");
  MhBroadcast tidy = *draft;
  gint64 id = draft->id;

  tidy.name = name;
  tidy.held_at = tidy.hold_until = tidy.rest_at = tidy.ended_at = 0;
  tidy.held_by = tidy.second_by = NULL;
  tidy.any_hour = FALSE;
  tidy.heads = -1;
  if (!check_draft (&tidy, error))
    return 0;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.save", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return 0;

  if (id == 0)
    id = mh_broadcast_insert_step (desk, &tidy, "draft", error);
  else if (!change_draft (desk, &tidy, error))
    return 0;

  if (id == 0)
    return 0;

  mh_act_set_int (act, "broadcast", id);

  return mh_act_commit (act, error) ? id : 0;
}

/* A draft that was held once and taken back is named by its messages, and stays as withdrawn. */
static gboolean
remove_draft (const MhDesk *desk,
              MhBroadcast  *draft,
              GError      **error)
{
  MhBroadcastCounts counts;

  if (!mh_broadcast_delivery_table_count (desk->db, draft->id, &counts, error))
    return FALSE;

  if (counts.n_withdrawn + counts.n_by_hand + counts.n_left == 0)
    return mh_broadcast_number_table_clear (desk->db, draft->id, error) && mh_broadcast_table_delete (desk->db, draft->id, error);

  g_free (draft->state);
  draft->state = g_strdup ("withdrawn");
  draft->ended_at = mh_desk_now (desk);

  return mh_broadcast_table_update (desk->db, draft, error);
}

/**
 * mh_broadcast_discard:
 * @desk: the desk
 * @broadcast: a draft
 * @error: return location; MH_ERROR_REFUSED when it is not a draft any more
 *
 * One act.
 *
 * Returns: whether it is gone
 */
gboolean
mh_broadcast_discard (const MhDesk *desk,
                      gint64        broadcast,
                      GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) draft = NULL;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.discard", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return FALSE;

  draft = mh_broadcast_get_in_state (desk, broadcast, "draft", error);
  if (draft == NULL || !remove_draft (desk, draft, error))
    return FALSE;

  mh_act_set_int (act, "broadcast", broadcast);

  return mh_act_commit (act, error);
}

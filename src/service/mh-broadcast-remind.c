/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-remind"

#include "mh-broadcast-remind.h"

#include <glib/gi18n-lib.h>

#include "mh-audience.h"
#include "mh-broadcast-private.h"
#include "mh-broadcast-text.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"

#define MOST_DAYS_BEFORE 30
#define REMINDER_CATEGORY "booking"
#define REMINDER_CHANNELS "line sms by-hand"

/* A reminder is put forward, at the most by so many days, to one on which messages may leave. */
#define MOST_CLOSED_DAYS 14

/* A rule and a day for which it has to make its broadcast. */
typedef struct {
  const MhSendRule *rule;
  const MhSession  *session;
  gint64            at;  /* ms */
} Moment;

typedef gboolean (*MomentFunc) (const MhDesk *desk,
                                const Moment *moment,
                                gpointer      data,
                                GError      **error);

/* The time that the rule names; where offices are closed then, the last open moment before it, since a reminder that comes after the day is
 * none. */
static gint64
find_moment (const MhSendRule *rule,
             const MhHours    *hours,
             MhDate            date)
{
  MhDate day = mh_date_add_days (date, -rule->days_before);

  for (int i = 0; i < MOST_CLOSED_DAYS; i++) {
    int minute = i == 0 ? MIN (rule->at_min, hours->close - 1) : rule->at_min;
    gint64 at = mh_ms_from_civil (day, CLAMP (minute, hours->open, hours->close - 1));

    if (mh_hours_contain (hours, at))
      return at;

    day = mh_date_add_days (day, -1);
  }

  return mh_ms_from_civil (mh_date_add_days (date, -rule->days_before), rule->at_min);
}

static gboolean
visit_session (const MhDesk     *desk,
               const MhSendRule *rule,
               const MhSession  *session,
               const MhHours    *hours,
               MomentFunc        func,
               gpointer          data,
               GError          **error)
{
  MhDate today = mh_desk_today (desk);
  Moment moment = { rule, session, 0 };
  gboolean made = FALSE;

  if (mh_date_compare (session->date, today) < 0 || g_str_equal (session->state, "cancelled") ||
      (rule->programme != 0 && rule->programme != session->programme))
    return TRUE;

  moment.at = find_moment (rule, hours, session->date);

  /* Nobody is reminded by a rule that was not there yet. */
  if (moment.at < rule->changed_at)
    return TRUE;

  if (!mh_send_rule_table_is_made (desk->db, rule->id, session->id, &made, error))
    return FALSE;

  return made || func (desk, &moment, data, error);
}

static gboolean
visit_moments (const MhDesk *desk,
               MomentFunc    func,
               gpointer      data,
               GError      **error)
{
  g_autoptr (GPtrArray) rules = mh_send_rule_table_list (desk->db, TRUE, error);
  g_autoptr (GPtrArray) sessions = NULL;
  MhHours hours;

  if (rules == NULL || rules->len == 0)
    return rules != NULL;

  sessions = mh_session_table_list (desk->db, 0, error);
  if (sessions == NULL || !mh_config_get_broadcast_hours (desk, &hours, error))
    return FALSE;

  for (guint i = 0; i < rules->len; i++) {
    for (guint k = 0; k < sessions->len; k++) {
      if (!visit_session (desk, g_ptr_array_index (rules, i), g_ptr_array_index (sessions, k), &hours, func, data, error))
        return FALSE;
    }
  }

  return TRUE;
}

static gboolean
take_earliest (const MhDesk *desk,
               const Moment *moment,
               gpointer      data,
               GError      **error)
{
  gint64 *at = data;

  if (*at == 0 || moment->at < *at)
    *at = moment->at;

  return TRUE;
}

/**
 * mh_broadcast_reminders_next:
 * @desk: the desk
 * @out_at: (out): when the next reminder is to be made: ms since 1970 UTC, in the past when it is overdue; 0 for none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_broadcast_reminders_next (const MhDesk *desk,
                             gint64       *out_at,
                             GError      **error)
{
  *out_at = 0;

  return visit_moments (desk, take_earliest, out_at, error);
}

/* --- making them -------------------------------------------------------------------------------------------------- */

static char *
write_name (const MhSession *session)
{
  g_autofree char *date = mh_date_format (session->date, MH_DATE_STYLE_MESSAGE);

  return g_strdup_printf (_("Reminder of %s, %s"), date, session->venue);
}

/* What cannot go as it is becomes a draft: a person looks at it. @broadcast: what was written, with its id. */
static gboolean
let_go (const MhDesk    *desk,
        MhAct           *act,
        MhBroadcast     *broadcast,
        MhBroadcastPlan *plan,
        GError         **error)
{
  MhBroadcastSettings settings;
  gint64 now = mh_desk_now (desk);

  if (!mh_broadcast_settings_read (desk, &settings, error))
    return FALSE;

  g_free (broadcast->held_by);
  broadcast->held_by = g_strdup ("clock");
  broadcast->held_at = broadcast->hold_until = now;
  broadcast->rest_at = now + settings.slow_start;
  broadcast->heads = (int) plan->sheet->n_heads;

  return mh_broadcast_write_step (desk, act, broadcast, plan, error) &&
         mh_broadcast_start_step (desk, broadcast, &settings, error);
}

static gboolean
has_problem (const MhBroadcastSheet *sheet)
{
  for (guint i = 0; i < sheet->findings->len; i++) {
    const MhFinding *finding = g_ptr_array_index (sheet->findings, i);

    if (finding->weight == MH_FINDING_STOPS && !g_str_equal (finding->code, "nobody"))
      return TRUE;
  }

  return FALSE;
}

static gboolean
make_reminder (const MhDesk *desk,
               MhAct        *act,
               const Moment *moment,
               GError      **error)
{
  g_autofree char *name = write_name (moment->session);
  g_autofree char *rule = g_strdup_printf ("{\"session\":%lld}", (long long) moment->session->id);
  g_autoptr (MhBroadcast) broadcast = NULL;
  g_autoptr (MhBroadcastPlan) plan = NULL;
  MhBroadcast draft = {
    .kind = (char *) "reminder",
    .name = name,
    .rule = rule,
    .category = (char *) REMINDER_CATEGORY,
    .text = moment->rule->text,
    .easy = moment->rule->easy,
    .form = (char *) "text",
    .channels = (char *) REMINDER_CHANNELS,
    .session = moment->session->id,
    .send_rule = moment->rule->id,
  };
  gint64 id = mh_broadcast_insert_step (desk, &draft, "draft", error);

  broadcast = id != 0 ? mh_broadcast_table_get (desk->db, id, error) : NULL;
  plan = broadcast != NULL ? mh_broadcast_plan_make (desk, broadcast, NULL, error) : NULL;

  return plan != NULL && (has_problem (plan->sheet) || let_go (desk, act, broadcast, plan, error));
}

typedef struct {
  MhAct    *act;
  gboolean *out_changed;
} Making;

static gboolean
make_due (const MhDesk *desk,
          const Moment *moment,
          gpointer      data,
          GError      **error)
{
  Making *making = data;

  if (moment->at > mh_desk_now (desk))
    return TRUE;

  *making->out_changed = TRUE;

  return make_reminder (desk, making->act, moment, error);
}

/**
 * mh_broadcast_reminders_step:
 * @desk: the desk
 * @act: the act this is part of
 * @out_changed: (inout): whether anything was written
 * @error: return location
 *
 * Makes a broadcast for each rule and session whose time has come, and lets it begin. One that the check would stop stays a draft.
 *
 * Returns: whether it ran
 */
gboolean
mh_broadcast_reminders_step (const MhDesk *desk,
                             MhAct        *act,
                             gboolean     *out_changed,
                             GError      **error)
{
  Making making = { act, out_changed };

  return visit_moments (desk, make_due, &making, error);
}

/* --- what comes next ---------------------------------------------------------------------------------------------- */

/**
 * mh_reminder_next_free:
 * @next: a reminder that is still to be made
 */
void
mh_reminder_next_free (MhReminderNext *next)
{
  g_free (next->name);
  g_free (next);
}

static gboolean
take_next (const MhDesk *desk,
           const Moment *moment,
           gpointer      data,
           GError      **error)
{
  MhReminderNext *next = g_new0 (MhReminderNext, 1);

  next->rule = moment->rule->id;
  next->session = moment->session->id;
  next->at = moment->at;
  next->name = write_name (moment->session);
  g_ptr_array_add (data, next);

  return TRUE;
}

static int
compare_next (gconstpointer a,
              gconstpointer b)
{
  const MhReminderNext *first = *(const MhReminderNext * const *) a;
  const MhReminderNext *second = *(const MhReminderNext * const *) b;

  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;

  return first->rule < second->rule ? -1 : first->rule > second->rule;
}

static gboolean
count_people (const MhDesk   *desk,
              MhReminderNext *next,
              GError        **error)
{
  const MhAudienceWay way = { .category = REMINDER_CATEGORY, .channels = REMINDER_CHANNELS };
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_new ();
  g_autoptr (GArray) people = NULL;

  rule->session = next->session;
  people = mh_audience_judge (desk, rule, &way, NULL, error);
  for (guint i = 0; people != NULL && i < people->len; i++)
    next->n_people += g_array_index (people, MhAudiencePerson, i).reach != MH_REACH_NONE;

  return people != NULL;
}

/**
 * mh_broadcast_reminders_upcoming:
 * @desk: the desk
 * @most: how many at the most
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhReminderNext): the reminders that come next, by time
 */
GPtrArray *
mh_broadcast_reminders_upcoming (const MhDesk *desk,
                                 guint         most,
                                 GError      **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_reminder_next_free);

  if (!visit_moments (desk, take_next, list, error))
    return NULL;

  g_ptr_array_sort (list, compare_next);
  g_ptr_array_set_size (list, (int) MIN (list->len, most));
  for (guint i = 0; i < list->len; i++) {
    if (!count_people (desk, g_ptr_array_index (list, i), error))
      return NULL;
  }

  return g_steal_pointer (&list);
}

/* --- the rules ---------------------------------------------------------------------------------------------------- */

static gboolean
check_rule (const MhDesk     *desk,
            const MhSendRule *rule,
            GError          **error)
{
  g_autoptr (MhProgramme) programme = NULL;

  if (rule->days_before < 0 || rule->days_before > MOST_DAYS_BEFORE) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("A reminder goes 0 to %d days before."), MOST_DAYS_BEFORE);
    return FALSE;
  }

  if (rule->text == NULL || *rule->text == '\0' || rule->at_min < 0 || rule->at_min >= 24 * 60) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please write the text of the reminder and the time at which it goes."));
    return FALSE;
  }

  if (!mh_broadcast_text_validate (rule->text, error) || (rule->easy != NULL && !mh_broadcast_text_validate (rule->easy, error)))
    return FALSE;

  programme = rule->programme != 0 ? mh_programme_table_get (desk->db, rule->programme, error) : NULL;

  return rule->programme == 0 || programme != NULL;
}

/**
 * mh_broadcast_reminder_add:
 * @desk: the desk
 * @rule: so many days before, at what time, in which words; id, kind and is_on are not looked at
 * @error: return location; MH_ERROR_INVALID with what to correct
 *
 * From now on each session of the programme is preceded by a reminder to those who are booked. One act.
 *
 * Returns: the rule's id, 0 with @error set
 */
gint64
mh_broadcast_reminder_add (const MhDesk     *desk,
                           const MhSendRule *rule,
                           GError          **error)
{
  g_autoptr (MhAct) act = NULL;
  MhSendRule fresh = *rule;
  gint64 id;

  fresh.kind = (char *) "reminder";
  fresh.is_on = TRUE;
  if (!check_rule (desk, &fresh, error))
    return 0;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "reminder.add", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return 0;

  id = mh_send_rule_table_insert (desk->db, &fresh, error);
  if (id == 0)
    return 0;

  mh_act_set_int (act, "rule", id);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_broadcast_reminder_change:
 * @desk: the desk
 * @rule: the rule as it is to be, with its id
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_NOT_FOUND
 *
 * What it has made stays. One act.
 *
 * Returns: whether it was changed
 */
gboolean
mh_broadcast_reminder_change (const MhDesk     *desk,
                              const MhSendRule *rule,
                              GError          **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhSendRule) before = NULL;

  if (!check_rule (desk, rule, error))
    return FALSE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "reminder.change", MH_UNDO_WHOLE, error);
  before = act != NULL ? mh_send_rule_table_get (desk->db, rule->id, error) : NULL;
  if (before == NULL || !mh_send_rule_table_update (desk->db, rule, error))
    return FALSE;

  mh_act_set_int (act, "rule", rule->id);

  return mh_act_commit (act, error);
}

/**
 * mh_broadcast_reminder_remove:
 * @desk: the desk
 * @rule: a rule
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * What it has made stays. One act.
 *
 * Returns: whether it makes no reminders any more
 */
gboolean
mh_broadcast_reminder_remove (const MhDesk *desk,
                              gint64        rule,
                              GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  gboolean found = FALSE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "reminder.remove", MH_UNDO_WHOLE, error);
  if (act == NULL || !mh_send_rule_table_remove (desk->db, rule, &found, error))
    return FALSE;

  if (!found) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no reminder rule %lld."), (long long) rule);
    return FALSE;
  }

  mh_act_set_int (act, "rule", rule);

  return mh_act_commit (act, error);
}

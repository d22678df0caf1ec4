/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-reminders"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-remind.h"

/* How many reminders are told that come next. */
#define NEXT 10

/* As typed. */
typedef struct {
  gint64   programme;  /* -1: not given */
  int      days;       /* -1: not given */
  char    *at;         /* (nullable) (owned) */
  char    *text;       /* (nullable) (owned) */
  char    *easy;       /* (nullable) (owned) */
  gboolean on;
  gboolean off;
} Choices;

static void
choices_clear (Choices *choices)
{
  g_free (choices->at);
  g_free (choices->text);
  g_free (choices->easy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choices, choices_clear)

static gboolean
run_reminder_add (MhCtlCall *call,
                  GError   **error)
{
  g_auto (Choices) choices = { .days = 1 };
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &choices.programme, N_("Of which programme; every one without this"), N_("PROGRAMME") },
    { "days", 0, 0, G_OPTION_ARG_INT, &choices.days, N_("How many days before"), N_("N") },
    { "at", 0, 0, MH_CTL_TEXT, &choices.at, N_("At what time: 10:00"), N_("TIME") },
    { "text", 0, 0, MH_CTL_TEXT, &choices.text, N_("In which words"), N_("TEXT") },
    { "easy", 0, 0, MH_CTL_TEXT, &choices.easy, N_("The same in plain Japanese"), N_("TEXT") },
    { NULL },
  };
  MhSendRule rule = { 0 };
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if (choices.at == NULL || choices.text == NULL || !mh_minutes_read (choices.at, &rule.at_min))
    return mh_ctl_fail_usage (error, _("Write --at with a time of the day and --text with the words."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  rule.programme = choices.programme;
  rule.days_before = choices.days;
  rule.text = choices.text;
  rule.easy = choices.easy;
  id = mh_broadcast_reminder_add (&desk, &rule, error);
  if (id == 0)
    return FALSE;

  mh_ctl_add_int (call, "rule", id);

  return TRUE;
}

static gboolean
change (MhSendRule *rule,
        Choices    *choices,
        GError    **error)
{
  if (choices->at != NULL && !mh_minutes_read (choices->at, &rule->at_min))
    return mh_ctl_fail_usage (error, _("Write --at with a time of the day."));
  if (choices->on && choices->off)
    return mh_ctl_fail_usage (error, _("Give one of --on and --off."));

  if (choices->programme >= 0)
    rule->programme = choices->programme;
  if (choices->days >= 0)
    rule->days_before = choices->days;
  if (choices->text != NULL) {
    g_free (rule->text);
    rule->text = g_steal_pointer (&choices->text);
  }
  if (choices->easy != NULL) {
    g_free (rule->easy);
    rule->easy = *choices->easy != '\0' ? g_steal_pointer (&choices->easy) : NULL;
  }
  rule->is_on = (rule->is_on || choices->on) && !choices->off;

  return TRUE;
}

static gboolean
run_reminder_change (MhCtlCall *call,
                     GError   **error)
{
  g_auto (Choices) choices = { .programme = -1, .days = -1 };
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &choices.programme, N_("Of which programme; 0 for every one"), N_("PROGRAMME") },
    { "days", 0, 0, G_OPTION_ARG_INT, &choices.days, N_("How many days before"), N_("N") },
    { "at", 0, 0, MH_CTL_TEXT, &choices.at, N_("At what time: 10:00"), N_("TIME") },
    { "text", 0, 0, MH_CTL_TEXT, &choices.text, N_("In which words"), N_("TEXT") },
    { "easy", 0, 0, MH_CTL_TEXT, &choices.easy, N_("The same in plain Japanese; empty for none"), N_("TEXT") },
    { "on", 0, 0, G_OPTION_ARG_NONE, &choices.on, N_("It reminds from now on"), NULL },
    { "off", 0, 0, G_OPTION_ARG_NONE, &choices.off, N_("It reminds nobody until it is switched on again"), NULL },
    { NULL },
  };
  g_autoptr (MhSendRule) rule = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  rule = mh_send_rule_table_get (desk.db, id, error);
  if (rule == NULL || !change (rule, &choices, error) || !mh_broadcast_reminder_change (&desk, rule, error))
    return FALSE;

  mh_ctl_add_int (call, "rule", id);

  return TRUE;
}

static gboolean
run_reminder_list (MhCtlCall *call,
                   GError   **error)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_("Those that are switched off, too"), NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) rules = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  rules = mh_send_rule_table_list (desk.db, !all, error);
  if (rules == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "reminders");
  for (guint i = 0; i < rules->len; i++) {
    const MhSendRule *rule = g_ptr_array_index (rules, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "rule", rule->id);
    mh_ctl_add_some (call, "programme", rule->programme);
    mh_ctl_add_int (call, "days-before", rule->days_before);
    mh_ctl_add_minutes (call, "start", rule->at_min);
    mh_ctl_add_text (call, "text", rule->text);
    mh_ctl_add_text (call, "easy", rule->easy);
    mh_ctl_add_bool (call, "switched-on", rule->is_on);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_reminder_next (MhCtlCall *call,
                   GError   **error)
{
  g_autoptr (GPtrArray) list = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  list = mh_broadcast_reminders_upcoming (&desk, NEXT, error);
  if (list == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "coming");
  for (guint i = 0; i < list->len; i++) {
    const MhReminderNext *next = g_ptr_array_index (list, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "rule", next->rule);
    mh_ctl_add_int (call, "session", next->session);
    mh_ctl_add_text (call, "name", next->name);
    mh_ctl_add_int (call, "at", next->at);
    mh_ctl_add_int (call, "people", next->n_people);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_reminder_remove (MhCtlCall *call,
                     GError   **error)
{
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_broadcast_reminder_remove (&desk, id, error))
    return FALSE;

  mh_ctl_add_int (call, "rule", id);

  return TRUE;
}

const MhCtlCommand mh_ctl_reminder_commands[] = {
  { "reminder add", NULL, N_("Remind those who are booked, so many days before"), run_reminder_add },
  { "reminder change", N_("RULE"), N_("Change a rule for reminders, or switch it on or off"), run_reminder_change },
  { "reminder list", NULL, N_("List the rules for reminders"), run_reminder_list },
  { "reminder next", NULL, N_("Show what will be sent next, when, and to how many"), run_reminder_next },
  { "reminder remove", N_("RULE"), N_("Remind nobody by this rule any more"), run_reminder_remove },
  { NULL },
};

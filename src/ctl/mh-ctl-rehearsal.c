/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-rehearsal"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-rehearsal-report.h"

static void
add_bars (MhCtlCall    *call,
          const char   *member,
          const GArray *bars,
          const char   *label,
          const char   *value,
          const char   *more,
          const char   *limit)
{
  mh_ctl_begin_array (call, member);
  for (guint i = 0; i < bars->len; i++) {
    const MhRehearsalBar *bar = &g_array_index (bars, MhRehearsalBar, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, label, bar->label);
    mh_ctl_add_int (call, value, bar->value);
    if (more != NULL)
      mh_ctl_add_int (call, more, bar->more);
    mh_ctl_add_int (call, limit, bar->limit);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_sentences (MhCtlCall       *call,
               const GPtrArray *sentences)
{
  static const char * const weights[] = { "bad", "warn", "good" };

  mh_ctl_begin_array (call, "sentences");
  for (guint i = 0; i < sentences->len; i++) {
    const MhRehearsalSentence *sentence = g_ptr_array_index (sentences, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "weight", weights[sentence->weight]);
    mh_ctl_add_text (call, "code", sentence->code);
    mh_ctl_add_text (call, "text", sentence->text);
    mh_ctl_end_object (call);

    if (sentence->weight == MH_REHEARSAL_BAD)
      call->partly = TRUE;
  }
  mh_ctl_end_array (call);
}

static void
add_result (MhCtlCall               *call,
            const MhRehearsalResult *result)
{
  mh_ctl_add_int (call, "people", result->n_people);
  mh_ctl_add_int (call, "may-come", result->n_fit);
  mh_ctl_add_int (call, "no-day", result->n_nowhere);
  mh_ctl_add_int (call, "wanted", result->n_wanted);
  mh_ctl_add_int (call, "placed", result->n_placed);
  mh_ctl_add_int (call, "places", result->n_places);
  mh_ctl_add_int (call, "second-wanted", result->n_second_wanted);
  mh_ctl_add_int (call, "second-placed", result->n_second_placed);
  mh_ctl_add_int (call, "callers", result->n_callers);
  mh_ctl_add_int (call, "callers-placed", result->n_callers_placed);
  mh_ctl_add_int (call, "phone-places", result->n_phone_places);
  if (result->minutes_until_gone >= 0)
    mh_ctl_add_int (call, "minutes-until-gone", result->minutes_until_gone);
  else
    mh_ctl_add_text (call, "minutes-until-gone", NULL);
}

static gboolean
read_choices (MhCtlCall          *call,
              MhRehearsalChoices *choices,
              GError            **error)
{
  g_autofree char *order = NULL;
  int seed = 1;
  const GOptionEntry entries[] = {
    { "uptake", 0, 0, G_OPTION_ARG_INT, &choices->uptake, N_("Of 100 people who may, so many come"), N_("N") },
    { "order", 0, 0, MH_CTL_TEXT, &order, N_("Who books first: eldest, random, households"), N_("ORDER") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, N_("The same number gives the same rehearsal"), N_("N") },
    { "together", 0, 0, G_OPTION_ARG_NONE, &choices->together, N_("All doses are booked at once"), NULL },
    { "phone", 0, 0, G_OPTION_ARG_INT, &choices->phone_percent, N_("Of 100 people so many telephone"), N_("N") },
    { "lines", 0, 0, G_OPTION_ARG_INT, &choices->phone_lines, N_("Telephones that are answered at once"), N_("N") },
    { "call-seconds", 0, 0, G_OPTION_ARG_INT, &choices->call_seconds, N_("How long a call lasts"), N_("SECONDS") },
    { "web-per-minute", 0, 0, G_OPTION_ARG_INT, &choices->web_per_minute, N_("Bookings a minute of those who do not telephone"), N_("N") },
    { "desk-seconds", 0, 0, G_OPTION_ARG_INT, &choices->desk_seconds, N_("How long a person stands at the reception table"), N_("SECONDS") },
    { "tables", 0, 0, G_OPTION_ARG_INT, &choices->tables, N_("Reception tables"), N_("N") },
    { "stay", 0, 0, G_OPTION_ARG_INT, &choices->stay_minutes, N_("How long a person stays after the table"), N_("MINUTES") },
    { NULL },
  };

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (order != NULL && !mh_rehearsal_order_from_nick (order, &choices->order))
    return mh_ctl_fail_usage (error, _("The order is eldest, random or households."));

  choices->seed = (guint32) seed;

  return mh_rehearsal_choices_check (choices, error);
}

static gboolean
run_rehearsal (MhCtlCall *call,
               GError   **error)
{
  g_autoptr (MhRehearsalInput) input = NULL;
  g_autoptr (MhRehearsalReport) report = NULL;
  MhRehearsalChoices choices;
  MhDesk desk;
  gint64 id;

  mh_rehearsal_choices_init (&choices);
  if (!read_choices (call, &choices, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  input = mh_rehearsal_read (&desk, id, error);
  report = input != NULL ? mh_rehearsal_report_make (input, &choices, NULL, NULL, error) : NULL;
  if (report == NULL)
    return FALSE;

  mh_ctl_add_int (call, "programme", id);
  mh_ctl_add_text (call, "name", report->programme);
  mh_ctl_add_text (call, "order", mh_rehearsal_order_nick (choices.order));
  mh_ctl_add_int (call, "seed", choices.seed);
  mh_ctl_add_int (call, "uptake", choices.uptake);
  add_sentences (call, report->sentences);
  add_result (call, report->result);
  mh_ctl_add_text (call, "busiest-day", report->busy_day);
  add_bars (call, "half-hours", report->half_hours, "start", "arrive", NULL, "capacity");
  add_bars (call, "weeks", report->weeks, "week", "first", "further", "places");
  add_bars (call, "districts", report->districts, "district", "wanted", NULL, "placed");

  return TRUE;
}

const MhCtlCommand mh_ctl_rehearsal_commands[] = {
  { "rehearsal", N_("PROGRAMME"), N_("Run the real list through the drawn slots before the opening"), run_rehearsal },
  { NULL },
};

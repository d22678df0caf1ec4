/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-report"

#include "mh-broadcast-report.h"

#include <glib/gi18n-lib.h>

#include "mh-people.h"
#include "mh-wording.h"

#define LEFT_OUT "left-out"

static const char * const ended[] = {
  "accepted", "delivered", "undelivered", "by-hand-done", "withdrawn", NULL
};

static const char *
write_state (const char *state)
{
  return g_str_equal (state, LEFT_OUT) ? _("Left out") : mh_wording_delivery_state (state);
}

static char *
write_line (const char              *name,
            const MhBroadcastResult *result)
{
  g_autoptr (GString) line = g_string_new (name);

  g_string_append_printf (line, " ・ %s", write_state (result->state));
  if (result->channel != NULL)
    g_string_append_printf (line, " ・ %s", mh_wording_channel (result->channel));
  if (result->reason != NULL)
    g_string_append_printf (line, " ・ %s", mh_wording_delivery_reason (result->reason));
  if (result->at != 0) {
    g_autofree char *date = mh_date_format (mh_date_from_ms (result->at), MH_DATE_STYLE_WEEKDAY);
    g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (result->at));

    g_string_append_printf (line, " ・ %s %s", date, time);
  }

  return g_strdup (line->str);
}

static guint
find_count (GPtrArray  *counts,
            const char *state)
{
  for (guint i = 0; i < counts->len; i++) {
    const MhBroadcastCount *count = g_ptr_array_index (counts, i);

    if (g_str_equal (count->state, state))
      return count->n_people;
  }

  return 0;
}

static gboolean
read_counts (const MhDesk       *desk,
             const MhReportWish *wish,
             MhBroadcastReport  *report,
             GError            **error)
{
  g_autoptr (GPtrArray) counts = mh_broadcast_results_count (desk, wish->broadcast, error);
  const char * const *states = mh_broadcast_results_states ();

  if (counts == NULL)
    return FALSE;

  for (guint i = 0; states[i] != NULL; i++) {
    guint n = find_count (counts, states[i]);

    if (n == 0)
      continue;

    g_ptr_array_add (report->states, (gpointer) states[i]);
    g_ptr_array_add (report->counts, g_strdup_printf ("%s %u", write_state (states[i]), n));
    report->n_people += g_str_equal (states[i], LEFT_OUT) ? 0 : n;
    report->n_ended += g_strv_contains (ended, states[i]) ? n : 0;
    report->n_check += g_str_equal (states[i], "check") ? n : 0;
    report->n_listed += wish->state == NULL || g_str_equal (states[i], wish->state) ? n : 0;
  }

  return TRUE;
}

/* Each by herself: a list of many leaves out who is no longer there, and the others would get her results. */
static gboolean
read_line (const MhDesk            *desk,
           const MhBroadcastResult *result,
           MhBroadcastReport       *report,
           GError                 **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &result->resident, 1, error);
  const MhPerson *person = people != NULL && people->len > 0 ? g_ptr_array_index (people, 0) : NULL;

  if (people == NULL)
    return FALSE;

  g_ptr_array_add (report->lines, write_line (person != NULL ? person->shown_name : _("Not on the register any more"), result));

  return TRUE;
}

static gboolean
read_lines (const MhDesk       *desk,
            const MhReportWish *wish,
            MhBroadcastReport  *report,
            GError            **error)
{
  g_autoptr (GPtrArray) results = mh_broadcast_results_page (desk, wish->broadcast, wish->state, (gint64) wish->page * MH_REPORT_PAGE, MH_REPORT_PAGE,
                                                             error);

  for (guint i = 0; results != NULL && i < results->len; i++) {
    if (!read_line (desk, g_ptr_array_index (results, i), report, error))
      return FALSE;
  }

  return results != NULL;
}

/**
 * mh_broadcast_report_read:
 * @desk: the desk
 * @input: (type MhReportWish*): a broadcast, and which page of its people
 * @error: return location
 *
 * Counts everybody, and reads nobody but those of the page.
 *
 * Returns: (transfer full) (type MhBroadcastReport): what has become of it
 */
gpointer
mh_broadcast_report_read (const MhDesk *desk,
                          gpointer      input,
                          GError      **error)
{
  const MhReportWish *wish = input;
  MhBroadcastReport *report = g_new0 (MhBroadcastReport, 1);

  report->states = g_ptr_array_new ();
  report->counts = g_ptr_array_new_with_free_func (g_free);
  report->lines = g_ptr_array_new_with_free_func (g_free);
  report->broadcast = mh_broadcast_table_get (desk->db, wish->broadcast, error);
  if (report->broadcast != NULL && read_counts (desk, wish, report, error) && read_lines (desk, wish, report, error))
    return report;

  mh_broadcast_report_free (report);

  return NULL;
}

/**
 * mh_broadcast_report_free:
 * @report: what has become of a broadcast
 */
void
mh_broadcast_report_free (MhBroadcastReport *report)
{
  g_clear_pointer (&report->broadcast, mh_broadcast_free);
  g_ptr_array_unref (report->states);
  g_ptr_array_unref (report->counts);
  g_ptr_array_unref (report->lines);
  g_free (report);
}

/**
 * mh_broadcast_report_state:
 * @state: of a broadcast
 *
 * Returns: where it stands, translated
 */
const char *
mh_broadcast_report_state (const char *state)
{
  const struct {
    const char *state;
    const char *words;
  } words[] = {
    { "draft", C_("broadcast", "Draft") },
    { "held", C_("broadcast", "Nothing has left yet") },
    { "running", C_("broadcast", "Being sent") },
    { "paused", C_("broadcast", "Stands still: the first messages did not go well") },
    { "stopped", C_("broadcast", "Stopped") },
    { "done", C_("broadcast", "Done") },
    { "withdrawn", C_("broadcast", "Taken back") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_str_equal (state, words[i].state))
      return words[i].words;
  }

  return state;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-report"

#include "mh-broadcast-report.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-delivery-table.h"
#include "mh-broadcast-number-table.h"
#include "mh-people.h"
#include "mh-phone.h"
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
is_wanted (const MhReportWish *wish,
           const char         *state)
{
  return wish->state == NULL || g_str_equal (wish->state, state);
}

/* Those numbers of nobody that the list shows, or all in @state. */
static guint
count_numbers (GPtrArray  *numbers,
               const char *state)
{
  guint n = 0;

  for (guint i = 0; i < numbers->len; i++)
    n += g_str_equal (((const MhBroadcastNumber *) g_ptr_array_index (numbers, i))->state, state);

  return n;
}

static gboolean
read_counts (const MhDesk       *desk,
             const MhReportWish *wish,
             GPtrArray          *numbers,
             MhBroadcastReport  *report,
             GError            **error)
{
  g_autoptr (GPtrArray) counts = mh_broadcast_results_count (desk, wish->broadcast, error);
  const char * const *states = mh_broadcast_results_states ();
  MhBroadcastCounts messages;

  if (counts == NULL || !mh_broadcast_delivery_table_count (desk->db, wish->broadcast, &messages, error))
    return FALSE;

  report->n_restored = (guint) messages.n_restored;
  report->n_check = (guint) messages.n_check;
  for (guint i = 0; states[i] != NULL; i++) {
    guint n_numbers = count_numbers (numbers, states[i]);
    guint n = find_count (counts, states[i]) + n_numbers;

    if (n == 0)
      continue;

    g_ptr_array_add (report->states, (gpointer) states[i]);
    g_ptr_array_add (report->counts, g_strdup_printf ("%s %u", write_state (states[i]), n));
    report->n_people += g_str_equal (states[i], LEFT_OUT) ? 0 : n;
    report->n_ended += g_strv_contains (ended, states[i]) ? n : 0;
    report->n_listed += is_wanted (wish, states[i]) ? n : 0;
    report->n_numbers += is_wanted (wish, states[i]) ? n_numbers : 0;
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

/* They follow the people, on the same pages. @skip: how many stand on the pages before */
static void
add_number_lines (const MhReportWish *wish,
                  GPtrArray          *numbers,
                  guint               skip,
                  MhBroadcastReport  *report)
{
  for (guint i = 0; i < numbers->len && report->lines->len < MH_REPORT_PAGE; i++) {
    const MhBroadcastNumber *number = g_ptr_array_index (numbers, i);
    g_autofree char *shown = mh_phone_format (number->number, NULL);
    g_autofree char *name = g_strdup_printf (_("%s (of nobody in the register)"), wish->veil != NULL ? wish->veil : shown);
    const MhBroadcastResult result = { .state = number->state, .reason = number->reason, .channel = (char *) "mobile", .at = number->at };

    if (!is_wanted (wish, number->state))
      continue;

    if (skip > 0)
      skip--;
    else
      g_ptr_array_add (report->lines, write_line (name, &result));
  }
}

static gboolean
read_lines (const MhDesk       *desk,
            const MhReportWish *wish,
            GPtrArray          *numbers,
            MhBroadcastReport  *report,
            GError            **error)
{
  guint first = wish->page * MH_REPORT_PAGE;
  guint n_people = report->n_listed - report->n_numbers;
  g_autoptr (GPtrArray) results = mh_broadcast_results_page (desk, wish->broadcast, wish->state, first, MH_REPORT_PAGE, error);

  for (guint i = 0; results != NULL && i < results->len; i++) {
    if (!read_line (desk, g_ptr_array_index (results, i), report, error))
      return FALSE;
  }

  if (results != NULL)
    add_number_lines (wish, numbers, first > n_people ? first - n_people : 0, report);

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
  g_autoptr (GPtrArray) numbers = mh_broadcast_number_table_list (desk->db, wish->broadcast, error);
  MhBroadcastReport *report;

  if (numbers == NULL)
    return NULL;

  report = g_new0 (MhBroadcastReport, 1);

  report->states = g_ptr_array_new ();
  report->counts = g_ptr_array_new_with_free_func (g_free);
  report->lines = g_ptr_array_new_with_free_func (g_free);
  report->broadcast = mh_broadcast_table_get (desk->db, wish->broadcast, error);
  if (report->broadcast != NULL && read_counts (desk, wish, numbers, report, error) && read_lines (desk, wish, numbers, report, error))
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

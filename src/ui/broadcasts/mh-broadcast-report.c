/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-report"

#include "mh-broadcast-report.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-wording.h"

#define LEFT_OUT "left-out"

/* In the order in which they are told. */
static const char * const states[] = {
  "held", "due", "attempting", "unknown", "check", "accepted", "delivered", "undelivered", "exported", "by-hand", "by-hand-done", "withdrawn",
  LEFT_OUT,
};

static const char * const ended[] = {
  "accepted", "delivered", "undelivered", "by-hand-done", "withdrawn", NULL
};

static const char *
write_state (const char *state)
{
  return g_str_equal (state, LEFT_OUT) ? _("Left out") : mh_wording_delivery_state (state);
}

static char *
write_line (const MhDesk            *desk,
            const MhBroadcastResult *result,
            GError                 **error)
{
  g_autofree char *name = mh_allot_write_names (desk, &result->resident, 1, error);
  g_autoptr (GString) line = NULL;

  if (name == NULL)
    return NULL;

  line = g_string_new (name);
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

static void
count_states (MhBroadcastReport *report,
              GPtrArray         *results)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    guint n = 0;

    for (guint k = 0; k < results->len; k++) {
      const MhBroadcastResult *result = g_ptr_array_index (results, k);

      n += g_str_equal (result->state, states[i]) ? 1 : 0;
    }

    if (n > 0)
      g_ptr_array_add (report->counts, g_strdup_printf ("%s %u", write_state (states[i]), n));
  }
}

static gboolean
read_results (const MhDesk      *desk,
              MhBroadcastReport *report,
              GError           **error)
{
  g_autoptr (GPtrArray) results = mh_broadcast_results (desk, report->broadcast->id, error);

  if (results == NULL)
    return FALSE;

  for (guint i = 0; i < results->len; i++) {
    const MhBroadcastResult *result = g_ptr_array_index (results, i);
    char *line = write_line (desk, result, error);

    if (line == NULL)
      return FALSE;
    g_ptr_array_add (report->lines, line);
    report->n_people += g_str_equal (result->state, LEFT_OUT) ? 0 : 1;
    report->n_ended += g_strv_contains (ended, result->state) ? 1 : 0;
  }
  count_states (report, results);

  return TRUE;
}

/**
 * mh_broadcast_report_read:
 * @desk: the desk
 * @input: (type gint64*): a broadcast
 * @error: return location
 *
 * Returns: (transfer full) (type MhBroadcastReport): what has become of it
 */
gpointer
mh_broadcast_report_read (const MhDesk *desk,
                          gpointer      input,
                          GError      **error)
{
  const gint64 *broadcast = input;
  MhBroadcastReport *report = g_new0 (MhBroadcastReport, 1);

  report->counts = g_ptr_array_new_with_free_func (g_free);
  report->lines = g_ptr_array_new_with_free_func (g_free);
  report->broadcast = mh_broadcast_table_get (desk->db, *broadcast, error);
  if (report->broadcast != NULL && read_results (desk, report, error))
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

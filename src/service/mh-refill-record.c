/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill-record"

#include "mh-refill-figures.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-moment.h"
#include "mh-planner.h"
#include "mh-resident-table.h"
#include "mh-wording.h"

/* What stands on the paper, by the nicks of mh-column-words.c. */
#define COLUMNS "\"date\",\"time\",\"list-position\",\"name\",\"asked\",\"offered-at\",\"channel\",\"offer-state\",\"why\""

/**
 * mh_refill_record_list:
 * @desk: the desk
 * @filter: the slots, by programme, session and day
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhListRow): who was offered what when, and who was passed over why
 */
GPtrArray *
mh_refill_record_list (const MhDesk       *desk,
                       const MhListFilter *filter,
                       GError            **error)
{
  return mh_list_table_refills (desk->db, filter, error);
}

static char *
write_moment (gint64 at)
{
  return at != 0 ? mh_moment_format (at, MH_DATE_STYLE_MESSAGE) : g_strdup ("");
}

static void
add_columns (MhRoster *roster)
{
  mh_roster_add_column (roster, C_ ("list column", "In the list"), 3, MH_ROSTER_ALIGN_END);
  mh_roster_set_name_column (roster, mh_roster_add_column (roster, C_ ("list column", "Name"), 9, MH_ROSTER_ALIGN_START));
  mh_roster_add_column (roster, C_ ("list column", "Asked"), 5, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_ ("list column", "When"), 9, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_ ("list column", "Channel"), 5, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_ ("list column", "What came of it"), 16, MH_ROSTER_ALIGN_START);
}

/* Of an offer the answer, of who was passed over the reason. */
static const char *
write_outcome (const MhListRow *row)
{
  MhPlanReason reason;

  if (row->state != NULL)
    return mh_wording_offer_state (row->state);

  return mh_plan_reason_from_nick (row->reason, &reason) ? mh_plan_reason_text (reason) : row->reason;
}

static gboolean
add_row (const MhDesk    *desk,
         MhRoster        *roster,
         const MhListRow *row,
         GError         **error)
{
  g_autoptr (MhResident) resident = mh_resident_table_get (desk->db, row->resident, error);
  g_autofree char *position = g_strdup_printf ("%d", row->place);
  g_autofree char *at = write_moment (row->at);

  if (resident == NULL)
    return FALSE;

  mh_roster_add_row (roster, (const char *[]) {
    position, resident->name, mh_wording_decision (row->reason), at,
    row->channel != NULL ? mh_wording_channel (row->channel) : "", write_outcome (row), NULL
  });

  return TRUE;
}

/* A heading for each refill. */
static gboolean
add_rows (const MhDesk *desk,
          MhRoster     *roster,
          GPtrArray    *rows,
          GError      **error)
{
  gint64 round = 0;

  for (guint i = 0; i < rows->len; i++) {
    const MhListRow *row = g_ptr_array_index (rows, i);

    if (row->round != round) {
      g_autofree char *date = mh_date_format (row->date, MH_DATE_STYLE_WEEKDAY);
      g_autofree char *time = mh_minutes_format (row->start_min);
      g_autofree char *heading = g_strdup_printf ("%s %s %s %s", row->programme, date, time, row->venue);

      mh_roster_add_heading (roster, heading);
      round = row->round;
    }

    if (!add_row (desk, roster, row, error))
      return FALSE;
  }

  return TRUE;
}

/* Which places, and what came of them in sum. */
static gboolean
add_summary (const MhDesk       *desk,
             MhRoster           *roster,
             const MhListFilter *filter,
             GError            **error)
{
  g_autoptr (MhRefillFigures) figures = mh_refill_figures_read (desk, filter, error);
  g_autofree char *sum = NULL;

  if (figures == NULL)
    return FALSE;

  if (mh_date_is_set (filter->from) && mh_date_is_set (filter->to)) {
    g_autofree char *from = mh_date_format (filter->from, MH_DATE_STYLE_LONG);
    g_autofree char *to = mh_date_format (filter->to, MH_DATE_STYLE_LONG);
    g_autofree char *period = g_strdup_printf (_("Places from %s to %s"), from, to);

    mh_roster_add_subtitle (roster, period);
  }

  sum = g_strdup_printf (_("Places: %u. Filled: %u. Never filled: %u. Still on offer: %u. Passed over because they could not be reached: %u."),
                         figures->n_places, figures->n_filled, figures->n_never, figures->n_open, figures->n_no_channel);
  mh_roster_add_subtitle (roster, sum);

  return TRUE;
}

static gboolean
note_print (const MhDesk *desk,
            GPtrArray    *rows,
            GError      **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *detail = g_strdup_printf ("{\"rows\":%u,\"columns\":[" COLUMNS "]}", rows->len);

  for (guint i = 0; i < rows->len; i++) {
    MhListRow *row = g_ptr_array_index (rows, i);

    if (g_hash_table_add (seen, &row->resident))
      g_array_append_val (people, row->resident);
  }

  return mh_audit_note (desk->db, mh_desk_now (desk), desk->operator_name, "refill-record.print", detail, people, error);
}

/**
 * mh_refill_record_print:
 * @desk: the desk, not in a transaction
 * @filter: the slots, by programme, session and day
 * @error: return location
 *
 * Returns: (transfer full): the record, which goes on paper and stands in the log; or %NULL
 */
MhRoster *
mh_refill_record_print (const MhDesk       *desk,
                        const MhListFilter *filter,
                        GError            **error)
{
  g_autoptr (GPtrArray) rows = mh_refill_record_list (desk, filter, error);
  g_autoptr (MhRoster) roster = mh_roster_new (_("Record of places that came free"));
  g_autofree char *day = mh_date_format (mh_desk_today (desk), MH_DATE_STYLE_LONG);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (mh_desk_now (desk)));
  /* Translators: day, time, operator */
  g_autofree char *printed = g_strdup_printf (_("Printed %s %s, %s"), day, time, desk->operator_name);

  if (rows == NULL)
    return NULL;

  mh_roster_set_printed_at (roster, printed);
  mh_roster_set_numbered (roster, FALSE);
  add_columns (roster);

  return add_summary (desk, roster, filter, error) && add_rows (desk, roster, rows, error) && note_print (desk, rows, error) ? g_steal_pointer (&roster) : NULL;
}

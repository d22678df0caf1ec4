/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-figures"

#include "mh-figures.h"

#include <glib/gi18n-lib.h>

#include "mh-people.h"
#include "mh-planner.h"
#include "mh-wording.h"

#define DAYS_BY_WEEK   70   /* a longer period is shown by months … */
#define DAYS_BY_MONTH  740  /* … and one of more than two years by years */
#define DAYS_PER_WEEK  7

static void
bar_free (MhFiguresBar *bar)
{
  g_free (bar->label);
  g_free (bar);
}

/**
 * mh_figures_free:
 * @figures: figures
 */
void
mh_figures_free (MhFigures *figures)
{
  g_clear_pointer (&figures->bars, g_ptr_array_unref);
  g_clear_pointer (&figures->lines, g_ptr_array_unref);
  g_clear_pointer (&figures->record, g_ptr_array_unref);
  g_clear_pointer (&figures->no_way, g_ptr_array_unref);
  g_clear_pointer (&figures->charts, mh_charts_free);
  g_free (figures);
}

/* The last day of the part of the period that begins with @from. */
static MhDate
find_end (MhDate from,
          int    n_days)
{
  MhDate next = MH_DATE_NONE;

  if (n_days <= DAYS_BY_WEEK)
    return mh_date_add_days (from, DAYS_PER_WEEK - 1);

  if (n_days <= DAYS_BY_MONTH)
    mh_date_make (from.month == 12 ? from.year + 1 : from.year, from.month % 12 + 1, 1, &next);
  else
    mh_date_make (from.year + 1, 1, 1, &next);

  return mh_date_add_days (next, -1);
}

static char *
write_part (MhDate from,
            int    n_days)
{
  if (n_days <= DAYS_BY_WEEK)
    return g_strdup_printf (C_("chart", "%d/%d–"), from.month, from.day);

  return n_days <= DAYS_BY_MONTH ? g_strdup_printf (C_("chart", "%d/%d"), from.year, from.month) : g_strdup_printf ("%d", from.year);
}

static gboolean
read_bars (const MhDesk       *desk,
           const MhListFilter *filter,
           MhFigures          *figures,
           GError            **error)
{
  int n_days = mh_date_to_days (filter->to) - mh_date_to_days (filter->from) + 1;
  MhListFilter part = *filter;

  figures->by_week = n_days <= DAYS_BY_WEEK;
  while (mh_date_compare (part.from, filter->to) <= 0) {
    g_autoptr (MhRefillFigures) read = NULL;
    MhFiguresBar *bar;

    part.to = find_end (part.from, n_days);
    if (mh_date_compare (part.to, filter->to) > 0)
      part.to = filter->to;

    read = mh_refill_figures_read (desk, &part, error);
    if (read == NULL)
      return FALSE;

    bar = g_new0 (MhFiguresBar, 1);
    bar->label = write_part (part.from, n_days);
    bar->n_filled = read->n_filled;
    bar->n_open = read->n_open;
    bar->n_places = read->n_places;
    figures->n_places += read->n_places;
    g_ptr_array_add (figures->bars, bar);
    part.from = mh_date_add_days (part.to, 1);
  }

  return TRUE;
}

static void
add_text (GPtrArray  *lines,
          const char *label,
          const char *value)
{
  g_ptr_array_add (lines, g_strdup_printf ("%s: %s", label, value));
}

static void
add_number (GPtrArray  *lines,
            const char *label,
            guint       number)
{
  g_ptr_array_add (lines, g_strdup_printf ("%s: %u", label, number));
}

static void
add_reasons (GPtrArray             *lines,
             const MhRefillFigures *figures)
{
  if (figures->n_nobody > 0)
    add_number (lines, _("Nobody waited for the place"), figures->n_nobody);

  for (guint i = 0; i < figures->reasons->len; i++) {
    const MhRefillReason *row = g_ptr_array_index (figures->reasons, i);
    MhPlanReason reason;
    g_autofree char *label = g_strdup_printf (_("Could not have a place that nobody took: %s"),
                                              mh_plan_reason_from_nick (row->reason, &reason) ? mh_plan_reason_text (reason) : row->reason);

    add_number (lines, label, row->n);
  }
}

static gboolean
read_lines (const MhDesk       *desk,
            const MhListFilter *filter,
            GPtrArray          *lines,
            GError            **error)
{
  g_autoptr (MhRefillFigures) figures = mh_refill_figures_read (desk, filter, error);
  g_autofree char *median = NULL;
  g_autofree char *p90 = NULL;
  g_autofree char *longest = NULL;

  if (figures == NULL)
    return FALSE;

  median = mh_refill_write_time (figures->median_ms);
  p90 = mh_refill_write_time (figures->p90_ms);
  longest = mh_refill_write_time (figures->longest_ms);
  add_number (lines, _("Places that came free or were offered"), figures->n_places);
  add_number (lines, _("Of these after a cancellation"), figures->n_cancelled);
  add_number (lines, _("Filled"), figures->n_filled);
  add_number (lines, _("Never filled"), figures->n_never);
  add_number (lines, _("Still on offer"), figures->n_open);
  add_text (lines, _("Time to fill, half of them within"), median);
  add_text (lines, _("Time to fill, nine of ten within"), p90);
  add_text (lines, _("Longest time to fill"), longest);
  add_number (lines, _("Passed over because they could not be reached"), figures->n_no_channel);

  for (guint i = 0; i < MH_REFILL_N_CHANNELS; i++) {
    g_autofree char *label = g_strdup_printf (_("Asked: %s"), mh_refill_channel_label ((MhRefillChannel) i));

    add_number (lines, label, figures->offers[i]);
  }
  add_number (lines, _("Accepted"), figures->answers[MH_REFILL_ACCEPTED]);
  add_number (lines, _("Declined"), figures->answers[MH_REFILL_DECLINED]);
  add_number (lines, _("Ran out of time"), figures->answers[MH_REFILL_EXPIRED]);
  add_number (lines, _("Others were faster"), figures->answers[MH_REFILL_LOST]);
  add_reasons (lines, figures);

  return TRUE;
}

/* Of an offer when, how and what came of it; of who was passed over the reason. */
static char *
write_record (const MhDesk    *desk,
              const MhListRow *row,
              GError         **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &row->resident, 1, error);
  g_autofree char *day = mh_date_format (row->date, MH_DATE_STYLE_SHORT);
  g_autofree char *start = mh_minutes_format (row->start_min);
  GString *line;
  MhPlanReason reason;

  if (people == NULL)
    return NULL;

  line = g_string_new (NULL);
  /* Translators: day and time of the place, a person's place in the list, the name */
  g_string_append_printf (line, _("%s %s ・ no. %d %s ・ "), day, start, row->place,
                          people->len > 0 ? ((MhPerson *) g_ptr_array_index (people, 0))->shown_name : "");
  g_string_append (line, mh_wording_decision (row->reason));

  if (row->state != NULL) {
    g_autofree char *at_day = mh_date_format (mh_date_from_ms (row->at), MH_DATE_STYLE_SHORT);
    g_autofree char *at_time = mh_minutes_format (mh_minutes_from_ms (row->at));

    g_string_append_printf (line, " %s %s ・ ", at_day, at_time);
    if (row->channel != NULL)
      g_string_append_printf (line, "%s ・ ", mh_wording_channel (row->channel));
    g_string_append (line, mh_wording_offer_state (row->state));
  } else
    g_string_append_printf (line, "\n%s", mh_plan_reason_from_nick (row->reason, &reason) ? mh_plan_reason_text (reason) : row->reason);

  return g_string_free (line, FALSE);
}

static gboolean
read_record (const MhDesk       *desk,
             const MhListFilter *filter,
             MhFigures          *figures,
             GError            **error)
{
  g_autoptr (GPtrArray) rows = mh_refill_record_list (desk, filter, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MhListRow *row = g_ptr_array_index (rows, i);
    char *line = write_record (desk, row, error);
    MhPlanReason reason;

    if (line == NULL)
      return FALSE;

    g_ptr_array_add (figures->record, line);
    if (row->state == NULL && mh_plan_reason_from_nick (row->reason, &reason) && reason == MH_PLAN_NO_CHANNEL)
      g_ptr_array_add (figures->no_way, g_strdup (line));
  }

  return rows != NULL;
}

/**
 * mh_figures_read:
 * @desk: the desk
 * @input: (type MhListFilter): which places, from a day until a day
 * @error: return location
 *
 * Reads only.
 *
 * Returns: (transfer full) (type MhFigures): what came of them, or %NULL
 */
gpointer
mh_figures_read (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  const MhListFilter *filter = input;
  g_autoptr (MhFigures) figures = g_new0 (MhFigures, 1);

  figures->bars = g_ptr_array_new_with_free_func ((GDestroyNotify) bar_free);
  figures->lines = g_ptr_array_new_with_free_func (g_free);
  figures->record = g_ptr_array_new_with_free_func (g_free);
  figures->no_way = g_ptr_array_new_with_free_func (g_free);

  figures->charts = mh_charts_read (desk, input, error);

  return figures->charts != NULL &&
         read_bars (desk, filter, figures, error) &&
         read_lines (desk, filter, figures->lines, error) &&
         read_record (desk, filter, figures, error) ? g_steal_pointer (&figures) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-charts"

#include "mh-charts.h"

#include <glib/gi18n-lib.h>

#include "mh-wording.h"

#define MOST_COLUMNS 45
#define DAYS_PER_WEEK 7

/* How many days a column is about. */
typedef enum {
  GRAIN_DAY,
  GRAIN_WEEK,
  GRAIN_MONTH,
} Grain;

static void
free_column (MhChartColumn *column)
{
  g_free (column->label);
  g_free (column->spoken);
  g_free (column);
}

/**
 * mh_charts_free:
 * @charts: charts
 */
void
mh_charts_free (MhCharts *charts)
{
  for (guint i = 0; i < MH_N_CHARTS; i++) {
    g_clear_pointer (&charts->columns[i], g_ptr_array_unref);
    g_clear_pointer (&charts->lines[i], g_ptr_array_unref);
  }
  g_free (charts);
}

/* Days where they fit, else weeks, else months. */
static Grain
find_grain (MhDate first,
            MhDate last)
{
  int n_days = mh_date_to_days (last) - mh_date_to_days (first) + 1;

  if (n_days <= MOST_COLUMNS)
    return GRAIN_DAY;

  return n_days <= MOST_COLUMNS * DAYS_PER_WEEK ? GRAIN_WEEK : GRAIN_MONTH;
}

/* The first day of the column that @date belongs to. Weeks begin on Monday. */
static MhDate
find_start (MhDate date,
            Grain  grain)
{
  if (grain == GRAIN_DAY)
    return date;

  if (grain == GRAIN_WEEK)
    return mh_date_add_days (date, -((mh_date_weekday (date) + 6) % DAYS_PER_WEEK));

  return mh_date_add_days (date, 1 - date.day);
}

static MhDate
find_next (MhDate start,
           Grain  grain)
{
  if (grain == GRAIN_MONTH)
    return mh_date_add_months (start, 1);

  return mh_date_add_days (start, grain == GRAIN_WEEK ? DAYS_PER_WEEK : 1);
}

static MhChartColumn *
add_column (GPtrArray *columns,
            MhDate     date,
            Grain      grain)
{
  MhChartColumn *column = g_new0 (MhChartColumn, 1);
  g_autofree char *day = mh_date_format (date, MH_DATE_STYLE_MESSAGE);

  if (grain == GRAIN_MONTH) {
    column->label = g_strdup_printf (C_ ("chart", "%d/%d"), date.year, date.month);
    column->spoken = g_strdup (column->label);
  } else if (grain == GRAIN_WEEK) {
    column->label = g_strdup_printf (C_ ("chart", "%d/%d–"), date.month, date.day);
    column->spoken = g_strdup_printf (_("week from %s"), day);
  } else {
    column->label = g_strdup_printf ("%d/%d", date.month, date.day);
    column->spoken = g_strdup (day);
  }
  g_ptr_array_add (columns, column);

  return column;
}

/* One column for each day, week or month from the first to the last, those without anything too. */
static void
add_columns (GPtrArray *columns,
             MhDate     first,
             MhDate     last,
             Grain      grain)
{
  for (MhDate at = find_start (first, grain); mh_date_is_set (at) && mh_date_compare (at, last) <= 0; at = find_next (at, grain))
    add_column (columns, at, grain);
}

/* Returns: the column that @date belongs to, of those that begin with @first */
static MhChartColumn *
find_column (GPtrArray *columns,
             MhDate     first,
             MhDate     date,
             Grain      grain)
{
  MhDate from = find_start (first, grain);
  int index;

  if (grain == GRAIN_MONTH)
    index = (date.year - from.year) * 12 + date.month - from.month;
  else
    index = (mh_date_to_days (date) - mh_date_to_days (from)) / (grain == GRAIN_WEEK ? DAYS_PER_WEEK : 1);

  return g_ptr_array_index (columns, index);
}

/* A column of its own, by day and venue. */
static MhChartColumn *
add_session (GPtrArray           *columns,
             const MhSessionFill *fill)
{
  MhChartColumn *column = add_column (columns, fill->date, GRAIN_DAY);
  char *spoken = g_strdup_printf ("%s %s", column->spoken, fill->venue);

  g_free (column->spoken);
  column->spoken = spoken;

  return column;
}

static void
add_fill (MhChartColumn       *column,
          const MhSessionFill *fill)
{
  column->values[0] += (guint) fill->n_booked;
  column->values[1] += (guint) fill->n_held;
  column->values[2] += (guint) fill->n_free;
}

static char *
write_fill (const MhSessionFill *fill)
{
  g_autofree char *day = mh_date_format (fill->date, MH_DATE_STYLE_MESSAGE);
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s %s", day, fill->venue);
  if (!g_str_equal (fill->state, "open"))
    g_string_append_printf (line, " ・ %s", mh_wording_session_state (fill->state));
  /* Translators: places of a day */
  g_string_append_printf (line, _(": %d places, %d booked, %d on offer, %d free"), fill->n_places, fill->n_booked, fill->n_held, fill->n_free);

  return g_string_free (line, FALSE);
}

/* A day at a venue is a column, so that two venues are told apart; where that is too many, each column adds up a month. */
static gboolean
read_fill (const MhDesk       *desk,
           const MhListFilter *filter,
           MhCharts           *charts,
           GError            **error)
{
  g_autoptr (GPtrArray) fills = mh_session_fill_list (desk, filter, error);
  GPtrArray *columns = charts->columns[MH_CHART_FILL];
  gboolean each;

  if (fills == NULL)
    return FALSE;

  each = fills->len <= MOST_COLUMNS;
  if (!each)
    add_columns (columns, ((const MhSessionFill *) g_ptr_array_index (fills, 0))->date,
                 ((const MhSessionFill *) g_ptr_array_index (fills, fills->len - 1))->date, GRAIN_MONTH);

  for (guint i = 0; i < fills->len; i++) {
    const MhSessionFill *fill = g_ptr_array_index (fills, i);
    MhDate first = ((const MhSessionFill *) g_ptr_array_index (fills, 0))->date;

    g_ptr_array_add (charts->lines[MH_CHART_FILL], write_fill (fill));
    /* What was called off has no places. */
    if (!g_str_equal (fill->state, "cancelled"))
      add_fill (each ? add_session (columns, fill) : find_column (columns, first, fill->date, GRAIN_MONTH), fill);
  }

  return TRUE;
}

static char *
write_booked (const MhBookedDay *day)
{
  g_autofree char *date = mh_date_format (day->date, MH_DATE_STYLE_MESSAGE);
  GString *line = g_string_new (date);

  g_string_append (line, ":");
  for (guint way = 0; way < MH_BOOKED_N_WAYS; way++) {
    if (day->n[way] > 0)
      g_string_append_printf (line, " %s %u", mh_booked_way_label ((MhBookedWay) way), day->n[way]);
  }

  return g_string_free (line, FALSE);
}

static gboolean
read_booked (const MhDesk       *desk,
             const MhListFilter *filter,
             MhCharts           *charts,
             GError            **error)
{
  g_autoptr (GArray) days = mh_booked_day_list (desk, filter, error);
  GPtrArray *columns = charts->columns[MH_CHART_BOOKED];
  MhDate first;
  MhDate last;
  Grain grain;

  if (days == NULL || days->len == 0)
    return days != NULL;

  first = g_array_index (days, MhBookedDay, 0).date;
  last = g_array_index (days, MhBookedDay, days->len - 1).date;
  grain = find_grain (first, last);
  add_columns (columns, first, last, grain);
  for (guint i = 0; i < days->len; i++) {
    const MhBookedDay *day = &g_array_index (days, MhBookedDay, i);
    MhChartColumn *column = find_column (columns, first, day->date, grain);

    for (guint way = 0; way < MH_BOOKED_N_WAYS; way++)
      column->values[way] += day->n[way];
    g_ptr_array_add (charts->lines[MH_CHART_BOOKED], write_booked (day));
  }

  return TRUE;
}

/* A week or a month shows how long the list was on its last evening. A line only where the list has changed. */
static gboolean
read_waiting (const MhDesk       *desk,
              const MhListFilter *filter,
              MhCharts           *charts,
              GError            **error)
{
  g_autoptr (GArray) days = mh_waiting_day_list (desk, filter, error);
  GPtrArray *columns = charts->columns[MH_CHART_WAITING];
  MhDate first;
  Grain grain;

  if (days == NULL || days->len == 0)
    return days != NULL;

  first = g_array_index (days, MhWaitingDay, 0).date;
  grain = find_grain (first, g_array_index (days, MhWaitingDay, days->len - 1).date);
  add_columns (columns, first, g_array_index (days, MhWaitingDay, days->len - 1).date, grain);
  for (guint i = 0; i < days->len; i++) {
    const MhWaitingDay *day = &g_array_index (days, MhWaitingDay, i);
    g_autofree char *date = mh_date_format (day->date, MH_DATE_STYLE_MESSAGE);

    find_column (columns, first, day->date, grain)->values[0] = day->n_units;
    if (i == 0 || day->n_units != g_array_index (days, MhWaitingDay, i - 1).n_units)
      g_ptr_array_add (charts->lines[MH_CHART_WAITING],
                       g_strdup_printf (ngettext ("%s: %u entry (%u people) waits", "%s: %u entries (%u people) wait", day->n_units), date, day->n_units,
                                        day->n_people));
  }

  return TRUE;
}

/**
 * mh_charts_read:
 * @desk: the desk
 * @input: (type MhListFilter): from a day until a day, and of which programme
 * @error: return location
 *
 * Reads only. The period is of the days themselves for the fill, of the days on which bookings were made, and of the evenings for the waiting list.
 *
 * Returns: (transfer full) (type MhCharts): all three, or %NULL
 */
gpointer
mh_charts_read (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  g_autoptr (MhCharts) charts = g_new0 (MhCharts, 1);

  for (guint i = 0; i < MH_N_CHARTS; i++) {
    charts->columns[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) free_column);
    charts->lines[i] = g_ptr_array_new_with_free_func (g_free);
  }

  return read_fill (desk, input, charts, error) &&
         read_booked (desk, input, charts, error) &&
         read_waiting (desk, input, charts, error) ? g_steal_pointer (&charts) : NULL;
}

/**
 * mh_charts_title:
 * @kind: which of them
 *
 * Returns: (transfer none): what it shows
 */
const char *
mh_charts_title (MhChartKind kind)
{
  switch (kind) {
  case MH_CHART_FILL:
    return _("How full the days are");
  case MH_CHART_BOOKED:
    return _("How bookings came in");
  case MH_CHART_WAITING:
    return _("How many waited");
  case MH_N_CHARTS:
  default:
    g_return_val_if_reached (NULL);
  }
}

static void
add_parts (MhChartKind   kind,
           MhStackChart *chart)
{
  static const MhPattern patterns[MH_BOOKED_N_WAYS] = {
    MH_PATTERN_FULL, MH_PATTERN_EMPTY, MH_PATTERN_SLANTED, MH_PATTERN_DOTTED, MH_PATTERN_LINED, MH_PATTERN_CROSSED,
  };

  if (kind == MH_CHART_FILL) {
    mh_stack_chart_add_part (chart, C_ ("places", "Booked"), MH_PATTERN_FULL);
    mh_stack_chart_add_part (chart, C_ ("places", "On offer"), MH_PATTERN_SLANTED);
    mh_stack_chart_add_part (chart, C_ ("places", "Free"), MH_PATTERN_EMPTY);
  } else if (kind == MH_CHART_BOOKED) {
    for (guint way = 0; way < MH_BOOKED_N_WAYS; way++)
      mh_stack_chart_add_part (chart, mh_booked_way_label ((MhBookedWay) way), patterns[way]);
  } else
    mh_stack_chart_add_part (chart, _("Entries on the waiting list"), MH_PATTERN_FULL);
}

/**
 * mh_charts_show:
 * @charts: what was read
 * @kind: which of them
 * @chart: where it is drawn
 *
 * Puts one of the three into a chart.
 */
void
mh_charts_show (const MhCharts *charts,
                MhChartKind     kind,
                MhStackChart   *chart)
{
  mh_stack_chart_begin (chart, mh_charts_title (kind));
  add_parts (kind, chart);
  for (guint i = 0; i < charts->columns[kind]->len; i++) {
    const MhChartColumn *column = g_ptr_array_index (charts->columns[kind], i);

    mh_stack_chart_add (chart, column->label, column->spoken, column->values);
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-month"

#include "mh-month.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-holiday-table.h"
#include "mh-wording.h"

static void
free_day (MhMonthDay *day)
{
  g_ptr_array_unref (day->sessions);
  g_free (day);
}

static const char *
find_holiday (const MhAgenda *agenda,
              MhDate          date)
{
  for (guint i = 0; i < agenda->holidays->len; i++) {
    const MhHoliday *holiday = g_ptr_array_index (agenda->holidays, i);

    if (mh_date_compare (holiday->date, date) == 0)
      return holiday->name;
  }

  return NULL;
}

static void
add_session (MhMonthDay    *day,
             MhSessionFill *session)
{
  day->is_closed = (day->sessions->len == 0 || day->is_closed) && !g_str_equal (session->state, "open");
  g_ptr_array_add (day->sessions, session);
  if (g_str_equal (session->state, "cancelled"))
    return;

  day->n_places += session->n_places;
  day->n_booked += session->n_booked;
  day->n_held += session->n_held;
  day->n_free += session->n_free;
  day->n_free_phone += session->n_free_phone;
}

/**
 * mh_month_list:
 * @agenda: what there is
 * @date: a day of the month
 *
 * Returns: (transfer full) (element-type MhMonthDay): its days
 */
GPtrArray *
mh_month_list (const MhAgenda *agenda,
               MhDate          date)
{
  GPtrArray *days = g_ptr_array_new_with_free_func ((GDestroyNotify) free_day);
  MhDate first = { date.year, date.month, 1 };

  for (MhDate at = first; at.month == first.month; at = mh_date_add_days (at, 1)) {
    MhMonthDay *day = g_new0 (MhMonthDay, 1);

    day->date = at;
    day->holiday = find_holiday (agenda, at);
    day->sessions = g_ptr_array_new ();
    g_ptr_array_add (days, day);
  }

  for (guint i = 0; i < agenda->days->len; i++) {
    MhSessionFill *session = g_ptr_array_index (agenda->days, i);

    if (session->date.year == first.year && session->date.month == first.month)
      add_session (g_ptr_array_index (days, session->date.day - 1), session);
  }

  return days;
}

static const char *
get_weekday (MhDate date)
{
  static const char * const names[] = {
    NC_ ("weekday", "Sunday"), NC_ ("weekday", "Monday"), NC_ ("weekday", "Tuesday"), NC_ ("weekday", "Wednesday"),
    NC_ ("weekday", "Thursday"), NC_ ("weekday", "Friday"), NC_ ("weekday", "Saturday"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "weekday", names[mh_date_weekday (date)]);
}

/**
 * mh_month_get_sign:
 * @day: a day
 *
 * Returns: (transfer none): the weekday in a letter or two, or the sign of a holiday
 */
const char *
mh_month_get_sign (const MhMonthDay *day)
{
  static const char * const signs[] = {
    NC_ ("weekday", "Su"), NC_ ("weekday", "Mo"), NC_ ("weekday", "Tu"), NC_ ("weekday", "We"),
    NC_ ("weekday", "Th"), NC_ ("weekday", "Fr"), NC_ ("weekday", "Sa"),
  };

  return day->holiday != NULL ? C_ ("weekday", "Ho") : g_dpgettext2 (GETTEXT_PACKAGE, "weekday", signs[mh_date_weekday (day->date)]);
}

static void
write_places (GString *text,
              int      n_places,
              int      n_booked,
              int      n_held,
              int      n_free,
              int      n_free_phone)
{
  g_string_append_c (text, ' ');
  g_string_append_printf (text, C_ ("month", "%d places"), n_places);
  g_string_append_c (text, ' ');
  g_string_append_printf (text, C_ ("month", "%d booked"), n_booked);
  if (n_held > 0) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, C_ ("month", "%d on offer"), n_held);
  }
  g_string_append_c (text, ' ');
  g_string_append_printf (text, C_ ("month", "%d free"), n_free);
  if (n_free_phone > 0) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, C_ ("month", "%d of them for telephone and counter"), n_free_phone);
  }
}

/**
 * mh_month_write_day:
 * @day: a day
 *
 * Returns: (transfer full): 11月24日 火曜 定員40 予約38 案内中1 空き1
 */
char *
mh_month_write_day (const MhMonthDay *day)
{
  GString *text = g_string_new (NULL);

  /* Translators: month, day, weekday */
  g_string_append_printf (text, C_ ("month", "%1$d/%2$d %3$s"), day->date.month, day->date.day, get_weekday (day->date));
  if (day->holiday != NULL) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, C_ ("month", "holiday (%s)"), day->holiday);
  }

  if (day->sessions->len == 0) {
    g_string_append_printf (text, " %s", C_ ("month", "no day of a programme"));
    return g_string_free (text, FALSE);
  }

  if (day->sessions->len > 1) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, C_ ("month", "%u venues or programmes"), day->sessions->len);
  }
  if (day->is_closed)
    g_string_append_printf (text, " %s", mh_wording_session_state (((const MhSessionFill *) g_ptr_array_index (day->sessions, 0))->state));
  write_places (text, day->n_places, day->n_booked, day->n_held, day->n_free, day->n_free_phone);

  return g_string_free (text, FALSE);
}

/**
 * mh_month_write_each:
 * @day: a day
 *
 * Returns: (transfer full): its sessions, a line each; "" where there is but one
 */
char *
mh_month_write_each (const MhMonthDay *day)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; day->sessions->len > 1 && i < day->sessions->len; i++) {
    const MhSessionFill *session = g_ptr_array_index (day->sessions, i);
    g_autofree char *start = session->start_min >= 0 ? mh_minutes_format (session->start_min) : g_strdup ("");

    g_string_append_printf (text, "%s%s %s ・ %s", text->len > 0 ? "\n" : "", start, session->venue, session->programme_name);
    if (!g_str_equal (session->state, "open"))
      g_string_append_printf (text, " ・ %s", mh_wording_session_state (session->state));
    write_places (text, session->n_places, session->n_booked, session->n_held, session->n_free, session->n_free_phone);
  }

  return g_string_free (text, FALSE);
}

/**
 * mh_month_write_short:
 * @day: a day
 *
 * Returns: (transfer full): how many places are free, in as little room as a day has; "" where it has no session
 */
char *
mh_month_write_short (const MhMonthDay *day)
{
  if (day->sessions->len == 0)
    return g_strdup ("");
  if (day->is_closed)
    return g_strdup (C_ ("month", "shut"));
  if (day->n_free == 0)
    return g_strdup (C_ ("month", "full"));

  return g_strdup_printf ("%d", day->n_free);
}

/**
 * mh_month_write_name:
 * @date: a day of the month
 *
 * Returns: (transfer full): year and month by era
 */
char *
mh_month_write_name (MhDate date)
{
  g_autofree char *text = mh_date_format (date, MH_DATE_STYLE_LONG);
  const char *end = g_strrstr (text, "月");

  return end != NULL ? g_strndup (text, (gsize) (end - text) + strlen ("月")) : g_strdup (text);
}

/**
 * mh_month_write_sum:
 * @days: (element-type MhMonthDay): of a month
 *
 * Returns: (transfer full): how many days have sessions, and what is free
 */
char *
mh_month_write_sum (GPtrArray *days)
{
  guint n_days = 0;
  int n_free = 0;

  for (guint i = 0; i < days->len; i++) {
    const MhMonthDay *day = g_ptr_array_index (days, i);

    n_days += day->sessions->len > 0 ? 1 : 0;
    n_free += day->is_closed ? 0 : day->n_free;
  }

  if (n_days == 0)
    return g_strdup (C_ ("month", "No day this month"));

  return g_strdup_printf (ngettext ("%u day, %d free", "%u days, %d free", n_days), n_days, n_free);
}

/**
 * mh_month_step:
 * @agenda: what there is
 * @date: a day
 * @step: 1 or -1
 *
 * Returns: the next day after or before @date with a session; no date where there is none
 */
MhDate
mh_month_step (const MhAgenda *agenda,
               MhDate          date,
               int             step)
{
  guint n = agenda->days->len;

  for (guint i = 0; i < n; i++) {
    const MhSessionFill *day = g_ptr_array_index (agenda->days, step > 0 ? i : n - 1 - i);

    if (mh_date_compare (day->date, date) * step > 0)
      return day->date;
  }

  return MH_DATE_NONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-coming-day"

#include "mh-coming-day.h"

#include "mh-date-reading.h"

/* How far ahead a day may be planned; what lies further off is a slip of the finger. */
#define DAYS_AHEAD 1100
#define DAYS_BACK  400

static gboolean
read_without_year (const char *text,
                   MhDate      today,
                   MhDate     *out_date)
{
  g_autoptr (GRegex) regex = g_regex_new ("^\\s*(\\d{1,2})\\s*[/月]\\s*(\\d{1,2})\\s*日?\\s*$", G_REGEX_DEFAULT, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *month = NULL;
  g_autofree char *day = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;

  month = g_match_info_fetch (match, 1);
  day = g_match_info_fetch (match, 2);

  for (int year = today.year; year <= today.year + 4; year++) {
    if (mh_date_make (year, (int) g_ascii_strtoll (month, NULL, 10), (int) g_ascii_strtoll (day, NULL, 10), out_date) &&
        mh_date_compare (*out_date, today) >= 0)
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_coming_day_read:
 * @text: what was typed
 * @today: the day it is
 * @out_date: (out): the day that is meant
 *
 * Where the era is missing, the likely one counts if it gives a day near today: whoever plans a day means no other.
 *
 * Returns: whether it could be read
 */
gboolean
mh_coming_day_read (const char *text,
                    MhDate      today,
                    MhDate     *out_date)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  MhDateReading reading;
  int ahead;

  if (plain == NULL)
    return FALSE;

  if (read_without_year (plain, today, out_date))
    return TRUE;

  reading = mh_date_read (plain, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, mh_date_add_days (today, DAYS_AHEAD));
  if ((reading.verdict != MH_DATE_READ_OK && reading.verdict != MH_DATE_READ_QUESTION) || !mh_date_is_set (reading.date))
    return FALSE;

  ahead = mh_date_to_days (reading.date) - mh_date_to_days (today);
  *out_date = reading.date;

  return ahead >= -DAYS_BACK && ahead <= DAYS_AHEAD;
}

/**
 * mh_coming_moment_read:
 * @text: what was typed: a day that lies ahead, a space, a time
 * @today: the day it is
 * @out_ms: (out): ms since 1970 UTC of that moment in Japan; 0 for an empty text, which is never
 *
 * Returns: whether it could be read
 */
gboolean
mh_coming_moment_read (const char *text,
                       MhDate      today,
                       gint64     *out_ms)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_auto (GStrv) parts = NULL;
  MhDate date;
  int minutes;

  *out_ms = 0;
  if (plain == NULL || *g_strstrip (plain) == '\0')
    return plain != NULL;

  parts = g_strsplit_set (plain, " ", 2);
  if (parts[1] == NULL || !mh_coming_day_read (parts[0], today, &date) || !mh_minutes_read (g_strstrip (parts[1]), &minutes))
    return FALSE;

  *out_ms = mh_ms_from_civil (date, minutes);

  return TRUE;
}

/**
 * mh_coming_moment_write:
 * @ms: ms since 1970 UTC; 0: never
 *
 * Returns: (transfer full): what mh_coming_moment_read() reads
 */
char *
mh_coming_moment_write (gint64 ms)
{
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  if (ms == 0)
    return g_strdup ("");

  date = mh_date_to_iso (mh_date_from_ms (ms));
  time = mh_minutes_format (mh_minutes_from_ms (ms));

  return g_strdup_printf ("%s %s", date, time);
}

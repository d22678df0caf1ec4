/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-date"

#include "mh-date.h"

#include <string.h>

#include "mh-era.h"

#define DAYS_BEFORE_1970 719163  /* Julian day of GDate */
#define MS_PER_MINUTE    G_GINT64_CONSTANT (60000)
#define MS_PER_DAY       (24 * 60 * MS_PER_MINUTE)
#define TOKYO_OFFSET     (9 * 60 * MS_PER_MINUTE)

#define FIRST_DAY ((MhDate) { 1868, 1, 25 })
#define LAST_DAY  ((MhDate) { 2199, 12, 31 })

static const char weekdays[7][4] = { "日", "月", "火", "水", "木", "金", "土" };

static gint64
divide_down (gint64 dividend,
             gint64 divisor)
{
  gint64 quotient = dividend / divisor;

  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

/* A run of @n ASCII digits at @text, or -1. */
static int
read_digits (const char *text,
             int         n)
{
  int value = 0;

  for (int i = 0; i < n; i++) {
    if (!g_ascii_isdigit (text[i]))
      return -1;
    value = value * 10 + (text[i] - '0');
  }

  return value;
}

/**
 * mh_date_is_set:
 * @date: a date
 *
 * A date of which only the year or the month is known (see mh_date_read()) is not set: nobody can say how old a person
 * with such a birth date is.
 *
 * Returns: whether @date is a whole date
 */
gboolean
mh_date_is_set (MhDate date)
{
  return date.year != 0 && date.month != 0 && date.day != 0;
}

/**
 * mh_date_make:
 * @year: 1868 to 2199
 * @month: 1 to 12
 * @day: 1 to 31
 * @out_date: (out) (optional): the date; unchanged on failure
 *
 * Returns: whether there is such a day
 */
gboolean
mh_date_make (int     year,
              int     month,
              int     day,
              MhDate *out_date)
{
  MhDate date;

  if (year < FIRST_DAY.year || year > LAST_DAY.year || month < 1 || month > 12 || day < 1 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  date = (MhDate) { (gint16) year, (guint8) month, (guint8) day };
  if (mh_date_compare (date, FIRST_DAY) < 0)
    return FALSE;

  if (out_date != NULL)
    *out_date = date;

  return TRUE;
}

/**
 * mh_date_compare:
 * @a: a date
 * @b: another date
 *
 * Returns: less than, equal to or greater than 0 as @a is earlier, the same or later; no date is earlier than any
 */
int
mh_date_compare (MhDate a,
                 MhDate b)
{
  if (a.year != b.year)
    return a.year - b.year;
  if (a.month != b.month)
    return a.month - b.month;

  return a.day - b.day;
}

/**
 * mh_date_to_days:
 * @date: a whole date
 *
 * Returns: days since 1970-01-01, negative before
 */
int
mh_date_to_days (MhDate date)
{
  GDate day;

  g_return_val_if_fail (mh_date_is_set (date), 0);

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, date.day, (GDateMonth) date.month, (GDateYear) date.year);

  return (int) g_date_get_julian (&day) - DAYS_BEFORE_1970;
}

/**
 * mh_date_from_days:
 * @days: days since 1970-01-01
 *
 * Returns: that day, or %MH_DATE_NONE outside of the years a #MhDate can be in
 */
MhDate
mh_date_from_days (int days)
{
  GDate day;

  if (days < mh_date_to_days (FIRST_DAY) || days > mh_date_to_days (LAST_DAY))
    return MH_DATE_NONE;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) (days + DAYS_BEFORE_1970));

  return (MhDate) { (gint16) g_date_get_year (&day), (guint8) g_date_get_month (&day), (guint8) g_date_get_day (&day) };
}

/**
 * mh_date_add_days:
 * @date: a date
 * @days: how many days later, negative for earlier
 *
 * Returns: that day; %MH_DATE_NONE if @date is none or the day is out of range
 */
MhDate
mh_date_add_days (MhDate date,
                  int    days)
{
  int start;
  int sum;

  if (!mh_date_is_set (date))
    return MH_DATE_NONE;

  start = mh_date_to_days (date);
  if (__builtin_add_overflow (start, days, &sum))
    return MH_DATE_NONE;

  return mh_date_from_days (sum);
}

/**
 * mh_date_add_months:
 * @date: a date
 * @months: how many months later, negative for earlier
 *
 * Returns: the same day of that month, or the month's last day where there is no such day (2024-01-31 + 1 = 2024-02-29);
 *   %MH_DATE_NONE if @date is none or the day is out of range
 */
MhDate
mh_date_add_months (MhDate date,
                    int    months)
{
  MhDate sum;
  gint64 month;
  int year;
  int last;

  if (!mh_date_is_set (date))
    return MH_DATE_NONE;

  month = (gint64) date.year * 12 + date.month - 1 + months;
  if (month < (gint64) FIRST_DAY.year * 12 || month >= (gint64) (LAST_DAY.year + 1) * 12)
    return MH_DATE_NONE;

  year = (int) (month / 12);
  month = month % 12 + 1;
  last = g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
  if (!mh_date_make (year, (int) month, MIN (date.day, last), &sum))
    return MH_DATE_NONE;

  return sum;
}

/**
 * mh_date_weekday:
 * @date: a whole date
 *
 * Returns: 0 for Sunday to 6 for Saturday
 */
int
mh_date_weekday (MhDate date)
{
  return (int) (((gint64) mh_date_to_days (date) + 7 * 52143 + 4) % 7);  /* 1970-01-01 was a Thursday */
}

/**
 * mh_date_from_iso:
 * @text: (nullable): "2026-10-20"
 * @out_date: (out) (optional): the date; unchanged on failure
 *
 * For what the program itself wrote; what people write is for mh_date_read().
 *
 * Returns: whether @text is exactly YYYY-MM-DD and there is such a day
 */
gboolean
mh_date_from_iso (const char *text,
                  MhDate     *out_date)
{
  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;

  return mh_date_make (read_digits (text, 4), read_digits (text + 5, 2), read_digits (text + 8, 2), out_date);
}

/**
 * mh_date_to_iso:
 * @date: a date
 *
 * Returns: (transfer full) (nullable): "2026-10-20", or %NULL unless @date is a whole date
 */
char *
mh_date_to_iso (MhDate date)
{
  if (!mh_date_is_set (date))
    return NULL;

  return g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
}

static char *
format_partial (MhDate date)
{
  if (date.year == 0)
    return g_strdup ("");
  if (date.month == 0)
    return g_strdup_printf ("%d年", date.year);

  return g_strdup_printf ("%d年%d月", date.year, date.month);
}

static char *
format_long (MhDate date)
{
  const MhEra *era = mh_era_of (date);
  int year = date.year - era->first.year + 1;

  if (year == 1)
    return g_strdup_printf ("%s元年%d月%d日", era->name, date.month, date.day);

  return g_strdup_printf ("%s%d年%d月%d日", era->name, year, date.month, date.day);
}

/**
 * mh_date_format:
 * @date: a date
 * @style: how to write it
 *
 * Dates of letters and forms are Japanese whatever the language of the window is. Of a date of which only a part is known,
 * that part is written with the western year, since the year alone does not tell the era; no date is the empty text.
 *
 * Returns: (transfer full): @date for people to read
 */
char *
mh_date_format (MhDate      date,
                MhDateStyle style)
{
  const MhEra *era;
  g_autofree char *text = NULL;

  if (!mh_date_is_set (date))
    return format_partial (date);

  switch (style) {
  case MH_DATE_STYLE_WEEKDAY:
    text = format_long (date);
    return g_strdup_printf ("%s(%s)", text, weekdays[mh_date_weekday (date)]);

  case MH_DATE_STYLE_SHORT:
    era = mh_era_of (date);
    return g_strdup_printf ("%c%d.%d.%d", era->letter, date.year - era->first.year + 1, date.month, date.day);

  case MH_DATE_STYLE_MESSAGE:
    return g_strdup_printf ("%d月%d日(%s)", date.month, date.day, weekdays[mh_date_weekday (date)]);

  case MH_DATE_STYLE_LONG:
  default:
    return format_long (date);
  }
}

/**
 * mh_date_from_ms:
 * @ms: milliseconds since the epoch
 *
 * Returns: the day it then is in Asia/Tokyo
 */
MhDate
mh_date_from_ms (gint64 ms)
{
  gint64 days = divide_down (ms + TOKYO_OFFSET, MS_PER_DAY);

  return mh_date_from_days ((int) CLAMP (days, G_MININT, G_MAXINT));
}

/**
 * mh_minutes_from_ms:
 * @ms: milliseconds since the epoch
 *
 * Returns: the minute of the day in Asia/Tokyo, 0 to 1439
 */
int
mh_minutes_from_ms (gint64 ms)
{
  gint64 local = ms + TOKYO_OFFSET;

  return (int) ((local - divide_down (local, MS_PER_DAY) * MS_PER_DAY) / MS_PER_MINUTE);
}

/**
 * mh_ms_from_civil:
 * @date: a whole date
 * @minutes: minutes since 0:00 of that day; 1440 and more lie in the days after
 *
 * Returns: milliseconds since the epoch of that time in Asia/Tokyo
 */
gint64
mh_ms_from_civil (MhDate date,
                  int    minutes)
{
  return mh_date_to_days (date) * MS_PER_DAY + minutes * MS_PER_MINUTE - TOKYO_OFFSET;
}

static const char *
skip_spaces (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return text;
}

/* One or two digits; -1 if there are none or more. */
static int
take_number (const char **text)
{
  int value = 0;
  int n = 0;

  while (g_ascii_isdigit (**text) && n < 3) {
    value = value * 10 + (**text - '0');
    (*text)++;
    n++;
  }
  *text = skip_spaces (*text);

  return n == 0 || n > 2 ? -1 : value;
}

static gboolean
take (const char **text,
      const char  *word)
{
  if (!g_str_has_prefix (*text, word))
    return FALSE;

  *text = skip_spaces (*text + strlen (word));

  return TRUE;
}

/* The minutes behind the hour, to the end of the text; -1 if it is something else. */
static int
read_minutes_part (const char *text)
{
  int minute = 0;
  const char *start = text;

  if (take (&text, ":")) {
    start = text;
    minute = take_number (&text);
    if (!g_ascii_isdigit (start[0]) || !g_ascii_isdigit (start[1]))
      return -1;
    take (&text, ":00");  /* the seconds that Excel writes */
  } else if (!take (&text, "時")) {
    return -1;
  } else if (take (&text, "半")) {
    minute = 30;
  } else if (*text != '\0') {
    minute = take_number (&text);
    if (!take (&text, "分"))
      return -1;
  }

  return *text == '\0' && minute < 60 ? minute : -1;
}

/* 0900, 900: three or four digits and nothing else; -1 if it is something else. */
static int
read_compact_time (const char *text)
{
  gsize length = strspn (text, "0123456789");
  int value;

  if (text[length] != '\0' || length < 3 || length > 4)
    return -1;

  value = read_digits (text, (int) length);

  return value % 100 < 60 && value / 100 < 24 ? value / 100 * 60 + value % 100 : -1;
}

/**
 * mh_minutes_read:
 * @text: (nullable): a time as people write it: 9:00, 09:00, 0900, ９時３０分, 午後1時半
 * @out_minutes: (out) (optional): minutes since 0:00, 0 to 1439; unchanged on failure
 *
 * Returns: whether @text is a time of the day
 */
gboolean
mh_minutes_read (const char *text,
                 int        *out_minutes)
{
  g_autofree char *plain = NULL;
  const char *at;
  gboolean morning;
  gboolean afternoon;
  int hour;
  int minute;

  plain = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;
  if (plain == NULL)
    return FALSE;

  at = g_strstrip (plain);
  minute = read_compact_time (at);
  if (minute >= 0) {
    if (out_minutes != NULL)
      *out_minutes = minute;
    return TRUE;
  }

  morning = take (&at, "午前");
  afternoon = !morning && take (&at, "午後");
  hour = take_number (&at);
  minute = read_minutes_part (at);
  if (hour < 0 || hour > (morning || afternoon ? 12 : 23) || minute < 0)
    return FALSE;

  /* 午後12時 is midnight by the letter of 明治5年太政官布告337号, noon to most people: nobody should guess. */
  if (hour == 12 && (morning || afternoon))
    return FALSE;

  if (out_minutes != NULL)
    *out_minutes = (hour + (afternoon ? 12 : 0)) * 60 + minute;

  return TRUE;
}

/**
 * mh_minutes_format:
 * @minutes: minutes since 0:00, 0 to 1440
 *
 * Returns: (transfer full): "9:00"
 */
char *
mh_minutes_format (int minutes)
{
  g_return_val_if_fail (minutes >= 0 && minutes <= 24 * 60, NULL);

  return g_strdup_printf ("%d:%02d", minutes / 60, minutes % 60);
}

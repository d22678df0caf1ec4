/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-hours"

#include "mh-hours.h"

#include <string.h>

#define MS_PER_MINUTE G_GINT64_CONSTANT (60000)
#define MS_PER_DAY    (24 * 60 * MS_PER_MINUTE)

static gboolean
are_hours (const MhHours *hours)
{
  return hours != NULL && 0 <= hours->open && hours->open < hours->close && hours->close <= 24 * 60;
}

/* Milliseconds since midnight in Asia/Tokyo. */
static gint64
time_of_day (gint64 ms)
{
  return ms - mh_ms_from_civil (mh_date_from_ms (ms), 0);
}

/* Whether the hours are kept on the day that begins at @midnight. */
static gboolean
is_open_day (const MhHours *hours,
             gint64         midnight)
{
  MhDate date = mh_date_from_ms (midnight);
  int weekday = mh_date_weekday (date);
  int day = mh_date_to_days (date) - hours->first_day;

  if (!hours->working_days)
    return TRUE;

  if (weekday == 0 || weekday == 6)
    return FALSE;

  return day < 0 || day >= MH_HOURS_N_DAYS || (hours->closed[day / 8] & (1 << (day % 8))) == 0;
}

/* The first open day from @midnight on. Where a list closes every day, the hours are kept all the same: nothing waits for ever. */
static gint64
next_open_day (const MhHours *hours,
               gint64         midnight)
{
  for (int i = 0; i < MH_HOURS_N_DAYS; i++) {
    if (is_open_day (hours, midnight + i * MS_PER_DAY))
      return midnight + i * MS_PER_DAY;
  }

  return midnight;
}

/**
 * mh_hours_count_working_days:
 * @hours: opening hours, Asia/Tokyo
 * @first: the first day that mh_hours_close_day() can name
 *
 * From now on Saturdays and Sundays are closed; those before and after the days that can be named, too.
 */
void
mh_hours_count_working_days (MhHours *hours,
                             MhDate   first)
{
  g_return_if_fail (hours != NULL);

  hours->working_days = TRUE;
  hours->first_day = mh_date_to_days (first);
  memset (hours->closed, 0, sizeof hours->closed);
}

/**
 * mh_hours_close_day:
 * @hours: opening hours of working days
 * @day: a holiday; not looked at when it lies beyond the days that can be named
 */
void
mh_hours_close_day (MhHours *hours,
                    MhDate   day)
{
  int at;

  g_return_if_fail (hours != NULL && hours->working_days);

  at = mh_date_to_days (day) - hours->first_day;
  if (at >= 0 && at < MH_HOURS_N_DAYS)
    hours->closed[at / 8] |= (guint8) (1 << (at % 8));
}

/**
 * mh_hours_contain:
 * @hours: opening hours, Asia/Tokyo
 * @ms: milliseconds since the epoch
 *
 * Returns: whether @ms lies in the hours: the opening minute does, the closing minute does not
 */
gboolean
mh_hours_contain (const MhHours *hours,
                  gint64         ms)
{
  gint64 time;

  g_return_val_if_fail (are_hours (hours), FALSE);

  time = time_of_day (ms);

  return time >= hours->open * MS_PER_MINUTE && time < hours->close * MS_PER_MINUTE && is_open_day (hours, ms - time);
}

/**
 * mh_hours_next_open:
 * @hours: opening hours, Asia/Tokyo
 * @ms: milliseconds since the epoch
 *
 * Returns: @ms when it lies in the hours, else the next opening, in milliseconds since the epoch
 */
gint64
mh_hours_next_open (const MhHours *hours,
                    gint64         ms)
{
  gint64 time;
  gint64 midnight;

  g_return_val_if_fail (are_hours (hours), ms);

  if (mh_hours_contain (hours, ms))
    return ms;

  time = time_of_day (ms);
  midnight = ms - time;
  if (time >= hours->close * MS_PER_MINUTE)
    midnight += MS_PER_DAY;

  return next_open_day (hours, midnight) + hours->open * MS_PER_MINUTE;
}

/**
 * mh_hours_deadline:
 * @hours: opening hours, Asia/Tokyo
 * @start: milliseconds since the epoch
 * @minutes: how long it takes, 0 or more
 *
 * Lets @minutes pass from @start, counting only time inside the hours. What ends together with the hours ends at closing
 * time and not at the next opening.
 *
 * Returns: the deadline in milliseconds since the epoch
 */
gint64
mh_hours_deadline (const MhHours *hours,
                   gint64         start,
                   int            minutes)
{
  gint64 left;
  gint64 day_length;
  gint64 time;
  gint64 until_close;

  g_return_val_if_fail (are_hours (hours), start);
  g_return_val_if_fail (minutes >= 0, start);

  left = minutes * MS_PER_MINUTE;
  day_length = (hours->close - hours->open) * MS_PER_MINUTE;
  start = mh_hours_next_open (hours, start);
  time = time_of_day (start);
  until_close = hours->close * MS_PER_MINUTE - time;

  if (left <= until_close)
    return start + left;

  left -= until_close;
  start = next_open_day (hours, start - time + MS_PER_DAY);

  /* Day by day; a rest of exactly one day still ends at its closing. */
  for (; left > day_length; left -= day_length)
    start = next_open_day (hours, start + MS_PER_DAY);

  return start + hours->open * MS_PER_MINUTE + left;
}

/**
 * mh_hours_between:
 * @hours: opening hours, Asia/Tokyo
 * @start: milliseconds since the epoch
 * @end: milliseconds since the epoch
 *
 * Returns: how many minutes between the two lie inside the hours, a begun one counted whole; 0 when @end is not later than @start
 */
int
mh_hours_between (const MhHours *hours,
                  gint64         start,
                  gint64         end)
{
  gint64 sum = 0;

  g_return_val_if_fail (are_hours (hours), 0);

  while (start < end) {
    gint64 midnight = start - time_of_day (start);
    gint64 from = MAX (start, midnight + hours->open * MS_PER_MINUTE);
    gint64 to = MIN (end, midnight + hours->close * MS_PER_MINUTE);

    if (is_open_day (hours, midnight))
      sum += MAX (to - from, 0);
    start = midnight + MS_PER_DAY;
  }

  return (int) MIN ((sum + MS_PER_MINUTE - 1) / MS_PER_MINUTE, G_MAXINT);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

#define MH_HOURS_N_DAYS 1024

/* Minutes of the day in which messages may leave and a reply deadline runs: 480 and 1200 for 8:00 to 20:00.
 * Outside them time is frozen. open < close. The rest is for hours of working days only, see mh_hours_count_working_days(). */
typedef struct {
  int      open;
  int      close;
  gboolean working_days;
  int      first_day;                          /* as mh_date_to_days() counts, that closed begins with */
  guint8   closed[MH_HOURS_N_DAYS / 8];        /* holidays, one bit a day */
} MhHours;

/* From now on Saturdays and Sundays are closed, and those days that mh_hours_close_day() names; it takes MH_HOURS_N_DAYS from @first on. */
void     mh_hours_count_working_days (MhHours *hours,
                                      MhDate   first);
void     mh_hours_close_day (MhHours       *hours,
                             MhDate         day);

/* @ms itself when it lies in the hours, else the next opening. */
gint64   mh_hours_next_open (const MhHours *hours,
                             gint64         ms);
/* @start plus @minutes, of which only those inside the hours count. */
gint64   mh_hours_deadline  (const MhHours *hours,
                             gint64         start,
                             int            minutes);
/* So many minutes, rounded up, that mh_hours_deadline() takes from @start to @end. 0 when @end is not later. */
int      mh_hours_between   (const MhHours *hours,
                             gint64         start,
                             gint64         end);
gboolean mh_hours_contain   (const MhHours *hours,
                             gint64         ms);

G_END_DECLS

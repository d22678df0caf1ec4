/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

/* Minutes of the day in which messages may leave and a reply deadline runs: 480 and 1200 for 8:00 to 20:00.
 * Outside them time is frozen. open < close. */
typedef struct {
  int open;
  int close;
} MhHours;

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

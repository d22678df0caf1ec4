/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-agenda.h"

G_BEGIN_DECLS

#define MH_MONTH_MOST_DAYS 31

/* A day of a month with all that it has in all programmes, added up. What was called off has no places. */
typedef struct {
  MhDate      date;
  const char *holiday;       /* (nullable) (unowned) */
  GPtrArray  *sessions;      /* (element-type MhSessionFill) (unowned) by first time */
  gboolean    is_closed;     /* it has sessions, and none of them takes bookings */
  int         n_places;
  int         n_booked;
  int         n_held;
  int         n_free;
  int         n_free_phone;
} MhMonthDay;

/* (element-type MhMonthDay) all days of the month that @date is in; they live no longer than @agenda. */
GPtrArray *mh_month_list        (const MhAgenda   *agenda,
                                 MhDate            date);
/* For a screen reader and as a tooltip: day, weekday, holiday and what there is, in one line. */
char      *mh_month_write_day   (const MhMonthDay *day);
/* The day's sessions, one a line, where it has more than one; else "". */
char      *mh_month_write_each  (const MhMonthDay *day);
/* What stands under the day: free places, or a word for none. */
char      *mh_month_write_short (const MhMonthDay *day);
/* "令和8年11月" */
char      *mh_month_write_name  (MhDate            date);
/* What the month has in all, in one line. */
char      *mh_month_write_sum   (GPtrArray        *days);
/* 月, 火 …; a holiday's own sign. */
const char *mh_month_get_sign   (const MhMonthDay *day);
/* The next day before or after @date that has sessions, however far; no date where there is none. */
MhDate     mh_month_step        (const MhAgenda   *agenda,
                                 MhDate            date,
                                 int               step);

G_END_DECLS

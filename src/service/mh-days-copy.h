/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* A day's pattern (slots, places, limits of items, times for booking early, note) on other days. */

/* One day that was asked for. */
typedef struct {
  MhDate  date;
  char   *closed;    /* (nullable) why the offices are closed: 日曜日, 文化の日 */
  gint64  existing;  /* a session of the programme at the venue that is there already and not called off; 0: none */
  gint64  session;   /* the new one; 0: none was made */
} MhDayCopy;

/* @again: also where the programme has the venue that day already. @dry_run: only looks. Returns: (element-type MhDayCopy) in the order
 * of the days, or %NULL */
GPtrArray *mh_days_copy (const MhDesk  *desk,
                         gint64         session,
                         const MhDate  *dates,
                         gsize          n_dates,
                         gboolean       again,
                         gboolean       dry_run,
                         GError       **error);

G_END_DECLS

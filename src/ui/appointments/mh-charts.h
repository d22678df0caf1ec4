/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking-figures.h"
#include "mh-stack-chart.h"

G_BEGIN_DECLS

/* What is looked at rather than read: how full the days are, by which way bookings came in, how long the waiting list was. Read at one moment on a
 * worker; each has all its numbers as lines, too. */
typedef enum {
  MH_CHART_FILL,
  MH_CHART_BOOKED,
  MH_CHART_WAITING,
  MH_N_CHARTS
} MhChartKind;

typedef struct {
  char *label;                               /* below the column */
  char *spoken;                              /* the same in full */
  guint values[MH_STACK_CHART_MOST_PARTS];
} MhChartColumn;

typedef struct {
  GPtrArray *columns[MH_N_CHARTS];           /* (element-type MhChartColumn) */
  GPtrArray *lines[MH_N_CHARTS];             /* (element-type utf8) the same in words, what the columns add up one by one */
} MhCharts;

/* A worker's function; @input: (type MhListFilter) with both days set. */
gpointer    mh_charts_read  (const MhDesk   *desk,
                             gpointer        input,
                             GError        **error);
void        mh_charts_free  (MhCharts       *charts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhCharts, mh_charts_free)

/* Puts one of them into @chart. */
void        mh_charts_show  (const MhCharts *charts,
                             MhChartKind     kind,
                             MhStackChart   *chart);
const char *mh_charts_title (MhChartKind     kind);

G_END_DECLS

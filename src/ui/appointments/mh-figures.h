/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-charts.h"
#include "mh-refill-figures.h"

G_BEGIN_DECLS

/* What the window about free places shows, read at one moment on a worker and put into words there. */

/* Places of a week, a month or a year, by the day of the slot. */
typedef struct {
  char *label;
  guint n_filled;
  guint n_open;    /* still on offer */
  guint n_places;
} MhFiguresBar;

typedef struct {
  gboolean   by_week;   /* else by month, or by year */
  guint      n_places;  /* that came free in the whole period */
  GPtrArray *bars;      /* (element-type MhFiguresBar) */
  GPtrArray *lines;     /* (element-type utf8) the figures */
  GPtrArray *record;    /* (element-type utf8) who was asked, and who was not */
  GPtrArray *no_way;    /* (element-type utf8) of these: passed over since they cannot be reached */
  MhCharts  *charts;    /* what is looked at of the same period */
} MhFigures;

/* A worker's function; @input: (type MhListFilter) with both days set. */
gpointer mh_figures_read (const MhDesk  *desk,
                          gpointer       input,
                          GError       **error);
void     mh_figures_free (MhFigures     *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhFigures, mh_figures_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MhBarChart:
 *
 * Columns with a limit each: a bar of one or two parts, and a line where the limit is. Whoever cannot see it hears all the numbers.
 */
#define MH_TYPE_BAR_CHART (mh_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (MhBarChart, mh_bar_chart, MH, BAR_CHART, GtkWidget)

GtkWidget *mh_bar_chart_new   (void);
/* Takes all columns away. @title: what the chart shows; @value, @more (nullable: there is no second part), @limit (nullable: there is no line): what
 * these are. */
void       mh_bar_chart_begin (MhBarChart *self,
                               const char *title,
                               const char *value,
                               const char *more,
                               const char *limit);
void       mh_bar_chart_add   (MhBarChart *self,
                               const char *label,
                               guint       value,
                               guint       more,
                               guint       limit);

G_END_DECLS

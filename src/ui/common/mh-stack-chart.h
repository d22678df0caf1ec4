/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-pattern.h"

G_BEGIN_DECLS

#define MH_STACK_CHART_MOST_PARTS 6

/**
 * MhStackChart:
 *
 * Columns of one to six parts on top of each other, each with its pattern, which a legend names, and a scale at the side. Whoever cannot see it hears
 * all the numbers.
 */
#define MH_TYPE_STACK_CHART (mh_stack_chart_get_type ())
G_DECLARE_FINAL_TYPE (MhStackChart, mh_stack_chart, MH, STACK_CHART, GtkWidget)

GtkWidget *mh_stack_chart_new      (void);
/* Begins anew: no parts, no columns. @title: what it shows. */
void       mh_stack_chart_begin    (MhStackChart *self,
                                    const char   *title);
/* From the bottom up, before the first column. */
void       mh_stack_chart_add_part (MhStackChart *self,
                                    const char   *name,
                                    MhPattern     pattern);
/* @values: as many as there are parts. @label: what stands below; @spoken: the same in full, for who hears it. */
void       mh_stack_chart_add      (MhStackChart *self,
                                    const char   *label,
                                    const char   *spoken,
                                    const guint  *values);

G_END_DECLS

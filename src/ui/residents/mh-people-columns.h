/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-people-query.h"

G_BEGIN_DECLS

/**
 * MhPeopleColumns:
 *
 * Which columns the list of residents has, in which order, and by which one it is sorted; remembered on this PC. The sorting itself is done
 * by whoever reads the people. A click on a heading sorts; screen readers hear of it in the heading's name.
 *
 * Signals: "sorted" when another order is wanted, "arranged" when other columns are shown.
 */
#define MH_TYPE_PEOPLE_COLUMNS (mh_people_columns_get_type ())
G_DECLARE_FINAL_TYPE (MhPeopleColumns, mh_people_columns, MH, PEOPLE_COLUMNS, GObject)

MhPeopleColumns *mh_people_columns_new       (GtkColumnView   *table);
void             mh_people_columns_get_sort  (MhPeopleColumns *self,
                                              MhResidentSort  *out_sort,
                                              gboolean        *out_descending);

/* For the panel: columns by number, in the order of the table. */
guint            mh_people_columns_get_n     (MhPeopleColumns *self);
const char      *mh_people_columns_get_title (MhPeopleColumns *self,
                                              guint            position);
gboolean         mh_people_columns_is_shown  (MhPeopleColumns *self,
                                              guint            position);
/* The name is always shown. */
gboolean         mh_people_columns_is_fixed  (MhPeopleColumns *self,
                                              guint            position);
gboolean         mh_people_columns_can_sort  (MhPeopleColumns *self,
                                              guint            position);
void             mh_people_columns_show      (MhPeopleColumns *self,
                                              guint            position,
                                              gboolean         shown);
/* Changes places with the next one. */
void             mh_people_columns_swap      (MhPeopleColumns *self,
                                              guint            position);
void             mh_people_columns_reset     (MhPeopleColumns *self);
/* -1: not sorted by a column. */
int              mh_people_columns_get_sorted (MhPeopleColumns *self);
gboolean         mh_people_columns_is_descending (MhPeopleColumns *self);
void             mh_people_columns_sort      (MhPeopleColumns *self,
                                              int              position,
                                              gboolean         descending);

G_END_DECLS

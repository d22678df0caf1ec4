/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-people-query.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPeopleFilters:
 *
 * The filters of the list of residents that are set, a button each that takes it away; seen only while there are any. They are set on a panel
 * of their own, which opens from a button.
 *
 * Signal "changed": other filters are set.
 */
#define MH_TYPE_PEOPLE_FILTERS (mh_people_filters_get_type ())
G_DECLARE_FINAL_TYPE (MhPeopleFilters, mh_people_filters, MH, PEOPLE_FILTERS, GtkWidget)

/* The panel becomes the popover of @button. */
void     mh_people_filters_begin (MhPeopleFilters     *self,
                                  MhUiContext         *context,
                                  GtkMenuButton       *button);
/* Puts them into @query, whose text and order stay. */
void     mh_people_filters_apply (MhPeopleFilters     *self,
                                  MhPeopleQuery       *query);
/* Returns: whether there were any */
gboolean mh_people_filters_clear (MhPeopleFilters     *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-people-columns.h"

G_BEGIN_DECLS

/**
 * MhPeopleColumnsPanel:
 *
 * Where the columns of the list, their order and the order of the list are chosen by keyboard.
 */
#define MH_TYPE_PEOPLE_COLUMNS_PANEL (mh_people_columns_panel_get_type ())
G_DECLARE_FINAL_TYPE (MhPeopleColumnsPanel, mh_people_columns_panel, MH, PEOPLE_COLUMNS_PANEL, GtkBox)

GtkWidget *mh_people_columns_panel_new (MhPeopleColumns *columns);

G_END_DECLS

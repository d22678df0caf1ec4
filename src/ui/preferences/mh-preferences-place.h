/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-place.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* 設定: the town, what it sends by, copies of its data. */
#define MH_TYPE_PREFERENCES_PLACE (mh_preferences_place_get_type ())
G_DECLARE_FINAL_TYPE (MhPreferencesPlace, mh_preferences_place, MH, PREFERENCES_PLACE, GtkWidget)

GtkWidget *mh_preferences_place_new (MhUiContext *context);

G_END_DECLS

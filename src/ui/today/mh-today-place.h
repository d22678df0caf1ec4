/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-place.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhTodayPlace:
 *
 * The place 「今日」: the days at hand with how full they are, and what needs the nurse now, each one act away from where it is done.
 */
#define MH_TYPE_TODAY_PLACE (mh_today_place_get_type ())
G_DECLARE_FINAL_TYPE (MhTodayPlace, mh_today_place, MH, TODAY_PLACE, GtkWidget)

GtkWidget *mh_today_place_new (MhUiContext *context);

G_END_DECLS

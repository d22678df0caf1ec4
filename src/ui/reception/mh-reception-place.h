/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-place.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhReceptionPlace:
 *
 * The place 「受付」: who comes to a day, found by a scan or by name, and what became of each.
 */
#define MH_TYPE_RECEPTION_PLACE (mh_reception_place_get_type ())
G_DECLARE_FINAL_TYPE (MhReceptionPlace, mh_reception_place, MH, RECEPTION_PLACE, GtkWidget)

GtkWidget *mh_reception_place_new (MhUiContext *context);

G_END_DECLS

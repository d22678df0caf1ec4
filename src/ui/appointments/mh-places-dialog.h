/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-day.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPlacesDialog:
 *
 * How many places each slot of a day has, keeps for the telephone and blocks; who gets another place number is named before.
 */
#define MH_TYPE_PLACES_DIALOG (mh_places_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MhPlacesDialog, mh_places_dialog, MH, PLACES_DIALOG, AdwWindow)

/* @day: not kept */
void mh_places_dialog_open (GtkWidget    *parent,
                            MhUiContext  *context,
                            const MhDay  *day);

G_END_DECLS

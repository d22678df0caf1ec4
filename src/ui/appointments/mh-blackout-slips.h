/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-blackout.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBlackoutSlips:
 *
 * The newest blackout pack that is not settled: a slip is entered, those that do not fit are decided, the numbers that are missing are told.
 */
#define MH_TYPE_BLACKOUT_SLIPS (mh_blackout_slips_get_type ())
G_DECLARE_FINAL_TYPE (MhBlackoutSlips, mh_blackout_slips, MH, BLACKOUT_SLIPS, AdwBin)

GtkWidget *mh_blackout_slips_new (MhUiContext *context);

G_END_DECLS

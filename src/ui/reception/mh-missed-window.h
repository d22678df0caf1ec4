/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhMissedWindow:
 *
 * Who did not get what he came for on a day and has no other booking meanwhile: to be called, and to be offered a place again.
 */
#define MH_TYPE_MISSED_WINDOW (mh_missed_window_get_type ())
G_DECLARE_FINAL_TYPE (MhMissedWindow, mh_missed_window, MH, MISSED_WINDOW, AdwWindow)

void mh_missed_window_open (GtkWidget   *parent,
                            MhUiContext *context,
                            gint64       session);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhLooseWindow:
 *
 * Bookings of further doses whose dose before was not had, with the two things to do about each: another time, or none. It stays open until it
 * is closed, and follows what is done.
 */
#define MH_TYPE_LOOSE_WINDOW (mh_loose_window_get_type ())
G_DECLARE_FINAL_TYPE (MhLooseWindow, mh_loose_window, MH, LOOSE_WINDOW, AdwWindow)

void mh_loose_window_open (GtkWidget   *parent,
                           MhUiContext *context);

G_END_DECLS

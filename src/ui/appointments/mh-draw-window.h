/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-day.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhDrawWindow:
 *
 * A lottery among those who wait for a programme: for what, who takes part; then what was drawn, with the seed from which anybody can draw again.
 */
#define MH_TYPE_DRAW_WINDOW (mh_draw_window_get_type ())
G_DECLARE_FINAL_TYPE (MhDrawWindow, mh_draw_window, MH, DRAW_WINDOW, AdwWindow)

/* @day: its programme is drawn about; not kept */
void mh_draw_window_open (GtkWidget   *parent,
                          MhUiContext *context,
                          const MhDay *day);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBoxWindow:
 *
 * Two computers: what this one is, the pairing, and then either what waits for a box and what came back, or the boxes that are sent here.
 */
#define MH_TYPE_BOX_WINDOW (mh_box_window_get_type ())
G_DECLARE_FINAL_TYPE (MhBoxWindow, mh_box_window, MH, BOX_WINDOW, AdwWindow)

GtkWidget *mh_box_window_new (GtkWidget   *parent,
                              MhUiContext *context);

G_END_DECLS

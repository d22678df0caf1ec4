/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhGuideWindow:
 *
 * 練習: says step by step what to try in the practice town and ticks off what was done. It stays open beside the window.
 */
#define MH_TYPE_GUIDE_WINDOW (mh_guide_window_get_type ())
G_DECLARE_FINAL_TYPE (MhGuideWindow, mh_guide_window, MH, GUIDE_WINDOW, AdwWindow)

GtkWidget *mh_guide_window_new (GtkWidget   *parent,
                                MhUiContext *context);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-day.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhFiguresWindow:
 *
 * What came of places that came free in a period: a chart, the figures in words, and the record of who was asked when and who was passed
 * over why, to be printed or saved.
 */
#define MH_TYPE_FIGURES_WINDOW (mh_figures_window_get_type ())
G_DECLARE_FINAL_TYPE (MhFiguresWindow, mh_figures_window, MH, FIGURES_WINDOW, AdwWindow)

/* @day: whose programme the figures are of; not kept */
void mh_figures_window_open (GtkWidget    *parent,
                             MhUiContext  *context,
                             const MhDay  *day,
                                const char  *page);

G_END_DECLS

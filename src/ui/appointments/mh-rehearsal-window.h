/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhRehearsalWindow:
 *
 * 「開始前リハーサル」: what is assumed on the left; what would come of it on the right, in sentences and charts.
 */
#define MH_TYPE_REHEARSAL_WINDOW (mh_rehearsal_window_get_type ())
G_DECLARE_FINAL_TYPE (MhRehearsalWindow, mh_rehearsal_window, MH, REHEARSAL_WINDOW, AdwWindow)

GtkWidget *mh_rehearsal_window_new (GtkWidget   *parent,
                                    MhUiContext *context);

G_END_DECLS

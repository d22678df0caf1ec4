/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-day.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhEarlyWindow:
 *
 * Who may book a day from when (先行予約): what holds now, to be taken away one by one, and a form for one more.
 */
#define MH_TYPE_EARLY_WINDOW (mh_early_window_get_type ())
G_DECLARE_FINAL_TYPE (MhEarlyWindow, mh_early_window, MH, EARLY_WINDOW, AdwWindow)

/* @day: not kept */
void mh_early_window_open (GtkWidget    *parent,
                           MhUiContext  *context,
                           const MhDay  *day);

G_END_DECLS

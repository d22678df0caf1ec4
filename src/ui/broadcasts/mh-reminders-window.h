/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhRemindersWindow:
 *
 * The rules by which the clock reminds those who are booked, and what will be sent next by them.
 */
#define MH_TYPE_REMINDERS_WINDOW (mh_reminders_window_get_type ())
G_DECLARE_FINAL_TYPE (MhRemindersWindow, mh_reminders_window, MH, REMINDERS_WINDOW, AdwWindow)

/* Shows itself. */
void mh_reminders_window_open (GtkWidget   *parent,
                               MhUiContext *context);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhNumbersWindow:
 *
 * Telephone numbers of a list that belong to nobody in the register, as they stand with a draft. They get the message only when their number is typed
 * as well before it leaves.
 */
#define MH_TYPE_NUMBERS_WINDOW (mh_numbers_window_get_type ())
G_DECLARE_FINAL_TYPE (MhNumbersWindow, mh_numbers_window, MH, NUMBERS_WINDOW, AdwWindow)

void mh_numbers_window_open (GtkWidget   *parent,
                             MhUiContext *context,
                             gint64       draft);

G_END_DECLS

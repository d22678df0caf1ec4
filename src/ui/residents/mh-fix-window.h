/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhFixWindow:
 *
 * 「直す電話番号」: the numbers that cannot be used as they were written, each to be put right or struck out.
 */
#define MH_TYPE_FIX_WINDOW (mh_fix_window_get_type ())
G_DECLARE_FINAL_TYPE (MhFixWindow, mh_fix_window, MH, FIX_WINDOW, AdwWindow)

/* Presents it. */
void mh_fix_window_open (GtkWidget   *parent,
                         MhUiContext *context);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhByHandWindow:
 *
 * 「電話・手渡し」: whom no channel reached, the papers to tell them by, and what came of the calls: a field that always takes a reader's number, then a
 * button or a key for the outcome.
 */
#define MH_TYPE_BY_HAND_WINDOW (mh_by_hand_window_get_type ())
G_DECLARE_FINAL_TYPE (MhByHandWindow, mh_by_hand_window, MH, BY_HAND_WINDOW, AdwWindow)

void mh_by_hand_window_open (GtkWidget    *parent,
                             MhUiContext  *context,
                             gint64        broadcast);

G_END_DECLS

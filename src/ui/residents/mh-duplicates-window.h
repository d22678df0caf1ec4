/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhDuplicatesWindow:
 *
 * 「同じ人かもしれない組」: pairs of entries that may be one person, some at a time; each is compared and put together, or said to be two people.
 */
#define MH_TYPE_DUPLICATES_WINDOW (mh_duplicates_window_get_type ())
G_DECLARE_FINAL_TYPE (MhDuplicatesWindow, mh_duplicates_window, MH, DUPLICATES_WINDOW, AdwWindow)

GtkWidget *mh_duplicates_window_new (GtkWidget   *parent,
                                     MhUiContext *context);

G_END_DECLS

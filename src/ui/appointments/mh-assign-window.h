/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-day.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhAssignWindow:
 *
 * Everybody for whom a programme is meant gets a time: on which days, in which order; how many each slot gets and who is left over, by name,
 * before it is done.
 */
#define MH_TYPE_ASSIGN_WINDOW (mh_assign_window_get_type ())
G_DECLARE_FINAL_TYPE (MhAssignWindow, mh_assign_window, MH, ASSIGN_WINDOW, AdwWindow)

/* @day: ticked at first, and its programme; not kept */
void mh_assign_window_open (GtkWidget   *parent,
                            MhUiContext *context,
                            const MhDay *day);

G_END_DECLS

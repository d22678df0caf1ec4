/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-day.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhCallOffDialog:
 *
 * A day is called off: where to people are moved, what becomes of whom, by name, before it is done.
 */
#define MH_TYPE_CALL_OFF_DIALOG (mh_call_off_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MhCallOffDialog, mh_call_off_dialog, MH, CALL_OFF_DIALOG, AdwWindow)

/* @day: not kept */
void mh_call_off_dialog_open (GtkWidget    *parent,
                              MhUiContext  *context,
                              const MhDay  *day);

G_END_DECLS

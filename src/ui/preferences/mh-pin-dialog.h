/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPinDialog:
 *
 * Sets, changes or takes away the PIN of one who sits at the PC.
 *
 * Signal "changed": it did.
 */
#define MH_TYPE_PIN_DIALOG (mh_pin_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MhPinDialog, mh_pin_dialog, MH, PIN_DIALOG, AdwWindow)

GtkWidget *mh_pin_dialog_new (GtkWidget   *parent,
                              MhUiContext *context,
                              gint64       id,
                              gboolean     has_pin);

G_END_DECLS

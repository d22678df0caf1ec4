/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhGuardianWindow:
 *
 * Asks who answers for a person: somebody of the list, or a name alone.
 *
 * Signal "added".
 */
#define MH_TYPE_GUARDIAN_WINDOW (mh_guardian_window_get_type ())
G_DECLARE_FINAL_TYPE (MhGuardianWindow, mh_guardian_window, MH, GUARDIAN_WINDOW, AdwWindow)

GtkWidget *mh_guardian_window_new      (GtkWidget   *parent,
                                        MhUiContext *context,
                                        gint64       resident);

G_END_DECLS

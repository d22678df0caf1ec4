/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

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

GType      mh_guardian_window_get_type (void);
GtkWidget *mh_guardian_window_new      (GtkWidget   *parent,
                                        MhUiContext *context,
                                        gint64       resident);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhTemplatesWindow:
 *
 * The words that are kept for broadcasts: written, looked at as somebody reads them, saved and removed.
 */
#define MH_TYPE_TEMPLATES_WINDOW (mh_templates_window_get_type ())
G_DECLARE_FINAL_TYPE (MhTemplatesWindow, mh_templates_window, MH, TEMPLATES_WINDOW, AdwWindow)

/* Shows itself, with @template chosen; 0: the first. */
void mh_templates_window_open (GtkWidget   *parent,
                               MhUiContext *context,
                               gint64       template);

G_END_DECLS

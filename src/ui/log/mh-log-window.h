/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhLogWindow:
 *
 * 「記録」: who looked at, printed, sent, changed what; read page by page.
 */
#define MH_TYPE_LOG_WINDOW (mh_log_window_get_type ())
G_DECLARE_FINAL_TYPE (MhLogWindow, mh_log_window, MH, LOG_WINDOW, AdwWindow)

/* @resident: only what is about one person, or 0 */
GtkWidget *mh_log_window_new (GtkWidget   *parent,
                              MhUiContext *context,
                              gint64       resident);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhChecksWindow:
 *
 * 要確認: messages of which only a person can find out whether they arrived, settled by marking them and saying so, as many at once as wanted.
 */
#define MH_TYPE_CHECKS_WINDOW (mh_checks_window_get_type ())
G_DECLARE_FINAL_TYPE (MhChecksWindow, mh_checks_window, MH, CHECKS_WINDOW, AdwWindow)

/* @broadcast: only those of a broadcast, 0: all there are */
void mh_checks_window_open (GtkWidget   *parent,
                            MhUiContext *context,
                            gint64       broadcast);

G_END_DECLS

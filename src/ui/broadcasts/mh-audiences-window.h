/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-audience-rule.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhAudiencesWindow:
 *
 * The saved audiences: what each means in words, whom it reaches at this moment, and a way to remove it.
 *
 * Signal "chosen" (gint64 audience, pointer MhAudienceRule): it is to be used; the window is about to close.
 */
#define MH_TYPE_AUDIENCES_WINDOW (mh_audiences_window_get_type ())
G_DECLARE_FINAL_TYPE (MhAudiencesWindow, mh_audiences_window, MH, AUDIENCES_WINDOW, AdwWindow)

/* Shows itself, with @audience chosen; 0: the first. */
MhAudiencesWindow *mh_audiences_window_open (GtkWidget   *parent,
                                             MhUiContext *context,
                                             gint64       audience);

G_END_DECLS

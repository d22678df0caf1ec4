/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBlackoutWindow:
 *
 * 「停電にそなえる」: a pack is made on the left; on the right the slips of the newest one that is not settled are entered.
 */
#define MH_TYPE_BLACKOUT_WINDOW (mh_blackout_window_get_type ())
G_DECLARE_FINAL_TYPE (MhBlackoutWindow, mh_blackout_window, MH, BLACKOUT_WINDOW, AdwWindow)

GtkWidget *mh_blackout_window_new        (GtkWidget        *parent,
                                          MhUiContext      *context);
/* Where both files go; the button works from then on. */
void       mh_blackout_window_set_folder (MhBlackoutWindow *self,
                                          const char       *folder);

G_END_DECLS

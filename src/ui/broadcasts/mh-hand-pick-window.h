/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-audience-rule.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhHandPickWindow:
 *
 * The people of an audience that somebody named: added beside the conditions, left out in spite of them, or a list that is all there is.
 *
 * Signal "picked" (pointer MhAudienceRule): the rule with these people; the window is about to close.
 */
#define MH_TYPE_HAND_PICK_WINDOW (mh_hand_pick_window_get_type ())
G_DECLARE_FINAL_TYPE (MhHandPickWindow, mh_hand_pick_window, MH, HAND_PICK_WINDOW, AdwWindow)

/* Shows itself. */
MhHandPickWindow *mh_hand_pick_window_open (GtkWidget            *parent,
                                            MhUiContext          *context,
                                            const MhAudienceRule *rule);

G_END_DECLS

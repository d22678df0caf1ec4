/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-programme-effect.h"

G_BEGIN_DECLS

/**
 * MhEffectWindow:
 *
 * Whom a change of rules affects, by age and by name, before it is saved.
 *
 * Signal "confirmed": it shall be saved all the same.
 */
#define MH_TYPE_EFFECT_WINDOW (mh_effect_window_get_type ())
G_DECLARE_FINAL_TYPE (MhEffectWindow, mh_effect_window, MH, EFFECT_WINDOW, AdwWindow)

MhEffectWindow *mh_effect_window_open (GtkWidget      *parent,
                                       const MhEffect *effect);

G_END_DECLS

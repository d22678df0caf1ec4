/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MH_TYPE_TOASTS (mh_toasts_get_type ())
G_DECLARE_FINAL_TYPE (MhToasts, mh_toasts, MH, TOASTS, GObject)

MhToasts *mh_toasts_new  (AdwToastOverlay *overlay);
void      mh_toasts_show (MhToasts        *self,
                          const char      *text,
                          gint64           act_to_undo);

G_END_DECLS

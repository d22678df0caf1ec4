/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/* Adds somebody who is not in the resident list: a newborn, a guest, a walk-in. */
#define MH_TYPE_ADD_PERSON_WINDOW (mh_add_person_window_get_type ())
G_DECLARE_FINAL_TYPE (MhAddPersonWindow, mh_add_person_window, MH, ADD_PERSON_WINDOW, AdwWindow)

void mh_add_person_window_present (GtkWidget   *parent,
                                   MhUiContext *context);

G_END_DECLS

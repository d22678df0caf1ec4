/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhAddContactWindow:
 *
 * Takes a mobile phone, telephone or LINE account during a call.
 *
 * Signal "added".
 */
#define MH_TYPE_ADD_CONTACT_WINDOW (mh_add_contact_window_get_type ())
G_DECLARE_FINAL_TYPE (MhAddContactWindow, mh_add_contact_window, MH, ADD_CONTACT_WINDOW, AdwWindow)

MhAddContactWindow *mh_add_contact_window_new (GtkWidget   *parent,
                                               MhUiContext *context,
                                               gint64       resident);

G_END_DECLS

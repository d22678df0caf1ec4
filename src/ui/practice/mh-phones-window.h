/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPhonesWindow:
 *
 * 相手の画面: the residents' telephones in the practice town, with what they got and what they may answer. It stays open beside the window and
 * follows what happens there.
 */
#define MH_TYPE_PHONES_WINDOW (mh_phones_window_get_type ())
G_DECLARE_FINAL_TYPE (MhPhonesWindow, mh_phones_window, MH, PHONES_WINDOW, AdwWindow)

GtkWidget *mh_phones_window_new (GtkWidget   *parent,
                                 MhUiContext *context);

G_END_DECLS

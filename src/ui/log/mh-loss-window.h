/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhLossWindow:
 *
 * 「なくした紙・ファイルの報告」: choose what was lost, see who stood on it, and print or save that.
 */
#define MH_TYPE_LOSS_WINDOW (mh_loss_window_get_type ())
G_DECLARE_FINAL_TYPE (MhLossWindow, mh_loss_window, MH, LOSS_WINDOW, AdwWindow)

GtkWidget *mh_loss_window_new (GtkWidget   *parent,
                               MhUiContext *context);

G_END_DECLS

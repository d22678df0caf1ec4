/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhRetentionWindow:
 *
 * 「保存年限と廃棄」: how long what is kept, the yearly list of what is over, deletion for good, certificates.
 */
#define MH_TYPE_RETENTION_WINDOW (mh_retention_window_get_type ())
G_DECLARE_FINAL_TYPE (MhRetentionWindow, mh_retention_window, MH, RETENTION_WINDOW, AdwWindow)

GtkWidget *mh_retention_window_new (GtkWidget   *parent,
                                    MhUiContext *context);

G_END_DECLS

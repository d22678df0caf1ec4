/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhSmsFileWindow:
 *
 * The messages of a broadcast as a file for an SMS service that takes files: which columns, for what kind of system, and what was written.
 */
#define MH_TYPE_SMS_FILE_WINDOW (mh_sms_file_window_get_type ())
G_DECLARE_FINAL_TYPE (MhSmsFileWindow, mh_sms_file_window, MH, SMS_FILE_WINDOW, AdwWindow)

/* Shows itself. */
void mh_sms_file_window_open (GtkWidget   *parent,
                              MhUiContext *context,
                              gint64       broadcast);

G_END_DECLS

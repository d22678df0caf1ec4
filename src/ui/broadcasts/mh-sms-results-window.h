/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhSmsResultsWindow:
 *
 * A file in which an SMS service tells what became of the messages: which column says what, and what came of reading it.
 */
#define MH_TYPE_SMS_RESULTS_WINDOW (mh_sms_results_window_get_type ())
G_DECLARE_FINAL_TYPE (MhSmsResultsWindow, mh_sms_results_window, MH, SMS_RESULTS_WINDOW, AdwWindow)

/* Shows itself. */
void mh_sms_results_window_open (GtkWidget   *parent,
                                 MhUiContext *context,
                                 const char  *path);

G_END_DECLS

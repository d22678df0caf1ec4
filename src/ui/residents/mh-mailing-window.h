/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-mailing-table.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhMailingWindow:
 *
 * Asks to whom and where letters of one purpose go.
 *
 * Signal "saved".
 */
#define MH_TYPE_MAILING_WINDOW (mh_mailing_window_get_type ())
G_DECLARE_FINAL_TYPE (MhMailingWindow, mh_mailing_window, MH, MAILING_WINDOW, AdwWindow)

/* @before: (nullable) what is changed; copied */
GtkWidget *mh_mailing_window_new      (GtkWidget              *parent,
                                       MhUiContext            *context,
                                       gint64                  resident,
                                       const MhMailingAddress *before);

G_END_DECLS

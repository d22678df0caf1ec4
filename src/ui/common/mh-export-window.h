/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-export.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhExportWindow:
 *
 * Asks what of a list goes into a file, in which columns and in which form, shows the first lines and whom characters are missing for, and
 * saves it. The list is read anew when it is saved.
 */
#define MH_TYPE_EXPORT_WINDOW (mh_export_window_get_type ())
G_DECLARE_FINAL_TYPE (MhExportWindow, mh_export_window, MH, EXPORT_WINDOW, AdwWindow)

/* @lists: which may be chosen, the first to begin with. @request: what of them; its list, columns and forms do not matter. Copied. */
MhExportWindow *mh_export_window_present (GtkWidget             *parent,
                                          MhUiContext           *context,
                                          const MhExportList    *lists,
                                          gsize                  n_lists,
                                          const MhExportRequest *request);

G_END_DECLS

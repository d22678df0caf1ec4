/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhImportWindow:
 *
 * Leads through the import of the resident list: the file and its columns, what has to be asked, what would change, the change itself.
 * Nothing is written before the last step, and that can be taken back.
 */
#define MH_TYPE_IMPORT_WINDOW (mh_import_window_get_type ())
G_DECLARE_FINAL_TYPE (MhImportWindow, mh_import_window, MH, IMPORT_WINDOW, AdwWindow)

/* Asks for a file first. */
void            mh_import_window_present (GtkWidget      *parent,
                                          MhUiContext    *context);
/* With a file that was dropped onto @parent, or chosen elsewhere. */
void            mh_import_window_present_file (GtkWidget *parent,
                                          MhUiContext    *context,
                                          const char     *path);
/* A drop of a file onto @widget begins an import of it. */
void            mh_import_window_take_drops (GtkWidget   *widget,
                                          MhUiContext    *context);
/* Without a file yet. */
MhImportWindow *mh_import_window_new     (GtkWidget      *parent,
                                          MhUiContext    *context);
void            mh_import_window_load    (MhImportWindow *self,
                                          const char     *path);

G_END_DECLS

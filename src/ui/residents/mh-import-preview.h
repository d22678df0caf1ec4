/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-import-steps.h"

G_BEGIN_DECLS

/**
 * MhImportPreview:
 *
 * The first rows of a file with a choice above each column of what it holds. The number beside a row makes it the header.
 */
#define MH_TYPE_IMPORT_PREVIEW (mh_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (MhImportPreview, mh_import_preview, MH, IMPORT_PREVIEW, GtkWidget)

/* Signals: "changed": a column was set to something else; "header-chosen" (row, -1 for none): the file is to be read again below that row.
 * (nullable) @file: nothing to show */
void mh_import_preview_set_file (MhImportPreview *self,
                                 MhImportFile    *file);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MhImportTiles:
 *
 * A row of figures, each with what it counts; one is chosen.
 *
 * Signal "chosen" (id): another tile was chosen.
 */
#define MH_TYPE_IMPORT_TILES (mh_import_tiles_get_type ())
G_DECLARE_FINAL_TYPE (MhImportTiles, mh_import_tiles, MH, IMPORT_TILES, GtkWidget)

GtkWidget *mh_import_tiles_new    (void);
void       mh_import_tiles_clear  (MhImportTiles *self);
/* @calls: whether somebody should look at it. */
void       mh_import_tiles_add    (MhImportTiles *self,
                                   guint          id,
                                   const char    *title,
                                   guint          count,
                                   gboolean       calls);
void       mh_import_tiles_choose (MhImportTiles *self,
                                   guint          id);

G_END_DECLS

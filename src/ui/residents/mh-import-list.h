/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MhImportPlaceholder:
 *
 * One line of an #MhImportList: its number among all lines, also while only some are shown.
 */
#define MH_TYPE_IMPORT_ENTRY (mh_import_entry_get_type ())
G_DECLARE_FINAL_TYPE (MhImportEntry, mh_import_entry, MH, IMPORT_ENTRY, GObject)

guint         mh_import_entry_get_index (MhImportEntry      *self);

/**
 * MhImportList:
 *
 * A list model over things that lie somewhere else, of which only those that fit a search are shown. Nothing is made before somebody looks
 * at it, so that a hundred thousand lines cost nothing.
 */
#define MH_TYPE_IMPORT_LIST (mh_import_list_get_type ())
G_DECLARE_FINAL_TYPE (MhImportList, mh_import_list, MH, IMPORT_LIST, GObject)

/* Whether the @index-th thing fits @needle, which is folded by mh_text_fold() and never empty. */
typedef gboolean (*MhImportListMatch)   (guint               index,
                                         const char         *needle,
                                         gpointer            user_data);

/* @match (nullable): without it a search finds everything. */
MhImportList *mh_import_list_new        (MhImportListMatch   match,
                                         gpointer            user_data);
void          mh_import_list_set_size   (MhImportList       *self,
                                         guint               n);
void          mh_import_list_search     (MhImportList       *self,
                                         const char         *text);
/* How many there are, shown or not. */
guint         mh_import_list_get_size   (MhImportList       *self);
/* The lines at @position look other than before. */
void          mh_import_list_touch_all  (MhImportList       *self);

G_END_DECLS

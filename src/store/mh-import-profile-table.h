/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* What was chosen for one shape of file; the settings are a JSON object that service/mh-import-profile.h reads. */
typedef struct {
  gint64 id;
  char  *name;
  char  *settings;
  gint64 used_at;   /* ms */
} MhImportProfileRow;

void       mh_import_profile_row_free       (MhImportProfileRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportProfileRow, mh_import_profile_row_free)

/* (element-type MhImportProfileRow) the one used last first */
GPtrArray *mh_import_profile_table_list     (MhDb               *db,
                                             GError            **error);
/* Writes over the one of the same name. Inside an act. Returns: its id, or 0 */
gint64     mh_import_profile_table_put      (MhDb               *db,
                                             const char         *name,
                                             const char         *settings,
                                             gint64              used_at,
                                             GError            **error);
/* MH_ERROR_CONFLICT when the name is another's, MH_ERROR_NOT_FOUND. Inside an act. */
gboolean   mh_import_profile_table_rename   (MhDb               *db,
                                             gint64              id,
                                             const char         *name,
                                             GError            **error);
gboolean   mh_import_profile_table_delete   (MhDb               *db,
                                             gint64              id,
                                             GError            **error);

G_END_DECLS

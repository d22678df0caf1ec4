/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* How a roster is printed, under a name that the nurse gave. */
typedef struct {
  gint64  id;
  char   *name;
  char   *settings;  /* JSON object */
} MhRosterSaved;

void           mh_roster_saved_free          (MhRosterSaved  *saved);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRosterSaved, mh_roster_saved_free)

/* Inside an act: a new one, or the one of that name with other settings. Returns: its id, or 0 */
gint64         mh_roster_layout_table_save   (MhDb           *db,
                                              const char     *name,
                                              const char     *settings,
                                              GError        **error);
/* Inside an act. MH_ERROR_CONFLICT when another one has the name. */
gboolean       mh_roster_layout_table_rename (MhDb           *db,
                                              gint64          id,
                                              const char     *name,
                                              GError        **error);
gboolean       mh_roster_layout_table_delete (MhDb           *db,
                                              gint64          id,
                                              GError        **error);
/* MH_ERROR_NOT_FOUND */
MhRosterSaved *mh_roster_layout_table_find   (MhDb           *db,
                                              const char     *name,
                                              GError        **error);
/* (element-type MhRosterSaved) by name */
GPtrArray     *mh_roster_layout_table_list   (MhDb           *db,
                                              GError        **error);

G_END_DECLS

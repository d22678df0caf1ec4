/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* That something was deleted for good; never changed and never deleted itself. */
typedef struct {
  gint64  id;
  gint64  at;
  char   *operator_name;
  char   *reason;
  char   *certificate;  /* JSON object: kinds, counts, register numbers; no names */
} MhDeletionRow;

void           mh_deletion_row_free     (MhDeletionRow  *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhDeletionRow, mh_deletion_row_free)

gint64         mh_deletion_table_insert (MhDb           *db,
                                         gint64          at,
                                         const char     *operator_name,
                                         const char     *reason,
                                         const char     *certificate,
                                         GError        **error);
MhDeletionRow *mh_deletion_table_get    (MhDb           *db,
                                         gint64          id,
                                         GError        **error);
/* Newest first. (element-type MhDeletionRow) */
GPtrArray     *mh_deletion_table_list   (MhDb           *db,
                                         GError        **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Somebody who may sit at the PC. */
typedef struct {
  gint64   id;
  char    *name;
  char    *pin_hash;  /* (nullable): no PIN */
  gboolean active;
  int      failures;  /* wrong PINs since the last right one */
  gint64   tried_at;  /* ms: the last of them */
} MhOperatorRow;

void           mh_operator_row_free        (MhOperatorRow  *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhOperatorRow, mh_operator_row_free)

/* (element-type MhOperatorRow) by name */
GPtrArray     *mh_operator_table_list      (MhDb           *db,
                                            GError        **error);
MhOperatorRow *mh_operator_table_get       (MhDb           *db,
                                            gint64          id,
                                            GError        **error);
gint64         mh_operator_table_insert    (MhDb           *db,
                                            const char     *name,
                                            GError        **error);
gboolean       mh_operator_table_rename    (MhDb           *db,
                                            gint64          id,
                                            const char     *name,
                                            GError        **error);
gboolean       mh_operator_table_set_active (MhDb          *db,
                                             gint64         id,
                                             gboolean       active,
                                             GError       **error);
/* @pin_hash: (nullable): %NULL takes the PIN away */
gboolean       mh_operator_table_set_pin   (MhDb           *db,
                                            gint64          id,
                                            const char     *pin_hash,
                                            GError        **error);
/* Belongs to no act: a wrong PIN counts whatever happens afterwards. */
gboolean       mh_operator_table_set_tries (MhDb           *db,
                                            gint64          id,
                                            int             failures,
                                            gint64          at,
                                            GError        **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* An act as it is written down. */
typedef struct {
  gint64   id;
  gint64   at;
  char    *operator_name;
  char    *kind;
  gint64   undoes;     /* 0: it takes nothing back */
  gint64   undone_by;  /* 0: it stands */
  gboolean undoable;   /* by its kind, and none of its messages has left; whether its rows were changed since shows when it is tried */
} MhActRow;

void       mh_act_row_free   (MhActRow  *row);
/* Newest first. (element-type MhActRow) @limit 0: all */
GPtrArray *mh_act_table_list (MhDb      *db,
                              int        limit,
                              GError   **error);

G_END_DECLS

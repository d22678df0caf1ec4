/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* On the computer that sends: a box of messages that the other computer wrote. */
typedef struct {
  gint64  id;
  char   *ref;
  char   *name;     /* of the file, without its folder */
  char   *sha256;   /* of its bytes, hex */
  gint64  made_at;  /* ms, by the other computer's clock */
  gint64  read_at;
  char   *read_by;
  guint   n_rows;
  gint64  back_at;  /* when results were last written, 0 = never */
} MhReceivedBox;

/* One of its messages as it stands here. */
typedef struct {
  gint64  box;
  int     position;    /* from 1 */
  char   *ref;
  gint64  delivery;
  char   *state;       /* of the delivery */
  char   *reason;      /* (nullable) */
  gint64  state_at;
} MhReceivedRow;

void           mh_received_box_free          (MhReceivedBox        *box);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhReceivedBox, mh_received_box_free)
void           mh_received_row_free          (MhReceivedRow        *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhReceivedRow, mh_received_row_free)

gint64         mh_received_table_insert      (MhDb                 *db,
                                              const MhReceivedBox  *box,
                                              GError              **error);
gboolean       mh_received_table_add_row     (MhDb                 *db,
                                              gint64                box,
                                              int                   position,
                                              const char           *ref,
                                              gint64                delivery,
                                              GError              **error);
MhReceivedBox *mh_received_table_get         (MhDb                 *db,
                                              gint64                id,
                                              GError              **error);
/* %NULL without @error where none was read. */
MhReceivedBox *mh_received_table_find        (MhDb                 *db,
                                              const char           *ref,
                                              GError              **error);
/* (element-type MhReceivedBox), newest first; @limit 0: all. */
GPtrArray     *mh_received_table_list        (MhDb                 *db,
                                              int                   limit,
                                              GError              **error);
/* (element-type MhReceivedRow), in their order. */
GPtrArray     *mh_received_table_list_rows   (MhDb                 *db,
                                              gint64                box,
                                              GError              **error);
/* Of which box @delivery is; %NULL without @error where of none. */
MhReceivedRow *mh_received_table_find_row    (MhDb                 *db,
                                              gint64                delivery,
                                              GError              **error);
gboolean       mh_received_table_set_back    (MhDb                 *db,
                                              gint64                box,
                                              gint64                at,
                                              GError              **error);

G_END_DECLS

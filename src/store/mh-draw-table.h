/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64  id;
  gint64  programme;
  gint64  session;        /* whose places were given; 0: only the order was drawn */
  char   *seed;           /* hexadecimal */
  gint64  drawn_at;       /* ms */
  char   *operator_name;
} MhDraw;

typedef struct {
  int     rank;           /* 1: the first drawn */
  gint64  unit;           /* of the waiting list */
  char   *result;         /* placed, ranked, or the nick of what spoke against it */
} MhDrawUnit;

void       mh_draw_free              (MhDraw           *draw);
void       mh_draw_unit_free         (MhDrawUnit       *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhDraw, mh_draw_free)

gint64     mh_draw_table_insert      (MhDb             *db,
                                      const MhDraw     *draw,
                                      GError          **error);
gboolean   mh_draw_table_insert_unit (MhDb             *db,
                                      gint64            draw,
                                      const MhDrawUnit *unit,
                                      GError          **error);
MhDraw    *mh_draw_table_get         (MhDb             *db,
                                      gint64            id,
                                      GError          **error);
/* (element-type MhDraw) the newest first; @programme 0: of all */
GPtrArray *mh_draw_table_list        (MhDb             *db,
                                      gint64            programme,
                                      GError          **error);
/* (element-type MhDrawUnit) by rank. */
GPtrArray *mh_draw_table_list_units  (MhDb             *db,
                                      gint64            draw,
                                      GError          **error);

G_END_DECLS

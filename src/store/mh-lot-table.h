/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* A lot (製造番号) of what a programme gives. */
typedef struct {
  gint64   id;
  gint64   programme;
  char    *number;
  char    *maker;           /* "" where it is not told */
  MhDate   expires;         /* last day of use; no date: not told */
  int      doses_per_vial;  /* 0: as the programme says */
  gboolean active;          /* offered at the reception */
} MhLot;

void       mh_lot_free             (MhLot        *lot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhLot, mh_lot_free)

gint64     mh_lot_table_insert     (MhDb         *db,
                                    const MhLot  *lot,
                                    GError      **error);
gboolean   mh_lot_table_set_active (MhDb         *db,
                                    gint64        id,
                                    gboolean      active,
                                    GError      **error);
MhLot     *mh_lot_table_get        (MhDb         *db,
                                    gint64        id,
                                    GError      **error);
/* (element-type MhLot) the offered ones first, by expiry and number. */
GPtrArray *mh_lot_table_list       (MhDb         *db,
                                    gint64        programme,
                                    GError      **error);
/* The lot of the newest dose that was given of @programme, while it is offered; else the only one that is; else 0. */
gboolean   mh_lot_table_find_current (MhDb       *db,
                                    gint64        programme,
                                    gint64       *out_lot,
                                    GError      **error);
/* How many doses of @lot were given in @session. */
gboolean   mh_lot_table_count_done (MhDb         *db,
                                    gint64        lot,
                                    gint64        session,
                                    gint64       *out_n,
                                    GError      **error);

G_END_DECLS

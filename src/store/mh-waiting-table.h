/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64   id;
  gint64   programme;
  gint64   registered_at;
  char    *wish;
  char    *state;        /* waiting, placed, withdrawn, undone */
  GArray  *residents;    /* (element-type gint64) in the order given */
  GArray  *doses;        /* (element-type int) beside @residents */
  int      priority;     /* class: 1 the first, 0 none of them */
  int      rank;         /* by a lottery; 0: none; less: put first in line, see mh_waiting_unit_is_first() */
  gboolean swap;         /* gives up an own later booking when it is placed */
  gboolean whole_chain;  /* wants the further doses too */
  char    *note;         /* (nullable) */
} MhWaitingUnit;

/* The one order of every list of those who wait, of "waiting_unit AS unit" joined with "programme": who was put first in line or drawn first,
 * then by class where the programme goes by classes, then who registered first. */
#define MH_WAITING_ORDER \
  "unit.rank IS NULL, unit.rank, " \
  "CASE WHEN programme.wait_order <> 'priority' THEN 0 WHEN unit.priority = 0 THEN 1 << 30 ELSE unit.priority END, " \
  "unit.registered_at, unit.id"

void           mh_waiting_unit_free        (MhWaitingUnit       *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhWaitingUnit, mh_waiting_unit_free)

/* Whether a day that was called off put the unit first in line, in front of every lottery. */
gboolean       mh_waiting_unit_is_first    (const MhWaitingUnit *unit);
gint64         mh_waiting_table_insert     (MhDb                *db,
                                            const MhWaitingUnit *unit,
                                            GError             **error);
gboolean       mh_waiting_table_set_state  (MhDb                *db,
                                            gint64               id,
                                            const char          *state,
                                            GError             **error);
/* What may be changed while a unit waits: wish, class, swap, chain and note. */
gboolean       mh_waiting_table_update     (MhDb                *db,
                                            const MhWaitingUnit *unit,
                                            GError             **error);
/* The rank that a lottery gave, 1 and more; who was put first in line stays there. */
gboolean       mh_waiting_table_set_drawn  (MhDb                *db,
                                            gint64               id,
                                            int                  rank,
                                            GError             **error);
/* Behind those who were put first in line before, in front of everybody else. */
gboolean       mh_waiting_table_put_first  (MhDb                *db,
                                            gint64               id,
                                            GError             **error);
/* For which dose one of them waits from now on. */
gboolean       mh_waiting_table_set_dose   (MhDb                *db,
                                            gint64               id,
                                            gint64               resident,
                                            int                  dose,
                                            GError             **error);
/* Goes with the others from now on, or none of them goes. */
gboolean       mh_waiting_table_add_member (MhDb               *db,
                                            gint64               id,
                                            gint64               resident,
                                            int                  dose,
                                            GError             **error);
/* The others go on waiting; a unit keeps one member at the least. */
gboolean       mh_waiting_table_remove_member (MhDb            *db,
                                            gint64               id,
                                            gint64               resident,
                                            GError             **error);
MhWaitingUnit *mh_waiting_table_get        (MhDb                *db,
                                            gint64               id,
                                            GError             **error);
/* Those that wait, in the order in which they are asked. (element-type MhWaitingUnit) */
GPtrArray     *mh_waiting_table_list       (MhDb                *db,
                                            gint64               programme,
                                            GError             **error);
/* The waiting unit that @resident belongs to for @programme, or 0. */
gboolean       mh_waiting_table_find       (MhDb                *db,
                                            gint64               programme,
                                            gint64               resident,
                                            gint64              *out_unit,
                                            GError             **error);

G_END_DECLS

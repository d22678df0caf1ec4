/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-draw-table.h"

G_BEGIN_DECLS

/* A lottery among those who wait for a programme, for the places of a day or for the order of the list alone. The seed is drawn inside the
 * act, or was made in public, and recorded, so that anybody can draw again (mh-lottery.h). There is no preview: a draw that can be looked at first
 * can be repeated until it pleases. The log tells when a seed was given. */
typedef struct {
  gint64   programme;
  gint64   session;      /* whose places are given; 0: only the order is drawn */
  gboolean tell;         /* who won and who lost is told */
  const char *seed;      /* (nullable) one that everybody saw being made, such as dice in front of witnesses; %NULL: drawn inside the act */
} MhDrawOrder;

/* What is drawn about. */
typedef struct {
  guint n_units;         /* who wait and take part */
  guint n_people;
  guint n_first;         /* of the units: put first in line, so that they come before whoever is drawn */
  int   n_places;        /* free ones of the day that are not kept for the telephone */
} MhDrawStakes;

typedef struct {
  gint64     act;
  gint64     draw;
  guint      n_placed;   /* units */
  guint      n_people;   /* in these */
  guint      n_waiting;  /* units that go on waiting */
  gint64     held_until; /* ms: until then undo stops every message; 0: nobody is told */
} MhDrawResult;

/* What came out when a draw was repeated. */
typedef struct {
  gboolean same;
  int      rank;         /* the first that is not as recorded, 0 */
  gint64   recorded;     /* the unit there */
  gint64   drawn;        /* the unit that the seed gives */
} MhDrawVerdict;

/* (element-type MhWaitingUnit) who would take part, in the order of the list. */
GPtrArray *mh_draw_list_units (const MhDesk *desk,
                               gint64        programme,
                               GError      **error);
gboolean mh_draw_look   (const MhDesk      *desk,
                         gint64             programme,
                         gint64             session,
                         MhDrawStakes      *out_stakes,
                         GError           **error);
/* One act. */
gboolean mh_draw_run    (const MhDesk      *desk,
                         const MhDrawOrder *order,
                         MhDrawResult      *out_result,
                         GError           **error);
/* Draws again from the recorded seed and compares. Reads only. */
gboolean mh_draw_verify (const MhDesk      *desk,
                         gint64             draw,
                         MhDrawVerdict     *out_verdict,
                         GError           **error);

G_END_DECLS

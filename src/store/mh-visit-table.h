/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* What became of a booking on its day. */
typedef struct {
  gint64  booking;
  char   *state;     /* came, stopped, done, cancelled-day, no-show, postponed; "" nobody has come yet */
  int     card;      /* the number card handed out; 0: none */
  gint64  came_at;   /* ms; 0: not known */
  gint64  state_at;  /* ms */
  char   *reason;    /* (nullable) */
  gint64  lot;       /* 0: none */
} MhVisitRow;

/* A booking of a session with what became of it. */
typedef struct {
  gint64      booking;
  gint64      resident;
  gint64      slot;
  int         start_min;
  int         place;          /* 0: holds none */
  int         dose;
  char       *via;
  char       *booking_state;  /* active, missed, cancelled */
  char       *items;          /* (nullable) names of what the person is to have */
  MhVisitRow *visit;          /* with state "" where there is no row yet */
} MhVisitLine;

void         mh_visit_row_free             (MhVisitRow        *visit);
void         mh_visit_line_free            (MhVisitLine       *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhVisitRow, mh_visit_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhVisitLine, mh_visit_line_free)

/* Never %NULL without an error: where there is no row, one with state "". */
MhVisitRow  *mh_visit_table_get            (MhDb              *db,
                                            gint64             booking,
                                            GError           **error);
/* MH_ERROR_REFUSED where the reception has noted that the person came or had it: such a booking is not cancelled or moved. */
gboolean     mh_visit_table_check_open     (MhDb              *db,
                                            gint64             booking,
                                            GError           **error);
gboolean     mh_visit_table_set            (MhDb              *db,
                                            const MhVisitRow  *visit,
                                            GError           **error);
gboolean     mh_visit_table_delete         (MhDb              *db,
                                            gint64             booking,
                                            GError           **error);
/* (element-type MhVisitLine) by start, place and id: all that are or were to be there on the day. */
GPtrArray   *mh_visit_table_list_session   (MhDb              *db,
                                            gint64             session,
                                            GError           **error);
/* The booking of @programme by which @resident had a dose on @date, other than @except; 0: none. */
gboolean     mh_visit_table_find_done_on   (MhDb              *db,
                                            gint64             programme,
                                            gint64             resident,
                                            MhDate             date,
                                            gint64             except,
                                            gint64            *out_booking,
                                            GError           **error);
/* The day on which @resident had @dose of @programme, by a visit or, as was noted, elsewhere; no date: not known to have had it. @except: a
 * booking that does not count, or 0. */
gboolean     mh_visit_table_find_dose      (MhDb              *db,
                                            gint64             programme,
                                            gint64             resident,
                                            int                dose,
                                            gint64             except,
                                            MhDate            *out_date,
                                            GError           **error);
/* Walk-ins of a session that still count. */
gboolean     mh_visit_table_count_walk_ins (MhDb              *db,
                                            gint64             session,
                                            gint64            *out_n,
                                            GError           **error);

G_END_DECLS

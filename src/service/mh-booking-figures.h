/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-list-table.h"

G_BEGIN_DECLS

/* Figures to look at rather than to read: how full the days are, by which way bookings came in, how long the waiting list was. Numbers only,
 * nobody's name; read from seats, bookings and acts and counted nowhere else. */

/* A day at a venue with its places at this moment. */
typedef struct {
  gint64 session;
  gint64 programme;
  char  *programme_name;
  MhDate date;
  char  *venue;
  char  *state;         /* open, closed, cancelled */
  int    start_min;     /* of the first slot; -1: it has none */
  int    end_min;       /* of the last */
  int    n_slots;
  int    n_places;      /* that are not blocked */
  int    n_booked;
  int    n_held;        /* by refill rounds */
  int    n_free;
  int    n_free_phone;  /* of those, kept for telephone and counter now */
  int    n_blocked;
} MhSessionFill;

/* How a booking was made. */
typedef enum {
  MH_BOOKED_BY_PHONE,
  MH_BOOKED_AT_COUNTER,
  MH_BOOKED_BY_LINE,
  MH_BOOKED_BY_REFILL,
  MH_BOOKED_BY_TOWN,       /* everybody was given a time, or a lottery was drawn */
  MH_BOOKED_AS_WALK_IN,
  MH_BOOKED_N_WAYS
} MhBookedWay;

/* Bookings that were made on one day, those that were cancelled later as well. */
typedef struct {
  MhDate date;
  guint  n[MH_BOOKED_N_WAYS];
} MhBookedDay;

/* The waiting list at the end of a day. */
typedef struct {
  MhDate date;
  guint  n_units;
  guint  n_people;  /* as many as the entries have now; one who was parted since is not counted */
} MhWaitingDay;

void        mh_session_fill_free    (MhSessionFill      *fill);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSessionFill, mh_session_fill_free)

/* (element-type MhSessionFill) by day, first time and venue. @filter: all of it counts. */
GPtrArray  *mh_session_fill_list    (const MhDesk       *desk,
                                     const MhListFilter *filter,
                                     GError            **error);
/* (element-type MhBookedDay) days on which some were made, in order. The days of @filter are those on which a booking was made. */
GArray     *mh_booked_day_list      (const MhDesk       *desk,
                                     const MhListFilter *filter,
                                     GError            **error);
/* (element-type MhWaitingDay) each day from the first on which somebody waited, until today; the session of @filter is not looked at. */
GArray     *mh_waiting_day_list     (const MhDesk       *desk,
                                     const MhListFilter *filter,
                                     GError            **error);

/* Stable: phone, counter, line, refill, town, walk-in. */
const char *mh_booked_way_nick      (MhBookedWay         way);
const char *mh_booked_way_label     (MhBookedWay         way);

G_END_DECLS

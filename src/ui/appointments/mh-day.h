/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-booking-table.h"
#include "mh-item-table.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"

G_BEGIN_DECLS

/* One day at one venue as the board shows it, read at one moment on a worker. */

typedef struct {
  MhBooking *booking;
  char      *name;
  char      *kana;
  int        age;      /* on the day; -1: not known */
  char      *together; /* (nullable) what was booked together with it, in words */
  gboolean   gone;     /* has died or left the town */
  char      *status;   /* translated, of somebody who is gone */
} MhDayBooking;

/* A refill that is under way. */
typedef struct {
  gint64  id;
  gint64  slot;
  int     start_min;
  guint   n_open;      /* offers that wait for an answer */
  gint64  until;       /* ms: the first of them ends; 0: none */
} MhDayRound;

typedef struct {
  gint64  id;
  char   *names;       /* one or two */
  guint   n_persons;
  char   *wish;        /* as stored, see mh-wish.h */
  int     priority;
  char   *class_name;  /* (nullable) of @priority */
  gboolean swap;
  gboolean whole_chain;
  char   *note;        /* (nullable) */
  gint64  since;       /* ms */
  gboolean is_first;    /* put first in line */
  gboolean has_offer;
} MhDayWaiting;

typedef struct {
  MhProgramme *programme;
  MhSession   *session;
  GPtrArray   *slots;     /* (element-type MhSlot) by start */
  GPtrArray   *items;     /* (element-type GPtrArray) beside @slots, each (element-type MhSlotItem) in the programme's order */
  GPtrArray   *bookings;  /* (element-type MhDayBooking) by start, place */
  GPtrArray   *rounds;    /* (element-type MhDayRound) */
  GPtrArray   *waiting;   /* (element-type MhDayWaiting) in list order */
  guint        n_early;   /* times for booking early (mh-windows.h); 0: everybody at any time */
} MhDay;

MhDay        *mh_day_read      (const MhDesk *desk,
                                gint64        session,
                                GError      **error);
void          mh_day_free      (MhDay        *day);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhDay, mh_day_free)

/* (nullable) */
const MhSlot *mh_day_find_slot (const MhDay  *day,
                                gint64        slot);

G_END_DECLS

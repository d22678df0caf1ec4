/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* By what a list of people is in order. */
typedef enum {
  MH_RESIDENT_SORT_USUAL,      /* as they are found; everybody: as by kana */
  MH_RESIDENT_SORT_KANA,
  MH_RESIDENT_SORT_BIRTH,
  MH_RESIDENT_SORT_SEX,
  MH_RESIDENT_SORT_NUMBER,
  MH_RESIDENT_SORT_DISTRICT,
  MH_RESIDENT_SORT_HOUSEHOLD,
  MH_RESIDENT_SORT_PHONE,
  MH_RESIDENT_SORT_NEXT,       /* the next booking */
  MH_RESIDENT_SORT_STATUS,
  MH_RESIDENT_N_SORTS
} MhResidentSort;

typedef enum {
  MH_RESIDENT_STATE_ANY,
  MH_RESIDENT_STATE_LIVING,      /* here, also who is about to move */
  MH_RESIDENT_STATE_MOVING_OUT,
  MH_RESIDENT_STATE_MOVED_OUT,
  MH_RESIDENT_STATE_DEAD,
  MH_RESIDENT_STATE_REMOVED,
  MH_RESIDENT_STATE_PROTECTED,
  MH_RESIDENT_STATE_BY_HAND,     /* with a provisional number */
  MH_RESIDENT_N_STATES
} MhResidentState;

typedef enum {
  MH_RESIDENT_BOOKED_ANY,
  MH_RESIDENT_BOOKED_COMING,     /* from today on */
  MH_RESIDENT_BOOKED_NONE,       /* none from today on */
  MH_RESIDENT_BOOKED_WAITING,    /* on a waiting list */
  MH_RESIDENT_N_BOOKED
} MhResidentBooked;

/* Who of those found is shown, and in which order. All conditions hold together. */
typedef struct {
  const gint64    *ids;          /* (nullable) those found; else everybody */
  gsize            n_ids;
  const char      *district;     /* (nullable) of any system; nobody who is protected */
  MhDate           born_from;    /* no date: no limit */
  MhDate           born_to;      /* inclusive; no date: no limit */
  MhResidentState  state;
  MhResidentBooked booked;
  MhResidentSort   sort;
  gboolean         descending;
  MhDate           day;          /* today */
} MhResidentBrowse;

/* (transfer full) (element-type gint64): ids. */
GArray    *mh_resident_browse           (MhDb                   *db,
                                         const MhResidentBrowse *browse,
                                         GError                **error);
/* (transfer full) (element-type utf8): the districts of every system that somebody who is not protected belongs to. */
GPtrArray *mh_resident_browse_districts (MhDb                   *db,
                                         MhDate                  day,
                                         GError                **error);

G_END_DECLS

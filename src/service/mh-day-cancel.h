/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-day-notice.h"

G_BEGIN_DECLS

/* A day is called off (中止): everybody gets another place, the first place in line, or is cancelled, and is told, in one act. */

typedef struct {
  gint64     session;
  gint64     to_session;  /* where to those go who are moved; 0: nobody is moved */
  MhDayFate  fate;        /* of everybody … */
  MhDayFate  otherwise;   /* … who cannot be moved: first in line, or cancelled */
  GArray    *choices;     /* (nullable) (element-type MhDayChoice) for single bookings */
} MhDayCancelOrder;

typedef struct {
  gint64    booking;
  MhDayFate fate;
} MhDayChoice;

typedef struct {
  gint64    booking;
  gint64    resident;
  int       start_min;   /* of the place that is gone */
  MhDayFate fate;        /* what became of it */
  gint64    to_slot;     /* 0: not moved */
  int       to_start;
  char     *why;         /* (nullable) a sentence: why it could not be moved, though it was to be */
  guint     n_later;     /* further bookings of the person that went with it */
  MhReach   reach;       /* how the person is told */
} MhDayCancelRow;

typedef struct {
  gint64     act;
  gint64     held_until;  /* ms: until then undo stops every message */
  GPtrArray *rows;        /* (element-type MhDayCancelRow) in order of time and place */
  guint      n_moved;
  guint      n_first;
  guint      n_cancelled;
  guint      n_by_hand;   /* who is told by telephone, letter or at the door, or cannot be told */
  guint      n_rounds;    /* refills of the day that ended */
  guint      n_kept;      /* who has been there already and is left as he is */
} MhDayCancelResult;

void               mh_day_cancel_result_free (MhDayCancelResult      *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhDayCancelResult, mh_day_cancel_result_free)

MhDayCancelResult *mh_day_cancel             (const MhDesk           *desk,
                                              const MhDayCancelOrder *order,
                                              GError                **error);
/* What mh_day_cancel() would do now; changes nothing. */
MhDayCancelResult *mh_day_cancel_preview     (const MhDesk           *desk,
                                              const MhDayCancelOrder *order,
                                              GError                **error);

G_END_DECLS

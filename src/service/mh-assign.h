/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* 割当予約: everybody for whom a programme is meant gets a time on the chosen days, households together, and may change it like any booking.
 * Places kept for the telephone stay free for that. */

typedef struct {
  gint64        programme;
  const gint64 *sessions;     /* (array length=n_sessions) filled in this order */
  gsize         n_sessions;   /* 1 or more */
  gboolean      by_district;  /* else in Japanese order of the names alone */
  const char   *district;     /* (nullable) only those of it */
  gboolean      chain;        /* the further doses too */
  gboolean      tell;         /* a message to each; else the paper slips do it */
} MhAssignOrder;

typedef struct {
  gint64 slot;
  gint64 session;
  MhDate date;
  int    start_min;
  guint  n_assigned;
} MhAssignSlot;

/* Somebody for whom it is meant and who got nothing. */
typedef struct {
  gint64 resident;
  char  *why;              /* a sentence */
} MhAssignLeft;

typedef struct {
  gint64     act;          /* 0: a preview */
  gint64     held_until;   /* ms: until then undo stops every message; 0: nobody is told */
  guint      n_assigned;   /* people */
  guint      n_settled;    /* have a booking or had it already */
  guint      n_by_hand;    /* of those who are told, whom no message reaches by itself */
  guint      n_hidden;     /* protected people, who are not chosen by a district */
  GArray    *slots;        /* (element-type MhAssignSlot) of all the days, in order */
  GPtrArray *left;         /* (element-type MhAssignLeft) */
} MhAssignResult;

void            mh_assign_result_free (MhAssignResult      *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAssignResult, mh_assign_result_free)

/* One act. */
MhAssignResult *mh_assign_run         (const MhDesk        *desk,
                                       const MhAssignOrder *order,
                                       GError             **error);
/* Does it on a copy in memory: reads only. */
MhAssignResult *mh_assign_preview     (const MhDesk        *desk,
                                       const MhAssignOrder *order,
                                       GError             **error);

G_END_DECLS

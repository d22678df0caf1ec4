/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast.h"

G_BEGIN_DECLS

/* So many people stand on one page of the list. */
#define MH_REPORT_PAGE 100

/* Which part of the list is wanted. */
typedef struct {
  gint64      broadcast;
  const char *state;      /* (nullable) static: only who stands there */
  guint       page;       /* from 0 */
  const char *veil;       /* (nullable) static: what stands where a number would, at the counter */
} MhReportWish;

/* What has become of a broadcast so far, ready to be shown. */
typedef struct {
  MhBroadcast *broadcast;  /* (owned) */
  GPtrArray   *states;     /* (owned) (element-type utf8) static codes of the states there are, in the order in which they are told */
  GPtrArray   *counts;     /* (owned) (element-type utf8) beside @states: "Accepted 120" */
  GPtrArray   *lines;      /* (owned) (element-type utf8) a person of the page each: name, state, reason, time */
  guint        n_listed;   /* people whom the list has on all its pages */
  guint        n_ended;    /* people who have their last state */
  guint        n_numbers;  /* of those on the list: numbers that belong to nobody */
  guint        n_restored; /* messages of which a restored backup has left unknown whether they arrived */
  guint        n_check;    /* messages of which somebody has to find out whether they arrived */
  guint        n_people;   /* people who were to get it */
} MhBroadcastReport;

/* On a reader: an #MhUiWork; @input: (type MhReportWish*). */
gpointer    mh_broadcast_report_read  (const MhDesk      *desk,
                                       gpointer           input,
                                       GError           **error);
void        mh_broadcast_report_free  (MhBroadcastReport *report);
/* Where it stands, as a sentence. */
const char *mh_broadcast_report_state (const char        *state);

G_END_DECLS

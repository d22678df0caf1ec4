/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast.h"

G_BEGIN_DECLS

/* What has become of a broadcast so far, ready to be shown. */
typedef struct {
  MhBroadcast *broadcast;  /* (owned) */
  GPtrArray   *counts;     /* (owned) (element-type utf8) "Accepted: 120", the states there are */
  GPtrArray   *lines;      /* (owned) (element-type utf8) a person each: name, state, reason, time */
  guint        n_ended;    /* people who have their last state */
  guint        n_people;   /* people who were to get it */
} MhBroadcastReport;

/* On a reader: an #MhUiWork; @input: (type gint64*) the broadcast. */
gpointer    mh_broadcast_report_read  (const MhDesk      *desk,
                                       gpointer           input,
                                       GError           **error);
void        mh_broadcast_report_free  (MhBroadcastReport *report);
/* Where it stands, as a sentence. */
const char *mh_broadcast_report_state (const char        *state);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-roster.h"

G_BEGIN_DECLS

typedef enum {
  MH_ROSTER_ORDER_TIME,
  MH_ROSTER_ORDER_KANA,
} MhRosterOrder;

/* The reception roster of a session: names, kana, birth date in 和暦, age, time, proxy; no address, no telephone. Protected people stand
 * in it like everybody. Status is judged now: the dead and moved are marked. Takes the next copy number and notes the print with the people
 * in it. @preview: takes no number and notes nothing. */
MhRoster *mh_roster_make (const MhDesk   *desk,
                          gint64          session,
                          MhRosterOrder   order,
                          gboolean        preview,
                          GError        **error);

G_END_DECLS

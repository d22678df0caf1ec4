/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* Inside the act of a merge: what belongs to @drop goes over to @keep, mailing addresses and the person's own data apart. No two active bookings
 * of theirs are for the same dose any more. */
gboolean mh_people_merge_move (const MhDesk  *desk,
                               MhAct         *act,
                               gint64         keep,
                               gint64         drop,
                               GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-waiting-table.h"

G_BEGIN_DECLS

/* Who belongs together in a refill, in words for the window and the terminal alike. */

/* (nullable) 「2人一緒」, 「2回目以降も一緒に」; %NULL for one person who wants one place. */
char      *mh_refill_describe_unit  (const MhWaitingUnit  *unit);
/* (element-type utf8) what ended with the booking whose place @round gives away, and what was booked together with it and stays; in the act that
 * opens the round as well. */
GPtrArray *mh_refill_list_bonds     (const MhDesk         *desk,
                                     gint64                round,
                                     GError              **error);
/* Whose places @round gives away, joined; "" when they were simply free. */
char      *mh_refill_write_freed    (const MhDesk         *desk,
                                     gint64                round,
                                     GError              **error);

G_END_DECLS

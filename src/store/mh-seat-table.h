/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Whether a booking that came in by @via may have a place that is kept for telephone and counter. */
gboolean mh_seat_table_may_use_phone (const char *via);
/* Takes the lowest free place of @slot for @booking. @via phone, counter or walk-in: places kept for them first, then the desk's;
 * anything else: the desk's, and from the session's phone_until on those kept for the telephone after them. Places beyond the capacity go
 * last. MH_ERROR_CONFLICT when none is free. Returns: the place's number, or 0 */
int      mh_seat_table_take        (MhDb        *db,
                                    gint64       slot,
                                    gint64       booking,
                                    const char  *via,
                                    GError     **error);
/* Hands a place from a booking to a refill round. */
gboolean mh_seat_table_hold        (MhDb        *db,
                                    gint64       booking,
                                    gint64       round,
                                    GError     **error);
/* Compare-and-swap: one place of @round becomes @booking's; MH_ERROR_CONFLICT when the round holds none any more. */
gboolean mh_seat_table_claim       (MhDb        *db,
                                    gint64       round,
                                    gint64       booking,
                                    GError     **error);
/* Frees what a booking holds. */
gboolean mh_seat_table_release     (MhDb        *db,
                                    gint64       booking,
                                    GError     **error);
/* Frees what a round still holds. */
gboolean mh_seat_table_release_round (MhDb      *db,
                                    gint64       round,
                                    GError     **error);
gboolean mh_seat_table_count_round (MhDb        *db,
                                    gint64       round,
                                    gint64      *out_n,
                                    GError     **error);

G_END_DECLS

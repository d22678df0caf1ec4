/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Takes the lowest free place of @slot for @booking. @via phone or counter: places kept for them first, then the desk's;
 * anything else: the desk's only. MH_ERROR_CONFLICT when none is free. Returns: the place's number, or 0 */
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

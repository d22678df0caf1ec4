/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* One place of a slot as it stands. */
typedef struct {
  int      number;
  gboolean phone;      /* kept for telephone and counter */
  gboolean blocked;
  gboolean extra;      /* beyond the capacity */
  gint64   booking;    /* that holds it; 0: none */
  gint64   round;      /* refill round that holds it; 0: none */
  gboolean walk_in;    /* by somebody who came without a booking */
} MhSeat;

/* (element-type MhSeat) by number */
GArray  *mh_seat_table_list        (MhDb        *db,
                                    gint64       slot,
                                    GError     **error);
/* @share: desk, phone, blocked */
gboolean mh_seat_table_insert      (MhDb        *db,
                                    gint64       slot,
                                    int          number,
                                    const char  *share,
                                    gboolean     extra,
                                    GError     **error);
gboolean mh_seat_table_set_share   (MhDb        *db,
                                    gint64       slot,
                                    int          number,
                                    const char  *share,
                                    GError     **error);
/* Only a free one. */
gboolean mh_seat_table_delete      (MhDb        *db,
                                    gint64       slot,
                                    int          number,
                                    GError     **error);
/* Whoever holds the place @from holds the free place @to instead. */
gboolean mh_seat_table_renumber    (MhDb        *db,
                                    gint64       slot,
                                    int          from,
                                    int          to,
                                    GError     **error);

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
/* Hands one free place to a refill round, never one beyond the capacity; MH_ERROR_CONFLICT when none is free. @phone: those kept for the
 * telephone too. */
gboolean mh_seat_table_hold_free   (MhDb        *db,
                                    gint64       slot,
                                    gint64       round,
                                    gboolean     phone,
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

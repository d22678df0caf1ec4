/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-session-table.h"

G_BEGIN_DECLS

/**
 * MhSeatStrip:
 *
 * The places of a slot as a row of small cells that differ in shape and sign, not in colour alone: filled is booked, "…" on offer,
 * empty is free, with a telephone kept for telephone and counter, crossed out is blocked.
 */
#define MH_TYPE_SEAT_STRIP (mh_seat_strip_get_type ())
G_DECLARE_FINAL_TYPE (MhSeatStrip, mh_seat_strip, MH, SEAT_STRIP, GtkWidget)

GtkWidget *mh_seat_strip_new   (const MhSlot *slot);

/* The same in words. */
char      *mh_seat_strip_write (const MhSlot *slot);

G_END_DECLS

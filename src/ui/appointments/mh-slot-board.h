/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-day.h"

G_BEGIN_DECLS

/**
 * MhSlotBoard:
 *
 * The slots of a day, one row each: time, places, counts.
 *
 * Signals: "chosen" (gint64 slot): another slot is selected; "entered" (gint64 slot): Enter or a double click on it.
 */
#define MH_TYPE_SLOT_BOARD (mh_slot_board_get_type ())
G_DECLARE_FINAL_TYPE (MhSlotBoard, mh_slot_board, MH, SLOT_BOARD, GtkWidget)

void   mh_slot_board_show   (MhSlotBoard *self,
                             const MhDay *day,
                             MhClock     *clock);
/* 0: there is no slot. */
gint64 mh_slot_board_get    (MhSlotBoard *self);
void   mh_slot_board_choose (MhSlotBoard *self,
                             gint64       slot,
                             gboolean     focus);

/* 「10:00～10:30」 */
char  *mh_slot_board_write_time (const MhSlot *slot);

G_END_DECLS

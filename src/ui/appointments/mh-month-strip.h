/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-agenda.h"

G_BEGIN_DECLS

/**
 * MhMonthStrip:
 *
 * The days of a month side by side with what is booked, on offer and free on each, over all programmes. Left and right go to the next day that has
 * something, with Ctrl to the next day whatever it has; up and down through the sessions of one day; Page Up and Page Down to other months.
 *
 * Signal "chosen" (gint64 session): the user chose a day; its first session, or the next one of it.
 */
#define MH_TYPE_MONTH_STRIP (mh_month_strip_get_type ())
G_DECLARE_FINAL_TYPE (MhMonthStrip, mh_month_strip, MH, MONTH_STRIP, GtkWidget)

/* @agenda: what there is; held. Without a day that is shown, the month of @today. */
void mh_month_strip_show   (MhMonthStrip *self,
                            MhAgenda     *agenda,
                            MhDate        today);
/* Shows @session's month and marks its day; emits nothing. */
void mh_month_strip_choose (MhMonthStrip *self,
                            gint64        session);
/* The month before or after, -1 or 1. */
void mh_month_strip_turn   (MhMonthStrip *self,
                            int           months);
/* Brings the keyboard to the day that is marked. */
void mh_month_strip_focus  (MhMonthStrip *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-clock.h"
#include "mh-today.h"

G_BEGIN_DECLS

/* Rows of 「今日」 (MhIdRow). Their ids count from 1, as they stand in the list that was read. */

/* One of the days at hand: when, what, where, and a bar that fills. */
GtkWidget  *mh_today_row_new_day  (const MhTodayDay  *day,
                                   MhDate             today,
                                   guint              n);
/* What needs somebody: a sentence, the time that is left, and in a word what a press leads to. */
GtkWidget  *mh_today_row_new_line (const MhTodayLine *line,
                                   MhClock           *clock,
                                   guint              n);

G_END_DECLS

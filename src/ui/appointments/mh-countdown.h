/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-clock.h"

G_BEGIN_DECLS

/**
 * MhCountdown:
 *
 * How long something still lasts, in words, counted down once a second while it can be seen. Reads the clock, nothing else.
 *
 * Signal "over": the time has come; once for each time set.
 */
#define MH_TYPE_COUNTDOWN (mh_countdown_get_type ())
G_DECLARE_FINAL_TYPE (MhCountdown, mh_countdown, MH, COUNTDOWN, GtkWidget)

/* @format: translated, with one %s for the time, "%s left to answer"; @over: translated, shown when it is over. */
GtkWidget *mh_countdown_new        (const char  *format,
                                    const char  *over);
/* @until: ms; 0: shows nothing. */
void       mh_countdown_set        (MhCountdown *self,
                                    MhClock     *clock,
                                    gint64       until);
/* 「1時間05分」「42分」「8秒」; @ms that remain */
char      *mh_countdown_write      (gint64       ms);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

/* A day that lies ahead, as hands type it: 11/5, 11月5日, 8.11.5, r8.11.5, 5081105, 2026-11-05. A day without a year is the next one. */
gboolean mh_coming_day_read (const char *text,
                             MhDate      today,
                             MhDate     *out_date);
/* "11/1 9:00": such a day and a time; an empty text is never, 0. @out_ms: in Japan. */
gboolean mh_coming_moment_read (const char *text,
                                MhDate      today,
                                gint64     *out_ms);
/* The same the other way, with the year. */
char    *mh_coming_moment_write (gint64     ms);

G_END_DECLS

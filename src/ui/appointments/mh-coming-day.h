/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

/* A day that lies ahead, as hands type it: 11/5, 11月5日, 8.11.5, r8.11.5, 5081105, 2026-11-05. A day without a year is the next one. */
gboolean mh_coming_day_read (const char *text,
                             MhDate      today,
                             MhDate     *out_date);

G_END_DECLS

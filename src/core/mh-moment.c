/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-moment"

#include "mh-moment.h"

/**
 * mh_moment_format:
 * @ms: a moment, ms since 1970 UTC
 * @style: how the day is written
 *
 * Returns: (transfer full): day and time in Japan, "令和8年10月20日(火) 10:30"
 */
char *
mh_moment_format (gint64      ms,
                  MhDateStyle style)
{
  g_autofree char *day = mh_date_format (mh_date_from_ms (ms), style);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (ms));

  return g_strdup_printf ("%s %s", day, time);
}

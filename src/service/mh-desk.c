/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-desk"

#include "mh-desk.h"

/**
 * mh_desk_now:
 * @desk: the desk
 *
 * Returns: milliseconds since 1970-01-01 00:00 UTC, from the desk's clock
 */
gint64
mh_desk_now (const MhDesk *desk)
{
  g_return_val_if_fail (desk != NULL, 0);

  return mh_clock_now (desk->clock);
}

/**
 * mh_desk_today:
 * @desk: the desk
 *
 * Returns: the day that it is in Asia/Tokyo
 */
MhDate
mh_desk_today (const MhDesk *desk)
{
  return mh_date_from_ms (mh_desk_now (desk));
}

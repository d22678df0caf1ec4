/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-rows-date"

#include "mh-rows-date.h"

/**
 * mh_rows_date:
 * @rows: rows that stand on one
 * @column: from 0
 *
 * Returns: the date, or no date where the column holds none
 */
MhDate
mh_rows_date (MhRows *rows,
              int     column)
{
  const char *text = mh_rows_text (rows, column);
  MhDate date;

  if (text == NULL || !mh_date_from_iso (text, &date))
    return MH_DATE_NONE;

  return date;
}

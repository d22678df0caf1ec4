/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-holiday-table"

#include "mh-holiday-table.h"

#include "mh-rows-date.h"

/**
 * mh_holiday_new:
 * @date: a day
 * @name: what it is called
 *
 * Returns: (transfer full): a holiday
 */
MhHoliday *
mh_holiday_new (MhDate      date,
                const char *name)
{
  MhHoliday *holiday = g_new0 (MhHoliday, 1);

  holiday->date = date;
  holiday->name = g_strdup (name);

  return holiday;
}

/**
 * mh_holiday_free:
 * @holiday: (nullable): a holiday
 */
void
mh_holiday_free (MhHoliday *holiday)
{
  if (holiday == NULL)
    return;

  g_free (holiday->name);
  g_free (holiday);
}

/**
 * mh_holiday_table_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhHoliday): all of them by date, or %NULL
 */
GPtrArray *
mh_holiday_table_list (MhDb    *db,
                       GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT date, name FROM holiday ORDER BY date", NULL);
  g_autoptr (GPtrArray) holidays = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_holiday_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (holidays, mh_holiday_new (mh_rows_date (rows, 0), mh_rows_text (rows, 1)));

  return mh_rows_end (rows, error) ? g_steal_pointer (&holidays) : NULL;
}

/**
 * mh_holiday_table_set:
 * @db: a connection inside an act
 * @date: a day
 * @name: what it is called
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_holiday_table_set (MhDb       *db,
                      MhDate      date,
                      const char *name,
                      GError    **error)
{
  g_autofree char *iso = mh_date_to_iso (date);

  return mh_db_run (db, error,
                    "INSERT INTO holiday (date, name) VALUES (:date, :name) ON CONFLICT (date) DO UPDATE SET name = excluded.name",
                    ":date", MH_TEXT (iso), ":name", MH_TEXT (name), NULL);
}

/**
 * mh_holiday_table_delete:
 * @db: a connection inside an act
 * @date: a day
 * @error: return location
 *
 * Returns: whether it is none any more
 */
gboolean
mh_holiday_table_delete (MhDb    *db,
                         MhDate   date,
                         GError **error)
{
  g_autofree char *iso = mh_date_to_iso (date);

  return mh_db_run (db, error, "DELETE FROM holiday WHERE date = :date", ":date", MH_TEXT (iso), NULL);
}

/**
 * mh_holiday_table_find:
 * @db: a connection
 * @date: a day
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the holiday's name; %NULL without @error when it is none
 */
char *
mh_holiday_table_find (MhDb    *db,
                       MhDate   date,
                       GError **error)
{
  g_autofree char *iso = mh_date_to_iso (date);
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT name FROM holiday WHERE date = :date", ":date", MH_TEXT (iso), NULL);
  g_autofree char *name = NULL;

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    name = mh_rows_dup_text (rows, 0);

  return mh_rows_end (rows, error) ? g_steal_pointer (&name) : NULL;
}

/**
 * mh_holiday_table_last:
 * @db: a connection
 * @out_last: (out): the last day of the list, no date when it is empty
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_holiday_table_last (MhDb    *db,
                       MhDate  *out_last,
                       GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT max (date) FROM holiday", NULL);

  *out_last = MH_DATE_NONE;

  if (rows == NULL)
    return FALSE;

  if (mh_rows_next (rows) && !mh_rows_is_null (rows, 0))
    *out_last = mh_rows_date (rows, 0);

  return mh_rows_end (rows, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-protection-table"

#include "mh-protection-table.h"

/**
 * mh_protection_table_insert:
 * @db: a connection inside an act
 * @resident: who is protected (支援措置)
 * @start: first day
 * @end: last day, inclusive; no date: until further notice
 * @source: hand or import
 * @note: (nullable): for the nurse
 * @error: return location
 *
 * Returns: the new id, or 0
 */
gint64
mh_protection_table_insert (MhDb       *db,
                            gint64      resident,
                            MhDate      start,
                            MhDate      end,
                            const char *source,
                            const char *note,
                            GError    **error)
{
  g_autofree char *start_iso = mh_date_to_iso (start);
  g_autofree char *end_iso = mh_date_to_iso (end);

  if (!mh_db_run (db, error,
                  "INSERT INTO protection (resident, start_date, end_date, source, note) "
                  "VALUES (:resident, :start, :end, :source, :note)",
                  ":resident", MH_INT (resident),
                  ":start", MH_TEXT (start_iso),
                  ":end", MH_TEXT (end_iso),
                  ":source", MH_TEXT (source),
                  ":note", MH_TEXT (note),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_protection_table_end:
 * @db: a connection inside an act
 * @resident: a person
 * @end: the last day, inclusive
 * @error: return location
 *
 * Gives every measure of @resident that would run beyond @end, or whose end cannot be read, that end. One that begins
 * later is not touched: it was decided apart. Only a person's own decision may do this, never an import.
 *
 * Returns: whether it was written; mh_db_changes() tells how many
 */
gboolean
mh_protection_table_end (MhDb    *db,
                         gint64   resident,
                         MhDate   end,
                         GError **error)
{
  static const char sql[] =
    "UPDATE protection SET end_date = :end WHERE resident = :resident "
    "AND NOT coalesce (start_date = date (start_date, '+0 days') AND start_date > :end, 0) "
    "AND NOT coalesce (end_date = date (end_date, '+0 days') AND end_date <= :end, 0)";
  g_autofree char *iso = mh_date_to_iso (end);

  g_return_val_if_fail (iso != NULL, FALSE);

  return mh_db_run (db, error, sql, ":end", MH_TEXT (iso), ":resident", MH_INT (resident), NULL);
}

/**
 * mh_protection_table_covers:
 * @db: a connection
 * @resident: a person
 * @day: the day in question; no date: covered by any measure at all
 * @out: (out): whether a measure runs on @day
 * @error: return location
 *
 * First and last day both count. A measure without an end runs on; one whose dates cannot be read runs. Fails closed: @out is %TRUE
 * when the database could not be asked.
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_protection_table_covers (MhDb     *db,
                            gint64    resident,
                            MhDate    day,
                            gboolean *out,
                            GError  **error)
{
  /* Asks for what ends the measure, not for what lets it run: so whatever cannot be compared leaves it running. The modifier makes
   * date() put 2026-02-30 right, which then is not what stands there. */
  static const char sql[] =
    "SELECT 1 FROM protection WHERE resident = :resident "
    "AND NOT coalesce (start_date = date (start_date, '+0 days') AND start_date > :day, 0) "
    "AND NOT coalesce (end_date = date (end_date, '+0 days') AND end_date < :day, 0) LIMIT 1";
  g_autofree char *iso = mh_date_to_iso (day);
  gint64 found;

  *out = TRUE;
  if (!mh_db_get_int (db, 0, &found, error, sql, ":resident", MH_INT (resident), ":day", MH_TEXT (iso), NULL))
    return FALSE;

  *out = found != 0;

  return TRUE;
}

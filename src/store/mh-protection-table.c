/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-protection-table"

#include "mh-protection-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-rows-date.h"

/**
 * mh_protection_free:
 * @protection: (nullable): a measure
 */
void
mh_protection_free (MhProtection *protection)
{
  if (protection == NULL)
    return;

  g_free (protection->source);
  g_free (protection->note);
  g_free (protection);
}

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
 * mh_protection_table_end_one:
 * @db: a connection inside an act
 * @resident: a person
 * @id: one of the person's measures
 * @end: the last day, inclusive; before its start: it never begins
 * @error: return location; MH_ERROR_NOT_FOUND when there is no such measure or it ends by then anyway
 *
 * Returns: whether it was written
 */
gboolean
mh_protection_table_end_one (MhDb    *db,
                             gint64   resident,
                             gint64   id,
                             MhDate   end,
                             GError **error)
{
  static const char sql[] =
    "UPDATE protection SET end_date = :end WHERE id = :id AND resident = :resident "
    "AND NOT coalesce (end_date = date (end_date, '+0 days') AND end_date <= :end, 0)";
  g_autofree char *iso = mh_date_to_iso (end);

  g_return_val_if_fail (iso != NULL, FALSE);

  if (!mh_db_run (db, error, sql, ":end", MH_TEXT (iso), ":id", MH_INT (id), ":resident", MH_INT (resident), NULL))
    return FALSE;

  if (mh_db_changes (db) > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("No protection of this person would end on that day."));

  return FALSE;
}

/**
 * mh_protection_table_list:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhProtection): every measure, past ones too, the latest start first, or %NULL
 */
GPtrArray *
mh_protection_table_list (MhDb    *db,
                          gint64   resident,
                          GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT id, start_date, end_date, source, note FROM protection "
                                         "WHERE resident = :resident ORDER BY start_date DESC, id DESC",
                                         ":resident", MH_INT (resident), NULL);
  g_autoptr (GPtrArray) measures = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_protection_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhProtection *measure = g_new0 (MhProtection, 1);

    measure->id = mh_rows_int (rows, 0);
    measure->start = mh_rows_date (rows, 1);
    measure->end = mh_rows_date (rows, 2);
    measure->source = mh_rows_dup_text (rows, 3);
    measure->note = mh_rows_dup_text (rows, 4);
    g_ptr_array_add (measures, measure);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&measures) : NULL;
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
  static const char sql[] = "SELECT 1 FROM protection WHERE resident = :resident AND " MH_PROTECTION_RUNS "LIMIT 1";
  g_autofree char *iso = mh_date_to_iso (day);
  gint64 found;

  *out = TRUE;
  if (!mh_db_get_int (db, 0, &found, error, sql, ":resident", MH_INT (resident), ":day", MH_TEXT (iso), NULL))
    return FALSE;

  *out = found != 0;

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-cohort-table"

#include "mh-cohort-table.h"

#include "mh-rows-date.h"

/**
 * mh_cohort_row_free:
 * @row: (nullable): a row
 */
void
mh_cohort_row_free (MhCohortRow *row)
{
  if (row == NULL)
    return;

  g_free (row->name);
  g_free (row->sex);
  for (guint i = 0; i < G_N_ELEMENTS (row->districts); i++)
    g_free (row->districts[i]);
  g_free (row->status);
  g_free (row);
}

static MhCohortRow *
read_row (MhRows *rows)
{
  MhCohortRow *row = g_new0 (MhCohortRow, 1);

  row->id = mh_rows_int (rows, 0);
  row->name = mh_rows_dup_text (rows, 1);
  row->birth = mh_rows_date (rows, 2);
  row->sex = mh_rows_dup_text (rows, 3);
  for (int i = 0; i < (int) G_N_ELEMENTS (row->districts); i++)
    row->districts[i] = mh_rows_dup_text (rows, 4 + i);
  row->status = mh_rows_dup_text (rows, 7);
  row->status_date = mh_rows_date (rows, 8);
  row->hidden = mh_rows_int (rows, 9) != 0;

  return row;
}

/**
 * mh_cohort_table_list:
 * @db: a connection
 * @today: by which a protection runs; as mh_protection_table_covers() does, one that cannot be read runs
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhCohortRow): all who are not dead, removed or one with another entry, the oldest first and those
 *   without a birth date last, or %NULL
 */
GPtrArray *
mh_cohort_table_list (MhDb    *db,
                      MhDate   today,
                      GError **error)
{
  static const char sql[] =
    "SELECT id, name, birth, sex, district, district2, district3, status, status_date, "
    "  EXISTS (SELECT 1 FROM protection AS p WHERE p.resident = resident.id "
    "    AND NOT coalesce (p.start_date = date (p.start_date, '+0 days') AND p.start_date > :day, 0) "
    "    AND NOT coalesce (p.end_date = date (p.end_date, '+0 days') AND p.end_date < :day, 0)) "
    "FROM resident WHERE merged_into IS NULL AND status NOT IN ('dead', 'removed') ORDER BY birth IS NULL, birth, id";
  g_autofree char *day = mh_date_to_iso (today);
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":day", MH_TEXT (day), NULL);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_cohort_row_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (people, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&people) : NULL;
}

/**
 * mh_cohort_table_doses:
 * @db: a connection
 * @programme: a programme
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhDoseDay): the doses that were had or are booked, by person and dose, or %NULL
 */
GArray *
mh_cohort_table_doses (MhDb    *db,
                       gint64   programme,
                       GError **error)
{
  static const char sql[] =
    "SELECT resident, dose, max (date) FROM (SELECT b.resident AS resident, b.dose AS dose, session.date AS date FROM booking AS b "
    "  JOIN slot ON slot.id = b.slot JOIN session ON session.id = slot.session WHERE b.programme = :programme AND (b.state = 'active' "
    "    OR (b.state <> 'undone' AND EXISTS (SELECT 1 FROM visit AS v WHERE v.booking = b.id AND v.state = 'done'))) "
    "  UNION ALL SELECT resident, dose, date FROM past_dose WHERE programme = :programme) GROUP BY resident, dose ORDER BY resident, dose";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":programme", MH_INT (programme), NULL);
  g_autoptr (GArray) doses = g_array_new (FALSE, FALSE, sizeof (MhDoseDay));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhDoseDay day = { mh_rows_int (rows, 0), (int) mh_rows_int (rows, 1), mh_rows_date (rows, 2) };

    g_array_append_val (doses, day);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&doses) : NULL;
}

/**
 * mh_cohort_table_bookings:
 * @db: a connection
 * @programme: a programme
 * @from: the first day
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): its active bookings from then on, by day and time, or %NULL
 */
GArray *
mh_cohort_table_bookings (MhDb    *db,
                          gint64   programme,
                          MhDate   from,
                          GError **error)
{
  static const char sql[] =
    "SELECT b.id FROM booking AS b JOIN slot ON slot.id = b.slot JOIN session ON session.id = slot.session "
    "WHERE b.programme = :programme AND b.state = 'active' AND session.date >= :from ORDER BY session.date, slot.start_min, b.id";
  g_autofree char *first = mh_date_to_iso (from);
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":programme", MH_INT (programme), ":from", MH_TEXT (first), NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&ids) : NULL;
}

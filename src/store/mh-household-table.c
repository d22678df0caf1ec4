/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-household-table"

#include "mh-household-table.h"

/**
 * mh_household_table_list:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): the others of the household, or %NULL
 */
GArray *
mh_household_table_list (MhDb    *db,
                         gint64   resident,
                         GError **error)
{
  static const char sql[] =
    "SELECT r.id FROM resident AS me JOIN resident AS r ON r.household_number = me.household_number AND r.id <> me.id "
    "WHERE me.id = :resident AND r.merged_into IS NULL AND r.status IN ('resident', 'moving-out') ORDER BY r.birth IS NULL, r.birth, r.id";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":resident", MH_INT (resident), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&ids) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-retention-table"

#include "mh-retention-table.h"

/**
 * mh_retention_table_get:
 * @db: a connection
 * @kind: of data
 * @out_years: (out): how many years it is kept; -1: for ever
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
mh_retention_table_get (MhDb       *db,
                        const char *kind,
                        int        *out_years,
                        GError    **error)
{
  gint64 years;

  if (!mh_db_get_int (db, -1, &years, error, "SELECT years FROM retention_rule WHERE kind = :kind", ":kind", MH_TEXT (kind), NULL))
    return FALSE;

  *out_years = (int) years;

  return TRUE;
}

/**
 * mh_retention_table_set:
 * @db: a connection inside an act
 * @kind: of data
 * @years: 0 to 100
 * @basis: from when on they count: record, leaving, death
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_retention_table_set (MhDb       *db,
                        const char *kind,
                        int         years,
                        const char *basis,
                        GError    **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO retention_rule (kind, years, basis) VALUES (:kind, :years, :basis) "
                    "ON CONFLICT (kind) DO UPDATE SET years = excluded.years, basis = excluded.basis",
                    ":kind", MH_TEXT (kind), ":years", MH_INT (years), ":basis", MH_TEXT (basis), NULL);
}

/**
 * mh_retention_table_remove:
 * @db: a connection inside an act
 * @kind: of data, kept for ever from now on
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_retention_table_remove (MhDb       *db,
                           const char *kind,
                           GError    **error)
{
  return mh_db_run (db, error, "DELETE FROM retention_rule WHERE kind = :kind", ":kind", MH_TEXT (kind), NULL);
}

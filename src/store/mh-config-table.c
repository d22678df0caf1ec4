/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-config-table"

#include "mh-config-table.h"

/**
 * mh_config_table_get:
 * @db: a connection
 * @key: a setting's name
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the value, %NULL when it was never set (and on error)
 */
char *
mh_config_table_get (MhDb       *db,
                     const char *key,
                     GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT value FROM config WHERE key = :key", ":key", MH_TEXT (key), NULL);
  g_autofree char *value = NULL;

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    value = mh_rows_dup_text (rows, 0);

  return mh_rows_end (rows, error) ? g_steal_pointer (&value) : NULL;
}

/**
 * mh_config_table_set:
 * @db: a connection inside an act
 * @key: a setting's name
 * @value: (nullable): its value; %NULL goes back to the default
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_config_table_set (MhDb       *db,
                     const char *key,
                     const char *value,
                     GError    **error)
{
  if (value == NULL)
    return mh_db_run (db, error, "DELETE FROM config WHERE key = :key", ":key", MH_TEXT (key), NULL);

  return mh_db_run (db, error,
                    "INSERT INTO config (key, value) VALUES (:key, :value) "
                    "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    ":key", MH_TEXT (key), ":value", MH_TEXT (value), NULL);
}

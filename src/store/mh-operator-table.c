/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-operator-table"

#include "mh-operator-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

static MhOperatorRow *
read_row (MhRows *rows)
{
  MhOperatorRow *row = g_new0 (MhOperatorRow, 1);

  row->id = mh_rows_int (rows, 0);
  row->name = mh_rows_dup_text (rows, 1);
  row->pin_hash = mh_rows_dup_text (rows, 2);
  row->active = mh_rows_int (rows, 3) != 0;
  row->failures = (int) mh_rows_int (rows, 4);
  row->tried_at = mh_rows_int (rows, 5);

  return row;
}

static gboolean
check_changed (MhDb    *db,
               GError **error)
{
  if (mh_db_changes (db) == 1)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This name is not among those who sit at the PC. Choose one from the list."));

  return FALSE;
}

/**
 * mh_operator_row_free:
 * @row: a row
 */
void
mh_operator_row_free (MhOperatorRow *row)
{
  g_free (row->name);
  g_free (row->pin_hash);
  g_free (row);
}

/**
 * mh_operator_table_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhOperatorRow): everybody, also who is not active any more, by name; or %NULL
 */
GPtrArray *
mh_operator_table_list (MhDb    *db,
                        GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_operator_row_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT id, name, pin_hash, active, failures, tried_at FROM operator ORDER BY name", NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (list, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * mh_operator_table_get:
 * @db: a connection
 * @id: of an operator
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the operator, or %NULL
 */
MhOperatorRow *
mh_operator_table_get (MhDb    *db,
                       gint64   id,
                       GError **error)
{
  g_autoptr (MhOperatorRow) row = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT id, name, pin_hash, active, failures, tried_at FROM operator WHERE id = :id",
                                         ":id", MH_INT (id), NULL);

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    row = read_row (rows);
  if (!mh_rows_end (rows, error))
    return NULL;

  if (row == NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND,
                         _("This name is not among those who sit at the PC. Choose one from the list."));

  return g_steal_pointer (&row);
}

/**
 * mh_operator_table_insert:
 * @db: a connection inside an act
 * @name: not empty
 * @error: return location; MH_ERROR_CONFLICT when somebody is called so
 *
 * Returns: the new id, or 0
 */
gint64
mh_operator_table_insert (MhDb       *db,
                          const char *name,
                          GError    **error)
{
  if (!mh_db_run (db, error, "INSERT INTO operator (name) VALUES (:name)", ":name", MH_TEXT (name), NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_operator_table_rename:
 * @db: a connection inside an act
 * @id: of an operator
 * @name: not empty
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_CONFLICT when somebody else is called so
 *
 * Returns: whether it was written
 */
gboolean
mh_operator_table_rename (MhDb       *db,
                          gint64      id,
                          const char *name,
                          GError    **error)
{
  return mh_db_run (db, error, "UPDATE operator SET name = :name WHERE id = :id",
                    ":name", MH_TEXT (name), ":id", MH_INT (id), NULL) &&
         check_changed (db, error);
}

/**
 * mh_operator_table_set_active:
 * @db: a connection inside an act
 * @id: of an operator
 * @active: whether she is offered for choice
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written
 */
gboolean
mh_operator_table_set_active (MhDb    *db,
                              gint64   id,
                              gboolean active,
                              GError **error)
{
  return mh_db_run (db, error, "UPDATE operator SET active = :active WHERE id = :id",
                    ":active", MH_INT (active != FALSE), ":id", MH_INT (id), NULL) &&
         check_changed (db, error);
}

/**
 * mh_operator_table_set_pin:
 * @db: a connection inside an act
 * @id: of an operator
 * @pin_hash: (nullable): what a PIN is checked against; %NULL for none
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Wrong tries are forgotten with the PIN that they missed.
 *
 * Returns: whether it was written
 */
gboolean
mh_operator_table_set_pin (MhDb       *db,
                           gint64      id,
                           const char *pin_hash,
                           GError    **error)
{
  return mh_db_run (db, error, "UPDATE operator SET pin_hash = :hash, failures = 0, tried_at = 0 WHERE id = :id",
                    ":hash", MH_TEXT (pin_hash), ":id", MH_INT (id), NULL) &&
         check_changed (db, error);
}

/**
 * mh_operator_table_set_tries:
 * @db: a connection
 * @id: of an operator
 * @failures: how many wrong PINs since the last right one
 * @at: ms since 1970 UTC: the last of them
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written
 */
gboolean
mh_operator_table_set_tries (MhDb    *db,
                             gint64   id,
                             int      failures,
                             gint64   at,
                             GError **error)
{
  return mh_db_run (db, error, "UPDATE operator SET failures = :failures, tried_at = :at WHERE id = :id",
                    ":failures", MH_INT (failures), ":at", MH_INT (at), ":id", MH_INT (id), NULL) &&
         check_changed (db, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-act-table"

#include "mh-act-table.h"

/**
 * mh_act_row_free:
 * @row: an act
 */
void
mh_act_row_free (MhActRow *row)
{
  g_free (row->operator_name);
  g_free (row->kind);
  g_free (row);
}

static MhActRow *
read_row (MhRows *rows)
{
  MhActRow *row = g_new0 (MhActRow, 1);

  row->id = mh_rows_int (rows, 0);
  row->at = mh_rows_int (rows, 1);
  row->operator_name = mh_rows_dup_text (rows, 2);
  row->kind = mh_rows_dup_text (rows, 3);
  row->undoes = mh_rows_int (rows, 4);
  row->undone_by = mh_rows_int (rows, 5);
  row->undoable = mh_rows_int (rows, 6) != 0;

  return row;
}

/**
 * mh_act_table_list:
 * @db: a connection
 * @limit: how many at the most, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhActRow): what was done, newest first
 */
GPtrArray *
mh_act_table_list (MhDb    *db,
                   int      limit,
                   GError **error)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_act_row_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      "SELECT id, at, operator, kind, undoes, undone_by, "
                      "  policy <> 'none' AND undone_by IS NULL AND NOT EXISTS "
                      "    (SELECT 1 FROM delivery WHERE delivery.act = act.id "
                      "     AND state NOT IN ('held', 'due', 'withdrawn', 'by-hand')) "
                      "FROM act ORDER BY id DESC LIMIT :limit",
                      ":limit", MH_INT (limit > 0 ? limit : -1), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (acts, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&acts) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-deletion-table"

#include "mh-deletion-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

static MhDeletionRow *
read_row (MhRows *rows)
{
  MhDeletionRow *row = g_new0 (MhDeletionRow, 1);

  row->id = mh_rows_int (rows, 0);
  row->at = mh_rows_int (rows, 1);
  row->operator_name = mh_rows_dup_text (rows, 2);
  row->reason = mh_rows_dup_text (rows, 3);
  row->certificate = mh_rows_dup_text (rows, 4);

  return row;
}

/**
 * mh_deletion_row_free:
 * @row: a row
 */
void
mh_deletion_row_free (MhDeletionRow *row)
{
  g_free (row->operator_name);
  g_free (row->reason);
  g_free (row->certificate);
  g_free (row);
}

/**
 * mh_deletion_table_insert:
 * @db: a connection inside an act
 * @at: ms since 1970 UTC
 * @operator_name: who did it
 * @reason: by which rule or order; not empty
 * @certificate: a JSON object: kinds, counts, register numbers; no names
 * @error: return location
 *
 * Returns: the number of the certificate, or 0
 */
gint64
mh_deletion_table_insert (MhDb       *db,
                          gint64      at,
                          const char *operator_name,
                          const char *reason,
                          const char *certificate,
                          GError    **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO deletion (at, operator, reason, certificate) VALUES (:at, :operator, :reason, :certificate)",
                  ":at", MH_INT (at), ":operator", MH_TEXT (operator_name), ":reason", MH_TEXT (reason),
                  ":certificate", MH_TEXT (certificate), NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_deletion_table_get:
 * @db: a connection
 * @id: the number of a certificate
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): it, or %NULL
 */
MhDeletionRow *
mh_deletion_table_get (MhDb    *db,
                       gint64   id,
                       GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT id, at, operator, reason, certificate FROM deletion WHERE id = :id",
                                         ":id", MH_INT (id), NULL);
  g_autoptr (MhDeletionRow) row = NULL;

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    row = read_row (rows);
  if (!mh_rows_end (rows, error))
    return NULL;

  if (row == NULL)
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no certificate %lld."), (long long) id);

  return g_steal_pointer (&row);
}

/**
 * mh_deletion_table_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhDeletionRow): all certificates, newest first, or %NULL
 */
GPtrArray *
mh_deletion_table_list (MhDb    *db,
                        GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT id, at, operator, reason, certificate FROM deletion ORDER BY id DESC", NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_deletion_row_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (list, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

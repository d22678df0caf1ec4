/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-outgoing-table"

#include "mh-outgoing-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define WEEK_MS "604800000"

#define SELECT_ROW "SELECT r.file, r.position, r.ref, r.delivery, r.contact, r.result FROM outgoing_row AS r "

/**
 * mh_outgoing_row_free:
 * @row: a row
 */
void
mh_outgoing_row_free (MhOutgoingRow *row)
{
  g_free (row->ref);
  g_free (row->result);
  g_free (row);
}

/**
 * mh_outgoing_table_insert:
 * @db: a connection inside an act
 * @file: what left
 * @error: return location
 *
 * Returns: the new file's id, 0 with @error set
 */
gint64
mh_outgoing_table_insert (MhDb                 *db,
                          const MhOutgoingFile *file,
                          GError              **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO outgoing_file (kind, made_at, made_by, name, sha256, n_rows) "
                  "VALUES (:kind, :made_at, :made_by, :name, :sha256, :n_rows)",
                  ":kind", MH_TEXT (file->kind),
                  ":made_at", MH_INT (file->made_at),
                  ":made_by", MH_TEXT (file->made_by),
                  ":name", MH_TEXT (file->name),
                  ":sha256", MH_TEXT (file->sha256),
                  ":n_rows", MH_INT (file->n_rows),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_outgoing_table_add_row:
 * @db: a connection inside an act
 * @row: a row; its result is not looked at
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_outgoing_table_add_row (MhDb                *db,
                           const MhOutgoingRow *row,
                           GError             **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO outgoing_row (file, position, ref, delivery, contact) "
                    "VALUES (:file, :position, :ref, :delivery, :contact)",
                    ":file", MH_INT (row->file),
                    ":position", MH_INT (row->position),
                    ":ref", MH_TEXT (row->ref),
                    ":delivery", MH_INT (row->delivery),
                    ":contact", MH_ID (row->contact),
                    NULL);
}

static MhOutgoingRow *
read_one (MhRows *rows)
{
  MhOutgoingRow *row;

  if (rows == NULL || !mh_rows_next (rows))
    return NULL;

  row = g_new0 (MhOutgoingRow, 1);
  row->file = mh_rows_int (rows, 0);
  row->position = (int) mh_rows_int (rows, 1);
  row->ref = mh_rows_dup_text (rows, 2);
  row->delivery = mh_rows_int (rows, 3);
  row->contact = mh_rows_int (rows, 4);
  row->result = mh_rows_dup_text (rows, 5);

  return row;
}

/**
 * mh_outgoing_table_find_ref:
 * @db: a connection
 * @ref: what stood in a row
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row, or %NULL without @error where there is none
 */
MhOutgoingRow *
mh_outgoing_table_find_ref (MhDb       *db,
                            const char *ref,
                            GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_ROW "WHERE r.ref = :ref", ":ref", MH_TEXT (ref), NULL);

  return read_one (rows);
}

/**
 * mh_outgoing_table_find_phone:
 * @db: a connection
 * @kind: of the file
 * @digits: a telephone number as contacts are kept
 * @error: return location
 *
 * Where two messages went to one telephone within a week, a result that names the telephone only may be that of either.
 *
 * Returns: (transfer full) (nullable): the newest row that went there, or %NULL without @error where there is none or it is not certain which
 */
MhOutgoingRow *
mh_outgoing_table_find_phone (MhDb       *db,
                              const char *kind,
                              const char *digits,
                              GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_ROW "JOIN outgoing_file AS f ON f.id = r.file JOIN contact AS c ON c.id = r.contact "
                                                    "WHERE f.kind = :kind AND c.value = :digits AND NOT EXISTS "
                                                    "  (SELECT 1 FROM outgoing_row AS o JOIN outgoing_file AS g ON g.id = o.file "
                                                    "   WHERE g.kind = :kind AND o.contact = r.contact AND o.delivery <> r.delivery "
                                                    "   AND g.made_at > f.made_at - " WEEK_MS ") "
                                                                                              "ORDER BY r.file DESC, r.position DESC LIMIT 1",
                                         ":kind", MH_TEXT (kind), ":digits", MH_TEXT (digits), NULL);

  return read_one (rows);
}

/**
 * mh_outgoing_table_find_delivery:
 * @db: a connection
 * @delivery: a delivery
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the newest row in which it left, or %NULL without @error where it never did
 */
MhOutgoingRow *
mh_outgoing_table_find_delivery (MhDb    *db,
                                 gint64   delivery,
                                 GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_ROW "WHERE r.delivery = :delivery ORDER BY r.file DESC LIMIT 1",
                                         ":delivery", MH_INT (delivery), NULL);

  return read_one (rows);
}

/**
 * mh_outgoing_table_set_result:
 * @db: a connection inside an act
 * @row: a row
 * @result: a stable code
 * @at: when it came back, ms since 1970 UTC
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_outgoing_table_set_result (MhDb                *db,
                              const MhOutgoingRow *row,
                              const char          *result,
                              gint64               at,
                              GError             **error)
{
  return mh_db_run (db, error, "UPDATE outgoing_row SET result = :result WHERE file = :file AND position = :position",
                    ":result", MH_TEXT (result), ":file", MH_INT (row->file), ":position", MH_INT (row->position), NULL) &&
         mh_db_run (db, error, "UPDATE outgoing_file SET back_at = :at WHERE id = :file AND back_at IS NOT :at",
                    ":at", MH_INT (at), ":file", MH_INT (row->file), NULL);
}

/**
 * mh_outgoing_table_note_result:
 * @db: a connection inside an act
 * @file: a file's id
 * @position: of the row
 * @result: (nullable): a stable code
 * @error: return location
 *
 * Unlike mh_outgoing_table_set_result() it leaves the file's row alone: what is noted of one row can be taken back whatever was noted of others.
 *
 * Returns: whether it was written
 */
gboolean
mh_outgoing_table_note_result (MhDb       *db,
                               gint64      file,
                               int         position,
                               const char *result,
                               GError    **error)
{
  return mh_db_run (db, error, "UPDATE outgoing_row SET result = :result WHERE file = :file AND position = :position",
                    ":result", MH_TEXT (result), ":file", MH_INT (file), ":position", MH_INT (position), NULL);
}

/**
 * mh_outgoing_table_find_place:
 * @db: a connection
 * @file: a file's id
 * @position: of a row, from 1
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row, or %NULL without @error where there is none
 */
MhOutgoingRow *
mh_outgoing_table_find_place (MhDb    *db,
                              gint64   file,
                              int      position,
                              GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_ROW "WHERE r.file = :file AND r.position = :position",
                                         ":file", MH_INT (file), ":position", MH_INT (position), NULL);

  return read_one (rows);
}

/**
 * mh_outgoing_table_list_rows:
 * @db: a connection
 * @file: a file's id
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhOutgoingRow): its rows by position
 */
GPtrArray *
mh_outgoing_table_list_rows (MhDb    *db,
                             gint64   file,
                             GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outgoing_row_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_ROW "WHERE r.file = :file ORDER BY r.position", ":file", MH_INT (file), NULL);
  MhOutgoingRow *row;

  if (rows == NULL)
    return NULL;

  while ((row = read_one (rows)) != NULL)
    g_ptr_array_add (list, row);

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * mh_outgoing_sheet_free:
 * @sheet: a sheet
 */
void
mh_outgoing_sheet_free (MhOutgoingSheet *sheet)
{
  g_free (sheet->kind);
  g_free (sheet->made_by);
  g_free (sheet->name);
  g_free (sheet);
}

#define SELECT_SHEET \
  "SELECT f.id, f.kind, f.made_at, f.made_by, f.name, f.n_rows, f.back_at, max (d.broadcast), total (d.state = 'by-hand') " \
  "FROM outgoing_file AS f LEFT JOIN outgoing_row AS r ON r.file = f.id LEFT JOIN delivery AS d ON d.id = r.delivery "

static MhOutgoingSheet *
read_sheet (MhRows *rows)
{
  MhOutgoingSheet *sheet;

  if (rows == NULL || !mh_rows_next (rows))
    return NULL;

  sheet = g_new0 (MhOutgoingSheet, 1);
  sheet->id = mh_rows_int (rows, 0);
  sheet->kind = mh_rows_dup_text (rows, 1);
  sheet->made_at = mh_rows_int (rows, 2);
  sheet->made_by = mh_rows_dup_text (rows, 3);
  sheet->name = mh_rows_dup_text (rows, 4);
  sheet->n_rows = (guint) mh_rows_int (rows, 5);
  sheet->back_at = mh_rows_int (rows, 6);
  sheet->broadcast = mh_rows_int (rows, 7);
  sheet->n_open = (guint) mh_rows_int (rows, 8);

  return sheet;
}

/**
 * mh_outgoing_table_list_sheets:
 * @db: a connection
 * @broadcast: a broadcast, 0 = all
 * @kind: (nullable): call-sheet, letters, labels; %NULL: all of these
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhOutgoingSheet): the newest first
 */
GPtrArray *
mh_outgoing_table_list_sheets (MhDb       *db,
                               gint64      broadcast,
                               const char *kind,
                               GError    **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outgoing_sheet_free);
  g_autoptr (MhRows) rows = NULL;
  MhOutgoingSheet *sheet;

  rows = mh_db_query (db, error,
                      SELECT_SHEET "WHERE (CASE WHEN :kind IS NULL THEN f.kind IN ('call-sheet', 'letters', 'labels') ELSE f.kind = :kind END) "
                                   "GROUP BY f.id HAVING :broadcast IS NULL OR max (d.broadcast) = :broadcast ORDER BY f.id DESC",
                      ":kind", MH_TEXT (kind), ":broadcast", MH_ID (broadcast), NULL);
  if (rows == NULL)
    return NULL;

  while ((sheet = read_sheet (rows)) != NULL)
    g_ptr_array_add (list, sheet);

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * mh_outgoing_table_get_sheet:
 * @db: a connection
 * @file: its id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the sheet, or %NULL
 */
MhOutgoingSheet *
mh_outgoing_table_get_sheet (MhDb    *db,
                             gint64   file,
                             GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_SHEET "WHERE f.id = :file GROUP BY f.id", ":file", MH_INT (file), NULL);
  g_autoptr (MhOutgoingSheet) sheet = read_sheet (rows);

  if (rows == NULL || (sheet == NULL && !mh_rows_end (rows, error)))
    return NULL;

  if (sheet == NULL)
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no sheet %lld."), (long long) file);

  return g_steal_pointer (&sheet);
}

/**
 * mh_outgoing_table_set_back:
 * @db: a connection inside an act
 * @file: a sheet
 * @at: when the paper came back, ms since 1970 UTC; 0: it is out
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_outgoing_table_set_back (MhDb    *db,
                            gint64   file,
                            gint64   at,
                            GError **error)
{
  return mh_db_run (db, error, "UPDATE outgoing_file SET back_at = :at WHERE id = :file", ":at", MH_ID (at), ":file", MH_INT (file), NULL);
}

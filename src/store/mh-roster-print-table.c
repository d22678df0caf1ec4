/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-print-table"

#include "mh-roster-print-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-rows-date.h"

#define SELECT_COPY \
  "SELECT r.id, r.session, r.purpose, r.copy, r.printed_at, r.operator, r.sort_order, r.n_rows, r.recipient, r.settings, r.returned_at, " \
  "  r.returned_by, r.how, p.name, e.date, e.venue " \
  "FROM roster_print AS r JOIN session AS e ON e.id = r.session JOIN programme AS p ON p.id = e.programme "

/**
 * mh_roster_copy_free:
 * @copy: a copy
 */
void
mh_roster_copy_free (MhRosterCopy *copy)
{
  g_free (copy->purpose);
  g_free (copy->operator_name);
  g_free (copy->order);
  g_free (copy->recipient);
  g_free (copy->settings);
  g_free (copy->returned_by);
  g_free (copy->how);
  g_free (copy->programme);
  g_free (copy->venue);
  g_free (copy);
}

/**
 * mh_roster_copy_row_free:
 * @row: a row
 */
void
mh_roster_copy_row_free (MhRosterCopyRow *row)
{
  g_free (row->detail);
  g_free (row);
}

static MhRosterCopy *
read_copy (MhRows *rows)
{
  MhRosterCopy *copy = g_new0 (MhRosterCopy, 1);

  copy->id = mh_rows_int (rows, 0);
  copy->session = mh_rows_int (rows, 1);
  copy->purpose = mh_rows_dup_text (rows, 2);
  copy->copy = (int) mh_rows_int (rows, 3);
  copy->printed_at = mh_rows_int (rows, 4);
  copy->operator_name = mh_rows_dup_text (rows, 5);
  copy->order = mh_rows_dup_text (rows, 6);
  copy->n_rows = mh_rows_int (rows, 7);
  copy->recipient = mh_rows_dup_text (rows, 8);
  copy->settings = mh_rows_dup_text (rows, 9);
  copy->returned_at = mh_rows_int (rows, 10);
  copy->returned_by = mh_rows_dup_text (rows, 11);
  copy->how = mh_rows_dup_text (rows, 12);
  copy->programme = mh_rows_dup_text (rows, 13);
  copy->date = mh_rows_date (rows, 14);
  copy->venue = mh_rows_dup_text (rows, 15);

  return copy;
}

/**
 * mh_roster_print_table_next:
 * @db: a connection in a write transaction
 * @session: a day
 * @purpose: what the list is for
 * @out_copy: (out): the number of the next copy, from 1
 * @error: return location
 *
 * Returns: whether it could be asked
 */
gboolean
mh_roster_print_table_next (MhDb       *db,
                            gint64      session,
                            const char *purpose,
                            int        *out_copy,
                            GError    **error)
{
  gint64 copy;

  *out_copy = 0;
  if (!mh_db_get_int (db, 1, &copy, error, "SELECT max (copy) + 1 FROM roster_print WHERE session = :session AND purpose = :purpose",
                      ":session", MH_INT (session), ":purpose", MH_TEXT (purpose), NULL))
    return FALSE;

  *out_copy = (int) copy;

  return TRUE;
}

/**
 * mh_roster_print_table_insert:
 * @db: a connection in a write transaction
 * @copy: what to write
 * @error: return location; MH_ERROR_CONFLICT when the number is taken
 *
 * Returns: the new id, 0 with @error set
 */
gint64
mh_roster_print_table_insert (MhDb               *db,
                              const MhRosterCopy *copy,
                              GError            **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO roster_print (session, purpose, copy, printed_at, operator, sort_order, n_rows, recipient, settings) "
                  "VALUES (:session, :purpose, :copy, :printed_at, :operator, :order, :n_rows, :recipient, :settings)",
                  ":session", MH_INT (copy->session),
                  ":purpose", MH_TEXT (copy->purpose),
                  ":copy", MH_INT (copy->copy),
                  ":printed_at", MH_INT (copy->printed_at),
                  ":operator", MH_TEXT (copy->operator_name),
                  ":order", MH_TEXT (copy->order),
                  ":n_rows", MH_INT (copy->n_rows),
                  ":recipient", MH_TEXT (copy->recipient),
                  ":settings", MH_TEXT (copy->settings),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_roster_print_table_add_row:
 * @db: a connection in a write transaction
 * @print: a copy
 * @row: what stands on it of a booking
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_roster_print_table_add_row (MhDb                  *db,
                               gint64                 print,
                               const MhRosterCopyRow *row,
                               GError               **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO roster_print_row (print, booking, start_min, place, detail) VALUES (:print, :booking, :start, :place, :detail)",
                    ":print", MH_INT (print),
                    ":booking", MH_INT (row->booking),
                    ":start", MH_INT (row->start_min),
                    ":place", MH_INT (row->place),
                    ":detail", MH_TEXT (row->detail),
                    NULL);
}

/**
 * mh_roster_print_table_get:
 * @db: a connection
 * @id: a copy
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the copy, or %NULL
 */
MhRosterCopy *
mh_roster_print_table_get (MhDb    *db,
                           gint64   id,
                           GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_COPY "WHERE r.id = :id", ":id", MH_INT (id), NULL);

  if (rows == NULL)
    return NULL;
  if (mh_rows_next (rows))
    return read_copy (rows);

  if (mh_rows_end (rows, error))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no such printed copy."));

  return NULL;
}

/**
 * mh_roster_print_table_list:
 * @db: a connection
 * @session: a day, or 0 for all
 * @out: only copies that have not come back
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhRosterCopy): copies by day, purpose and number, or %NULL
 */
GPtrArray *
mh_roster_print_table_list (MhDb    *db,
                            gint64   session,
                            gboolean out,
                            GError **error)
{
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_roster_copy_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      SELECT_COPY "WHERE (:session = 0 OR r.session = :session) AND (:out = 0 OR r.returned_at IS NULL) "
                                  "ORDER BY e.date, r.session, r.purpose, r.copy",
                      ":session", MH_INT (session), ":out", MH_INT (out), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (copies, read_copy (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&copies) : NULL;
}

/**
 * mh_roster_print_table_rows:
 * @db: a connection
 * @print: a copy
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhRosterCopyRow): what stood on it, by time, or %NULL
 */
GPtrArray *
mh_roster_print_table_rows (MhDb    *db,
                            gint64   print,
                            GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_roster_copy_row_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error, "SELECT booking, start_min, place, detail FROM roster_print_row WHERE print = :print ORDER BY start_min, place, booking",
                      ":print", MH_INT (print), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhRosterCopyRow *row = g_new0 (MhRosterCopyRow, 1);

    row->booking = mh_rows_int (rows, 0);
    row->start_min = (int) mh_rows_int (rows, 1);
    row->place = (int) mh_rows_int (rows, 2);
    row->detail = mh_rows_dup_text (rows, 3);
    g_ptr_array_add (found, row);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&found) : NULL;
}

/**
 * mh_roster_print_table_set_back:
 * @db: a connection inside an act
 * @id: a copy
 * @how: (nullable): "returned", "shredded"; %NULL: it is out after all
 * @operator_name: who notes it
 * @at: when, in ms
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_roster_print_table_set_back (MhDb       *db,
                                gint64      id,
                                const char *how,
                                const char *operator_name,
                                gint64      at,
                                GError    **error)
{
  return mh_db_run (db, error, "UPDATE roster_print SET returned_at = :at, returned_by = :operator, how = :how WHERE id = :id",
                    ":at", MH_ID (how != NULL ? at : 0), ":operator", MH_TEXT (how != NULL ? operator_name : NULL),
                    ":how", MH_TEXT (how), ":id", MH_INT (id), NULL);
}

/**
 * mh_roster_print_table_last_settings:
 * @db: a connection
 * @programme: a programme
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how its last roster was printed, a JSON object
 */
char *
mh_roster_print_table_last_settings (MhDb    *db,
                                     gint64   programme,
                                     GError **error)
{
  g_autoptr (MhRows) rows = NULL;
  g_autofree char *settings = NULL;

  rows = mh_db_query (db, error,
                      "SELECT r.settings FROM roster_print AS r JOIN session AS e ON e.id = r.session "
                      "WHERE e.programme = :programme AND r.settings <> '{}' ORDER BY r.id DESC LIMIT 1",
                      ":programme", MH_INT (programme), NULL);
  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    settings = mh_rows_dup_text (rows, 0);

  return mh_rows_end (rows, error) ? g_steal_pointer (&settings) : NULL;
}

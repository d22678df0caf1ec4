/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-received-table"

#include "mh-received-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define SELECT_BOX "SELECT b.id, b.ref, b.name, b.sha256, b.made_at, b.read_at, b.read_by, b.n_rows, b.back_at FROM received_box AS b "
#define SELECT_ROW \
  "SELECT r.box, r.position, r.ref, r.delivery, d.state, d.reason, d.state_at FROM received_row AS r JOIN delivery AS d ON d.id = r.delivery "

/**
 * mh_received_box_free:
 * @box: a box
 */
void
mh_received_box_free (MhReceivedBox *box)
{
  g_free (box->ref);
  g_free (box->name);
  g_free (box->sha256);
  g_free (box->read_by);
  g_free (box);
}

/**
 * mh_received_row_free:
 * @row: a row
 */
void
mh_received_row_free (MhReceivedRow *row)
{
  g_free (row->ref);
  g_free (row->state);
  g_free (row->reason);
  g_free (row);
}

/**
 * mh_received_table_insert:
 * @db: a connection inside an act
 * @box: a box that was read; its id and back_at are not looked at
 * @error: return location
 *
 * Returns: its id, 0 with @error set
 */
gint64
mh_received_table_insert (MhDb                *db,
                          const MhReceivedBox *box,
                          GError             **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO received_box (ref, name, sha256, made_at, read_at, read_by, n_rows) "
                  "VALUES (:ref, :name, :sha256, :made_at, :read_at, :read_by, :n_rows)",
                  ":ref", MH_TEXT (box->ref),
                  ":name", MH_TEXT (box->name),
                  ":sha256", MH_TEXT (box->sha256),
                  ":made_at", MH_INT (box->made_at),
                  ":read_at", MH_INT (box->read_at),
                  ":read_by", MH_TEXT (box->read_by),
                  ":n_rows", MH_INT (box->n_rows),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_received_table_add_row:
 * @db: a connection inside an act
 * @box: a box
 * @position: from 1
 * @ref: the other computer's name for the message
 * @delivery: what it is here
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_received_table_add_row (MhDb       *db,
                           gint64      box,
                           int         position,
                           const char *ref,
                           gint64      delivery,
                           GError    **error)
{
  return mh_db_run (db, error, "INSERT INTO received_row (box, position, ref, delivery) VALUES (:box, :position, :ref, :delivery)",
                    ":box", MH_INT (box), ":position", MH_INT (position), ":ref", MH_TEXT (ref), ":delivery", MH_INT (delivery), NULL);
}

static GPtrArray *
read_boxes (MhRows  *rows,
            GError **error)
{
  g_autoptr (GPtrArray) boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_received_box_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhReceivedBox *box = g_new0 (MhReceivedBox, 1);

    box->id = mh_rows_int (rows, 0);
    box->ref = mh_rows_dup_text (rows, 1);
    box->name = mh_rows_dup_text (rows, 2);
    box->sha256 = mh_rows_dup_text (rows, 3);
    box->made_at = mh_rows_int (rows, 4);
    box->read_at = mh_rows_int (rows, 5);
    box->read_by = mh_rows_dup_text (rows, 6);
    box->n_rows = (guint) mh_rows_int (rows, 7);
    box->back_at = mh_rows_int (rows, 8);
    g_ptr_array_add (boxes, box);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&boxes) : NULL;
}

/**
 * mh_received_table_get:
 * @db: a connection
 * @id: a box
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the box
 */
MhReceivedBox *
mh_received_table_get (MhDb    *db,
                       gint64   id,
                       GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_BOX "WHERE b.id = :id", ":id", MH_INT (id), NULL);
  g_autoptr (GPtrArray) boxes = read_boxes (rows, error);

  if (boxes == NULL)
    return NULL;

  if (boxes->len > 0)
    return g_ptr_array_steal_index (boxes, 0);

  g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no box %lld."), (long long) id);

  return NULL;
}

/**
 * mh_received_table_find:
 * @db: a connection
 * @ref: of a box
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the box, or %NULL without @error where it was not read here
 */
MhReceivedBox *
mh_received_table_find (MhDb       *db,
                        const char *ref,
                        GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_BOX "WHERE b.ref = :ref", ":ref", MH_TEXT (ref), NULL);
  g_autoptr (GPtrArray) boxes = read_boxes (rows, error);

  return boxes != NULL && boxes->len > 0 ? g_ptr_array_steal_index (boxes, 0) : NULL;
}

/**
 * mh_received_table_list:
 * @db: a connection
 * @limit: how many at the most, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhReceivedBox): boxes, newest first
 */
GPtrArray *
mh_received_table_list (MhDb    *db,
                        int      limit,
                        GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_BOX "ORDER BY b.id DESC LIMIT :limit", ":limit", MH_INT (limit > 0 ? limit : -1), NULL);

  return read_boxes (rows, error);
}

static GPtrArray *
read_rows (MhRows  *rows,
           GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_received_row_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhReceivedRow *row = g_new0 (MhReceivedRow, 1);

    row->box = mh_rows_int (rows, 0);
    row->position = (int) mh_rows_int (rows, 1);
    row->ref = mh_rows_dup_text (rows, 2);
    row->delivery = mh_rows_int (rows, 3);
    row->state = mh_rows_dup_text (rows, 4);
    row->reason = mh_rows_dup_text (rows, 5);
    row->state_at = mh_rows_int (rows, 6);
    g_ptr_array_add (list, row);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * mh_received_table_list_rows:
 * @db: a connection
 * @box: a box
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhReceivedRow): its messages
 */
GPtrArray *
mh_received_table_list_rows (MhDb    *db,
                             gint64   box,
                             GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_ROW "WHERE r.box = :box ORDER BY r.position", ":box", MH_INT (box), NULL);

  return read_rows (rows, error);
}

/**
 * mh_received_table_find_row:
 * @db: a connection
 * @delivery: a delivery
 * @error: return location
 *
 * Returns: (transfer full) (nullable): as what it came, or %NULL without @error where it was written here
 */
MhReceivedRow *
mh_received_table_find_row (MhDb    *db,
                            gint64   delivery,
                            GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_ROW "WHERE r.delivery = :delivery", ":delivery", MH_INT (delivery), NULL);
  g_autoptr (GPtrArray) list = read_rows (rows, error);

  return list != NULL && list->len > 0 ? g_ptr_array_steal_index (list, 0) : NULL;
}

/**
 * mh_received_table_set_back:
 * @db: a connection inside an act
 * @box: a box
 * @at: when results were written, ms since 1970 UTC
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_received_table_set_back (MhDb    *db,
                            gint64   box,
                            gint64   at,
                            GError **error)
{
  return mh_db_run (db, error, "UPDATE received_box SET back_at = :at WHERE id = :box", ":at", MH_INT (at), ":box", MH_INT (box), NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-phone-table"

#include "mh-phone-table.h"

/**
 * mh_phone_row_free:
 * @row: (nullable): a message
 */
void
mh_phone_row_free (MhPhoneRow *row)
{
  if (row == NULL)
    return;

  g_free (row->channel);
  g_free (row->kind);
  g_free (row->body);
  g_free (row->offer_state);
  g_free (row);
}

static MhPhoneRow *
read_row (MhRows *rows)
{
  MhPhoneRow *row = g_new0 (MhPhoneRow, 1);

  row->delivery = mh_rows_int (rows, 0);
  row->contact = mh_rows_int (rows, 1);
  row->channel = mh_rows_dup_text (rows, 2);
  row->kind = mh_rows_dup_text (rows, 3);
  row->body = mh_rows_dup_text (rows, 4);
  row->at = mh_rows_int (rows, 5);
  row->offer = mh_rows_int (rows, 6);
  row->offer_state = mh_rows_dup_text (rows, 7);
  row->deadline_at = mh_rows_int (rows, 8);

  return row;
}

/**
 * mh_phone_table_list:
 * @db: a connection
 * @limit: how many at the most
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhPhoneRow): what came to contacts, newest first
 */
GPtrArray *
mh_phone_table_list (MhDb    *db,
                     int      limit,
                     GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT d.id, d.contact, c.kind, d.kind, d.body, d.state_at, d.offer, o.state, o.deadline_at "
                                         "FROM delivery AS d JOIN contact AS c ON c.id = d.contact LEFT JOIN offer AS o ON o.id = d.offer "
                                         "WHERE d.state IN ('accepted', 'delivered') AND c.kind IN ('line', 'mobile') "
                                         "ORDER BY d.state_at DESC, d.id DESC LIMIT :limit",
                                         ":limit", MH_INT (limit), NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_phone_row_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (list, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * mh_phone_table_list_people:
 * @db: a connection
 * @contact: a contact
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): the people who have it, those first who use it first; empty when it is nobody's any more
 */
GArray *
mh_phone_table_list_people (MhDb    *db,
                            gint64   contact,
                            GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT resident FROM contact_link WHERE contact = :contact ORDER BY rank, id",
                                         ":contact", MH_INT (contact), NULL);
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 resident = mh_rows_int (rows, 0);

    g_array_append_val (people, resident);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&people) : NULL;
}

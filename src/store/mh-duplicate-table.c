/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-duplicate-table"

#include "mh-duplicate-table.h"

/**
 * mh_duplicate_key_free:
 * @key: (nullable): a key
 */
void
mh_duplicate_key_free (MhDuplicateKey *key)
{
  if (key == NULL)
    return;

  g_free (key->name_fold);
  g_free (key->kana_fold);
  g_free (key);
}

static MhDuplicateKey *
read_key (MhRows *rows)
{
  MhDuplicateKey *key = g_new0 (MhDuplicateKey, 1);

  key->id = mh_rows_int (rows, 1);
  key->name_fold = mh_rows_dup_text (rows, 2);
  key->kana_fold = mh_rows_dup_text (rows, 3);

  return key;
}

/**
 * mh_duplicate_table_each_birth:
 * @db: a connection
 * @func: (scope call): what to do with those born on one day
 * @user_data: for @func
 * @error: return location
 *
 * Who is merged into somebody is not there, nor is a person whose day of birth is unknown.
 *
 * Returns: whether all could be read, or @func had seen enough
 */
gboolean
mh_duplicate_table_each_birth (MhDb                *db,
                               MhDuplicateGroupFunc func,
                               gpointer             user_data,
                               GError             **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_duplicate_key_free);
  g_autofree char *day = NULL;
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      "SELECT birth, id, name_fold, kana_fold FROM resident "
                      "WHERE birth IS NOT NULL AND merged_into IS NULL ORDER BY birth, id", NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    if (g_strcmp0 (day, mh_rows_text (rows, 0)) != 0) {
      if (keys->len > 1 && !func (keys, user_data))
        return TRUE;

      g_ptr_array_set_size (keys, 0);
      g_free (day);
      day = mh_rows_dup_text (rows, 0);
    }

    g_ptr_array_add (keys, read_key (rows));
  }

  if (!mh_rows_end (rows, error))
    return FALSE;

  if (keys->len > 1)
    func (keys, user_data);

  return TRUE;
}

/* Takes @rows. */
static gboolean
call_for_each (MhRows             *rows,
               MhDuplicatePairFunc func,
               gpointer            user_data,
               GError            **error)
{
  g_autoptr (MhRows) owned = rows;

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows))
    func (mh_rows_int (rows, 0), mh_rows_int (rows, 1), user_data);

  return mh_rows_end (rows, error);
}

/**
 * mh_duplicate_table_each_phone:
 * @db: a connection
 * @day: on which it is judged who is protected; a measure that cannot be read runs
 * @func: (scope call): what to do with a pair
 * @user_data: for @func
 * @error: return location
 *
 * Returns: whether all could be read
 */
gboolean
mh_duplicate_table_each_phone (MhDb               *db,
                               MhDate              day,
                               MhDuplicatePairFunc func,
                               gpointer            user_data,
                               GError            **error)
{
  static const char sql[] =
    "WITH covered (resident) AS (SELECT resident FROM protection AS p "
    "  WHERE NOT coalesce (p.start_date = date (p.start_date, '+0 days') AND p.start_date > :day, 0) "
    "  AND NOT coalesce (p.end_date = date (p.end_date, '+0 days') AND p.end_date < :day, 0)) "
    "SELECT DISTINCT a.id, b.id FROM contact AS c "
    "JOIN contact_link AS x ON x.contact = c.id JOIN contact_link AS y ON y.contact = c.id AND y.resident > x.resident "
    "JOIN resident AS a ON a.id = x.resident JOIN resident AS b ON b.id = y.resident AND b.birth = a.birth "
    "WHERE c.kind IN ('mobile', 'landline') AND a.merged_into IS NULL AND b.merged_into IS NULL "
    "AND a.id NOT IN covered AND b.id NOT IN covered";
  g_autofree char *iso = mh_date_to_iso (day);

  return call_for_each (mh_db_query (db, error, sql, ":day", MH_TEXT (iso), NULL), func, user_data, error);
}

/**
 * mh_duplicate_table_each_other:
 * @db: a connection
 * @func: (scope call): what to do with a pair
 * @user_data: for @func
 * @error: return location
 *
 * Returns: whether all could be read
 */
gboolean
mh_duplicate_table_each_other (MhDb               *db,
                               MhDuplicatePairFunc func,
                               gpointer            user_data,
                               GError            **error)
{
  return call_for_each (mh_db_query (db, error, "SELECT a, b FROM not_duplicate", NULL), func, user_data, error);
}

/**
 * mh_duplicate_table_part:
 * @db: a connection inside an act
 * @a: a person
 * @b: another
 * @error: return location
 *
 * Remembers that they are two people; that it is known already does no harm.
 *
 * Returns: whether it was written
 */
gboolean
mh_duplicate_table_part (MhDb    *db,
                         gint64   a,
                         gint64   b,
                         GError **error)
{
  return mh_db_run (db, error, "INSERT INTO not_duplicate (a, b) VALUES (:a, :b) ON CONFLICT DO NOTHING",
                    ":a", MH_INT (MIN (a, b)), ":b", MH_INT (MAX (a, b)), NULL);
}

/**
 * mh_duplicate_table_follow:
 * @db: a connection
 * @id: a resident
 * @out_id: (out): the person whom this row stands for; @id when nobody has it
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
mh_duplicate_table_follow (MhDb    *db,
                           gint64   id,
                           gint64  *out_id,
                           GError **error)
{
  return mh_db_get_int (db, id, out_id, error, "SELECT coalesce (merged_into, id) FROM resident WHERE id = :id",
                        ":id", MH_INT (id), NULL);
}

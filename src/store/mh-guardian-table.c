/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-guardian-table"

#include "mh-guardian-table.h"

/* Takes @rows: id, resident, person, name, relation. */
static GPtrArray *
read_list (MhRows  *rows,
           GError **error)
{
  g_autoptr (MhRows) owned = rows;
  g_autoptr (GPtrArray) guardians = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_guardian_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhGuardian *guardian = g_new0 (MhGuardian, 1);

    guardian->id = mh_rows_int (rows, 0);
    guardian->resident = mh_rows_int (rows, 1);
    guardian->person = mh_rows_int (rows, 2);
    guardian->name = mh_rows_dup_text (rows, 3);
    guardian->relation = mh_rows_dup_text (rows, 4);
    g_ptr_array_add (guardians, guardian);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&guardians) : NULL;
}

/**
 * mh_guardian_free:
 * @guardian: (nullable): a guardian
 */
void
mh_guardian_free (MhGuardian *guardian)
{
  if (guardian == NULL)
    return;

  g_free (guardian->name);
  g_free (guardian->relation);
  g_free (guardian);
}

/**
 * mh_guardian_table_insert:
 * @db: a connection inside an act
 * @guardian: who answers for whom; its id does not matter
 * @error: return location
 *
 * Returns: the new id, or 0
 */
gint64
mh_guardian_table_insert (MhDb             *db,
                          const MhGuardian *guardian,
                          GError          **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO guardian (resident, person, name, relation) VALUES (:resident, :person, :name, :relation)",
                  ":resident", MH_INT (guardian->resident),
                  ":person", MH_ID (guardian->person),
                  ":name", MH_TEXT (guardian->person == 0 ? guardian->name : NULL),
                  ":relation", MH_TEXT (guardian->relation != NULL ? guardian->relation : ""),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_guardian_table_delete:
 * @db: a connection inside an act
 * @id: a guardian
 * @error: return location
 *
 * Returns: whether it was written; mh_db_changes() tells whether it was there
 */
gboolean
mh_guardian_table_delete (MhDb    *db,
                          gint64   id,
                          GError **error)
{
  return mh_db_run (db, error, "DELETE FROM guardian WHERE id = :id", ":id", MH_INT (id), NULL);
}

/**
 * mh_guardian_table_list:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhGuardian): who answers for @resident, or %NULL
 */
GPtrArray *
mh_guardian_table_list (MhDb    *db,
                        gint64   resident,
                        GError **error)
{
  return read_list (mh_db_query (db, error,
                                 "SELECT id, resident, person, name, relation FROM guardian WHERE resident = :resident ORDER BY id",
                                 ":resident", MH_INT (resident), NULL), error);
}

/**
 * mh_guardian_table_list_wards:
 * @db: a connection
 * @person: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhGuardian): for whom @person answers, or %NULL
 */
GPtrArray *
mh_guardian_table_list_wards (MhDb    *db,
                              gint64   person,
                              GError **error)
{
  return read_list (mh_db_query (db, error,
                                 "SELECT id, resident, person, name, relation FROM guardian WHERE person = :person ORDER BY id",
                                 ":person", MH_INT (person), NULL), error);
}

/**
 * mh_guardian_table_move:
 * @db: a connection inside an act
 * @from: a duplicate
 * @to: the person who stays
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_guardian_table_move (MhDb    *db,
                        gint64   from,
                        gint64   to,
                        GError **error)
{
  return mh_db_run (db, error,
                    "DELETE FROM guardian WHERE (resident = :from AND person = :to) OR (resident = :to AND person = :from)",
                    ":from", MH_INT (from), ":to", MH_INT (to), NULL) &&
         mh_db_run (db, error,
                    "DELETE FROM guardian WHERE (resident = :from AND person IN (SELECT person FROM guardian WHERE resident = :to)) "
                    "OR (person = :from AND resident IN (SELECT resident FROM guardian WHERE person = :to))",
                    ":from", MH_INT (from), ":to", MH_INT (to), NULL) &&
         mh_db_run (db, error, "UPDATE guardian SET resident = :to WHERE resident = :from",
                    ":from", MH_INT (from), ":to", MH_INT (to), NULL) &&
         mh_db_run (db, error, "UPDATE guardian SET person = :to WHERE person = :from",
                    ":from", MH_INT (from), ":to", MH_INT (to), NULL);
}

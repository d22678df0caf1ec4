/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-resident-table"

#include "mh-resident-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-resident-keys.h"
#include "mh-rows-date.h"

/* Begins the numbers that the desk gives to people who have none yet; the character after "-" is ".", for the range. */
#define PROVISIONAL     "仮-"
#define PROVISIONAL_END "仮."

/* What every SELECT of a whole person names, in the order in which read_row() reads it. */
#define COLUMNS \
  "id, register_number, provisional, household_number, name, kana, birth, birth_text, sex, postal_code, address, " \
  "address_extra, district, status, status_date, note, district2, district3, relation, other_name, merged_into"

static MhResident *
read_row (MhRows *rows)
{
  MhResident *resident = g_new0 (MhResident, 1);

  resident->id = mh_rows_int (rows, 0);
  resident->register_number = mh_rows_dup_text (rows, 1);
  resident->provisional = mh_rows_int (rows, 2) != 0;
  resident->household_number = mh_rows_dup_text (rows, 3);
  resident->name = mh_rows_dup_text (rows, 4);
  resident->kana = mh_rows_dup_text (rows, 5);
  resident->birth = mh_rows_date (rows, 6);
  resident->birth_text = mh_rows_dup_text (rows, 7);
  resident->sex = mh_rows_dup_text (rows, 8);
  resident->postal_code = mh_rows_dup_text (rows, 9);
  resident->address = mh_rows_dup_text (rows, 10);
  resident->address_extra = mh_rows_dup_text (rows, 11);
  resident->district = mh_rows_dup_text (rows, 12);
  resident->status = mh_rows_dup_text (rows, 13);
  resident->status_date = mh_rows_date (rows, 14);
  resident->note = mh_rows_dup_text (rows, 15);
  resident->district2 = mh_rows_dup_text (rows, 16);
  resident->district3 = mh_rows_dup_text (rows, 17);
  resident->relation = mh_rows_dup_text (rows, 18);
  resident->other_name = mh_rows_dup_text (rows, 19);
  resident->merged_into = mh_rows_int (rows, 20);

  return resident;
}

/* Takes @rows. */
static MhResident *
read_only_row (MhRows  *rows,
               GError **error)
{
  g_autoptr (MhRows) owned = rows;
  g_autoptr (MhResident) resident = NULL;

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    resident = read_row (rows);

  if (!mh_rows_end (rows, error))
    return NULL;

  if (resident == NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This person is not in the resident list."));

  return g_steal_pointer (&resident);
}

/* Runs @sql, which inserts or updates one row and names all its columns; keys are made with it. @id 0: a new one. */
static gboolean
write_row (MhDb             *db,
           const char       *sql,
           gint64            id,
           const MhResident *resident,
           GError          **error)
{
  g_autofree char *birth = mh_date_to_iso (resident->birth);
  g_autofree char *status_date = mh_date_to_iso (resident->status_date);
  g_auto (MhResidentKeys) keys = { 0 };

  mh_resident_keys_make (resident->name, resident->kana, &keys);

  return mh_db_run (db, error, sql,
                    ":id", MH_ID (id),
                    ":number", MH_TEXT (resident->register_number),
                    ":provisional", MH_INT (resident->provisional),
                    ":household", MH_TEXT (resident->household_number),
                    ":name", MH_TEXT (resident->name),
                    ":kana", MH_TEXT (resident->kana),
                    ":birth", MH_TEXT (birth),
                    ":birth_text", MH_TEXT (resident->birth_text),
                    ":sex", MH_TEXT (resident->sex),
                    ":postal_code", MH_TEXT (resident->postal_code),
                    ":address", MH_TEXT (resident->address),
                    ":address_extra", MH_TEXT (resident->address_extra),
                    ":district", MH_TEXT (resident->district),
                    ":status", MH_TEXT (resident->status),
                    ":status_date", MH_TEXT (status_date),
                    ":note", MH_TEXT (resident->note),
                    ":name_fold", MH_TEXT (keys.name_fold),
                    ":kana_fold", MH_TEXT (keys.kana_fold),
                    ":sort_key", MH_BLOB (keys.sort_key),
                    ":district2", MH_TEXT (resident->district2),
                    ":district3", MH_TEXT (resident->district3),
                    ":relation", MH_TEXT (resident->relation),
                    ":other_name", MH_TEXT (resident->other_name),
                    ":merged_into", MH_ID (resident->merged_into),
                    NULL);
}

/**
 * mh_resident_new:
 *
 * Returns: (transfer full): a person without number and name, living in the town, of unknown sex
 */
MhResident *
mh_resident_new (void)
{
  MhResident *self = g_new0 (MhResident, 1);

  self->kana = g_strdup ("");
  self->sex = g_strdup ("unknown");
  self->status = g_strdup ("resident");

  return self;
}

/**
 * mh_resident_copy:
 * @resident: a person
 *
 * Returns: (transfer full): the same, field by field
 */
MhResident *
mh_resident_copy (const MhResident *resident)
{
  MhResident *copy = g_memdup2 (resident, sizeof *resident);

  copy->register_number = g_strdup (resident->register_number);
  copy->household_number = g_strdup (resident->household_number);
  copy->name = g_strdup (resident->name);
  copy->kana = g_strdup (resident->kana);
  copy->birth_text = g_strdup (resident->birth_text);
  copy->sex = g_strdup (resident->sex);
  copy->postal_code = g_strdup (resident->postal_code);
  copy->address = g_strdup (resident->address);
  copy->address_extra = g_strdup (resident->address_extra);
  copy->district = g_strdup (resident->district);
  copy->status = g_strdup (resident->status);
  copy->note = g_strdup (resident->note);
  copy->district2 = g_strdup (resident->district2);
  copy->district3 = g_strdup (resident->district3);
  copy->relation = g_strdup (resident->relation);
  copy->other_name = g_strdup (resident->other_name);

  return copy;
}

/**
 * mh_resident_free:
 * @resident: (nullable): a person
 */
void
mh_resident_free (MhResident *resident)
{
  if (resident == NULL)
    return;

  g_free (resident->register_number);
  g_free (resident->household_number);
  g_free (resident->name);
  g_free (resident->kana);
  g_free (resident->birth_text);
  g_free (resident->sex);
  g_free (resident->postal_code);
  g_free (resident->address);
  g_free (resident->address_extra);
  g_free (resident->district);
  g_free (resident->status);
  g_free (resident->note);
  g_free (resident->district2);
  g_free (resident->district3);
  g_free (resident->relation);
  g_free (resident->other_name);
  g_free (resident);
}

/**
 * mh_resident_table_insert:
 * @db: a connection inside an act
 * @resident: the person; its id does not matter
 * @error: return location; MH_ERROR_CONFLICT when the register number is taken
 *
 * Search keys are made from name and kana, the place in the list from kana, or from the name where there is none.
 *
 * Returns: the new id, or 0
 */
gint64
mh_resident_table_insert (MhDb             *db,
                          const MhResident *resident,
                          GError          **error)
{
  static const char sql[] =
    "INSERT INTO resident (id, register_number, provisional, household_number, name, kana, birth, birth_text, sex, postal_code, "
    "address, address_extra, district, status, status_date, note, name_fold, kana_fold, sort_key, district2, district3, "
    "relation, other_name, merged_into) "
    "VALUES (:id, :number, :provisional, :household, :name, :kana, :birth, :birth_text, :sex, :postal_code, "
    ":address, :address_extra, :district, :status, :status_date, :note, :name_fold, :kana_fold, :sort_key, :district2, :district3, "
    ":relation, :other_name, :merged_into)";

  return write_row (db, sql, 0, resident, error) ? mh_db_last_id (db) : 0;
}

/**
 * mh_resident_table_update:
 * @db: a connection inside an act
 * @resident: the person as it shall be from now on, by its id
 * @error: return location; MH_ERROR_NOT_FOUND, or MH_ERROR_CONFLICT when the register number is another's
 *
 * Returns: whether it was written
 */
gboolean
mh_resident_table_update (MhDb             *db,
                          const MhResident *resident,
                          GError          **error)
{
  static const char sql[] =
    "UPDATE resident SET register_number = :number, provisional = :provisional, household_number = :household, name = :name, "
    "kana = :kana, birth = :birth, birth_text = :birth_text, sex = :sex, postal_code = :postal_code, address = :address, "
    "address_extra = :address_extra, district = :district, status = :status, status_date = :status_date, note = :note, "
    "name_fold = :name_fold, kana_fold = :kana_fold, sort_key = :sort_key, district2 = :district2, district3 = :district3, "
    "relation = :relation, other_name = :other_name, merged_into = :merged_into WHERE id = :id";

  if (!write_row (db, sql, resident->id, resident, error))
    return FALSE;

  if (mh_db_changes (db) == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This person is not in the resident list."));
    return FALSE;
  }

  return TRUE;
}

/**
 * mh_resident_table_get:
 * @db: a connection
 * @id: a person's id
 * @error: return location; MH_ERROR_NOT_FOUND when nobody has it
 *
 * Returns: (transfer full): the person, or %NULL
 */
MhResident *
mh_resident_table_get (MhDb    *db,
                       gint64   id,
                       GError **error)
{
  static const char sql[] = "SELECT " COLUMNS " FROM resident WHERE id = :id";

  return read_only_row (mh_db_query (db, error, sql, ":id", MH_INT (id), NULL), error);
}

/**
 * mh_resident_table_find:
 * @db: a connection
 * @register_number: exactly as stored
 * @error: return location; MH_ERROR_NOT_FOUND when nobody has it
 *
 * Returns: (transfer full): the person, or %NULL
 */
MhResident *
mh_resident_table_find (MhDb       *db,
                        const char *register_number,
                        GError    **error)
{
  static const char sql[] = "SELECT " COLUMNS " FROM resident WHERE register_number = :number";

  return read_only_row (mh_db_query (db, error, sql, ":number", MH_TEXT (register_number), NULL), error);
}

/**
 * mh_resident_table_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhResident): everybody, by id, or %NULL
 */
GPtrArray *
mh_resident_table_list (MhDb    *db,
                        GError **error)
{
  static const char sql[] = "SELECT " COLUMNS " FROM resident ORDER BY id";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, NULL);
  g_autoptr (GPtrArray) residents = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_resident_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (residents, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&residents) : NULL;
}

/**
 * mh_resident_table_next_provisional:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full): the first free number of those that the desk gives to people without a register number:
 *   "仮-0001" and so on, or %NULL
 */
char *
mh_resident_table_next_provisional (MhDb    *db,
                                    GError **error)
{
  static const char sql[] =
    "SELECT max (CAST (substr (register_number, 3) AS INTEGER)) FROM resident "
    "WHERE register_number >= :begin AND register_number < :end";
  gint64 last;

  if (!mh_db_get_int (db, 0, &last, error, sql,
                      ":begin", MH_TEXT (PROVISIONAL), ":end", MH_TEXT (PROVISIONAL_END), NULL))
    return NULL;

  return g_strdup_printf (PROVISIONAL "%04" G_GINT64_FORMAT, last + 1);
}

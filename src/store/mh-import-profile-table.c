/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-profile-table"

#include "mh-import-profile-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

static gboolean
check_found (MhDb    *db,
             GError **error)
{
  if (mh_db_changes (db) > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("These remembered settings are no longer there."));

  return FALSE;
}

/**
 * mh_import_profile_row_free:
 * @row: a profile
 */
void
mh_import_profile_row_free (MhImportProfileRow *row)
{
  g_free (row->name);
  g_free (row->settings);
  g_free (row);
}

/**
 * mh_import_profile_table_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhImportProfileRow): all profiles, the one used last first, or %NULL
 */
GPtrArray *
mh_import_profile_table_list (MhDb    *db,
                              GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT id, name, settings, used_at FROM import_profile ORDER BY used_at DESC, id DESC",
                                         NULL);
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_import_profile_row_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhImportProfileRow *row = g_new0 (MhImportProfileRow, 1);

    row->id = mh_rows_int (rows, 0);
    row->name = mh_rows_dup_text (rows, 1);
    row->settings = mh_rows_dup_text (rows, 2);
    row->used_at = mh_rows_int (rows, 3);
    g_ptr_array_add (profiles, row);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&profiles) : NULL;
}

/**
 * mh_import_profile_table_put:
 * @db: a connection inside an act
 * @name: its name, not empty
 * @settings: a JSON object
 * @used_at: now, in ms
 * @error: return location
 *
 * Returns: the id of the profile, which is new or written over, or 0
 */
gint64
mh_import_profile_table_put (MhDb       *db,
                             const char *name,
                             const char *settings,
                             gint64      used_at,
                             GError    **error)
{
  gint64 id = 0;

  if (!mh_db_run (db, error,
                  "INSERT INTO import_profile (name, settings, used_at) VALUES (:name, :settings, :used_at) "
                  "ON CONFLICT (name) DO UPDATE SET settings = excluded.settings, used_at = excluded.used_at",
                  ":name", MH_TEXT (name), ":settings", MH_TEXT (settings), ":used_at", MH_INT (used_at), NULL) ||
      !mh_db_get_int (db, 0, &id, error, "SELECT id FROM import_profile WHERE name = :name", ":name", MH_TEXT (name), NULL))
    return 0;

  return id;
}

/**
 * mh_import_profile_table_rename:
 * @db: a connection inside an act
 * @id: a profile
 * @name: its new name
 * @error: return location; MH_ERROR_NOT_FOUND, or MH_ERROR_CONFLICT when the name is another's
 *
 * Returns: whether it was written
 */
gboolean
mh_import_profile_table_rename (MhDb       *db,
                                gint64      id,
                                const char *name,
                                GError    **error)
{
  gint64 other = 0;

  if (!mh_db_get_int (db, 0, &other, error, "SELECT id FROM import_profile WHERE name = :name AND id <> :id",
                      ":name", MH_TEXT (name), ":id", MH_INT (id), NULL))
    return FALSE;

  if (other != 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_CONFLICT, _("There are remembered settings called “%s” already. Please choose another name."), name);
    return FALSE;
  }

  return mh_db_run (db, error, "UPDATE import_profile SET name = :name WHERE id = :id", ":name", MH_TEXT (name), ":id", MH_INT (id), NULL) &&
         check_found (db, error);
}

/**
 * mh_import_profile_table_delete:
 * @db: a connection inside an act
 * @id: a profile
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was deleted
 */
gboolean
mh_import_profile_table_delete (MhDb    *db,
                                gint64   id,
                                GError **error)
{
  return mh_db_run (db, error, "DELETE FROM import_profile WHERE id = :id", ":id", MH_INT (id), NULL) && check_found (db, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-layout-table"

#include "mh-roster-layout-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

/**
 * mh_roster_saved_free:
 * @saved: a saved layout
 */
void
mh_roster_saved_free (MhRosterSaved *saved)
{
  g_free (saved->name);
  g_free (saved->settings);
  g_free (saved);
}

static MhRosterSaved *
read_saved (MhRows *rows)
{
  MhRosterSaved *saved = g_new0 (MhRosterSaved, 1);

  saved->id = mh_rows_int (rows, 0);
  saved->name = mh_rows_dup_text (rows, 1);
  saved->settings = mh_rows_dup_text (rows, 2);

  return saved;
}

/**
 * mh_roster_layout_table_save:
 * @db: a connection inside an act
 * @name: its name
 * @settings: a JSON object
 * @error: return location
 *
 * Returns: the id, 0 with @error set
 */
gint64
mh_roster_layout_table_save (MhDb       *db,
                             const char *name,
                             const char *settings,
                             GError    **error)
{
  gint64 id = 0;

  if (!mh_db_run (db, error, "INSERT INTO roster_layout (name, settings) VALUES (:name, :settings) "
                             "ON CONFLICT (name) DO UPDATE SET settings = excluded.settings",
                  ":name", MH_TEXT (name), ":settings", MH_TEXT (settings), NULL) ||
      !mh_db_get_int (db, 0, &id, error, "SELECT id FROM roster_layout WHERE name = :name", ":name", MH_TEXT (name), NULL))
    return 0;

  return id;
}

/**
 * mh_roster_layout_table_rename:
 * @db: a connection inside an act
 * @id: a saved layout
 * @name: its new name
 * @error: return location; MH_ERROR_CONFLICT when another one has that name
 *
 * Returns: whether it was written
 */
gboolean
mh_roster_layout_table_rename (MhDb       *db,
                               gint64      id,
                               const char *name,
                               GError    **error)
{
  return mh_db_run (db, error, "UPDATE roster_layout SET name = :name WHERE id = :id", ":name", MH_TEXT (name), ":id", MH_INT (id), NULL);
}

/**
 * mh_roster_layout_table_delete:
 * @db: a connection inside an act
 * @id: a layout
 * @error: return location
 *
 * Returns: whether the statement ran
 */
gboolean
mh_roster_layout_table_delete (MhDb    *db,
                               gint64   id,
                               GError **error)
{
  return mh_db_run (db, error, "DELETE FROM roster_layout WHERE id = :id", ":id", MH_INT (id), NULL);
}

/**
 * mh_roster_layout_table_find:
 * @db: a connection
 * @name: its name
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the saved layout, or %NULL
 */
MhRosterSaved *
mh_roster_layout_table_find (MhDb       *db,
                             const char *name,
                             GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT id, name, settings FROM roster_layout WHERE name = :name",
                                         ":name", MH_TEXT (name), NULL);

  if (rows == NULL)
    return NULL;
  if (mh_rows_next (rows))
    return read_saved (rows);

  if (mh_rows_end (rows, error))
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no saved layout “%s”."), name);

  return NULL;
}

/**
 * mh_roster_layout_table_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhRosterSaved): all, by name, or %NULL
 */
GPtrArray *
mh_roster_layout_table_list (MhDb    *db,
                             GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_roster_saved_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT id, name, settings FROM roster_layout ORDER BY name", NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (list, read_saved (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience-table"

#include "mh-audience-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

/**
 * mh_audience_free:
 * @audience: a saved audience
 */
void
mh_audience_free (MhAudience *audience)
{
  g_free (audience->name);
  g_free (audience->rule);
  g_free (audience);
}

static MhAudience *
read_audience (MhRows *rows)
{
  MhAudience *audience = g_new0 (MhAudience, 1);

  audience->id = mh_rows_int (rows, 0);
  audience->name = mh_rows_dup_text (rows, 1);
  audience->rule = mh_rows_dup_text (rows, 2);

  return audience;
}

/* The one row of @rows; %NULL with @error where there is none. */
static MhAudience *
take_only (MhRows  *rows,
           GError **error)
{
  if (rows == NULL)
    return NULL;
  if (mh_rows_next (rows))
    return read_audience (rows);

  if (mh_rows_end (rows, error))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no such saved audience."));

  return NULL;
}

/**
 * mh_audience_table_save:
 * @db: a connection inside an act
 * @name: its name
 * @rule: a JSON object
 * @error: return location
 *
 * Returns: the id, 0 with @error set
 */
gint64
mh_audience_table_save (MhDb       *db,
                        const char *name,
                        const char *rule,
                        GError    **error)
{
  gint64 id = 0;

  if (!mh_db_run (db, error, "INSERT INTO audience (name, rule) VALUES (:name, :rule) ON CONFLICT (name) DO UPDATE SET rule = excluded.rule",
                  ":name", MH_TEXT (name), ":rule", MH_TEXT (rule), NULL) ||
      !mh_db_get_int (db, 0, &id, error, "SELECT id FROM audience WHERE name = :name", ":name", MH_TEXT (name), NULL))
    return 0;

  return id;
}

/**
 * mh_audience_table_delete:
 * @db: a connection inside an act
 * @id: a saved audience
 * @error: return location
 *
 * Returns: whether the statements ran
 */
gboolean
mh_audience_table_delete (MhDb    *db,
                          gint64   id,
                          GError **error)
{
  return mh_db_run (db, error, "UPDATE broadcast SET audience = NULL WHERE audience = :id", ":id", MH_INT (id), NULL) &&
         mh_db_run (db, error, "DELETE FROM audience WHERE id = :id", ":id", MH_INT (id), NULL);
}

/**
 * mh_audience_table_get:
 * @db: a connection
 * @id: of a saved audience
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the audience, or %NULL
 */
MhAudience *
mh_audience_table_get (MhDb    *db,
                       gint64   id,
                       GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT id, name, rule FROM audience WHERE id = :id", ":id", MH_INT (id), NULL);

  return take_only (rows, error);
}

/**
 * mh_audience_table_find:
 * @db: a connection
 * @name: its name
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the audience, or %NULL
 */
MhAudience *
mh_audience_table_find (MhDb       *db,
                        const char *name,
                        GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT id, name, rule FROM audience WHERE name = :name",
                                         ":name", MH_TEXT (name), NULL);

  return take_only (rows, error);
}

/**
 * mh_audience_table_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhAudience): all, by name, or %NULL
 */
GPtrArray *
mh_audience_table_list (MhDb    *db,
                        GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_audience_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT id, name, rule FROM audience ORDER BY name", NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (list, read_audience (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

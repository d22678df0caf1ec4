/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-template-table"

#include "mh-template-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define SELECT_TEMPLATE "SELECT id, name, category, text, easy FROM text_template "

/**
 * mh_template_free:
 * @template: (nullable): a template
 */
void
mh_template_free (MhTemplate *template)
{
  if (template == NULL)
    return;

  g_free (template->name);
  g_free (template->category);
  g_free (template->text);
  g_free (template->easy);
  g_free (template);
}

static GPtrArray *
read_templates (MhRows  *found,
                GError **error)
{
  g_autoptr (MhRows) rows = found;
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_template_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhTemplate *template = g_new0 (MhTemplate, 1);

    template->id = mh_rows_int (rows, 0);
    template->name = mh_rows_dup_text (rows, 1);
    template->category = mh_rows_dup_text (rows, 2);
    template->text = mh_rows_dup_text (rows, 3);
    template->easy = mh_rows_dup_text (rows, 4);
    g_ptr_array_add (templates, template);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&templates) : NULL;
}

/**
 * mh_template_table_insert:
 * @db: a connection inside an act
 * @template: what to write; its id does not matter
 * @error: return location; MH_ERROR_CONFLICT when the name is taken
 *
 * Returns: the new id, or 0
 */
gint64
mh_template_table_insert (MhDb             *db,
                          const MhTemplate *template,
                          GError          **error)
{
  if (!mh_db_run (db, error, "INSERT INTO text_template (name, category, text, easy) VALUES (:name, :category, :text, :easy)",
                  ":name", MH_TEXT (template->name), ":category", MH_TEXT (template->category), ":text", MH_TEXT (template->text),
                  ":easy", MH_TEXT (template->easy), NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_template_table_update:
 * @db: a connection inside an act
 * @template: all of its columns
 * @error: return location; MH_ERROR_CONFLICT when the name is taken
 *
 * Returns: whether it was written
 */
gboolean
mh_template_table_update (MhDb             *db,
                          const MhTemplate *template,
                          GError          **error)
{
  return mh_db_run (db, error, "UPDATE text_template SET name = :name, category = :category, text = :text, easy = :easy WHERE id = :id",
                    ":name", MH_TEXT (template->name), ":category", MH_TEXT (template->category), ":text", MH_TEXT (template->text),
                    ":easy", MH_TEXT (template->easy), ":id", MH_INT (template->id), NULL);
}

/**
 * mh_template_table_delete:
 * @db: a connection inside an act
 * @id: a template's id
 * @error: return location
 *
 * Returns: whether it is gone
 */
gboolean
mh_template_table_delete (MhDb    *db,
                          gint64   id,
                          GError **error)
{
  return mh_db_run (db, error, "UPDATE broadcast SET template = NULL WHERE template = :id", ":id", MH_INT (id), NULL) &&
         mh_db_run (db, error, "DELETE FROM text_template WHERE id = :id", ":id", MH_INT (id), NULL);
}

/**
 * mh_template_table_get:
 * @db: a connection
 * @id: a template's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the template
 */
MhTemplate *
mh_template_table_get (MhDb    *db,
                       gint64   id,
                       GError **error)
{
  g_autoptr (GPtrArray) templates = read_templates (mh_db_query (db, error, SELECT_TEMPLATE "WHERE id = :id", ":id", MH_INT (id), NULL), error);

  if (templates == NULL)
    return NULL;
  if (templates->len > 0)
    return g_ptr_array_steal_index (templates, 0);

  g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no saved text %lld."), (long long) id);

  return NULL;
}

/**
 * mh_template_table_find:
 * @db: a connection
 * @name: what the desk calls it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the template; %NULL without @error when there is none
 */
MhTemplate *
mh_template_table_find (MhDb       *db,
                        const char *name,
                        GError    **error)
{
  g_autoptr (GPtrArray) templates = read_templates (mh_db_query (db, error, SELECT_TEMPLATE "WHERE name = :name", ":name", MH_TEXT (name), NULL),
                                                    error);

  return templates != NULL && templates->len > 0 ? g_ptr_array_steal_index (templates, 0) : NULL;
}

/**
 * mh_template_table_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhTemplate): by name
 */
GPtrArray *
mh_template_table_list (MhDb    *db,
                        GError **error)
{
  return read_templates (mh_db_query (db, error, SELECT_TEMPLATE "ORDER BY name, id", NULL), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-export"

#include "mh-export-private.h"

#include <string.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "mh-audit.h"
#include "mh-save.h"

/**
 * mh_export_person_free:
 * @person: somebody of a list
 *
 * Frees it.
 */
void
mh_export_person_free (MhExportPerson *person)
{
  g_free (person->register_number);
  g_free (person->name);
  g_free (person->characters);
  g_free (person->usual);
  g_free (person);
}

/**
 * mh_export_person_new:
 * @resident: a person
 * @register_number: 宛名番号
 * @name: as it is shown
 *
 * Returns: (transfer full): the person as an export names him
 */
MhExportPerson *
mh_export_person_new (gint64      resident,
                      const char *register_number,
                      const char *name)
{
  MhExportPerson *person = g_new0 (MhExportPerson, 1);

  person->resident = resident;
  person->register_number = g_strdup (register_number);
  person->name = g_strdup (name);

  return person;
}

static MhCsvWriter *
write_rows (MhExport   *self,
            MhCsvFormat format)
{
  MhCsvWriter *writer = mh_csv_writer_new (format);
  GHashTableIter iter;
  gpointer character, shown;

  g_hash_table_iter_init (&iter, self->glyphs);
  while (g_hash_table_iter_next (&iter, &character, &shown))
    mh_csv_writer_set_glyph (writer, g_utf8_get_char (character), shown);

  for (guint i = 0; i < self->columns->len; i++) {
    if (((const MhExportColumn *) g_ptr_array_index (self->columns, i))->flags & MH_EXPORT_COLUMN_NUMBER)
      mh_csv_writer_set_column_kind (writer, i, MH_CSV_COLUMN_NUMBER_TEXT);
  }

  mh_csv_writer_add_row (writer, mh_export_get_header (self));
  for (guint i = 0; i < self->rows->len; i++)
    mh_csv_writer_add_row (writer, mh_export_get_row (self, i));

  return writer;
}

/* A character that only chooses the shape of the one before it is shown with that one. */
static void
append_misfit (MhExportPerson    *person,
               MhCsvWriter       *writer,
               const MhCsvMisfit *misfit)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autofree char *stand_in = mh_csv_writer_dup_usual (writer, misfit->character);
  g_autoptr (GString) usual = g_string_new (stand_in);
  g_autofree char *characters = person->characters;
  g_autofree char *before = person->usual;

  g_string_append_unichar (shown, misfit->character);
  if (*stand_in == '\0' && misfit->base != 0) {
    g_string_truncate (shown, 0);
    g_string_append_unichar (shown, misfit->base);
    g_string_append_unichar (shown, misfit->character);
    g_string_append_unichar (usual, misfit->base);
  }

  if (characters != NULL && strstr (characters, shown->str) != NULL) {
    person->characters = g_steal_pointer (&characters);
    person->usual = g_steal_pointer (&before);
    return;
  }

  person->characters = g_strconcat (characters != NULL ? characters : "", shown->str, NULL);
  person->usual = g_strconcat (before != NULL ? before : "", usual->str, NULL);
}

/**
 * mh_export_list_misfits:
 * @self: a list
 * @format: how it is to be written
 *
 * Returns: (transfer full) (element-type MhExportPerson): whose line holds characters that @format does not have, each once
 */
GPtrArray *
mh_export_list_misfits (MhExport   *self,
                        MhCsvFormat format)
{
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_export_person_free);
  g_autoptr (MhCsvWriter) writer = write_rows (self, format);
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n_misfits;
  const MhCsvMisfit *misfits = mh_csv_writer_get_misfits (writer, &n_misfits);

  for (guint i = 0; i < n_misfits; i++) {
    const MhExportPerson *of;
    MhExportPerson *person;

    if (misfits[i].row == 0)  /* the headings are the program's own */
      continue;

    of = g_ptr_array_index (self->people, misfits[i].row - 1);
    person = g_hash_table_lookup (known, &of->resident);
    if (person == NULL) {
      person = mh_export_person_new (of->resident, of->register_number, of->name);
      g_hash_table_insert (known, &person->resident, person);
      g_ptr_array_add (people, person);
    }
    append_misfit (person, writer, &misfits[i]);
  }

  return people;
}

static void
add_member (JsonBuilder *builder,
            const char  *member,
            gint64       value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

/* What the next list of results goes on from. */
static void
add_watermark (JsonBuilder *builder,
               MhExport    *self)
{
  g_autofree char *to = mh_date_to_iso (self->filter.to);

  if (!self->since_last)
    return;

  add_member (builder, "through-act", self->last_act);
  json_builder_set_member_name (builder, "to");
  json_builder_add_string_value (builder, to);
  json_builder_set_member_name (builder, "waiting");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->waiting->len; i++)
    json_builder_add_int_value (builder, g_array_index (self->waiting, gint64, i));
  json_builder_end_array (builder);
}

static char *
make_detail (MhExport   *self,
             MhCsvFormat format)
{
  static const char * const formats[] = { "utf-8-bom", "utf-8", "cp932" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "list");
  json_builder_add_string_value (builder, mh_export_list_nick (self->list));
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->columns->len; i++)
    json_builder_add_string_value (builder, ((const MhExportColumn *) g_ptr_array_index (self->columns, i))->nick);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, formats[format]);
  add_member (builder, "count", self->rows->len);
  if (self->filter.programme != 0)
    add_member (builder, "programme", self->filter.programme);
  if (self->filter.session != 0)
    add_member (builder, "session", self->filter.session);
  if (self->list == MH_EXPORT_RESULTS)
    add_watermark (builder, self);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static gboolean
note (const MhDesk *desk,
      MhExport     *self,
      MhCsvFormat   format,
      GError      **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree char *detail = make_detail (self, format);

  for (guint i = 0; i < self->people->len; i++) {
    MhExportPerson *person = g_ptr_array_index (self->people, i);

    if (g_hash_table_add (known, &person->resident))
      g_array_append_val (people, person->resident);
  }

  return mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name,
                          self->list == MH_EXPORT_RESULTS ? "results.export" : "list.export", 0, detail, people, error);
}

/**
 * mh_export_save:
 * @desk: the desk, not in a transaction
 * @self: a list just made
 * @path: the file to write or replace
 * @format: how its characters are written
 * @policy: what to do about characters that @format does not have
 * @error: MH_ERROR_REFUSED when there are some and @policy says stop; MH_ERROR_STORAGE
 *
 * The log says who has left in which columns before the file stands under its name: when one of the two cannot be done, neither is.
 *
 * Returns: whether the file stands and is noted
 */
gboolean
mh_export_save (const MhDesk     *desk,
                MhExport         *self,
                const char       *path,
                MhCsvFormat       format,
                MhCsvMisfitPolicy policy,
                GError          **error)
{
  g_autoptr (MhCsvWriter) writer = write_rows (self, format);
  g_autoptr (GBytes) bytes = mh_csv_writer_to_bytes (writer, policy, error);
  g_autofree char *prepared = bytes != NULL ? mh_save_prepare (path, bytes, error) : NULL;

  if (prepared == NULL)
    return FALSE;

  if (!mh_db_begin (desk->db, error)) {
    mh_save_abandon (g_steal_pointer (&prepared));
    return FALSE;
  }

  if (!note (desk, self, format, error)) {
    mh_db_rollback (desk->db);
    mh_save_abandon (g_steal_pointer (&prepared));
    return FALSE;
  }

  if (!mh_save_finish (g_steal_pointer (&prepared), path, error)) {
    mh_db_rollback (desk->db);
    return FALSE;
  }

  if (mh_db_commit (desk->db, error)) {
    mh_audit_keep_head (desk->db);
    return TRUE;
  }

  g_unlink (path);

  return FALSE;
}

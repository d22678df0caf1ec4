/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-import"

#include "mh-ctl.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-error.h"
#include "mh-import-contacts.h"
#include "mh-import.h"

/* How a file is to be understood where the guess is not right. */
typedef struct {
  char   **maps;          /* (owned) COLUMN=FIELD, as typed */
  char    *profile;       /* (owned) */
  char    *encoding;      /* (owned) */
  char    *as_of;         /* (owned) */
  gboolean dry_run;
  gboolean pension_eras;
} Choices;

static void
choices_clear (Choices *choices)
{
  g_strfreev (choices->maps);
  g_free (choices->profile);
  g_free (choices->encoding);
  g_free (choices->as_of);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choices, choices_clear)

static MhCsv *
open_csv (const char *path,
          const char *encoding_nick,
          GError    **error)
{
  MhCsvEncoding encoding = MH_CSV_ENCODING_AUTO;

  if (encoding_nick != NULL && !mh_csv_encoding_from_nick (encoding_nick, &encoding)) {
    mh_ctl_fail_usage (error, _("The encoding is one of auto, cp932, utf-8, utf-16le and utf-16be."));
    return NULL;
  }

  return mh_csv_new_from_path (path, encoding, NULL, error);
}

static gboolean
map_column (MhImportLayout *layout,
            MhCsv          *csv,
            const char     *column,
            const char     *field_nick,
            GError        **error)
{
  MhImportField field;

  if (mh_import_field_from_nick (field_nick, &field))
    return mh_import_layout_set (layout, csv, column, field, error);

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is not what a column can hold. It is one of register-number, household-number, name, kana, birth-date, sex, "
                 "postal-code, address, address-extra, district, landline, mobile, status and ignore."), field_nick);

  return FALSE;
}

/* COLUMN=FIELD: a heading may hold a =, a field never does. */
static gboolean
apply_map (MhImportLayout *layout,
           MhCsv          *csv,
           const char     *map,
           GError        **error)
{
  const char *equals = strrchr (map, '=');
  g_autofree char *column = NULL;

  if (equals == NULL || equals == map)
    return mh_ctl_fail_usage (error, _("Write a column as --map COLUMN=FIELD."));

  column = g_strndup (map, (gsize) (equals - map));

  return map_column (layout, csv, column, equals + 1, error);
}

static gboolean
fail_profile (const char *detail,
              GError    **error)
{
  g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
               _("The profile cannot be used (%s). It is a JSON file: {\"columns\": {\"COLUMN\": \"FIELD\"}}."), detail);

  return FALSE;
}

static JsonObject *
find_columns (JsonParser *parser)
{
  JsonNode *root = json_parser_get_root (parser);
  JsonNode *columns;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  columns = json_object_get_member (json_node_get_object (root), "columns");

  return columns != NULL && JSON_NODE_HOLDS_OBJECT (columns) ? json_node_get_object (columns) : NULL;
}

static gboolean
apply_profile (MhImportLayout *layout,
               MhCsv          *csv,
               const char     *path,
               GError        **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GList) names = NULL;
  JsonObject *columns;

  if (!json_parser_load_from_file (parser, path, &local_error))
    return fail_profile (local_error->message, error);

  columns = find_columns (parser);
  if (columns == NULL)
    return fail_profile ("columns", error);

  names = json_object_get_members (columns);
  for (GList *l = names; l != NULL; l = l->next) {
    JsonNode *field = json_object_get_member (columns, l->data);

    if (!JSON_NODE_HOLDS_VALUE (field) || json_node_get_value_type (field) != G_TYPE_STRING)
      return fail_profile (l->data, error);
    if (!map_column (layout, csv, l->data, json_node_get_string (field), error))
      return FALSE;
  }

  return TRUE;
}

static MhImportLayout *
make_layout (const MhDesk  *desk,
             MhCsv         *csv,
             const Choices *choices,
             GError       **error)
{
  g_autoptr (MhImportLayout) layout = mh_import_layout_guess (csv, mh_desk_today (desk));

  if (choices->profile != NULL && !apply_profile (layout, csv, choices->profile, error))
    return NULL;

  for (char **map = choices->maps; map != NULL && *map != NULL; map++) {
    if (!apply_map (layout, csv, *map, error))
      return NULL;
  }

  return mh_import_layout_check (layout, csv, error) ? g_steal_pointer (&layout) : NULL;
}

static void
add_columns (MhCtlCall      *call,
             MhImportLayout *layout,
             MhCsv          *csv)
{
  mh_ctl_begin_array (call, "columns");
  for (guint i = 0; i < layout->n_columns; i++) {
    g_autofree char *title = mh_import_layout_dup_title (layout, csv, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "column", title);
    mh_ctl_add_text (call, "field", mh_import_field_nick (layout->fields[i]));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_skipped (MhCtlCall *call,
             GPtrArray *skipped)
{
  call->partly = call->partly || skipped->len > 0;
  mh_ctl_begin_array (call, "skipped");
  for (guint i = 0; i < skipped->len; i++) {
    const MhImportSkip *skip = g_ptr_array_index (skipped, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "line", skip->line);
    mh_ctl_add_text (call, "reason", skip->reason);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_note_kind (MhCtlCall  *call,
               GPtrArray  *notes,
               const char *kind)
{
  guint count = 0;

  for (guint i = 0; i < notes->len; i++)
    count += g_str_equal (((const MhImportNote *) g_ptr_array_index (notes, i))->kind, kind);
  if (count == 0)
    return;

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_text (call, "kind", kind);
  mh_ctl_add_int (call, "count", count);
  mh_ctl_add_text (call, "sentence", mh_import_note_text (kind));
  mh_ctl_begin_array (call, "lines");
  for (guint i = 0; i < notes->len; i++) {
    const MhImportNote *note = g_ptr_array_index (notes, i);

    if (g_str_equal (note->kind, kind))
      json_builder_add_int_value (call->builder, note->line);
  }
  mh_ctl_end_array (call);
  mh_ctl_end_object (call);
}

static void
add_notes (MhCtlCall *call,
           GPtrArray *notes)
{
  mh_ctl_begin_array (call, "notes");
  for (const char * const *kind = mh_import_note_kinds (); *kind != NULL; kind++)
    add_note_kind (call, notes, *kind);
  mh_ctl_end_array (call);
}

static MhImportTable *
read_table (const MhDesk   *desk,
            MhCsv          *csv,
            MhImportLayout *layout,
            const Choices  *choices,
            GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *area_code = mh_config_get (desk, "town.area-code", &local_error);
  MhImportOptions options = {
    .era_table = choices->pension_eras ? MH_ERA_TABLE_PENSION : MH_ERA_TABLE_USUAL,
    .area_code = *area_code != '\0' ? area_code : NULL,
    .today = mh_desk_today (desk),
  };

  if (local_error == NULL)
    return mh_import_read (csv, layout, &options, NULL, NULL, NULL, error);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

static gboolean
import_table (MhCtlCall           *call,
              const MhDesk        *desk,
              const MhImportTable *table,
              const Choices       *choices,
              GError             **error)
{
  g_autoptr (MhImportPlan) plan = NULL;
  g_autoptr (GError) local_error = NULL;
  MhDate as_of = MH_DATE_NONE;
  gint64 act = 0;

  if (choices->as_of != NULL && !mh_ctl_read_date (desk, choices->as_of, &as_of, error))
    return FALSE;

  plan = mh_import_compare (desk, table, NULL, NULL, NULL, error);
  if (plan == NULL)
    return FALSE;

  if (!choices->dry_run)
    act = mh_import_apply (desk, table, NULL, as_of, NULL, NULL, NULL, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  mh_ctl_add_some (call, "act", act);
  mh_ctl_add_int (call, "rows", table->rows->len + table->skipped->len);
  mh_ctl_add_int (call, "added", plan->n_new);
  mh_ctl_add_int (call, "changed", plan->n_changed + plan->n_left);
  mh_ctl_add_int (call, "unchanged", plan->n_unchanged);
  mh_ctl_add_int (call, "missing", plan->missing->len);
  mh_ctl_add_int (call, "numbers-restored", plan->n_numbers_restored);

  return TRUE;
}

static gboolean
run_import_residents (MhCtlCall *call,
                      GError   **error)
{
  g_auto (Choices) choices = { 0 };
  const GOptionEntry entries[] = {
    { "map", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &choices.maps, N_("What stands in a column"), N_("COLUMN=FIELD") },
    { "profile", 0, 0, MH_CTL_TEXT, &choices.profile, N_("A JSON file that says so for all columns"), N_("FILE") },
    { "encoding", 0, 0, MH_CTL_TEXT, &choices.encoding, N_("auto, cp932, utf-8, utf-16le or utf-16be"), N_("ENCODING") },
    { "pension-eras", 0, 0, G_OPTION_ARG_NONE, &choices.pension_eras,
      N_("The first digit of a date counts eras as 1, 3, 5, 7, 9"), NULL },
    { "as-of", 0, 0, MH_CTL_TEXT, &choices.as_of, N_("Of what day the list is"), N_("DATE") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &choices.dry_run, N_("Only say what would be done"), NULL },
    { NULL },
  };
  g_autoptr (MhCsv) csv = NULL;
  g_autoptr (MhImportLayout) layout = NULL;
  g_autoptr (MhImportTable) table = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  csv = open_csv (call->args[0], choices.encoding, error);
  layout = csv != NULL ? make_layout (&desk, csv, &choices, error) : NULL;
  table = layout != NULL ? read_table (&desk, csv, layout, &choices, error) : NULL;
  if (table == NULL || !import_table (call, &desk, table, &choices, error))
    return FALSE;

  add_skipped (call, table->skipped);
  add_notes (call, table->notes);
  add_columns (call, layout, csv);

  return TRUE;
}

static gboolean
run_import_contacts (MhCtlCall *call,
                     GError   **error)
{
  g_autofree char *encoding = NULL;
  const GOptionEntry entries[] = {
    { "encoding", 0, 0, MH_CTL_TEXT, &encoding, N_("auto, cp932, utf-8, utf-16le or utf-16be"), N_("ENCODING") },
    { NULL },
  };
  g_autoptr (MhCsv) csv = NULL;
  g_autoptr (MhImportContactsResult) result = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  csv = open_csv (call->args[0], encoding, error);
  result = csv != NULL ? mh_import_contacts (&desk, csv, NULL, error) : NULL;
  if (result == NULL)
    return FALSE;

  mh_ctl_add_some (call, "act", result->act);
  mh_ctl_add_int (call, "rows", result->n_rows);
  mh_ctl_add_int (call, "added", result->n_added);
  mh_ctl_add_int (call, "unchanged", result->n_unchanged);
  add_skipped (call, result->skipped);

  return TRUE;
}

const MhCtlCommand mh_ctl_import_commands[] = {
  { "import residents", N_("FILE"), N_("Import the resident list as the town's system gives it"), run_import_residents },
  { "import contacts", N_("FILE"), N_("Import a list of register numbers and LINE user ids"), run_import_contacts },
  { NULL },
};

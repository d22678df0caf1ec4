/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-profile"

#include "mh-import-profile.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-act.h"
#include "mh-error.h"
#include "mh-import-headers.h"
#include "mh-import-profile-table.h"
#include "mh-json-text.h"
#include "mh-text.h"

#define LONGEST_NAME 100

/**
 * mh_import_profile_free:
 * @profile: a profile
 */
void
mh_import_profile_free (MhImportProfile *profile)
{
  g_free (profile->name);
  g_strfreev (profile->titles);
  g_free (profile->fields);
  g_clear_pointer (&profile->sexes, g_hash_table_unref);
  g_free (profile->area_code);
  g_free (profile);
}

static GHashTable *
new_sexes (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static GHashTable *
copy_sexes (GHashTable *sexes)
{
  GHashTable *copy = new_sexes ();
  GHashTableIter iter;
  gpointer code, sex;

  if (sexes == NULL)
    return copy;

  g_hash_table_iter_init (&iter, sexes);
  while (g_hash_table_iter_next (&iter, &code, &sex))
    g_hash_table_insert (copy, g_strdup (code), g_strdup (sex));

  return copy;
}

/* What a column is known by wherever it stands: its heading; one without a heading by that before it and the distance; the second of the
 * same heading by its turn. Without any headings, by its place. */
static char **
make_keys (char **titles,
           guint  n)
{
  g_autoptr (GHashTable) turns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char **keys = g_new0 (char *, n + 1);
  const char *last = "";
  guint distance = 0;

  for (guint i = 0; i < n; i++) {
    g_autofree char *folded = mh_import_header_fold (titles[i]);
    guint turn;

    if (*folded == '\0') {
      keys[i] = g_strdup_printf ("%s+%u", last, ++distance);
      continue;
    }

    turn = GPOINTER_TO_UINT (g_hash_table_lookup (turns, folded)) + 1;
    g_hash_table_insert (turns, g_strdup (folded), GUINT_TO_POINTER (turn));
    keys[i] = turn == 1 ? g_strdup (folded) : g_strdup_printf ("%s#%u", folded, turn);
    last = keys[i];
    distance = 0;
  }

  return keys;
}

static gboolean
has_headings (char **titles,
              guint  n)
{
  for (guint i = 0; i < n; i++) {
    if (*titles[i] != '\0')
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_import_profile_new:
 * @name: its name
 * @layout: what the columns hold
 * @encoding: as the user chose it
 * @options: how dates and numbers are read, and what was answered
 *
 * Returns: (transfer full): what to remember of one shape of file
 */
MhImportProfile *
mh_import_profile_new (const char            *name,
                       const MhImportLayout  *layout,
                       MhCsvEncoding          encoding,
                       const MhImportOptions *options)
{
  MhImportProfile *profile = g_new0 (MhImportProfile, 1);

  profile->name = mh_text_tidy_name (name);
  profile->n_columns = layout->n_columns;
  profile->titles = g_strdupv (layout->titles);
  profile->fields = g_memdup2 (layout->fields, layout->n_columns * sizeof *layout->fields);
  profile->encoding = encoding;
  profile->era_table = options->era_table;
  profile->sexes = copy_sexes (options->sexes);
  profile->serials = options->serials;
  profile->area_code = options->area_code != NULL && *options->area_code != '\0' ? g_strdup (options->area_code) : NULL;

  return profile;
}

/**
 * mh_import_profile_copy:
 * @profile: a profile
 *
 * Returns: (transfer full): the same
 */
MhImportProfile *
mh_import_profile_copy (const MhImportProfile *profile)
{
  MhImportProfile *copy = g_memdup2 (profile, sizeof *profile);

  copy->name = g_strdup (profile->name);
  copy->titles = g_strdupv (profile->titles);
  copy->fields = g_memdup2 (profile->fields, profile->n_columns * sizeof *profile->fields);
  copy->sexes = copy_sexes (profile->sexes);
  copy->area_code = g_strdup (profile->area_code);

  return copy;
}

/* --- as JSON ------------------------------------------------------------------------------------------------------- */

static char *
write_settings (const MhImportProfile *profile)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  GHashTableIter iter;
  gpointer code, sex;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < profile->n_columns; i++) {
    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "title");
    json_builder_add_string_value (builder, profile->titles[i]);
    json_builder_set_member_name (builder, "field");
    json_builder_add_string_value (builder, mh_import_field_nick (profile->fields[i]));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "encoding");
  json_builder_add_string_value (builder, mh_csv_encoding_nick (profile->encoding));
  json_builder_set_member_name (builder, "eras");
  json_builder_add_string_value (builder, profile->era_table == MH_ERA_TABLE_PENSION ? "pension" : "usual");
  json_builder_set_member_name (builder, "area-code");
  json_builder_add_string_value (builder, profile->area_code != NULL ? profile->area_code : "");

  json_builder_set_member_name (builder, "sexes");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, profile->sexes);
  while (g_hash_table_iter_next (&iter, &code, &sex)) {
    json_builder_set_member_name (builder, code);
    json_builder_add_string_value (builder, sex);
  }
  json_builder_end_object (builder);

  json_builder_set_member_name (builder, "serials");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MH_IMPORT_N_FIELDS; i++) {
    if ((profile->serials & MH_IMPORT_BIT (i)) != 0)
      json_builder_add_string_value (builder, mh_import_field_nick ((MhImportField) i));
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/* (nullable): a text, %NULL where it is something else or not there */
static const char *
get_text (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gboolean
read_columns (MhImportProfile *profile,
              JsonObject      *settings)
{
  JsonArray *columns = get_array (settings, "columns");
  guint n = columns != NULL ? json_array_get_length (columns) : 0;

  if (n == 0)
    return FALSE;

  profile->titles = g_new0 (char *, n + 1);
  profile->fields = g_new0 (MhImportField, n);

  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element (columns, i);
    JsonObject *column = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *title = column != NULL ? get_text (column, "title") : NULL;
    const char *field = column != NULL ? get_text (column, "field") : NULL;

    if (title == NULL || field == NULL || !mh_import_field_from_nick (field, &profile->fields[i]))
      return FALSE;

    profile->titles[i] = g_strdup (title);
    profile->n_columns = i + 1;
  }

  return TRUE;
}

static gboolean
read_sexes (MhImportProfile *profile,
            JsonObject      *settings)
{
  static const char * const known[] = { "male", "female", "unknown", NULL };
  JsonNode *node = json_object_get_member (settings, "sexes");
  g_autoptr (GList) codes = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  codes = json_object_get_members (json_node_get_object (node));
  for (GList *l = codes; l != NULL; l = l->next) {
    const char *sex = get_text (json_node_get_object (node), l->data);

    if (sex == NULL || !g_strv_contains (known, sex))
      return FALSE;
    g_hash_table_insert (profile->sexes, g_strdup (l->data), g_strdup (sex));
  }

  return TRUE;
}

static gboolean
read_serials (MhImportProfile *profile,
              JsonObject      *settings)
{
  JsonArray *serials = get_array (settings, "serials");

  if (serials == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (serials); i++) {
    JsonNode *node = json_array_get_element (serials, i);
    MhImportField field;

    if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
        !mh_import_field_from_nick (json_node_get_string (node), &field))
      return FALSE;
    profile->serials |= MH_IMPORT_BIT (field);
  }

  return TRUE;
}

static gboolean
read_settings (MhImportProfile *profile,
               const char      *text)
{
  g_autoptr (JsonNode) root = mh_json_text_read (text, -1, NULL);
  JsonObject *settings = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *encoding, *eras, *area_code;

  if (settings == NULL)
    return FALSE;

  encoding = get_text (settings, "encoding");
  eras = get_text (settings, "eras");
  area_code = get_text (settings, "area-code");
  if (encoding == NULL || !mh_csv_encoding_from_nick (encoding, &profile->encoding) || area_code == NULL ||
      (g_strcmp0 (eras, "usual") != 0 && g_strcmp0 (eras, "pension") != 0))
    return FALSE;

  profile->era_table = g_str_equal (eras, "pension") ? MH_ERA_TABLE_PENSION : MH_ERA_TABLE_USUAL;
  profile->area_code = *area_code != '\0' ? g_strdup (area_code) : NULL;

  return read_columns (profile, settings) && read_sexes (profile, settings) && read_serials (profile, settings);
}

static MhImportProfile *
read_row (const MhImportProfileRow *row)
{
  MhImportProfile *profile = g_new0 (MhImportProfile, 1);

  profile->id = row->id;
  profile->name = g_strdup (row->name);
  profile->used_at = row->used_at;
  profile->sexes = new_sexes ();
  profile->damaged = !read_settings (profile, row->settings);

  if (profile->titles == NULL)
    profile->titles = g_new0 (char *, 1);
  if (profile->damaged)
    profile->n_columns = 0;

  return profile;
}

/* --- finding and using --------------------------------------------------------------------------------------------- */

/* (transfer full): the column of each of the profile's, or the layout's number of columns where it is not there */
static guint *
match_columns (const MhImportProfile *profile,
               const MhImportLayout  *layout)
{
  g_auto (GStrv) old = make_keys (profile->titles, profile->n_columns);
  g_auto (GStrv) new = make_keys (layout->titles, layout->n_columns);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  guint *matches = g_new0 (guint, profile->n_columns + 1);

  for (guint i = 0; i < layout->n_columns; i++)
    g_hash_table_insert (places, new[i], GUINT_TO_POINTER (i + 1));

  for (guint i = 0; i < profile->n_columns; i++) {
    guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, old[i]));

    matches[i] = place > 0 ? place - 1 : layout->n_columns;
  }

  return matches;
}

/* Every column that was used is there; a file without headings must have as many columns as the other. */
static gboolean
fits (const MhImportProfile *profile,
      const MhImportLayout  *layout)
{
  g_autofree guint *matches = NULL;
  guint n_used = 0;

  if (profile->damaged || has_headings (profile->titles, profile->n_columns) != has_headings (layout->titles, layout->n_columns))
    return FALSE;
  if (!has_headings (layout->titles, layout->n_columns) && profile->n_columns != layout->n_columns)
    return FALSE;

  matches = match_columns (profile, layout);
  for (guint i = 0; i < profile->n_columns; i++) {
    if (profile->fields[i] == MH_IMPORT_IGNORE)
      continue;
    if (matches[i] == layout->n_columns)
      return FALSE;
    n_used++;
  }

  return n_used > 0;
}

/* Whether the settings, which cannot be read, are those of such a file: its headings stand in them. */
static gboolean
may_fit (const char           *settings,
         const MhImportLayout *layout)
{
  guint n = 0;
  guint n_found = 0;

  for (guint i = 0; i < layout->n_columns; i++) {
    n += *layout->titles[i] != '\0';
    n_found += *layout->titles[i] != '\0' && strstr (settings, layout->titles[i]) != NULL;
  }

  return n > 0 && n_found * 2 > n;
}

/**
 * mh_import_profile_find:
 * @desk: the desk
 * @layout: the layout of a file
 * @error: return location; MH_ERROR_INVALID with a sentence when what was remembered is damaged
 *
 * Returns: (transfer full) (nullable): of the profiles whose headings the file has, the one used last; %NULL when there is none
 */
MhImportProfile *
mh_import_profile_find (const MhDesk         *desk,
                        const MhImportLayout *layout,
                        GError              **error)
{
  g_autoptr (GPtrArray) rows = mh_import_profile_table_list (desk->db, error);
  const char *damaged = NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MhImportProfileRow *row = g_ptr_array_index (rows, i);
    g_autoptr (MhImportProfile) profile = read_row (row);

    if (fits (profile, layout))
      return g_steal_pointer (&profile);
    if (profile->damaged && damaged == NULL && may_fit (row->settings, layout))
      damaged = row->name;
  }

  if (damaged != NULL)
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("What was remembered as “%s” cannot be read any more. The columns were found out anew. Please look them over, and save them again."),
                 damaged);

  return NULL;
}

/**
 * mh_import_profile_fill_layout:
 * @profile: a profile
 * @layout: a layout
 *
 * Sets every column of @layout whose heading the profile knows, wherever it stands. A column that is new stays as it was guessed, unless the
 * profile has another column for the same thing.
 *
 * Returns: how many columns of the profile were found
 */
guint
mh_import_profile_fill_layout (const MhImportProfile *profile,
                               MhImportLayout        *layout)
{
  g_autofree guint *matches = match_columns (profile, layout);
  guint n = 0;

  for (guint i = 0; i < profile->n_columns; i++) {
    if (matches[i] == layout->n_columns)
      continue;
    if (profile->fields[i] == MH_IMPORT_IGNORE)
      layout->fields[matches[i]] = MH_IMPORT_IGNORE;
    n++;
  }

  for (guint i = 0; i < profile->n_columns; i++) {
    if (matches[i] != layout->n_columns && profile->fields[i] != MH_IMPORT_IGNORE)
      mh_import_layout_set_at (layout, matches[i], profile->fields[i]);
  }

  return n;
}

/**
 * mh_import_profile_fill_options:
 * @profile: a profile, which must outlive @options
 * @options: how a file is read
 *
 * Takes over what was answered for the last file of this shape.
 */
void
mh_import_profile_fill_options (const MhImportProfile *profile,
                                MhImportOptions       *options)
{
  options->era_table = profile->era_table;
  options->sexes = profile->sexes;
  options->serials = profile->serials;
  if (profile->area_code != NULL)
    options->area_code = profile->area_code;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate ((*(MhImportProfile * const *) a)->name, (*(MhImportProfile * const *) b)->name);
}

/**
 * mh_import_profile_list:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhImportProfile): all profiles by name, those that are damaged too, or %NULL
 */
GPtrArray *
mh_import_profile_list (const MhDesk *desk,
                        GError      **error)
{
  g_autoptr (GPtrArray) rows = mh_import_profile_table_list (desk->db, error);
  GPtrArray *profiles;

  if (rows == NULL)
    return NULL;

  profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_import_profile_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (profiles, read_row (g_ptr_array_index (rows, i)));
  g_ptr_array_sort (profiles, compare_names);

  return profiles;
}

static char *
check_name (const char *name,
            GError    **error)
{
  g_autofree char *tidy = mh_text_tidy_name (name);

  if (*tidy != '\0' && g_utf8_strlen (tidy, -1) <= LONGEST_NAME)
    return g_steal_pointer (&tidy);

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Please give the settings a name of 1 to %d characters, such as where the file comes from."),
               LONGEST_NAME);

  return NULL;
}

static MhAct *
begin (const MhDesk *desk,
       const char   *kind,
       GError      **error)
{
  return mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, MH_UNDO_WHOLE, error);
}

/**
 * mh_import_profile_save:
 * @desk: the desk
 * @profile: a profile; one of the same name is written over
 * @error: return location; MH_ERROR_INVALID without a name
 *
 * Returns: the profile's id, or 0
 */
gint64
mh_import_profile_save (const MhDesk          *desk,
                        const MhImportProfile *profile,
                        GError               **error)
{
  g_autofree char *name = check_name (profile->name, error);
  g_autofree char *settings = write_settings (profile);
  g_autoptr (MhAct) act = name != NULL ? begin (desk, "import-profile.save", error) : NULL;
  gint64 id = act != NULL ? mh_import_profile_table_put (desk->db, name, settings, mh_desk_now (desk), error) : 0;

  return id != 0 && mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_import_profile_rename:
 * @desk: the desk
 * @id: a profile
 * @name: its new name
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_CONFLICT when the name is another's, MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was done
 */
gboolean
mh_import_profile_rename (const MhDesk *desk,
                          gint64        id,
                          const char   *name,
                          GError      **error)
{
  g_autofree char *tidy = check_name (name, error);
  g_autoptr (MhAct) act = tidy != NULL ? begin (desk, "import-profile.rename", error) : NULL;

  return act != NULL && mh_import_profile_table_rename (desk->db, id, tidy, error) && mh_act_commit (act, error);
}

/**
 * mh_import_profile_delete:
 * @desk: the desk
 * @id: a profile
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was done
 */
gboolean
mh_import_profile_delete (const MhDesk *desk,
                          gint64        id,
                          GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "import-profile.delete", error);

  return act != NULL && mh_import_profile_table_delete (desk->db, id, error) && mh_act_commit (act, error);
}

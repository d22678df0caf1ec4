/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-import"

#include "mh-ctl.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-ctl-import-report.h"
#include "mh-error.h"
#include "mh-glyphs.h"
#include "mh-import-contacts.h"
#include "mh-import-day.h"
#include "mh-import-profile.h"
#include "mh-import.h"
#include "mh-text.h"

/* How a file is to be understood where the guess is not right. */
typedef struct {
  char   **maps;          /* (owned) COLUMN=FIELD, as typed */
  char    *profile;       /* (owned) */
  char    *encoding;      /* (owned) */
  char    *as_of;         /* (owned) */
  char    *decisions;     /* (owned) */
  char    *remember;      /* (owned) */
  char   **sexes;         /* (owned) CODE=SEX, as typed */
  char   **serials;       /* (owned) fields, as typed */
  int      header;        /* the header's row from 1, 0: found out, -1: none */
  gboolean dry_run;
  gboolean pension_eras;
  gboolean afresh;
} Choices;

static void
choices_clear (Choices *choices)
{
  g_strfreev (choices->maps);
  g_free (choices->profile);
  g_free (choices->encoding);
  g_free (choices->as_of);
  g_free (choices->decisions);
  g_free (choices->remember);
  g_strfreev (choices->sexes);
  g_strfreev (choices->serials);
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

static void
fail_field (const char *nick,
            GError    **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < MH_IMPORT_N_FIELDS; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", mh_import_field_nick ((MhImportField) i));

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("“%1$s” is not what a column can hold. It is one of: %2$s."), nick, known->str);
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

  fail_field (field_nick, error);

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

/* What one import works with; borrowed by what comes after it. */
typedef struct {
  MhCsv             *csv;
  MhImportLayout    *layout;
  MhImportProfile   *profile;  /* (nullable): what was remembered of such files */
  GHashTable        *sexes;
  char              *area_code;
  MhImportOptions    options;
  MhImportDecisions *decisions;
  MhImportTable     *table;
  MhDate             as_of;
  GPtrArray         *warnings; /* (element-type utf8) */
} Job;

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->table, mh_import_table_free);
  g_clear_pointer (&job->layout, mh_import_layout_free);
  g_clear_pointer (&job->profile, mh_import_profile_free);
  g_clear_pointer (&job->decisions, mh_import_decisions_free);
  g_clear_pointer (&job->sexes, g_hash_table_unref);
  g_clear_pointer (&job->warnings, g_ptr_array_unref);
  g_clear_object (&job->csv);
  g_free (job->area_code);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static gboolean
find_profile (Job           *job,
              const MhDesk  *desk,
              const Choices *choices,
              GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  if (choices->afresh)
    return TRUE;

  job->profile = mh_import_profile_find (desk, job->layout, &local_error);

  /* Damaged: said, and the columns are found out anew. */
  if (g_error_matches (local_error, MH_ERROR, MH_ERROR_INVALID)) {
    g_ptr_array_add (job->warnings, g_strdup (local_error->message));
    return TRUE;
  }

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (job->profile != NULL) {
    mh_import_profile_fill_layout (job->profile, job->layout);
    mh_import_profile_fill_options (job->profile, &job->options);
  }

  return TRUE;
}

static gboolean
make_layout (Job           *job,
             const MhDesk  *desk,
             const Choices *choices,
             GError       **error)
{
  MhDate today = mh_desk_today (desk);

  if (choices->header == 0)
    job->layout = mh_import_layout_guess (job->csv, today);
  else
    job->layout = mh_import_layout_guess_below (job->csv, choices->header > 0 ? choices->header - 1 : -1, today);

  if (!mh_import_layout_check_individual_numbers (job->layout, job->csv, error) || !find_profile (job, desk, choices, error))
    return FALSE;

  if (choices->profile != NULL && !apply_profile (job->layout, job->csv, choices->profile, error))
    return FALSE;

  for (char **map = choices->maps; map != NULL && *map != NULL; map++) {
    if (!apply_map (job->layout, job->csv, *map, error))
      return FALSE;
  }

  return mh_import_layout_check (job->layout, job->csv, error);
}

/* CODE=SEX: answers what the codes of the file mean. */
static gboolean
read_sexes (Job           *job,
            const Choices *choices,
            GError       **error)
{
  static const char * const known[] = { "male", "female", "unknown", NULL };
  GHashTableIter iter;
  gpointer code, sex;

  job->sexes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (job->options.sexes != NULL) {
    g_hash_table_iter_init (&iter, job->options.sexes);
    while (g_hash_table_iter_next (&iter, &code, &sex))
      g_hash_table_insert (job->sexes, g_strdup (code), g_strdup (sex));
  }

  for (char **answer = choices->sexes; answer != NULL && *answer != NULL; answer++) {
    const char *equals = strrchr (*answer, '=');
    g_autofree char *written = equals != NULL ? g_strndup (*answer, (gsize) (equals - *answer)) : NULL;

    if (equals == NULL || equals == *answer || !g_strv_contains (known, equals + 1))
      return mh_ctl_fail_usage (error, _("Write what a code means as --sex CODE=male, CODE=female or CODE=unknown."));
    g_hash_table_insert (job->sexes, mh_text_fold (written), g_strdup (equals + 1));
  }

  job->options.sexes = job->sexes;

  return TRUE;
}

static gboolean
read_serials (Job           *job,
              const Choices *choices,
              GError       **error)
{
  for (char **nick = choices->serials; nick != NULL && *nick != NULL; nick++) {
    MhImportField field;

    if (!mh_import_field_from_nick (*nick, &field)) {
      fail_field (*nick, error);
      return FALSE;
    }
    job->options.serials |= MH_IMPORT_BIT (field);
  }

  return TRUE;
}

static gboolean
read_options (Job           *job,
              const Choices *choices,
              GError       **error)
{
  if (choices->pension_eras)
    job->options.era_table = MH_ERA_TABLE_PENSION;

  return read_sexes (job, choices, error) && read_serials (job, choices, error);
}

static gboolean
read_decisions (Job           *job,
                const Choices *choices,
                GError       **error)
{
  g_autofree char *text = NULL;

  if (choices->decisions == NULL)
    return TRUE;

  if (!g_file_get_contents (choices->decisions, &text, NULL, error))
    return FALSE;

  job->decisions = mh_import_decisions_new_from_json (text, error);

  return job->decisions != NULL;
}

/* The day that was given, else the one that the file itself names. */
static gboolean
read_day (Job           *job,
          const MhDesk  *desk,
          const Choices *choices,
          const char    *path,
          GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *warning = NULL;

  job->as_of = mh_import_guess_as_of (job->csv, job->layout, path, mh_desk_today (desk));
  if (choices->as_of != NULL && !mh_ctl_read_date (desk, choices->as_of, &job->as_of, error))
    return FALSE;

  warning = mh_import_dup_as_of_warning (desk, job->as_of, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (warning != NULL)
    g_ptr_array_add (job->warnings, g_steal_pointer (&warning));

  return TRUE;
}

static gboolean
read_file (Job           *job,
           const MhDesk  *desk,
           const Choices *choices,
           const char    *path,
           GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  job->warnings = g_ptr_array_new_with_free_func (g_free);
  job->area_code = mh_config_get (desk, "town.area-code", &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  job->options.area_code = *job->area_code != '\0' ? job->area_code : NULL;
  job->options.today = mh_desk_today (desk);

  job->csv = open_csv (path, choices->encoding, error);
  if (job->csv == NULL || !make_layout (job, desk, choices, error) || !read_options (job, choices, error) ||
      !read_decisions (job, choices, error) || !read_day (job, desk, choices, path, error))
    return FALSE;

  job->table = mh_import_read (job->csv, job->layout, &job->options, NULL, NULL, NULL, error);

  return job->table != NULL;
}

static gboolean
remember (const MhDesk  *desk,
          const Job     *job,
          const Choices *choices,
          GError       **error)
{
  MhCsvEncoding encoding = MH_CSV_ENCODING_AUTO;
  g_autoptr (MhImportProfile) profile = NULL;

  if (choices->remember == NULL)
    return TRUE;

  if (choices->encoding != NULL)
    mh_csv_encoding_from_nick (choices->encoding, &encoding);
  profile = mh_import_profile_new (choices->remember, job->layout, encoding, &job->options);

  return mh_import_profile_save (desk, profile, error) != 0;
}

static gboolean
import_table (MhCtlCall     *call,
              const MhDesk  *desk,
              const Job     *job,
              const Choices *choices,
              GError       **error)
{
  g_autoptr (MhImportPlan) plan = mh_import_compare (desk, job->table, NULL, NULL, NULL, error);
  gint64 act = 0;

  if (plan == NULL)
    return FALSE;

  if (!choices->dry_run) {
    act = mh_import_apply (desk, job->table, job->decisions, job->as_of, NULL, NULL, NULL, error);
    if (act == 0 || !remember (desk, job, choices, error))
      return FALSE;
  }

  mh_ctl_add_some (call, "act", act);
  mh_ctl_import_add_plan (call, plan, job->table, choices->dry_run);

  return TRUE;
}

static void
add_warnings (MhCtlCall *call,
              GPtrArray *warnings)
{
  mh_ctl_begin_array (call, "warnings");
  for (guint i = 0; i < warnings->len; i++)
    json_builder_add_string_value (call->builder, g_ptr_array_index (warnings, i));
  mh_ctl_end_array (call);
}

static gboolean
run_import_residents (MhCtlCall *call,
                      GError   **error)
{
  g_auto (Choices) choices = { 0 };
  g_auto (Job) job = { 0 };
  const GOptionEntry entries[] = {
    { "map", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &choices.maps, N_("What stands in a column"), N_("COLUMN=FIELD") },
    { "profile", 0, 0, MH_CTL_TEXT, &choices.profile, N_("A JSON file that says so for all columns"), N_("FILE") },
    { "afresh", 0, 0, G_OPTION_ARG_NONE, &choices.afresh, N_("Do not use what was remembered of such files"), NULL },
    { "remember", 0, 0, MH_CTL_TEXT, &choices.remember, N_("Remember the columns and answers for such files"), N_("NAME") },
    { "header", 0, 0, G_OPTION_ARG_INT, &choices.header, N_("In which row the headings stand, -1: there are none"), N_("ROW") },
    { "encoding", 0, 0, MH_CTL_TEXT, &choices.encoding, N_("auto, cp932, utf-8, utf-16le or utf-16be"), N_("ENCODING") },
    { "pension-eras", 0, 0, G_OPTION_ARG_NONE, &choices.pension_eras,
      N_("The first digit of a date counts eras as 1, 3, 5, 7, 9"), NULL },
    { "sex", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &choices.sexes, N_("What a code of the column of sexes means"), N_("CODE=SEX") },
    { "serials", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &choices.serials, N_("Excel's numbers in this column are dates"), N_("FIELD") },
    { "as-of", 0, 0, MH_CTL_TEXT, &choices.as_of, N_("Of what day the list is"), N_("DATE") },
    { "decisions", 0, 0, MH_CTL_TEXT, &choices.decisions, N_("A JSON file with what was decided about rows"), N_("FILE") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &choices.dry_run, N_("Only say what would be done"), NULL },
    { NULL },
  };
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  if (!read_file (&job, &desk, &choices, call->args[0], error) || !import_table (call, &desk, &job, &choices, error))
    return FALSE;

  mh_ctl_add_date (call, "as-of", job.as_of);
  mh_ctl_add_text (call, "profile", job.profile != NULL ? job.profile->name : NULL);
  add_warnings (call, job.warnings);
  mh_ctl_import_add_skipped (call, job.table->skipped);
  mh_ctl_import_add_table (call, job.table);
  mh_ctl_import_add_columns (call, job.layout, job.csv);

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
  mh_ctl_add_int (call, "problems", result->n_problems);
  mh_ctl_add_int (call, "numbers-restored", result->n_numbers_restored);
  mh_ctl_add_int (call, "phones-restored", result->n_phones_restored);
  mh_ctl_import_add_skipped (call, result->skipped);

  return TRUE;
}

static gboolean
run_import_profiles (MhCtlCall *call,
                     GError   **error)
{
  g_autoptr (GPtrArray) profiles = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  profiles = mh_import_profile_list (&desk, error);
  if (profiles == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "profiles");
  for (guint i = 0; i < profiles->len; i++) {
    const MhImportProfile *profile = g_ptr_array_index (profiles, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "profile", profile->name);
    mh_ctl_add_some (call, "used-at", profile->used_at);
    mh_ctl_add_bool (call, "damaged", profile->damaged);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gint64
find_profile_id (const MhDesk *desk,
                 const char   *name,
                 GError      **error)
{
  g_autoptr (GPtrArray) profiles = mh_import_profile_list (desk, error);

  for (guint i = 0; profiles != NULL && i < profiles->len; i++) {
    const MhImportProfile *profile = g_ptr_array_index (profiles, i);

    if (g_str_equal (profile->name, name))
      return profile->id;
  }

  if (profiles != NULL)
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("No settings are remembered as “%s”."), name);

  return 0;
}

static gboolean
run_import_rename (MhCtlCall *call,
                   GError   **error)
{
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  id = find_profile_id (&desk, call->args[0], error);
  if (id == 0 || !mh_import_profile_rename (&desk, id, call->args[1], error))
    return FALSE;

  mh_ctl_add_text (call, "profile", call->args[1]);

  return TRUE;
}

static gboolean
run_import_forget (MhCtlCall *call,
                   GError   **error)
{
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  id = find_profile_id (&desk, call->args[0], error);
  if (id == 0 || !mh_import_profile_delete (&desk, id, error))
    return FALSE;

  mh_ctl_add_text (call, "profile", call->args[0]);

  return TRUE;
}

static gboolean
run_glyphs (MhCtlCall *call,
            GError   **error)
{
  g_autoptr (MhGlyphs) glyphs = NULL;
  g_autoptr (GPtrArray) list = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  glyphs = mh_glyphs_load (&desk, error);
  if (glyphs == NULL)
    return FALSE;

  list = mh_glyphs_list (glyphs);
  mh_ctl_begin_array (call, "glyphs");
  for (guint i = 0; i < list->len; i++) {
    const char *character = g_ptr_array_index (list, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "character", character);
    mh_ctl_add_text (call, "shown", mh_glyphs_get (glyphs, character));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_glyph (MhCtlCall *call,
           GError   **error)
{
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 2, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;
  if (!mh_glyphs_set (&desk, call->args[0], call->n_args > 1 ? call->args[1] : NULL, error))
    return FALSE;

  mh_ctl_add_text (call, "character", call->args[0]);
  mh_ctl_add_text (call, "shown", call->n_args > 1 ? call->args[1] : NULL);

  return TRUE;
}

const MhCtlCommand mh_ctl_import_commands[] = {
  { "import residents", N_("FILE"), N_("Import the resident list as the town's system gives it"), run_import_residents },
  { "import contacts", N_("FILE"), N_("Import a list of register numbers and LINE user ids or telephone numbers"), run_import_contacts },
  { "import profiles", NULL, N_("What is remembered of files that were imported"), run_import_profiles },
  { "import rename", N_("NAME NEW"), N_("Call what is remembered of a file by another name"), run_import_rename },
  { "import forget", N_("NAME"), N_("Forget what is remembered of a file"), run_import_forget },
  { "glyphs", NULL, N_("Which rare characters are shown as others"), run_glyphs },
  { "glyph", N_("CHARACTER [SHOWN]"), N_("Show a rare character as another, or as itself again"), run_glyph },
  { NULL },
};

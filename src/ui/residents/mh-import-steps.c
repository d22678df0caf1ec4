/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-steps"

#include "mh-import-steps.h"

#include "mh-config.h"
#include "mh-error.h"
#include "mh-import-day.h"
#include "mh-people.h"
#include "mh-text.h"

/* Register numbers have at most so many digits; a spreadsheet may have dropped zeros. */
#define MAX_DIGITS 15

typedef struct {
  char         *path;
  MhCsvEncoding encoding;
  int           header_row;
  GCancellable *cancellable;
} ReadOrder;

typedef struct {
  MhImportFile    *file;
  MhImportPeople  *people;    /* (nullable) read before */
  MhImportAnswers *answers;
  MhImportMeter   *meter;
  GCancellable    *cancellable;
} RowsOrder;

static void
clear_file (MhImportFile *file)
{
  g_clear_object (&file->csv);
  g_clear_pointer (&file->layout, mh_import_layout_free);
  g_clear_pointer (&file->profile, mh_import_profile_free);
  g_clear_pointer (&file->profile_problem, g_free);
  g_clear_pointer (&file->hidden, g_hash_table_unref);
  g_clear_pointer (&file->path, g_free);
}

static void
clear_people (MhImportPeople *people)
{
  g_clear_pointer (&people->table, mh_import_table_free);
  g_clear_pointer (&people->answers, mh_import_answers_free);
  g_clear_pointer (&people->file, mh_import_file_unref);
}

static void
clear_report (MhImportReport *report)
{
  g_clear_pointer (&report->plan, mh_import_plan_free);
  g_clear_pointer (&report->people, mh_import_people_unref);
  g_clear_pointer (&report->decisions, mh_import_decisions_free);
  g_clear_pointer (&report->glyphs, g_hash_table_unref);
  g_clear_pointer (&report->notes, g_array_unref);
  g_clear_pointer (&report->repairs, g_array_unref);
  g_clear_pointer (&report->folds, g_ptr_array_unref);
  g_clear_pointer (&report->missing_folds, g_ptr_array_unref);
  for (guint i = 0; i < MH_IMPORT_N_KINDS; i++)
    g_clear_pointer (&report->changes[i], g_array_unref);
}

static void
read_order_free (ReadOrder *order)
{
  g_free (order->path);
  g_clear_object (&order->cancellable);
  g_free (order);
}

static void
rows_order_free (RowsOrder *order)
{
  g_clear_pointer (&order->file, mh_import_file_unref);
  g_clear_pointer (&order->people, mh_import_people_unref);
  g_clear_pointer (&order->answers, mh_import_answers_free);
  g_clear_object (&order->cancellable);
  g_free (order);
}

static void
note_progress (guint    done,
               guint    total,
               gpointer user_data)
{
  MhImportMeter *meter = user_data;

  g_atomic_int_set (&meter->total, (int) total);
  g_atomic_int_set (&meter->done, (int) done);
}

static gboolean
is_all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* Whoever cannot be judged is protected. */
static gboolean
is_protected (const MhDesk *desk,
              gint64        resident)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &resident, 1, NULL);

  return people == NULL || people->len == 0 || ((MhPerson *) people->pdata[0])->is_protected;
}

/* The number as it stands, and with zeros that a spreadsheet has dropped. */
static gboolean
is_number_of_protected (const MhDesk *desk,
                        const char   *number)
{
  gsize length = strlen (number);

  if (!is_all_digits (number) || length > MAX_DIGITS)
    return FALSE;

  for (gsize width = length; width <= MAX_DIGITS; width++) {
    g_autofree char *padded = g_strdup_printf ("%0*d%s", (int) (width - length), 0, number);
    gint64 id = 0;

    if (mh_people_find_number (desk, width == length ? number : padded, &id, NULL) && id != 0 && is_protected (desk, id))
      return TRUE;
  }

  return FALSE;
}

/* Any cell may be the register number: the columns are not known for certain yet. */
static gboolean
is_row_hidden (const MhDesk       *desk,
               const MhImportFile *file,
               guint               row)
{
  guint n_cells = 0;
  const char * const *cells = mh_csv_get_row (file->csv, row, &n_cells, NULL);

  for (guint i = 0; i < n_cells; i++) {
    g_autofree char *cell = g_strstrip (g_strdup (cells[i]));

    if (is_number_of_protected (desk, cell))
      return TRUE;
  }

  return FALSE;
}

static void
find_hidden (const MhDesk *desk,
             MhImportFile *file)
{
  guint first = (guint) MAX (file->layout->header_row - MH_IMPORT_PREVIEW_ROWS, 0);
  guint end = MIN (mh_csv_get_n_rows (file->csv), (guint) MAX (file->layout->header_row, 0) + 2 * MH_IMPORT_PREVIEW_ROWS);

  file->hidden = g_hash_table_new (NULL, NULL);
  for (guint row = first; row < end; row++) {
    if (is_row_hidden (desk, file, row))
      g_hash_table_add (file->hidden, GUINT_TO_POINTER (row));
  }
}

static gboolean
open_table (MhImportFile *file,
            MhCsvEncoding encoding,
            int           header_row,
            MhDate        today,
            GCancellable *cancellable,
            GError      **error)
{
  g_clear_pointer (&file->layout, mh_import_layout_free);
  g_clear_object (&file->csv);

  file->csv = mh_csv_new_from_path (file->path, encoding, cancellable, error);
  if (file->csv == NULL)
    return FALSE;

  if (header_row == MH_IMPORT_GUESS_HEADER)
    file->layout = mh_import_layout_guess (file->csv, today);
  else
    file->layout = mh_import_layout_guess_below (file->csv, header_row, today);

  return mh_import_layout_check_individual_numbers (file->layout, file->csv, error);
}

/* A profile that says how the file is written has it read again that way, once. */
static gboolean
use_profile (const MhDesk    *desk,
             MhImportFile    *file,
             const ReadOrder *order,
             GError         **error)
{
  g_autoptr (GError) problem = NULL;

  file->profile = mh_import_profile_find (desk, file->layout, &problem);
  if (problem != NULL)
    file->profile_problem = g_strdup (problem->message);
  if (file->profile == NULL)
    return TRUE;

  if (order->encoding == MH_CSV_ENCODING_AUTO && file->profile->encoding != MH_CSV_ENCODING_AUTO &&
      file->profile->encoding != mh_csv_get_encoding (file->csv)) {
    file->encoding = file->profile->encoding;
    if (!open_table (file, file->encoding, order->header_row, mh_desk_today (desk), order->cancellable, error))
      return FALSE;
  }

  mh_import_profile_fill_layout (file->profile, file->layout);

  return TRUE;
}

static gpointer
read_file (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const ReadOrder *order = input;
  g_autoptr (MhImportFile) file = g_atomic_rc_box_new0 (MhImportFile);

  file->path = g_strdup (order->path);
  file->encoding = order->encoding;
  if (!open_table (file, order->encoding, order->header_row, mh_desk_today (desk), order->cancellable, error) ||
      !use_profile (desk, file, order, error))
    return NULL;

  file->as_of = mh_import_guess_as_of (file->csv, file->layout, file->path, mh_desk_today (desk));
  find_hidden (desk, file);

  return g_steal_pointer (&file);
}

static MhImportPeople *
make_people (const MhDesk    *desk,
             MhImportFile    *file,
             const RowsOrder *order,
             GError         **error)
{
  g_autofree char *area_code = mh_config_get (desk, "town.area-code", error);
  g_autoptr (MhImportPeople) people = NULL;
  MhImportOptions options = { .area_code = area_code, .today = mh_desk_today (desk) };

  if (area_code == NULL)
    return NULL;

  if (file->profile != NULL)
    mh_import_profile_fill_options (file->profile, &options);
  options.era_table = order->answers->era_table;
  options.sexes = order->answers->sexes;
  options.serials = order->answers->serials;

  people = g_atomic_rc_box_new0 (MhImportPeople);
  people->file = mh_import_file_ref (file);
  people->answers = mh_import_answers_copy (order->answers);
  people->table = mh_import_read (file->csv, file->layout, &options, note_progress, order->meter, order->cancellable, error);

  return people->table != NULL ? g_steal_pointer (&people) : NULL;
}

static gpointer
read_people (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const RowsOrder *order = input;

  return make_people (desk, order->file, order, error);
}

static gpointer
make_report (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  RowsOrder *order = input;
  g_autoptr (MhImportPeople) people = NULL;
  MhImportPlan *plan;

  if (mh_import_answers_equal (order->answers, order->people->answers))
    people = mh_import_people_ref (order->people);
  else
    people = make_people (desk, order->people->file, order, error);
  if (people == NULL)
    return NULL;

  plan = mh_import_compare (desk, people->table, note_progress, order->meter, order->cancellable, error);

  return plan != NULL ? mh_import_report_new (people, plan) : NULL;
}

/* The kind of a change, or MH_IMPORT_N_KINDS for none. */
static MhImportKind
classify (const MhImportChange *change)
{
  switch (change->state) {
  case MH_IMPORT_STATE_NEW:
    return MH_IMPORT_KIND_NEW;
  case MH_IMPORT_STATE_CHANGED:
    return MH_IMPORT_KIND_CHANGED;
  case MH_IMPORT_STATE_LEFT:
    return g_strcmp0 (change->row->resident->status, "dead") == 0 ? MH_IMPORT_KIND_DEAD : MH_IMPORT_KIND_MOVED;
  case MH_IMPORT_STATE_UNCHANGED:
    return MH_IMPORT_KIND_UNCHANGED;
  case MH_IMPORT_STATE_UNCLEAR:
    return MH_IMPORT_KIND_UNCLEAR;
  case MH_IMPORT_STATE_PAIR:
    return MH_IMPORT_KIND_PAIRS;
  case MH_IMPORT_N_STATES:
  default:
    return MH_IMPORT_N_KINDS;
  }
}

static char *
fold_person (const MhResident *resident,
             const char       *number)
{
  g_autofree char *text = g_strdup_printf ("%s %s %s", resident->name, resident->kana, number);

  return mh_text_fold (text);
}

static gboolean
is_plain_no (const char *cell)
{
  static const char * const noes[] = { "", "0", "無", "ナシ", "無シ", "-", "×", "非該当", NULL };
  g_autofree char *fold = mh_text_fold (cell);

  return g_strv_contains (noes, fold);
}

/**
 * mh_import_file_ref:
 * @file: a file
 *
 * Returns: @file, with one more reference
 */
MhImportFile *
mh_import_file_ref (MhImportFile *file)
{
  return g_atomic_rc_box_acquire (file);
}

/**
 * mh_import_file_unref:
 * @file: (transfer full): a file
 *
 * Gives a reference back.
 */
void
mh_import_file_unref (MhImportFile *file)
{
  g_atomic_rc_box_release_full (file, (GDestroyNotify) clear_file);
}

/**
 * mh_import_file_is_hidden:
 * @file: a file
 * @row: a row of its table
 *
 * Returns: whether the row is about somebody protected, by the list or by the file itself
 */
gboolean
mh_import_file_is_hidden (MhImportFile *file,
                          guint         row)
{
  guint n_cells = 0;
  const char * const *cells;

  g_return_val_if_fail (file != NULL, TRUE);

  if (file->hidden == NULL || g_hash_table_contains (file->hidden, GUINT_TO_POINTER (row)))
    return TRUE;
  if ((int) row <= file->layout->header_row)
    return FALSE;

  /* Whatever stands in the column of protection means yes, unless it is a plain no. */
  cells = mh_csv_get_row (file->csv, row, &n_cells, NULL);
  for (guint i = 0; i < n_cells && i < file->layout->n_columns; i++) {
    MhImportField field = file->layout->fields[i];

    if ((field == MH_IMPORT_PROTECTION || field == MH_IMPORT_PROTECTION_START) && !is_plain_no (cells[i]))
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_import_answers_new:
 *
 * Returns: (transfer full): no answer yet
 */
MhImportAnswers *
mh_import_answers_new (void)
{
  MhImportAnswers *answers = g_new0 (MhImportAnswers, 1);

  answers->era_table = MH_ERA_TABLE_USUAL;
  answers->sexes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return answers;
}

/**
 * mh_import_answers_free:
 * @answers: (transfer full): answers
 */
void
mh_import_answers_free (MhImportAnswers *answers)
{
  g_hash_table_unref (answers->sexes);
  g_free (answers);
}

static void
copy_sexes (GHashTable *from,
            GHashTable *to)
{
  GHashTableIter iter;
  gpointer key, value;

  if (from == NULL)
    return;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (to, g_strdup (key), g_strdup (value));
}

/**
 * mh_import_answers_copy:
 * @answers: answers
 *
 * Returns: (transfer full): a copy
 */
MhImportAnswers *
mh_import_answers_copy (const MhImportAnswers *answers)
{
  MhImportAnswers *copy;

  g_return_val_if_fail (answers != NULL, NULL);

  copy = mh_import_answers_new ();
  copy->era_table = answers->era_table;
  copy->serials = answers->serials;
  copy_sexes (answers->sexes, copy->sexes);

  return copy;
}

/**
 * mh_import_answers_equal:
 * @a: answers
 * @b: answers
 *
 * Returns: whether a file is read alike with both
 */
gboolean
mh_import_answers_equal (const MhImportAnswers *a,
                         const MhImportAnswers *b)
{
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->era_table != b->era_table || a->serials != b->serials ||
      g_hash_table_size (a->sexes) != g_hash_table_size (b->sexes))
    return FALSE;

  g_hash_table_iter_init (&iter, a->sexes);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    if (g_strcmp0 (g_hash_table_lookup (b->sexes, key), value) != 0)
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_import_answers_take:
 * @answers: answers
 * @profile: what is remembered
 *
 * Takes over the answers of last time.
 */
void
mh_import_answers_take (MhImportAnswers       *answers,
                        const MhImportProfile *profile)
{
  g_return_if_fail (answers != NULL && profile != NULL);

  answers->era_table = profile->era_table;
  answers->serials = profile->serials;
  copy_sexes (profile->sexes, answers->sexes);
}

/**
 * mh_import_people_ref:
 * @people: the rows as people
 *
 * Returns: @people, with one more reference
 */
MhImportPeople *
mh_import_people_ref (MhImportPeople *people)
{
  return g_atomic_rc_box_acquire (people);
}

/**
 * mh_import_people_unref:
 * @people: (transfer full): the rows as people
 *
 * Gives a reference back.
 */
void
mh_import_people_unref (MhImportPeople *people)
{
  g_atomic_rc_box_release_full (people, (GDestroyNotify) clear_people);
}

/* What was put right needs no looking at; rare characters have a list of their own. */
static gboolean
is_repair (const char *kind)
{
  static const char * const repairs[] = {
    "serial-converted", "phone-zero-restored", "phone-area-added", "postal-zero-restored", "ticket-zero-restored", NULL
  };

  return g_strv_contains (repairs, kind);
}

/* Protection first, then whom to phone, then birth dates. */
static guint
rank_note (const char *kind)
{
  static const char * const firsts[] = { "protection", "phone", "birth", "serial" };

  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++) {
    if (g_str_has_prefix (kind, firsts[i]))
      return i;
  }

  return G_N_ELEMENTS (firsts);
}

static int
compare_notes (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const GPtrArray *notes = user_data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  int difference = (int) rank_note (((MhImportNote *) notes->pdata[first])->kind) -
                   (int) rank_note (((MhImportNote *) notes->pdata[second])->kind);

  return difference != 0 ? difference : (first > second) - (first < second);
}

static void
sort_notes (MhImportReport *report)
{
  GPtrArray *notes = report->people->table->notes;

  report->notes = g_array_new (FALSE, FALSE, sizeof (guint));
  report->repairs = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < notes->len; i++) {
    const char *kind = ((MhImportNote *) notes->pdata[i])->kind;

    if (is_repair (kind))
      g_array_append_val (report->repairs, i);
    else if (!g_str_equal (kind, "private-use"))
      g_array_append_val (report->notes, i);
  }
  g_array_sort_with_data (report->notes, compare_notes, notes);
}

/**
 * mh_import_report_new:
 * @people: the rows as people
 * @plan: (transfer full): what they would do
 *
 * Returns: (transfer full): both, sorted by kind, with nothing decided
 */
MhImportReport *
mh_import_report_new (MhImportPeople *people,
                      MhImportPlan   *plan)
{
  MhImportReport *report;

  g_return_val_if_fail (people != NULL, NULL);
  g_return_val_if_fail (plan != NULL, NULL);

  report = g_atomic_rc_box_new0 (MhImportReport);
  report->people = mh_import_people_ref (people);
  report->plan = plan;
  report->decisions = mh_import_decisions_new ();
  report->glyphs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < MH_IMPORT_N_KINDS; i++)
    report->changes[i] = g_array_new (FALSE, FALSE, sizeof (guint));

  report->folds = g_ptr_array_new_with_free_func (g_free);
  report->missing_folds = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < plan->changes->len; i++) {
    const MhImportChange *change = plan->changes->pdata[i];
    MhImportKind kind = classify (change);

    g_ptr_array_add (report->folds, fold_person (change->row->resident, change->number));
    if (kind != MH_IMPORT_N_KINDS)
      g_array_append_val (report->changes[kind], i);
    if (!g_str_equal (change->number, change->row->resident->register_number))
      g_array_append_val (report->changes[MH_IMPORT_KIND_REPAIRED], i);
  }
  sort_notes (report);
  for (guint i = 0; i < plan->missing->len; i++) {
    const MhResident *resident = plan->missing->pdata[i];

    g_ptr_array_add (report->missing_folds, fold_person (resident, resident->register_number));
  }

  return report;
}

/**
 * mh_import_report_ref:
 * @report: a report
 *
 * Returns: @report, with one more reference
 */
MhImportReport *
mh_import_report_ref (MhImportReport *report)
{
  return g_atomic_rc_box_acquire (report);
}

/**
 * mh_import_report_unref:
 * @report: (transfer full): a report
 *
 * Gives a reference back.
 */
void
mh_import_report_unref (MhImportReport *report)
{
  g_atomic_rc_box_release_full (report, (GDestroyNotify) clear_report);
}

/**
 * mh_import_read_file_async:
 * @context: the open town
 * @path: a CSV file
 * @encoding: how it is written, or MH_CSV_ENCODING_AUTO
 * @header_row: MH_IMPORT_GUESS_HEADER, -1 for none, or the header's row
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Decodes a file, guesses its columns or takes those that are remembered for files of its shape. A file with Individual Numbers is let go of
 * at once.
 */
void
mh_import_read_file_async (MhUiContext        *context,
                           const char         *path,
                           MhCsvEncoding       encoding,
                           int                 header_row,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  ReadOrder *order;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (path != NULL);

  order = g_new0 (ReadOrder, 1);
  order->path = g_strdup (path);
  order->encoding = encoding;
  order->header_row = header_row;
  g_set_object (&order->cancellable, cancellable);
  mh_ui_context_read_async (context, read_file, order, (GDestroyNotify) read_order_free, (GDestroyNotify) mh_import_file_unref,
                            cancellable, callback, user_data);
}

static RowsOrder *
rows_order_new (MhImportFile          *file,
                MhImportPeople        *people,
                const MhImportAnswers *answers,
                MhImportMeter         *meter,
                GCancellable          *cancellable)
{
  RowsOrder *order = g_new0 (RowsOrder, 1);

  order->file = file != NULL ? mh_import_file_ref (file) : NULL;
  order->people = people != NULL ? mh_import_people_ref (people) : NULL;
  order->answers = mh_import_answers_copy (answers);
  order->meter = meter;
  g_set_object (&order->cancellable, cancellable);

  return order;
}

/**
 * mh_import_read_people_async:
 * @context: the open town
 * @file: a file; its layout must not be changed until the callback
 * @answers: what was answered about it so far
 * @meter: how far it has come
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Reads the rows as people and finds what has to be asked.
 */
void
mh_import_read_people_async (MhUiContext           *context,
                             MhImportFile          *file,
                             const MhImportAnswers *answers,
                             MhImportMeter         *meter,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (file != NULL && answers != NULL && meter != NULL);

  mh_ui_context_read_async (context, read_people, rows_order_new (file, NULL, answers, meter, cancellable),
                            (GDestroyNotify) rows_order_free, (GDestroyNotify) mh_import_people_unref, cancellable,
                            callback, user_data);
}

/**
 * mh_import_make_report_async:
 * @context: the open town
 * @people: the rows as people
 * @answers: what was answered
 * @meter: how far it has come
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Lays the people of the file beside the list. Nothing is changed.
 */
void
mh_import_make_report_async (MhUiContext           *context,
                             MhImportPeople        *people,
                             const MhImportAnswers *answers,
                             MhImportMeter         *meter,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (people != NULL && answers != NULL && meter != NULL);

  mh_ui_context_read_async (context, make_report, rows_order_new (NULL, people, answers, meter, cancellable),
                            (GDestroyNotify) rows_order_free, (GDestroyNotify) mh_import_report_unref, cancellable,
                            callback, user_data);
}

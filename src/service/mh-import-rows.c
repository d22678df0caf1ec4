/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-rows"

#include "mh-import-reading.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-code.h"
#include "mh-error.h"
#include "mh-phone.h"
#include "mh-text.h"

/* Longer than any register number (15 digits) or name (names of 100 characters exist). */
#define LONGEST_NUMBER 20
#define LONGEST_NAME 200

/* From how many shifted rows on, and from which part of the rows (one in so many), it is the file that is shifted. */
#define MANY_SHIFTED 5
#define SHIFTED_PART 5

#define STRIDE 256

static const struct {
  const char *kind;
  const char *text;
} notes[] = {
  { "bad-characters", N_("Some characters could not be read. Please choose “When characters look broken” and try again.") },
  { "private-use", N_("There are characters made by the town (gaiji). Please check how they print.") },
  { "kana-invalid", N_("The kana are not kana and were left out.") },
  { "birth-question", N_("The birth date is unusual. Please check it.") },
  { "birth-partial", N_("Only a part of the birth date is known.") },
  { "birth-invalid", N_("The birth date cannot be read. It was kept as it is written.") },
  { "serial-converted", N_("Excel had turned the date into a number; it was turned back.") },
  { "serial-open", N_("Excel has turned the date into a number. It was not taken as a date.") },
  { "sex-unknown", N_("The sex cannot be told from what is written.") },
  { "phone-invalid", N_("The telephone number is not a whole number. Please ask for it.") },
  { "phone-zero-restored", N_("The telephone number had lost its leading 0.") },
  { "phone-area-added", N_("The area code was put before the telephone number.") },
  { "postal-zero-restored", N_("The postal code had lost its leading 0.") },
  { "postal-invalid", N_("The postal code is not one.") },
  { "ticket-zero-restored", N_("The ticket number had lost its leading zeros; they were put back.") },
  { "ticket-invalid", N_("The ticket number is not one of up to 10 digits and was left out.") },
  { "rounded", N_("This number was rounded by the spreadsheet and has lost digits. It was left out. "
                  "Please have the list given out again with this column as text.") },
  { "status-unknown", N_("The status is not known here and was left as it is; somebody new counts as “resident”.") },
  { "status-date-invalid", N_("The day of the status cannot be read and was left out.") },
  { "protection-unclear", N_("What stands in the column of protection is not known here. The person was protected to be safe. Please check it.") },
  { "protection-date-invalid", N_("A day of the protection cannot be read. The person is protected without it. Please check it.") },
  { "protection-over", N_("The protection seems to be over. The person stays protected until you end it by hand.") },
};

static const char *kinds[G_N_ELEMENTS (notes) + 1];

static void
row_free (MhImportRow *row)
{
  mh_resident_free (row->resident);
  g_clear_pointer (&row->phones, g_ptr_array_unref);
  g_clear_pointer (&row->bad_phones, g_ptr_array_unref);
  g_free (row->ticket);
  g_free (row);
}

static void
note_free (MhImportNote *note)
{
  g_free (note->text);
  g_free (note);
}

/**
 * mh_import_table_free:
 * @table: a table
 */
void
mh_import_table_free (MhImportTable *table)
{
  g_clear_pointer (&table->glyphs, g_ptr_array_unref);
  g_clear_pointer (&table->rows, g_ptr_array_unref);
  g_clear_pointer (&table->skipped, g_ptr_array_unref);
  g_clear_pointer (&table->notes, g_ptr_array_unref);
  g_clear_pointer (&table->questions, g_ptr_array_unref);
  g_free (table);
}

/**
 * mh_import_note_kinds:
 *
 * Returns: (array zero-terminated=1): every kind a note may have
 */
const char * const *
mh_import_note_kinds (void)
{
  static gsize made;

  if (g_once_init_enter (&made)) {
    for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
      kinds[i] = notes[i].kind;
    g_once_init_leave (&made, 1);
  }

  return kinds;
}

/**
 * mh_import_note_text:
 * @kind: a note's kind
 *
 * Returns: its sentence, translated
 */
const char *
mh_import_note_text (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++) {
    if (g_str_equal (notes[i].kind, kind))
      return _(notes[i].text);
  }

  g_return_val_if_reached (kind);
}

static gboolean
is_empty_row (const MhImportReading *reading)
{
  for (guint i = 0; i < reading->n_cells; i++) {
    for (const char *p = reading->cells[i]; *p != '\0'; p = g_utf8_next_char (p)) {
      if (!g_unichar_isspace (g_utf8_get_char (p)))
        return FALSE;
    }
  }

  return TRUE;
}

/* 123人, 計 45 名: how many there are, not a person. */
static gboolean
is_head_count (const char *folded)
{
  gsize n;

  if (g_str_has_prefix (folded, "計"))
    folded += strlen ("計");
  n = strspn (folded, "0123456789,");

  return n > 0 && (g_str_equal (folded + n, "人") || g_str_equal (folded + n, "名") || g_str_equal (folded + n, "件") ||
                   g_str_equal (folded + n, "世帯"));
}

/* 合計, 件数, 以下余白 at the end of lists printed for people. A whole person has a name and a date and is none. */
static gboolean
is_total_row (const MhImportReading *reading)
{
  static const char * const words[] = { "合計", "総合計", "総計", "計", "件数", "以下余白", "余白", "小計", "総数", "累計", NULL };
  guint n_filled = 0;
  gboolean found = FALSE;

  for (guint i = 0; i < reading->n_cells; i++) {
    g_autofree char *folded = NULL;

    if (*reading->cells[i] == '\0')
      continue;
    if (++n_filled > 4)
      return FALSE;

    folded = mh_text_fold (reading->cells[i]);
    found = found || g_strv_contains (words, folded) || strstr (folded, "以下余白") != NULL || g_str_has_prefix (folded, "合計") ||
            g_str_has_prefix (folded, "総計") || is_head_count (folded);
  }

  return found;
}

static gboolean
is_phone_or_date (const char *text,
                  const char *area_code)
{
  /* A name never has a digit in it, and everything else here has. */
  if (strcspn (text, "0123456789") == strlen (text) && strstr (text, "\xef\xbc") == NULL && strstr (text, "年") == NULL)
    return FALSE;

  return mh_phone_read (text, area_code).kind != MH_PHONE_INVALID ||
         mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, MH_DATE_NONE).verdict == MH_DATE_READ_OK;
}

static gboolean
is_all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static gboolean
has_kana_or_kanji (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);

    if ((c >= 0x3041 && c <= 0x30fa) || (c >= 0x4e00 && c <= 0x9fff))
      return TRUE;
  }

  return FALSE;
}

/* Numbers, codes and most dates begin with a plain character; only others are looked at closely. */
static gboolean
is_kana (const char *text)
{
  return (guchar) *text >= 0x80 && mh_text_is_kana (text);
}

/* A phone or a date where a name should be, kana where a number should be. */
static gboolean
looks_shifted (MhImportReading *reading,
               const char      *number,
               const char      *name)
{
  const char *area_code = reading->options->area_code;
  const char *kana = mh_import_reading_cell (reading, MH_IMPORT_KANA);
  const char *birth = mh_import_reading_cell (reading, MH_IMPORT_BIRTH_DATE);
  const char *postal = mh_import_reading_cell (reading, MH_IMPORT_POSTAL_CODE);
  const char *household = mh_import_reading_cell (reading, MH_IMPORT_HOUSEHOLD_NUMBER);

  return is_all_digits (name) || is_phone_or_date (name, area_code) || has_kana_or_kanji (number) ||
         (*kana != '\0' && is_phone_or_date (kana, area_code)) || is_kana (birth) || is_kana (postal) || is_kana (household);
}

/* More cells than there are columns, something in the last of them: a comma stands inside the address. */
static gboolean
has_extra_cell (const MhImportReading *reading)
{
  return reading->n_cells > reading->width;
}

static gboolean
is_short (const MhImportReading *reading)
{
  return reading->n_cells <= reading->first[MH_IMPORT_REGISTER_NUMBER] || reading->n_cells <= reading->first[MH_IMPORT_NAME];
}

/* Why the row cannot be a person, translated, or %NULL. */
static char *
find_fault (MhImportReading *reading,
            const char      *number,
            const char      *name,
            const char     **out_kind)
{
  if (is_empty_row (reading)) {
    *out_kind = "empty";
    return g_strdup (_("An empty row."));
  }

  if ((*name == '\0' || reading->n_cells < 5 || strcspn (number, "0123456789") == strlen (number)) && is_total_row (reading)) {
    *out_kind = "total";
    return g_strdup (_("A title or total row, not a person."));
  }

  if (is_short (reading)) {
    *out_kind = "short";
    return g_strdup (_("This row is too short: register number and name are not both in it."));
  }

  if (has_extra_cell (reading)) {
    *out_kind = "extra-cell";
    return g_strdup (_("This row has more cells than there are columns: there seems to be a comma inside the address, and everything behind it "
                       "is shifted. Please correct this row in the file, or have the list given out with quotation marks."));
  }

  if ((*number != '\0' || *name != '\0') && looks_shifted (reading, number, name)) {
    *out_kind = "shifted";
    return g_strdup (_("The columns of this row look shifted: a number or date stands where a name should be, or the other way round."));
  }

  if (*name == '\0') {
    *out_kind = "no-name";
    return g_strdup (_("There is no name in this row."));
  }

  if (strlen (name) > LONGEST_NAME * 4) {
    *out_kind = "long-name";
    return g_strdup (_("The name is too long. A quotation mark may be missing in this row."));
  }

  if (*number == '\0') {
    *out_kind = "no-number";
    return g_strdup (_("There is no register number in this row."));
  }

  return NULL;
}

static char *
find_number_fault (MhImportReading *reading,
                   const char      *number,
                   const char     **out_kind)
{
  if (mh_code_is_rounded (number)) {
    *out_kind = "rounded";
    return g_strdup (_("The register number was rounded by the spreadsheet and has lost digits. "
                       "Please have the list given out again with this column as text."));
  }

  if (strlen (number) > LONGEST_NUMBER) {
    *out_kind = "long-number";
    return g_strdup (_("The register number is too long."));
  }

  if (g_hash_table_contains (reading->numbers, number)) {
    *out_kind = "twice";
    return g_strdup_printf (_("The register number stands in line %u already."),
                            GPOINTER_TO_UINT (g_hash_table_lookup (reading->numbers, number)));
  }

  return NULL;
}

static void
read_row (MhImportReading *reading,
          guint            index)
{
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  const char *kind = NULL;
  MhImportRow *row;
  char *fault;

  reading->cells = mh_csv_get_row (reading->csv, index, &reading->n_cells, &reading->line);
  number = mh_import_read_number (mh_import_reading_cell (reading, MH_IMPORT_REGISTER_NUMBER));
  name = mh_text_tidy_name (mh_import_reading_cell (reading, MH_IMPORT_NAME));

  fault = find_fault (reading, number, name, &kind);
  if (fault == NULL)
    fault = find_number_fault (reading, number, &kind);

  if (fault != NULL) {
    reading->n_shifted += g_str_equal (kind, "shifted") || g_str_equal (kind, "extra-cell");
    mh_import_skips_add (reading->table->skipped, reading->line, kind, fault);
    return;
  }

  if (mh_csv_is_row_bad (reading->csv, index))
    mh_import_reading_note (reading, "bad-characters", name);

  row = mh_import_read_person (reading, g_steal_pointer (&number), g_steal_pointer (&name));
  g_hash_table_insert (reading->numbers, row->resident->register_number, GUINT_TO_POINTER (reading->line));
  g_ptr_array_add (reading->table->rows, row);
  mh_import_find_glyphs (reading, row);
}

static void
skip_titles (MhImportReading *reading)
{
  for (int i = 0; i < reading->layout->header_row; i++) {
    mh_csv_get_row (reading->csv, (guint) i, NULL, &reading->line);
    mh_import_skips_add (reading->table->skipped, reading->line, "title", g_strdup (_("A title or total row, not a person.")));
  }
}

/* How many cells a row has as a rule: as many as the header, or as most rows, which may end with a comma. */
static guint
find_width (const MhImportReading *reading)
{
  g_autofree guint *counts = g_new0 (guint, reading->layout->n_columns + 1);
  guint header = 0;
  guint most = 0;
  guint n_rows = 0;

  if (reading->layout->header_row < 0)
    return reading->layout->n_columns;

  mh_csv_get_row (reading->csv, (guint) reading->layout->header_row, &header, NULL);
  for (guint i = (guint) (reading->layout->header_row + 1); i < mh_csv_get_n_rows (reading->csv); i++) {
    guint n_cells;

    mh_csv_get_row (reading->csv, i, &n_cells, NULL);
    counts[MIN (n_cells, reading->layout->n_columns)]++;
    n_rows++;
  }

  for (guint i = 1; i <= reading->layout->n_columns; i++) {
    if (counts[i] * 2 > n_rows)
      most = i;
  }

  return MAX (header, most);
}

static void
prepare (MhImportReading *reading)
{
  const MhImportLayout *layout = reading->layout;

  for (guint i = 0; i < MH_IMPORT_N_FIELDS; i++)
    reading->first[i] = layout->n_columns;

  for (guint i = layout->n_columns; i > 0; i--) {
    reading->first[layout->fields[i - 1]] = i - 1;
    reading->table->has[layout->fields[i - 1]] = TRUE;
  }

  reading->width = find_width (reading);
  if (reading->table->has[MH_IMPORT_SEX])
    mh_import_prepare_sexes (reading);
  skip_titles (reading);
}

static gboolean
check_shifted (const MhImportReading *reading,
               GError               **error)
{
  guint total = reading->table->rows->len + reading->n_shifted;

  if (reading->n_shifted < MANY_SHIFTED || reading->n_shifted * SHIFTED_PART < total)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("In %u of %u rows the columns look shifted: numbers or dates stand where names should be. Nothing was read. Please check which "
                 "column holds what, or have the list given out again."), reading->n_shifted, total);

  return FALSE;
}

static int
compare_glyphs (gconstpointer a,
                gconstpointer b)
{
  return strcmp ((*(MhImportGlyph * const *) a)->character, (*(MhImportGlyph * const *) b)->character);
}

static gboolean
read_rows (MhImportReading *reading,
           MhImportProgress progress,
           gpointer         user_data,
           GCancellable    *cancellable,
           GError         **error)
{
  guint n_rows = mh_csv_get_n_rows (reading->csv);

  for (guint i = (guint) (reading->layout->header_row + 1); i < n_rows; i++) {
    if (i % STRIDE == 0) {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (i, n_rows, user_data);
    }

    read_row (reading, i);
  }

  if (progress != NULL)
    progress (n_rows, n_rows, user_data);

  return TRUE;
}

static MhImportTable *
new_table (void)
{
  MhImportTable *table = g_new0 (MhImportTable, 1);

  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  table->skipped = mh_import_skips_new ();
  table->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  table->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_import_question_free);
  table->glyphs = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_import_glyph_free);

  return table;
}

/**
 * mh_import_read:
 * @csv: a table
 * @layout: what its columns hold
 * @options: how dates and numbers are read, and what was answered
 * @progress: (nullable): told how many rows of how many are done
 * @user_data: data for @progress
 * @cancellable: (nullable): a cancellable
 * @error: return location; MH_ERROR_REFUSED when @layout does not fit a resident list or the columns of many rows are shifted,
 *   G_IO_ERROR_CANCELLED
 *
 * Reads every row as a person. What cannot be one is listed with its line and a reason; what is odd is noted and goes in; what only a person
 * can know is asked once for the file and left unknown until it is answered. Touches nothing but its arguments, so that it may run in any
 * thread.
 *
 * Returns: (transfer full): the people of the file
 */
MhImportTable *
mh_import_read (MhCsv                 *csv,
                const MhImportLayout  *layout,
                const MhImportOptions *options,
                MhImportProgress       progress,
                gpointer               user_data,
                GCancellable          *cancellable,
                GError               **error)
{
  g_autoptr (MhImportTable) table = new_table ();
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) sexes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) statuses = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) glyphs = g_hash_table_new (g_str_hash, g_str_equal);
  MhImportReading reading = {
    .table = table, .csv = csv, .layout = layout, .options = options, .numbers = numbers, .sexes = sexes, .statuses = statuses,
    .glyphs = glyphs,
  };

  if (!mh_import_layout_check ((MhImportLayout *) layout, csv, error))
    return NULL;

  prepare (&reading);
  if (!read_rows (&reading, progress, user_data, cancellable, error) || !check_shifted (&reading, error))
    return NULL;

  g_ptr_array_sort (table->glyphs, compare_glyphs);

  return g_steal_pointer (&table);
}

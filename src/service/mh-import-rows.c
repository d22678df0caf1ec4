/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-rows"

#include "mh-import-rows.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-code.h"
#include "mh-error.h"
#include "mh-phone.h"
#include "mh-text.h"

/* Longer than any register number (15 digits) or name (names of 100 characters exist). */
#define LONGEST_NUMBER 20
#define LONGEST_NAME 200

static const struct {
  const char *kind;
  const char *text;
} notes[] = {
  { "bad-characters", N_("Some characters could not be read. Please choose “When characters look broken” and try again.") },
  { "private-use", N_("The name has characters made by the town (gaiji). Please check how they print.") },
  { "kana-invalid", N_("The kana are not kana and were left out.") },
  { "birth-question", N_("The birth date is unusual. Please check it.") },
  { "birth-partial", N_("Only a part of the birth date is known.") },
  { "birth-invalid", N_("The birth date cannot be read. It was kept as it is written.") },
  { "sex-unknown", N_("The sex cannot be told from what is written.") },
  { "phone-invalid", N_("The telephone number is not a whole number. Please ask for it.") },
  { "phone-zero-restored", N_("The telephone number had lost its leading 0.") },
  { "phone-area-added", N_("The area code was put before the telephone number.") },
  { "postal-zero-restored", N_("The postal code had lost its leading 0.") },
  { "postal-invalid", N_("The postal code is not one.") },
  { "status-unknown", N_("The status is not known here and was left as it is; somebody new counts as “resident”.") },
};

static const char * const kinds[] = {
  "bad-characters", "private-use", "kana-invalid", "birth-question", "birth-partial", "birth-invalid", "sex-unknown",
  "phone-invalid", "phone-zero-restored", "phone-area-added", "postal-zero-restored", "postal-invalid", "status-unknown", NULL
};

static void
row_free (MhImportRow *row)
{
  g_clear_pointer (&row->resident, mh_resident_free);
  g_clear_pointer (&row->phones, g_ptr_array_unref);
  g_free (row);
}

static void
note_free (MhImportNote *note)
{
  g_free (note->text);
  g_free (note);
}

static void
skip_free (MhImportSkip *skip)
{
  g_free (skip->reason);
  g_free (skip);
}

/**
 * mh_import_table_free:
 * @table: a table
 */
void
mh_import_table_free (MhImportTable *table)
{
  g_clear_pointer (&table->rows, g_ptr_array_unref);
  g_clear_pointer (&table->skipped, g_ptr_array_unref);
  g_clear_pointer (&table->notes, g_ptr_array_unref);
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

/* What one row is read with. */
typedef struct {
  MhImportTable         *table;
  MhCsv                 *csv;
  const MhImportLayout  *layout;
  const MhImportOptions *options;
  GHashTable            *numbers;  /* (owned) register number → line */
  guint                  line;
  const char * const    *cells;
  guint                  n_cells;
} Reading;

static void
add_note (Reading    *reading,
          const char *kind,
          const char *text)
{
  MhImportNote *note = g_new0 (MhImportNote, 1);

  note->line = reading->line;
  note->kind = kind;
  note->text = g_strdup (text);
  g_ptr_array_add (reading->table->notes, note);
}

static void
skip_row (Reading *reading,
          char    *reason)
{
  MhImportSkip *skip = g_new0 (MhImportSkip, 1);

  skip->line = reading->line;
  skip->reason = reason;
  g_ptr_array_add (reading->table->skipped, skip);
}

static const char *
get_field (const Reading *reading,
           MhImportField  field)
{
  for (guint i = 0; i < MIN (reading->layout->n_columns, reading->n_cells); i++) {
    if (reading->layout->fields[i] == field)
      return reading->cells[i];
  }

  return "";
}

/* Plain digits and letters of any width, without blanks. */
static char *
read_number (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *bare = g_string_new (NULL);

  for (const char *p = plain != NULL ? plain : ""; *p != '\0'; p = g_utf8_next_char (p)) {
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (bare, g_utf8_get_char (p));
  }

  return g_string_free (bare, FALSE);
}

static char *
null_if_empty (char *text)
{
  if (text != NULL && *text != '\0')
    return text;

  g_free (text);

  return NULL;
}

/* 合計, 件数, 以下余白 at the end of lists printed for people. */
static gboolean
is_total_row (const Reading *reading)
{
  static const char * const words[] = { "合計", "総合計", "総計", "計", "件数", "以下余白", "小計", NULL };

  for (guint i = 0; i < reading->n_cells; i++) {
    g_autofree char *folded = mh_text_fold (reading->cells[i]);

    if (*folded != '\0')
      return g_strv_contains (words, folded) || g_str_has_prefix (folded, "以下余白");
  }

  return TRUE;
}

static gboolean
looks_shifted (const char *name,
               const char *area_code)
{
  MhPhone phone = mh_phone_read (name, area_code);

  return phone.kind != MH_PHONE_INVALID ||
         mh_date_read (name, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, MH_DATE_NONE).verdict == MH_DATE_READ_OK;
}

/* Why the row cannot be a person, or %NULL. */
static char *
find_fault (Reading    *reading,
            const char *number,
            const char *name)
{
  if (is_total_row (reading))
    return g_strdup (_("A title or total row, not a person."));

  if (*name == '\0')
    return g_strdup (_("There is no name in this row."));

  if (looks_shifted (name, reading->options->area_code))
    return g_strdup (_("Where the name should be stands a number or date: the columns of this row seem to be shifted."));

  if (strlen (name) > LONGEST_NAME * 4)
    return g_strdup (_("The name is too long. A quotation mark may be missing in this row."));

  if (*number == '\0')
    return g_strdup (_("There is no register number in this row."));

  if (mh_code_is_rounded (number))
    return g_strdup (_("The register number was rounded by the spreadsheet and has lost digits. "
                       "Please have the list given out again with this column as text."));

  if (strlen (number) > LONGEST_NUMBER)
    return g_strdup (_("The register number is too long."));

  if (g_hash_table_contains (reading->numbers, number))
    return g_strdup_printf (_("The register number stands in line %u already."),
                            GPOINTER_TO_UINT (g_hash_table_lookup (reading->numbers, number)));

  return NULL;
}

static void
read_kana (Reading    *reading,
           MhResident *resident)
{
  const char *text = get_field (reading, MH_IMPORT_KANA);
  g_autofree char *kana = mh_text_tidy_kana (text);

  if (*kana == '\0')
    return;

  if (!mh_text_is_kana (kana)) {
    add_note (reading, "kana-invalid", text);
    return;
  }

  g_free (resident->kana);
  resident->kana = g_steal_pointer (&kana);
}

static void
read_birth (Reading    *reading,
            MhResident *resident)
{
  const char *text = get_field (reading, MH_IMPORT_BIRTH_DATE);
  MhDateReading date = mh_date_read (text, MH_DATE_READ_SERIAL, reading->options->era_table, reading->options->today);

  switch (date.verdict) {
  case MH_DATE_READ_OK:
    resident->birth = date.date;
    return;

  case MH_DATE_READ_QUESTION:
    add_note (reading, "birth-question", text);
    if (mh_date_is_set (date.date))
      resident->birth = date.date;
    break;

  case MH_DATE_READ_PARTIAL:
    add_note (reading, "birth-partial", text);
    break;

  case MH_DATE_READ_UNKNOWN:
    if (*text == '\0')
      return;
    add_note (reading, "birth-partial", text);
    break;

  case MH_DATE_READ_INVALID:
    add_note (reading, "birth-invalid", text);
    break;
  }

  resident->birth_text = g_strdup (text);
}

static void
read_sex (Reading    *reading,
          MhResident *resident)
{
  static const char * const male[] = { "男", "男性", "1", "m", "male", NULL };
  static const char * const female[] = { "女", "女性", "2", "f", "female", NULL };
  const char *text = get_field (reading, MH_IMPORT_SEX);
  g_autofree char *folded = mh_text_fold (text);

  if (*folded == '\0')
    return;

  if (!g_strv_contains (male, folded) && !g_strv_contains (female, folded)) {
    add_note (reading, "sex-unknown", text);
    return;
  }

  g_free (resident->sex);
  resident->sex = g_strdup (g_strv_contains (male, folded) ? "male" : "female");
}

static void
read_postal_code (Reading    *reading,
                  MhResident *resident)
{
  const char *text = get_field (reading, MH_IMPORT_POSTAL_CODE);
  gboolean restored = FALSE;

  if (*text == '\0')
    return;

  resident->postal_code = mh_code_postal (text, &restored);

  if (resident->postal_code == NULL)
    add_note (reading, "postal-invalid", text);
  else if (restored)
    add_note (reading, "postal-zero-restored", text);
}

/* Prefecture, city, town and number run on; a building's name is set off from the number before it. */
static char *
read_address (const Reading *reading)
{
  GString *address = g_string_new (NULL);

  for (guint i = 0; i < MIN (reading->layout->n_columns, reading->n_cells); i++) {
    g_autofree char *part = NULL;

    if (reading->layout->fields[i] != MH_IMPORT_ADDRESS)
      continue;

    part = mh_text_tidy_name (reading->cells[i]);

    if (*part != '\0' && address->len > 0 && g_ascii_isdigit (address->str[address->len - 1]))
      g_string_append (address, "　");
    g_string_append (address, part);
  }

  return null_if_empty (g_string_free (address, FALSE));
}

static void
read_status (Reading     *reading,
             MhImportRow *row)
{
  static const struct {
    const char *word;
    const char *status;
  } words[] = {
    { "死亡", "dead" }, { "転出予定", "moving-out" }, { "転出", "moved-out" }, { "職権消除", "removed" }, { "消除", "removed" },
    { "住民", "resident" }, { "現存", "resident" }, { "在住", "resident" }, { "転入", "resident" }, { "出生", "resident" },
    { "転居", "resident" }, { "住登外", "resident" }, { "住登", "resident" },
  };
  const char *text = get_field (reading, MH_IMPORT_STATUS);
  g_autofree char *folded = mh_text_fold (text);

  if (*folded == '\0')
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *word = mh_text_fold (words[i].word);

    if (g_str_has_prefix (folded, word)) {
      g_free (row->resident->status);
      row->resident->status = g_strdup (words[i].status);
      row->says_status = TRUE;
      return;
    }
  }

  add_note (reading, "status-unknown", text);
}

static void
read_phone (Reading      *reading,
            MhImportField field,
            GPtrArray    *phones)
{
  const char *text = get_field (reading, field);
  MhPhone phone;
  MhImportPhone *kept;

  if (*text == '\0')
    return;

  phone = mh_phone_read (text, reading->options->area_code);

  if (phone.kind == MH_PHONE_INVALID || phone.kind == MH_PHONE_MACHINE) {
    add_note (reading, "phone-invalid", text);
    return;
  }

  if (phone.notes & MH_PHONE_NOTE_ZERO_RESTORED)
    add_note (reading, "phone-zero-restored", text);
  if (phone.notes & MH_PHONE_NOTE_AREA_ADDED)
    add_note (reading, "phone-area-added", text);

  kept = g_new0 (MhImportPhone, 1);
  kept->kind = phone.kind == MH_PHONE_MOBILE ? "mobile" : "landline";
  g_strlcpy (kept->digits, phone.digits, sizeof kept->digits);
  g_ptr_array_add (phones, kept);
}

static char *
read_text (const Reading *reading,
           MhImportField  field)
{
  return null_if_empty (mh_text_tidy_name (get_field (reading, field)));
}

static MhImportRow *
read_person (Reading    *reading,
             const char *number,
             const char *name)
{
  MhImportRow *row = g_new0 (MhImportRow, 1);
  MhResident *resident = mh_resident_new ();

  row->line = reading->line;
  row->resident = resident;
  row->phones = g_ptr_array_new_with_free_func (g_free);
  resident->register_number = g_strdup (number);
  resident->name = g_strdup (name);
  resident->household_number = null_if_empty (read_number (get_field (reading, MH_IMPORT_HOUSEHOLD_NUMBER)));
  resident->address = read_address (reading);
  resident->address_extra = read_text (reading, MH_IMPORT_ADDRESS_EXTRA);
  resident->district = read_text (reading, MH_IMPORT_DISTRICT);

  if (mh_text_has_private_use (name))
    add_note (reading, "private-use", name);
  read_kana (reading, resident);
  read_birth (reading, resident);
  read_sex (reading, resident);
  read_postal_code (reading, resident);
  read_status (reading, row);
  read_phone (reading, MH_IMPORT_LANDLINE, row->phones);
  read_phone (reading, MH_IMPORT_MOBILE, row->phones);

  return row;
}

static void
read_row (Reading *reading,
          guint    index)
{
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  char *fault;

  reading->cells = mh_csv_get_row (reading->csv, index, &reading->n_cells, &reading->line);
  number = read_number (get_field (reading, MH_IMPORT_REGISTER_NUMBER));
  name = mh_text_tidy_name (get_field (reading, MH_IMPORT_NAME));
  fault = find_fault (reading, number, name);

  if (fault != NULL) {
    skip_row (reading, fault);
    return;
  }

  if (mh_csv_is_row_bad (reading->csv, index))
    add_note (reading, "bad-characters", name);

  g_hash_table_insert (reading->numbers, g_strdup (number), GUINT_TO_POINTER (reading->line));
  g_ptr_array_add (reading->table->rows, read_person (reading, number, name));
}

static void
skip_titles (Reading *reading)
{
  for (int i = 0; i < reading->layout->header_row; i++) {
    mh_csv_get_row (reading->csv, (guint) i, NULL, &reading->line);
    skip_row (reading, g_strdup (_("A title or total row, not a person.")));
  }
}

/**
 * mh_import_read:
 * @csv: a table
 * @layout: what its columns hold
 * @options: how dates and numbers are read
 * @cancellable: (nullable): a cancellable
 * @error: return location; MH_ERROR_REFUSED when @layout does not fit a resident list, G_IO_ERROR_CANCELLED
 *
 * Reads every row as a person. What cannot be one is listed with its line and a reason; what is odd is noted and goes in. Touches
 * nothing but its arguments, so that it may run in any thread.
 *
 * Returns: (transfer full): the people of the file
 */
MhImportTable *
mh_import_read (MhCsv                 *csv,
                const MhImportLayout  *layout,
                const MhImportOptions *options,
                GCancellable          *cancellable,
                GError               **error)
{
  g_autoptr (MhImportTable) table = g_new0 (MhImportTable, 1);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = { .table = table, .csv = csv, .layout = layout, .options = options, .numbers = numbers };

  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  table->skipped = g_ptr_array_new_with_free_func ((GDestroyNotify) skip_free);
  table->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);

  if (!mh_import_layout_check ((MhImportLayout *) layout, csv, error))
    return NULL;

  for (guint i = 0; i < layout->n_columns; i++)
    table->has[layout->fields[i]] = TRUE;

  skip_titles (&reading);

  for (guint i = (guint) (layout->header_row + 1); i < mh_csv_get_n_rows (csv); i++) {
    if (i % 256 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;

    read_row (&reading, i);
  }

  return g_steal_pointer (&table);
}

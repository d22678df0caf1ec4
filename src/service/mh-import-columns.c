/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-columns"

#include "mh-import-columns.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-code.h"
#include "mh-date-reading.h"
#include "mh-error.h"
#include "mh-import-headers.h"
#include "mh-phone.h"
#include "mh-text.h"

/* How many rows from the top may stand above the header, and how many below it are looked at. */
#define TITLE_ROWS 10
#define SAMPLE_ROWS 200

static const struct {
  const char *nick;
  const char *label;
} fields[MH_IMPORT_N_FIELDS] = {
  [MH_IMPORT_IGNORE] = { "ignore", N_("Not used") },
  [MH_IMPORT_REGISTER_NUMBER] = { "register-number", N_("Register number") },
  [MH_IMPORT_HOUSEHOLD_NUMBER] = { "household-number", N_("Household number") },
  [MH_IMPORT_NAME] = { "name", N_("Name") },
  [MH_IMPORT_KANA] = { "kana", N_("Kana") },
  [MH_IMPORT_BIRTH_DATE] = { "birth-date", N_("Birth date") },
  [MH_IMPORT_SEX] = { "sex", N_("Sex") },
  [MH_IMPORT_POSTAL_CODE] = { "postal-code", N_("Postal code") },
  [MH_IMPORT_ADDRESS] = { "address", N_("Address") },
  [MH_IMPORT_ADDRESS_EXTRA] = { "address-extra", N_("Building, in care of") },
  [MH_IMPORT_DISTRICT] = { "district", N_("District") },
  [MH_IMPORT_LANDLINE] = { "landline", N_("Telephone") },
  [MH_IMPORT_MOBILE] = { "mobile", N_("Mobile phone") },
  [MH_IMPORT_STATUS] = { "status", N_("Status") },
  [MH_IMPORT_STATUS_DATE] = { "status-date", N_("Status since") },
  [MH_IMPORT_RELATION] = { "relation", N_("Relation in the household") },
  [MH_IMPORT_OTHER_NAME] = { "other-name", N_("Other name") },
  [MH_IMPORT_DISTRICT2] = { "district2", N_("Second district") },
  [MH_IMPORT_DISTRICT3] = { "district3", N_("Third district") },
  [MH_IMPORT_TICKET] = { "ticket", N_("Ticket number") },
  [MH_IMPORT_PROTECTION] = { "protection", N_("Protection") },
  [MH_IMPORT_PROTECTION_START] = { "protection-start", N_("Protected from") },
  [MH_IMPORT_PROTECTION_END] = { "protection-end", N_("Protected until") },
};

/**
 * mh_import_field_nick:
 * @field: a field
 *
 * Returns: its stable name
 */
const char *
mh_import_field_nick (MhImportField field)
{
  return fields[field].nick;
}

/**
 * mh_import_field_label:
 * @field: a field
 *
 * Returns: its name for the screen
 */
const char *
mh_import_field_label (MhImportField field)
{
  return _(fields[field].label);
}

/**
 * mh_import_field_from_nick:
 * @nick: a stable name
 * @out_field: (out): the field
 *
 * Returns: whether there is one of that name
 */
gboolean
mh_import_field_from_nick (const char    *nick,
                           MhImportField *out_field)
{
  for (guint i = 0; i < MH_IMPORT_N_FIELDS; i++) {
    if (g_str_equal (nick, fields[i].nick)) {
      *out_field = i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * mh_import_layout_free:
 * @layout: a layout
 */
void
mh_import_layout_free (MhImportLayout *layout)
{
  g_free (layout->fields);
  g_strfreev (layout->titles);
  g_free (layout);
}

static const char *
get_cell (MhCsv *csv,
          guint  row,
          guint  column)
{
  guint n_cells = 0;
  const char * const *cells = mh_csv_get_row (csv, row, &n_cells, NULL);

  return column < n_cells ? cells[column] : "";
}

/* How the column is called by a header of one row, or of that row and the one above it: there a cell that is merged with those to its right
 * stands only once. */
static char *
make_title (MhCsv   *csv,
            guint    row,
            guint    column,
            gboolean two_rows)
{
  const char *lower = get_cell (csv, row, column);
  const char *upper = two_rows ? get_cell (csv, row - 1, column) : "";
  g_autofree char *both = NULL;

  for (guint i = column; two_rows && *upper == '\0' && *lower != '\0' && i > 0; i--)
    upper = get_cell (csv, row - 1, i - 1);

  if (*upper == '\0' || *lower == '\0')
    return g_strdup (*lower != '\0' ? lower : upper);

  both = g_strdup_printf ("%s %s", upper, lower);
  if (mh_import_header_field (both, NULL) != MH_IMPORT_IGNORE || mh_import_header_field (lower, NULL) == MH_IMPORT_IGNORE)
    return g_steal_pointer (&both);

  return g_strdup (lower);
}

static char **
make_titles (MhCsv   *csv,
             int      row,
             gboolean two_rows)
{
  guint n = mh_csv_get_n_columns (csv);
  char **titles = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    titles[i] = row >= 0 ? g_strstrip (make_title (csv, (guint) row, i, two_rows)) : g_strdup ("");

  return titles;
}

static guint
count_known (char **titles)
{
  guint n = 0;

  for (guint i = 0; titles[i] != NULL; i++)
    n += mh_import_header_field (titles[i], NULL) != MH_IMPORT_IGNORE;

  return n;
}

static gboolean
has_digits (MhCsv *csv,
            guint  row)
{
  for (guint i = 0; i < mh_csv_get_n_columns (csv); i++) {
    for (const char *p = get_cell (csv, row, i); *p != '\0'; p = g_utf8_next_char (p)) {
      if (g_unichar_isdigit (g_utf8_get_char (p)))
        return TRUE;
    }
  }

  return FALSE;
}

static guint
count_filled (MhCsv *csv,
              guint  row)
{
  guint n = 0;

  for (guint i = 0; i < mh_csv_get_n_columns (csv); i++)
    n += *get_cell (csv, row, i) != '\0';

  return n;
}

/* Two rows are one header only when neither is a title or somebody's data. */
static gboolean
can_be_two_rows (MhCsv *csv,
                 guint  row)
{
  return row > 0 && count_filled (csv, row - 1) > 1 && !has_digits (csv, row);
}

/* The row, or two of them, with the most headers that are known, at least two; else the first row, if it is words over numbers. */
static int
find_header (MhCsv *csv)
{
  guint n_rows = mh_csv_get_n_rows (csv);
  guint best = 1;
  int found = n_rows > 1 && !has_digits (csv, 0) && has_digits (csv, 1) ? 0 : -1;

  for (guint i = 0; i < MIN (n_rows, TITLE_ROWS); i++) {
    for (guint two = 0; two < (can_be_two_rows (csv, i) ? 2 : 1); two++) {
      g_auto (GStrv) titles = make_titles (csv, (int) i, two > 0);
      guint n = count_known (titles);

      if (n > best) {
        best = n;
        found = (int) i;
      }
    }
  }

  return found;
}

/* Two rows where both together say more. */
static char **
find_titles (MhCsv *csv,
             int    row)
{
  g_auto (GStrv) one = make_titles (csv, row, FALSE);
  g_auto (GStrv) two = NULL;

  if (row < 1 || !can_be_two_rows (csv, (guint) row))
    return g_steal_pointer (&one);

  two = make_titles (csv, row, TRUE);

  return count_known (two) > count_known (one) ? g_steal_pointer (&two) : g_steal_pointer (&one);
}

static gboolean
looks_like (const char   *text,
            MhImportField field,
            MhDate        today)
{
  MhPhone phone;

  switch (field) {
  case MH_IMPORT_KANA:
    return mh_text_is_kana (text);

  case MH_IMPORT_BIRTH_DATE:
    return mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, today).verdict <= MH_DATE_READ_QUESTION &&
           mh_date_is_set (mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, today).date);

  case MH_IMPORT_MOBILE:
    phone = mh_phone_read (text, NULL);
    return phone.kind == MH_PHONE_MOBILE;

  case MH_IMPORT_LANDLINE:
    phone = mh_phone_read (text, NULL);
    return phone.kind == MH_PHONE_LANDLINE;

  case MH_IMPORT_SEX:
    return g_str_equal (text, "男") || g_str_equal (text, "女");

  case MH_IMPORT_IGNORE:
  case MH_IMPORT_REGISTER_NUMBER:
  case MH_IMPORT_HOUSEHOLD_NUMBER:
  case MH_IMPORT_NAME:
  case MH_IMPORT_POSTAL_CODE:
  case MH_IMPORT_ADDRESS:
  case MH_IMPORT_ADDRESS_EXTRA:
  case MH_IMPORT_DISTRICT:
  case MH_IMPORT_STATUS:
  case MH_IMPORT_STATUS_DATE:
  case MH_IMPORT_RELATION:
  case MH_IMPORT_OTHER_NAME:
  case MH_IMPORT_DISTRICT2:
  case MH_IMPORT_DISTRICT3:
  case MH_IMPORT_TICKET:
  case MH_IMPORT_PROTECTION:
  case MH_IMPORT_PROTECTION_START:
  case MH_IMPORT_PROTECTION_END:
  case MH_IMPORT_N_FIELDS:
    return FALSE;
  }

  g_return_val_if_reached (FALSE);
}

/* What nine of ten filled cells look like. */
static MhImportField
field_of_contents (MhCsv *csv,
                   guint  first_row,
                   guint  column,
                   MhDate today)
{
  static const MhImportField candidates[] = {
    MH_IMPORT_KANA, MH_IMPORT_SEX, MH_IMPORT_MOBILE, MH_IMPORT_LANDLINE, MH_IMPORT_BIRTH_DATE,
  };
  guint last = MIN (mh_csv_get_n_rows (csv), first_row + SAMPLE_ROWS);

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++) {
    guint n_filled = 0;
    guint n_fit = 0;

    for (guint row = first_row; row < last; row++) {
      const char *text = get_cell (csv, row, column);

      n_filled += *text != '\0';
      n_fit += *text != '\0' && looks_like (text, candidates[i], today);
    }

    if (n_filled > 0 && n_fit * 10 >= n_filled * 9)
      return candidates[i];
  }

  return MH_IMPORT_IGNORE;
}

static gboolean
has_field (const MhImportLayout *layout,
           MhImportField         field)
{
  for (guint i = 0; i < layout->n_columns; i++) {
    if (layout->fields[i] == field)
      return TRUE;
  }

  return FALSE;
}

static guint
find_field (const MhImportLayout *layout,
            MhImportField         field)
{
  for (guint i = 0; i < layout->n_columns; i++) {
    if (layout->fields[i] == field)
      return i;
  }

  return layout->n_columns;
}

/* Towns have several ways of parting themselves: the first column is the first district, and so on. */
static MhImportField
next_district (const MhImportLayout *layout)
{
  if (!has_field (layout, MH_IMPORT_DISTRICT))
    return MH_IMPORT_DISTRICT;
  if (!has_field (layout, MH_IMPORT_DISTRICT2))
    return MH_IMPORT_DISTRICT2;

  return has_field (layout, MH_IMPORT_DISTRICT3) ? MH_IMPORT_IGNORE : MH_IMPORT_DISTRICT3;
}

/* By header; of two columns for one field that one is taken whose header says it more clearly. A column without a header continues the
 * address before it. */
static void
guess_by_headers (MhImportLayout *layout)
{
  g_autofree guint *ranks = g_new0 (guint, layout->n_columns);

  for (guint i = 0; i < layout->n_columns; i++) {
    const char *title = layout->titles[i];
    MhImportField field = mh_import_header_field (title, &ranks[i]);
    guint before;

    if (*title == '\0' && i > 0 && layout->fields[i - 1] == MH_IMPORT_ADDRESS)
      field = MH_IMPORT_ADDRESS;
    if (field == MH_IMPORT_DISTRICT)
      field = next_district (layout);

    before = find_field (layout, field);
    if (field != MH_IMPORT_IGNORE && !mh_import_field_repeats (field) && before < layout->n_columns) {
      if (ranks[i] >= ranks[before])
        continue;
      layout->fields[before] = MH_IMPORT_IGNORE;
    }

    layout->fields[i] = field;
  }
}

static void
guess_by_contents (MhImportLayout *layout,
                   MhCsv          *csv,
                   MhDate          today)
{
  for (guint i = 0; i < layout->n_columns; i++) {
    MhImportField field;

    if (layout->fields[i] != MH_IMPORT_IGNORE || mh_import_header_is_of_another (layout->titles[i]))
      continue;

    field = field_of_contents (csv, (guint) (layout->header_row + 1), i, today);
    if (field != MH_IMPORT_IGNORE && !has_field (layout, field))
      layout->fields[i] = field;
  }
}

/**
 * mh_import_field_repeats:
 * @field: a field
 *
 * Returns: whether several columns may hold it: parts of an address, telephone numbers, other names
 */
gboolean
mh_import_field_repeats (MhImportField field)
{
  return field == MH_IMPORT_IGNORE || field == MH_IMPORT_ADDRESS || field == MH_IMPORT_LANDLINE || field == MH_IMPORT_MOBILE ||
         field == MH_IMPORT_OTHER_NAME;
}

/**
 * mh_import_layout_guess_below:
 * @csv: a table
 * @header_row: the row with the headings, -1 when there is none
 * @today: dates after it are no birth dates
 *
 * Finds what each column holds: by its heading, and by what stands in it where the heading does not tell.
 *
 * Returns: (transfer full): the guess
 */
MhImportLayout *
mh_import_layout_guess_below (MhCsv *csv,
                              int    header_row,
                              MhDate today)
{
  MhImportLayout *layout = g_new0 (MhImportLayout, 1);

  layout->header_row = CLAMP (header_row, -1, (int) mh_csv_get_n_rows (csv) - 1);
  layout->n_columns = mh_csv_get_n_columns (csv);
  layout->fields = g_new0 (MhImportField, layout->n_columns);
  layout->titles = find_titles (csv, layout->header_row);

  guess_by_headers (layout);
  guess_by_contents (layout, csv, today);

  return layout;
}

/**
 * mh_import_layout_guess:
 * @csv: a table
 * @today: dates after it are no birth dates
 *
 * Finds the header (below titles, where there are any; of one or two rows) and what each column holds.
 *
 * Returns: (transfer full): the guess
 */
MhImportLayout *
mh_import_layout_guess (MhCsv *csv,
                        MhDate today)
{
  return mh_import_layout_guess_below (csv, find_header (csv), today);
}

/**
 * mh_import_layout_dup_title:
 * @layout: a layout
 * @csv: its table
 * @column: a column, from 0
 *
 * Returns: (transfer full): how the column is called
 */
char *
mh_import_layout_dup_title (MhImportLayout *layout,
                            MhCsv          *csv,
                            guint           column)
{
  const char *title = column < layout->n_columns ? layout->titles[column] : "";

  return *title != '\0' ? g_strdup (title) : g_strdup_printf (_("Column %u"), column + 1);
}

static gboolean
find_column (const MhImportLayout *layout,
             const char           *column,
             guint                *out_index)
{
  guint64 number;

  for (guint i = 0; i < layout->n_columns; i++) {
    if (*column != '\0' && g_str_equal (layout->titles[i], column)) {
      *out_index = i;
      return TRUE;
    }
  }

  if (!g_ascii_string_to_unsigned (column, 10, 1, layout->n_columns, &number, NULL))
    return FALSE;

  *out_index = (guint) number - 1;

  return TRUE;
}

/**
 * mh_import_layout_set:
 * @layout: a layout
 * @csv: its table
 * @column: a header's text as it stands, or a column's number from 1
 * @field: what it holds
 * @error: return location; MH_ERROR_INVALID when there is no such column
 *
 * Returns: whether it was set
 */
gboolean
mh_import_layout_set (MhImportLayout *layout,
                      MhCsv          *csv,
                      const char     *column,
                      MhImportField   field,
                      GError        **error)
{
  guint index;

  if (!find_column (layout, column, &index)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("There is no column “%s” in the file. Please name a column by its heading or its number."), column);
    return FALSE;
  }

  mh_import_layout_set_at (layout, index, field);

  return TRUE;
}

/**
 * mh_import_layout_set_at:
 * @layout: a layout
 * @column: a column, from 0
 * @field: what it holds; another column that held it is let go where there can be only one
 */
void
mh_import_layout_set_at (MhImportLayout *layout,
                         guint           column,
                         MhImportField   field)
{
  g_return_if_fail (column < layout->n_columns);

  for (guint i = 0; !mh_import_field_repeats (field) && i < layout->n_columns; i++) {
    if (layout->fields[i] == field)
      layout->fields[i] = MH_IMPORT_IGNORE;
  }

  layout->fields[column] = field;
}

/* Headed 個人番号, or full of twelve digits with its check digit (one in eleven would fit by chance). */
static gboolean
holds_individual_numbers (const MhImportLayout *layout,
                          MhCsv                *csv,
                          guint                 column)
{
  gboolean surely;
  gboolean headed = mh_import_header_is_individual_number (layout->titles[column], &surely);
  guint n_filled = 0;
  guint n_fit = 0;

  if (surely)
    return TRUE;

  for (guint row = (guint) (layout->header_row + 1); row < mh_csv_get_n_rows (csv) && n_filled < SAMPLE_ROWS; row++) {
    const char *text = get_cell (csv, row, column);

    n_filled += *text != '\0';
    n_fit += mh_code_is_individual_number (text);
  }

  return (headed && n_fit > 0) || (n_fit >= 3 && n_fit * 2 >= n_filled);
}

/**
 * mh_import_layout_check_individual_numbers:
 * @layout: a layout
 * @csv: its table
 * @error: return location; MH_ERROR_REFUSED with a sentence that names the column
 *
 * Individual Numbers (個人番号) must not be kept here (番号法 第20条). Whoever gets %FALSE lets go of the table at once, whose memory is
 * then wiped.
 *
 * Returns: whether the table holds none
 */
gboolean
mh_import_layout_check_individual_numbers (MhImportLayout *layout,
                                           MhCsv          *csv,
                                           GError        **error)
{
  for (guint i = 0; i < layout->n_columns; i++) {
    g_autofree char *title = NULL;

    if (!holds_individual_numbers (layout, csv, i))
      continue;

    title = mh_import_layout_dup_title (layout, csv, i);
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 _("Column %u (%s) of this file holds Individual Numbers (My Number). They must not be kept here, so nothing was read. Please have "
                   "the list given out again without that column, or delete the column in Excel and save the file as CSV."), i + 1, title);
    return FALSE;
  }

  return TRUE;
}

/**
 * mh_import_layout_check:
 * @layout: a layout
 * @csv: its table
 * @error: return location; MH_ERROR_REFUSED with a sentence that says what is missing
 *
 * Returns: whether the table can be read as a resident list
 */
gboolean
mh_import_layout_check (MhImportLayout *layout,
                        MhCsv          *csv,
                        GError        **error)
{
  const char *sentence = NULL;

  if (!mh_import_layout_check_individual_numbers (layout, csv, error))
    return FALSE;

  if (mh_csv_get_n_rows (csv) <= (guint) (layout->header_row + 1))
    sentence = _("There is nobody in this file, only a heading. Please have the list given out again, and choose the new file.");

  if (sentence == NULL && (!has_field (layout, MH_IMPORT_NAME) ||
                           (!has_field (layout, MH_IMPORT_BIRTH_DATE) && !has_field (layout, MH_IMPORT_KANA))))
    sentence = _("This does not look like a resident list: no columns with names and with birth dates or kana were found. "
                 "Please check that it is the right file, or say which columns they are.");

  if (sentence == NULL && !has_field (layout, MH_IMPORT_REGISTER_NUMBER))
    sentence = _("No column with register numbers was found. Please choose the column whose number stays the same for a person.");

  if (sentence == NULL)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

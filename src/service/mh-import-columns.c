/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-columns"

#include "mh-import-columns.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-code.h"
#include "mh-date-reading.h"
#include "mh-error.h"
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
};

/* Headers as towns' systems write them, folded by mh_text_fold() before they are compared. */
static const struct {
  MhImportField field;
  const char   *header;
} headers[] = {
  { MH_IMPORT_REGISTER_NUMBER, "宛名番号" }, { MH_IMPORT_REGISTER_NUMBER, "宛名コード" },
  { MH_IMPORT_REGISTER_NUMBER, "住民番号" }, { MH_IMPORT_REGISTER_NUMBER, "住民コード" },
  { MH_IMPORT_REGISTER_NUMBER, "個人コード" }, { MH_IMPORT_REGISTER_NUMBER, "個人CD" },
  { MH_IMPORT_REGISTER_NUMBER, "識別番号" }, { MH_IMPORT_REGISTER_NUMBER, "住民CD" },
  { MH_IMPORT_HOUSEHOLD_NUMBER, "世帯番号" }, { MH_IMPORT_HOUSEHOLD_NUMBER, "世帯コード" },
  { MH_IMPORT_HOUSEHOLD_NUMBER, "世帯CD" },
  { MH_IMPORT_NAME, "氏名" }, { MH_IMPORT_NAME, "氏名漢字" }, { MH_IMPORT_NAME, "漢字氏名" }, { MH_IMPORT_NAME, "名前" },
  { MH_IMPORT_NAME, "お名前" }, { MH_IMPORT_NAME, "宛名氏名" }, { MH_IMPORT_NAME, "name" },
  { MH_IMPORT_KANA, "カナ氏名" }, { MH_IMPORT_KANA, "氏名カナ" }, { MH_IMPORT_KANA, "氏名カタカナ" },
  { MH_IMPORT_KANA, "フリガナ" }, { MH_IMPORT_KANA, "氏名フリガナ" }, { MH_IMPORT_KANA, "カナ" }, { MH_IMPORT_KANA, "カナ名" },
  { MH_IMPORT_KANA, "ヨミガナ" }, { MH_IMPORT_KANA, "kana" },
  { MH_IMPORT_BIRTH_DATE, "生年月日" }, { MH_IMPORT_BIRTH_DATE, "誕生日" }, { MH_IMPORT_BIRTH_DATE, "生年月日和暦" },
  { MH_IMPORT_BIRTH_DATE, "birthday" }, { MH_IMPORT_BIRTH_DATE, "birthdate" },
  { MH_IMPORT_SEX, "性別" }, { MH_IMPORT_SEX, "性別コード" }, { MH_IMPORT_SEX, "男女" }, { MH_IMPORT_SEX, "sex" },
  { MH_IMPORT_POSTAL_CODE, "郵便番号" }, { MH_IMPORT_POSTAL_CODE, "〒" }, { MH_IMPORT_POSTAL_CODE, "郵便" },
  { MH_IMPORT_ADDRESS, "住所" }, { MH_IMPORT_ADDRESS, "現住所" }, { MH_IMPORT_ADDRESS, "住所1" }, { MH_IMPORT_ADDRESS, "住所2" },
  { MH_IMPORT_ADDRESS, "add1" }, { MH_IMPORT_ADDRESS, "add2" }, { MH_IMPORT_ADDRESS, "町字" }, { MH_IMPORT_ADDRESS, "番地" },
  { MH_IMPORT_ADDRESS_EXTRA, "方書" }, { MH_IMPORT_ADDRESS_EXTRA, "方書き" }, { MH_IMPORT_ADDRESS_EXTRA, "建物名" },
  { MH_IMPORT_DISTRICT, "地区" }, { MH_IMPORT_DISTRICT, "行政区" }, { MH_IMPORT_DISTRICT, "行政区名" },
  { MH_IMPORT_DISTRICT, "地区名" }, { MH_IMPORT_DISTRICT, "自治会" }, { MH_IMPORT_DISTRICT, "町内会" },
  { MH_IMPORT_LANDLINE, "電話番号" }, { MH_IMPORT_LANDLINE, "電話" }, { MH_IMPORT_LANDLINE, "固定電話" },
  { MH_IMPORT_LANDLINE, "自宅電話" }, { MH_IMPORT_LANDLINE, "tel" }, { MH_IMPORT_LANDLINE, "自宅電話番号" },
  { MH_IMPORT_MOBILE, "携帯電話" }, { MH_IMPORT_MOBILE, "携帯" }, { MH_IMPORT_MOBILE, "携帯番号" },
  { MH_IMPORT_MOBILE, "携帯電話番号" }, { MH_IMPORT_MOBILE, "mobile" },
  { MH_IMPORT_STATUS, "住民状態" }, { MH_IMPORT_STATUS, "異動事由" }, { MH_IMPORT_STATUS, "状態" }, { MH_IMPORT_STATUS, "住民区分" },
  { MH_IMPORT_STATUS, "異動区分" },
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

/* A header without brackets and blanks: 氏名（カナ） is 氏名カナ. */
static char *
fold_header (const char *text)
{
  g_autofree char *folded = mh_text_fold (text);
  GString *bare = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isalnum (c) || c == 0x3012 || c == 0x30FC)
      g_string_append_unichar (bare, c);
  }

  return g_string_free (bare, FALSE);
}

static MhImportField
field_of_header (const char *text)
{
  g_autofree char *folded = fold_header (text);

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autofree char *header = fold_header (headers[i].header);

    if (g_str_equal (folded, header))
      return headers[i].field;
  }

  return MH_IMPORT_IGNORE;
}

static guint
count_known_headers (MhCsv *csv,
                     guint  row)
{
  guint n = 0;

  for (guint i = 0; i < mh_csv_get_n_columns (csv); i++)
    n += field_of_header (get_cell (csv, row, i)) != MH_IMPORT_IGNORE;

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

/* The row with the most headers that are known, at least two of them; else the first row, if it is words over numbers. */
static int
find_header (MhCsv *csv)
{
  guint best = 1;
  int found = mh_csv_get_n_rows (csv) > 1 && !has_digits (csv, 0) && has_digits (csv, 1) ? 0 : -1;

  for (guint i = 0; i < MIN (mh_csv_get_n_rows (csv), TITLE_ROWS); i++) {
    guint n = count_known_headers (csv, i);

    if (n > best) {
      best = n;
      found = (int) i;
    }
  }

  return found;
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

/* By header; a column without one continues the address before it. */
static void
guess_by_headers (MhImportLayout *layout,
                  MhCsv          *csv)
{
  for (guint i = 0; i < layout->n_columns; i++) {
    const char *title = get_cell (csv, (guint) layout->header_row, i);
    MhImportField field = field_of_header (title);

    if (field == MH_IMPORT_IGNORE && *title == '\0' && i > 0 && layout->fields[i - 1] == MH_IMPORT_ADDRESS)
      field = MH_IMPORT_ADDRESS;

    if (field == MH_IMPORT_ADDRESS || !has_field (layout, field))
      layout->fields[i] = field;
  }
}

/**
 * mh_import_layout_guess:
 * @csv: a table
 * @today: dates after it are no birth dates
 *
 * Finds the header (below titles, where there are any) and what each column holds; where headers do not tell, the contents do.
 *
 * Returns: (transfer full): the guess
 */
MhImportLayout *
mh_import_layout_guess (MhCsv *csv,
                        MhDate today)
{
  MhImportLayout *layout = g_new0 (MhImportLayout, 1);

  layout->header_row = find_header (csv);
  layout->n_columns = mh_csv_get_n_columns (csv);
  layout->fields = g_new0 (MhImportField, layout->n_columns);

  if (layout->header_row >= 0)
    guess_by_headers (layout, csv);

  for (guint i = 0; i < layout->n_columns; i++) {
    MhImportField field = MH_IMPORT_IGNORE;

    if (layout->fields[i] == MH_IMPORT_IGNORE)
      field = field_of_contents (csv, (guint) (layout->header_row + 1), i, today);

    if (field != MH_IMPORT_IGNORE && !has_field (layout, field))
      layout->fields[i] = field;
  }

  return layout;
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
  const char *title = layout->header_row >= 0 ? get_cell (csv, (guint) layout->header_row, column) : "";

  return *title != '\0' ? g_strdup (title) : g_strdup_printf (_("Column %u"), column + 1);
}

static gboolean
find_column (const MhImportLayout *layout,
             MhCsv                *csv,
             const char           *column,
             guint                *out_index)
{
  guint64 number;

  for (guint i = 0; layout->header_row >= 0 && i < layout->n_columns; i++) {
    if (g_str_equal (get_cell (csv, (guint) layout->header_row, i), column)) {
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

  if (!find_column (layout, csv, column, &index)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("There is no column “%s” in the file. Please name a column by its heading or its number."), column);
    return FALSE;
  }

  for (guint i = 0; field != MH_IMPORT_ADDRESS && field != MH_IMPORT_IGNORE && i < layout->n_columns; i++) {
    if (layout->fields[i] == field)
      layout->fields[i] = MH_IMPORT_IGNORE;
  }

  layout->fields[index] = field;

  return TRUE;
}

/* Headed 個人番号, or full of twelve digits with its check digit (one in eleven would fit by chance). */
static gboolean
holds_individual_numbers (const MhImportLayout *layout,
                          MhCsv                *csv,
                          guint                 column)
{
  guint first = (guint) (layout->header_row + 1);
  guint last = MIN (mh_csv_get_n_rows (csv), first + SAMPLE_ROWS);
  guint n_filled = 0;
  guint n_fit = 0;

  if (layout->header_row >= 0) {
    g_autofree char *folded = fold_header (get_cell (csv, (guint) layout->header_row, column));
    g_autofree char *mine = fold_header ("マイナンバー");

    if (g_str_equal (folded, "個人番号") || g_str_equal (folded, mine))
      return TRUE;
  }

  for (guint row = first; row < last; row++) {
    const char *text = get_cell (csv, row, column);

    n_filled += *text != '\0';
    n_fit += mh_code_is_individual_number (text);
  }

  return n_fit >= 3 && n_fit * 2 >= n_filled;
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

  for (guint i = 0; i < layout->n_columns && sentence == NULL; i++) {
    if (holds_individual_numbers (layout, csv, i))
      sentence = _("This file holds Individual Numbers (My Number). They must not be kept here. "
                   "Please have the list given out again without that column.");
  }

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

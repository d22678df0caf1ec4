/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-rows"

#include "mh-import-reading.h"

#include <string.h>

#include "mh-code.h"
#include "mh-phone.h"
#include "mh-text.h"

static const char *
get_cell (const MhImportReading *reading,
          guint                  column)
{
  return column < reading->n_cells ? reading->cells[column] : "";
}

/**
 * mh_import_reading_cell:
 * @reading: a reading
 * @field: a field
 *
 * Returns: what stands in the field's first column in the present row, "" where nothing does
 */
const char *
mh_import_reading_cell (const MhImportReading *reading,
                        MhImportField          field)
{
  return get_cell (reading, reading->first[field]);
}

/**
 * mh_import_reading_note:
 * @reading: a reading
 * @kind: static and stable
 * @text: what stands there, for the screen
 */
void
mh_import_reading_note (MhImportReading *reading,
                        const char      *kind,
                        const char      *text)
{
  MhImportNote *note = g_new0 (MhImportNote, 1);

  note->line = reading->line;
  note->kind = kind;
  note->text = g_strdup (text);
  g_ptr_array_add (reading->table->notes, note);
}

static gboolean
is_plain (const char *text)
{
  for (; *text != '\0'; text++) {
    if (!g_ascii_isgraph (*text))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_import_read_number:
 * @text: a cell
 *
 * Returns: (transfer full): digits and letters of any width as plain ones, without blanks
 */
char *
mh_import_read_number (const char *text)
{
  g_autofree char *plain = NULL;
  GString *bare;

  if (is_plain (text))
    return g_strdup (text);

  plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  bare = g_string_new (NULL);
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

/* A number that a spreadsheet has rounded is not a number any more: left out and said. */
static gboolean
is_rounded (MhImportReading *reading,
            const char      *text)
{
  if (!mh_code_is_rounded (text))
    return FALSE;

  mh_import_reading_note (reading, "rounded", text);

  return TRUE;
}

static void
read_household (MhImportReading *reading,
                MhResident      *resident)
{
  const char *text = mh_import_reading_cell (reading, MH_IMPORT_HOUSEHOLD_NUMBER);

  if (!is_rounded (reading, text))
    resident->household_number = null_if_empty (mh_import_read_number (text));
}

/* As mh_text_is_kana(), of what mh_text_tidy_kana() has made. */
static gboolean
is_tidy_kana (const char *kana)
{
  gboolean found = FALSE;

  for (; *kana != '\0'; kana = g_utf8_next_char (kana)) {
    gunichar c = g_utf8_get_char (kana);
    gboolean is_mark = c == 0x30fc || c == 0x30fb || c == 0x3000;  /* ー ・ and the space between names */

    if (!is_mark && !((c >= 0x30a1 && c <= 0x30fa) || c == 0x30fd || c == 0x30fe))
      return FALSE;
    found = found || !is_mark;
  }

  return found;
}

static void
read_kana (MhImportReading *reading,
           MhResident      *resident)
{
  const char *text = mh_import_reading_cell (reading, MH_IMPORT_KANA);
  g_autofree char *kana = NULL;

  if (*text == '\0')
    return;

  kana = mh_text_tidy_kana (text);
  if (*kana == '\0')
    return;

  if (!is_tidy_kana (kana)) {
    mh_import_reading_note (reading, "kana-invalid", text);
    return;
  }

  g_free (resident->kana);
  resident->kana = g_steal_pointer (&kana);
}

/* Whether it is one of Excel's day numbers; asked for once a column, and only then a date. */
static gboolean
is_serial (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return n == 5 && text[n] == '\0' && mh_date_is_set (mh_date_read (text, MH_DATE_READ_SERIAL, MH_ERA_TABLE_USUAL, MH_DATE_NONE).date);
}

static void
ask_about_date (MhImportReading *reading,
                const char      *kind,
                MhImportField    field,
                const char      *text,
                MhDate           date)
{
  g_autofree char *shown = mh_date_format (date, MH_DATE_STYLE_LONG);

  mh_import_ask (reading, kind, field, text, shown, 1);
}

/* A date that fits this table of era digits only as a day to come, and the other one well. */
static gboolean
fits_other_table (const MhImportReading *reading,
                  const char            *text,
                  const MhDateReading   *date)
{
  MhEraTable other = reading->options->era_table == MH_ERA_TABLE_USUAL ? MH_ERA_TABLE_PENSION : MH_ERA_TABLE_USUAL;

  return date->verdict == MH_DATE_READ_QUESTION && mh_date_is_set (date->date) &&
         mh_date_read (text, MH_DATE_READ_DEFAULT, other, reading->options->today).verdict == MH_DATE_READ_OK;
}

/* As mh_date_read(), but Excel's day numbers only where the user has said that they are dates. */
static MhDateReading
read_date (MhImportReading *reading,
           MhImportField    field,
           const char      *text)
{
  gboolean accepted = (reading->options->serials & MH_IMPORT_BIT (field)) != 0;
  MhDateReading date = mh_date_read (text, accepted ? MH_DATE_READ_SERIAL : MH_DATE_READ_DEFAULT, reading->options->era_table,
                                     reading->options->today);

  if (date.verdict != MH_DATE_READ_OK && fits_other_table (reading, text, &date))
    ask_about_date (reading, "era-table", field, text, date.date);

  if (is_serial (text)) {
    if (accepted) {
      mh_import_reading_note (reading, "serial-converted", text);
    } else {
      mh_import_reading_note (reading, "serial-open", text);
      ask_about_date (reading, "serial", field, text,
                      mh_date_read (text, MH_DATE_READ_SERIAL, MH_ERA_TABLE_USUAL, reading->options->today).date);
    }
  }

  return date;
}

static void
read_birth (MhImportReading *reading,
            MhResident      *resident)
{
  const char *text = mh_import_reading_cell (reading, MH_IMPORT_BIRTH_DATE);
  MhDateReading date;

  if (*text == '\0')
    return;

  date = read_date (reading, MH_IMPORT_BIRTH_DATE, text);

  switch (date.verdict) {
  case MH_DATE_READ_OK:
    resident->birth = date.date;
    return;

  case MH_DATE_READ_QUESTION:
    mh_import_reading_note (reading, "birth-question", text);
    if (mh_date_is_set (date.date))
      resident->birth = date.date;
    break;

  case MH_DATE_READ_PARTIAL:
  case MH_DATE_READ_UNKNOWN:
    mh_import_reading_note (reading, "birth-partial", text);
    break;

  case MH_DATE_READ_INVALID:
    if (!is_serial (text))
      mh_import_reading_note (reading, "birth-invalid", text);
    break;
  }

  resident->birth_text = g_strdup (text);
}

/* What a code means by itself: 0 and 1 alone do not. 9 is 適用不能 (JIS X 0303): known to be unknown. */
static const char *
sex_of_code (const char *folded,
             gboolean    zero_one)
{
  static const char * const male[] = { "男", "男性", "1", "m", "male", "1男", "オトコ", NULL };
  static const char * const female[] = { "女", "女性", "2", "f", "female", "2女", "オンナ", NULL };
  static const char * const unknown[] = { "0", "9", "不明", "不詳", "-", NULL };

  if (zero_one && (g_str_equal (folded, "0") || g_str_equal (folded, "1")))
    return NULL;

  if (g_strv_contains (male, folded))
    return "male";
  if (g_strv_contains (female, folded))
    return "female";

  return g_strv_contains (unknown, folded) ? "unknown" : NULL;
}

/* How often which text stands in the column. */
static GHashTable *
count_codes (MhImportReading *reading)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = (guint) (reading->layout->header_row + 1); i < mh_csv_get_n_rows (reading->csv); i++) {
    guint n_cells;
    const char * const *cells = mh_csv_get_row (reading->csv, i, &n_cells, NULL);
    const char *text = reading->first[MH_IMPORT_SEX] < n_cells ? cells[reading->first[MH_IMPORT_SEX]] : "";

    if (*text != '\0')
      g_hash_table_insert (counts, (gpointer) text, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, text)) + 1));
  }

  return counts;
}

static gboolean
has_code (GHashTable *counts,
          const char *code)
{
  GHashTableIter iter;
  gpointer text;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, NULL)) {
    g_autofree char *folded = mh_text_fold (text);

    if (g_str_equal (folded, code))
      return TRUE;
  }

  return FALSE;
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const MhImportValue *x = *(MhImportValue * const *) a;
  const MhImportValue *y = *(MhImportValue * const *) b;

  return x->count != y->count ? (x->count < y->count ? 1 : -1) : strcmp (x->written, y->written);
}

/* More of one kind than this is not a code but another column. */
#define MOST_CODES 12

/**
 * mh_import_prepare_sexes:
 * @reading: a reading
 *
 * Finds out what each text of the column means: by itself, or as @reading's options answer. What has no certain meaning is asked.
 * 0 and 1 without 2 may mean either; with 2 they are ISO 5218.
 */
void
mh_import_prepare_sexes (MhImportReading *reading)
{
  g_autoptr (GHashTable) counts = count_codes (reading);
  gboolean zero_one = has_code (counts, "0") && !has_code (counts, "2");
  GHashTable *answers = reading->options->sexes;
  GHashTableIter iter;
  gpointer text, count;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, &count)) {
    g_autofree char *folded = mh_text_fold (text);
    const char *answer = answers != NULL ? g_hash_table_lookup (answers, folded) : NULL;
    const char *sex = answer != NULL ? g_intern_string (answer) : sex_of_code (folded, zero_one);

    g_hash_table_insert (reading->sexes, text, (gpointer) sex);
    if (sex == NULL && *folded != '\0' && g_hash_table_size (counts) <= MOST_CODES)
      mh_import_ask (reading, "sex", MH_IMPORT_SEX, folded, text, GPOINTER_TO_UINT (count));
  }

  for (guint i = 0; i < reading->table->questions->len; i++)
    g_ptr_array_sort (((MhImportQuestion *) g_ptr_array_index (reading->table->questions, i))->values, compare_values);
}

static void
read_sex (MhImportReading *reading,
          MhResident      *resident)
{
  const char *text = mh_import_reading_cell (reading, MH_IMPORT_SEX);
  const char *sex;

  if (*text == '\0')
    return;

  sex = g_hash_table_lookup (reading->sexes, text);
  if (sex == NULL || g_str_equal (sex, "unknown")) {
    mh_import_reading_note (reading, "sex-unknown", text);
    return;
  }

  g_free (resident->sex);
  resident->sex = g_strdup (sex);
}

static void
read_postal_code (MhImportReading *reading,
                  MhResident      *resident)
{
  const char *text = mh_import_reading_cell (reading, MH_IMPORT_POSTAL_CODE);
  gboolean restored = FALSE;

  if (*text == '\0' || is_rounded (reading, text))
    return;

  resident->postal_code = mh_code_postal (text, &restored);

  if (resident->postal_code == NULL)
    mh_import_reading_note (reading, "postal-invalid", text);
  else if (restored)
    mh_import_reading_note (reading, "postal-zero-restored", text);
}

static void
read_ticket (MhImportReading *reading,
             MhImportRow     *row)
{
  const char *text = mh_import_reading_cell (reading, MH_IMPORT_TICKET);
  gboolean restored = FALSE;
  MhTicketLine line;

  if (*text == '\0' || is_rounded (reading, text))
    return;

  if (mh_code_ticket_line (text, &line)) {
    row->ticket = g_strdup (line.number);
    return;
  }

  row->ticket = mh_code_ticket_number (text, &restored);

  if (row->ticket == NULL)
    mh_import_reading_note (reading, "ticket-invalid", text);
  else if (restored)
    mh_import_reading_note (reading, "ticket-zero-restored", text);
}

/* Prefecture, city, town and number run on; a building's name is set off from the number before it. */
static char *
read_address (const MhImportReading *reading)
{
  GString *address = NULL;

  for (guint i = reading->first[MH_IMPORT_ADDRESS]; i < MIN (reading->layout->n_columns, reading->n_cells); i++) {
    g_autofree char *part = NULL;

    if (reading->layout->fields[i] != MH_IMPORT_ADDRESS || *reading->cells[i] == '\0')
      continue;

    part = mh_text_tidy_name (reading->cells[i]);
    if (address == NULL)
      address = g_string_new (NULL);

    if (*part != '\0' && address->len > 0 && g_ascii_isdigit (address->str[address->len - 1]))
      g_string_append (address, "　");
    g_string_append (address, part);
  }

  return address != NULL ? null_if_empty (g_string_free (address, FALSE)) : NULL;
}

/* One a line; what is the name itself is no other name. */
static char *
read_other_names (const MhImportReading *reading,
                  const char            *name)
{
  GString *names = NULL;

  for (guint i = reading->first[MH_IMPORT_OTHER_NAME]; i < MIN (reading->layout->n_columns, reading->n_cells); i++) {
    g_autofree char *part = NULL;

    if (reading->layout->fields[i] != MH_IMPORT_OTHER_NAME || *reading->cells[i] == '\0')
      continue;

    part = mh_text_tidy_name (reading->cells[i]);
    if (*part == '\0' || g_str_equal (part, name))
      continue;

    if (names == NULL)
      names = g_string_new (NULL);
    else
      g_string_append_c (names, '\n');
    g_string_append (names, part);
  }

  return names != NULL ? g_string_free (names, FALSE) : NULL;
}

static const char *
status_of_word (const char *text)
{
  static const struct {
    const char *word;
    const char *status;
  } words[] = {
    { "死亡", "dead" }, { "転出予定", "moving-out" }, { "転出", "moved-out" }, { "職権消除", "removed" }, { "職権削除", "removed" },
    { "消除", "removed" }, { "除票", "removed" }, { "住民", "resident" }, { "現存", "resident" }, { "在住", "resident" }, { "転入", "resident" },
    { "出生", "resident" }, { "転居", "resident" }, { "住登外", "resident" }, { "住登", "resident" }, { "現住", "resident" },
    { "職権記載", "resident" }, { "職権修正", "resident" }, { "世帯", "resident" },
  };
  g_autofree char *folded = mh_text_fold (text);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *word = mh_text_fold (words[i].word);

    if (g_str_has_prefix (folded, word))
      return words[i].status;
  }

  return "";
}

static void
read_status (MhImportReading *reading,
             MhImportRow     *row)
{
  const char *text = mh_import_reading_cell (reading, MH_IMPORT_STATUS);
  const char *day = mh_import_reading_cell (reading, MH_IMPORT_STATUS_DATE);
  const char *status;
  MhDateReading date;

  if (*text == '\0')
    return;

  status = g_hash_table_lookup (reading->statuses, text);
  if (status == NULL) {
    status = status_of_word (text);
    g_hash_table_insert (reading->statuses, (gpointer) text, (gpointer) status);
  }

  if (*status == '\0') {
    mh_import_reading_note (reading, "status-unknown", text);
    return;
  }

  g_free (row->resident->status);
  row->resident->status = g_strdup (status);
  row->says_status = TRUE;

  if (*day == '\0')
    return;

  date = read_date (reading, MH_IMPORT_STATUS_DATE, day);
  if (mh_date_is_set (date.date) && (date.verdict == MH_DATE_READ_OK || date.verdict == MH_DATE_READ_QUESTION))
    row->resident->status_date = date.date;
  else
    mh_import_reading_note (reading, "status-date-invalid", day);
}

/* Words that say no. Whatever else stands there may mean yes, and is taken so. */
static gboolean
says_no (const char *text)
{
  static const char * const words[] = {
    "0", "00", "無", "無シ", "ナシ", "なし", "非該当", "対象外", "該当ナシ", "×", "✕", "x", "-", "ー", "no", "n", "false", "解除", "終了", "取消", "取下", "否", NULL
  };
  g_autofree char *folded = mh_text_fold (text);

  return *folded == '\0' || g_strv_contains (words, folded);
}

static gboolean
says_yes (const char *text)
{
  static const char * const words[] = {
    "1", "有", "有リ", "アリ", "該当", "対象", "対象者", "○", "〇", "◯", "●", "◎", "y", "yes", "true", "dv", "支援", "支援中", "支援措置", "支援対象", "要", "是", NULL
  };
  g_autofree char *folded = mh_text_fold (text);

  return g_strv_contains (words, folded);
}

static MhDate
read_protection_day (MhImportReading *reading,
                     MhImportField    field)
{
  const char *text = mh_import_reading_cell (reading, field);
  MhDateReading date;

  if (*text == '\0')
    return MH_DATE_NONE;

  /* The end lies in the future as a rule. */
  date = mh_date_read (text, MH_DATE_READ_SERIAL, reading->options->era_table, MH_DATE_NONE);
  if (mh_date_is_set (date.date) && date.verdict == MH_DATE_READ_OK)
    return date.date;

  mh_import_reading_note (reading, "protection-date-invalid", text);

  return MH_DATE_NONE;
}

/* Fails closed: what cannot be read protects, and so does a measure that seems to be over, until somebody has looked. */
static void
read_protection (MhImportReading *reading,
                 MhImportRow     *row)
{
  const char *text = mh_import_reading_cell (reading, MH_IMPORT_PROTECTION);
  const char *start = mh_import_reading_cell (reading, MH_IMPORT_PROTECTION_START);
  MhImportProtection *protection = &row->protection;

  if (reading->table->has[MH_IMPORT_PROTECTION] ? says_no (text) : *start == '\0')
    return;

  protection->is_set = TRUE;
  if (*text != '\0' && !says_yes (text))
    mh_import_reading_note (reading, "protection-unclear", text);

  protection->start = read_protection_day (reading, MH_IMPORT_PROTECTION_START);
  protection->end = read_protection_day (reading, MH_IMPORT_PROTECTION_END);

  if (mh_date_is_set (protection->end) && mh_date_compare (protection->end, reading->options->today) < 0) {
    protection->end = MH_DATE_NONE;
    mh_import_reading_note (reading, "protection-over", mh_import_reading_cell (reading, MH_IMPORT_PROTECTION_END));
  }
  if (mh_date_is_set (protection->start) && mh_date_is_set (protection->end) && mh_date_compare (protection->start, protection->end) > 0)
    protection->end = MH_DATE_NONE;
}

/**
 * mh_import_phone_problem:
 * @written: a telephone number that was not taken
 *
 * Returns: a stable code of what is wrong with it
 */
const char *
mh_import_phone_problem (const char *written)
{
  if (mh_code_is_rounded (written))
    return "rounded";

  return mh_phone_read (written, NULL).kind == MH_PHONE_MACHINE ? "machine" : "invalid";
}

static void
keep_bad_phone (MhImportRow *row,
                const char  *text)
{
  if (row->bad_phones == NULL)
    row->bad_phones = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (row->bad_phones, g_strdup (text));
}

static void
read_phone (MhImportReading *reading,
            MhImportRow     *row,
            const char      *text)
{
  MhPhone phone = mh_phone_read (text, reading->options->area_code);
  MhImportPhone *kept;

  if (phone.kind == MH_PHONE_INVALID || phone.kind == MH_PHONE_MACHINE) {
    if (!is_rounded (reading, text))
      mh_import_reading_note (reading, "phone-invalid", text);
    keep_bad_phone (row, text);
    return;
  }

  if (phone.notes & MH_PHONE_NOTE_ZERO_RESTORED)
    mh_import_reading_note (reading, "phone-zero-restored", text);
  if (phone.notes & MH_PHONE_NOTE_AREA_ADDED)
    mh_import_reading_note (reading, "phone-area-added", text);

  kept = g_new0 (MhImportPhone, 1);
  kept->kind = phone.kind == MH_PHONE_MOBILE ? "mobile" : "landline";
  g_strlcpy (kept->digits, phone.digits, sizeof kept->digits);
  if (row->phones == NULL)
    row->phones = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (row->phones, kept);
}

static void
read_phones (MhImportReading *reading,
             MhImportRow     *row)
{
  guint first = MIN (reading->first[MH_IMPORT_LANDLINE], reading->first[MH_IMPORT_MOBILE]);

  for (guint i = first; i < MIN (reading->layout->n_columns, reading->n_cells); i++) {
    MhImportField field = reading->layout->fields[i];

    if ((field == MH_IMPORT_LANDLINE || field == MH_IMPORT_MOBILE) && !mh_phone_says_none (reading->cells[i]))
      read_phone (reading, row, reading->cells[i]);
  }
}

static char *
read_text (const MhImportReading *reading,
           MhImportField          field)
{
  const char *text = mh_import_reading_cell (reading, field);

  return *text != '\0' ? null_if_empty (mh_text_tidy_name (text)) : NULL;
}

/**
 * mh_import_read_person:
 * @reading: a reading, at a row that is a person
 * @number: (transfer full): the register number
 * @name: (transfer full): the name
 *
 * Returns: (transfer full): the person; what is odd is noted
 */
MhImportRow *
mh_import_read_person (MhImportReading *reading,
                       char            *number,
                       char            *name)
{
  MhImportRow *row = g_new0 (MhImportRow, 1);
  MhResident *resident = mh_resident_new ();

  row->line = reading->line;
  row->resident = resident;
  resident->register_number = number;
  resident->name = name;
  resident->address = read_address (reading);
  resident->address_extra = read_text (reading, MH_IMPORT_ADDRESS_EXTRA);
  resident->district = read_text (reading, MH_IMPORT_DISTRICT);
  resident->district2 = read_text (reading, MH_IMPORT_DISTRICT2);
  resident->district3 = read_text (reading, MH_IMPORT_DISTRICT3);
  resident->relation = read_text (reading, MH_IMPORT_RELATION);
  resident->other_name = read_other_names (reading, name);

  read_household (reading, resident);
  read_kana (reading, resident);
  read_birth (reading, resident);
  read_sex (reading, resident);
  read_postal_code (reading, resident);
  read_status (reading, row);
  read_ticket (reading, row);
  read_protection (reading, row);
  read_phones (reading, row);

  return row;
}

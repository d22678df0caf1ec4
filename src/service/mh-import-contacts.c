/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-contacts"

#include "mh-import-contacts.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-code.h"
#include "mh-config.h"
#include "mh-contact-problem-table.h"
#include "mh-contact-table.h"
#include "mh-error.h"
#include "mh-import-headers.h"
#include "mh-import-private.h"
#include "mh-import-reading.h"
#include "mh-phone.h"
#include "mh-text.h"

#define STRIDE 64

typedef enum {
  COLUMN_OTHER,
  COLUMN_NUMBER,  /* register numbers */
  COLUMN_LINE,    /* LINE user ids */
  COLUMN_PHONE,
  COLUMN_VALUE,   /* of one or the other, row by row */
  COLUMN_WHOSE,
} Column;

typedef struct {
  const MhDesk           *desk;
  MhAct                  *act;
  MhCsv                  *csv;
  Column                 *columns;    /* (owned) (array length=n_columns) */
  guint                   n_columns;
  guint                   n_headers;  /* rows before the first with data */
  MhImportList            list;
  char                   *area_code;  /* (owned) */
  MhImportContactsResult *result;
} Import;

static void
import_clear (Import *import)
{
  mh_import_list_clear (&import->list);
  g_free (import->columns);
  g_free (import->area_code);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/**
 * mh_import_contacts_result_free:
 * @result: a result
 */
void
mh_import_contacts_result_free (MhImportContactsResult *result)
{
  g_clear_pointer (&result->skipped, g_ptr_array_unref);
  g_free (result);
}

/* U and 32 hexadecimal digits (LINE Messaging API). */
static gboolean
is_user_id (const char *text)
{
  if (text[0] != 'U' || strlen (text) != 33)
    return FALSE;

  return strspn (text + 1, "0123456789abcdef") == 32;
}

static gboolean
is_phone (const Import *import,
          const char   *text)
{
  MhPhoneKind kind = *text != '\0' ? mh_phone_read (text, import->area_code).kind : MH_PHONE_INVALID;

  return kind != MH_PHONE_INVALID && kind != MH_PHONE_MACHINE;
}

static const char *
get_cell (const Import *import,
          guint         row,
          guint         column)
{
  guint n_cells = 0;
  const char * const *cells = mh_csv_get_row (import->csv, row, &n_cells, NULL);

  return column < n_cells ? cells[column] : "";
}

/* Whom the number means, with the zeros that a spreadsheet has dropped put back. */
static const MhResident *
find_person (const Import *import,
             const char   *text,
             gboolean     *out_restored)
{
  g_autofree char *number = mh_import_read_number (text);
  g_autofree char *whole = mh_import_list_complete_number (&import->list, number);

  *out_restored = !g_str_equal (number, whole);

  return *number != '\0' ? g_hash_table_lookup (import->list.by_number, whole) : NULL;
}

/* --- which column is which ----------------------------------------------------------------------------------------- */

static Column
column_of_header (const char *text)
{
  static const char * const whose[] = { "誰ノ", "ダレノ", "本人トノ関係", "関係", "持チ主", "所有者", "名義", "続柄", "誰ノモノカ", NULL };
  static const char * const values[] = { "値", "連絡先", "番号", "連絡先番号", "内容", NULL };
  g_autofree char *folded = mh_import_header_fold (text);
  MhImportField field;

  if (g_strv_contains (whose, folded))
    return COLUMN_WHOSE;
  if (g_strv_contains (values, folded))
    return COLUMN_VALUE;
  if (strstr (folded, "line") != NULL || strstr (folded, "ユーザーid") != NULL || strstr (folded, "ユーザid") != NULL ||
      g_str_equal (folded, "userid"))
    return COLUMN_LINE;

  field = mh_import_header_field (text, NULL);
  if (field == MH_IMPORT_REGISTER_NUMBER)
    return COLUMN_NUMBER;

  return field == MH_IMPORT_LANDLINE || field == MH_IMPORT_MOBILE ? COLUMN_PHONE : COLUMN_OTHER;
}

static gboolean
holds_data (const Import *import,
            guint         row)
{
  gboolean restored;

  for (guint i = 0; i < import->n_columns; i++) {
    const char *text = get_cell (import, row, i);

    if (is_user_id (text) || is_phone (import, text) || find_person (import, text, &restored) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* What most of the filled cells are; where register numbers look like telephone numbers, they are the former. */
static Column
column_of_contents (const Import *import,
                    guint         column)
{
  guint n_filled = 0;
  guint n_people = 0;
  guint n_ids = 0;
  guint n_phones = 0;
  gboolean restored;

  for (guint row = import->n_headers; row < mh_csv_get_n_rows (import->csv); row++) {
    const char *text = get_cell (import, row, column);

    n_filled += !mh_phone_says_none (text);
    n_people += find_person (import, text, &restored) != NULL;
    n_ids += is_user_id (text);
    n_phones += is_phone (import, text);
  }

  if (n_people > 0 && n_people >= n_phones)
    return COLUMN_NUMBER;
  if (n_ids > n_phones)
    return COLUMN_LINE;

  return n_phones * 2 > n_filled ? COLUMN_PHONE : COLUMN_OTHER;
}

static gboolean
has_column (const Import *import,
            Column        column)
{
  for (guint i = 0; i < import->n_columns; i++) {
    if (import->columns[i] == column)
      return TRUE;
  }

  return FALSE;
}

static gboolean
find_columns (Import  *import,
              GError **error)
{
  import->n_columns = mh_csv_get_n_columns (import->csv);
  import->columns = g_new0 (Column, import->n_columns);

  while (import->n_headers < mh_csv_get_n_rows (import->csv) && !holds_data (import, import->n_headers))
    import->n_headers++;

  for (guint i = 0; import->n_headers > 0 && i < import->n_columns; i++)
    import->columns[i] = column_of_header (get_cell (import, import->n_headers - 1, i));

  for (guint i = 0; i < import->n_columns; i++) {
    Column column = import->columns[i] == COLUMN_OTHER ? column_of_contents (import, i) : COLUMN_OTHER;

    if (column == COLUMN_NUMBER ? !has_column (import, COLUMN_NUMBER) : column != COLUMN_OTHER)
      import->columns[i] = column;
  }

  if (has_column (import, COLUMN_NUMBER) &&
      (has_column (import, COLUMN_LINE) || has_column (import, COLUMN_PHONE) || has_column (import, COLUMN_VALUE)))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("This file does not have a column of LINE user IDs or telephone numbers beside a column of register numbers from the "
                         "resident list. Please import the resident list first, and check the file."));

  return FALSE;
}

/* --- rows ---------------------------------------------------------------------------------------------------------- */

static const char *
get_first (const Import *import,
           guint         row,
           Column        column)
{
  for (guint i = 0; i < import->n_columns; i++) {
    if (import->columns[i] == column)
      return get_cell (import, row, i);
  }

  return "";
}

static gboolean
add_contact (Import           *import,
             const MhResident *resident,
             const char       *kind,
             const char       *value,
             const char       *whose,
             GError          **error)
{
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (import->desk->db, resident->id, error);

  if (contacts == NULL)
    return FALSE;

  for (guint i = 0; i < contacts->len; i++) {
    if (g_str_equal (((MhContact *) g_ptr_array_index (contacts, i))->value, value)) {
      import->result->n_unchanged++;
      return TRUE;
    }
  }

  import->result->n_added++;
  mh_act_add_person (import->act, resident->id);

  return mh_contact_table_link_noted (import->desk->db, resident->id, kind, value, whose, "import", import->list.today, error) != 0;
}

/* Kept for somebody to put right; nothing is dialled from there. */
static gboolean
note_problem (Import           *import,
              const MhResident *resident,
              const char       *text,
              GError          **error)
{
  gboolean added = FALSE;

  if (!mh_contact_problem_table_add (import->desk->db, resident->id, text, mh_import_phone_problem (text), "import", import->list.today, &added,
                                     error))
    return FALSE;

  import->result->n_problems += added;
  if (added)
    mh_act_add_person (import->act, resident->id);

  return TRUE;
}

/* @out_taken: whether anything came of the cell. */
static gboolean
import_value (Import           *import,
              const MhResident *resident,
              Column            column,
              const char       *text,
              const char       *whose,
              gboolean         *out_taken,
              GError          **error)
{
  MhPhone phone;

  *out_taken = TRUE;
  if (is_user_id (text))
    return add_contact (import, resident, "line", text, whose, error);

  *out_taken = column != COLUMN_LINE;
  if (column == COLUMN_LINE)
    return TRUE;

  phone = mh_phone_read (text, import->area_code);
  if (phone.kind == MH_PHONE_INVALID || phone.kind == MH_PHONE_MACHINE)
    return note_problem (import, resident, text, error);

  import->result->n_phones_restored += (phone.notes & MH_PHONE_NOTE_ZERO_RESTORED) != 0;

  return add_contact (import, resident, phone.kind == MH_PHONE_MOBILE ? "mobile" : "landline", phone.digits, whose, error);
}

static gboolean
import_values (Import           *import,
               guint             row,
               const MhResident *resident,
               guint             line,
               GError          **error)
{
  g_autofree char *whose = mh_text_tidy_name (get_first (import, row, COLUMN_WHOSE));
  guint n_taken = 0;
  guint n_filled = 0;

  /* 本人 is nobody else. */
  if (g_str_equal (whose, "本人") || g_str_equal (whose, "自分"))
    *whose = '\0';

  for (guint i = 0; i < import->n_columns; i++) {
    Column column = import->columns[i];
    g_autofree char *text = g_strstrip (g_strdup (get_cell (import, row, i)));
    gboolean taken = FALSE;

    if ((column != COLUMN_LINE && column != COLUMN_PHONE && column != COLUMN_VALUE) || mh_phone_says_none (text))
      continue;
    if (!import_value (import, resident, column, text, whose, &taken, error))
      return FALSE;

    n_filled++;
    n_taken += taken;
  }

  if (n_filled == 0)
    mh_import_skips_add (import->result->skipped, line, "empty", g_strdup (_("There is no account and no number in this row.")));
  else if (n_taken == 0)
    mh_import_skips_add (import->result->skipped, line, "value", g_strdup (_("This is not a LINE user ID (U and 32 letters and digits).")));

  return TRUE;
}

static gboolean
import_row (Import  *import,
            guint    row,
            GError **error)
{
  const char *number = get_first (import, row, COLUMN_NUMBER);
  const MhResident *resident;
  gboolean restored = FALSE;
  guint line = 0;

  mh_csv_get_row (import->csv, row, NULL, &line);
  import->result->n_rows++;
  resident = find_person (import, number, &restored);

  if (resident == NULL) {
    if (mh_code_is_rounded (number))
      mh_import_skips_add (import->result->skipped, line, "rounded",
                           g_strdup (_("The register number was rounded by the spreadsheet and has lost digits. "
                                       "Please have the list given out again with this column as text.")));
    else
      mh_import_skips_add (import->result->skipped, line, "nobody", g_strdup (_("Nobody in the resident list has this register number.")));
    return TRUE;
  }

  import->result->n_numbers_restored += restored;

  return import_values (import, row, resident, line, error);
}

static gboolean
import_rows (Import       *import,
             GCancellable *cancellable,
             GError      **error)
{
  for (guint i = import->n_headers; i < mh_csv_get_n_rows (import->csv); i++) {
    if (i % STRIDE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;

    if (!import_row (import, i, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
prepare (Import  *import,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;

  import->area_code = mh_config_get (import->desk, "town.area-code", &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  return mh_import_list_load (&import->list, import->desk, NULL, error) && find_columns (import, error);
}

/**
 * mh_import_contacts:
 * @desk: the desk
 * @csv: register numbers beside LINE user ids, mobiles and landlines, with or without a header
 * @cancellable: (nullable): a cancellable; once cancelled, nothing has happened
 * @error: return location; MH_ERROR_REFUSED when the columns are not found
 *
 * A number is filed by what it is, whatever its column is called. One that cannot be dialled goes to the list of numbers to put right, and
 * the rest of its row goes in.
 *
 * Returns: (transfer full): what was added, and each row of which nothing was taken with its reason
 */
MhImportContactsResult *
mh_import_contacts (const MhDesk *desk,
                    MhCsv        *csv,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (MhImportContactsResult) result = g_new0 (MhImportContactsResult, 1);
  g_autoptr (MhAct) act = NULL;
  g_auto (Import) import = { .desk = desk, .csv = csv, .result = result };

  result->skipped = mh_import_skips_new ();
  act = import.act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "import.contacts", MH_UNDO_WHOLE, error);
  if (act == NULL || !prepare (&import, error) || !import_rows (&import, cancellable, error))
    return NULL;

  mh_act_set_int (act, "added", result->n_added);
  mh_act_set_int (act, "problems", result->n_problems);

  if (result->n_added + result->n_problems > 0) {
    result->act = mh_act_get_id (act);
    if (!mh_act_commit (act, error))
      return NULL;
  }

  return g_steal_pointer (&result);
}

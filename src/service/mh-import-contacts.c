/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-contacts"

#include "mh-import-contacts.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-contact-table.h"
#include "mh-error.h"

#define STRIDE 64

typedef struct {
  const MhDesk           *desk;
  MhAct                  *act;
  MhCsv                  *csv;
  guint                   line_column;
  guint                   number_column;
  MhImportContactsResult *result;
} Import;

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

static const char *
get_cell (MhCsv *csv,
          guint  row,
          guint  column,
          guint *out_line)
{
  guint n_cells = 0;
  const char * const *cells = mh_csv_get_row (csv, row, &n_cells, out_line);

  return column < n_cells ? cells[column] : "";
}

/* The column with the most LINE user ids. */
static gboolean
find_line_column (Import *import)
{
  guint best = 0;

  for (guint column = 0; column < mh_csv_get_n_columns (import->csv); column++) {
    guint n = 0;

    for (guint row = 0; row < mh_csv_get_n_rows (import->csv); row++)
      n += is_user_id (get_cell (import->csv, row, column, NULL));

    if (n > best) {
      best = n;
      import->line_column = column;
    }
  }

  return best > 0;
}

static gboolean
is_known_number (Import     *import,
                 const char *text,
                 gint64     *out_resident)
{
  g_autoptr (MhResident) resident = *text != '\0' ? mh_resident_table_find (import->desk->db, text, NULL) : NULL;

  *out_resident = resident != NULL ? resident->id : 0;

  return resident != NULL;
}

/* The column in which most register numbers of the list stand. */
static gboolean
find_number_column (Import *import)
{
  guint best = 0;

  for (guint column = 0; column < mh_csv_get_n_columns (import->csv); column++) {
    guint n = 0;
    gint64 resident;

    for (guint row = 0; column != import->line_column && row < mh_csv_get_n_rows (import->csv); row++)
      n += is_known_number (import, get_cell (import->csv, row, column, NULL), &resident);

    if (n > best) {
      best = n;
      import->number_column = column;
    }
  }

  return best > 0;
}

static gboolean
has_contact (Import     *import,
             gint64      resident,
             const char *value,
             gboolean   *out_has,
             GError    **error)
{
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (import->desk->db, resident, error);

  *out_has = FALSE;

  for (guint i = 0; contacts != NULL && i < contacts->len; i++)
    *out_has = *out_has || g_str_equal (((MhContact *) g_ptr_array_index (contacts, i))->value, value);

  return contacts != NULL;
}

static gboolean
import_row (Import  *import,
            guint    row,
            GError **error)
{
  guint line = 0;
  const char *user = get_cell (import->csv, row, import->line_column, &line);
  const char *number = get_cell (import->csv, row, import->number_column, NULL);
  gboolean has = FALSE;
  gint64 resident;

  /* The header. */
  if (row == 0 && !is_user_id (user))
    return TRUE;

  import->result->n_rows++;

  if (!is_user_id (user)) {
    mh_import_skips_add (import->result->skipped, line, "value", g_strdup (_("This is not a LINE user ID (U and 32 letters and digits).")));
    return TRUE;
  }

  if (!is_known_number (import, number, &resident)) {
    mh_import_skips_add (import->result->skipped, line, "nobody", g_strdup (_("Nobody in the resident list has this register number.")));
    return TRUE;
  }

  if (!has_contact (import, resident, user, &has, error))
    return FALSE;

  if (has) {
    import->result->n_unchanged++;
    return TRUE;
  }

  import->result->n_added++;
  mh_act_add_person (import->act, resident);

  return mh_contact_table_link (import->desk->db, resident, "line", user, "", error) != 0;
}

static gboolean
import_rows (Import       *import,
             GCancellable *cancellable,
             GError      **error)
{
  for (guint i = 0; i < mh_csv_get_n_rows (import->csv); i++) {
    if (i % STRIDE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;

    if (!import_row (import, i, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_import_contacts:
 * @desk: the desk
 * @csv: LINE user ids and register numbers, with or without a header
 * @cancellable: (nullable): a cancellable; once cancelled, nothing has happened
 * @error: return location; MH_ERROR_REFUSED when the columns are not found
 *
 * Returns: (transfer full): what was added, and each row that was not with its reason
 */
MhImportContactsResult *
mh_import_contacts (const MhDesk *desk,
                    MhCsv        *csv,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (MhImportContactsResult) result = g_new0 (MhImportContactsResult, 1);
  g_autoptr (MhAct) act = NULL;
  Import import = { .desk = desk, .csv = csv, .result = result };

  result->skipped = mh_import_skips_new ();
  act = import.act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "import.contacts", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return NULL;

  if (!find_line_column (&import) || !find_number_column (&import)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("This file does not have a column of LINE user IDs beside a column of register numbers from the resident list. "
                           "Please import the resident list first, and check the file."));
    return NULL;
  }

  if (!import_rows (&import, cancellable, error))
    return NULL;

  mh_act_set_int (act, "added", result->n_added);

  if (result->n_added > 0) {
    result->act = mh_act_get_id (act);
    if (!mh_act_commit (act, error))
      return NULL;
  }

  return g_steal_pointer (&result);
}

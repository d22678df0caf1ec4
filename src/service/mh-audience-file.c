/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience-file"

#include "mh-audience.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-config.h"
#include "mh-csv.h"
#include "mh-error.h"
#include "mh-import-reading.h"
#include "mh-phone.h"

/* What a column may hold. */
typedef enum {
  BY_NUMBER,
  BY_PHONE,
  N_KINDS
} Kind;

/* Whoever may be named in the file, each by his numbers. */
typedef struct {
  GHashTable *by_number;  /* (owned) register number → id */
  GHashTable *by_phone;   /* (owned) digits → (element-type gint64) ids */
  char       *area_code;  /* (owned) */
  gsize       width;      /* of all register numbers, where some begin with 0; else 0 */
} Known;

static void
known_clear (Known *known)
{
  g_clear_pointer (&known->by_number, g_hash_table_unref);
  g_clear_pointer (&known->by_phone, g_hash_table_unref);
  g_free (known->area_code);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

static gboolean
is_all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* Somebody's own number counts, and that of an entry that went over to another one. */
static gboolean
read_numbers (const MhDesk *desk,
              Known        *known,
              GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, "SELECT register_number, coalesce (merged_into, id) FROM resident", NULL);
  gboolean has_zero = FALSE, is_even = TRUE;

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    const char *number = mh_rows_text (rows, 0);
    gint64 id = mh_rows_int (rows, 1);

    g_hash_table_insert (known->by_number, g_strdup (number), g_memdup2 (&id, sizeof id));
    if (!is_all_digits (number))
      continue;

    is_even = is_even && (known->width == 0 || known->width == strlen (number));
    known->width = strlen (number);
    has_zero = has_zero || *number == '0';
  }

  if (!is_even || !has_zero)
    known->width = 0;

  return mh_rows_end (rows, error);
}

/* A protected person is found by her register number, never by a telephone number. */
static gboolean
read_phones (const MhDesk *desk,
             Known        *known,
             GError      **error)
{
  static const char sql[] =
    "SELECT c.value, l.resident FROM contact AS c JOIN contact_link AS l ON l.contact = c.id WHERE c.kind IN ('mobile', 'landline') "
    "AND NOT EXISTS (SELECT 1 FROM protection AS p WHERE p.resident = l.resident "
    "  AND NOT coalesce (p.start_date = date (p.start_date, '+0 days') AND p.start_date > :day, 0) "
    "  AND NOT coalesce (p.end_date = date (p.end_date, '+0 days') AND p.end_date < :day, 0)) ORDER BY l.resident";
  g_autofree char *day = mh_date_to_iso (mh_desk_today (desk));
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, sql, ":day", MH_TEXT (day), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    const char *value = mh_rows_text (rows, 0);
    GArray *ids = g_hash_table_lookup (known->by_phone, value);
    gint64 id = mh_rows_int (rows, 1);

    if (ids == NULL) {
      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (known->by_phone, g_strdup (value), ids);
    }
    g_array_append_val (ids, id);
  }

  return mh_rows_end (rows, error);
}

static gboolean
read_known (const MhDesk *desk,
            Known        *known,
            GError      **error)
{
  known->by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  known->by_phone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  known->area_code = mh_config_get (desk, "town.area-code", error);

  return known->area_code != NULL && read_numbers (desk, known, error) && read_phones (desk, known, error);
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

/* Zeros that a spreadsheet has dropped are put back. */
static const gint64 *
find_number (const Known *known,
             const char  *text)
{
  g_autofree char *number = mh_import_read_number (text);
  const gint64 *id = g_hash_table_lookup (known->by_number, number);
  gsize length = strlen (number);
  g_autofree char *zeros = NULL;
  g_autofree char *whole = NULL;

  if (id != NULL || length >= known->width || !is_all_digits (number))
    return id;

  zeros = g_strnfill (known->width - length, '0');
  whole = g_strconcat (zeros, number, NULL);

  return g_hash_table_lookup (known->by_number, whole);
}

static GArray *
find_phone (const Known *known,
            const char  *text)
{
  MhPhone phone = mh_phone_read (text, known->area_code);

  return phone.kind != MH_PHONE_INVALID ? g_hash_table_lookup (known->by_phone, phone.digits) : NULL;
}

/* How many cells of a column are somebody's number, and how many could be a number of that kind. */
static void
count_column (MhCsv       *csv,
              const Known *known,
              guint        column,
              Kind         kind,
              guint       *out_found,
              guint       *out_likely)
{
  *out_found = *out_likely = 0;
  for (guint row = 0; row < mh_csv_get_n_rows (csv); row++) {
    const char *text = get_cell (csv, row, column, NULL);

    if (*text == '\0')
      continue;

    if (kind == BY_NUMBER) {
      *out_found += find_number (known, text) != NULL;
    } else {
      MhPhoneKind phone = mh_phone_read (text, known->area_code).kind;

      *out_found += find_phone (known, text) != NULL;
      *out_likely += phone == MH_PHONE_MOBILE || phone == MH_PHONE_LANDLINE || phone == MH_PHONE_IP;
    }
  }
}

/* The column in which most people are found; where nobody is, the one with most telephone numbers. */
static gboolean
choose_column (MhCsv       *csv,
               const Known *known,
               guint       *out_column,
               Kind        *out_kind,
               GError     **error)
{
  guint best_found = 0, best_likely = 0;

  for (guint column = 0; column < mh_csv_get_n_columns (csv); column++) {
    for (Kind kind = BY_NUMBER; kind < N_KINDS; kind++) {
      guint found, likely;

      count_column (csv, known, column, kind, &found, &likely);
      if (found < best_found || (found == best_found && likely <= best_likely))
        continue;

      best_found = found;
      best_likely = likely;
      *out_column = column;
      *out_kind = kind;
    }
  }

  if (best_found > 0 || best_likely > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("In no column of the file is there a register number of the resident list or a telephone number. "
                         "Please choose a file with one of these."));

  return FALSE;
}

/* A title or heading above the first number. */
static gboolean
is_heading (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    if (g_unichar_isdigit (g_utf8_get_char (at)))
      return FALSE;
  }

  return TRUE;
}

static void
add_person (MhAudienceFile *file,
            GHashTable     *seen,
            gint64          id)
{
  if (g_hash_table_contains (seen, &id))
    return;

  g_hash_table_add (seen, g_memdup2 (&id, sizeof id));
  g_array_append_val (file->residents, id);
}

static void
take_cell (MhAudienceFile *file,
           const Known    *known,
           Kind            kind,
           const char     *text,
           guint           line,
           GHashTable     *seen,
           GHashTable     *seen_numbers)
{
  const gint64 *id = kind == BY_NUMBER ? find_number (known, text) : NULL;
  GArray *ids = kind == BY_PHONE ? find_phone (known, text) : NULL;

  file->n_rows++;
  if (id == NULL && ids == NULL) {
    g_ptr_array_add (file->unmatched, g_strdup_printf ("%u: %s", line, text));
    return;
  }

  if (id != NULL)
    add_person (file, seen, *id);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    add_person (file, seen, g_array_index (ids, gint64, i));

  if (ids != NULL && ids->len > 1 && g_hash_table_add (seen_numbers, ids))
    file->n_several++;
}

static MhAudienceFile *
read_rows (MhCsv        *csv,
           const Known  *known,
           guint         column,
           Kind          kind,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (MhAudienceFile) file = g_new0 (MhAudienceFile, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) seen_numbers = g_hash_table_new (NULL, NULL);
  gboolean begun = FALSE;

  file->residents = g_array_new (FALSE, FALSE, sizeof (gint64));
  file->unmatched = g_ptr_array_new_with_free_func (g_free);
  for (guint row = 0; row < mh_csv_get_n_rows (csv); row++) {
    guint line;
    const char *text = get_cell (csv, row, column, &line);

    if (row % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;

    begun = begun || !is_heading (text);
    if (begun)
      take_cell (file, known, kind, text, line, seen, seen_numbers);
  }

  return g_steal_pointer (&file);
}

/**
 * mh_audience_file_free:
 * @file: (nullable): what was read
 */
void
mh_audience_file_free (MhAudienceFile *file)
{
  if (file == NULL)
    return;

  g_clear_pointer (&file->residents, g_array_unref);
  g_clear_pointer (&file->unmatched, g_ptr_array_unref);
  g_free (file);
}

/**
 * mh_audience_read_file:
 * @desk: the desk
 * @path: a CSV file; its encoding is noticed
 * @cancellable: (nullable): stops it
 * @error: return location; MH_ERROR_INVALID with what to do instead for a file that is no table or names nobody by a number
 *
 * The column in which most people are found speaks; rows above its first number are headings. Telephone numbers are compared by their
 * digits, with the town's area code where there is none. A number that several people have names all of them; protected people are named by
 * their register number only. Who is dead or has moved is found as well, and left out with the reason when the audience is judged.
 *
 * Returns: (transfer full): whom the file means, or %NULL
 */
MhAudienceFile *
mh_audience_read_file (const MhDesk *desk,
                       const char   *path,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_autoptr (MhCsv) csv = mh_csv_new_from_path (path, MH_CSV_ENCODING_AUTO, cancellable, error);
  g_auto (Known) known = { 0 };
  guint column = 0;
  Kind kind = BY_NUMBER;

  if (csv == NULL || !read_known (desk, &known, error) || !choose_column (csv, &known, &column, &kind, error))
    return NULL;

  return read_rows (csv, &known, column, kind, cancellable, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-csv-writer"

#include "mh-csv-writer.h"

#include <string.h>

#include <csv.h>
#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-save.h"
#include "mh-variants.h"

#define GETA "\xe3\x80\x93"

/**
 * MhCsvWriter:
 *
 * Rows that become the bytes of a CSV file: lines end with CRLF, cells are quoted where they must be.
 *
 * A cell whose text a spreadsheet would run as a formula gets an apostrophe in front. A character that CP932 has not is
 * never left out: it is listed, and the caller stops or lets the usual form or 〓 stand in its place.
 */
struct _MhCsvWriter
{
  GObject     parent_instance;

  MhCsvFormat format;
  GArray     *kinds;        /* (owned): MhCsvColumnKind by column */
  GString    *text;         /* (owned): UTF-8 */
  GArray     *misfits;      /* (owned): MhCsvMisfit */
  GHashTable *fitting;      /* (owned): gunichar to 1 fits, 2 does not */
  GHashTable *glyphs;       /* (owned): gunichar to what the town shows for it */
  GIConv      to_cp932;
  guint       n_rows;
};

G_DEFINE_FINAL_TYPE (MhCsvWriter, mh_csv_writer, G_TYPE_OBJECT)

static MhCsvColumnKind
get_kind (MhCsvWriter *self,
          guint        column)
{
  return column < self->kinds->len ? g_array_index (self->kinds, MhCsvColumnKind, column) : MH_CSV_COLUMN_TEXT;
}

static gboolean
is_number_text (const char *text)
{
  return text[0] != '\t' && text[0] != '\r' && text[strspn (text, "0123456789+-() .")] == '\0';
}

/* A spreadsheet in Japanese takes ＝ for = as well. A sign that stands alone is a mark for "nothing". */
static gboolean
leads_a_wide_formula (const char *text)
{
  gunichar c = g_utf8_get_char (text);

  return (c == 0xff1d || c == 0xff0b || c == 0xff0d || c == 0xff20) && *g_utf8_next_char (text) != '\0';
}

static gboolean
leads_a_formula (const char     *text,
                 MhCsvColumnKind kind)
{
  if (leads_a_wide_formula (text))
    return kind != MH_CSV_COLUMN_NUMBER_TEXT;

  if (text[0] == '\0' || strchr ("=+-@\t\r", text[0]) == NULL)
    return FALSE;

  return kind != MH_CSV_COLUMN_NUMBER_TEXT || !is_number_text (text);
}

static gboolean
fits_cp932 (MhCsvWriter *self,
            gunichar     c)
{
  gpointer known;
  char in[6], out[8];
  char *in_p = in, *out_p = out;
  gsize in_left, out_left = sizeof out;
  gboolean fits;

  if (c < 0x80)
    return TRUE;

  known = g_hash_table_lookup (self->fitting, GUINT_TO_POINTER (c));
  if (known != NULL)
    return GPOINTER_TO_UINT (known) == 1;

  in_left = (gsize) g_unichar_to_utf8 (c, in);
  fits = g_iconv (self->to_cp932, &in_p, &in_left, &out_p, &out_left) != (gsize) -1 && in_left == 0;
  g_iconv (self->to_cp932, NULL, NULL, NULL, NULL);
  g_hash_table_insert (self->fitting, GUINT_TO_POINTER (c), GUINT_TO_POINTER (fits ? 1 : 2));

  return fits;
}

/* Selectors only choose the shape of the character before them, which stays. */
static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

static void
note_misfits (MhCsvWriter *self,
              const char  *text,
              guint        column)
{
  gunichar base = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    MhCsvMisfit misfit = { .row = self->n_rows, .column = column, .character = g_utf8_get_char (p), .base = base };

    if (!fits_cp932 (self, misfit.character))
      g_array_append_val (self->misfits, misfit);
    base = misfit.character;
  }
}

/* Nothing that would end a cell or begin a formula may come in by a glyph. */
static gboolean
can_stand_in (MhCsvWriter *self,
              const char  *shown)
{
  for (const char *p = shown; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c < 0x80 || !fits_cp932 (self, c))
      return FALSE;
  }

  return *shown != '\0';
}

static char *
replace_misfits (MhCsvWriter      *self,
                 MhCsvMisfitPolicy policy)
{
  GString *result = g_string_sized_new (self->text->len);

  for (const char *p = self->text->str; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (fits_cp932 (self, c)) {
      g_string_append_unichar (result, c);
    } else if (policy == MH_CSV_MISFIT_USUAL) {
      g_autofree char *usual = mh_csv_writer_dup_usual (self, c);

      g_string_append (result, usual);
    } else if (!is_variation_selector (c)) {
      g_string_append (result, GETA);
    }
  }

  return g_string_free (result, FALSE);
}

static gboolean
needs_quotes (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && (strpbrk (text, ",\"\r\n\t;") != NULL || text[0] == ' ' || text[length - 1] == ' ');
}

static void
append_cell (MhCsvWriter *self,
             const char  *cell,
             guint        column)
{
  g_autofree char *valid = g_utf8_make_valid (cell, -1);
  g_autofree char *safe = g_strconcat (leads_a_formula (valid, get_kind (self, column)) ? "'" : "", valid, NULL);

  if (self->format == MH_CSV_FORMAT_CP932)
    note_misfits (self, valid, column);

  if (needs_quotes (safe)) {
    gsize size = 2 * strlen (safe) + 2;
    g_autofree char *quoted = g_malloc (size);

    g_string_append_len (self->text, quoted, (gssize) csv_write (quoted, size, safe, strlen (safe)));
  } else {
    g_string_append (self->text, safe);
  }
}

static char *
describe_misfits (MhCsvWriter *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = MIN (self->misfits->len, 5);

  for (guint i = 0; i < n; i++) {
    const MhCsvMisfit *misfit = &g_array_index (self->misfits, MhCsvMisfit, i);

    g_string_append_unichar (text, misfit->character);
  }

  return g_strdup (text->str);
}

static void
mh_csv_writer_finalize (GObject *object)
{
  MhCsvWriter *self = MH_CSV_WRITER (object);

  g_array_unref (self->kinds);
  g_array_unref (self->misfits);
  g_hash_table_unref (self->fitting);
  g_hash_table_unref (self->glyphs);
  g_string_free (self->text, TRUE);
  if (self->to_cp932 != (GIConv) -1)
    g_iconv_close (self->to_cp932);

  G_OBJECT_CLASS (mh_csv_writer_parent_class)->finalize (object);
}

static void
mh_csv_writer_class_init (MhCsvWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mh_csv_writer_finalize;
}

static void
mh_csv_writer_init (MhCsvWriter *self)
{
  self->kinds = g_array_new (FALSE, TRUE, sizeof (MhCsvColumnKind));
  self->misfits = g_array_new (FALSE, FALSE, sizeof (MhCsvMisfit));
  self->fitting = g_hash_table_new (NULL, NULL);
  self->glyphs = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->text = g_string_new (NULL);
  self->to_cp932 = (GIConv) -1;
}

/**
 * mh_csv_writer_new:
 * @format: what the reader of the file wants
 *
 * Returns: (transfer full): a writer without rows
 */
MhCsvWriter *
mh_csv_writer_new (MhCsvFormat format)
{
  MhCsvWriter *self = g_object_new (MH_TYPE_CSV_WRITER, NULL);

  self->format = format;
  if (format == MH_CSV_FORMAT_CP932)
    self->to_cp932 = g_iconv_open ("CP932", "UTF-8");

  return self;
}

/**
 * mh_csv_writer_set_column_kind:
 * @self: a writer
 * @column: from 0
 * @kind: how its cells are written
 *
 * Columns that are not named are %MH_CSV_COLUMN_TEXT.
 */
void
mh_csv_writer_set_column_kind (MhCsvWriter    *self,
                               guint           column,
                               MhCsvColumnKind kind)
{
  g_return_if_fail (MH_IS_CSV_WRITER (self));

  if (column >= self->kinds->len)
    g_array_set_size (self->kinds, column + 1);
  g_array_index (self->kinds, MhCsvColumnKind, column) = kind;
}

/**
 * mh_csv_writer_set_glyph:
 * @self: the writer
 * @character: a character that the format may not have
 * @shown: what the town wants in its place
 */
void
mh_csv_writer_set_glyph (MhCsvWriter *self,
                         gunichar     character,
                         const char  *shown)
{
  g_return_if_fail (MH_IS_CSV_WRITER (self));
  g_return_if_fail (shown != NULL);

  g_hash_table_insert (self->glyphs, GUINT_TO_POINTER (character), g_utf8_make_valid (shown, -1));
}

/**
 * mh_csv_writer_add_row:
 * @self: the writer
 * @cells: (array zero-terminated=1): UTF-8 texts, copied
 *
 * The header is a row like the others, the first.
 */
void
mh_csv_writer_add_row (MhCsvWriter        *self,
                       const char * const *cells)
{
  g_return_if_fail (MH_IS_CSV_WRITER (self));
  g_return_if_fail (cells != NULL);

  for (guint i = 0; cells[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (self->text, ',');
    append_cell (self, cells[i], i);
  }
  g_string_append (self->text, "\r\n");
  self->n_rows++;
}

/**
 * mh_csv_writer_get_misfits:
 * @self: the writer
 * @out_n_misfits: (out): how many characters of the rows so far do not fit the format
 *
 * Returns: (transfer none) (array length=out_n_misfits): where they stand, valid until a row is added
 */
const MhCsvMisfit *
mh_csv_writer_get_misfits (MhCsvWriter *self,
                           guint       *out_n_misfits)
{
  g_return_val_if_fail (MH_IS_CSV_WRITER (self), NULL);

  *out_n_misfits = self->misfits->len;

  return (gconstpointer) self->misfits->data;
}

/**
 * mh_csv_writer_dup_usual:
 * @self: a writer of the old Windows format
 * @character: one that does not fit
 *
 * Returns: (transfer full): what the town shows for it, else its usual form in names, else 〓; "" for a variation selector
 */
char *
mh_csv_writer_dup_usual (MhCsvWriter *self,
                         gunichar     character)
{
  const char *shown;
  char usual[8] = { 0 };

  g_return_val_if_fail (MH_IS_CSV_WRITER (self), NULL);

  if (is_variation_selector (character))
    return g_strdup ("");

  shown = g_hash_table_lookup (self->glyphs, GUINT_TO_POINTER (character));
  if (shown != NULL && can_stand_in (self, shown))
    return g_strdup (shown);

  g_unichar_to_utf8 (mh_variant_fold (character), usual);

  return g_strdup (can_stand_in (self, usual) ? usual : GETA);
}

/**
 * mh_csv_writer_to_bytes:
 * @self: the writer
 * @policy: what to do about characters that do not fit
 * @error: %MH_ERROR_REFUSED when there are some and @policy says stop; %MH_ERROR_UNAVAILABLE when the PC has no CP932
 *
 * Returns: (transfer full): the file's bytes, or %NULL
 */
GBytes *
mh_csv_writer_to_bytes (MhCsvWriter      *self,
                        MhCsvMisfitPolicy policy,
                        GError          **error)
{
  g_autofree char *fitted = NULL;
  char *converted;
  gsize length;

  g_return_val_if_fail (MH_IS_CSV_WRITER (self), NULL);

  if (self->format == MH_CSV_FORMAT_UTF8)
    return g_bytes_new (self->text->str, self->text->len);

  if (self->format == MH_CSV_FORMAT_UTF8_BOM) {
    converted = g_strconcat ("\xef\xbb\xbf", self->text->str, NULL);
    return g_bytes_new_take (converted, self->text->len + 3);
  }

  if (self->misfits->len > 0 && policy == MH_CSV_MISFIT_STOP) {
    g_autofree char *characters = describe_misfits (self);

    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 _("The old Windows format cannot hold these characters: %s. Save as “CSV UTF-8”, or let 〓 stand in their place."),
                 characters);
    return NULL;
  }

  fitted = replace_misfits (self, policy);
  converted = g_convert (fitted, -1, "CP932", "UTF-8", NULL, &length, NULL);
  if (converted == NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_UNAVAILABLE,
                         _("This PC cannot write the old Windows format. Save as “CSV UTF-8”."));
    return NULL;
  }

  return g_bytes_new_take (converted, length);
}

/**
 * mh_csv_writer_save:
 * @self: the writer
 * @path: the file to write or replace
 * @policy: what to do about characters that do not fit
 * @error: as mh_csv_writer_to_bytes(); %MH_ERROR_STORAGE when the disk refuses
 *
 * Returns: whether the whole file stands; otherwise an earlier one is untouched
 */
gboolean
mh_csv_writer_save (MhCsvWriter      *self,
                    const char       *path,
                    MhCsvMisfitPolicy policy,
                    GError          **error)
{
  g_autoptr (GBytes) bytes = mh_csv_writer_to_bytes (self, policy, error);

  return bytes != NULL && mh_save_bytes (path, bytes, error);
}

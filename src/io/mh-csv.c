/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-csv"

#include "mh-csv.h"

#include <csv.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-csv-decode.h"
#include "mh-error.h"
#include "mh-text.h"

/* A quoted cell that runs on for longer has lost its closing quote. */
#define MAX_CELL_LINES 60
#define SAMPLE_LINES   50

typedef struct {
  guint    first_cell; /* into cells */
  guint    n_cells;
  guint    line;
  guint    private_use;
  gboolean bad;
} Row;

struct _MhCsv
{
  GObject       parent_instance;

  MhCsvEncoding encoding;
  gboolean      had_bom;
  char          delimiter;
  GStringChunk *texts;      /* (owned) */
  GPtrArray    *cells;      /* (owned): const char * into texts, NULL after each row */
  GArray       *rows;       /* (owned): Row */
  guint         n_columns;
  guint         n_bad_rows;
};

G_DEFINE_FINAL_TYPE (MhCsv, mh_csv, G_TYPE_OBJECT)

typedef struct {
  const char *start;
  const char *end;  /* without the line end */
  const char *next;
} Line;

typedef struct {
  MhCsv            *csv;
  struct csv_parser parser;
  guint             first_cell;
  guint             start_line;
  gboolean          bad;
  gboolean          row_ended;
} Reader;

static const struct {
  MhCsvEncoding encoding;
  const char   *nick;
} encodings[] = {
  { MH_CSV_ENCODING_AUTO, "auto" },
  { MH_CSV_ENCODING_CP932, "cp932" },
  { MH_CSV_ENCODING_UTF8, "utf-8" },
  { MH_CSV_ENCODING_UTF16LE, "utf-16le" },
  { MH_CSV_ENCODING_UTF16BE, "utf-16be" },
};

/* CRLF, LF and a bare CR all end a line. */
static gboolean
next_line (const char *p,
           const char *limit,
           Line       *line)
{
  if (p >= limit)
    return FALSE;

  line->start = p;
  while (p < limit && *p != '\n' && *p != '\r')
    p++;
  line->end = p;
  if (p < limit)
    p += (p[0] == '\r' && p + 1 < limit && p[1] == '\n') ? 2 : 1;
  line->next = p;

  return TRUE;
}

static guint
count_delimiter (const Line *line,
                 char        delimiter)
{
  gboolean quoted = FALSE;
  guint n = 0;

  for (const char *p = line->start; p < line->end; p++) {
    if (*p == '"')
      quoted = !quoted;
    else if (*p == delimiter && !quoted)
      n++;
  }

  return n;
}

/* The one that most of the first lines hold; among equals the one that cuts most. */
static char
guess_delimiter (const char *text,
                 gsize       length)
{
  static const char delimiters[] = { ',', '\t', ';' };
  guint n_lines[G_N_ELEMENTS (delimiters)] = { 0 };
  guint n_cuts[G_N_ELEMENTS (delimiters)] = { 0 };
  const char *p = text;
  guint best = 0;
  Line line;

  for (guint n = 0; n < SAMPLE_LINES && next_line (p, text + length, &line); n++) {
    for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++) {
      guint cuts = count_delimiter (&line, delimiters[i]);

      n_cuts[i] += cuts;
      n_lines[i] += (cuts > 0);
    }
    p = line.next;
  }

  for (guint i = 1; i < G_N_ELEMENTS (delimiters); i++) {
    if (n_lines[i] > n_lines[best] || (n_lines[i] == n_lines[best] && n_cuts[i] > n_cuts[best]))
      best = i;
  }

  return delimiters[best];
}

static guint
count_private_use (const char *text)
{
  guint n = 0;

  if (!mh_text_has_private_use (text))
    return 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    n += (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000;
  }

  return n;
}

static void
cell_read_cb (void  *data,
              size_t length,
              void  *user_data)
{
  Reader *reader = user_data;
  const char *text = g_string_chunk_insert_len (reader->csv->texts, data, (gssize) length);

  g_ptr_array_add (reader->csv->cells, (gpointer) text);
}

static void
row_read_cb (int   end,
             void *user_data)
{
  Reader *reader = user_data;
  MhCsv *self = reader->csv;
  Row row = { .first_cell = reader->first_cell, .line = reader->start_line, .bad = reader->bad };

  row.n_cells = self->cells->len - reader->first_cell;
  reader->row_ended = TRUE;
  if (row.n_cells == 0)
    return;

  for (guint i = 0; i < row.n_cells; i++) {
    const char *text = g_ptr_array_index (self->cells, row.first_cell + i);

    row.private_use += count_private_use (text);
    row.bad |= strstr (text, "\xef\xbf\xbd") != NULL;
  }

  g_ptr_array_add (self->cells, NULL);
  g_array_append_val (self->rows, row);
  reader->first_cell = self->cells->len;
  self->n_columns = MAX (self->n_columns, row.n_cells);
  self->n_bad_rows += row.bad;
}

static void
start_parser (Reader *reader,
              guchar  quote)
{
  if (csv_init (&reader->parser, CSV_APPEND_NULL | CSV_REPALL_NL) != 0)
    g_error ("No memory for the CSV parser");
  csv_set_delim (&reader->parser, (guchar) reader->csv->delimiter);
  csv_set_quote (&reader->parser, quote);
}

static void
feed_line (Reader     *reader,
           const Line *line)
{
  csv_parse (&reader->parser, line->start, (gsize) (line->end - line->start), cell_read_cb, row_read_cb, reader);
  csv_parse (&reader->parser, "\n", 1, cell_read_cb, row_read_cb, reader);
}

/* A quote was opened on @line and never closed: the line stands for itself, its quotes are text, and nothing after it is lost. */
static void
feed_alone (Reader     *reader,
            const Line *line)
{
  csv_free (&reader->parser);
  g_ptr_array_set_size (reader->csv->cells, (int) reader->first_cell);

  start_parser (reader, 0x01);
  reader->bad = TRUE;
  feed_line (reader, line);
  reader->bad = FALSE;
  csv_free (&reader->parser);

  start_parser (reader, CSV_QUOTE);
}

/* Reads the row that starts on @line, which may run over several lines; moves @p and @number behind it. */
static void
read_row (Reader      *reader,
          const char **p,
          const char  *limit,
          guint       *number)
{
  const char *next = *p;
  guint n_lines = 0;
  Line first, line;

  next_line (*p, limit, &first);
  reader->row_ended = FALSE;
  reader->start_line = *number;

  while (!reader->row_ended && n_lines < MAX_CELL_LINES && next_line (next, limit, &line)) {
    feed_line (reader, &line);
    next = line.next;
    n_lines++;
  }

  if (!reader->row_ended) {
    feed_alone (reader, &first);
    next = first.next;
    n_lines = 1;
  }

  *p = next;
  *number += n_lines;
}

static gboolean
read_rows (MhCsv        *self,
           const char   *text,
           gsize         length,
           GCancellable *cancellable,
           GError      **error)
{
  Reader reader = { .csv = self };
  const char *p = text;
  gboolean cancelled = FALSE;
  guint number = 1;

  start_parser (&reader, CSV_QUOTE);
  while (p < text + length && !cancelled) {
    read_row (&reader, &p, text + length, &number);
    cancelled = self->rows->len % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error);
  }
  csv_free (&reader.parser);

  return !cancelled;
}

/* A call through a pointer that may change is not left out as useless before a free. */
static void *(* volatile overwrite) (void *, int, size_t) = memset;

/* Lists of people do not stay behind in memory that the process has given back. */
static void
wipe_cells (MhCsv *self)
{
  for (guint i = 0; i < self->cells->len; i++) {
    char *text = g_ptr_array_index (self->cells, i);

    if (text != NULL)
      overwrite (text, 0, strlen (text));
  }
}

static void
mh_csv_finalize (GObject *object)
{
  MhCsv *self = MH_CSV (object);

  wipe_cells (self);
  g_string_chunk_free (self->texts);
  g_ptr_array_unref (self->cells);
  g_array_unref (self->rows);

  G_OBJECT_CLASS (mh_csv_parent_class)->finalize (object);
}

static void
mh_csv_class_init (MhCsvClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mh_csv_finalize;
}

static void
mh_csv_init (MhCsv *self)
{
  self->texts = g_string_chunk_new (64 * 1024);
  self->cells = g_ptr_array_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
}

/**
 * mh_csv_new_from_bytes:
 * @bytes: a whole file
 * @encoding: %MH_CSV_ENCODING_AUTO to find out, else what the user says it is
 * @cancellable: (nullable): looked at while decoding and parsing
 * @error: %MH_ERROR_INVALID with what to do instead when the bytes are no table of text (workbook, picture, empty,
 *   over 200 MB); %G_IO_ERROR_CANCELLED
 *
 * Decodes and cuts a table. The order of guesses is: byte order mark, UTF-16 by its zero bytes, UTF-8 if it is valid,
 * CP932. What cannot be decoded becomes U+FFFD and marks its row; a quote without end spoils its own line only.
 * May be called in any thread.
 *
 * Returns: (transfer full): the table, or %NULL
 */
MhCsv *
mh_csv_new_from_bytes (GBytes       *bytes,
                       MhCsvEncoding encoding,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_autoptr (MhCsv) self = NULL;
  const guint8 *data;
  gsize length;
  gsize bom_length;
  MhCsvEncoding guess;
  GString *text;
  gboolean read;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (!mh_csv_check_is_text (data, length, error))
    return NULL;

  self = g_object_new (MH_TYPE_CSV, NULL);
  guess = mh_csv_guess_encoding (data, length, &bom_length);
  self->encoding = encoding == MH_CSV_ENCODING_AUTO ? guess : encoding;
  self->had_bom = bom_length > 0 && self->encoding == guess;
  if (!self->had_bom)
    bom_length = 0;

  text = mh_csv_decode (data + bom_length, length - bom_length, self->encoding, cancellable, error);
  if (text == NULL)
    return NULL;

  self->delimiter = guess_delimiter (text->str, text->len);
  read = read_rows (self, text->str, text->len, cancellable, error);
  overwrite (text->str, 0, text->len);
  g_string_free (text, TRUE);

  return read ? g_steal_pointer (&self) : NULL;
}

/* What to do about a file that cannot be read, in plain words. */
static void
fail_to_open (const GError *cause,
              GError      **error)
{
  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND,
                         _("The file is not there. If it is on a USB stick or a shared folder, check that it is connected, and choose the file again."));
  else if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ACCES) || g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_PERM))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND,
                         _("The file may not be read. Perhaps it is open in Excel: close it there and try again. Otherwise copy it to your own folder first."));
  else
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("The file cannot be opened: %s"), cause->message);
}

/**
 * mh_csv_new_from_path:
 * @path: a file name in GLib's encoding
 * @encoding: as for mh_csv_new_from_bytes()
 * @cancellable: (nullable): looked at while decoding and parsing
 * @error: as mh_csv_new_from_bytes(); %MH_ERROR_NOT_FOUND when the file cannot be opened; a file that is too large is not read at all
 *
 * Returns: (transfer full): the table, or %NULL
 */
MhCsv *
mh_csv_new_from_path (const char   *path,
                      MhCsvEncoding encoding,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) cause = NULL;
  GStatBuf info;
  MhCsv *csv;
  char *contents;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("This is a folder. Open it and choose the CSV file inside."));
    return NULL;
  }

  /* Not mapped: the file may lie on a stick that is pulled out. */
  if (g_stat (path, &info) == 0 && !mh_csv_check_size ((guint64) info.st_size, error))
    return NULL;
  if (!g_file_get_contents (path, &contents, &length, &cause)) {
    fail_to_open (cause, error);
    return NULL;
  }

  bytes = g_bytes_new_static (contents, length);
  csv = mh_csv_new_from_bytes (bytes, encoding, cancellable, error);
  overwrite (contents, 0, length);
  g_free (contents);

  return csv;
}

/**
 * mh_csv_get_encoding:
 * @self: a file that was read
 *
 * Returns: the encoding that was used, never AUTO
 */
MhCsvEncoding
mh_csv_get_encoding (MhCsv *self)
{
  g_return_val_if_fail (MH_IS_CSV (self), MH_CSV_ENCODING_AUTO);

  return self->encoding;
}

/**
 * mh_csv_get_had_bom:
 * @self: a file that was read
 *
 * Returns: whether it began with a byte order mark
 */
gboolean
mh_csv_get_had_bom (MhCsv *self)
{
  g_return_val_if_fail (MH_IS_CSV (self), FALSE);

  return self->had_bom;
}

/**
 * mh_csv_get_delimiter:
 * @self: a file that was read
 *
 * Returns: ',', '\t' or ';'
 */
char
mh_csv_get_delimiter (MhCsv *self)
{
  g_return_val_if_fail (MH_IS_CSV (self), ',');

  return self->delimiter;
}

/**
 * mh_csv_get_n_rows:
 * @self: a file that was read
 *
 * Returns: how many rows it has
 */
guint
mh_csv_get_n_rows (MhCsv *self)
{
  g_return_val_if_fail (MH_IS_CSV (self), 0);

  return self->rows->len;
}

/**
 * mh_csv_get_n_columns:
 * @self: a file that was read
 *
 * Returns: how many cells the longest row has
 */
guint
mh_csv_get_n_columns (MhCsv *self)
{
  g_return_val_if_fail (MH_IS_CSV (self), 0);

  return self->n_columns;
}

/**
 * mh_csv_get_n_bad_rows:
 * @self: a file that was read
 *
 * Returns: for how many rows mh_csv_is_row_bad() holds
 */
guint
mh_csv_get_n_bad_rows (MhCsv *self)
{
  g_return_val_if_fail (MH_IS_CSV (self), 0);

  return self->n_bad_rows;
}

/**
 * mh_csv_get_row:
 * @self: the table
 * @row: 0 to mh_csv_get_n_rows() - 1
 * @out_n_cells: (out) (optional): how many cells the row has
 * @out_line: (out) (optional): the line of the file on which the row starts, from 1
 *
 * Returns: (transfer none): the cells, ended by %NULL
 */
const char * const *
mh_csv_get_row (MhCsv *self,
                guint  row,
                guint *out_n_cells,
                guint *out_line)
{
  const Row *found;

  g_return_val_if_fail (MH_IS_CSV (self), NULL);
  g_return_val_if_fail (row < self->rows->len, NULL);

  found = &g_array_index (self->rows, Row, row);
  if (out_n_cells != NULL)
    *out_n_cells = found->n_cells;
  if (out_line != NULL)
    *out_line = found->line;

  return (const char * const *) &self->cells->pdata[found->first_cell];
}

/**
 * mh_csv_get_private_use:
 * @self: a file that was read
 * @row: from 0
 *
 * Returns: how many characters of the row are the maker's own (外字), which other PCs show otherwise
 */
guint
mh_csv_get_private_use (MhCsv *self,
                        guint  row)
{
  g_return_val_if_fail (MH_IS_CSV (self), 0);
  g_return_val_if_fail (row < self->rows->len, 0);

  return g_array_index (self->rows, Row, row).private_use;
}

/**
 * mh_csv_is_row_bad:
 * @self: a file that was read
 * @row: from 0
 *
 * Returns: whether the row held bytes that could not be decoded (now U+FFFD) or a quote without its end
 */
gboolean
mh_csv_is_row_bad (MhCsv *self,
                   guint  row)
{
  g_return_val_if_fail (MH_IS_CSV (self), FALSE);
  g_return_val_if_fail (row < self->rows->len, FALSE);

  return g_array_index (self->rows, Row, row).bad;
}

/**
 * mh_csv_encoding_nick:
 * @encoding: an encoding
 *
 * Returns: (transfer none): its stable name: "auto", "cp932", "utf-8", "utf-16le", "utf-16be"
 */
const char *
mh_csv_encoding_nick (MhCsvEncoding encoding)
{
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++) {
    if (encodings[i].encoding == encoding)
      return encodings[i].nick;
  }

  g_return_val_if_reached (NULL);
}

/**
 * mh_csv_encoding_from_nick:
 * @nick: "auto", "cp932", "utf-8", "utf-16le" or "utf-16be"
 * @out_encoding: (out): the encoding
 *
 * Returns: whether there is such an encoding
 */
gboolean
mh_csv_encoding_from_nick (const char    *nick,
                           MhCsvEncoding *out_encoding)
{
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++) {
    if (g_strcmp0 (encodings[i].nick, nick) == 0) {
      *out_encoding = encodings[i].encoding;
      return TRUE;
    }
  }

  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-csv"

#include "mh-csv-decode.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define MAX_BYTES      (200 * 1024 * 1024)
#define SAMPLE_BYTES   (64 * 1024)
#define CHUNK_BYTES    (256 * 1024)
#define REPLACEMENT    "\xef\xbf\xbd"

typedef enum {
  KIND_WORKBOOK,
  KIND_OLD_WORKBOOK,
  KIND_PDF,
  KIND_PICTURE,
  KIND_ARCHIVE,
  KIND_WEB_PAGE,
} FileKind;

static const struct {
  const char *magic;
  gsize       length;
  FileKind    kind;
} magics[] = {
  { "PK\x03\x04", 4, KIND_WORKBOOK },
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, KIND_OLD_WORKBOOK },
  { "%PDF-", 5, KIND_PDF },
  { "\xff\xd8\xff", 3, KIND_PICTURE },
  { "\x89PNG\r\n", 6, KIND_PICTURE },
  { "GIF8", 4, KIND_PICTURE },
  { "II*\0", 4, KIND_PICTURE },
  { "MM\0*", 4, KIND_PICTURE },
  { "\x1f\x8b\x08", 3, KIND_ARCHIVE },
  { "7z\xbc\xaf", 4, KIND_ARCHIVE },
};

static const char *
explain_kind (FileKind kind)
{
  switch (kind) {
  case KIND_WORKBOOK:
  case KIND_OLD_WORKBOOK:
    return _("This is an Excel or ZIP file, not a CSV file. Open it in Excel, choose “Save As”, pick CSV, and choose the new file here.");
  case KIND_PDF:
    return _("This is a PDF file. Ask for the same list as a CSV file and choose that one here.");
  case KIND_PICTURE:
    return _("This is a picture. Ask for the same list as a CSV file and choose that one here.");
  case KIND_WEB_PAGE:
    return _("This is a web page, even if its name ends in .xls or .csv. Open it in Excel, choose “Save As”, pick CSV, and choose the new file here.");
  case KIND_ARCHIVE:
  default:
    return _("This is a packed file. Unpack it first, then choose the CSV file from it here.");
  }
}

/* Some systems give out tables of a web page under the name of a workbook. */
static gboolean
is_web_page (const guint8 *data,
             gsize         length)
{
  static const char * const starts[] = { "<!doctype", "<html", "<table", "<?xml", "<head", "<meta" };
  gsize at = length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (data[at]))
    at++;

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++) {
    gsize n = strlen (starts[i]);

    if (length - at >= n && g_ascii_strncasecmp ((const char *) data + at, starts[i], n) == 0)
      return TRUE;
  }

  return FALSE;
}

static gsize
count_zeros (const guint8 *data,
             gsize         length)
{
  gsize n = 0;

  for (gsize i = 0; i < MIN (length, SAMPLE_BYTES); i++)
    n += data[i] == 0;

  return n;
}

/* Commas and line ends are sure to be there, with their zero byte always on the same side. */
static MhCsvEncoding
guess_utf16 (const guint8 *data,
             gsize         length)
{
  static const char cuts[] = ",\t;\r\n";
  gsize n = MIN (length, SAMPLE_BYTES);
  gsize little = 0;
  gsize big = 0;

  for (gsize i = 0; i + 1 < n; i += 2) {
    if (data[i] != 0 && data[i + 1] == 0)
      little += strchr (cuts, data[i]) != NULL;
    else if (data[i] == 0 && data[i + 1] != 0)
      big += strchr (cuts, data[i + 1]) != NULL;
  }

  if (little > big * 10 && little * 200 > n)
    return MH_CSV_ENCODING_UTF16LE;
  if (big > little * 10 && big * 200 > n)
    return MH_CSV_ENCODING_UTF16BE;

  return MH_CSV_ENCODING_AUTO;
}

/**
 * mh_csv_check_size:
 * @length: bytes
 * @error: return location; a sentence above 200 MB
 *
 * Returns: whether the file is small enough to be read
 */
gboolean
mh_csv_check_size (guint64  length,
                   GError **error)
{
  if (length <= MAX_BYTES)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("The file is larger than 200 MB, too large for a list of residents. Check that it is the right file."));

  return FALSE;
}

/**
 * mh_csv_check_is_text:
 * @data: (array length=length): the first bytes of a file
 * @length: how many
 * @error: return location; a sentence for a workbook, a picture, nothing at all
 *
 * Returns: whether the bytes may be text
 */
gboolean
mh_csv_check_is_text (const guint8 *data,
                      gsize         length,
                      GError      **error)
{
  gsize bom_length;

  if (!mh_csv_check_size (length, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++) {
    if (length >= magics[i].length && memcmp (data, magics[i].magic, magics[i].length) == 0) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, explain_kind (magics[i].kind));
      return FALSE;
    }
  }

  if (is_web_page (data, length)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, explain_kind (KIND_WEB_PAGE));
    return FALSE;
  }

  mh_csv_guess_encoding (data, length, &bom_length);
  if (length == bom_length) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("The file is empty. Write the list out again and choose the new file."));
    return FALSE;
  }

  if (bom_length == 0 && guess_utf16 (data, length) == MH_CSV_ENCODING_AUTO &&
      count_zeros (data, length) * 20 > MIN (length, SAMPLE_BYTES)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("This file holds no text. Choose a CSV file."));
    return FALSE;
  }

  return TRUE;
}

/* Whether it is UTF-8 in which at most a few characters were cut or spoiled. */
static gboolean
looks_like_utf8 (const guint8 *data,
                 gsize         length)
{
  const char *p = (const char *) data;
  const char *limit = p + length;
  gsize n_wide = 0;
  gsize n_bad = 0;

  while (p < limit) {
    gunichar c;

    if ((guchar) *p < 0x80) {
      p++;
      continue;
    }

    c = g_utf8_get_char_validated (p, limit - p);
    if (c == (gunichar) -1 || c == (gunichar) -2) {
      n_bad++;
      p++;
    } else {
      n_wide++;
      p = g_utf8_next_char (p);
    }
  }

  return n_bad == 0 || n_wide > n_bad * 50;
}

/**
 * mh_csv_guess_encoding:
 * @data: (array length=length): bytes of a file
 * @length: how many, 0 too
 * @out_bom_length: (out): bytes to skip at the beginning
 *
 * A mark at the beginning decides; without one, zero bytes in every second place, then whether it is valid UTF-8.
 *
 * Returns: the encoding, %MH_CSV_ENCODING_CP932 where nothing else fits; never AUTO
 */
MhCsvEncoding
mh_csv_guess_encoding (const guint8 *data,
                       gsize         length,
                       gsize        *out_bom_length)
{
  MhCsvEncoding utf16;

  *out_bom_length = 0;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0) {
    *out_bom_length = 3;
    return MH_CSV_ENCODING_UTF8;
  }
  if (length >= 2 && memcmp (data, "\xff\xfe", 2) == 0) {
    *out_bom_length = 2;
    return MH_CSV_ENCODING_UTF16LE;
  }
  if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0) {
    *out_bom_length = 2;
    return MH_CSV_ENCODING_UTF16BE;
  }

  /* Zero bytes are valid UTF-8, but no list holds any. */
  utf16 = guess_utf16 (data, length);
  if (utf16 != MH_CSV_ENCODING_AUTO)
    return utf16;
  if (length == 0 || looks_like_utf8 (data, length))
    return MH_CSV_ENCODING_UTF8;

  return MH_CSV_ENCODING_CP932;
}

/* "SHIFT_JIS" is not what Windows writes: it refuses 髙 and ①. */
static const char *
get_charset (MhCsvEncoding encoding)
{
  switch (encoding) {
  case MH_CSV_ENCODING_CP932:
    return "CP932";
  case MH_CSV_ENCODING_UTF16LE:
    return "UTF-16LE";
  case MH_CSV_ENCODING_UTF16BE:
    return "UTF-16BE";
  case MH_CSV_ENCODING_AUTO:
  case MH_CSV_ENCODING_UTF8:
  default:
    return "UTF-8";
  }
}

/* How many bytes make up the character that cannot be read: a line end or a comma after a lone lead byte must survive. */
static gsize
measure_bad (const guint8 *p,
             gsize         left,
             MhCsvEncoding encoding)
{
  if (encoding == MH_CSV_ENCODING_UTF16LE || encoding == MH_CSV_ENCODING_UTF16BE)
    return MIN (left, 2);

  if (encoding == MH_CSV_ENCODING_CP932 && left >= 2 &&
      ((p[0] >= 0x81 && p[0] <= 0x9f) || (p[0] >= 0xe0 && p[0] <= 0xfc)) &&
      p[1] >= 0x80 && p[1] <= 0xfc)
    return 2;

  return 1;
}

static void
replace_zeros (GString *text)
{
  g_autofree char *copy = NULL;
  gsize length = text->len;

  if (memchr (text->str, 0, length) == NULL)
    return;

  copy = g_memdup2 (text->str, length);
  g_string_truncate (text, 0);
  for (gsize i = 0; i < length; i++) {
    if (copy[i] == '\0')
      g_string_append (text, REPLACEMENT);
    else
      g_string_append_c (text, copy[i]);
  }
}

static gboolean
convert (GIConv        converter,
         const guint8 *data,
         gsize         length,
         MhCsvEncoding encoding,
         GString      *text,
         GCancellable *cancellable,
         GError      **error)
{
  g_autofree char *buffer = g_malloc (CHUNK_BYTES);
  char *in = (char *) data;
  gsize left = length;

  while (left > 0) {
    char *out = buffer;
    gsize room = CHUNK_BYTES;
    gsize result;
    int code;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;

    result = g_iconv (converter, &in, &left, &out, &room);
    code = errno;
    g_string_append_len (text, buffer, CHUNK_BYTES - room);

    if (result == (gsize) -1 && code != E2BIG) {
      gsize skip = measure_bad ((const guint8 *) in, left, encoding);

      g_string_append (text, REPLACEMENT);
      in += skip;
      left -= skip;
    }
  }

  return TRUE;
}

/**
 * mh_csv_decode:
 * @data: (array length=length): bytes without a mark
 * @length: how many
 * @encoding: not AUTO
 * @cancellable: (nullable): stops it
 * @error: return location; MH_ERROR_UNAVAILABLE where this PC does not know @encoding
 *
 * Returns: (transfer full): valid UTF-8 without zero bytes, U+FFFD where bytes could not be read; or %NULL
 */
GString *
mh_csv_decode (const guint8 *data,
               gsize         length,
               MhCsvEncoding encoding,
               GCancellable *cancellable,
               GError      **error)
{
  GString *text = g_string_sized_new (length + length / 2);
  GIConv converter;
  gboolean done;

  if (encoding == MH_CSV_ENCODING_UTF8) {
    g_autofree char *valid = g_utf8_make_valid ((const char *) data, length);

    g_string_append (text, valid);
    return text;
  }

  converter = g_iconv_open ("UTF-8", get_charset (encoding));
  if (converter == (GIConv) -1) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_UNAVAILABLE,
                         _("This PC cannot read the old Windows characters of the file. Save it as “CSV UTF-8” in Excel and choose that file."));
    g_string_free (text, TRUE);
    return NULL;
  }

  done = convert (converter, data, length, encoding, text, cancellable, error);
  g_iconv_close (converter);
  if (!done) {
    g_string_free (text, TRUE);
    return NULL;
  }

  replace_zeros (text);

  return text;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-csv"

#include "mh-csv.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "mh-error.h"
#include "mh-test-utils.h"

#define PEOPLE "宛名番号,氏名,住所\r\n0001,髙橋 花子,滝上町\r\n0002,山﨑 一郎,栄町\r\n"

static GBytes *
encode (const char *text,
        const char *charset,
        const char *bom,
        gsize       bom_length)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autofree char *encoded = NULL;
  gsize length;

  encoded = g_convert (text, -1, charset, "UTF-8", NULL, &length, NULL);
  g_assert_nonnull (encoded);
  g_byte_array_append (array, (const guint8 *) bom, (guint) bom_length);
  g_byte_array_append (array, (const guint8 *) encoded, (guint) length);

  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

static MhCsv *
read_bytes (const char *data,
            gsize       length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (GError) error = NULL;
  MhCsv *csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, &error);

  g_assert_no_error (error);

  return csv;
}

static void
assert_cell (MhCsv      *csv,
             guint       row,
             guint       column,
             const char *expected)
{
  guint n_cells;
  const char * const *cells = mh_csv_get_row (csv, row, &n_cells, NULL);

  g_assert_cmpuint (column, <, n_cells);
  g_assert_cmpstr (cells[column], ==, expected);
  g_assert_null (cells[n_cells]);
}

static void
assert_line (MhCsv *csv,
             guint  row,
             guint  expected)
{
  guint line;

  mh_csv_get_row (csv, row, NULL, &line);
  g_assert_cmpuint (line, ==, expected);
}

static void
test_encodings (void)
{
  static const struct {
    const char   *charset;
    const char   *bom;
    gsize         bom_length;
    MhCsvEncoding expected;
  } cases[] = {
    { "UTF-8", "", 0, MH_CSV_ENCODING_UTF8 },
    { "UTF-8", "\xef\xbb\xbf", 3, MH_CSV_ENCODING_UTF8 },
    { "CP932", "", 0, MH_CSV_ENCODING_CP932 },
    { "UTF-16LE", "\xff\xfe", 2, MH_CSV_ENCODING_UTF16LE },
    { "UTF-16BE", "\xfe\xff", 2, MH_CSV_ENCODING_UTF16BE },
    { "UTF-16LE", "", 0, MH_CSV_ENCODING_UTF16LE },
    { "UTF-16BE", "", 0, MH_CSV_ENCODING_UTF16BE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = encode (PEOPLE, cases[i].charset, cases[i].bom, cases[i].bom_length);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhCsv) csv = NULL;

    g_test_message ("%s, mark of %" G_GSIZE_FORMAT " bytes", cases[i].charset, cases[i].bom_length);
    csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpint (mh_csv_get_encoding (csv), ==, cases[i].expected);
    g_assert_cmpint (mh_csv_get_had_bom (csv), ==, cases[i].bom_length > 0);
    g_assert_cmpuint (mh_csv_get_n_rows (csv), ==, 3);
    g_assert_cmpuint (mh_csv_get_n_bad_rows (csv), ==, 0);
    assert_cell (csv, 0, 0, "宛名番号");
    assert_cell (csv, 1, 1, "髙橋 花子");
    assert_cell (csv, 2, 2, "栄町");
  }
}

static void
test_encoding_said_by_user (void)
{
  g_autoptr (GBytes) bytes = encode (PEOPLE, "UTF-8", "", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhCsv) csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_CP932, NULL, &error);
  guint n_cells;

  g_assert_no_error (error);
  g_assert_cmpint (mh_csv_get_encoding (csv), ==, MH_CSV_ENCODING_CP932);
  g_assert_cmpstr (mh_csv_get_row (csv, 0, &n_cells, NULL)[0], !=, "宛名番号");
}

static void
test_encoding_nicks (void)
{
  MhCsvEncoding encoding;

  for (MhCsvEncoding i = MH_CSV_ENCODING_AUTO; i <= MH_CSV_ENCODING_UTF16BE; i++) {
    g_assert_true (mh_csv_encoding_from_nick (mh_csv_encoding_nick (i), &encoding));
    g_assert_cmpint (encoding, ==, i);
  }
  g_assert_false (mh_csv_encoding_from_nick ("shift_jis", &encoding));
}

static void
test_delimiters (void)
{
  static const struct {
    const char *text;
    char        expected;
  } cases[] = {
    { "a,b\n1,2\n", ',' },
    { "a\tb\n1,5\t2\n", '\t' },
    { "a;b;c\n1;2;3\n", ';' },
    { "\"a;b;c\",d\n1,2\n", ',' },
    { "alone\n", ',' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhCsv) csv = read_bytes (cases[i].text, strlen (cases[i].text));

    g_assert_cmpint (mh_csv_get_delimiter (csv), ==, cases[i].expected);
  }
}

static void
test_quotes_and_lines (void)
{
  static const char text[] =
    "1,\"a,\"\"b\"\"\",c\r\n"
    "\r\n"
    "2,\"two\r\nlines\",\r\n"
    "3,x\r"
    "4,5' \"y\",z";
  g_autoptr (MhCsv) csv = read_bytes (text, strlen (text));

  g_assert_cmpuint (mh_csv_get_n_rows (csv), ==, 4);
  g_assert_cmpuint (mh_csv_get_n_columns (csv), ==, 3);
  assert_cell (csv, 0, 1, "a,\"b\"");
  assert_cell (csv, 1, 1, "two\nlines");
  assert_cell (csv, 1, 2, "");
  assert_cell (csv, 2, 1, "x");
  assert_cell (csv, 3, 1, "5' \"y\"");
  assert_line (csv, 0, 1);
  assert_line (csv, 1, 3);
  assert_line (csv, 2, 5);
  assert_line (csv, 3, 6);
}

static void
test_quote_without_end (void)
{
  g_autoptr (GString) text = g_string_new ("0,first\n1,\"open,x\n");
  g_autoptr (MhCsv) csv = NULL;

  for (int i = 2; i < 100; i++)
    g_string_append_printf (text, "%d,row\n", i);
  g_string_append (text, "100,\"at the end\n");

  csv = read_bytes (text->str, text->len);

  g_assert_cmpuint (mh_csv_get_n_rows (csv), ==, 101);
  g_assert_cmpuint (mh_csv_get_n_bad_rows (csv), ==, 2);
  g_assert_true (mh_csv_is_row_bad (csv, 1));
  g_assert_false (mh_csv_is_row_bad (csv, 2));
  assert_cell (csv, 1, 1, "\"open");
  assert_cell (csv, 2, 0, "2");
  assert_line (csv, 2, 3);
  assert_cell (csv, 100, 1, "\"at the end");
}

static void
test_bad_bytes_cost_no_row (void)
{
  /* 山, an undefined double byte, a lead byte before the line end */
  static const char text[] = "1,\x8e\x52\n2,\x8e\x52\x86\xfb\n3,\x8e\n4,\x8e\x52\n";
  g_autoptr (MhCsv) csv = read_bytes (text, strlen (text));

  g_assert_cmpint (mh_csv_get_encoding (csv), ==, MH_CSV_ENCODING_CP932);
  g_assert_cmpuint (mh_csv_get_n_rows (csv), ==, 4);
  g_assert_cmpuint (mh_csv_get_n_bad_rows (csv), ==, 2);
  assert_cell (csv, 0, 1, "山");
  assert_cell (csv, 1, 1, "山\xef\xbf\xbd");
  assert_cell (csv, 2, 1, "\xef\xbf\xbd");
  assert_cell (csv, 3, 1, "山");
  g_assert_true (mh_csv_is_row_bad (csv, 1));
  g_assert_true (mh_csv_is_row_bad (csv, 2));
  assert_line (csv, 2, 3);
}

static void
test_utf8_cut_in_the_middle (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (MhCsv) csv = NULL;

  for (int i = 0; i < 40; i++)
    g_string_append (text, "一,二,三四\n");
  g_string_append (text, "終,\xe7\xb5");
  csv = read_bytes (text->str, text->len);

  g_assert_cmpint (mh_csv_get_encoding (csv), ==, MH_CSV_ENCODING_UTF8);
  g_assert_cmpuint (mh_csv_get_n_rows (csv), ==, 41);
  g_assert_cmpuint (mh_csv_get_n_bad_rows (csv), ==, 1);
  g_assert_true (mh_csv_is_row_bad (csv, 40));
}

static void
test_zero_bytes_in_text (void)
{
  static const char text[] = "1,abcdefghijklmnopqrstuvwxyz\n2,a\0b\n3,abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\n";
  g_autoptr (MhCsv) csv = read_bytes (text, sizeof text - 1);

  g_assert_cmpuint (mh_csv_get_n_rows (csv), ==, 3);
  g_assert_true (mh_csv_is_row_bad (csv, 1));
  assert_cell (csv, 1, 1, "a\xef\xbf\xbd" "b");
}

static void
test_private_use (void)
{
  static const char text[] = "1,\x8e\x52\xf0\x40\xf0\x41\n2,\x8e\x52\n";
  g_autoptr (MhCsv) csv = read_bytes (text, strlen (text));

  g_assert_cmpuint (mh_csv_get_private_use (csv, 0), ==, 2);
  g_assert_cmpuint (mh_csv_get_private_use (csv, 1), ==, 0);
  g_assert_false (mh_csv_is_row_bad (csv, 0));
  assert_cell (csv, 0, 1, "山\xee\x80\x80\xee\x80\x81");
}

static void
test_wrong_files (void)
{
  static const char zeros[64] = { 0 };
  static const struct {
    const char *data;
    gsize       length;
    const char *hint;
  } cases[] = {
    { "PK\x03\x04\x14\0", 6, "Excel" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "Excel" },
    { "%PDF-1.7\n", 9, "PDF" },
    { "\xff\xd8\xff\xe0", 4, "picture" },
    { "\x89PNG\r\n\x1a\n", 8, "picture" },
    { "\x1f\x8b\x08\0", 4, "Unpack" },
    { "<!DOCTYPE html><html>", 21, "web page" },
    { "\xef\xbb\xbf\r\n<HTML><table>", 18, "web page" },
    { "<?xml version=\"1.0\"?><Workbook>", 31, "web page" },
    { "\0\0\0\0\0\0\0\0\0\0\0\0", 12, "no text" },
    { "", 0, "empty" },
    { "\xef\xbb\xbf", 3, "empty" },
    { zeros, sizeof zeros, "no text" },
    { "x", 200 * 1024 * 1024 + 1, "200 MB" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].data, cases[i].length);
    g_autoptr (GError) error = NULL;

    g_assert_null (mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, cases[i].hint));
  }
}

static void
test_files (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "住民.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhCsv) csv = NULL;

  g_assert_null (mh_csv_new_from_path (path, MH_CSV_ENCODING_AUTO, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, PEOPLE, -1, NULL));
  csv = mh_csv_new_from_path (path, MH_CSV_ENCODING_AUTO, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mh_csv_get_n_rows (csv), ==, 3);

  g_assert_null (mh_csv_new_from_path (dir, MH_CSV_ENCODING_AUTO, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "folder"));
  g_clear_error (&error);

  /* A file of 2 GB, which lies on the disk as a hole: refused before it is read. */
  g_assert_cmpint (truncate (path, (off_t) 2 << 30), ==, 0);
  g_assert_null (mh_csv_new_from_path (path, MH_CSV_ENCODING_AUTO, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "200 MB"));

  mh_test_remove_dir (dir);
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) bytes = encode (PEOPLE, "CP932", "", 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);

  g_assert_null (mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_real_files (void)
{
  static const struct {
    const char   *name;
    MhCsvEncoding encoding;
    guint         n_rows;
    guint         n_columns;
  } cases[] = {
    { "data/pseudo_people_5000_kana_landline.csv", MH_CSV_ENCODING_UTF8, 5001, 12 },
    { "data/koriyama_nursery_cp932.csv", MH_CSV_ENCODING_CP932, 158, 28 },
    { "data/ken_all_sample_cp932.csv", MH_CSV_ENCODING_CP932, 9, 15 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = mh_test_shared_file (cases[i].name);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhCsv) csv = NULL;

    if (bytes == NULL)
      return;

    csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (mh_csv_get_encoding (csv), ==, cases[i].encoding);
    g_assert_cmpuint (mh_csv_get_n_rows (csv), ==, cases[i].n_rows);
    g_assert_cmpuint (mh_csv_get_n_columns (csv), ==, cases[i].n_columns);
    g_assert_cmpuint (mh_csv_get_n_bad_rows (csv), ==, 0);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/encodings/found-by-themselves", test_encodings);
  g_test_add_func ("/csv/encodings/said-by-the-user", test_encoding_said_by_user);
  g_test_add_func ("/csv/encodings/nicks", test_encoding_nicks);
  g_test_add_func ("/csv/delimiters", test_delimiters);
  g_test_add_func ("/csv/quotes-and-line-numbers", test_quotes_and_lines);
  g_test_add_func ("/csv/a-quote-without-end-costs-one-line", test_quote_without_end);
  g_test_add_func ("/csv/bad-bytes-cost-no-row", test_bad_bytes_cost_no_row);
  g_test_add_func ("/csv/utf8-cut-in-the-middle", test_utf8_cut_in_the_middle);
  g_test_add_func ("/csv/zero-bytes-in-text", test_zero_bytes_in_text);
  g_test_add_func ("/csv/private-use-is-counted", test_private_use);
  g_test_add_func ("/csv/wrong-files-say-what-to-do", test_wrong_files);
  g_test_add_func ("/csv/files", test_files);
  g_test_add_func ("/csv/cancelled", test_cancelled);
  g_test_add_func ("/csv/files-of-others", test_real_files);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-csv-writer"

#include "mh-csv-writer.h"

#include <string.h>

#include <glib/gstdio.h>

#include "mh-csv.h"
#include "mh-error.h"
#include "mh-test-utils.h"

#define ROW(...) ((const char * const[]) { __VA_ARGS__, NULL })

static void
assert_bytes (GBytes     *bytes,
              const char *expected)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data, length);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_formats (void)
{
  static const struct {
    MhCsvFormat format;
    const char *expected;
  } cases[] = {
    { MH_CSV_FORMAT_UTF8, "髙,\"a,\"\"b\"\"\",\"c\nd\"\r\n" },
    { MH_CSV_FORMAT_UTF8_BOM, "\xef\xbb\xbf髙,\"a,\"\"b\"\"\",\"c\nd\"\r\n" },
    { MH_CSV_FORMAT_CP932, "\xfb\xfc,\"a,\"\"b\"\"\",\"c\nd\"\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (cases[i].format);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;

    mh_csv_writer_add_row (writer, ROW ("髙", "a,\"b\"", "c\nd"));
    bytes = mh_csv_writer_to_bytes (writer, MH_CSV_MISFIT_STOP, &error);

    g_assert_no_error (error);
    assert_bytes (bytes, cases[i].expected);
  }
}

static void
test_formulas (void)
{
  static const struct {
    const char     *cell;
    MhCsvColumnKind kind;
    const char     *expected;
  } cases[] = {
    { "=1+1", MH_CSV_COLUMN_TEXT, "'=1+1\r\n" },
    { "+81901234567", MH_CSV_COLUMN_TEXT, "'+81901234567\r\n" },
    { "-5", MH_CSV_COLUMN_TEXT, "'-5\r\n" },
    { "@SUM(A1)", MH_CSV_COLUMN_TEXT, "'@SUM(A1)\r\n" },
    { "\t=1", MH_CSV_COLUMN_TEXT, "\"'\t=1\"\r\n" },
    { "\r=1", MH_CSV_COLUMN_TEXT, "\"'\r=1\"\r\n" },
    { "a=1", MH_CSV_COLUMN_TEXT, "a=1\r\n" },
    { "＝1+1", MH_CSV_COLUMN_TEXT, "'＝1+1\r\n" },
    { "＠SUM(A1)", MH_CSV_COLUMN_TEXT, "'＠SUM(A1)\r\n" },
    { "－", MH_CSV_COLUMN_TEXT, "－\r\n" },
    { "+81901234567", MH_CSV_COLUMN_NUMBER_TEXT, "+81901234567\r\n" },
    { "-5", MH_CSV_COLUMN_NUMBER_TEXT, "-5\r\n" },
    { "=HYPERLINK(1)", MH_CSV_COLUMN_NUMBER_TEXT, "'=HYPERLINK(1)\r\n" },
    { "+cmd|1", MH_CSV_COLUMN_NUMBER_TEXT, "'+cmd|1\r\n" },
    { "", MH_CSV_COLUMN_TEXT, "\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_UTF8);
    g_autoptr (GBytes) bytes = NULL;

    mh_csv_writer_set_column_kind (writer, 0, cases[i].kind);
    mh_csv_writer_add_row (writer, ROW (cases[i].cell));
    bytes = mh_csv_writer_to_bytes (writer, MH_CSV_MISFIT_STOP, NULL);

    assert_bytes (bytes, cases[i].expected);
  }
}

static void
test_misfits (void)
{
  g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_CP932);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MhCsv) csv = NULL;
  const MhCsvMisfit *misfits;
  guint n;

  mh_csv_writer_add_row (writer, ROW ("1", "𠮷田 﨑"));
  mh_csv_writer_add_row (writer, ROW ("2", "葛\xf3\xa0\x84\x80西"));
  misfits = mh_csv_writer_get_misfits (writer, &n);

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (misfits[0].row, ==, 0);
  g_assert_cmpuint (misfits[0].column, ==, 1);
  g_assert_cmphex (misfits[0].character, ==, 0x20bb7);
  g_assert_cmpuint (misfits[1].row, ==, 1);
  g_assert_cmphex (misfits[1].character, ==, 0xe0100);

  g_assert_null (mh_csv_writer_to_bytes (writer, MH_CSV_MISFIT_STOP, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "𠮷"));
  g_clear_error (&error);

  bytes = mh_csv_writer_to_bytes (writer, MH_CSV_MISFIT_GETA, &error);
  g_assert_no_error (error);
  csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_CP932, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mh_csv_get_row (csv, 0, NULL, NULL)[1], ==, "〓田 﨑");
  g_assert_cmpstr (mh_csv_get_row (csv, 1, NULL, NULL)[1], ==, "葛西");
}

static void
test_usual_forms (void)
{
  static const struct {
    const char *cell;
    const char *expected;
  } cases[] = {
    { "𠮷田", "吉田" },
    { "𣘺本　㐂一", "橋本　喜一" },
    { "葛\xf3\xa0\x84\x80西", "葛西" },
    { "\xf0\xa0\x80\x8b川", "〓川" },         /* U+2000B: has no other form */
    { "\xf0\xa9\xb8\xbd沢", "鯖沢" },         /* as the town shows it */
    { "\xf0\xa9\xb9\xb7井", "〓井" },         /* what it shows would end the cell */
    { "髙﨑", "髙﨑" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_CP932);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (MhCsv) csv = NULL;
    guint n_cells;

    mh_csv_writer_set_glyph (writer, 0x29e3d, "鯖");
    mh_csv_writer_set_glyph (writer, 0x29e77, ",=1");
    mh_csv_writer_add_row (writer, ROW (cases[i].cell, "end"));
    bytes = mh_csv_writer_to_bytes (writer, MH_CSV_MISFIT_USUAL, NULL);
    csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_CP932, NULL, NULL);
    g_assert_cmpstr (mh_csv_get_row (csv, 0, &n_cells, NULL)[0], ==, cases[i].expected);
    g_assert_cmpuint (n_cells, ==, 2);
  }
}

static void
test_private_use_comes_back (void)
{
  g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_CP932);
  g_autoptr (GBytes) bytes = NULL;

  mh_csv_writer_add_row (writer, ROW ("\xee\x80\x80"));
  bytes = mh_csv_writer_to_bytes (writer, MH_CSV_MISFIT_STOP, NULL);

  assert_bytes (bytes, "\xf0\x40\r\n");
}

static void
test_saves_whole_or_not_at_all (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "out.csv", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "none", "out.csv", NULL);
  g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_CP932);
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  GStatBuf info;

  g_assert_true (g_file_set_contents_full (path, "old", 3, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
  mh_csv_writer_add_row (writer, ROW ("𠮷"));

  g_assert_false (mh_csv_writer_save (writer, path, MH_CSV_MISFIT_STOP, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");

  g_assert_true (mh_csv_writer_save (writer, path, MH_CSV_MISFIT_GETA, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (info.st_size, ==, 4);

  g_assert_false (mh_csv_writer_save (writer, nowhere, MH_CSV_MISFIT_GETA, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);

  mh_test_remove_dir (dir);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-writer/formats", test_formats);
  g_test_add_func ("/csv-writer/formulas-become-text", test_formulas);
  g_test_add_func ("/csv-writer/characters-that-do-not-fit-are-listed", test_misfits);
  g_test_add_func ("/csv-writer/the-usual-form-stands-in", test_usual_forms);
  g_test_add_func ("/csv-writer/private-use-comes-back", test_private_use_comes_back);
  g_test_add_func ("/csv-writer/saves-whole-or-not-at-all", test_saves_whole_or_not_at_all);

  return g_test_run ();
}

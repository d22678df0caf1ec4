/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Any text as the cells of a file that is written: read back, it is the same, but for an apostrophe before a formula. */

#include <string.h>

#include "mh-csv-writer.h"
#include "mh-csv.h"
#include "mh-fuzz.h"

/* The reader makes one kind of line break, and leaves out zero bytes and marks at the front; none of that is what this looks at. */
static gboolean
is_plain (const char *text)
{
  return g_utf8_validate (text, -1, NULL) && strpbrk (text, "\r\n\t;") == NULL && strstr (text, "\xef\xbb\xbf") == NULL &&
         strstr (text, "\xef\xbf\xbd") == NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const char * const header[] = { "a", "b", "c", NULL };
  g_autoptr (MhCsvWriter) writer = mh_csv_writer_new (MH_CSV_FORMAT_UTF8_BOM);
  g_autofree char *text = g_strndup ((const char *) data, size);
  const char *cells[] = { "1", text, "3", NULL };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MhCsv) csv = NULL;
  g_autoptr (GError) error = NULL;
  const char * const *row;
  guint n_cells;

  if (!is_plain (text))
    return 0;

  mh_csv_writer_add_row (writer, header);
  mh_csv_writer_add_row (writer, cells);
  bytes = mh_csv_writer_to_bytes (writer, MH_CSV_MISFIT_STOP, &error);
  g_assert_no_error (error);
  csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mh_csv_get_n_rows (csv), ==, 2);

  row = mh_csv_get_row (csv, 1, &n_cells, NULL);
  g_assert_cmpuint (n_cells, ==, 3);
  g_assert_cmpstr (row[0], ==, "1");
  g_assert_cmpstr (row[2], ==, "3");
  g_assert_cmpstr (row[1] + (row[1][0] == '\'' && text[0] != '\'' ? 1 : 0), ==, text);

  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Any bytes as a CSV file, in the encoding that the first byte chooses. */

#include "mh-csv.h"
#include "mh-error.h"
#include "mh-fuzz.h"

static void
look_at_row (MhCsv *csv,
             guint  row)
{
  guint n_cells, line;
  const char * const *cells = mh_csv_get_row (csv, row, &n_cells, &line);

  g_assert_cmpuint (n_cells, <=, mh_csv_get_n_columns (csv));
  g_assert_cmpuint (line, >=, 1);
  g_assert_null (cells[n_cells]);
  for (guint i = 0; i < n_cells; i++)
    g_assert_true (g_utf8_validate (cells[i], -1, NULL));

  mh_csv_get_private_use (csv, row);
  mh_csv_is_row_bad (csv, row);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MhCsv) csv = NULL;
  g_autoptr (GError) error = NULL;

  if (size == 0)
    return 0;

  bytes = g_bytes_new (data + 1, size - 1);
  csv = mh_csv_new_from_bytes (bytes, (MhCsvEncoding) (data[0] % (MH_CSV_ENCODING_UTF16BE + 1)), NULL, &error);
  g_assert_true ((csv != NULL) != (error != NULL));
  if (csv == NULL) {
    g_assert_true (error->domain == MH_ERROR);
    return 0;
  }

  g_assert_cmpint (mh_csv_get_encoding (csv), !=, MH_CSV_ENCODING_AUTO);
  for (guint i = 0; i < mh_csv_get_n_rows (csv); i++)
    look_at_row (csv, i);

  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Any bytes as a resident list: no row may be lost without a word. */

#include "mh-fuzz.h"
#include "mh-import-rows.h"

/* Every row but the header is a person or is listed with a reason. */
static void
look_at_table (MhCsv                *csv,
               const MhImportLayout *layout,
               const MhImportTable  *table)
{
  guint n_rows = mh_csv_get_n_rows (csv) - (layout->header_row >= 0);

  g_assert_cmpuint (table->rows->len + table->skipped->len, ==, n_rows);

  for (guint i = 0; i < table->rows->len; i++) {
    const MhImportRow *row = g_ptr_array_index (table->rows, i);

    g_assert_cmpstr (row->resident->register_number, !=, "");
    g_assert_nonnull (row->resident->name);
    g_assert_true (g_utf8_validate (row->resident->name, -1, NULL));
  }

  for (guint i = 0; i < table->skipped->len; i++) {
    const MhImportSkip *skip = g_ptr_array_index (table->skipped, i);

    g_assert_cmpstr (skip->reason, !=, "");
  }

  for (guint i = 0; i < table->notes->len; i++) {
    const MhImportNote *note = g_ptr_array_index (table->notes, i);

    g_assert_cmpstr (mh_import_note_text (note->kind), !=, "");
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  MhImportOptions options = { .area_code = "0158", .today = { 2026, 10, 20 } };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (MhCsv) csv = mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_AUTO, NULL, NULL);
  g_autoptr (MhImportLayout) layout = NULL;
  g_autoptr (MhImportTable) table = NULL;
  g_autoptr (GError) error = NULL;

  if (csv == NULL)
    return 0;

  layout = mh_import_layout_guess (csv, options.today);
  if (!mh_import_layout_check (layout, csv, NULL))
    return 0;

  table = mh_import_read (csv, layout, &options, NULL, NULL, NULL, &error);
  g_assert_true ((table != NULL) != (error != NULL));
  if (table != NULL)
    look_at_table (csv, layout, table);

  return 0;
}

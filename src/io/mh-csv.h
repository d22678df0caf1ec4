/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  MH_CSV_ENCODING_AUTO,
  MH_CSV_ENCODING_CP932,
  MH_CSV_ENCODING_UTF8,
  MH_CSV_ENCODING_UTF16LE,
  MH_CSV_ENCODING_UTF16BE,
} MhCsvEncoding;

#define MH_TYPE_CSV (mh_csv_get_type ())
G_DECLARE_FINAL_TYPE (MhCsv, mh_csv, MH, CSV, GObject)

/* A decoded table that does not change any more, so any thread may read it. Blank lines are left out; line numbers count
 * from 1 and are those of the file. */
MhCsv              *mh_csv_new_from_bytes   (GBytes        *bytes,
                                             MhCsvEncoding  encoding,
                                             GCancellable  *cancellable,
                                             GError       **error);
MhCsv              *mh_csv_new_from_path    (const char    *path,
                                             MhCsvEncoding  encoding,
                                             GCancellable  *cancellable,
                                             GError       **error);

MhCsvEncoding       mh_csv_get_encoding     (MhCsv         *self);  /* the one that was used, never AUTO */
gboolean            mh_csv_get_had_bom      (MhCsv         *self);
char                mh_csv_get_delimiter    (MhCsv         *self);  /* ',', '\t' or ';' */
guint               mh_csv_get_n_rows       (MhCsv         *self);
guint               mh_csv_get_n_columns    (MhCsv         *self);  /* cells of the longest row */
guint               mh_csv_get_n_bad_rows   (MhCsv         *self);
/* Ended by NULL; line breaks inside a cell are \n. */
const char * const *mh_csv_get_row          (MhCsv         *self,
                                             guint          row,
                                             guint         *out_n_cells,
                                             guint         *out_line);
guint               mh_csv_get_private_use  (MhCsv         *self,   /* 外字 in the row, in characters */
                                             guint          row);
/* Whether the row held bytes that could not be decoded (now U+FFFD) or a quote without its end. */
gboolean            mh_csv_is_row_bad       (MhCsv         *self,
                                             guint          row);

const char         *mh_csv_encoding_nick      (MhCsvEncoding  encoding);  /* "auto", "cp932", "utf-8", "utf-16le", "utf-16be" */
gboolean            mh_csv_encoding_from_nick (const char    *nick,
                                               MhCsvEncoding *out_encoding);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  MH_CSV_FORMAT_UTF8_BOM,  /* what Excel opens without spoiling */
  MH_CSV_FORMAT_UTF8,
  MH_CSV_FORMAT_CP932,     /* what older systems take */
} MhCsvFormat;

typedef enum {
  MH_CSV_COLUMN_TEXT,         /* text that starts like a formula gets an apostrophe in front */
  MH_CSV_COLUMN_NUMBER_TEXT,  /* phones and numbers: +81… and -5 stay as they are */
} MhCsvColumnKind;

typedef enum {
  MH_CSV_MISFIT_STOP,  /* nothing is written */
  MH_CSV_MISFIT_GETA,  /* 〓 in place of the character */
  MH_CSV_MISFIT_USUAL, /* the form that the town shows, or the usual one (吉 for 𠮷); 〓 where there is none */
} MhCsvMisfitPolicy;

/* A character that the format cannot hold. */
typedef struct {
  guint    row;        /* as added, from 0 */
  guint    column;
  gunichar character;
  gunichar base;       /* the character before it, 0 at the beginning */
} MhCsvMisfit;

#define MH_TYPE_CSV_WRITER (mh_csv_writer_get_type ())
G_DECLARE_FINAL_TYPE (MhCsvWriter, mh_csv_writer, MH, CSV_WRITER, GObject)

MhCsvWriter       *mh_csv_writer_new             (MhCsvFormat         format);
/* Columns not named are MH_CSV_COLUMN_TEXT. */
void               mh_csv_writer_set_column_kind (MhCsvWriter        *self,
                                                  guint               column,
                                                  MhCsvColumnKind     kind);
/* What the town shows for a rare character; the usual form otherwise. */
void               mh_csv_writer_set_glyph       (MhCsvWriter        *self,
                                                  gunichar            character,
                                                  const char         *shown);
void               mh_csv_writer_add_row         (MhCsvWriter        *self,
                                                  const char * const *cells);
/* Of all rows added so far; empty for the UTF-8 formats. */
const MhCsvMisfit *mh_csv_writer_get_misfits     (MhCsvWriter        *self,
                                                  guint              *out_n_misfits);
/* (transfer full): what MH_CSV_MISFIT_USUAL puts in the place of @character; "" for what only chooses a shape */
char              *mh_csv_writer_dup_usual       (MhCsvWriter        *self,
                                                  gunichar            character);
GBytes            *mh_csv_writer_to_bytes        (MhCsvWriter        *self,
                                                  MhCsvMisfitPolicy   policy,
                                                  GError            **error);
gboolean           mh_csv_writer_save            (MhCsvWriter        *self,
                                                  const char         *path,
                                                  MhCsvMisfitPolicy   policy,
                                                  GError            **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-import-rows.h"

G_BEGIN_DECLS

/* For mh-import-*.c only: what the rows of one file are read with. */
typedef struct {
  MhImportTable         *table;
  MhCsv                 *csv;
  const MhImportLayout  *layout;
  const MhImportOptions *options;
  guint                  first[MH_IMPORT_N_FIELDS];  /* the field's first column, else layout->n_columns */
  GHashTable            *numbers;       /* (owned): register number, borrowed from the rows → line */
  GHashTable            *sexes;         /* (owned): cell as written → static nick, or %NULL where it has no certain meaning */
  GHashTable            *statuses;      /* (owned): cell as written → static nick, "" where it is not known */
  GHashTable            *glyphs;        /* (owned): character → MhImportGlyph, borrowed from the table */
  guint                  width;         /* cells of the rows as a rule: of the header, or of most rows */
  guint                  n_shifted;
  guint                  line;
  const char * const    *cells;
  guint                  n_cells;
} MhImportReading;

const char  *mh_import_reading_cell  (const MhImportReading *reading,
                                      MhImportField          field);
void         mh_import_reading_note  (MhImportReading       *reading,
                                      const char            *kind,
                                      const char            *text);
/* Plain digits and letters of any width, without blanks. */
char        *mh_import_read_number   (const char            *text);
/* Everything of the row but register number and name, which it takes. */
MhImportRow *mh_import_read_person   (MhImportReading       *reading,
                                      char                  *number,
                                      char                  *name);
/* What a column's codes mean, before the first row is read. */
void         mh_import_prepare_sexes (MhImportReading       *reading);
/* Looks for rare characters in every text of @row. */
void         mh_import_find_glyphs   (MhImportReading       *reading,
                                      const MhImportRow     *row);
void         mh_import_glyph_free    (MhImportGlyph         *glyph);
/* Counts one more row that the question is about; @shown: (nullable). Questions keep a few examples. */
void         mh_import_ask           (MhImportReading       *reading,
                                      const char            *kind,
                                      MhImportField          field,
                                      const char            *written,
                                      const char            *shown,
                                      guint                  count);
void         mh_import_question_free (MhImportQuestion      *question);

G_END_DECLS

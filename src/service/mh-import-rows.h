/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date-reading.h"
#include "mh-import-columns.h"
#include "mh-resident-table.h"

G_BEGIN_DECLS

/* How the town writes; mh_import_options_read() takes it from the desk. Zeroed is allowed but for @today. */
typedef struct {
  char      *area_code;     /* (nullable) (owned): put before local telephone numbers */
  guint      number_width;  /* register numbers of digits are filled with zeros to this; 0: not */
  MhEraTable era_table;
  MhDate     today;
} MhImportOptions;

/* Something that was mended or could not be read; the row is kept. */
typedef enum {
  MH_IMPORT_NOTE_ZERO_RESTORED,
  MH_IMPORT_NOTE_AREA_ADDED,
  MH_IMPORT_NOTE_PRIVATE_USE,
  MH_IMPORT_NOTE_BAD_CHARACTER,
  MH_IMPORT_NOTE_DATE_QUESTION,
  MH_IMPORT_NOTE_DATE_PARTIAL,
  MH_IMPORT_NOTE_DATE_INVALID,
  MH_IMPORT_NOTE_PHONE_INVALID,
  MH_IMPORT_NOTE_POSTAL_INVALID,
  MH_IMPORT_NOTE_KANA_INVALID,
  MH_IMPORT_NOTE_SEX_UNKNOWN,
  MH_IMPORT_NOTE_STATUS_UNKNOWN,
  MH_IMPORT_NOTE_PROVISIONAL_MATCH,  /* somebody kept by hand has the same name and birth date */
  MH_IMPORT_N_NOTES
} MhImportNoteKind;

typedef struct {
  MhImportNoteKind kind;
  guint            row;   /* into MhImportRows.rows */
  guint            line;  /* of the file */
} MhImportNote;

/* A line of the file that is no person's. */
typedef struct {
  guint line;
  char *reason;  /* translated sentence without personal data */
} MhImportSkip;

typedef struct {
  MhResident *resident;           /* as far as the file says; not stored yet */
  guint       line;
  guint       fields;             /* bit 1 << MhImportField: the file says something about it */
  char       *phones[4];          /* digits, %NULL-ended */
  gboolean    phone_is_mobile[4];
  gboolean    is_protected;
} MhImportRow;

typedef struct {
  GPtrArray *rows;    /* (element-type MhImportRow) */
  GPtrArray *skips;   /* (element-type MhImportSkip) */
  GArray    *notes;   /* (element-type MhImportNote) */
} MhImportRows;

const char   *mh_import_note_nick (MhImportNoteKind        kind);  /* "zero-restored" */
const char   *mh_import_note_text (MhImportNoteKind        kind);  /* translated */

/* Reads every line of @csv; only what cannot be a list of residents at all is an error. Any thread. */
MhImportRows *mh_import_rows_read (MhCsv                  *csv,
                                   const MhImportMapping  *mapping,
                                   const MhImportOptions  *options,
                                   GCancellable           *cancellable,
                                   GError                **error);
void          mh_import_rows_free (MhImportRows           *rows);
guint         mh_import_rows_count_notes (const MhImportRows *rows,
                                          MhImportNoteKind    kind);
void          mh_import_skip_free (MhImportSkip           *skip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportRows, mh_import_rows_free)

G_END_DECLS

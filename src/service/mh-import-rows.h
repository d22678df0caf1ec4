/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date-reading.h"
#include "mh-import-columns.h"
#include "mh-resident-table.h"

G_BEGIN_DECLS

/* One person of the file. Fields that no column holds are as mh_resident_new() makes them. */
typedef struct {
  guint       line;       /* in the file, from 1 */
  MhResident *resident;
  GPtrArray  *phones;     /* (element-type MhImportPhone) */
  gboolean    says_status; /* else the status is only that of somebody new */
} MhImportRow;

typedef struct {
  const char *kind;       /* static: mobile, landline */
  char        digits[16];
} MhImportPhone;

/* Something to look at; the row goes in all the same. */
typedef struct {
  guint       line;
  const char *kind;       /* static and stable: "phone-invalid", "birth-question" … */
  char       *text;       /* what stood there, for the screen; never for a log */
} MhImportNote;

typedef struct {
  guint  line;
  char  *reason;          /* translated sentence */
} MhImportSkip;

/* The file as people. Values only, so that any thread may make it. */
typedef struct {
  GPtrArray *rows;        /* (element-type MhImportRow) */
  GPtrArray *skipped;     /* (element-type MhImportSkip) in file order */
  GPtrArray *notes;       /* (element-type MhImportNote) in file order */
  gboolean   has[MH_IMPORT_N_FIELDS];  /* which fields the file has */
} MhImportTable;

typedef struct {
  MhEraTable  era_table;
  const char *area_code;  /* (nullable) before local numbers */
  MhDate      today;
} MhImportOptions;

void           mh_import_table_free  (MhImportTable           *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportTable, mh_import_table_free)

MhImportTable *mh_import_read        (MhCsv                   *csv,
                                      const MhImportLayout    *layout,
                                      const MhImportOptions   *options,
                                      GCancellable            *cancellable,
                                      GError                 **error);
/* Translated sentence for a note's kind. */
const char    *mh_import_note_text   (const char              *kind);
/* Every kind a note may have, ended by %NULL. */
const char * const *mh_import_note_kinds (void);

G_END_DECLS

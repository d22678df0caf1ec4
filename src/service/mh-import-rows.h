/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date-reading.h"
#include "mh-import-columns.h"
#include "mh-import-skip.h"
#include "mh-resident-table.h"

G_BEGIN_DECLS

/* What a row says of protection (支援措置). */
typedef struct {
  gboolean is_set;
  MhDate   start;         /* none: not said */
  MhDate   end;           /* none: until further notice */
} MhImportProtection;

/* One person of the file. Fields that no column holds are as mh_resident_new() makes them. */
typedef struct {
  guint       line;       /* in the file, from 1 */
  MhResident *resident;
  GPtrArray  *phones;     /* (nullable) (element-type MhImportPhone) */
  GPtrArray  *bad_phones; /* (nullable) (element-type utf8) as written: no number to dial */
  char       *ticket;     /* (nullable) 10 digits */
  MhImportProtection protection;
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

/* Something that is asked once for the whole file. Unanswered, what it is about is left unknown; nothing is guessed. */
typedef struct {
  const char   *kind;     /* static and stable: "sex", "serial", "era-table" */
  MhImportField field;    /* whose column it is about */
  guint         count;    /* rows concerned */
  char         *title;    /* the column's heading */
  GPtrArray    *values;   /* (element-type MhImportValue) sex: every code without a certain meaning, most frequent first; else some examples */
} MhImportQuestion;

typedef struct {
  char *written;          /* sex: the folded code, key of MhImportOptions.sexes; else as it stands in the file */
  char *shown;            /* serial, era-table: the date it would be, for the screen; sex: as it stands in the file */
  guint count;
} MhImportValue;

/* A rare character: 外字 (made by the town, private use) or one with a variation selector. It is kept as it is. */
typedef struct {
  char      *character;   /* with its selector, if any */
  gboolean   is_private;
  GPtrArray *places;      /* (element-type MhImportPlace) */
} MhImportGlyph;

typedef struct {
  guint         line;
  MhImportField field;
  const char   *number;   /* borrowed from the row: register number … */
  const char   *name;     /* … and name of the person */
} MhImportPlace;

/* The file as people. Values only, so that any thread may make it. */
typedef struct {
  GPtrArray *rows;        /* (element-type MhImportRow) */
  GPtrArray *skipped;     /* (element-type MhImportSkip) in file order */
  GPtrArray *notes;       /* (element-type MhImportNote) in file order */
  GPtrArray *questions;   /* (element-type MhImportQuestion) those that @options did not answer */
  GPtrArray *glyphs;      /* (element-type MhImportGlyph) in the order of their code points */
  gboolean   has[MH_IMPORT_N_FIELDS];  /* which fields the file has */
} MhImportTable;

typedef struct {
  MhEraTable  era_table;
  const char *area_code;  /* (nullable) before local numbers */
  MhDate      today;
  GHashTable *sexes;      /* (nullable) folded code → "male", "female" or "unknown": answers to the question "sex" */
  guint       serials;    /* MH_IMPORT_BIT() of the date columns in which Excel's day numbers are accepted */
} MhImportOptions;

/* Called from the thread that reads, compares or applies, now and then. */
typedef void (*MhImportProgress)     (guint                    done,
                                      guint                    total,
                                      gpointer                 user_data);

void           mh_import_table_free  (MhImportTable           *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportTable, mh_import_table_free)

MhImportTable *mh_import_read        (MhCsv                   *csv,
                                      const MhImportLayout    *layout,
                                      const MhImportOptions   *options,
                                      MhImportProgress         progress,
                                      gpointer                 user_data,
                                      GCancellable            *cancellable,
                                      GError                 **error);
/* Why a number cannot be used, as contact_problem has it: "rounded", "machine" or "invalid". */
const char    *mh_import_phone_problem (const char            *written);
/* Translated sentence for a note's kind. */
const char    *mh_import_note_text   (const char              *kind);
/* Every kind a note may have, ended by %NULL. */
const char * const *mh_import_note_kinds (void);
/* Translated question. */
char          *mh_import_question_dup_text (const MhImportQuestion *question);

G_END_DECLS

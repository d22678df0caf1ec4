/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-import-profile.h"
#include "mh-import.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* The steps of an import that must not run on the main thread. What passes between them is shared by counted references and does not
 * change while a step runs. */

/* How many rows of a file the preview shows; of these it is known who is protected. */
#define MH_IMPORT_PREVIEW_ROWS 14

/* The header is looked for, instead of standing in a row that was chosen. */
#define MH_IMPORT_GUESS_HEADER (-2)

/* The file, decoded, and what its columns seem to hold. */
typedef struct {
  char            *path;
  MhCsv           *csv;
  MhCsvEncoding    encoding;         /* as chosen, maybe AUTO */
  MhImportLayout  *layout;
  MhImportProfile *profile;          /* (nullable) remembered for files of this shape */
  char            *profile_problem;  /* (nullable) a sentence */
  MhDate           as_of;            /* what the file says of its day, or none */
  GHashTable      *hidden;           /* rows of the preview that are about protected people */
} MhImportFile;

MhImportFile    *mh_import_file_ref            (MhImportFile         *file);
void             mh_import_file_unref          (MhImportFile         *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportFile, mh_import_file_unref)
/* Whether somebody protected is in the row: nothing of it is shown. */
gboolean         mh_import_file_is_hidden      (MhImportFile         *file,
                                                guint                 row);

/* What was answered to the questions about a file. */
typedef struct {
  MhEraTable  era_table;
  GHashTable *sexes;      /* folded code → male, female, unknown */
  guint       serials;    /* MH_IMPORT_BIT() of columns */
} MhImportAnswers;

MhImportAnswers *mh_import_answers_new         (void);
void             mh_import_answers_free        (MhImportAnswers      *answers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportAnswers, mh_import_answers_free)
MhImportAnswers *mh_import_answers_copy        (const MhImportAnswers *answers);
gboolean         mh_import_answers_equal       (const MhImportAnswers *a,
                                                const MhImportAnswers *b);
/* Takes over what the profile remembers. */
void             mh_import_answers_take        (MhImportAnswers      *answers,
                                                const MhImportProfile *profile);

/* The rows as people. */
typedef struct {
  MhImportFile    *file;
  MhImportAnswers *answers;  /* those that it was read with */
  MhImportTable   *table;
} MhImportPeople;

MhImportPeople  *mh_import_people_ref          (MhImportPeople       *people);
void             mh_import_people_unref        (MhImportPeople       *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportPeople, mh_import_people_unref)

/* What one looks through before anything is written, in the order of the window. */
typedef enum {
  MH_IMPORT_KIND_NEW,
  MH_IMPORT_KIND_CHANGED,
  MH_IMPORT_KIND_MOVED,
  MH_IMPORT_KIND_DEAD,
  MH_IMPORT_KIND_MISSING,
  MH_IMPORT_KIND_PAIRS,
  MH_IMPORT_KIND_UNCLEAR,
  MH_IMPORT_KIND_SKIPPED,
  MH_IMPORT_KIND_NOTES,
  MH_IMPORT_KIND_GLYPHS,
  MH_IMPORT_KIND_REPAIRED,
  MH_IMPORT_KIND_UNCHANGED,
  MH_IMPORT_N_KINDS
} MhImportKind;

/* The people beside the list. */
typedef struct {
  MhImportPeople    *people;
  MhImportPlan      *plan;
  MhImportDecisions *decisions;                 /* belongs to the main thread until it is applied */
  GHashTable        *glyphs;                    /* character → what is to be shown; as @decisions */
  GArray            *changes[MH_IMPORT_N_KINDS];  /* (element-type guint) places in plan->changes */
  GArray            *notes;                     /* (element-type guint) places in table->notes: to look at, what matters most first */
  GArray            *repairs;                   /* the same: what was put right */
  GPtrArray         *folds;                     /* (element-type utf8) name, kana and number of each change, folded for searching */
  GPtrArray         *missing_folds;             /* the same for plan->missing */
} MhImportReport;

MhImportReport  *mh_import_report_ref          (MhImportReport       *report);
void             mh_import_report_unref        (MhImportReport       *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportReport, mh_import_report_unref)
/* (transfer full): for tests and the last step */
MhImportReport  *mh_import_report_new          (MhImportPeople       *people,
                                                MhImportPlan         *plan);

/* How far a step has come; read by the main thread while the worker writes it. */
typedef struct {
  int done;
  int total;
} MhImportMeter;

/* @meter must live until the callback. Each ends with mh_ui_context_finish(). */
/* → #MhImportFile. @header_row: MH_IMPORT_GUESS_HEADER, -1 for none, or a row. */
void             mh_import_read_file_async     (MhUiContext          *context,
                                                const char           *path,
                                                MhCsvEncoding         encoding,
                                                int                   header_row,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* → #MhImportPeople */
void             mh_import_read_people_async   (MhUiContext          *context,
                                                MhImportFile         *file,
                                                const MhImportAnswers *answers,
                                                MhImportMeter        *meter,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* → #MhImportReport; people that were read with other answers are read anew. */
void             mh_import_make_report_async   (MhUiContext          *context,
                                                MhImportPeople       *people,
                                                const MhImportAnswers *answers,
                                                MhImportMeter        *meter,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);

G_END_DECLS

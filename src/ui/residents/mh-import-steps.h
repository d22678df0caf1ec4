/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-import.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* The steps of an import that must not run on the main thread. What passes between them is shared by counted references and does not
 * change while a step runs. */

/* The file, decoded, and what its columns seem to hold. */
typedef struct {
  MhCsv          *csv;
  MhImportLayout *layout;
} MhImportFile;

MhImportFile   *mh_import_file_ref             (MhImportFile         *file);
void            mh_import_file_unref           (MhImportFile         *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportFile, mh_import_file_unref)

/* The file as people, beside the list. */
typedef struct {
  MhImportFile   *file;
  MhImportTable  *table;
  MhImportPlan   *plan;
} MhImportReport;

MhImportReport *mh_import_report_ref           (MhImportReport       *report);
void            mh_import_report_unref         (MhImportReport       *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportReport, mh_import_report_unref)

/* How far applying has come; read by the main thread while the worker writes it. */
typedef struct {
  int done;
  int total;
} MhImportMeter;

void            mh_import_read_file_async      (const char           *path,
                                                MhCsvEncoding         encoding,
                                                MhDate                today,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
MhImportFile   *mh_import_read_file_finish     (GAsyncResult         *result,
                                                GError              **error);

/* For these two the result ends with mh_ui_context_finish(): an #MhImportReport, or the act as a gint64 to be freed. */
void            mh_import_make_report_async    (MhUiContext          *context,
                                                MhImportFile         *file,
                                                MhEraTable            era_table,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* @meter must live until the callback. */
void            mh_import_apply_report_async   (MhUiContext          *context,
                                                MhImportReport       *report,
                                                MhDate                as_of,
                                                MhImportMeter        *meter,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-import-steps.h"

G_BEGIN_DECLS

/* What may become of somebody who is not in the file, in the order of the choices; the first is "nothing", %NULL. */
extern const char * const mh_import_missing_statuses[];
/* (transfer floating): the choices, with words */
GtkWidget *mh_import_missing_choice_new (void);

/**
 * MhImportReportRow:
 *
 * A line of the report with what can be decided about it: one widget for many lines, as lists want it.
 *
 * Signal "decided": something in the report's decisions is other than before.
 */
#define MH_TYPE_IMPORT_REPORT_ROW (mh_import_report_row_get_type ())
G_DECLARE_FINAL_TYPE (MhImportReportRow, mh_import_report_row, MH, IMPORT_REPORT_ROW, GtkWidget)

GtkWidget *mh_import_report_row_new  (MhImportKind        kind);
/* @report (nullable): nothing to show any more. @day: offered where a day is needed; @latest: no day after it. */
void       mh_import_report_row_bind (MhImportReportRow  *self,
                                      MhImportReport     *report,
                                      guint               index,
                                      MhDate              day,
                                      MhDate              latest);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-import-steps.h"

G_BEGIN_DECLS

/**
 * MhImportReportView:
 *
 * What an import would do, by name: on the left the kinds with their numbers, on the right one line a person or row.
 */
#define MH_TYPE_IMPORT_REPORT_VIEW (mh_import_report_view_get_type ())
G_DECLARE_FINAL_TYPE (MhImportReportView, mh_import_report_view, MH, IMPORT_REPORT_VIEW, GtkWidget)

void mh_import_report_view_set_report (MhImportReportView *self,
                                       MhImportReport     *report);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-import-steps.h"

G_BEGIN_DECLS

/**
 * MhImportReportView:
 *
 * What an import would do, by name: figures above, below them the lines of the chosen kind, with a search and with what can be decided.
 *
 * Signal "decided": something in the report's decisions is other than before.
 */
#define MH_TYPE_IMPORT_REPORT_VIEW (mh_import_report_view_get_type ())
G_DECLARE_FINAL_TYPE (MhImportReportView, mh_import_report_view, MH, IMPORT_REPORT_VIEW, GtkWidget)

/* @report (nullable). @day: offered as the day since when somebody is gone; @latest: no day after it. */
void mh_import_report_view_set_report (MhImportReportView *self,
                                       MhImportReport     *report,
                                       MhDate              day,
                                       MhDate              latest);
/* F3. */
void mh_import_report_view_focus_search (MhImportReportView *self);

G_END_DECLS

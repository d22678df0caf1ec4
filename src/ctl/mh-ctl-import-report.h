/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-ctl.h"
#include "mh-import.h"

G_BEGIN_DECLS

/* What an import says on a terminal. */

/* @whole: with every person and what would change */
void mh_ctl_import_add_plan    (MhCtlCall           *call,
                                const MhImportPlan  *plan,
                                const MhImportTable *table,
                                gboolean             whole);
void mh_ctl_import_add_skipped (MhCtlCall           *call,
                                GPtrArray           *skipped);
/* Notes, questions and rare characters. */
void mh_ctl_import_add_table   (MhCtlCall           *call,
                                const MhImportTable *table);
void mh_ctl_import_add_columns (MhCtlCall           *call,
                                MhImportLayout      *layout,
                                MhCsv               *csv);

G_END_DECLS

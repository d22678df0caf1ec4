/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-import-plan.h"

G_BEGIN_DECLS

/* The resident list of the town's systems, in steps over copied data:
 *   mh_csv_new_from_path() → mh_import_mapping_guess(), corrected, mh_import_mapping_check() → mh_import_options_read()
 *   → mh_import_rows_read() → mh_import_plan_new() → mh_import_apply(), taken back with mh_undo_run(). */

/* Free with mh_import_options_clear(). */
gboolean mh_import_options_read  (const MhDesk          *desk,
                                  MhImportOptions       *options,
                                  GError               **error);
void     mh_import_options_clear (MhImportOptions       *options);

typedef void (*MhImportProgressFunc) (guint    done,
                                      guint    total,
                                      gpointer user_data);

/* All of @plan in one act; cancelling before the end leaves the list as it was. @out_act: (out): 0 when
 * there was nothing to change. */
gboolean mh_import_apply         (const MhDesk          *desk,
                                  const MhImportPlan    *plan,
                                  MhImportProgressFunc   progress,
                                  gpointer               user_data,
                                  GCancellable          *cancellable,
                                  gint64                *out_act,
                                  GError               **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MhImportOptions, mh_import_options_clear)

G_END_DECLS

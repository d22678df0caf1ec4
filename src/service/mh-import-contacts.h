/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-import-rows.h"

G_BEGIN_DECLS

/* What became of a list of LINE accounts. */
typedef struct {
  gint64     act;        /* 0 when nothing was to be done */
  guint      n_rows;
  guint      n_added;
  guint      n_unchanged;
  GPtrArray *skipped;    /* (element-type MhImportSkip) */
} MhImportContactsResult;

void                    mh_import_contacts_result_free (MhImportContactsResult  *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportContactsResult, mh_import_contacts_result_free)

/* A CSV of LINE user ids and register numbers, such as the town's present LINE tool gives out. One act, taken back as a whole. One
 * bad row stops none. */
MhImportContactsResult *mh_import_contacts             (const MhDesk            *desk,
                                                        MhCsv                   *csv,
                                                        GCancellable            *cancellable,
                                                        GError                 **error);

G_END_DECLS

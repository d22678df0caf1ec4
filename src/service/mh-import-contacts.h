/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-import-rows.h"

G_BEGIN_DECLS

/* What became of a list of LINE accounts and telephone numbers. */
typedef struct {
  gint64     act;         /* 0 when nothing was to be done */
  guint      n_rows;
  guint      n_added;     /* accounts and numbers */
  guint      n_unchanged;
  guint      n_problems;  /* numbers that cannot be dialled as they are written: on the list of numbers to put right */
  guint      n_numbers_restored;  /* register numbers whose leading zeros were put back */
  guint      n_phones_restored;   /* telephone numbers whose leading 0 was */
  GPtrArray *skipped;     /* (element-type MhImportSkip) rows of which nothing was taken */
} MhImportContactsResult;

void                    mh_import_contacts_result_free (MhImportContactsResult  *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportContactsResult, mh_import_contacts_result_free)

/* A CSV of register numbers and of LINE user ids, mobiles or landlines, such as the town's present LINE tool or telephone list gives out; a
 * column may say whose they are. One act, taken back as a whole. One bad row or number stops none. */
MhImportContactsResult *mh_import_contacts             (const MhDesk            *desk,
                                                        MhCsv                   *csv,
                                                        GCancellable            *cancellable,
                                                        GError                 **error);

G_END_DECLS

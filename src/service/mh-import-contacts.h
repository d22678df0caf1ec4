/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-import-rows.h"

G_BEGIN_DECLS

/* What became of a file that ties LINE user ids, and mobile numbers where it has them, to register numbers. */
typedef struct {
  gint64     act;             /* 0: nothing was new, or a trial */
  guint      n_linked;        /* contacts */
  guint      n_already;
  GPtrArray *skips;           /* (element-type MhImportSkip); never names an id */
} MhImportContacts;

/* @trial: looks only. One bad row never stops another; those that are good go in as one act. */
MhImportContacts *mh_import_contacts      (const MhDesk      *desk,
                                           MhCsv             *csv,
                                           gboolean           trial,
                                           GCancellable      *cancellable,
                                           GError           **error);
void              mh_import_contacts_free (MhImportContacts  *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportContacts, mh_import_contacts_free)

G_END_DECLS

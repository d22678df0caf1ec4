/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-import-rows.h"

G_BEGIN_DECLS

/* What the file would do to one person. */
typedef struct {
  const MhImportRow *row;       /* borrowed from the table */
  char              *number;    /* (owned): the register number, with the zeros that a spreadsheet dropped */
  gint64             resident;  /* 0: new */
  guint              changed;   /* bits (1 << MhImportField) that differ; 0: unchanged, or new */
} MhImportChange;

/* The file beside the list: to be looked through before it is applied. */
typedef struct {
  GPtrArray *changes;           /* (element-type MhImportChange) one for each row, in file order */
  GPtrArray *missing;           /* (element-type MhResident) in the list but not in the file; nothing is done to them */
  guint      n_new;
  guint      n_changed;
  guint      n_unchanged;
  guint      n_numbers_restored;  /* rows whose register number had lost zeros */
} MhImportPlan;

void          mh_import_plan_free (MhImportPlan         *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportPlan, mh_import_plan_free)

MhImportPlan *mh_import_compare   (const MhDesk         *desk,
                                   const MhImportTable  *table,
                                   GCancellable         *cancellable,
                                   GError              **error);

/* Called from the thread that applies, now and then. */
typedef void (*MhImportProgress)  (guint                 done,
                                   guint                 total,
                                   gpointer              user_data);

/* Compares again inside the transaction and writes what differs, as one act that can be taken back person by person.
 * @as_of: of what day the list is, or none. Cancelled: nothing has happened. Returns: the act, or 0 */
gint64        mh_import_apply     (const MhDesk         *desk,
                                   const MhImportTable  *table,
                                   MhDate                as_of,
                                   MhImportProgress      progress,
                                   gpointer              user_data,
                                   GCancellable         *cancellable,
                                   GError              **error);

G_END_DECLS

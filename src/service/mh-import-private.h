/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-import-known.h"
#include "mh-import.h"

G_BEGIN_DECLS

/* For mh-import*.c only: the list as it is, beside the file. */
typedef struct {
  GPtrArray     *residents;    /* (owned) (element-type MhResident) */
  GHashTable    *by_number;    /* (owned): register number → MhResident, borrowed */
  GHashTable    *in_file;      /* (owned): set of the file's register numbers, borrowed */
  GHashTable    *tickets;      /* (owned): set of the file's ticket numbers, borrowed, as far as they were looked at */
  GPtrArray     *provisional;  /* (owned) (element-type MhResident): those without a register number, borrowed */
  MhImportKnown *known;        /* (owned) */
  MhDate         today;
  gsize          width;        /* of all register numbers of the list, where some begin with 0; else 0 */
} MhImportList;

/* @table: %NULL where it is not about residents */
gboolean      mh_import_list_load  (MhImportList        *list,
                                    const MhDesk        *desk,
                                    const MhImportTable *table,
                                    GError             **error);
void          mh_import_list_clear (MhImportList        *list);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MhImportList, mh_import_list_clear)

/* (transfer full): the register number as the list has it */
char         *mh_import_list_complete_number (const MhImportList *list,
                                    const char          *number);
/* Fields of @new that @old does not have yet; telephone numbers, ticket and protection are not looked at. */
guint         mh_import_differs    (const MhImportTable *table,
                                    const MhResident    *old,
                                    const MhImportRow   *row);
/* Everything that @row would change in @resident, which is there or will be. */
guint         mh_import_differs_beside (const MhImportTable *table,
                                    const MhImportRow   *row,
                                    gint64               resident,
                                    const MhImportList  *list,
                                    gboolean             ticket_taken);
/* The plan borrows from @list, whose residents it takes over. */
MhImportPlan *mh_import_list_compare (MhImportList      *list,
                                    const MhImportTable *table,
                                    MhImportProgress     progress,
                                    gpointer             user_data,
                                    GCancellable        *cancellable,
                                    GError             **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-import-steps.h"

G_BEGIN_DECLS

/* The steps of an import that write, and what is asked beside them. */

/* What has been written. */
typedef struct {
  gint64  act;
  GError *beside;       /* (nullable): the people are in, but what was chosen for this shape of file or a character is not kept */
} MhImportDone;

void mh_import_done_free             (MhImportDone          *done);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportDone, mh_import_done_free)

/* What was taken back. */
typedef struct {
  guint      n_kept;
  GPtrArray *kept;      /* (element-type utf8) names and numbers of some who stay as they are, because they were changed since */
} MhImportUndone;

void mh_import_undone_free           (MhImportUndone        *undone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportUndone, mh_import_undone_free)

/* → #MhImportDone. @profile_name: (nullable): under what name the shape of the file is remembered. @meter must live until the callback;
 * the decisions of @report must not be changed until then. */
void mh_import_apply_report_async    (MhUiContext           *context,
                                      MhImportReport        *report,
                                      MhDate                 as_of,
                                      const char            *profile_name,
                                      MhImportMeter         *meter,
                                      GCancellable          *cancellable,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
/* → #MhImportUndone */
void mh_import_take_back_async       (MhUiContext           *context,
                                      gint64                 act,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
/* → GINT_TO_POINTER (TRUE) */
void mh_import_remember_async        (MhUiContext           *context,
                                      MhImportPeople        *people,
                                      const char            *name,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
/* → a sentence to be freed, "" for none: whether @as_of is older than the list here, or long ago */
void mh_import_warn_of_day_async     (MhUiContext           *context,
                                      MhDate                 as_of,
                                      GCancellable          *cancellable,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);

G_END_DECLS

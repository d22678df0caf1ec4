/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-backup-keeper.h"
#include "mh-desk.h"
#include "mh-dispatcher.h"
#include "mh-secrets.h"
#include "mh-store.h"

G_BEGIN_DECLS

/**
 * MhUiContext:
 *
 * What every place of the window gets: one town, opened. Widgets belong to the main thread and never touch the database themselves; they
 * hand a function to the worker, which is called with an #MhDesk there, and get its answer on the main context.
 *
 * Signal "changed": something in the database is other than before (an act of this window, an undo, the dispatcher);
 * the place in front reads again.
 */
#define MH_TYPE_UI_CONTEXT (mh_ui_context_get_type ())
G_DECLARE_FINAL_TYPE (MhUiContext, mh_ui_context, MH, UI_CONTEXT, GObject)

/* Runs on a worker thread. @input is what was given to …_async(), untouched by anybody else meanwhile. Returns: (nullable):
 * the answer; %NULL with @error for a failure. A function that only succeeds or fails returns GINT_TO_POINTER (TRUE). */
typedef gpointer (*MhUiWork) (const MhDesk  *desk,
                              gpointer       input,
                              GError       **error);

MhUiContext  *mh_ui_context_new               (MhStore             *store,
                                               MhClock             *clock,
                                               MhRandom            *random,
                                               const char          *dir,
                                               gboolean             practice);

MhClock      *mh_ui_context_get_clock         (MhUiContext         *self);
MhStore      *mh_ui_context_get_store         (MhUiContext         *self);
const char   *mh_ui_context_get_dir           (MhUiContext         *self);
gboolean      mh_ui_context_is_practice       (MhUiContext         *self);
/* Addresses and telephone numbers are hidden while it is set (Ctrl+H). */
void          mh_ui_context_set_at_counter    (MhUiContext         *self,
                                               gboolean             at_counter);
const char   *mh_ui_context_veil              (MhUiContext         *self,
                                               const char          *text);
const char   *mh_ui_context_get_operator      (MhUiContext         *self);
void          mh_ui_context_set_operator      (MhUiContext         *self,
                                               const char          *operator_name);
/* (nullable): without a keyring there is none. */
MhDispatcher *mh_ui_context_get_dispatcher    (MhUiContext         *self);
void          mh_ui_context_set_dispatcher    (MhUiContext         *self,
                                               MhDispatcher        *dispatcher);
MhSecrets    *mh_ui_context_get_secrets       (MhUiContext         *self);
void          mh_ui_context_set_secrets       (MhUiContext         *self,
                                               MhSecrets           *secrets);
/* (nullable): before the application has set it. */
MhBackupKeeper *mh_ui_context_get_backup_keeper (MhUiContext       *self);
void          mh_ui_context_set_backup_keeper (MhUiContext         *self,
                                               MhBackupKeeper      *keeper);
/* Civil date in Japan, now. */
MhDate        mh_ui_context_today             (MhUiContext         *self);
void          mh_ui_context_emit_changed      (MhUiContext         *self);

/* One after another on the thread that writes. A write that was committed is never reported as cancelled: @cancellable only
 * takes back what has not begun. @free_input, @free_output (nullable). */
void          mh_ui_context_run_async         (MhUiContext         *self,
                                               MhUiWork             work,
                                               gpointer             input,
                                               GDestroyNotify       free_input,
                                               GDestroyNotify       free_output,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
/* Beside the writer, for lists and searches. @work must not write (a view log is a write). */
void          mh_ui_context_read_async        (MhUiContext         *self,
                                               MhUiWork             work,
                                               gpointer             input,
                                               GDestroyNotify       free_input,
                                               GDestroyNotify       free_output,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
/* For both. Returns: (transfer full) (nullable): what @work returned */
gpointer      mh_ui_context_finish            (MhUiContext         *self,
                                               GAsyncResult        *result,
                                               GError             **error);

/* On the worker, right after a use case that does not tell its act: the newest act about @resident, for the undo button; 0 = none. */
gint64        mh_ui_find_act_about            (const MhDesk        *desk,
                                               gint64               resident);

G_END_DECLS

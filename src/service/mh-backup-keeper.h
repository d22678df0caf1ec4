/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-backup-set.h"

G_BEGIN_DECLS

/**
 * MhBackupKeeper:
 *
 * Makes the day's backup while the program runs, and does what takes long with backups: on a thread of its own with a connection of its
 * own, one thing at a time, so that neither the window nor the town's writers wait for it. Lives on the main context.
 *
 * Signal "changed": something has begun or ended; what is shown is read again.
 */
#define MH_TYPE_BACKUP_KEEPER (mh_backup_keeper_get_type ())
G_DECLARE_FINAL_TYPE (MhBackupKeeper, mh_backup_keeper, MH, BACKUP_KEEPER, GObject)

/* Runs on the keeper's thread. */
typedef gpointer (*MhBackupWork) (const MhDesk         *desk,
                                  MhSecrets            *secrets,
                                  const MhSealedWatch  *watch,
                                  gpointer              input,
                                  GError              **error);

MhBackupKeeper *mh_backup_keeper_new          (const char           *dir,
                                               MhClock              *clock,
                                               MhRandom             *random,
                                               MhSecrets            *secrets);
/* From now on a backup is made when one is due, a missed one soon after the start. */
void            mh_backup_keeper_start        (MhBackupKeeper       *self);
/* Calls off what is under way and waits for it: afterwards the keeper has nothing open. */
void            mh_backup_keeper_stop         (MhBackupKeeper       *self);
/* Looks soon whether one is due: the settings are other than before. */
void            mh_backup_keeper_look         (MhBackupKeeper       *self);
gboolean        mh_backup_keeper_is_busy      (MhBackupKeeper       *self);
/* From 0 to 1. */
double          mh_backup_keeper_get_progress (MhBackupKeeper       *self);
/* Calls off what is under way: whoever asked for it gets G_IO_ERROR_CANCELLED. */
void            mh_backup_keeper_cancel       (MhBackupKeeper       *self);
/* MH_ERROR_BUSY while something is under way. @free_input, @free_output (nullable). */
void            mh_backup_keeper_run_async    (MhBackupKeeper       *self,
                                               const char           *operator_name,
                                               MhBackupWork          work,
                                               gpointer              input,
                                               GDestroyNotify        free_input,
                                               GDestroyNotify        free_output,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gpointer        mh_backup_keeper_run_finish   (MhBackupKeeper       *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS

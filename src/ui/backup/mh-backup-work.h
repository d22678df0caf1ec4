/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-backup-keeper.h"
#include "mh-disk-state.h"

G_BEGIN_DECLS

/* What the window asks the keeper's thread to do, and what comes back as sentences. */

/* A backup and the key that was typed for it. */
typedef struct {
  char *path;   /* (nullable): the newest of the set */
  char *typed;  /* (nullable) */
} MhBackupChoice;

MhBackupChoice *mh_backup_choice_new  (const char           *path,
                                       const char           *typed);
void            mh_backup_choice_free (MhBackupChoice       *choice);

/* MhBackupWork. The next of the set. Returns: a sentence */
gpointer        mh_backup_work_make   (const MhDesk         *desk,
                                       MhSecrets            *secrets,
                                       const MhSealedWatch  *watch,
                                       gpointer              input,
                                       GError              **error);
/* MhBackupWork; @input: the path of a new file. Returns: a sentence */
gpointer        mh_backup_work_save   (const MhDesk         *desk,
                                       MhSecrets            *secrets,
                                       const MhSealedWatch  *watch,
                                       gpointer              input,
                                       GError              **error);
/* MhBackupWork; @input: an MhBackupChoice. Returns: sentences */
gpointer        mh_backup_work_drill  (const MhDesk         *desk,
                                       MhSecrets            *secrets,
                                       const MhSealedWatch  *watch,
                                       gpointer              input,
                                       GError              **error);
/* MhBackupWork; @input: an MhBackupChoice with a path. Whether its key is there, or the typed one fits. Returns: TRUE */
gpointer        mh_backup_work_key    (const MhDesk         *desk,
                                       MhSecrets            *secrets,
                                       const MhSealedWatch  *watch,
                                       gpointer              input,
                                       GError              **error);

/* "2026-11-22 21:00", as people write it. */
char           *mh_backup_work_time   (gint64                ms);
/* What is known of the disk, and what to do about it. */
const char     *mh_backup_work_disk   (MhDiskState           state);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-backup.h"
#include "mh-secrets.h"

G_BEGIN_DECLS

/* The backups that the program makes by itself and keeps: one folder, and a second copy where the town wants one. */

typedef struct {
  char    *path;
  gint64   made_at;  /* ms since 1970 UTC */
  guint64  bytes;
} MhBackupFile;

void       mh_backup_file_free        (MhBackupFile         *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBackupFile, mh_backup_file_free)

/* How many of the latest days, weeks and months keep a backup. "7,4,12" */
typedef struct {
  int days;
  int weeks;
  int months;
} MhBackupKeep;

gboolean   mh_backup_keep_read        (const char           *text,
                                       MhBackupKeep         *out_keep);
/* @times: ms since 1970 UTC, newest first. @keep gets whether each stays. */
void       mh_backup_choose           (const gint64         *times,
                                       gsize                 n,
                                       const MhBackupKeep   *rules,
                                       gboolean             *keep);

/* Where the town's backups go: the setting, or "backups" beside the town. */
char      *mh_backup_set_folder       (const MhDesk         *desk,
                                       GError              **error);
/* (element-type MhBackupFile) this town's backups there that the program made by itself, newest first; a folder that is not there is empty. */
GPtrArray *mh_backup_set_list         (const MhDesk         *desk,
                                       const char           *folder,
                                       GError              **error);

/* What the window and the terminal show. */
typedef struct {
  char    *folder;
  gint64   last;            /* ms of the last good backup; 0: none yet */
  gint64   due;             /* ms at which the next is made by itself; 0: never */
  gboolean late;            /* there should be a newer one by now: a banner */
  guint    n_late_days;     /* whole days since the last good one, or since the town was made */
  char    *problem;         /* (nullable) why the last attempt failed */
  char    *second_problem;  /* (nullable) why there is no second copy */
  gboolean sheet_wanted;    /* there are backups, and the key's recovery sheet was never printed */
  gint64   frozen_since;    /* offers stand still after a restore: mh_refill_release() */
} MhBackupStatus;

void            mh_backup_status_free (MhBackupStatus       *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBackupStatus, mh_backup_status_free)
MhBackupStatus *mh_backup_get_status  (const MhDesk         *desk,
                                       GError              **error);

/* Makes the next of the set: one process at a time (MH_ERROR_BUSY), the key is made where there is none, older ones go only when the new
 * one was read back. @only_if_due: nothing to do where another process was faster. A failure is remembered for the window.
 * Returns: (nullable) (transfer full): the new file, %NULL without @error when nothing was due */
MhBackupFile   *mh_backup_set_make    (const MhDesk         *desk,
                                       const MhDbDriver     *driver,
                                       MhSecrets            *secrets,
                                       gboolean              only_if_due,
                                       const MhSealedWatch  *watch,   /* (nullable) */
                                       GError              **error);
/* One more backup, into a file of its own. */
gboolean        mh_backup_make_file   (const MhDesk         *desk,
                                       const MhDbDriver     *driver,
                                       MhSecrets            *secrets,
                                       const char           *path,
                                       const MhSealedWatch  *watch,   /* (nullable) */
                                       GError              **error);
/* The town's key, made where there is none; for what else is sealed with it. MH_ERROR_BUSY while a backup is being made. */
gboolean        mh_backup_set_ensure_key (const MhDesk      *desk,
                                        MhSecrets            *secrets,
                                        MhSealedKey          *out_key,
                                        GError              **error);
/* The recovery sheet was printed: nobody is asked for it any more. An act. */
gboolean        mh_backup_note_sheet  (const MhDesk         *desk,
                                       GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-sealed-file.h"

G_BEGIN_DECLS

/* How much there is of what, and how far it reaches. */
typedef enum {
  MH_BACKUP_RESIDENTS,
  MH_BACKUP_CONTACTS,
  MH_BACKUP_PROGRAMMES,
  MH_BACKUP_SESSIONS,
  MH_BACKUP_BOOKINGS,
  MH_BACKUP_WAITING,
  MH_BACKUP_OFFERS,
  MH_BACKUP_MESSAGES,
  MH_BACKUP_LOG,
  MH_BACKUP_N_KINDS
} MhBackupKind;

typedef struct {
  gint64 n[MH_BACKUP_N_KINDS];
  gint64 newest_at;  /* ms since 1970 UTC of the newest entry of the log; 0: none */
} MhBackupCounts;

gboolean mh_backup_count   (MhDb            *db,
                            MhBackupCounts  *out_counts,
                            GError         **error);

/* Copies the town as it is at this moment into the new file @path, sealed with @key, and then does with it what a restore would do: reads
 * it back, opens it, looks whether it is whole and holds as much as the town. Others may go on working. An act in the log. */
gboolean mh_backup_write   (const MhDesk         *desk,
                            const MhDbDriver     *driver,
                            const char           *path,
                            const MhSealedKey    *key,
                            gint64                made_at,
                            const MhSealedWatch  *watch,   /* (nullable) */
                            GError              **error);

typedef struct {
  gint64  act;
  gint64  n_to_check;  /* messages of which nobody knows whether they arrived: now 要確認 */
  gint64  n_frozen;    /* open offers, which stand still until mh_refill_release() */
  char   *kept_as;     /* (nullable) where the data that was there before is now */
} MhRestoreResult;

void             mh_restore_result_free (MhRestoreResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRestoreResult, mh_restore_result_free)

/* Puts the backup @path in place of the town in @dir (or into an empty @dir). @who gives the time and the operator; its connection is not
 * used, and no other may be open on the town. Refused when the backup is damaged, written by a newer version, of another town that has
 * residents, or of a practice town in place of a real one and the other way round. What was there is kept beside it. Messages that had not
 * left for certain go to 要確認, sending is switched off and open offers stand still until a person has looked. @key comes from
 * mh_backup_key_find(); old backups that are not sealed need none. */
MhRestoreResult *mh_backup_restore      (const MhDesk         *who,
                                         const MhDbDriver     *driver,
                                         const char           *path,
                                         const char           *dir,
                                         const MhSealedKey    *key,
                                         const MhSealedWatch  *watch,  /* (nullable) */
                                         GError              **error);

/* What a restore would bring, found out without changing anything. */
typedef struct {
  gint64          made_at;   /* ms since 1970 UTC */
  MhBackupCounts  backup;
  MhBackupCounts  live;
  GPtrArray      *findings;  /* (element-type utf8) as mh_check_run() of the backup; empty: it is sound */
} MhBackupDrill;

void             mh_backup_drill_free   (MhBackupDrill *drill);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBackupDrill, mh_backup_drill_free)

/* 「復元の練習」: opens the backup in a place of its own, looks at it with every rule, compares it with the town, and takes it away. */
MhBackupDrill   *mh_backup_run_drill    (const MhDesk         *desk,
                                         const MhDbDriver     *driver,
                                         const char           *path,
                                         const MhSealedKey    *key,
                                         const MhSealedWatch  *watch,  /* (nullable) */
                                         GError              **error);

G_END_DECLS

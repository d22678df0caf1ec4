/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-backup.h"

G_BEGIN_DECLS

/* What writing, restoring and the drill have in common. Copies of the town in the clear lie beside the town itself, nowhere else. */

/* Overwrites and removes @path and all whose names begin as it does: SQLite's companions, what a migration keeps. */
void      mh_backup_remove_working (const char           *path);
/* Writes all into the one file; MH_ERROR_BUSY while somebody else has it open. */
gboolean  mh_backup_fold           (MhDb                 *db,
                                    GError              **error);
/* A sound file with a town in it, or a sentence. */
gboolean  mh_backup_check_copy     (MhDb                 *db,
                                    GError              **error);
gboolean  mh_backup_copy_file      (const char           *from,
                                    const char           *to,
                                    GError              **error);
/* The backup @path, sealed or not, as a database in the private file @working. */
gboolean  mh_backup_unseal         (const char           *path,
                                    const char           *working,
                                    const MhSealedKey    *key,
                                    const MhSealedWatch  *watch,
                                    GError              **error);
/* Disks that are carried about lose bytes more often than one would think. */
gboolean  mh_backup_check_same     (const char           *a,
                                    const char           *b,
                                    GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* Copies the town as it is at this moment into the new file @path, opens the copy and looks whether it is whole. Others may go on
 * working. Noted in the log. */
gboolean mh_backup_write   (const MhDesk     *desk,
                            const MhDbDriver *driver,
                            const char       *path,
                            GError          **error);

typedef struct {
  gint64  act;
  gint64  n_to_check;  /* messages of which nobody knows whether they arrived: now 要確認 */
  char   *kept_as;     /* (nullable) where the data that was there before is now */
} MhRestoreResult;

void             mh_restore_result_free (MhRestoreResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRestoreResult, mh_restore_result_free)

/* Puts the backup @path in place of the town in @dir (or into an empty @dir). @who gives the time and the operator; its connection is not
 * used, and no other may be open on the town. Refused when the backup is damaged, written by a newer version, or of a practice town in
 * place of a real one and the other way round. What was there is kept beside it. Messages that had not left for certain go to 要確認 and
 * sending is switched off until a person has looked. */
MhRestoreResult *mh_backup_restore      (const MhDesk     *who,
                                         const MhDbDriver *driver,
                                         const char       *path,
                                         const char       *dir,
                                         GError          **error);

G_END_DECLS

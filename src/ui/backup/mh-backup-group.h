/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBackupGroup:
 *
 * The part 「バックアップ」 of the preferences: how it stands, where to, the recovery sheet, the drill, putting back.
 */
#define MH_TYPE_BACKUP_GROUP (mh_backup_group_get_type ())
G_DECLARE_FINAL_TYPE (MhBackupGroup, mh_backup_group, MH, BACKUP_GROUP, AdwPreferencesGroup)

void mh_backup_group_set_context (MhBackupGroup  *self,
                                  MhUiContext    *context);
/* Reads again how it stands. */
void mh_backup_group_refresh     (MhBackupGroup  *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sealed-file.h"
#include "mh-secrets.h"

G_BEGIN_DECLS

/* The key that a town's backups are sealed with: in the keyring of the PC, and on the recovery sheet that is printed once. All of these
 * block; an error of the keyring is MH_ERROR_UNAVAILABLE. */

/* The town's key; made when there is none yet. */
gboolean mh_backup_key_ensure  (MhSecrets          *secrets,
                                MhSealedKey        *out_key,
                                GError            **error);
/* The town's key; MH_ERROR_NOT_FOUND when there is none. */
gboolean mh_backup_key_look_up (MhSecrets          *secrets,
                                MhSealedKey        *out_key,
                                GError            **error);
gboolean mh_backup_key_keep    (MhSecrets          *secrets,
                                const MhSealedKey  *key,
                                GError            **error);
/* The key for the backup @path: the one that was @typed from a recovery sheet, or that in the keyring. For an old backup that is not
 * sealed no key is needed, and @out_key is empty. MH_ERROR_REFUSED: the recovery key has to be typed, or another than @typed. */
gboolean mh_backup_key_find    (MhSecrets          *secrets,  /* (nullable) */
                                const char         *typed,    /* (nullable) */
                                const char         *path,
                                MhSealedKey        *out_key,
                                GError            **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-sealed-file.h"

G_BEGIN_DECLS

/* A key as people write it down and type it back: 16 groups of five letters, the fifth of each a check of the other four and of the
 * group's place. Sixteen letters are used, none of which looks like another or like a digit. */

#define MH_RECOVERY_GROUPS 16
#define MH_RECOVERY_GROUP_LETTERS 5

/* Groups with a space between them. Free with mh_secret_free() or after overwriting. */
char     *mh_recovery_key_write (const MhSealedKey  *key);
/* Takes small letters, full width, and anything that is no letter between them. MH_ERROR_INVALID names the group with the mistake. */
gboolean  mh_recovery_key_read  (const char         *text,
                                 MhSealedKey        *out_key,
                                 GError            **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-clock.h"
#include "mh-random.h"

G_BEGIN_DECLS

/* Puts the backup @path in place of the town in @dir, on a thread of its own. No store may be open on the town. @typed: (nullable) the
 * recovery key; otherwise the key is looked for in the keyring. */
void  mh_restore_async  (const char           *path,
                         const char           *typed,
                         const char           *dir,
                         MhClock              *clock,
                         MhRandom             *chance,
                         const char           *operator_name,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data);
/* What to tell the user: where the old data is, how many messages to look at. */
char *mh_restore_finish (GAsyncResult         *result,
                         GError              **error);

G_END_DECLS

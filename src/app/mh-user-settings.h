/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What this PC remembers of its user between two starts, beside the town's data: who sits here. Not a secret. Both block; any thread
 * may call them. */
char    *mh_user_settings_load_operator (void);  /* (nullable) */
gboolean mh_user_settings_save_operator (const char  *name,
                                         GError     **error);

G_END_DECLS

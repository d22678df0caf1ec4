/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The only place that knows how a system keeps files from other people's eyes: modes on POSIX systems, the access list
 * inherited from the user's profile on Windows. */

gboolean mh_private_file_prepare (const char *path,
                                  GError    **error);
gboolean mh_private_dir_prepare  (const char *path,
                                  GError    **error);
gboolean mh_private_file_publish (const char *temporary,
                                  const char *path,
                                  GError    **error);
/* Overwrites, then removes; what is not there is no failure. */
void     mh_private_file_wipe    (const char *path);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The seam for files with personal data: whole or not at all, and for the owner's eyes only. */
gboolean  mh_save_bytes   (const char  *path,
                           GBytes      *bytes,
                           GError     **error);
/* The same in two steps, for something that must happen between them: the bytes stand on the disk beside @path, under a name that is
 * returned (transfer full); then they take its place, or are thrown away. Both free @prepared. */
char     *mh_save_prepare (const char  *path,
                           GBytes      *bytes,
                           GError     **error);
gboolean  mh_save_finish  (char        *prepared,
                           const char  *path,
                           GError     **error);
void      mh_save_abandon (char        *prepared);

G_END_DECLS

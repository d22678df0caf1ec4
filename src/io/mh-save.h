/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The seam for files with personal data: whole or not at all, and for the owner's eyes only. */
gboolean mh_save_bytes (const char  *path,
                        GBytes      *bytes,
                        GError     **error);

G_END_DECLS

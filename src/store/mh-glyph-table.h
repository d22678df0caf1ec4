/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* (element-type utf8 utf8): a rare character, with its variation selector if any, and what is shown instead */
GHashTable *mh_glyph_table_load (MhDb        *db,
                                 GError     **error);
/* Inside an act. @shown: %NULL takes the replacement away. */
gboolean    mh_glyph_table_set  (MhDb        *db,
                                 const char  *character,
                                 const char  *shown,
                                 GError     **error);

G_END_DECLS

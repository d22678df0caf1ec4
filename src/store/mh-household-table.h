/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* (element-type gint64) who lives with @resident, the oldest first: of the same household number, living here, not merged into somebody.
 * Without a number nobody. */
GArray *mh_household_table_list (MhDb    *db,
                                 gint64   resident,
                                 GError **error);

G_END_DECLS

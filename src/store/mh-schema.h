/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Brings @db to the newest schema of the desk. */
gboolean    mh_schema_apply        (MhDb    *db,
                                    GError **error);
int         mh_schema_get_newest   (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* How long one kind of data is kept. A kind without a row is kept for ever. @out_years: -1 without a row */
gboolean mh_retention_table_get    (MhDb        *db,
                                    const char  *kind,
                                    int         *out_years,
                                    GError     **error);
gboolean mh_retention_table_set    (MhDb        *db,
                                    const char  *kind,
                                    int          years,
                                    const char  *basis,
                                    GError     **error);
gboolean mh_retention_table_remove (MhDb        *db,
                                    const char  *kind,
                                    GError     **error);

G_END_DECLS

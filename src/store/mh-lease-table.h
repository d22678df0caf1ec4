/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Takes or renews a lease that lets one process at a time do something. Each runs in a transaction of its own. */
gboolean mh_lease_table_take (MhDb        *db,
                              const char  *name,
                              const char  *owner,
                              gint64       now,
                              gint64       until,
                              gboolean    *out_taken,
                              GError     **error);
/* Inside a write transaction: whether @owner still holds it. */
gboolean mh_lease_table_holds (MhDb       *db,
                              const char  *name,
                              const char  *owner,
                              gint64       now,
                              gboolean    *out_holds,
                              GError     **error);
gboolean mh_lease_table_drop (MhDb        *db,
                              const char  *name,
                              const char  *owner,
                              GError     **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

gint64   mh_protection_table_insert (MhDb        *db,
                                     gint64       resident,
                                     MhDate       start,
                                     MhDate       end,     /* none: open */
                                     const char  *source,  /* hand, import */
                                     const char  *note,
                                     GError     **error);
/* Ends every running measure of @resident on @end (inclusive). Only a person's own decision may do this. */
gboolean mh_protection_table_end    (MhDb        *db,
                                     gint64       resident,
                                     MhDate       end,
                                     GError     **error);
/* Whether a measure runs on @day, both days inclusive. Fails closed: on error *out is %TRUE. */
gboolean mh_protection_table_covers (MhDb        *db,
                                     gint64       resident,
                                     MhDate       day,
                                     gboolean    *out,
                                     GError     **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* The number that may stand on a sheet which is handed around, for calling @resident about @category ("booking"). @out_phone: (nullable);
 * @out_why: (nullable) static: "protected", "opted-out", "no-phone" where there is none. */
gboolean mh_paper_phone (const MhDesk  *desk,
                         gint64         resident,
                         const char    *category,
                         char         **out_phone,
                         const char   **out_why,
                         GError       **error);

G_END_DECLS

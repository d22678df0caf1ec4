/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-pages.h"

G_BEGIN_DECLS

/* What became of a broadcast, on paper: a page with what was said, who let it out and how many stand where, then one row a person. @state:
 * (nullable) only who stands there. The log says who stands on it. */
MhPages *mh_broadcast_print_results (const MhDesk  *desk,
                                     gint64         broadcast,
                                     const char    *state,
                                     GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-waiting-table.h"

G_BEGIN_DECLS

/* Puts one or two people on the waiting list; they get places together or not at all. @wish: any, am, pm, or ISO dates separated
 * by commas. One act. Returns: the unit, or 0 */
gint64   mh_waiting_add      (const MhDesk  *desk,
                              gint64         programme,
                              const gint64  *residents,
                              gsize          n_residents,
                              const char    *wish,
                              GError       **error);
gboolean mh_waiting_withdraw (const MhDesk  *desk,
                              gint64         unit,
                              GError       **error);

G_END_DECLS

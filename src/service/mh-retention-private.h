/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-retention.h"

G_BEGIN_DECLS

/* Inside the act: what of a kind is over; @id 0: all. */
gboolean mh_retention_find_kind  (const MhDesk  *desk,
                                  const char    *kind,
                                  gint64         id,
                                  GPtrArray     *candidates,
                                  GError       **error);

/* One candidate; src/service/mh-retention-rows.c knows each table that holds something about people. */
gboolean mh_retention_delete_one (const MhDesk               *desk,
                                  const MhRetentionCandidate *candidate,
                                  GError                    **error);
/* What would bring back, by undo, what act @act has deleted. */
gboolean mh_retention_forget_inverses (const MhDesk  *desk,
                                       gint64         act,
                                       GError       **error);

G_END_DECLS

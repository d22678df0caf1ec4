/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-roster-rows.h"
#include "mh-slips.h"

G_BEGIN_DECLS

/* In the caller's transaction, a writing one unless @preview. */
MhCards *mh_slips_make_in (const MhDesk         *desk,
                           const MhRosterSource *source,
                           gboolean              preview,
                           GError              **error);

G_END_DECLS

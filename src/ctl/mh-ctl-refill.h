/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-ctl.h"
#include "mh-refill.h"

G_BEGIN_DECLS

/* What the one click did, with a sentence for each waiting unit. */
gboolean mh_ctl_add_refill (MhCtlCall             *call,
                            const MhDesk          *desk,
                            const MhRefillResult  *result,
                            gboolean               preview,
                            GError               **error);

G_END_DECLS

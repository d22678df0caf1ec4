/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* Support measures (支援措置). Both days inclusive; @end none: until it is ended. Acts; only mh_protect_end() ends one, with a reason. */
gboolean mh_protect_begin (const MhDesk  *desk,
                           gint64         resident,
                           MhDate         start,
                           MhDate         end,
                           const char    *note,
                           GError       **error);
gboolean mh_protect_end   (const MhDesk  *desk,
                           gint64         resident,
                           MhDate         end,
                           const char    *reason,
                           GError       **error);

G_END_DECLS

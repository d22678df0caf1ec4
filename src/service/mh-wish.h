/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

/* When a waiting unit can come: "any", "am", "pm", or ISO dates separated by commas. */

/* Returns: (transfer full): the checked form as stored; NULL and "" are "any" */
char     *mh_wish_normalize (const char  *wish,
                             GError     **error);
gboolean  mh_wish_fits      (const char  *wish,
                             MhDate       date,
                             int          start_min);

G_END_DECLS

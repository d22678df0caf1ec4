/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

char *mh_moment_format (gint64      ms,
                        MhDateStyle style);

G_END_DECLS

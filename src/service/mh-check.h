/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* Integrity of the file and every rule that must hold. Returns: (element-type utf8): one line for each broken rule, empty when
 * all is well; %NULL with @error when it could not be looked at. */
GPtrArray *mh_check_run (const MhDesk  *desk,
                         GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-roster.h"

G_BEGIN_DECLS

/* A sheet for the telephone: @people (element-type MhNotYet), who did not come or has not been yet, with number, an empty column for what was said.
 * Where nothing may be shown, a neutral line stands instead of the number. Notes the print with the people on it. */
MhRoster *mh_call_sheet_make (const MhDesk  *desk,
                              const char    *title,
                              const GArray  *people,
                              GError       **error);

G_END_DECLS

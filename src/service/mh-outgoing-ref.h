/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* What stands in a row of a file or sheet and comes back with its result: digits only, for a keyboard and a reader; the last one checks the
 * others (ISO/IEC 7812, "Luhn"). */
#define MH_OUTGOING_REF_DIGITS 8

/* (transfer full): one that no row has */
char    *mh_outgoing_ref_make    (const MhDesk  *desk,
                                  GError       **error);
gboolean mh_outgoing_ref_is_good (const char    *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"

G_BEGIN_DECLS

/* "09:00-12:00/30x10": from, to, minutes a slot, places a slot; several separated by commas. @phone of each slot's places are kept
 * for telephone and counter. One act. Returns: the session, or 0 */
gint64       mh_places_add_session    (const MhDesk       *desk,
                                       gint64              programme,
                                       MhDate              date,
                                       const char         *venue,
                                       const char         *slots,
                                       int                 phone,
                                       GError            **error);

G_END_DECLS

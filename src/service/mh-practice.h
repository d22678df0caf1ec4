/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* Fills an empty practice town: about @n_residents made-up people (households, shared phones, protected, moved, dead, rare characters), an
 * influenza programme in full swing with sessions, bookings and a waiting list. The same seed gives the same town on the same day. */
gboolean mh_practice_fill (const MhDesk  *desk,
                           int            n_residents,
                           guint32        seed,
                           GError       **error);

G_END_DECLS

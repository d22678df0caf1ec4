/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* Writes about @n made-up residents with their contacts, inside an act. The same @random gives the same people. */
gboolean mh_practice_add_people (const MhDesk  *desk,
                                 MhRandom      *random,
                                 guint          n,
                                 GError       **error);

G_END_DECLS

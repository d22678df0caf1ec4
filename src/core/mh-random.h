/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MH_TYPE_RANDOM (mh_random_get_type ())
G_DECLARE_FINAL_TYPE (MhRandom, mh_random, MH, RANDOM, GObject)

/* The seam for chance: identifiers (UUID v4) and numbers. Seeded ones repeat, for tests and the practice town. */
MhRandom *mh_random_new_system (void);
MhRandom *mh_random_new_seeded (guint32 seed);

char     *mh_random_uuid       (MhRandom *self);
guint32   mh_random_below      (MhRandom *self,
                                guint32   limit);

G_END_DECLS

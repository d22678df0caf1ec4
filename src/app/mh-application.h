/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-clock.h"

G_BEGIN_DECLS

/**
 * MhApplication:
 *
 * One town, one window. It opens the town, starts what belongs to it (the practice services, the dispatcher) and ends it all in order.
 */
#define MH_TYPE_APPLICATION (mh_application_get_type ())
G_DECLARE_FINAL_TYPE (MhApplication, mh_application, MH, APPLICATION, AdwApplication)

/* @practice: make the practice town where @dir is empty. */
MhApplication *mh_application_new (const char *dir,
                                   gboolean    practice,
                                   MhClock    *clock);

G_END_DECLS

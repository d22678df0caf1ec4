/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhDistrictsGroup:
 *
 * In the preferences: what the town calls its district systems (地区, 行政区, 学区).
 */
#define MH_TYPE_DISTRICTS_GROUP (mh_districts_group_get_type ())
G_DECLARE_FINAL_TYPE (MhDistrictsGroup, mh_districts_group, MH, DISTRICTS_GROUP, AdwPreferencesGroup)

/* Reads the names, too. */
void mh_districts_group_set_context (MhDistrictsGroup *self,
                                     MhUiContext      *context);

G_END_DECLS

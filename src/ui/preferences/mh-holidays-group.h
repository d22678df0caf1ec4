/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhHolidaysGroup:
 *
 * In the preferences: how far the list of holidays reaches, replacing it by a file, and whether offers keep working days.
 */
#define MH_TYPE_HOLIDAYS_GROUP (mh_holidays_group_get_type ())
G_DECLARE_FINAL_TYPE (MhHolidaysGroup, mh_holidays_group, MH, HOLIDAYS_GROUP, AdwPreferencesGroup)

/* Reads how far the list reaches, too. */
void mh_holidays_group_set_context (MhHolidaysGroup *self,
                                    MhUiContext     *context);

G_END_DECLS

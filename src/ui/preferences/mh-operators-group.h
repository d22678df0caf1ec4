/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhOperatorsGroup:
 *
 * In the preferences: who may sit at this PC, with or without a PIN.
 */
#define MH_TYPE_OPERATORS_GROUP (mh_operators_group_get_type ())
G_DECLARE_FINAL_TYPE (MhOperatorsGroup, mh_operators_group, MH, OPERATORS_GROUP, AdwPreferencesGroup)

void mh_operators_group_set_context (MhOperatorsGroup *self,
                                     MhUiContext      *context);
/* Reads the names again. */
void mh_operators_group_refresh     (MhOperatorsGroup *self);

G_END_DECLS

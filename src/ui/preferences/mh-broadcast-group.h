/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBroadcastGroup:
 *
 * How broadcasts are let out, and what an SMS costs by the contract. Each setting says in a sentence what it does; what is not a value for
 * it is refused with a sentence, and the old value stays.
 */
#define MH_TYPE_BROADCAST_GROUP (mh_broadcast_group_get_type ())
G_DECLARE_FINAL_TYPE (MhBroadcastGroup, mh_broadcast_group, MH, BROADCAST_GROUP, AdwPreferencesGroup)

void mh_broadcast_group_set_context (MhBroadcastGroup *self,
                                     MhUiContext      *context);
/* Reads the settings again. */
void mh_broadcast_group_refresh     (MhBroadcastGroup *self);

G_END_DECLS

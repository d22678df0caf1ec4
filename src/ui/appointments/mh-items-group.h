/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-item-table.h"

G_BEGIN_DECLS

/**
 * MhItemsGroup:
 *
 * What one visit consists of (基本, 胃, 肺 …), a row for each.
 *
 * Signal "changed": something else stands there.
 */
#define MH_TYPE_ITEMS_GROUP (mh_items_group_get_type ())
G_DECLARE_FINAL_TYPE (MhItemsGroup, mh_items_group, MH, ITEMS_GROUP, AdwPreferencesGroup)

/* (element-type MhItem) */
void       mh_items_group_set   (MhItemsGroup     *self,
                                 const GPtrArray  *items);
/* (transfer full) (element-type MhItem), with the ids that they were set with */
GPtrArray *mh_items_group_read  (MhItemsGroup     *self);

G_END_DECLS

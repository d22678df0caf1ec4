/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-dose.h"

G_BEGIN_DECLS

/**
 * MhDoseRulesGroup:
 *
 * When a further dose may follow the one before, a row for each dose and age.
 *
 * Signal "changed": something else stands there.
 */
#define MH_TYPE_DOSE_RULES_GROUP (mh_dose_rules_group_get_type ())
G_DECLARE_FINAL_TYPE (MhDoseRulesGroup, mh_dose_rules_group, MH, DOSE_RULES_GROUP, AdwPreferencesGroup)

/* (element-type MhDoseRule) */
void    mh_dose_rules_group_set   (MhDoseRulesGroup *self,
                                   const GArray     *rules);
/* (transfer full) (element-type MhDoseRule) */
GArray *mh_dose_rules_group_read  (MhDoseRulesGroup *self);

G_END_DECLS

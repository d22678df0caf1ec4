/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* Who lives with the person; a baby is added to the household here. */
#define MH_TYPE_PERSON_HOUSEHOLD (mh_person_household_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonHousehold, mh_person_household, MH, PERSON_HOUSEHOLD, MhPersonSection)

G_END_DECLS

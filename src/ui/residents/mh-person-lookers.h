/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/**
 * MhPersonLookers:
 *
 * 「この人を見た人」: who opened this person's page, when, and who printed or saved it.
 */
#define MH_TYPE_PERSON_LOOKERS (mh_person_lookers_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonLookers, mh_person_lookers, MH, PERSON_LOOKERS, MhPersonSection)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* Who answers for the person, and for whom the person answers. */
#define MH_TYPE_PERSON_GUARDIANS (mh_person_guardians_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonGuardians, mh_person_guardians, MH, PERSON_GUARDIANS, MhPersonSection)

G_END_DECLS

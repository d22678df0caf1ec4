/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* What the person has agreed to and refused: a table of categories and channels, each answer a button that asks for another. */
#define MH_TYPE_PERSON_CONSENT (mh_person_consent_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonConsent, mh_person_consent, MH, PERSON_CONSENT, MhPersonSection)

G_END_DECLS

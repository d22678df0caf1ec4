/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* The person's support measures (支援措置), past and to come, and who may act for a protected person. */
#define MH_TYPE_PERSON_PROTECTION (mh_person_protection_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonProtection, mh_person_protection, MH, PERSON_PROTECTION, MhPersonSection)

G_END_DECLS

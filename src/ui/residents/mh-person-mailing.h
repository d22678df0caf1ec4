/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* Where letters of a purpose go instead of the address. */
#define MH_TYPE_PERSON_MAILING (mh_person_mailing_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonMailing, mh_person_mailing, MH, PERSON_MAILING, MhPersonSection)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* Who the person is: birth, status, numbers, address. */
#define MH_TYPE_PERSON_FACTS (mh_person_facts_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonFacts, mh_person_facts, MH, PERSON_FACTS, MhPersonSection)

G_END_DECLS

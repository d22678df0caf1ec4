/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* How the person is reached, with what may be done to each contact. */
#define MH_TYPE_PERSON_CONTACTS (mh_person_contacts_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonContacts, mh_person_contacts, MH, PERSON_CONTACTS, MhPersonSection)

G_END_DECLS

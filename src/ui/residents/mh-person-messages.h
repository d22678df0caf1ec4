/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* What was sent to the person, newest first. */
#define MH_TYPE_PERSON_MESSAGES (mh_person_messages_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonMessages, mh_person_messages, MH, PERSON_MESSAGES, MhPersonSection)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* What the person waits for. */
#define MH_TYPE_PERSON_WAITING (mh_person_waiting_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonWaiting, mh_person_waiting, MH, PERSON_WAITING, MhPersonSection)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* Who looked at the person and what was changed, newest first. */
#define MH_TYPE_PERSON_LOG (mh_person_log_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonLog, mh_person_log, MH, PERSON_LOG, MhPersonSection)

G_END_DECLS

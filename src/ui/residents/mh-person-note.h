/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

#define MH_TYPE_PERSON_NOTE (mh_person_note_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonNote, mh_person_note, MH, PERSON_NOTE, MhPersonSection)

G_END_DECLS

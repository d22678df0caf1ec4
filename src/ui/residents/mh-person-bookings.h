/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* What the person booked, newest session first. */
#define MH_TYPE_PERSON_BOOKINGS (mh_person_bookings_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonBookings, mh_person_bookings, MH, PERSON_BOOKINGS, MhPersonSection)

G_END_DECLS

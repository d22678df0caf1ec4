/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-person-section.h"

G_BEGIN_DECLS

/* Numbers on papers that the person holds: 接種券番号, 受診券番号. */
#define MH_TYPE_PERSON_TICKETS (mh_person_tickets_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonTickets, mh_person_tickets, MH, PERSON_TICKETS, MhPersonSection)

G_END_DECLS

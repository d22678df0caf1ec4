/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-desk.h"
#include "mh-people.h"
#include "mh-programme-table.h"

G_BEGIN_DECLS

/* What the town tells somebody to whom it gave a place by itself, or could not. The words name no person, and the programme only where it
 * has a public name. In Japanese always: they go to residents. */
typedef enum {
  MH_PLACE_NOTICE_ASSIGNED,
  MH_PLACE_NOTICE_WON,
  MH_PLACE_NOTICE_LOST,
} MhPlaceNotice;

/* Writes it inside @act. @booking: what was given, 0 for a loss; the further doses that go with it are told, too. @out_reach: (optional) */
gboolean mh_place_notice_write (const MhDesk      *desk,
                                MhAct             *act,
                                MhPlaceNotice      which,
                                const MhProgramme *programme,
                                gint64             resident,
                                gint64             booking,
                                MhReach           *out_reach,
                                GError           **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-booking-table.h"
#include "mh-people.h"

G_BEGIN_DECLS

/* What is still open for somebody who dies or leaves. */
typedef struct {
  GPtrArray *bookings;    /* (element-type MhBooking) active, of today or later, the next first */
  gint64     n_waiting;   /* entries in the waiting list */
  gint64     n_offers;    /* places on offer to the person that wait for an answer */
  gint64     n_messages;  /* messages that have not left */
} MhLeaving;

void       mh_leaving_free            (MhLeaving        *leaving);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhLeaving, mh_leaving_free)

/* Whether somebody of @status gets nothing any more from @date on, or will not. */
gboolean   mh_people_is_leaving       (const char       *status);
MhLeaving *mh_people_leaving_find     (const MhDesk     *desk,
                                       gint64            resident,
                                       GError          **error);
/* Fields that are set in @changes replace those of its id; kana, name, status … are checked. In the same act, if @give_up, the bookings from today on are cancelled and the person leaves the waiting
 * list; who waits together with the person goes on waiting alone. @out_act (optional). */
gboolean   mh_people_edit_leaving     (const MhDesk     *desk,
                                       const MhResident *changes,
                                       gboolean          give_up,
                                       gint64           *out_act,
                                       GError          **error);
/* For mh_people_edit_leaving(), inside its act. */
gboolean   mh_people_leaving_step     (const MhDesk     *desk,
                                       MhAct            *act,
                                       gint64            resident,
                                       GError          **error);
/* "転出予定 12月1日(火)": the status as it stands on @today, with its day. */
char      *mh_people_dup_status_text  (const MhResident *resident,
                                       MhDate            today);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-past-dose-table.h"

G_BEGIN_DECLS

/* Somebody who may have a dose of a programme and has neither had nor booked it. */
typedef struct {
  gint64      resident;
  int         dose;
  const char *why;        /* static and stable: never, missed (was booked, and did not come or was turned away), next-dose */
} MhNotYet;

/* Who may have @programme on @on by its rules and has neither had nor booked it (未接種・未受診). (element-type MhNotYet), in Japanese order.
 * @out_n_unclear: (out): whom the list leaves out for a person to look at: of a past day nothing is noted, or a programme for some
 * districts would tell where a protected person lives. */
GArray  *mh_reception_list_not_yet  (const MhDesk    *desk,
                                     gint64           programme,
                                     MhDate           on,
                                     gint64          *out_n_unclear,
                                     GError         **error);
/* Who did not get what he came for in @session and has no other booking meanwhile. (element-type MhNotYet) */
GArray  *mh_reception_list_no_shows (const MhDesk    *desk,
                                     gint64           session,
                                     GError         **error);
/* Bookings of further doses from today on whose dose before is neither had nor booked (1回目が済んでいません): to be moved or cancelled. At
 * the reception each is a red stop. (element-type MhLooseDose) by day and time; @programme 0: of all */
GPtrArray *mh_reception_list_loose  (const MhDesk    *desk,
                                     gint64           programme,
                                     GError         **error);
/* Puts each on the waiting list of @programme, alone; who waits already, is booked, has died or left is passed over. One act.
 * @out_n: (out): how many wait now. */
gboolean mh_reception_let_wait      (const MhDesk    *desk,
                                     gint64           programme,
                                     const GArray    *people,
                                     gint64          *out_n,
                                     gint64          *out_act,
                                     GError         **error);

G_END_DECLS

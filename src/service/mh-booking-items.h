/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking.h"
#include "mh-planner.h"

G_BEGIN_DECLS

/* An item of a programme beside a person and a slot. */
typedef struct {
  gint64       item;
  char        *name;
  gboolean     standard;
  int          fee;       /* yen; -1: not told */
  int          n_free;    /* in the slot; -1: as many as it has places */
  MhPlanReason reason;    /* why the person may not have it, or MH_PLAN_CHOSEN */
  gboolean     chosen;    /* what is booked, or would be without another word */
} MhItemChoice;

void       mh_item_choice_free       (MhItemChoice     *choice);

/* (element-type MhItemChoice) all items of the slot's programme, in its order. @booking: whose items are @chosen, or 0. Reads only. */
GPtrArray *mh_booking_list_choices   (const MhDesk     *desk,
                                      gint64            slot,
                                      gint64            resident,
                                      gint64            booking,
                                      GError          **error);
/* What an active booking is for from now on. One act. */
gboolean   mh_booking_change_items   (const MhDesk     *desk,
                                      gint64            booking,
                                      const gint64     *items,
                                      gsize             n_items,
                                      const char       *override_reason,
                                      gint64           *out_act,
                                      GError          **error);

G_END_DECLS

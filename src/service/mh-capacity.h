/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-booking-table.h"
#include "mh-desk.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"

G_BEGIN_DECLS

/* Places of a slot are changed while bookings stand. Nobody loses a place: fewer than are booked or on offer is refused, and who sat on a
 * number that goes is given another one. */

/* How many of a slot may have an item of the programme. */
typedef struct {
  gint64 item;
  int    places;    /* -1: as many as the slot has places */
} MhCapacityItem;

/* What a slot is to have; -1: as it is. */
typedef struct {
  gint64  slot;
  int     places;   /* that can be booked, without those beyond the capacity */
  int     phone;    /* of these, kept for telephone and counter */
  int     blocked;  /* besides */
  GArray *items;    /* (nullable) (element-type MhCapacityItem): items that are not named stay as they are */
} MhCapacityOrder;

/* Whose place number changes. */
typedef struct {
  gint64 booking;
  gint64 resident;
  gint64 slot;
  int    from;
  int    to;
} MhCapacityMove;

typedef struct {
  gint64     act;     /* of mh_capacity_set() */
  GPtrArray *before;  /* (element-type MhSlot) in the order of the orders */
  GPtrArray *after;   /* (element-type MhSlot) beside @before */
  GArray    *moves;   /* (element-type MhCapacityMove) */
} MhCapacityResult;

void              mh_capacity_result_free   (MhCapacityResult       *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhCapacityResult, mh_capacity_result_free)

/* One act for all of them. */
MhCapacityResult *mh_capacity_set           (const MhDesk           *desk,
                                             const MhCapacityOrder  *orders,
                                             gsize                   n_orders,
                                             GError                **error);
/* What mh_capacity_set() would do now; changes nothing. */
MhCapacityResult *mh_capacity_preview       (const MhDesk           *desk,
                                             const MhCapacityOrder  *orders,
                                             gsize                   n_orders,
                                             GError                **error);

/* Inside an act: one order, without the look at who is affected. @moves: (nullable) (element-type MhCapacityMove) is added to. */
gboolean          mh_capacity_step          (const MhDesk           *desk,
                                             const MhCapacityOrder  *order,
                                             GArray                 *moves,
                                             GError                **error);
/* Inside an act: how many of a slot may have an item; fewer than are booked for it is refused. */
gboolean          mh_capacity_item_step     (const MhDesk           *desk,
                                             gint64                  slot,
                                             const MhCapacityItem   *wanted,
                                             GError                **error);
/* Inside an act: as many places beyond the capacity as @percent of it makes, carried over from slot to slot of the day; none that is held goes. */
gboolean          mh_capacity_overbook_step (const MhDesk           *desk,
                                             gint64                  session,
                                             int                     percent,
                                             GError                **error);
/* Inside an act: no free place of @slot is beyond its capacity. */
gboolean          mh_capacity_drop_extra_step (const MhDesk         *desk,
                                             gint64                  slot,
                                             GError                **error);
/* Inside an act: the place of @booking is free, and gone where it was made for a walk-in. */
gboolean          mh_capacity_release_step  (const MhDesk           *desk,
                                             const MhBooking        *booking,
                                             GError                **error);
/* The places of a refill round that ends. */
gboolean          mh_capacity_release_round_step (const MhDesk      *desk,
                                                  gint64             slot,
                                                  gint64             round,
                                                  GError           **error);
/* The overbooking rule for every slot of the programme that is still ahead. */
gboolean          mh_capacity_overbook_programme (const MhDesk      *desk,
                                             const MhProgramme      *programme,
                                             GError                **error);

G_END_DECLS

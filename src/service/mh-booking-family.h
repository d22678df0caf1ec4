/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking.h"
#include "mh-people.h"
#include "mh-planner.h"

G_BEGIN_DECLS

/* How many go together in one act. */
#define MH_FAMILY_MOST 8

typedef struct {
  gint64        resident;
  gint64        slot;       /* of the same programme; 0: the family's, or the nearest of that day that takes them */
  const gint64 *items;      /* (array length=n_items) (nullable) see MhBookingRequest */
  gsize         n_items;
} MhFamilyMember;

/* Several people at once, all or nothing; each is judged alone. */
typedef struct {
  gint64                slot;             /* where all go if they can */
  const MhFamilyMember *members;          /* (array length=n_members) */
  gsize                 n_members;        /* 1 to MH_FAMILY_MOST */
  const char           *via;
  const char           *proxy_name;       /* (nullable) */
  const char           *proxy_relation;   /* (nullable) */
  const char           *override_reason;  /* (nullable) for each of them */
  const char           *note;             /* (nullable) */
  gboolean              chain;            /* the further doses of each, too */
} MhFamilyRequest;

/* Somebody of the household beside a slot. */
typedef struct {
  MhPerson    *person;
  int          dose;       /* that would be booked */
  MhPlanReason reason;     /* why not, or MH_PLAN_CHOSEN */
} MhFamilyHint;

void       mh_family_hint_free        (MhFamilyHint          *hint);

/* (element-type MhFamilyHint) the others of the household, the oldest first. A protected person is in nobody's household and has none. */
GPtrArray *mh_booking_list_family     (const MhDesk          *desk,
                                       gint64                 slot,
                                       gint64                 resident,
                                       GError               **error);
/* One act. Returns: (element-type gint64) the bookings, in the order of the members */
GArray    *mh_booking_make_family     (const MhDesk          *desk,
                                       const MhFamilyRequest *request,
                                       gint64                *out_act,
                                       GError               **error);
/* Does it and throws it away: (element-type MhBooking) member by member, each with the further doses. Their ids name nothing. */
GPtrArray *mh_booking_preview_family  (const MhDesk          *desk,
                                       const MhFamilyRequest *request,
                                       GError               **error);

G_END_DECLS

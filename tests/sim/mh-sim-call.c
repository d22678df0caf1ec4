/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-call"

#include "mh-sim-call.h"

#include "mh-assign.h"
#include "mh-booking-family.h"
#include "mh-booking.h"
#include "mh-capacity.h"
#include "mh-day-cancel.h"
#include "mh-days.h"
#include "mh-draw.h"
#include "mh-reception.h"

gint64
mh_sim_call_number (const MhSimCall *call,
                    guint            i)
{
  return i < call->n_words ? g_ascii_strtoll (call->words[i], NULL, 10) : 0;
}

/* day-close SESSION */
static gboolean
close_day (MhSimCall *call,
           GError   **error)
{
  return mh_days_close (call->desk, mh_sim_call_number (call, 0), &call->answer, error);
}

/* day-reopen SESSION */
static gboolean
reopen_day (MhSimCall *call,
            GError   **error)
{
  return mh_days_reopen (call->desk, mh_sim_call_number (call, 0), &call->answer, error);
}

/* day-slots SESSION SLOTS PHONE */
static gboolean
set_slots (MhSimCall *call,
           GError   **error)
{
  return mh_days_set_slots (call->desk, mh_sim_call_number (call, 0), call->words[1], (int) mh_sim_call_number (call, 2), error);
}

/* day-cancel SESSION FATE TO-SESSION: FATE 0 move, 1 first in line, 2 cancel */
static gboolean
cancel_day (MhSimCall *call,
            GError   **error)
{
  MhDayCancelOrder order = {
    .session = mh_sim_call_number (call, 0),
    .fate = (MhDayFate) mh_sim_call_number (call, 1),
    .to_session = mh_sim_call_number (call, 2),
    .otherwise = MH_DAY_FIRST_IN_LINE,
  };
  g_autoptr (MhDayCancelResult) result = mh_day_cancel (call->desk, &order, error);

  return result != NULL;
}

/* capacity SLOT PLACES PHONE */
static gboolean
set_capacity (MhSimCall *call,
              GError   **error)
{
  MhCapacityOrder order = { mh_sim_call_number (call, 0), (int) mh_sim_call_number (call, 1), (int) mh_sim_call_number (call, 2), -1 };
  g_autoptr (MhCapacityResult) result = mh_capacity_set (call->desk, &order, 1, error);

  return result != NULL;
}

/* visit BOOKING STATE CARD */
static gboolean
note_visit (MhSimCall *call,
            GError   **error)
{
  MhReceptionChange change = {
    .booking = mh_sim_call_number (call, 0),
    .state = call->words[1],
    .card = (int) mh_sim_call_number (call, 2),
    .reason = g_str_equal (call->words[1], "stopped") ? "発熱" : NULL,
    .override_reason = "医師の指示",
  };

  return mh_reception_set (call->desk, &change, &call->answer, error);
}

/* walk-in SESSION RESIDENT INSTEAD */
static gboolean
walk_in (MhSimCall *call,
         GError   **error)
{
  MhReceptionWalkIn walk_in = {
    .session = mh_sim_call_number (call, 0),
    .resident = mh_sim_call_number (call, 1),
    .reason = "当日来所",
    .instead = mh_sim_call_number (call, 2) != 0,
  };

  return mh_reception_walk_in (call->desk, &walk_in, &call->answer, error) != 0;
}

/* reception-close SESSION */
static gboolean
close_reception (MhSimCall *call,
                 GError   **error)
{
  return mh_reception_close (call->desk, mh_sim_call_number (call, 0), NULL, &call->answer, error);
}

/* chain SLOT RESIDENT: with the further doses */
static gboolean
book_chain (MhSimCall *call,
            GError   **error)
{
  MhBookingRequest request = { .slot = mh_sim_call_number (call, 0), .resident = mh_sim_call_number (call, 1), .via = "phone", .chain = TRUE };

  return mh_booking_make (call->desk, &request, &call->answer, error) != 0;
}

/* family SLOT RESIDENT RESIDENT */
static gboolean
book_family (MhSimCall *call,
             GError   **error)
{
  MhFamilyMember members[] = { { .resident = mh_sim_call_number (call, 1) }, { .resident = mh_sim_call_number (call, 2) } };
  MhFamilyRequest request = { .slot = mh_sim_call_number (call, 0), .members = members, .n_members = G_N_ELEMENTS (members), .via = "phone" };
  g_autoptr (GArray) bookings = mh_booking_make_family (call->desk, &request, &call->answer, error);

  return bookings != NULL;
}

/* draw PROGRAMME SESSION: session 0 for the order alone */
static gboolean
draw (MhSimCall *call,
      GError   **error)
{
  MhDrawOrder order = { mh_sim_call_number (call, 0), mh_sim_call_number (call, 1), TRUE };
  MhDrawResult result;

  return mh_draw_run (call->desk, &order, &result, error);
}

/* assign PROGRAMME SESSION */
static gboolean
assign (MhSimCall *call,
        GError   **error)
{
  gint64 session = mh_sim_call_number (call, 1);
  MhAssignOrder order = { .programme = mh_sim_call_number (call, 0), .sessions = &session, .n_sessions = 1, .tell = TRUE };
  g_autoptr (MhAssignResult) result = mh_assign_run (call->desk, &order, error);

  return result != NULL;
}

const MhSimCommand mh_sim_call_days[] = {
  { "assign", 2, assign },
  { "capacity", 3, set_capacity },
  { "chain", 2, book_chain },
  { "day-cancel", 3, cancel_day },
  { "day-close", 1, close_day },
  { "day-reopen", 1, reopen_day },
  { "day-slots", 3, set_slots },
  { "draw", 2, draw },
  { "family", 3, book_family },
  { "reception-close", 1, close_reception },
  { "visit", 2, note_visit },
  { "walk-in", 2, walk_in },
  { NULL }
};

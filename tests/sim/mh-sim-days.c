/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-days"

#include "mh-sim-days.h"

#include "mh-capacity.h"
#include "mh-day-cancel.h"
#include "mh-days.h"
#include "mh-places.h"
#include "mh-reception.h"
#include "mh-waiting.h"
#include "mh-windows.h"

#define HOUR (G_GINT64_CONSTANT (3600) * 1000)
#define MOST_LOTS 6

/* A session of today, that a reception may be open for; now and then another. */
static gint64
session_of_today (MhSim *sim)
{
  g_autofree char *today = mh_date_to_iso (mh_desk_today (&sim->desk));
  gint64 session = 0;

  if (mh_sim_below (sim, 12) == 0 ||
      !mh_db_get_int (sim->desk.db, 0, &session, NULL, "SELECT id FROM session WHERE date = :today ORDER BY id DESC LIMIT 1",
                      ":today", MH_TEXT (today), NULL))
    return mh_sim_any_session (sim);

  return session;
}

/* --- days ----------------------------------------------------------------------------------------------------------- */

/* New days as old ones pass. */
gboolean
mh_sim_add_session (MhSim    *sim,
                    gboolean *out_did,
                    GError  **error)
{
  static const char * const slots[] = { "09:00-10:00/30x2", "13:30-15:00/30x3", "09:00-09:30/30x4", "18:00-19:00/30x1" };
  g_autofree char *today = mh_date_to_iso (mh_desk_today (&sim->desk));
  gint64 n = 0;

  if (!mh_db_get_int (sim->desk.db, 0, &n, error, "SELECT count (*) FROM session WHERE date > :today", ":today", MH_TEXT (today), NULL))
    return FALSE;
  *out_did = n < MH_SIM_DAYS_AHEAD;

  return !*out_did ||
         mh_places_add_session (&sim->desk, 1 + mh_sim_below (sim, MH_SIM_N_PROGRAMMES), mh_sim_in_days (sim, 1 + (int) mh_sim_below (sim, 14)),
                                "保健センター", slots[mh_sim_below (sim, 4)], (int) mh_sim_below (sim, 2), error) != 0;
}

gboolean
mh_sim_edit_day (MhSim    *sim,
                 gboolean *out_did,
                 GError  **error)
{
  gint64 id = mh_sim_any_session (sim);
  g_autoptr (MhSession) session = NULL;

  *out_did = id != 0;
  if (!*out_did)
    return TRUE;

  session = mh_session_table_get (sim->desk.db, id, error);
  if (session == NULL)
    return FALSE;

  switch (mh_sim_below (sim, 4)) {
  case 0:
    session->date = mh_date_add_days (session->date, (int) mh_sim_below (sim, 3) - 1);
    break;

  case 1:
    session->walk_in_cap = (int) mh_sim_below (sim, 4) - 1;
    break;

  case 2:
    session->phone_until = mh_sim_below (sim, 2) == 0 ? 0 : mh_desk_now (&sim->desk) + mh_sim_below (sim, 100) * HOUR;
    break;

  default:
    g_free (session->note);
    session->note = g_strdup ("駐車場は裏です");
    break;
  }

  return mh_days_edit (&sim->desk, session, error);
}

gboolean
mh_sim_set_slots (MhSim    *sim,
                  gboolean *out_did,
                  GError  **error)
{
  static const char * const slots[] = { "09:00-10:00/30x3", "09:00-10:30/30x2", "13:30-15:00/30x2", "18:00-19:30/30x1" };
  gint64 session = mh_sim_any_session (sim);

  *out_did = session != 0;

  return !*out_did || mh_days_set_slots (&sim->desk, session, slots[mh_sim_below (sim, 4)], (int) mh_sim_below (sim, 2), error);
}

gboolean
mh_sim_close_day (MhSim    *sim,
                  gboolean *out_did,
                  GError  **error)
{
  gint64 closed = mh_sim_pick (sim, "SELECT id FROM session WHERE state = 'closed' AND :from >= 0 LIMIT 1");
  gint64 session = mh_sim_any_session (sim);

  /* Seldom closed for long. */
  *out_did = TRUE;
  if (closed != 0 && mh_sim_below (sim, 10) < 7)
    return mh_days_reopen (&sim->desk, closed, NULL, error);

  *out_did = session != 0 && mh_sim_below (sim, 2) == 0;

  return !*out_did || mh_days_close (&sim->desk, session, NULL, error);
}

gboolean
mh_sim_cancel_day (MhSim    *sim,
                   gboolean *out_did,
                   GError  **error)
{
  MhDayCancelOrder order = {
    .session = mh_sim_any_session (sim),
    .to_session = mh_sim_any_session (sim),
    .fate = (MhDayFate) mh_sim_below (sim, 3),
    .otherwise = mh_sim_below (sim, 2) == 0 ? MH_DAY_FIRST_IN_LINE : MH_DAY_CANCEL,
  };
  g_autoptr (MhDayCancelResult) result = NULL;

  if (order.fate != MH_DAY_MOVE)
    order.to_session = 0;
  *out_did = order.session != 0;
  if (!*out_did)
    return TRUE;

  result = mh_sim_below (sim, 3) == 0 ? mh_day_cancel_preview (&sim->desk, &order, error) : mh_day_cancel (&sim->desk, &order, error);

  return result != NULL;
}

gboolean
mh_sim_set_capacity (MhSim    *sim,
                     gboolean *out_did,
                     GError  **error)
{
  MhCapacityOrder orders[2];
  g_autoptr (MhCapacityResult) result = NULL;
  gsize n = 1 + mh_sim_below (sim, 2);

  for (gsize i = 0; i < n; i++) {
    int places = (int) mh_sim_below (sim, 6);

    orders[i] = (MhCapacityOrder) { mh_sim_any_slot (sim), places, (int) mh_sim_below (sim, (guint32) places + 1), (int) mh_sim_below (sim, 3) - 1 };
  }
  *out_did = orders[0].slot != 0 && (n == 1 || (orders[1].slot != 0 && orders[1].slot != orders[0].slot));
  if (!*out_did)
    return TRUE;

  result = mh_sim_below (sim, 4) == 0 ? mh_capacity_preview (&sim->desk, orders, n, error) : mh_capacity_set (&sim->desk, orders, n, error);

  return result != NULL;
}

gboolean
mh_sim_set_window (MhSim    *sim,
                   gboolean *out_did,
                   GError  **error)
{
  gint64 old = mh_sim_pick (sim, "SELECT id FROM booking_window WHERE :from >= 0 LIMIT 1");
  MhBookingWindow window = {
    .session = mh_sim_any_session (sim),
    .opens_at = mh_desk_now (&sim->desk) + ((gint64) mh_sim_below (sim, 48) - 36) * HOUR,
    .label = (char *) "先行予約",
    .min_months = mh_sim_below (sim, 2) == 0 ? 0 : 780,
    .sex = (char *) "any",
    .districts = (char *) "",
  };

  /* Seldom more than one, else nobody gets a place. */
  *out_did = TRUE;
  if (old != 0 && mh_sim_below (sim, 10) < 8)
    return mh_windows_remove (&sim->desk, old, error);

  *out_did = window.session != 0;

  return !*out_did || mh_windows_add (&sim->desk, &window, error) != 0;
}

/* --- the reception -------------------------------------------------------------------------------------------------- */

gboolean
mh_sim_set_visit (MhSim    *sim,
                  gboolean *out_did,
                  GError  **error)
{
  static const char * const states[] = { "came", "came", "came", "done", "done", "done", "stopped", "cancelled-day", "no-show", "postponed",
                                         "expected" };
  gint64 session = session_of_today (sim);
  MhReceptionChange change = {
    .state = states[mh_sim_below (sim, G_N_ELEMENTS (states))],
    .card = mh_sim_below (sim, 3) == 0 ? (int) mh_sim_below (sim, 20) : 0,
    .override_reason = mh_sim_below (sim, 2) == 0 ? "医師の指示" : NULL,
  };

  if (!mh_db_get_int (sim->desk.db, 0, &change.booking, error,
                      "SELECT booking.id FROM booking JOIN slot ON slot.id = booking.slot WHERE slot.session = :session "
                      "AND booking.state IN ('active', 'missed') ORDER BY (booking.id * :by) % 17 LIMIT 1",
                      ":session", MH_INT (session), ":by", MH_INT (1 + mh_sim_below (sim, 16)), NULL))
    return FALSE;

  if (mh_sim_below (sim, 3) == 0)
    change.lot = mh_sim_pick (sim, "SELECT id FROM lot WHERE id >= :from * (SELECT max (id) + 1 FROM lot) / 1000 LIMIT 1");
  if (g_str_equal (change.state, "stopped"))
    change.reason = "発熱";
  *out_did = change.booking != 0;

  return !*out_did || mh_reception_set (&sim->desk, &change, NULL, error);
}

gboolean
mh_sim_walk_in (MhSim    *sim,
                gboolean *out_did,
                GError  **error)
{
  MhReceptionWalkIn walk_in = {
    .session = session_of_today (sim),
    .resident = mh_sim_any_resident (sim),
    .reason = "当日来所",
    .override_reason = mh_sim_below (sim, 2) == 0 ? "医師の指示" : NULL,
    .instead = mh_sim_below (sim, 2) == 0,
  };

  *out_did = walk_in.session != 0;

  return !*out_did || mh_reception_walk_in (&sim->desk, &walk_in, NULL, error) != 0;
}

gboolean
mh_sim_close_reception (MhSim    *sim,
                        gboolean *out_did,
                        GError  **error)
{
  gint64 session = session_of_today (sim);

  *out_did = session != 0;

  return !*out_did || mh_reception_close (&sim->desk, session, NULL, NULL, error);
}

gboolean
mh_sim_set_lot (MhSim    *sim,
                gboolean *out_did,
                GError  **error)
{
  gint64 n = mh_sim_pick (sim, "SELECT count (*) FROM lot WHERE :from >= 0");
  g_autofree char *number = g_strdup_printf ("A%03u", mh_sim_below (sim, 1000));
  MhLot lot = {
    .programme = 1 + mh_sim_below (sim, 3),
    .number = number,
    .maker = (char *) "",
    .expires = mh_date_add_days (mh_desk_today (&sim->desk), (int) mh_sim_below (sim, 30) - 5),
    .active = TRUE,
  };

  *out_did = TRUE;
  if (n < MOST_LOTS)
    return mh_reception_add_lot (&sim->desk, &lot, error) != 0;

  return mh_reception_offer_lot (&sim->desk, 1 + mh_sim_below (sim, MOST_LOTS), mh_sim_below (sim, 3) != 0, error);
}

/* --- the waiting list ----------------------------------------------------------------------------------------------- */

static MhWaitingRequest
any_request (MhSim *sim)
{
  static const char * const wishes[] = { "any", "any", "am", "pm" };

  return (MhWaitingRequest) {
           .programme = 1 + mh_sim_below (sim, 3),
           .wish = wishes[mh_sim_below (sim, 4)],
           .swap = mh_sim_below (sim, 2) == 0,
           .whole_chain = mh_sim_below (sim, 4) == 0,
           .note = mh_sim_below (sim, 2) == 0 ? "午後は仕事" : NULL,
  };
}

gboolean
mh_sim_register (MhSim    *sim,
                 gboolean *out_did,
                 GError  **error)
{
  MhWaitingRequest request = any_request (sim);
  gint64 resident = mh_sim_any_resident (sim);

  request.residents = &resident;
  request.n_residents = 1;
  *out_did = TRUE;

  return mh_waiting_register (&sim->desk, &request, NULL, error) != 0;
}

gboolean
mh_sim_edit_waiting (MhSim    *sim,
                     gboolean *out_did,
                     GError  **error)
{
  MhWaitingRequest request = any_request (sim);
  gint64 unit = mh_sim_pick (sim, "SELECT id FROM waiting_unit WHERE state = 'waiting' "
                                  "AND id >= :from * (SELECT max (id) + 1 FROM waiting_unit) / 1000 LIMIT 1");

  *out_did = unit != 0;

  return !*out_did || mh_waiting_edit (&sim->desk, unit, &request, NULL, error);
}

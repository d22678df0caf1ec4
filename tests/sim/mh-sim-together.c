/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-together"

#include "mh-sim-together.h"

#include "mh-assign.h"
#include "mh-booking-chain.h"
#include "mh-booking-family.h"
#include "mh-booking-items.h"
#include "mh-booking.h"
#include "mh-days-copy.h"
#include "mh-draw.h"
#include "mh-programmes.h"
#include "mh-reception-after.h"
#include "mh-refill.h"

#define MOST_PROGRAMMES 6

/* A slot of a programme with several doses, a little ahead. */
static gint64
chain_slot (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT slot.id FROM slot JOIN programme ON programme.id = slot.programme AND programme.doses > 1 "
                           "WHERE slot.session > (SELECT max (id) FROM session) - 12 "
                           "AND slot.id >= :from * (SELECT max (id) + 1 FROM slot) / 1000 LIMIT 1");
}

/* A booking that others were made together with. */
static gint64
chain_head (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT b.id FROM booking AS b WHERE b.state = 'active' "
                           "AND EXISTS (SELECT 1 FROM booking WHERE chain = b.id AND state = 'active') "
                           "AND b.id >= :from * (SELECT max (id) + 1 FROM booking) / 1000 LIMIT 1");
}

static gint64
chain_tail (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT id FROM booking WHERE state = 'active' AND chain IS NOT NULL "
                           "AND id >= :from * (SELECT max (id) + 1 FROM booking) / 1000 LIMIT 1");
}

/* --- chains --------------------------------------------------------------------------------------------------------- */

static gboolean
book_chain (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  gint64 later = mh_sim_any_slot (sim);
  MhBookingRequest request = {
    .slot = chain_slot (sim),
    .resident = mh_sim_any_resident (sim),
    .via = mh_sim_below (sim, 3) == 0 ? "counter" : "phone",
    .chain = TRUE,
    .chain_slots = &later,
    .n_chain_slots = mh_sim_below (sim, 6) == 0 ? 1 : 0,
  };
  g_autoptr (GPtrArray) preview = NULL;

  *out_did = request.slot != 0;
  if (!*out_did)
    return TRUE;

  if (mh_sim_below (sim, 8) > 0)
    return mh_booking_make (&sim->desk, &request, NULL, error) != 0;

  preview = mh_booking_preview_make (&sim->desk, &request, error);

  return preview != NULL;
}

static gboolean
move_chain (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  gint64 booking = mh_sim_below (sim, 4) > 0 ? chain_head (sim) : chain_tail (sim);
  gint64 slot = chain_slot (sim);
  const char *override_reason = mh_sim_below (sim, 6) == 0 ? "医師の指示" : NULL;
  g_autoptr (GPtrArray) preview = NULL;

  *out_did = booking != 0 && slot != 0;
  if (!*out_did)
    return TRUE;

  if (mh_sim_below (sim, 8) > 0)
    return mh_booking_move (&sim->desk, booking, slot, override_reason, NULL, error);

  preview = mh_booking_preview_move (&sim->desk, booking, slot, override_reason, error);

  return preview != NULL;
}

static gboolean
cancel_chain (MhSim    *sim,
              gboolean *out_did,
              GError  **error)
{
  gint64 booking = mh_sim_below (sim, 3) > 0 ? chain_head (sim) : chain_tail (sim);
  g_autoptr (MhRefillResult) result = NULL;

  *out_did = booking != 0;
  if (!*out_did || mh_sim_below (sim, 2) == 0)
    return !*out_did || mh_booking_cancel (&sim->desk, booking, NULL, NULL, error);

  result = mh_refill_cancel (&sim->desk, &booking, 1, error);

  return result != NULL;
}

/* --- families and items --------------------------------------------------------------------------------------------- */

static gboolean
book_family (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  MhFamilyMember members[3] = { 0 };
  MhFamilyRequest request = {
    .slot = mh_sim_any_slot (sim),
    .members = members,
    .n_members = 2 + mh_sim_below (sim, 2),
    .via = "phone",
    .chain = mh_sim_below (sim, 3) == 0,
  };
  g_autoptr (GPtrArray) preview = NULL;
  g_autoptr (GArray) bookings = NULL;

  *out_did = request.slot != 0;
  if (!*out_did)
    return TRUE;

  members[0].resident = mh_sim_any_resident (sim);
  for (gsize i = 1; i < request.n_members; i++)
    members[i].resident = members[0].resident + (gint64) i;
  members[1].slot = mh_sim_below (sim, 4) == 0 ? mh_sim_any_slot (sim) : 0;

  if (mh_sim_below (sim, 6) > 0)
    bookings = mh_booking_make_family (&sim->desk, &request, NULL, error);
  else
    preview = mh_booking_preview_family (&sim->desk, &request, error);

  return bookings != NULL || preview != NULL;
}

static gint64
any_item (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT id FROM programme_item WHERE id >= :from * (SELECT max (id) + 1 FROM programme_item) / 1000 LIMIT 1");
}

static gboolean
change_items (MhSim    *sim,
              gboolean *out_did,
              GError  **error)
{
  gint64 booking = mh_sim_pick (sim, "SELECT id FROM booking WHERE state = 'active' AND programme IN (SELECT programme FROM programme_item) "
                                     "AND id >= :from * (SELECT max (id) + 1 FROM booking) / 1000 LIMIT 1");
  gint64 items[2] = { any_item (sim), any_item (sim) };

  *out_did = booking != 0 && items[0] != 0;

  return !*out_did || mh_booking_change_items (&sim->desk, booking, items, items[0] != items[1] ? 2 : 1,
                                               mh_sim_below (sim, 4) == 0 ? "医師の指示" : NULL, NULL, error);
}

static gboolean
set_item_places (MhSim    *sim,
                 gboolean *out_did,
                 GError  **error)
{
  gint64 slot = mh_sim_pick (sim, "SELECT id FROM slot WHERE programme IN (SELECT programme FROM programme_item) "
                                  "AND session > (SELECT max (id) FROM session) - 12 "
                                  "AND id >= :from * (SELECT max (id) + 1 FROM slot) / 1000 LIMIT 1");

  *out_did = slot != 0;

  return !*out_did || mh_programmes_set_item_places (&sim->desk, slot, mh_sim_below (sim, 2) == 0 ? "基本" : "胃",
                                                     (int) mh_sim_below (sim, 4) - 1, error);
}

/* --- many at once --------------------------------------------------------------------------------------------------- */

static gboolean
assign (MhSim    *sim,
        gboolean *out_did,
        GError  **error)
{
  gint64 sessions[2] = { mh_sim_any_session (sim), mh_sim_any_session (sim) };
  MhAssignOrder order = {
    .sessions = sessions,
    .n_sessions = 1 + mh_sim_below (sim, 2),
    .by_district = mh_sim_below (sim, 2) == 0,
    .chain = mh_sim_below (sim, 3) == 0,
    .tell = mh_sim_below (sim, 2) == 0,
  };
  g_autoptr (MhAssignResult) result = NULL;

  if (!mh_db_get_int (sim->desk.db, 0, &order.programme, error, "SELECT programme FROM session WHERE id = :session",
                      ":session", MH_INT (sessions[0]), NULL))
    return FALSE;

  *out_did = order.programme != 0;
  if (!*out_did)
    return TRUE;

  result = mh_sim_below (sim, 4) == 0 ? mh_assign_preview (&sim->desk, &order, error) : mh_assign_run (&sim->desk, &order, error);

  return result != NULL;
}

static gboolean
draw (MhSim    *sim,
      gboolean *out_did,
      GError  **error)
{
  gint64 session = mh_sim_any_session (sim);
  MhDrawOrder order = { .session = mh_sim_below (sim, 3) == 0 ? 0 : session, .tell = mh_sim_below (sim, 2) == 0 };
  MhDrawResult result;
  MhDrawVerdict verdict;

  if (!mh_db_get_int (sim->desk.db, 0, &order.programme, error, "SELECT programme FROM session WHERE id = :session",
                      ":session", MH_INT (session), NULL))
    return FALSE;

  *out_did = order.programme != 0;
  if (!*out_did)
    return TRUE;

  if (!mh_draw_run (&sim->desk, &order, &result, error))
    return FALSE;

  if (sim->in_trouble)
    return TRUE;

  if (!mh_draw_verify (&sim->desk, result.draw, &verdict, error))
    return FALSE;

  if (!verdict.same)
    mh_sim_set_fault (sim, g_strdup_printf ("draw %lld comes out otherwise at rank %d", (long long) result.draw, verdict.rank));

  return TRUE;
}

/* Who did not come is asked to wait for another place. */
static gboolean
let_wait (MhSim    *sim,
          gboolean *out_did,
          GError  **error)
{
  gint64 session = mh_sim_pick (sim, "SELECT slot.session FROM booking JOIN slot ON slot.id = booking.slot WHERE booking.state = 'missed' "
                                     "AND booking.id >= :from * (SELECT max (id) + 1 FROM booking) / 1000 LIMIT 1");
  g_autoptr (GArray) people = NULL;
  gint64 programme = 0, n, n_unclear;

  *out_did = session != 0;
  if (!*out_did)
    return TRUE;

  if (!mh_db_get_int (sim->desk.db, 0, &programme, error, "SELECT programme FROM session WHERE id = :session",
                      ":session", MH_INT (session), NULL))
    return FALSE;

  people = mh_sim_below (sim, 4) > 0
           ? mh_reception_list_no_shows (&sim->desk, session, error)
           : mh_reception_list_not_yet (&sim->desk, programme, mh_sim_in_days (sim, 7), &n_unclear, error);
  if (people == NULL)
    return FALSE;

  if (people->len > 3)
    g_array_set_size (people, 3);

  return mh_reception_let_wait (&sim->desk, programme, people, &n, NULL, error);
}

/* --- programmes and days -------------------------------------------------------------------------------------------- */

static void
change_spec (MhSim           *sim,
             MhProgrammeSpec *spec)
{
  static const char * const orders[] = { "registered", "registered", "priority", "lottery" };
  MhDoseRule rule = { .dose = 2, .earliest_days = spec->programme->interval_days, .standard_days = spec->programme->interval_days };

  switch (mh_sim_below (sim, 5)) {
  case 0:
    spec->programme->parallel = 1 + (int) mh_sim_below (sim, 4);
    break;

  case 1:
    spec->programme->overbook_percent = (int) mh_sim_below (sim, 3) * 10;
    break;

  case 2:
    g_free (spec->programme->wait_order);
    spec->programme->wait_order = g_strdup (orders[mh_sim_below (sim, G_N_ELEMENTS (orders))]);
    break;

  case 3:
    g_array_set_size (spec->dose_rules, 0);
    if (spec->programme->doses > 1 && mh_sim_below (sim, 3) == 0)
      g_array_append_val (spec->dose_rules, rule);
    break;

  default:
    spec->programme->deadline_days = (int) mh_sim_below (sim, 2);
    break;
  }
}

static gboolean
edit_programme (MhSim    *sim,
                gboolean *out_did,
                GError  **error)
{
  g_autoptr (MhProgrammeSpec) spec = mh_programmes_load (&sim->desk, 1 + mh_sim_below (sim, MH_SIM_N_PROGRAMMES), error);

  *out_did = spec != NULL;
  if (!*out_did)
    return FALSE;

  change_spec (sim, spec);

  return mh_programmes_edit (&sim->desk, spec, NULL, error);
}

static gboolean
copy_programme (MhSim    *sim,
                gboolean *out_did,
                GError  **error)
{
  gint64 n = mh_sim_pick (sim, "SELECT count (*) FROM programme WHERE :from >= 0");
  g_autofree char *name = g_strdup_printf ("事業 %lld", (long long) n + 1);

  *out_did = n < MOST_PROGRAMMES;

  return !*out_did || mh_programmes_copy (&sim->desk, 1 + mh_sim_below (sim, MH_SIM_N_PROGRAMMES), name, error) != 0;
}

static gboolean
copy_day (MhSim    *sim,
          gboolean *out_did,
          GError  **error)
{
  gint64 session = mh_sim_any_session (sim);
  MhDate date = mh_sim_in_days (sim, 1 + (int) mh_sim_below (sim, 14));
  gint64 n = mh_sim_pick (sim, "SELECT count (*) FROM session WHERE :from >= 0");
  g_autoptr (GPtrArray) copies = NULL;

  *out_did = session != 0 && n < 40;
  if (*out_did)
    copies = mh_days_copy (&sim->desk, session, &date, 1, mh_sim_below (sim, 2) == 0, mh_sim_below (sim, 4) == 0, error);

  return !*out_did || copies != NULL;
}

const MhSimDeed mh_sim_together_deeds[] = {
  { "chain", 300, book_chain },
  { "chain move", 150, move_chain },
  { "chain cancel", 80, cancel_chain },
  { "family", 200, book_family },
  { "items", 80, change_items },
  { "item places", 30, set_item_places },
  { "assign", 20, assign },
  { "draw", 30, draw },
  { "let wait", 30, let_wait },
  { "programme edit", 30, edit_programme },
  { "programme copy", 3, copy_programme },
  { "day copy", 20, copy_day },
  { NULL }
};

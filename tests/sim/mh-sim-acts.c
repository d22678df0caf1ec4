/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-acts"

#include "mh-sim-acts.h"

#include "mh-booking.h"
#include "mh-contacts.h"
#include "mh-lease-table.h"
#include "mh-outbox.h"
#include "mh-people.h"
#include "mh-protect.h"
#include "mh-refill-frozen.h"
#include "mh-refill.h"
#include "mh-sim-broadcasts.h"
#include "mh-sim-days.h"
#include "mh-sim-papers.h"
#include "mh-sim-persons.h"
#include "mh-sim-together.h"
#include "mh-sim-undo.h"
#include "mh-test-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"

#define LEASE_MS 60000

/* --- acts ----------------------------------------------------------------------------------------------------------- */

static gint64
any_offer (MhSim *sim)
{
  gint64 open = mh_sim_pick (sim, "SELECT id FROM offer WHERE state = 'open' "
                                  "AND id >= :from * (SELECT max (id) + 1 FROM offer) / 1000 LIMIT 1");

  return open != 0 ? open : mh_sim_pick (sim, "SELECT max (id) FROM offer WHERE :from >= 0");
}

static gboolean
book (MhSim    *sim,
      gboolean *out_did,
      GError  **error)
{
  static const char * const ways[] = { "phone", "counter", "line" };
  MhBookingRequest request = {
    .slot = mh_sim_any_slot (sim),
    .resident = mh_sim_any_resident (sim),
    .dose = (int) mh_sim_below (sim, 8) < 5 ? 0 : 1 + (int) mh_sim_below (sim, 3),
    .via = ways[mh_sim_below (sim, 3)],
  };

  *out_did = request.slot != 0;

  return !*out_did || mh_booking_make (&sim->desk, &request, NULL, error) != 0;
}

static gboolean
move (MhSim    *sim,
      gboolean *out_did,
      GError  **error)
{
  gint64 booking = mh_sim_any_booking (sim);
  gint64 slot = mh_sim_any_slot (sim);

  *out_did = booking != 0 && slot != 0;

  return !*out_did || mh_booking_move (&sim->desk, booking, slot, NULL, NULL, error);
}

static gboolean
cancel (MhSim    *sim,
        gboolean *out_did,
        GError  **error)
{
  gint64 booking = mh_sim_any_booking (sim);

  *out_did = booking != 0;

  return !*out_did || mh_booking_cancel (&sim->desk, booking, NULL, NULL, error);
}

static gboolean
refill_cancel (MhSim    *sim,
               gboolean *out_did,
               GError  **error)
{
  gint64 bookings[2] = { mh_sim_any_booking (sim), 0 };
  g_autoptr (MhRefillResult) result = NULL;

  *out_did = bookings[0] != 0;
  if (!*out_did)
    return TRUE;

  if (mh_sim_below (sim, 2) == 0 &&
      !mh_db_get_int (sim->desk.db, 0, &bookings[1], error,
                      "SELECT other.id FROM booking AS other JOIN booking AS one ON one.slot = other.slot AND one.id <> other.id "
                      "WHERE one.id = :booking AND other.state = 'active'", ":booking", MH_INT (bookings[0]), NULL))
    return FALSE;

  result = mh_sim_below (sim, 12) == 0
           ? mh_refill_preview (&sim->desk, bookings, bookings[1] != 0 ? 2 : 1, NULL, error)
           : mh_refill_cancel (&sim->desk, bookings, bookings[1] != 0 ? 2 : 1, error);

  return result != NULL;
}

static gboolean
accept_offer (MhSim    *sim,
              gboolean *out_did,
              GError  **error)
{
  gint64 offer = any_offer (sim);
  g_autoptr (MhAcceptResult) result = NULL;

  *out_did = offer != 0;
  if (offer != 0)
    result = mh_refill_accept_with (&sim->desk, offer, mh_sim_below (sim, 2) == 0, error);

  return offer == 0 || result != NULL;
}

static gboolean
offer_free (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  gint64 slot = mh_sim_any_slot (sim);
  g_autoptr (MhRefillResult) result = NULL;

  *out_did = slot != 0;
  if (slot != 0)
    result = mh_refill_offer_free (&sim->desk, slot, mh_sim_below (sim, 3), NULL, error);

  return slot == 0 || result != NULL;
}

static gboolean
ask_next (MhSim    *sim,
          gboolean *out_did,
          GError  **error)
{
  gint64 round = mh_sim_pick (sim, "SELECT id FROM refill_round WHERE state = 'open' "
                                   "AND id >= :from * (SELECT max (id) + 1 FROM refill_round) / 1000 LIMIT 1");
  g_autoptr (MhRefillResult) result = NULL;

  *out_did = round != 0;
  if (round != 0)
    result = mh_refill_ask_next (&sim->desk, round, error);

  return round == 0 || result != NULL;
}

static gboolean
decline_offer (MhSim    *sim,
               gboolean *out_did,
               GError  **error)
{
  gint64 offer = any_offer (sim);

  *out_did = offer != 0;

  return !*out_did || mh_refill_decline (&sim->desk, offer, NULL, error);
}

static gboolean
close_round (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  gint64 round = mh_sim_pick (sim, "SELECT max (id) FROM refill_round WHERE :from < 500 OR state = 'open'");

  *out_did = round != 0;

  return !*out_did || mh_refill_close (&sim->desk, round, NULL, error);
}

static gboolean
wait_for_place (MhSim    *sim,
                gboolean *out_did,
                GError  **error)
{
  static const char * const wishes[] = { "any", "any", "any", "any", "any", "any", "am", "pm" };
  gint64 residents[2] = { mh_sim_any_resident (sim), mh_sim_any_resident (sim) };
  gsize n = residents[0] != residents[1] && mh_sim_below (sim, 10) < 4 ? 2 : 1;

  *out_did = TRUE;

  return mh_test_add_waiting (&sim->desk, 1 + mh_sim_below (sim, MH_SIM_N_PROGRAMMES), residents, n, wishes[mh_sim_below (sim, 8)], error) != 0;
}

static gboolean
withdraw (MhSim    *sim,
          gboolean *out_did,
          GError  **error)
{
  gint64 unit = mh_sim_pick (sim, "SELECT id FROM waiting_unit WHERE state = 'waiting' "
                                  "AND id >= :from * (SELECT max (id) + 1 FROM waiting_unit) / 1000 LIMIT 1");

  *out_did = unit != 0;

  return !*out_did || mh_waiting_withdraw (&sim->desk, unit, error);
}

static gboolean
undo (MhSim    *sim,
      gboolean *out_did,
      GError  **error)
{
  g_autoptr (MhUndoResult) result = NULL;
  gint64 act = 0;

  if (mh_sim_below (sim, 2) == 0) {
    if (!mh_undo_find_last (sim->desk.db, &act, error))
      return FALSE;
  } else {
    act = mh_sim_pick (sim, "SELECT id FROM act WHERE id >= (SELECT max (id) FROM act) - :from * 25 / 1000 "
                            "AND kind NOT IN ('resident.add', 'programme.add', 'session.add', 'contact.add', 'config.set') LIMIT 1");
  }

  *out_did = act != 0;
  if (act != 0)
    result = mh_undo_run (sim->desk.db, mh_desk_now (&sim->desk), sim->desk.operator_name, act, error);

  return act == 0 || result != NULL;
}

static gboolean
set_status (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  static const char * const statuses[] = { "dead", "moved-out", "moving-out", "removed" };
  MhResident changes = { 0 };

  changes.id = mh_sim_below (sim, 10) < 6
               ? mh_sim_pick (sim, "SELECT id FROM resident WHERE status <> 'resident' "
                                   "AND id >= :from * (SELECT max (id) + 1 FROM resident) / 1000 LIMIT 1")
               : mh_sim_any_resident (sim);
  *out_did = changes.id != 0;
  if (!*out_did)
    return TRUE;

  changes.status = (char *) (mh_sim_below (sim, 10) < 6 ? "resident" : statuses[mh_sim_below (sim, 4)]);
  changes.status_date = mh_sim_in_days (sim, (int) mh_sim_below (sim, 5) - 1);

  return mh_test_edit_person (&sim->desk, &changes, error);
}

static gboolean
protect (MhSim    *sim,
         gboolean *out_did,
         GError  **error)
{
  gint64 resident;

  *out_did = TRUE;
  if (mh_sim_below (sim, 2) == 0)
    return mh_protect_begin (&sim->desk, mh_sim_any_resident (sim), mh_sim_in_days (sim, (int) mh_sim_below (sim, 3) - 1), MH_DATE_NONE, NULL, error);

  resident = mh_sim_pick (sim, "SELECT resident FROM protection WHERE end_date IS NULL "
                               "AND id >= :from * (SELECT max (id) + 1 FROM protection) / 1000 LIMIT 1");
  *out_did = resident != 0;

  return !*out_did || mh_protect_end (&sim->desk, resident, mh_sim_in_days (sim, (int) mh_sim_below (sim, 3) - 1), "町内へ転居", error);
}

static gboolean
opt_out (MhSim    *sim,
         gboolean *out_did,
         GError  **error)
{
  gint64 link = mh_sim_pick (sim, "SELECT id FROM contact_link WHERE id >= :from * (SELECT max (id) + 1 FROM contact_link) / 1000 LIMIT 1");
  gint64 resident = 0, opted_out = 0;

  *out_did = link != 0;
  if (!mh_db_get_int (sim->desk.db, 0, &resident, error, "SELECT resident FROM contact_link WHERE id = :id", ":id", MH_INT (link), NULL) ||
      !mh_db_get_int (sim->desk.db, 0, &opted_out, error, "SELECT opted_out FROM contact_link WHERE id = :id", ":id", MH_INT (link), NULL))
    return FALSE;

  if (mh_sim_below (sim, 10) < 3)
    return mh_contacts_mark_safe (&sim->desk, resident, link, mh_sim_below (sim, 2) == 0 ? "本人が確認" : NULL, error);

  return mh_contacts_set_opt_out (&sim->desk, resident, link, opted_out == 0 && mh_sim_below (sim, 3) == 0, error);
}

static gboolean
resolve (MhSim    *sim,
         gboolean *out_did,
         GError  **error)
{
  gint64 delivery = mh_sim_pick (sim, "SELECT id FROM delivery WHERE state = 'check' AND :from >= 0 LIMIT 1");

  *out_did = TRUE;
  if (delivery != 0)
    return mh_outbox_resolve (&sim->desk, delivery, mh_sim_wire_has (sim->wire, delivery), error);

  delivery = mh_sim_pick (sim, "SELECT id FROM delivery WHERE state = 'by-hand' "
                               "AND id >= :from * (SELECT max (id) + 1 FROM delivery) / 1000 LIMIT 1");
  *out_did = delivery != 0;

  return !*out_did || mh_outbox_done_by_hand (&sim->desk, delivery, error);
}

/* Seldom off for long. */
static gboolean
set_sending (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  gint64 off = mh_sim_pick (sim, "SELECT count (*) FROM config WHERE key = 'sending' AND value = 'off' AND :from >= 0");

  *out_did = off != 0 || mh_sim_below (sim, 8) == 0;

  return !*out_did || mh_outbox_set_sending (&sim->desk, off != 0, error);
}

static gboolean
release (MhSim    *sim,
         gboolean *out_did,
         GError  **error)
{
  gint64 since = 0;

  if (!mh_refill_frozen_since (&sim->desk, &since, error))
    return FALSE;
  *out_did = since != 0;

  return !*out_did || mh_refill_release (&sim->desk, NULL, NULL, error);
}

/* --- the way out ---------------------------------------------------------------------------------------------------- */

/* Returns: (transfer full) (nullable): what the provider says; %NULL: the program ended in the middle */
static MhOutboxAnswer *
carry_out (MhSim              *sim,
           const MhOutboxWork *work)
{
  MhAttempt *attempt = work->attempt;
  guint32 chance = mh_sim_below (sim, 100);
  MhOutboxAnswer *answer = g_new0 (MhOutboxAnswer, 1);

  answer->action = work->action;
  answer->attempt = attempt->id;
  answer->tells = !g_str_equal (attempt->provider, "line");
  switch (work->action) {
  case MH_OUTBOX_LOOK_UP:
    answer->look_up = mh_sim_wire_look_up (sim->wire, attempt, chance);
    return answer;

  case MH_OUTBOX_ASK:
    answer->status = mh_sim_wire_tell (sim->wire, sim->desk.db, attempt, chance);
    return answer;

  case MH_OUTBOX_SEND:
    answer->result = mh_sim_wire_send (sim->wire, sim->desk.db, attempt, mh_desk_now (&sim->desk), chance);
    break;
  }

  if (answer->result == NULL)
    g_clear_pointer (&answer, mh_outbox_answer_free);

  return answer;
}

/* Answers are written down some together, as they come in. */
static gboolean
write_answers (MhSim     *sim,
               GPtrArray *answers,
               GError   **error)
{
  g_autoptr (GPtrArray) none = mh_outbox_go_on (&sim->desk, answers, NULL, sim->owner, error);

  g_ptr_array_set_size (answers, 0);

  return none != NULL;
}

/* Those that were not written down when the program dies are lost. */
static gboolean
carry_all_out (MhSim     *sim,
               GPtrArray *works,
               gboolean  *out_died,
               GError   **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_answer_free);

  for (guint i = 0; i < works->len; i++) {
    MhOutboxAnswer *answer = carry_out (sim, works->pdata[i]);

    *out_died = answer == NULL;
    if (answer == NULL)
      return TRUE;

    g_ptr_array_add (answers, answer);
    if (mh_sim_below (sim, 2) == 0 && !write_answers (sim, answers, error))
      return FALSE;
  }

  return answers->len == 0 || write_answers (sim, answers, error);
}

static gboolean
send_due (MhSim    *sim,
          gboolean *out_did,
          GError  **error)
{
  gint64 now = mh_desk_now (&sim->desk);
  MhOutboxProviders providers;
  MhOutboxFrozen frozen;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) works = NULL;
  gboolean taken = FALSE, died = FALSE;
  gint64 before = 0;

  *out_did = TRUE;
  mh_sim_wire_get_providers (sim->wire, &providers);
  if (sim->no_sms)
    providers.sms = NULL;
  if (!mh_lease_table_take (sim->desk.db, MH_OUTBOX_LEASE, sim->owner, now, now + LEASE_MS, &taken, error))
    return FALSE;
  if (!taken)
    return TRUE;

  if (!mh_refill_run_clock (&sim->desk, NULL, error) ||
      !mh_sim_broadcasts_tick (sim, error) ||
      !mh_db_get_int (sim->desk.db, 0, &before, error, "SELECT coalesce (max (id), 0) FROM attempt", NULL) ||
      !mh_outbox_freeze (&sim->desk, &providers, sim->owner, &frozen, error))
    return FALSE;

  mh_sim_broadcasts_look (sim, before, G_MAXINT64);

  works = mh_outbox_go_on (&sim->desk, none, &providers, sim->owner, error);
  if (works == NULL || !carry_all_out (sim, works, &died, error))
    return FALSE;

  if (died)
    mh_sim_die (sim);

  return TRUE;
}

/* Weights are beside each other only: in 10000 of these all come by, the rare ones too. */
static const MhSimDeed acts[] = {
  { "book", 900, book },
  { "move", 250, move },
  { "cancel", 100, cancel },
  { "refill", 900, refill_cancel },
  { "accept", 450, accept_offer },
  { "decline", 200, decline_offer },
  { "close", 100, close_round },
  { "offer free", 150, offer_free },
  { "ask next", 100, ask_next },
  { "wait", 600, wait_for_place },
  { "withdraw", 100, withdraw },
  { "undo", 300, undo },
  { "undo whole", 80, mh_sim_undo_whole },
  { "status", 150, set_status },
  { "protect", 100, protect },
  { "opt-out", 150, opt_out },
  { "resolve", 150, resolve },
  { "sending", 100, set_sending },
  { "release", 100, release },
  { "session", 150, mh_sim_add_session },
  { "day edit", 100, mh_sim_edit_day },
  { "day slots", 50, mh_sim_set_slots },
  { "day close", 100, mh_sim_close_day },
  { "day cancel", 50, mh_sim_cancel_day },
  { "capacity", 150, mh_sim_set_capacity },
  { "window", 50, mh_sim_set_window },
  { "visit", 400, mh_sim_set_visit },
  { "walk-in", 150, mh_sim_walk_in },
  { "reception close", 50, mh_sim_close_reception },
  { "lot", 50, mh_sim_set_lot },
  { "register", 200, mh_sim_register },
  { "waiting edit", 100, mh_sim_edit_waiting },
  { "send", 1000, send_due },
  { NULL }
};

static const MhSimDeed * const books[] = { acts, mh_sim_broadcasts_deeds, mh_sim_together_deeds, mh_sim_persons_deeds, mh_sim_papers_deeds };

void
mh_sim_act (MhSim *sim)
{
  guint total = 0;
  guint32 roll;

  for (gsize i = 0; i < G_N_ELEMENTS (books); i++) {
    for (const MhSimDeed *deed = books[i]; deed->name != NULL; deed++)
      total += deed->weight;
  }

  roll = mh_sim_below (sim, total);
  for (gsize i = 0; i < G_N_ELEMENTS (books); i++) {
    for (const MhSimDeed *deed = books[i]; deed->name != NULL; deed++) {
      if (roll < deed->weight) {
        mh_sim_run (sim, deed->name, deed->func);
        return;
      }
      roll -= deed->weight;
    }
  }
}

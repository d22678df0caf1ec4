/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-acts"

#include "mh-sim-days.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-config-table.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-lease-table.h"
#include "mh-outbox.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-protect.h"
#include "mh-refill-frozen.h"
#include "mh-refill.h"
#include "mh-schema.h"
#include "mh-town.h"
#include "mh-undo.h"
#include "mh-waiting.h"
#include "mh-wording.h"

#define START G_GINT64_CONSTANT (1792454400000)  /* 2026-10-20 09:00 in Asia/Tokyo */
#define LEASE_MS 60000
#define BUSY_MS 2
#define N_PROGRAMMES 3
#define DAYS_AHEAD 7

/* @out_did is %FALSE where there was nothing to do it with. */
typedef gboolean (*ActFunc) (MhSim    *sim,
                             gboolean *out_did,
                             GError  **error);

guint32
mh_sim_below (MhSim  *sim,
              guint32 limit)
{
  return limit > 1 ? (guint32) g_rand_int_range (sim->chance, 0, (gint32) limit) : 0;
}

static void
set_fault (MhSim *sim,
           char  *what)
{
  if (sim->fault == NULL)
    sim->fault = what;
  else
    g_free (what);
}

gint64
mh_sim_pick (MhSim      *sim,
             const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 from = mh_sim_below (sim, 1000);
  gint64 found = 0;

  if (mh_db_get_int (sim->desk.db, 0, &found, &error, sql, ":from", MH_INT (from), NULL) && found == 0 && from > 0)
    mh_db_get_int (sim->desk.db, 0, &found, &error, sql, ":from", MH_INT (0), NULL);
  if (error != NULL && !sim->in_trouble)
    set_fault (sim, g_strdup_printf ("%s: %s", sql, error->message));

  return found;
}

static void
add_count (GHashTable *counts,
           const char *name,
           gint64      n)
{
  gint64 *count = g_hash_table_lookup (counts, name);

  if (count == NULL) {
    count = g_new0 (gint64, 1);
    g_hash_table_insert (counts, g_strdup (name), count);
  }
  *count += n;
}

void
mh_sim_count (MhSim      *sim,
              const char *what,
              const char *outcome)
{
  char name[200];

  g_snprintf (name, sizeof name, "%s %s", what, outcome);
  add_count (sim->counts, name, 1);
}

/* --- who and where -------------------------------------------------------------------------------------------------- */

static MhDate
in_days (MhSim *sim,
         int    days)
{
  return mh_date_add_days (mh_desk_today (&sim->desk), days);
}

static gint64
any_resident (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT id FROM resident WHERE id >= :from * (SELECT max (id) + 1 FROM resident) / 1000 LIMIT 1");
}

static gint64
any_slot (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT id FROM slot WHERE id >= :from * (SELECT max (id) + 1 FROM slot) / 1000 "
                           "AND session > (SELECT max (id) FROM session) - 12 LIMIT 1");
}

static gint64
any_booking (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT id FROM booking WHERE state = 'active' "
                           "AND id >= :from * (SELECT max (id) + 1 FROM booking) / 1000 LIMIT 1");
}

static gint64
any_offer (MhSim *sim)
{
  gint64 open = mh_sim_pick (sim, "SELECT id FROM offer WHERE state = 'open' "
                                  "AND id >= :from * (SELECT max (id) + 1 FROM offer) / 1000 LIMIT 1");

  return open != 0 ? open : mh_sim_pick (sim, "SELECT max (id) FROM offer WHERE :from >= 0");
}

/* --- acts ----------------------------------------------------------------------------------------------------------- */

static gboolean
book (MhSim    *sim,
      gboolean *out_did,
      GError  **error)
{
  static const char * const ways[] = { "phone", "counter", "line" };
  MhBookingRequest request = {
    .slot = any_slot (sim),
    .resident = any_resident (sim),
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
  gint64 booking = any_booking (sim);
  gint64 slot = any_slot (sim);

  *out_did = booking != 0 && slot != 0;

  return !*out_did || mh_booking_move (&sim->desk, booking, slot, NULL, NULL, error);
}

static gboolean
cancel (MhSim    *sim,
        gboolean *out_did,
        GError  **error)
{
  gint64 booking = any_booking (sim);

  *out_did = booking != 0;

  return !*out_did || mh_booking_cancel (&sim->desk, booking, NULL, NULL, error);
}

static gboolean
refill_cancel (MhSim    *sim,
               gboolean *out_did,
               GError  **error)
{
  gint64 bookings[2] = { any_booking (sim), 0 };
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
  gint64 slot = any_slot (sim);
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
  gint64 residents[2] = { any_resident (sim), any_resident (sim) };
  gsize n = residents[0] != residents[1] && mh_sim_below (sim, 10) < 4 ? 2 : 1;

  *out_did = TRUE;

  return mh_waiting_add (&sim->desk, 1 + mh_sim_below (sim, N_PROGRAMMES), residents, n, wishes[mh_sim_below (sim, 8)], error) != 0;
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
               : any_resident (sim);
  *out_did = changes.id != 0;
  if (!*out_did)
    return TRUE;

  changes.status = (char *) (mh_sim_below (sim, 10) < 6 ? "resident" : statuses[mh_sim_below (sim, 4)]);
  changes.status_date = in_days (sim, (int) mh_sim_below (sim, 5) - 1);

  return mh_people_edit (&sim->desk, &changes, error);
}

static gboolean
protect (MhSim    *sim,
         gboolean *out_did,
         GError  **error)
{
  gint64 resident;

  *out_did = TRUE;
  if (mh_sim_below (sim, 2) == 0)
    return mh_protect_begin (&sim->desk, any_resident (sim), in_days (sim, (int) mh_sim_below (sim, 3) - 1), MH_DATE_NONE, NULL, error);

  resident = mh_sim_pick (sim, "SELECT resident FROM protection WHERE end_date IS NULL "
                               "AND id >= :from * (SELECT max (id) + 1 FROM protection) / 1000 LIMIT 1");
  *out_did = resident != 0;

  return !*out_did || mh_protect_end (&sim->desk, resident, in_days (sim, (int) mh_sim_below (sim, 3) - 1), "町内へ転居", error);
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

/* New days as old ones pass. */
static gboolean
add_session (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  static const char * const slots[] = { "09:00-10:00/30x2", "13:30-15:00/30x3", "09:00-09:30/30x4", "18:00-19:00/30x1" };
  g_autofree char *today = mh_date_to_iso (mh_desk_today (&sim->desk));
  gint64 n = 0;

  if (!mh_db_get_int (sim->desk.db, 0, &n, error, "SELECT count (*) FROM session WHERE date > :today", ":today", MH_TEXT (today), NULL))
    return FALSE;
  *out_did = n < DAYS_AHEAD;

  return !*out_did ||
         mh_places_add_session (&sim->desk, 1 + mh_sim_below (sim, N_PROGRAMMES), in_days (sim, 1 + (int) mh_sim_below (sim, 11)),
                                "保健センター", slots[mh_sim_below (sim, 4)], (int) mh_sim_below (sim, 2), error) != 0;
}

/* --- the way out ---------------------------------------------------------------------------------------------------- */

/* %FALSE with @out_died: the program ended in the middle. */
static gboolean
carry_out (MhSim              *sim,
           const MhOutboxWork *work,
           gboolean           *out_died,
           GError            **error)
{
  const MhAttempt *attempt = work->attempt;
  guint32 chance = mh_sim_below (sim, 100);
  g_autoptr (MhSendResult) result = NULL;

  if (work->action == MH_OUTBOX_LOOK_UP)
    return mh_outbox_record_look_up (&sim->desk, attempt->id, mh_sim_wire_look_up (sim->wire, attempt, chance), NULL, error);

  result = mh_sim_wire_send (sim->wire, sim->desk.db, attempt, mh_desk_now (&sim->desk), chance);
  *out_died = result == NULL;

  return result != NULL && mh_outbox_record (&sim->desk, attempt->id, result, error);
}

static gboolean
send_due (MhSim    *sim,
          gboolean *out_did,
          GError  **error)
{
  gint64 now = mh_desk_now (&sim->desk);
  MhOutboxProviders providers;
  MhOutboxFrozen frozen;
  g_autoptr (GPtrArray) works = NULL;
  gboolean taken = FALSE, died = FALSE;

  *out_did = TRUE;
  mh_sim_wire_get_providers (sim->wire, &providers);
  if (!mh_lease_table_take (sim->desk.db, MH_OUTBOX_LEASE, sim->owner, now, now + LEASE_MS, &taken, error))
    return FALSE;
  if (!taken)
    return TRUE;

  if (!mh_refill_run_clock (&sim->desk, NULL, error) ||
      !mh_outbox_freeze (&sim->desk, &providers, sim->owner, &frozen, error))
    return FALSE;

  works = mh_outbox_take_work (&sim->desk, &providers, sim->owner, error);
  for (guint i = 0; works != NULL && i < works->len && !died; i++) {
    if (!carry_out (sim, works->pdata[i], &died, error) && !died)
      return FALSE;
  }

  if (died) {
    mh_sim_close (sim);
    mh_sim_open (sim);
  }

  return works != NULL;
}

static const struct {
  const char *name;
  guint       weight;
  ActFunc     func;
} acts[] = {
  { "book", 18, book },
  { "move", 5, move },
  { "cancel", 2, cancel },
  { "refill", 18, refill_cancel },
  { "accept", 9, accept_offer },
  { "decline", 4, decline_offer },
  { "close", 2, close_round },
  { "offer free", 3, offer_free },
  { "ask next", 2, ask_next },
  { "wait", 12, wait_for_place },
  { "withdraw", 2, withdraw },
  { "undo", 6, undo },
  { "status", 3, set_status },
  { "protect", 2, protect },
  { "opt-out", 3, opt_out },
  { "resolve", 3, resolve },
  { "sending", 2, set_sending },
  { "release", 2, release },
  { "session", 3, add_session },
  { "day edit", 2, mh_sim_edit_day },
  { "day slots", 1, mh_sim_set_slots },
  { "day close", 2, mh_sim_close_day },
  { "day cancel", 1, mh_sim_cancel_day },
  { "capacity", 3, mh_sim_set_capacity },
  { "window", 1, mh_sim_set_window },
  { "visit", 8, mh_sim_set_visit },
  { "walk-in", 3, mh_sim_walk_in },
  { "reception close", 1, mh_sim_close_reception },
  { "lot", 1, mh_sim_set_lot },
  { "register", 4, mh_sim_register },
  { "waiting edit", 2, mh_sim_edit_waiting },
  { "send", 20, send_due },
};

static gint64
newest_act (MhSim *sim)
{
  g_autoptr (GError) error = NULL;
  gint64 newest = 0;

  mh_db_get_int (sim->desk.db, 0, &newest, &error, "SELECT max (id) FROM act", NULL);

  return newest;
}

/* What was refused has changed nothing, and says so in a sentence. */
static const char *
judge (MhSim        *sim,
       const char   *name,
       gint64        before,
       const GError *error)
{
  gboolean ordinary = error->domain == MH_ERROR &&
                      (error->code == MH_ERROR_REFUSED || error->code == MH_ERROR_NOT_FOUND || error->code == MH_ERROR_CONFLICT ||
                       error->code == MH_ERROR_ASK);
  gboolean trouble = error->domain == MH_ERROR && (error->code == MH_ERROR_STORAGE || error->code == MH_ERROR_BUSY);

  if (error->message[0] == '\0' || !(ordinary || (trouble && sim->in_trouble)))
    set_fault (sim, g_strdup_printf ("%s: %s", name, error->message));
  else if (mh_db_in_transaction (sim->desk.db))
    set_fault (sim, g_strdup_printf ("%s: a transaction is open after: %s", name, error->message));
  else if (strcmp (name, "send") != 0 && newest_act (sim) != before)
    set_fault (sim, g_strdup_printf ("%s: half done after: %s", name, error->message));

  if (g_getenv ("MH_SIM_TALK") != NULL)
    mh_sim_count (sim, name, error->message);

  return trouble ? "in trouble" : "refused";
}

static void
run (MhSim      *sim,
     const char *name,
     ActFunc     func)
{
  g_autoptr (GError) error = NULL;
  gint64 before = newest_act (sim);
  gboolean did = FALSE;
  gboolean ok = func (sim, &did, &error);

  if (ok != (error == NULL))
    set_fault (sim, g_strdup_printf ("%s: %s", name, ok ? "went well with an error" : "failed without a word"));
  else if (error != NULL)
    mh_sim_count (sim, name, judge (sim, name, before, error));
  else
    mh_sim_count (sim, name, did ? "done" : "with nothing");
}

void
mh_sim_act (MhSim *sim)
{
  guint total = 0;
  guint32 roll;

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    total += acts[i].weight;

  roll = mh_sim_below (sim, total);
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++) {
    if (roll < acts[i].weight) {
      run (sim, acts[i].name, acts[i].func);
      return;
    }
    roll -= acts[i].weight;
  }
}

/* --- towns ---------------------------------------------------------------------------------------------------------- */

static void
must (gboolean ok,
      GError  *error)
{
  if (!ok)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static void
add_resident (const MhDesk *desk,
              guint         number)
{
  static const char * const births[] = { "1950-03-01", "1988-11-30", "2020-02-29", "1935-01-01" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_new ();
  g_autofree char *line = g_strdup_printf ("U%032x", number);
  g_autofree char *mobile = g_strdup_printf ("0901000%04u", number % 7 == 0 ? number - 1 : number);
  gint64 id;

  resident->register_number = g_strdup_printf ("%u", 1000 + number);
  resident->name = g_strdup ("町田花子");
  mh_date_from_iso (births[number % 4], &resident->birth);
  id = mh_people_add (desk, resident, &error);
  must (id != 0, error);

  /* Some share a telephone, some have both, some have nothing. */
  if (number % 20 < 13)
    must (mh_contacts_add (desk, id, "line", line, NULL, &error) != 0, error);
  if (number % 20 >= 11 && number % 20 < 17)
    must (mh_contacts_add (desk, id, "mobile", mobile, NULL, &error) != 0, error);
}

static void
add_programme (const MhDesk *desk,
               const char   *name,
               MhOfferMode   mode,
               int           doses,
               int           interval_days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgramme) programme = mh_programme_new ();

  programme->name = g_strdup (name);
  programme->offer_mode = mode;
  programme->parallel = 3;
  programme->reply_minutes = 45;
  programme->doses = doses;
  programme->interval_days = interval_days;
  must (mh_places_add_programme (desk, programme, &error) != 0, error);
}

/* As sim.py's town, which is told nothing else either. */
static void
set_names (const MhDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "config.set", MH_UNDO_NONE, &error);

  must (act != NULL &&
        mh_config_table_set (desk->db, "town.name", "滝上町", &error) &&
        mh_config_table_set (desk->db, "town.phone", "0158-00-2111", &error) &&
        mh_act_commit (act, &error), error);
}

static void
make_template (MhSim *sim,
               guint  n_residents)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRandom) random = mh_random_new_seeded (1);
  g_autofree char *dir = g_build_filename (sim->dir, "template", NULL);
  g_autoptr (MhDb) db = NULL;
  MhDesk desk = { NULL, MH_CLOCK (sim->clock), random, "佐藤" };

  must (mh_town_create_by (&desk, &mh_db_driver_sqlite, dir, FALSE, &error), error);
  db = mh_town_open (&mh_db_driver_sqlite, dir, &error);
  must (db != NULL, error);
  desk.db = db;
  set_names (&desk);
  for (guint i = 1; i <= n_residents; i++)
    add_resident (&desk, i);
  add_programme (&desk, "インフルエンザ", MH_OFFER_MODE_FIRST_YES, 1, 0);
  add_programme (&desk, "帯状疱疹", MH_OFFER_MODE_ONE_AT_A_TIME, 2, 7);
  add_programme (&desk, "日本脳炎", MH_OFFER_MODE_FIRST_YES, 3, 6);
  must (mh_db_copy_to (db, sim->template, &error), error);
}

MhSim *
mh_sim_new (const char *dir,
            guint       n_residents)
{
  MhSim *sim = g_new0 (MhSim, 1);
  g_autofree char *town = g_build_filename (dir, "town", NULL);

  mh_fault_vfs_install ();
  sim->dir = g_strdup (dir);
  g_mkdir (town, 0700);
  sim->path = mh_town_database_path (town);
  sim->template = g_build_filename (dir, "template.db", NULL);
  sim->clock = mh_fake_clock_new (START);
  sim->desk.clock = MH_CLOCK (sim->clock);
  sim->desk.operator_name = "佐藤";
  sim->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sim->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  make_template (sim, n_residents);

  return sim;
}

void
mh_sim_free (MhSim *sim)
{
  g_free (sim->dir);
  g_free (sim->path);
  g_free (sim->template);
  g_free (sim->fault);
  g_object_unref (sim->clock);
  g_hash_table_unref (sim->counts);
  g_hash_table_unref (sim->kinds);
  g_free (sim);
}

/* On a disk that is in trouble a program opens, or says why not; it is started again when the disk is well. */
static void
open_in_trouble (MhSim *sim)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = mh_db_open (&mh_db_driver_sqlite, sim->path, &error);

  if (db != NULL)
    mh_schema_apply (db, &error);
  if (error != NULL && (error->domain != MH_ERROR || (error->code != MH_ERROR_STORAGE && error->code != MH_ERROR_BUSY)))
    set_fault (sim, g_strdup_printf ("open: %s", error->message));

  mh_fault_vfs_set (MH_DISK_SOUND, 0, 0);
}

void
mh_sim_open (MhSim *sim)
{
  g_autoptr (GError) error = NULL;

  if (sim->in_trouble)
    open_in_trouble (sim);
  if (sim->other != NULL)
    mh_db_rollback (sim->other);

  sim->desk.db = mh_db_open (&mh_db_driver_sqlite, sim->path, &error);
  must (sim->desk.db != NULL && mh_schema_apply (sim->desk.db, &error), error);
  mh_db_set_busy_timeout (sim->desk.db, BUSY_MS);
  g_free (sim->owner);
  sim->owner = mh_random_uuid (sim->desk.random);
}

void
mh_sim_close (MhSim *sim)
{
  g_clear_pointer (&sim->desk.db, mh_db_close);
}

static void
remove_town (MhSim *sim)
{
  static const char * const ends[] = { "", "-wal", "-shm", ".head" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (sim->path, ends[i], NULL);

    g_remove (path);
  }
}

void
mh_sim_begin_town (MhSim *sim,
                   gint64 seed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  must (g_file_get_contents (sim->template, &bytes, &size, &error) &&
        g_file_set_contents_full (sim->path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error), error);

  sim->chance = g_rand_new_with_seed ((guint32) seed);
  sim->desk.random = mh_random_new_seeded ((guint32) seed);
  sim->wire = mh_sim_wire_new ();
  sim->forward = TRUE;
  mh_fake_clock_set (sim->clock, START);
  mh_sim_open (sim);
  for (int i = 0; i < DAYS_AHEAD; i++)
    run (sim, "session", add_session);
}

static void
count_kinds (MhSim *sim)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (sim->desk.db, &error, "SELECT kind, count (*) FROM act GROUP BY kind", NULL);

  while (rows != NULL && mh_rows_next (rows)) {
    const char *kind = mh_rows_text (rows, 0);

    add_count (sim->kinds, kind, mh_rows_int (rows, 1));
    if (g_str_equal (mh_wording_act_kind (kind), kind))
      set_fault (sim, g_strdup_printf ("the log has no words for %s", kind));
  }
}

void
mh_sim_end_town (MhSim *sim)
{
  count_kinds (sim);
  mh_sim_close (sim);
  remove_town (sim);
  g_clear_pointer (&sim->wire, mh_sim_wire_free);
  g_clear_pointer (&sim->chance, g_rand_free);
  g_clear_object (&sim->desk.random);
  g_clear_pointer (&sim->owner, g_free);
}

static void
report_counts (GHashTable *counts)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (counts), (GCompareFunc) strcmp);

  for (GList *at = names; at != NULL; at = at->next)
    printf ("# %9" G_GINT64_FORMAT " %s\n", *(gint64 *) g_hash_table_lookup (counts, at->data), (const char *) at->data);
}

/* Of the kinds that the log has words for, those that no town has seen. */
static void
report_missing (MhSim      *sim,
                const char *wording)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean is_kind = FALSE;

  if (!g_file_get_contents (wording, &text, NULL, NULL))
    g_error ("%s cannot be read", wording);

  printf ("# never done:");
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], "\"", 3);

    is_kind = is_kind ? !g_str_equal (lines[i], "};") : strstr (lines[i], " act_kinds[] = {") != NULL;
    if (is_kind && g_strv_length (parts) == 3 && !g_hash_table_contains (sim->kinds, parts[1]))
      printf (" %s", parts[1]);
  }
  printf ("\n");
}

void
mh_sim_report (MhSim      *sim,
               const char *wording)
{
  report_counts (sim->counts);
  printf ("# acts in the log:\n");
  report_counts (sim->kinds);
  if (wording != NULL)
    report_missing (sim, wording);
}

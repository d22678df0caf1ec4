/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-draw"

#include "mh-draw.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-chain.h"
#include "mh-booking-private.h"
#include "mh-error.h"
#include "mh-lottery.h"
#include "mh-offer-table.h"
#include "mh-place-notice.h"
#include "mh-refill-private.h"
#include "mh-refill-step.h"
#include "mh-waiting-table.h"
#include "mh-wish.h"

/* What a unit got, when not the nick of what spoke against it. */
#define RESULT_PLACED "placed"
#define RESULT_RANKED "ranked"

typedef struct {
  const MhDesk      *desk;
  MhAct             *act;
  const MhDrawOrder *order;
  MhProgramme       *programme;  /* (owned) */
  GPtrArray         *slots;      /* (owned) (nullable) (element-type MhSlot) of the day, by start */
  GPtrArray         *units;      /* (owned) (element-type MhWaitingUnit) who take part */
  MhDrawResult      *result;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->programme, mh_programme_free);
  g_clear_pointer (&run->slots, g_ptr_array_unref);
  g_clear_pointer (&run->units, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

/**
 * mh_draw_list_units:
 * @desk: the desk
 * @programme: a programme
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhWaitingUnit): who waits, without those to whom a place is on offer at this moment, or %NULL
 */
GPtrArray *
mh_draw_list_units (const MhDesk *desk,
                    gint64        programme,
                    GError      **error)
{
  g_autoptr (GPtrArray) units = mh_waiting_table_list (desk->db, programme, error);
  g_autoptr (GHashTable) asked = units != NULL ? mh_offer_table_list_asked (desk->db, programme, 0, error) : NULL;

  if (asked == NULL)
    return NULL;

  for (guint i = units->len; i > 0; i--) {
    const MhWaitingUnit *unit = units->pdata[i - 1];

    if (g_hash_table_contains (asked, &unit->id))
      g_ptr_array_remove_index (units, i - 1);
  }

  return g_steal_pointer (&units);
}

static gboolean
check_day (const MhDesk      *desk,
           const MhDrawOrder *order,
           GError           **error)
{
  g_autoptr (MhSession) session = mh_session_table_get (desk->db, order->session, error);

  if (session == NULL)
    return FALSE;

  if (session->programme != order->programme)
    return refuse (error, _("This day belongs to another programme."));

  if (!g_str_equal (session->state, "open"))
    return refuse (error, _("This day is not open for bookings."));

  return mh_date_compare (session->date, mh_desk_today (desk)) >= 0 || refuse (error, _("This day has already passed."));
}

/**
 * mh_draw_look:
 * @desk: the desk
 * @programme: a programme
 * @session: the day whose places are to be given, or 0
 * @out_stakes: (out): who would take part, and for how much
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
mh_draw_look (const MhDesk *desk,
              gint64        programme,
              gint64        session,
              MhDrawStakes *out_stakes,
              GError      **error)
{
  g_autoptr (GPtrArray) units = mh_draw_list_units (desk, programme, error);
  g_autoptr (GPtrArray) slots = NULL;

  *out_stakes = (MhDrawStakes) { 0 };
  if (units == NULL)
    return FALSE;

  out_stakes->n_units = units->len;
  for (guint i = 0; i < units->len; i++) {
    out_stakes->n_people += ((MhWaitingUnit *) units->pdata[i])->residents->len;
    out_stakes->n_first += mh_waiting_unit_is_first (units->pdata[i]);
  }

  if (session == 0)
    return TRUE;

  slots = mh_session_table_list_slots (desk->db, session, error);
  for (guint i = 0; slots != NULL && i < slots->len; i++)
    out_stakes->n_places += mh_booking_count_free (slots->pdata[i], "lottery");

  return slots != NULL;
}

/* The own later booking that a member gives up for the place. */
static gboolean
give_up_own (const Run           *run,
             const MhVisit       *visit,
             const MhWaitingUnit *unit,
             guint                member,
             GError             **error)
{
  gint64 own = 0;
  guint n_after;

  if (!mh_refill_step_find_own (run->desk, visit, unit, member, &own, error))
    return FALSE;

  return own == 0 ||
         (mh_booking_cancel_after_step (run->desk, run->act, own, &n_after, error) &&
          mh_booking_cancel_step (run->desk, run->act, own, error));
}

static gboolean
tell (const Run    *run,
      MhPlaceNotice which,
      gint64        resident,
      gint64        booking,
      GError      **error)
{
  return !run->order->tell ||
         mh_place_notice_write (run->desk, run->act, which, run->programme, resident, booking, NULL, error);
}

/* All members get a place there, or the caller takes everything back. */
static gboolean
place_members (const Run           *run,
               const MhVisit       *visit,
               const MhWaitingUnit *unit,
               GError             **error)
{
  for (guint i = 0; i < unit->residents->len; i++) {
    MhBookingRequest request = {
      .slot = visit->slot->id,
      .resident = g_array_index (unit->residents, gint64, i),
      .dose = g_array_index (unit->doses, int, i),
      .via = "lottery",
      .chain = unit->whole_chain,
    };
    gint64 booking;

    if (!give_up_own (run, visit, unit, i, error))
      return FALSE;

    booking = mh_booking_make_step (run->desk, run->act, &request, error);
    if (booking == 0 || !tell (run, MH_PLACE_NOTICE_WON, request.resident, booking, error))
      return FALSE;
  }

  return mh_waiting_table_set_state (run->desk->db, unit->id, "placed", error);
}

/* Tries one slot. @out_result: what speaks against it, or placed */
static gboolean
try_slot (const Run           *run,
          gint64               slot,
          const MhWaitingUnit *unit,
          const char         **out_result,
          GError             **error)
{
  g_autoptr (MhVisit) visit = mh_visit_load (run->desk, slot, error);
  g_autoptr (GError) local_error = NULL;
  MhPlanReason reason;
  gboolean placed;

  if (visit == NULL || !mh_refill_step_judge (run->desk, visit, unit, &reason, error))
    return FALSE;

  if (reason == MH_PLAN_CHOSEN && !mh_wish_fits (unit->wish, visit->session->date, visit->slot->start_min, visit->session->venue))
    reason = MH_PLAN_WISH;
  if (reason == MH_PLAN_CHOSEN && mh_booking_count_free (visit->slot, "lottery") < (int) unit->residents->len)
    reason = MH_PLAN_TOO_FEW_PLACES;

  *out_result = mh_plan_reason_nick (reason);
  if (reason != MH_PLAN_CHOSEN)
    return TRUE;

  if (!mh_act_try (run->act, error))
    return FALSE;

  placed = place_members (run, visit, unit, &local_error);
  if (!mh_act_settle (run->act, placed, error))
    return FALSE;

  if (!placed && !mh_booking_is_refusal (local_error)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  *out_result = placed ? RESULT_PLACED : mh_plan_reason_nick (unit->whole_chain ? MH_PLAN_NO_LATER_DOSE : MH_PLAN_WISH);

  return TRUE;
}

/* The first slot of the day that takes the whole unit. What is said of the last one that only lacked room is what counts. */
static gboolean
place_unit (const Run           *run,
            const MhWaitingUnit *unit,
            const char         **out_result,
            GError             **error)
{
  const char *full = NULL;

  *out_result = mh_plan_reason_nick (MH_PLAN_TOO_FEW_PLACES);

  for (guint i = 0; i < run->slots->len; i++) {
    const MhSlot *slot = run->slots->pdata[i];

    if (!try_slot (run, slot->id, unit, out_result, error))
      return FALSE;

    if (g_str_equal (*out_result, RESULT_PLACED))
      return TRUE;

    if (g_str_equal (*out_result, mh_plan_reason_nick (MH_PLAN_TOO_FEW_PLACES)))
      full = *out_result;
  }

  if (full != NULL)
    *out_result = full;

  return TRUE;
}

static const MhWaitingUnit *
find_unit (const Run *run,
           gint64     id)
{
  for (guint i = 0; i < run->units->len; i++) {
    const MhWaitingUnit *unit = run->units->pdata[i];

    if (unit->id == id)
      return unit;
  }

  g_return_val_if_reached (NULL);
}

static gboolean
settle_unit (Run     *run,
             gint64   id,
             int      rank,
             GError **error)
{
  const MhWaitingUnit *unit = find_unit (run, id);
  MhDrawUnit row = { .rank = rank, .unit = id, .result = (char *) RESULT_RANKED };
  const char *result = RESULT_RANKED;
  gboolean placed;

  if (run->slots != NULL && !place_unit (run, unit, &result, error))
    return FALSE;

  placed = g_str_equal (result, RESULT_PLACED);
  row.result = (char *) result;
  run->result->n_placed += placed;
  run->result->n_people += placed ? unit->residents->len : 0;
  run->result->n_waiting += !placed;

  if (!placed && !mh_waiting_table_set_drawn (run->desk->db, id, rank, error))
    return FALSE;

  for (guint i = 0; run->slots != NULL && !placed && i < unit->residents->len; i++) {
    if (!tell (run, MH_PLACE_NOTICE_LOST, g_array_index (unit->residents, gint64, i), 0, error))
      return FALSE;
  }

  return mh_draw_table_insert_unit (run->desk->db, run->result->draw, &row, error);
}

static int
find_rank (const Run    *run,
           const gint64 *drawn,
           gint64        id)
{
  for (guint i = 0; i < run->units->len; i++) {
    if (drawn[i] == id)
      return (int) i + 1;
  }

  g_return_val_if_reached (0);
}

/* Who was put first in line by a day that was called off comes before whoever is drawn, in the order of the list; his lot is recorded like the
 * others', so that the draw can be drawn again. */
static gboolean
settle_all (Run          *run,
            const gint64 *drawn,
            GError      **error)
{
  for (guint i = 0; i < run->units->len; i++) {
    const MhWaitingUnit *unit = run->units->pdata[i];

    if (mh_waiting_unit_is_first (unit) && !settle_unit (run, unit->id, find_rank (run, drawn, unit->id), error))
      return FALSE;
  }

  for (guint i = 0; i < run->units->len; i++) {
    if (!mh_waiting_unit_is_first (find_unit (run, drawn[i])) && !settle_unit (run, drawn[i], (int) i + 1, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
draw_all (Run     *run,
          GError **error)
{
  g_autofree char *seed = run->order->seed != NULL ? g_strdup (run->order->seed) : mh_lottery_make_seed (run->desk->random);
  g_autofree gint64 *numbers = g_new0 (gint64, run->units->len + 1);
  g_autofree gint64 *drawn = NULL;
  MhDraw draw = {
    .programme = run->order->programme, .session = run->order->session, .seed = seed, .drawn_at = mh_desk_now (run->desk),
    .operator_name = (char *) run->desk->operator_name,
  };

  run->result->draw = mh_draw_table_insert (run->desk->db, &draw, error);
  if (run->result->draw == 0)
    return FALSE;

  for (guint i = 0; i < run->units->len; i++)
    numbers[i] = ((MhWaitingUnit *) run->units->pdata[i])->id;

  drawn = mh_lottery_draw (seed, numbers, run->units->len);

  return settle_all (run, drawn, error);
}

/**
 * mh_draw_run:
 * @desk: the desk
 * @order: for what
 * @out_result: (out): what came of it
 * @error: return location; MH_ERROR_REFUSED with a sentence, when nobody waits for example; MH_ERROR_INVALID for a seed that is none
 *
 * Draws all who wait, and gives the places of the day in the drawn order to those who may have them at that moment. A couple goes together
 * or not at all. Who gets none goes on waiting with the rank drawn. Those who were put first in line when their day was called off come
 * before all who are drawn, and stay there when they get none.
 *
 * Returns: whether it was drawn
 */
gboolean
mh_draw_run (const MhDesk      *desk,
             const MhDrawOrder *order,
             MhDrawResult      *out_result,
             GError           **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "lottery.draw", MH_UNDO_WHOLE, error);
  g_auto (Run) run = { .desk = desk, .act = act, .order = order, .result = out_result };

  *out_result = (MhDrawResult) { 0 };
  if (act == NULL || (order->session != 0 && !check_day (desk, order, error)))
    return FALSE;

  run.programme = mh_programme_table_get (desk->db, order->programme, error);
  run.units = run.programme != NULL ? mh_draw_list_units (desk, order->programme, error) : NULL;
  if (run.units == NULL)
    return FALSE;

  if (order->seed != NULL && !mh_lottery_is_seed (order->seed)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("A seed is %d or more of the digits 0 to 9 and the letters a to f."), MH_LOTTERY_LEAST_SEED);
    return FALSE;
  }

  if (run.units->len == 0)
    return refuse (error, _("Nobody waits for this programme, so there is nothing to draw."));

  if (order->session != 0) {
    run.slots = mh_session_table_list_slots (desk->db, order->session, error);
    if (run.slots == NULL)
      return FALSE;
  }

  if (!draw_all (&run, error) || (order->tell && !mh_refill_step_due (desk, &out_result->held_until, error)))
    return FALSE;

  out_result->act = mh_act_get_id (act);
  mh_act_set_int (act, "draw", out_result->draw);
  mh_act_set_int (act, "units", run.units->len);
  mh_act_set_int (act, "placed", out_result->n_placed);
  if (order->seed != NULL)
    mh_act_set_int (act, "seed-given", 1);

  return mh_act_commit (act, error);
}

/**
 * mh_draw_verify:
 * @desk: the desk
 * @draw: a draw
 * @out_verdict: (out): whether the recorded seed gives the recorded order
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it could be drawn again
 */
gboolean
mh_draw_verify (const MhDesk  *desk,
                gint64         draw,
                MhDrawVerdict *out_verdict,
                GError       **error)
{
  g_autoptr (MhDraw) row = mh_draw_table_get (desk->db, draw, error);
  g_autoptr (GPtrArray) units = row != NULL ? mh_draw_table_list_units (desk->db, draw, error) : NULL;
  g_autofree gint64 *numbers = NULL;
  g_autofree gint64 *drawn = NULL;

  if (units == NULL)
    return FALSE;

  numbers = g_new0 (gint64, units->len + 1);
  for (guint i = 0; i < units->len; i++)
    numbers[i] = ((MhDrawUnit *) units->pdata[i])->unit;

  *out_verdict = (MhDrawVerdict) { .same = mh_lottery_is_seed (row->seed) };
  drawn = mh_lottery_draw (row->seed, numbers, units->len);

  for (guint i = 0; i < units->len && out_verdict->rank == 0; i++) {
    if (drawn[i] == numbers[i])
      continue;

    *out_verdict = (MhDrawVerdict) { .rank = (int) i + 1, .recorded = numbers[i], .drawn = drawn[i] };
  }

  return TRUE;
}

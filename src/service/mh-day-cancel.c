/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-day-cancel"

#include "mh-day-cancel.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-together.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-refill-private.h"
#include "mh-waiting-table.h"

typedef struct {
  const MhDesk           *desk;
  MhAct                  *act;
  const MhDayCancelOrder *order;
  MhSession              *session;  /* (owned) */
  MhDayCancelResult      *result;
  GHashTable             *partners; /* (element-type gint64 gint64) (owned) booking to the entry of those with whom it was booked */
} Run;

static void
row_free (gpointer data)
{
  MhDayCancelRow *row = data;

  g_free (row->why);
  g_free (row);
}

/**
 * mh_day_cancel_result_free:
 * @result: (nullable): a result
 */
void
mh_day_cancel_result_free (MhDayCancelResult *result)
{
  if (result == NULL)
    return;

  g_clear_pointer (&result->rows, g_ptr_array_unref);
  g_free (result);
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

static gboolean
check_order (Run     *run,
             GError **error)
{
  const MhDayCancelOrder *order = run->order;
  g_autoptr (MhSession) to = NULL;

  if (g_str_equal (run->session->state, "cancelled"))
    return refuse (error, _("This day has already been called off."));

  if (mh_date_compare (run->session->date, mh_desk_today (run->desk)) < 0)
    return refuse (error, _("This day has already passed."));

  if (order->to_session == 0) {
    if (order->fate != MH_DAY_MOVE)
      return TRUE;
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please choose the day to which people are moved."));
    return FALSE;
  }

  to = mh_session_table_get (run->desk->db, order->to_session, error);
  if (to == NULL)
    return FALSE;

  if (to->id == run->session->id || to->programme != run->session->programme || !g_str_equal (to->state, "open") ||
      mh_date_compare (to->date, mh_desk_today (run->desk)) < 0)
    return refuse (error, _("People can be moved only to another open day of the same programme that is still ahead."));

  return TRUE;
}

static MhDayFate
choose_fate (const MhDayCancelOrder *order,
             gint64                  booking)
{
  for (guint i = 0; order->choices != NULL && i < order->choices->len; i++) {
    const MhDayChoice *choice = &g_array_index (order->choices, MhDayChoice, i);

    if (choice->booking == booking)
      return choice->fate == MH_DAY_MOVE && order->to_session == 0 ? order->otherwise : choice->fate;
  }

  return order->fate;
}

/* The same time before a near one, an earlier one before a later. */
static int
compare_slots (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const MhSlot *one = *(MhSlot **) a;
  const MhSlot *other = *(MhSlot **) b;
  int start = GPOINTER_TO_INT (data);
  int by_distance = ABS (one->start_min - start) - ABS (other->start_min - start);

  return by_distance != 0 ? by_distance : one->start_min - other->start_min;
}

/* Whether the slot has room for the booking and for each of its items. */
static gboolean
has_room (Run             *run,
          const MhBooking *booking,
          const MhVisit   *visit,
          gboolean        *out_room,
          GError         **error)
{
  static const char sql[] =
    "SELECT count (*) FROM slot_item AS s JOIN booking_item AS own ON own.item = s.item AND own.booking = :booking "
    "WHERE s.slot = :slot AND s.capacity <= (SELECT count (*) FROM seat_hold AS h JOIN booking_item AS i ON i.booking = h.booking "
    "  WHERE i.item = s.item AND h.slot = :slot)";
  gint64 n_full = 0;

  if (!mh_db_get_int (run->desk->db, 0, &n_full, error, sql,
                      ":booking", MH_INT (booking->id), ":slot", MH_INT (visit->slot->id), NULL))
    return FALSE;

  *out_room = n_full == 0 &&
              visit->slot->n_free - (g_str_equal (booking->via, "line") ? visit->slot->n_free_phone : 0) > 0;

  return TRUE;
}

/* @out_to: (transfer full): the place that the booking has now, or %NULL with the row's why. */
static gboolean
try_move (Run             *run,
          const MhBooking *booking,
          MhDayCancelRow  *row,
          MhVisit        **out_to,
          GError         **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (run->desk->db, run->order->to_session, error);

  if (slots == NULL)
    return FALSE;

  g_ptr_array_sort_with_data (slots, compare_slots, GINT_TO_POINTER (booking->start_min));

  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);
    g_autoptr (MhVisit) visit = mh_visit_load (run->desk, slot->id, error);
    g_autoptr (GError) local_error = NULL;
    gboolean room;

    if (visit == NULL || !has_room (run, booking, visit, &room, error))
      return FALSE;

    if (!room)
      continue;

    if (mh_booking_move_called_off (run->desk, run->act, booking, visit, &local_error)) {
      row->to_slot = slot->id;
      row->to_start = slot->start_min;
      *out_to = g_steal_pointer (&visit);
      return TRUE;
    }

    if (!g_error_matches (local_error, MH_ERROR, MH_ERROR_REFUSED)) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

    /* What speaks against the person speaks against every time of the day. */
    row->why = g_strdup (local_error->message);
    return TRUE;
  }

  row->why = g_strdup (_("There is no free place on the other day any more."));

  return TRUE;
}

/* The person's bookings for further doses: without the one before they cannot stand. */
static GPtrArray *
list_later (Run             *run,
            const MhBooking *booking,
            GError         **error)
{
  g_autoptr (GPtrArray) all = mh_booking_table_list_resident (run->desk->db, booking->resident, error);
  g_autoptr (GPtrArray) later = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_booking_free);

  for (guint i = 0; all != NULL && i < all->len;) {
    const MhBooking *other = g_ptr_array_index (all, i);

    if (other->programme == booking->programme && other->dose > booking->dose && g_str_equal (other->state, "active"))
      g_ptr_array_add (later, g_ptr_array_steal_index (all, i));
    else
      i++;
  }

  return all != NULL ? g_steal_pointer (&later) : NULL;
}

/* Somebody who waited already, for an earlier place or for a later dose, goes on with that entry: it asks for what was lost from now on. */
static gboolean
take_up_entry (Run                 *run,
               gint64               id,
               const MhWaitingUnit *lost,
               const MhBooking     *booking,
               GError             **error)
{
  g_autoptr (MhWaitingUnit) unit = mh_waiting_table_get (run->desk->db, id, error);

  if (unit == NULL)
    return FALSE;

  for (guint i = 0; i < unit->residents->len; i++) {
    if (g_array_index (unit->residents, gint64, i) != booking->resident || g_array_index (unit->doses, int, i) <= booking->dose)
      continue;

    /* Without this dose the later one cannot be: that one comes with it, or after it. */
    unit->whole_chain = unit->whole_chain || unit->residents->len == 1;
    if (!mh_waiting_table_set_dose (run->desk->db, id, booking->resident, booking->dose, error))
      return FALSE;
  }

  unit->whole_chain = unit->whole_chain || (lost->whole_chain && unit->residents->len == 1);
  if (unit->note == NULL)
    unit->note = g_strdup (lost->note);

  return mh_waiting_table_update (run->desk->db, unit, error);
}

/* Who was booked together waits together: one entry, and places for all or for none. */
static gboolean
join_entry (Run             *run,
            gint64           id,
            const MhBooking *booking,
            gboolean         whole_chain,
            GError         **error)
{
  g_autoptr (MhWaitingUnit) unit = mh_waiting_table_get (run->desk->db, id, error);

  if (unit == NULL)
    return FALSE;

  unit->whole_chain = unit->whole_chain || whole_chain;

  return mh_waiting_table_add_member (run->desk->db, id, booking->resident, booking->dose, error) &&
         mh_waiting_table_update (run->desk->db, unit, error);
}

/* Notes for those with whom @booking was booked which entry is theirs, too. */
static void
note_partners (Run       *run,
               GPtrArray *together,
               gint64     id)
{
  for (guint i = 0; i < together->len; i++) {
    const MhTogether *other = g_ptr_array_index (together, i);

    if (other->family && other->booking->session == run->session->id)
      g_hash_table_insert (run->partners, g_memdup2 (&other->booking->id, sizeof (gint64)), g_memdup2 (&id, sizeof id));
  }
}

/* @together: (element-type MhTogether) what stood beside @booking before it was cancelled */
static gboolean
put_first (Run             *run,
           const MhBooking *booking,
           gboolean         whole_chain,
           GPtrArray       *together,
           GError         **error)
{
  const gint64 *shared = g_hash_table_lookup (run->partners, &booking->id);
  g_autofree char *date = mh_date_format (run->session->date, MH_DATE_STYLE_MESSAGE);
  g_autofree char *note = g_strdup_printf (_("Had a place on %s, which was called off."), date);
  MhWaitingUnit unit = {
    .programme = booking->programme,
    .registered_at = mh_desk_now (run->desk),
    .wish = (char *) "any",
    .whole_chain = whole_chain,
    .note = note,
  };
  gint64 id = 0;

  if (!mh_waiting_table_find (run->desk->db, booking->programme, booking->resident, &id, error))
    return FALSE;

  if (id != 0 && !take_up_entry (run, id, &unit, booking, error))
    return FALSE;

  if (id == 0 && shared != NULL)
    return join_entry (run, *shared, booking, whole_chain, error);

  if (id == 0) {
    g_autoptr (GArray) residents = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (GArray) doses = g_array_new (FALSE, FALSE, sizeof (int));

    g_array_append_val (residents, booking->resident);
    g_array_append_val (doses, booking->dose);
    unit.residents = residents;
    unit.doses = doses;
    id = mh_waiting_table_insert (run->desk->db, &unit, error);
    note_partners (run, together, id);
  }

  return id != 0 && mh_waiting_table_put_first (run->desk->db, id, error);
}

/* The latest dose first, so that none stands without the one before. */
static gboolean
cancel_all (Run             *run,
            const MhBooking *booking,
            GPtrArray       *later,
            GError         **error)
{
  for (int dose = 9; dose > booking->dose; dose--) {
    for (guint i = 0; i < later->len; i++) {
      const MhBooking *other = g_ptr_array_index (later, i);

      if (other->dose == dose && !mh_booking_cancel_step (run->desk, run->act, other->id, error))
        return FALSE;
    }
  }

  return mh_booking_cancel_step (run->desk, run->act, booking->id, error);
}

static gboolean
settle (Run             *run,
        const MhBooking *booking,
        MhDayCancelRow  *row,
        GError         **error)
{
  g_autoptr (MhVisit) from = mh_visit_load (run->desk, booking->slot, error);
  g_autoptr (MhVisit) to = NULL;
  g_autoptr (GPtrArray) together = from != NULL ? mh_booking_list_together (run->desk, booking->id, error) : NULL;
  g_autoptr (GPtrArray) later = NULL;

  if (together == NULL)
    return FALSE;

  if (row->fate == MH_DAY_MOVE && !try_move (run, booking, row, &to, error))
    return FALSE;

  if (to == NULL) {
    if (row->fate == MH_DAY_MOVE)
      row->fate = run->order->otherwise == MH_DAY_MOVE ? MH_DAY_CANCEL : run->order->otherwise;

    later = list_later (run, booking, error);
    if (later == NULL || !cancel_all (run, booking, later, error))
      return FALSE;

    row->n_later = later->len;
    if (row->fate == MH_DAY_FIRST_IN_LINE && !put_first (run, booking, later->len > 0, together, error))
      return FALSE;
  }

  return mh_day_notice_write (run->desk, run->act, booking, from, to, row->fate, later, &row->reach, error);
}

static void
count_row (MhDayCancelResult    *result,
           const MhDayCancelRow *row)
{
  result->n_moved += row->fate == MH_DAY_MOVE ? 1 : 0;
  result->n_first += row->fate == MH_DAY_FIRST_IN_LINE ? 1 : 0;
  result->n_cancelled += row->fate == MH_DAY_CANCEL ? 1 : 0;
  result->n_by_hand += row->reach == MH_REACH_LINE || row->reach == MH_REACH_SMS ? 0 : 1;
}

static int
compare_made (gconstpointer a,
              gconstpointer b)
{
  const MhBooking *one = *(MhBooking **) a;
  const MhBooking *other = *(MhBooking **) b;

  if (one->made_at != other->made_at)
    return one->made_at < other->made_at ? -1 : 1;

  return one->id < other->id ? -1 : 1;
}

/* Who has been received already (see visit) is not called off any more. */
static gboolean
has_come (Run             *run,
          const MhBooking *booking,
          gboolean        *out_come,
          GError         **error)
{
  gint64 n = 0;

  if (!mh_db_get_int (run->desk->db, 0, &n, error, "SELECT count (*) FROM visit WHERE booking = :booking",
                      ":booking", MH_INT (booking->id), NULL))
    return FALSE;

  *out_come = n > 0;

  return TRUE;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const MhDayCancelRow *one = *(MhDayCancelRow **) a;
  const MhDayCancelRow *other = *(MhDayCancelRow **) b;

  return one->start_min != other->start_min ? one->start_min - other->start_min : one->booking < other->booking ? -1 : 1;
}

/* Who booked first chooses first. */
static gboolean
settle_all (Run     *run,
            GError **error)
{
  g_autoptr (GPtrArray) bookings = mh_booking_table_list_session (run->desk->db, run->session->id, error);

  if (bookings == NULL)
    return FALSE;

  g_ptr_array_sort (bookings, compare_made);

  for (guint i = 0; i < bookings->len; i++) {
    const MhBooking *booking = g_ptr_array_index (bookings, i);
    MhDayCancelRow *row;
    gboolean come;

    if (!has_come (run, booking, &come, error))
      return FALSE;

    if (come) {
      run->result->n_kept++;
      continue;
    }

    row = g_new0 (MhDayCancelRow, 1);
    g_ptr_array_add (run->result->rows, row);
    row->booking = booking->id;
    row->resident = booking->resident;
    row->start_min = booking->start_min;
    row->fate = choose_fate (run->order, booking->id);

    if (!settle (run, booking, row, error))
      return FALSE;

    mh_act_add_person (run->act, booking->resident);
    count_row (run->result, row);
  }

  g_ptr_array_sort (run->result->rows, compare_rows);

  return TRUE;
}

static gboolean
call_off (Run     *run,
          GError **error)
{
  if (!mh_refill_close_session (run->desk, run->act, run->session->id, &run->result->n_rounds, error))
    return FALSE;

  g_free (run->session->state);
  run->session->state = g_strdup ("cancelled");

  return mh_session_table_update (run->desk->db, run->session, error) &&
         settle_all (run, error) &&
         (run->result->n_first == 0 || mh_refill_ask_newcomers (run->desk, run->act, run->session->programme, error));
}

static MhDayCancelResult *
run_cancel (const MhDesk           *desk,
            MhAct                  *act,
            const MhDayCancelOrder *order,
            GError                **error)
{
  g_autoptr (MhSession) session = mh_session_table_get (desk->db, order->session, error);
  g_autoptr (MhDayCancelResult) result = g_new0 (MhDayCancelResult, 1);
  g_autofree char *hold = mh_config_get (desk, "hold.seconds", NULL);
  g_autoptr (GHashTable) partners = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Run run = { desk, act, order, session, result, partners };

  result->rows = g_ptr_array_new_with_free_func (row_free);
  result->act = mh_act_get_id (act);
  result->held_until = mh_desk_now (desk) + g_ascii_strtoll (hold, NULL, 10) * 1000;

  if (session == NULL || !check_order (&run, error) || !call_off (&run, error))
    return NULL;

  mh_act_set_int (act, "session", order->session);
  mh_act_set_int (act, "to", order->to_session);
  mh_act_set_int (act, "moved", result->n_moved);
  mh_act_set_int (act, "first-in-line", result->n_first);
  mh_act_set_int (act, "cancelled", result->n_cancelled);

  return g_steal_pointer (&result);
}

static MhAct *
begin (const MhDesk *desk,
       GError      **error)
{
  return mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "session.cancel", MH_UNDO_WHOLE, error);
}

/**
 * mh_day_cancel:
 * @desk: the desk
 * @order: which day, and what becomes of whom
 * @error: return location; MH_ERROR_INVALID and MH_ERROR_REFUSED with a sentence
 *
 * Calls a day off, as one act. Each booking is moved (to the same time where it is free, else to the nearest one; the person is judged
 * anew), put first in line, or cancelled; further doses that were booked go along with one that is not moved. Refills of the day end.
 * Everybody is told by a message of his own, which waits for the hold, so that mh_undo_run() takes all of it back.
 *
 * Returns: (transfer full): what became of whom
 */
MhDayCancelResult *
mh_day_cancel (const MhDesk           *desk,
               const MhDayCancelOrder *order,
               GError                **error)
{
  g_autoptr (MhAct) act = begin (desk, error);
  g_autoptr (MhDayCancelResult) result = act != NULL ? run_cancel (desk, act, order, error) : NULL;

  return result != NULL && mh_act_commit (act, error) ? g_steal_pointer (&result) : NULL;
}

/**
 * mh_day_cancel_preview:
 * @desk: the desk
 * @order: which day, and what becomes of whom
 * @error: return location
 *
 * Does what mh_day_cancel() does and throws it away: the same judgement, and nothing is written.
 *
 * Returns: (transfer full): what would become of whom
 */
MhDayCancelResult *
mh_day_cancel_preview (const MhDesk           *desk,
                       const MhDayCancelOrder *order,
                       GError                **error)
{
  g_autoptr (MhAct) act = begin (desk, error);

  return act != NULL ? run_cancel (desk, act, order, error) : NULL;
}

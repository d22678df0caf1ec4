/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception"

#include "mh-reception-private.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-items.h"
#include "mh-booking-private.h"
#include "mh-capacity.h"
#include "mh-error.h"
#include "mh-seat-table.h"
#include "mh-text.h"

/* The states, what the act of noting one is called, and whether the person may book again. */
static const struct {
  const char *state;
  const char *act;
  gboolean    missed;
} states[] = {
  { "expected", "visit.expected", FALSE },
  { "came", "visit.came", FALSE },
  { "stopped", "visit.stopped", TRUE },
  { "done", "visit.done", FALSE },
  { "cancelled-day", "visit.cancelled-day", TRUE },
  { "no-show", "visit.no-show", TRUE },
  { "postponed", "visit.postponed", TRUE },
};

static int
find_state (const char *state)
{
  for (gsize i = 0; state != NULL && i < G_N_ELEMENTS (states); i++) {
    if (g_str_equal (states[i].state, state))
      return (int) i;
  }

  return -1;
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

/**
 * mh_reception_is_state:
 * @state: (nullable): a word
 *
 * Returns: whether it names what may become of a booking
 */
gboolean
mh_reception_is_state (const char *state)
{
  return find_state (state) >= 0;
}

/**
 * mh_reception_is_missed:
 * @state: (nullable): a state
 *
 * Returns: whether somebody with it did not get what the booking was for, and may book again
 */
gboolean
mh_reception_is_missed (const char *state)
{
  int i = find_state (state);

  return i >= 0 && states[i].missed;
}

/* Whoever has a booking of a day that does not take place would come for nothing. */
static gboolean
check_not_called_off (const MhDesk    *desk,
                      const MhBooking *booking,
                      GError         **error)
{
  g_autoptr (MhSession) session = mh_session_table_get (desk->db, booking->session, error);

  return session != NULL &&
         (!g_str_equal (session->state, "cancelled") ||
          refuse (error, _("This day has been called off, so nobody can be expected or received on it. Please book another day for this person.")));
}

static gboolean
check_booking (const MhDesk            *desk,
               const MhBooking         *booking,
               const MhReceptionChange *change,
               GError                 **error)
{
  if (find_state (change->state) < 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("The state is one of expected, came, stopped, done, cancelled-day, no-show and postponed."));
    return FALSE;
  }

  if (!g_str_equal (booking->state, "active") && !g_str_equal (booking->state, "missed"))
    return refuse (error, _("This booking has been cancelled. If the person is here, please enter a walk-in."));

  if (mh_date_compare (booking->date, mh_desk_today (desk)) > 0)
    return refuse (error, _("That day is still to come. To cancel or move the booking, please open the appointments."));

  if (!mh_reception_is_missed (change->state) && !check_not_called_off (desk, booking, error))
    return FALSE;

  if (g_str_equal (change->state, "stopped") && !is_given (change->reason))
    return refuse (error, _("Please write down why the doctor stopped it."));

  return TRUE;
}

/* A programme whose lots are known has no dose without one. */
static gboolean
check_lot (const MhDesk            *desk,
           const MhBooking         *booking,
           const MhReceptionChange *change,
           GError                 **error)
{
  gint64 n = 0;

  if (change->lot != 0 || !g_str_equal (change->state, "done"))
    return TRUE;

  if (!mh_db_get_int (desk->db, 0, &n, error, "SELECT count (*) FROM lot WHERE programme = :programme AND active = 1",
                      ":programme", MH_INT (booking->programme), NULL))
    return FALSE;

  return n == 0 || refuse (error, _("Please choose the lot first."));
}

static gboolean
check_red (const MhDesk            *desk,
           MhAct                   *act,
           const MhBooking         *booking,
           const MhReceptionChange *change,
           GError                 **error)
{
  g_autoptr (MhVisit) visit = NULL;
  g_autoptr (GPtrArray) reds = NULL;

  if (!g_str_equal (change->state, "came") && !g_str_equal (change->state, "done"))
    return TRUE;

  visit = mh_visit_load (desk, booking->slot, error);
  reds = visit != NULL ? mh_reception_judge_person (desk, visit, booking->resident, booking->dose, booking->id, change->lot, error) : NULL;

  return reds != NULL && mh_reception_check_red (act, reds, change->override_reason, error);
}

/* Names the booking that was made meanwhile. */
static gboolean
check_no_other (const MhDesk    *desk,
                const MhBooking *booking,
                GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBooking) other = mh_booking_table_find_active (desk->db, booking->programme, booking->resident, booking->dose, &local_error);
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (other == NULL)
    return TRUE;

  date = mh_date_format (other->date, MH_DATE_STYLE_MESSAGE);
  time = mh_minutes_format (other->start_min);
  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("This person has another booking meanwhile: %s %s. Please cancel that one first."), date, time);

  return FALSE;
}

/* Who gave place and items away needs room for both. */
static gboolean
take_place_again (const MhDesk    *desk,
                  const MhBooking *booking,
                  GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhVisit) visit = mh_visit_load (desk, booking->slot, error);

  if (visit == NULL || !mh_booking_check_item_room (desk, visit, booking->id, error))
    return FALSE;

  if (mh_seat_table_take (desk->db, booking->slot, booking->id, "counter", &local_error) != 0)
    return TRUE;

  if (g_error_matches (local_error, MH_ERROR, MH_ERROR_CONFLICT))
    return refuse (error, _("The place has been given away meanwhile. Please enter the person as a walk-in."));

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
bring_back (const MhDesk    *desk,
            MhAct           *act,
            const MhBooking *booking,
            GError         **error)
{
  return check_no_other (desk, booking, error) &&
         (booking->number != 0 || take_place_again (desk, booking, error)) &&
         mh_booking_table_set_state (desk->db, booking->id, "active", error) &&
         mh_booking_place_waiting (desk, act, booking->programme, booking->resident, booking->dose, error);
}

/* The place stays with who missed it, as history; a cancellation frees it for somebody else. */
static gboolean
set_booking_state (const MhDesk    *desk,
                   MhAct           *act,
                   const MhBooking *booking,
                   const char      *state,
                   GError         **error)
{
  gboolean was_missed = g_str_equal (booking->state, "missed");
  gboolean missed = mh_reception_is_missed (state);

  if (g_str_equal (state, "cancelled-day") && booking->number != 0 && !mh_capacity_release_step (desk, booking, error))
    return FALSE;

  if (was_missed && !missed)
    return bring_back (desk, act, booking, error);

  return was_missed == missed || mh_booking_table_set_state (desk->db, booking->id, "missed", error);
}

static gboolean
write_visit (const MhDesk            *desk,
             const MhBooking         *booking,
             const MhReceptionChange *change,
             GError                 **error)
{
  g_autoptr (MhVisitRow) old = NULL;
  g_autofree char *reason = NULL;
  MhVisitRow visit;
  gboolean was_here = g_str_equal (change->state, "came") || g_str_equal (change->state, "stopped") || g_str_equal (change->state, "done");

  if (g_str_equal (change->state, "expected"))
    return mh_visit_table_delete (desk->db, booking->id, error);

  old = mh_visit_table_get (desk->db, booking->id, error);
  if (old == NULL)
    return FALSE;

  reason = is_given (change->reason) ? mh_text_tidy_name (change->reason) : NULL;
  visit = (MhVisitRow) {
    .booking = booking->id,
    .state = (char *) change->state,
    .card = change->card != 0 ? change->card : old->card,
    .came_at = old->came_at != 0 || !was_here ? old->came_at : mh_desk_now (desk),
    .state_at = mh_desk_now (desk),
    .reason = reason,
    .lot = g_str_equal (change->state, "done") ? change->lot : 0,
  };

  return mh_visit_table_set (desk->db, &visit, error);
}

/**
 * mh_reception_set_step:
 * @desk: the desk
 * @act: an act that goes on
 * @change: what became of a booking
 * @error: as of mh_reception_set()
 *
 * Returns: whether it is noted
 */
gboolean
mh_reception_set_step (const MhDesk            *desk,
                       MhAct                   *act,
                       const MhReceptionChange *change,
                       GError                 **error)
{
  g_autoptr (MhBooking) booking = mh_booking_table_get (desk->db, change->booking, error);

  if (booking == NULL ||
      !check_booking (desk, booking, change, error) ||
      !check_lot (desk, booking, change, error) ||
      !check_red (desk, act, booking, change, error) ||
      !set_booking_state (desk, act, booking, change->state, error) ||
      !write_visit (desk, booking, change, error))
    return FALSE;

  mh_act_add_person (act, booking->resident);
  mh_act_set_int (act, "booking", booking->id);
  mh_act_set_int (act, "session", booking->session);
  if (change->lot != 0)
    mh_act_set_int (act, "lot", change->lot);

  return TRUE;
}

/**
 * mh_reception_set:
 * @desk: the desk
 * @change: what became of which booking
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED with a sentence, with several lines where several things are red
 *
 * Who did not get what the booking was for may book again: the booking is "missed". The time at which somebody came stays through later states.
 * Whatever is red (see mh_reception_judge()) is judged inside the write transaction.
 *
 * Returns: whether it was noted
 */
gboolean
mh_reception_set (const MhDesk            *desk,
                  const MhReceptionChange *change,
                  gint64                  *out_act,
                  GError                 **error)
{
  int i = find_state (change->state);
  g_autoptr (MhAct) act = NULL;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, i >= 0 ? states[i].act : "visit.expected", MH_UNDO_WHOLE, error);
  if (act == NULL || !mh_reception_set_step (desk, act, change, error))
    return FALSE;

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

/**
 * mh_reception_close:
 * @desk: the desk
 * @session: a day that has come
 * @out_n: (out) (optional): how many did not come
 * @out_act: (out) (optional): the act, for undo; 0 when there was nothing to note
 * @error: return location; MH_ERROR_REFUSED before the day
 *
 * Returns: whether the day is closed
 */
gboolean
mh_reception_close (const MhDesk *desk,
                    gint64        session,
                    gint64       *out_n,
                    gint64       *out_act,
                    GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "visit.close-day", MH_UNDO_WHOLE, error);
  g_autoptr (MhSession) day = act != NULL ? mh_session_table_get (desk->db, session, error) : NULL;
  g_autoptr (GPtrArray) lines = day != NULL ? mh_visit_table_list_session (desk->db, session, error) : NULL;
  gint64 n = 0;

  if (lines == NULL)
    return FALSE;

  if (mh_date_compare (day->date, mh_desk_today (desk)) > 0)
    return refuse (error, _("That day is still to come."));

  for (guint i = 0; i < lines->len; i++) {
    const MhVisitLine *line = g_ptr_array_index (lines, i);
    MhVisitRow visit = { .booking = line->booking, .state = (char *) "no-show", .state_at = mh_desk_now (desk) };

    if (*line->visit->state != '\0' || !g_str_equal (line->booking_state, "active"))
      continue;

    if (!mh_visit_table_set (desk->db, &visit, error) ||
        !mh_booking_table_set_state (desk->db, line->booking, "missed", error))
      return FALSE;

    mh_act_add_person (act, line->resident);
    n++;
  }

  mh_act_set_int (act, "session", session);
  mh_act_set_int (act, "people", n);
  if (out_n != NULL)
    *out_n = n;
  if (out_act != NULL)
    *out_act = n > 0 ? mh_act_get_id (act) : 0;

  return mh_act_commit (act, error);
}

/**
 * mh_reception_add_lot:
 * @desk: the desk
 * @lot: of which programme; number, and if known maker, expiry, doses in a vial
 * @error: return location; MH_ERROR_INVALID without a number; MH_ERROR_CONFLICT when it is there already
 *
 * Returns: the lot, 0 with @error set
 */
gint64
mh_reception_add_lot (const MhDesk *desk,
                      const MhLot  *lot,
                      GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhProgramme) programme = NULL;
  g_autofree char *number = mh_text_tidy_name (lot->number != NULL ? lot->number : "");
  g_autofree char *maker = mh_text_tidy_name (lot->maker != NULL ? lot->maker : "");
  MhLot tidy = { .programme = lot->programme, .number = number, .maker = maker, .expires = lot->expires, .doses_per_vial = lot->doses_per_vial };
  gint64 id;

  if (*number == '\0' || g_utf8_strlen (number, -1) > 20) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the lot number as it stands on the vial, up to 20 characters."));
    return 0;
  }

  if (lot->doses_per_vial < 0 || lot->doses_per_vial > 50) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("A vial holds 1 to 50 doses."));
    return 0;
  }

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "lot.add", MH_UNDO_WHOLE, error);
  programme = act != NULL ? mh_programme_table_get (desk->db, lot->programme, error) : NULL;
  if (programme == NULL)
    return 0;

  id = mh_lot_table_insert (desk->db, &tidy, error);
  if (id == 0) {
    if (error != NULL && g_error_matches (*error, MH_ERROR, MH_ERROR_CONFLICT)) {
      g_clear_error (error);
      g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("This lot number is there already."));
    }
    return 0;
  }

  mh_act_set_int (act, "lot", id);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_reception_offer_lot:
 * @desk: the desk
 * @lot: a lot
 * @offered: whether the reception is to offer it
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written
 */
gboolean
mh_reception_offer_lot (const MhDesk *desk,
                        gint64        lot,
                        gboolean      offered,
                        GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, offered ? "lot.offer" : "lot.retire",
                                        MH_UNDO_WHOLE, error);
  g_autoptr (MhLot) found = act != NULL ? mh_lot_table_get (desk->db, lot, error) : NULL;

  if (found == NULL || !mh_lot_table_set_active (desk->db, lot, offered, error))
    return FALSE;

  mh_act_set_int (act, "lot", lot);

  return mh_act_commit (act, error);
}

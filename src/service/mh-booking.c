/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking"

#include "mh-booking.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-booking-chain.h"
#include "mh-booking-private.h"
#include "mh-capacity.h"
#include "mh-error.h"
#include "mh-protect.h"
#include "mh-refill-private.h"
#include "mh-seat-table.h"
#include "mh-visit-table.h"
#include "mh-waiting.h"
#include "mh-windows.h"

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

/* Whether somebody asks for the place; otherwise the town gives it, or a person stands at the door already. */
static gboolean
is_asked_for (const char *via)
{
  return g_strv_contains ((const char *[]) { "phone", "counter", "line", NULL }, via);
}

/* On the day itself there is a place at the door or none, whatever was planned for bookings. */
static gboolean
check_walk_in (const MhDesk  *desk,
               const MhVisit *visit,
               GError       **error)
{
  if (g_str_equal (visit->session->state, "cancelled"))
    return refuse (error, _("This day has been cancelled."));

  return mh_date_compare (visit->session->date, mh_desk_today (desk)) <= 0 ||
         refuse (error, _("Somebody who comes without a booking is entered on the day itself. Please make a booking."));
}

/* A day by lottery is open to everybody once it has been drawn. */
static gboolean
check_drawn (const MhDesk  *desk,
             const MhVisit *visit,
             GError       **error)
{
  gint64 n_draws = 0;

  if (!g_str_equal (visit->session->mode, "lottery"))
    return TRUE;

  if (!mh_db_get_int (desk->db, 0, &n_draws, error, "SELECT count (*) FROM draw WHERE session = :session",
                      ":session", MH_INT (visit->session->id), NULL))
    return FALSE;

  return n_draws > 0 ||
         refuse (error, _("The places of this day are given by lottery. Please put the person on the waiting list."));
}

/* The session must be open, and still ahead on the day @on; no reason lifts that. */
static gboolean
check_session (const MhDesk  *desk,
               const MhVisit *visit,
               const char    *via,
               MhDate         on,
               GError       **error)
{
  if (g_str_equal (via, "walk-in"))
    return check_walk_in (desk, visit, error);

  if (!g_str_equal (visit->session->state, "open"))
    return refuse (error, _("This day is not open for bookings."));

  if (mh_date_compare (visit->session->date, on) < 0)
    return refuse (error, _("This day has already passed."));

  return !is_asked_for (via) || check_drawn (desk, visit, error);
}

/* @on: the day on which somebody asks */
static gboolean
check_deadline (const MhVisit *visit,
                MhDate         on,
                GError       **error)
{
  MhDate last = mh_date_add_days (visit->session->date, -visit->programme->deadline_days);
  g_autofree char *text = NULL;

  if (mh_date_compare (on, last) <= 0)
    return TRUE;

  text = mh_date_format (last, MH_DATE_STYLE_MESSAGE);
  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("Bookings for this day closed on %s. From then on the waiting list takes over: please put the person on it, or give a reason to book all the same."),
               text);

  return FALSE;
}

/* The later dose must stay far enough behind, too. @follows: the first dose of a chain whose later ones go along, or 0 */
static gboolean
check_later_dose (const MhDesk  *desk,
                  const MhVisit *visit,
                  gint64         resident,
                  int            dose,
                  gint64         follows,
                  GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBooking) later = NULL;
  g_autoptr (MhResident) person = NULL;
  MhDoseDays days;

  later = mh_booking_table_find_active (desk->db, visit->programme->id, resident, dose + 1, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (later == NULL || (follows != 0 && later->chain == follows))
    return TRUE;

  person = mh_resident_table_get (desk->db, resident, error);
  if (person == NULL)
    return FALSE;

  mh_dose_days ((const MhDoseRule *) (gpointer) visit->dose_rules->data, visit->dose_rules->len, visit->programme->interval_days,
                dose + 1, person->birth, visit->session->date, later->date, &days);

  return mh_date_compare (days.earliest, later->date) <= 0 || refuse (error, mh_plan_reason_text (MH_PLAN_INTERVAL));
}

/* Whether a reason given by the nurse lifts the rule: for whom it is, how often, the interval and having moved; not death, nor a second
 * booking, nor a further dose without the one before. */
static gboolean
can_override (MhPlanReason reason)
{
  static const MhPlanReason lifted[] = {
    MH_PLAN_MOVED_OUT, MH_PLAN_THIS_YEAR, MH_PLAN_BIRTH_UNKNOWN, MH_PLAN_TOO_YOUNG, MH_PLAN_TOO_OLD, MH_PLAN_SEX,
    MH_PLAN_DISTRICT, MH_PLAN_NOT_MEANT, MH_PLAN_INTERVAL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (lifted); i++) {
    if (lifted[i] == reason)
      return TRUE;
  }

  return FALSE;
}

/* @except: (nullable): a booking that is being moved */
static gboolean
check_person (const MhDesk    *desk,
              const MhVisit   *visit,
              gint64           resident,
              int              dose,
              const MhBooking *except,
              gboolean         override,
              GError         **error)
{
  gint64 follows = except == NULL ? 0 : except->chain != 0 ? except->chain : except->id;
  MhPlanPerson person;
  MhPlanReason reason;

  if (!mh_eligibility_read (desk, visit, resident, dose, except != NULL ? except->id : 0, &person, error))
    return FALSE;

  reason = mh_eligibility_judge (visit, &person);

  if (reason == MH_PLAN_ALREADY_BOOKED)
    return mh_booking_refuse_second (desk, visit->programme->id, resident, dose, error);

  if (reason != MH_PLAN_CHOSEN && !(override && can_override (reason)))
    return refuse (error, mh_plan_reason_text (reason));

  return override ||
         (check_later_dose (desk, visit, resident, dose, follows, error) &&
          mh_booking_check_overlap (desk, visit, resident, except != NULL ? except->id : 0, error));
}

static gboolean
check_dose (const MhDesk  *desk,
            const MhVisit *visit,
            gint64         resident,
            int           *dose,
            GError       **error)
{
  if (*dose == 0) {
    if (!mh_eligibility_next_dose (desk, visit->programme, resident, dose, error))
      return FALSE;

    if (*dose > visit->programme->doses)
      return mh_booking_refuse_second (desk, visit->programme->id, resident, visit->programme->doses, error);
  }

  return *dose <= visit->programme->doses || refuse (error, _("This programme has fewer doses."));
}

static gboolean
has_reason (const char *reason)
{
  return reason != NULL && *reason != '\0';
}

/* @dose: (inout): 0 becomes the dose that is next. @given: nobody asks for this place, the town gives it. */
static gboolean
check_request (const MhDesk           *desk,
               const MhVisit          *visit,
               const MhBookingRequest *request,
               gboolean                given,
               int                    *dose,
               GError                **error)
{
  const char *via = given && is_asked_for (request->via) ? "assigned" : request->via;
  gboolean override = has_reason (request->override_reason);
  MhDate on = request->written_at != 0 ? mh_date_from_ms (request->written_at) : mh_desk_today (desk);

  return check_session (desk, visit, via, on, error) &&
         mh_protect_check_proxy (desk, request->resident, request->proxy_name, request->override_reason, NULL, error) &&
         check_dose (desk, visit, request->resident, dose, error) &&
         (given || mh_windows_check (desk, visit, request->resident, override, error)) &&
         check_person (desk, visit, request->resident, *dose, NULL, override, error) &&
         (override || given || check_deadline (visit, on, error));
}

static gboolean
check_free_place (const MhVisit          *visit,
                  const MhBookingRequest *request,
                  GError                **error)
{
  if (request->round != 0 || mh_booking_count_free (visit->slot, request->via) > 0)
    return TRUE;

  return refuse (error, _("This slot is full. Please choose another one or put the person on the waiting list."));
}

/* All that is judged of one booking. @out_items: (out) (element-type gint64): what it is for */
static gboolean
judge (const MhDesk           *desk,
       const MhVisit          *visit,
       const MhBookingRequest *request,
       gboolean                given,
       int                    *dose,
       GArray                **out_items,
       GError                **error)
{
  return check_request (desk, visit, request, given, dose, error) &&
         check_free_place (visit, request, error) &&
         mh_booking_choose_items (desk, visit, request->resident, request->items, request->n_items,
                                  has_reason (request->override_reason), 0, out_items, error);
}

/**
 * mh_booking_count_free:
 * @slot: a slot
 * @via: how a booking comes in
 *
 * Returns: how many of its places are free for it at this moment
 */
int
mh_booking_count_free (const MhSlot *slot,
                       const char   *via)
{
  return mh_seat_table_may_use_phone (via) ? slot->n_free : slot->n_free - slot->n_free_phone;
}

/**
 * mh_booking_is_refusal:
 * @error: an error
 *
 * Returns: whether it says no to a person or a place, rather than that something is broken
 */
gboolean
mh_booking_is_refusal (const GError *error)
{
  return g_error_matches (error, MH_ERROR, MH_ERROR_REFUSED) || g_error_matches (error, MH_ERROR, MH_ERROR_CONFLICT);
}

/**
 * mh_booking_check:
 * @desk: the desk
 * @request: what is wanted; further doses are not looked at, see mh_booking_preview_make()
 * @error: return location; MH_ERROR_REFUSED with a sentence for the nurse
 *
 * Returns: whether mh_booking_make() would accept it at this moment
 */
gboolean
mh_booking_check (const MhDesk           *desk,
                  const MhBookingRequest *request,
                  GError                **error)
{
  g_autoptr (MhVisit) visit = mh_visit_load (desk, request->slot, error);
  g_autoptr (GArray) items = NULL;
  int dose = request->dose;

  return visit != NULL && judge (desk, visit, request, !is_asked_for (request->via), &dose, &items, error);
}

/**
 * mh_booking_place_waiting:
 * @desk: the desk
 * @act: an act that goes on
 * @programme: a programme
 * @resident: who has a booking for it now
 * @dose: for which dose
 * @error: return location
 *
 * Somebody who waited for this has what he waited for: an entry of his own and its open offers end; who waited with him goes on alone. An
 * entry that gives up such a booking for an earlier place together stays as it is.
 *
 * Returns: whether it was written
 */
gboolean
mh_booking_place_waiting (const MhDesk *desk,
                          MhAct        *act,
                          gint64        programme,
                          gint64        resident,
                          int           dose,
                          GError      **error)
{
  g_autoptr (MhWaitingUnit) unit = NULL;
  gboolean waits = FALSE;
  gint64 id = 0;

  if (!mh_waiting_table_find (desk->db, programme, resident, &id, error))
    return FALSE;

  if (id == 0)
    return TRUE;

  unit = mh_waiting_table_get (desk->db, id, error);
  if (unit == NULL)
    return FALSE;

  for (guint i = 0; i < unit->residents->len; i++)
    waits = waits || (g_array_index (unit->residents, gint64, i) == resident && g_array_index (unit->doses, int, i) == dose);

  if (!waits)
    return TRUE;

  if (unit->residents->len > 1)
    return unit->swap || mh_waiting_part_step (desk, act, unit, resident, error);

  return mh_waiting_table_set_state (desk->db, id, "placed", error) &&
         mh_refill_end_offers_of_unit (desk, act, id, error);
}

static gint64
insert_booking (const MhDesk           *desk,
                const MhVisit          *visit,
                const MhBookingRequest *request,
                int                     dose,
                const GArray           *items,
                gint64                  chain,
                GError                **error)
{
  MhBooking booking = {
    .programme = visit->programme->id,
    .resident = request->resident,
    .dose = dose,
    .slot = request->slot,
    .via = (char *) request->via,
    .proxy_name = (char *) request->proxy_name,
    .proxy_relation = (char *) request->proxy_relation,
    .override_reason = (char *) request->override_reason,
    .chain = chain,
    .note = (char *) request->note,
    .made_at = request->written_at != 0 ? request->written_at : mh_desk_now (desk),
  };
  gint64 id = mh_booking_table_insert (desk->db, &booking, error);

  if (id == 0 ||
      !mh_item_table_set_booking (desk->db, id, (const gint64 *) (gpointer) items->data, items->len, error))
    return 0;

  if (request->round != 0)
    return mh_seat_table_claim (desk->db, request->round, id, error) ? id : 0;

  return mh_seat_table_take (desk->db, request->slot, id, request->via, error) != 0 ? id : 0;
}

/* Judges who acts for the person, and notes it when only the nurse's reason allows it. */
static gboolean
note_proxy (const MhDesk *desk,
            MhAct        *act,
            gint64        resident,
            const char   *proxy_name,
            const char   *reason,
            GError      **error)
{
  gboolean overridden;

  if (!mh_protect_check_proxy (desk, resident, proxy_name, reason, &overridden, error))
    return FALSE;

  if (overridden)
    mh_act_set_int (act, "proxy-override", 1);

  return TRUE;
}

/**
 * mh_booking_place_step:
 * @desk: the desk
 * @act: an act that goes on
 * @request: what is wanted; further doses are not looked at
 * @chain: the first dose, of which this is a further one; 0: none
 * @error: return location
 *
 * One booking. A further dose is given with the first, so neither the deadline nor the times for booking early are asked for it.
 *
 * Returns: the booking, 0 with @error set
 */
gint64
mh_booking_place_step (const MhDesk           *desk,
                       MhAct                  *act,
                       const MhBookingRequest *request,
                       gint64                  chain,
                       GError                **error)
{
  g_autoptr (MhVisit) visit = mh_visit_load (desk, request->slot, error);
  gboolean from_list = g_str_equal (request->via, "refill") || g_str_equal (request->via, "lottery");
  g_autoptr (GArray) items = NULL;
  int dose = request->dose;
  gint64 id;

  if (visit == NULL || !judge (desk, visit, request, chain != 0 || !is_asked_for (request->via), &dose, &items, error))
    return 0;

  id = insert_booking (desk, visit, request, dose, items, chain, error);
  if (id == 0 ||
      !(from_list || mh_booking_place_waiting (desk, act, visit->programme->id, request->resident, dose, error)) ||
      !note_proxy (desk, act, request->resident, request->proxy_name, request->override_reason, error))
    return 0;

  mh_act_add_person (act, request->resident);

  return id;
}

/**
 * mh_booking_make_step:
 * @desk: the desk
 * @act: an act that goes on
 * @request: what is wanted
 * @error: return location; MH_ERROR_REFUSED with a sentence, MH_ERROR_CONFLICT when the last place has just gone
 *
 * Books a place, and with it the places of the further doses where @request says so, as a part of @act. Everything is judged inside the
 * write transaction. Somebody who waited for this waits no longer (mh_booking_place_waiting()), unless the place comes from the waiting list itself ("refill",
 * "lottery"): then the unit is the caller's.
 *
 * Returns: the booking, 0 with @error set; then @act must not be committed, or see mh_act_try()
 */
gint64
mh_booking_make_step (const MhDesk           *desk,
                      MhAct                  *act,
                      const MhBookingRequest *request,
                      GError                **error)
{
  gint64 id = mh_booking_place_step (desk, act, request, 0, error);

  return id != 0 && (!request->chain || mh_booking_book_rest (desk, act, request, id, error)) ? id : 0;
}

/**
 * mh_booking_make:
 * @desk: the desk
 * @request: what is wanted
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; as for mh_booking_make_step()
 *
 * Books a place; one act.
 *
 * Returns: the booking, 0 with @error set
 */
gint64
mh_booking_make (const MhDesk           *desk,
                 const MhBookingRequest *request,
                 gint64                 *out_act,
                 GError                **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "booking.make", MH_UNDO_WHOLE, error);
  gint64 id = act != NULL ? mh_booking_make_step (desk, act, request, error) : 0;

  if (id == 0)
    return 0;

  mh_act_set_int (act, "booking", id);
  mh_act_set_int (act, "slot", request->slot);
  mh_act_set_text (act, "override", request->override_reason);

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error) ? id : 0;
}

static MhBooking *
load_active (const MhDesk *desk,
             gint64        id,
             GError      **error)
{
  g_autoptr (MhBooking) booking = mh_booking_table_get (desk->db, id, error);

  if (booking == NULL)
    return NULL;

  if (!g_str_equal (booking->state, "active")) {
    refuse (error, _("This booking has already been cancelled."));
    return NULL;
  }

  if (!mh_visit_table_check_open (desk->db, id, error))
    return NULL;

  return g_steal_pointer (&booking);
}

/**
 * mh_booking_shift_step:
 * @desk: the desk
 * @act: an act that goes on
 * @booking: an active booking
 * @to_slot: a slot of the same programme, judged already
 * @error: return location
 *
 * Gives a booking another place, and leaves those that were booked together with it where they are.
 *
 * Returns: whether it has it
 */
gboolean
mh_booking_shift_step (const MhDesk    *desk,
                       MhAct           *act,
                       const MhBooking *booking,
                       gint64           to_slot,
                       GError         **error)
{
  const char *via = g_str_equal (booking->via, "line") ? "line" : "phone";

  mh_act_add_person (act, booking->resident);

  return mh_capacity_release_step (desk, booking, error) &&
         mh_booking_table_set_slot (desk->db, booking->id, to_slot, error) &&
         mh_seat_table_take (desk->db, to_slot, booking->id, via, error) != 0;
}

/* @called_off: the old day does not take place, so that it is never too late to change. @on: the day on which somebody asks */
static gboolean
check_move (const MhDesk    *desk,
            const MhVisit   *visit,
            const MhBooking *old,
            gboolean         override,
            gboolean         called_off,
            MhDate           on,
            GError         **error)
{
  if (visit->programme->id != old->programme || old->slot == visit->slot->id)
    return refuse (error, _("Please choose another slot of the same programme."));

  return check_session (desk, visit, "phone", on, error) &&
         (called_off || mh_windows_check (desk, visit, old->resident, override, error)) &&
         check_person (desk, visit, old->resident, old->dose, old, override, error) &&
         mh_booking_check_item_room (desk, visit, old->id, error) &&
         (override || called_off || check_deadline (visit, on, error));
}

/**
 * mh_booking_move_called_off:
 * @desk: the desk
 * @act: an act that goes on
 * @old: an active booking of a day that does not take place
 * @to: a slot of the same programme with a free place
 * @error: return location; MH_ERROR_REFUSED with a sentence, and then nothing was written
 *
 * Moves a booking to another day, and further doses of its own that would come too soon after it; judged like a new one, but for the programme's deadline and the times for booking early: the person
 * has booked in time.
 *
 * Returns: whether it was moved
 */
gboolean
mh_booking_move_called_off (const MhDesk    *desk,
                            MhAct           *act,
                            const MhBooking *old,
                            const MhVisit   *to,
                            GError         **error)
{
  gboolean moved;

  if (!mh_act_try (act, error))
    return FALSE;

  moved = check_move (desk, to, old, FALSE, TRUE, mh_desk_today (desk), error) &&
          mh_booking_shift_step (desk, act, old, to->slot->id, error) &&
          mh_booking_follow (desk, act, old->id, error);

  return mh_act_settle (act, moved, moved ? error : NULL) && moved;
}

/**
 * mh_booking_move_written_step:
 * @desk: the desk
 * @act: an act that goes on
 * @booking: an active booking
 * @to_slot: a slot of the same programme
 * @override_reason: (nullable): as for mh_booking_make()
 * @written_at: ms, as in MhBookingRequest: on paper while there was no power; 0: at this moment
 * @error: return location
 *
 * As mh_booking_move_step(), for what was promised on paper: its day may have passed since.
 *
 * Returns: whether it was moved; otherwise @act must not be committed
 */
gboolean
mh_booking_move_written_step (const MhDesk *desk,
                              MhAct        *act,
                              gint64        booking,
                              gint64        to_slot,
                              const char   *override_reason,
                              gint64        written_at,
                              GError      **error)
{
  g_autoptr (MhBooking) old = load_active (desk, booking, error);
  g_autoptr (MhVisit) visit = NULL;
  MhDate on = written_at != 0 ? mh_date_from_ms (written_at) : mh_desk_today (desk);

  if (old == NULL)
    return FALSE;

  visit = mh_visit_load (desk, to_slot, error);
  if (visit == NULL)
    return FALSE;

  return check_move (desk, visit, old, has_reason (override_reason), FALSE, on, error) &&
         mh_booking_shift_step (desk, act, old, to_slot, error) &&
         mh_booking_follow (desk, act, booking, error);
}

/**
 * mh_booking_move_step:
 * @desk: the desk
 * @act: an act that goes on
 * @booking: an active booking
 * @to_slot: a slot of the same programme
 * @override_reason: (nullable): as for mh_booking_make()
 * @error: return location
 *
 * Moves a booking as a part of @act; judged like a new one. Further doses that were booked together with it go along where they would
 * come too soon; those booked on their own speak against it.
 *
 * Returns: whether it was moved; otherwise @act must not be committed
 */
gboolean
mh_booking_move_step (const MhDesk *desk,
                      MhAct        *act,
                      gint64        booking,
                      gint64        to_slot,
                      const char   *override_reason,
                      GError      **error)
{
  return mh_booking_move_written_step (desk, act, booking, to_slot, override_reason, 0, error);
}

/**
 * mh_booking_move:
 * @desk: the desk
 * @booking: an active booking
 * @to_slot: a slot of the same programme
 * @override_reason: (nullable): as for mh_booking_make()
 * @out_act: (out) (optional): the act, for undo
 * @error: return location
 *
 * Moves a booking; one act, see mh_booking_move_step().
 *
 * Returns: whether it was moved
 */
gboolean
mh_booking_move (const MhDesk *desk,
                 gint64        booking,
                 gint64        to_slot,
                 const char   *override_reason,
                 gint64       *out_act,
                 GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "booking.move", MH_UNDO_WHOLE, error);
  g_autoptr (MhBooking) old = NULL;

  if (act == NULL)
    return FALSE;

  old = load_active (desk, booking, error);
  if (old == NULL || !mh_booking_move_step (desk, act, booking, to_slot, override_reason, error))
    return FALSE;

  mh_act_set_int (act, "booking", booking);
  mh_act_set_int (act, "from", old->slot);
  mh_act_set_int (act, "to", to_slot);
  mh_act_set_text (act, "override", override_reason);

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

/**
 * mh_booking_cancel_step:
 * @desk: the desk
 * @act: an act that goes on
 * @booking: an active booking
 * @error: return location; MH_ERROR_REFUSED when it is not active
 *
 * Cancels a booking and leaves its place free for the desk.
 *
 * Returns: whether it was cancelled
 */
gboolean
mh_booking_cancel_step (const MhDesk *desk,
                        MhAct        *act,
                        gint64        booking,
                        GError      **error)
{
  g_autoptr (MhBooking) old = load_active (desk, booking, error);

  if (old == NULL ||
      !mh_capacity_release_step (desk, old, error) ||
      !mh_booking_table_set_state (desk->db, booking, "cancelled", error))
    return FALSE;

  mh_act_add_person (act, old->resident);

  return TRUE;
}

/**
 * mh_booking_cancel:
 * @desk: the desk
 * @booking: an active booking
 * @caller: (nullable): who asks for it; %NULL: the person himself, or the town
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED for the proxy of a protected person who is not registered, too
 *
 * Cancels a booking, and the further doses that were booked together with it (mh_booking_list_after() tells them before), and leaves the
 * places free for the desk. mh_refill_cancel() asks the next one as well.
 *
 * Returns: whether it was cancelled
 */
gboolean
mh_booking_cancel (const MhDesk          *desk,
                   gint64                 booking,
                   const MhBookingCaller *caller,
                   gint64                *out_act,
                   GError               **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "booking.cancel", MH_UNDO_WHOLE, error);
  guint n_after = 0;

  if (act == NULL ||
      (caller != NULL &&
       !mh_protect_check_cancel (desk, act, &booking, 1, caller->proxy_name, caller->override_reason, error)) ||
      !mh_booking_cancel_after_step (desk, act, booking, &n_after, error) ||
      !mh_booking_cancel_step (desk, act, booking, error))
    return FALSE;

  mh_act_set_int (act, "booking", booking);
  if (n_after > 0)
    mh_act_set_int (act, "further-doses", n_after);

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

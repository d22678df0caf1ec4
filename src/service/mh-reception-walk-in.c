/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception-walk-in"

#include "mh-reception-private.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-private.h"
#include "mh-error.h"
#include "mh-person-act.h"
#include "mh-seat-table.h"

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

/* The slot that runs at this moment; before the first the first, later the last that has begun. */
static gint64
find_slot (const MhDesk *desk,
           gint64        session,
           GError      **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (desk->db, session, error);
  int now = mh_minutes_from_ms (mh_desk_now (desk));
  gint64 found = 0;

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);

    if (i == 0 || slot->start_min <= now)
      found = slot->id;
  }

  if (slots != NULL && found == 0)
    refuse (error, _("This day has no time slots."));

  return found;
}

static MhVisit *
load_visit (const MhDesk *desk,
            gint64        session,
            GError      **error)
{
  gint64 slot = find_slot (desk, session, error);

  return slot != 0 ? mh_visit_load (desk, slot, error) : NULL;
}

/* The first dose that the person has neither had nor missed the booking of. */
static gboolean
find_dose (const MhDesk      *desk,
           const MhProgramme *programme,
           gint64             resident,
           int               *dose,
           GError           **error)
{
  MhDate had;

  if (*dose != 0)
    return TRUE;

  for (*dose = 1; *dose < programme->doses; (*dose)++) {
    if (!mh_visit_table_find_dose (desk->db, programme->id, resident, *dose, 0, &had, error))
      return FALSE;

    if (!mh_date_is_set (had))
      break;
  }

  return TRUE;
}

/**
 * mh_reception_judge_walk_in:
 * @desk: the desk
 * @session: where the person is
 * @resident: who
 * @dose: 1 or more; 0: the next
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhReceptionRed): what speaks against it; empty: nothing. %NULL with @error set
 */
GPtrArray *
mh_reception_judge_walk_in (const MhDesk *desk,
                            gint64        session,
                            gint64        resident,
                            int           dose,
                            GError      **error)
{
  g_autoptr (MhVisit) visit = load_visit (desk, session, error);

  if (visit == NULL || !find_dose (desk, visit->programme, resident, &dose, error))
    return NULL;

  return mh_reception_judge_person (desk, visit, resident, dose, 0, 0, error);
}

static gboolean
check_session (const MhDesk  *desk,
               const MhVisit *visit,
               GError       **error)
{
  gint64 n = 0;

  if (g_str_equal (visit->session->state, "cancelled"))
    return refuse (error, _("This day has been called off, so nobody can be expected or received on it. Please book another day for this person."));

  if (mh_date_compare (visit->session->date, mh_desk_today (desk)) > 0)
    return refuse (error, _("That day is still to come. Please book a place instead."));

  if (!mh_visit_table_count_walk_ins (desk->db, visit->session->id, &n, error))
    return FALSE;

  if (visit->session->walk_in_cap < 0 || n < visit->session->walk_in_cap)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("Up to %d people without a booking are taken on this day, and that many have come. Please book another day for this person."),
               visit->session->walk_in_cap);

  return FALSE;
}

/* A booking for the same dose elsewhere: named, or cancelled where the nurse has said so. */
static gboolean
settle_other (const MhDesk            *desk,
              MhAct                   *act,
              const MhVisit           *visit,
              const MhReceptionWalkIn *walk_in,
              int                      dose,
              GError                 **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBooking) other = NULL;
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  other = mh_booking_table_find_active (desk->db, visit->programme->id, walk_in->resident, dose, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (other == NULL)
    return TRUE;

  if (other->session == visit->session->id)
    return refuse (error, _("This person has a booking for today. Please use that one."));

  if (walk_in->instead && mh_date_compare (other->date, visit->session->date) > 0)
    return mh_booking_cancel_step (desk, act, other->id, error);

  date = mh_date_format (other->date, MH_DATE_STYLE_MESSAGE);
  time = mh_minutes_format (other->start_min);
  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("This person has a booking on another day: %s %s. Please say that today is instead of it, or ask the person to come then."),
               date, time);

  return FALSE;
}

/* A free place of the slot, or one more. */
static gboolean
take_place (const MhDesk  *desk,
            const MhVisit *visit,
            gint64         booking,
            GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  if (mh_seat_table_take (desk->db, visit->slot->id, booking, "counter", &local_error) != 0)
    return TRUE;

  if (!g_error_matches (local_error, MH_ERROR, MH_ERROR_CONFLICT)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  return mh_db_run (desk->db, error,
                    "INSERT INTO seat (slot, number, share, extra) "
                    "SELECT :slot, coalesce (max (number), 0) + 1, 'desk', 1 FROM seat WHERE slot = :slot",
                    ":slot", MH_INT (visit->slot->id), NULL) &&
         mh_db_run (desk->db, error,
                    "INSERT INTO seat_hold (slot, number, booking) SELECT slot, max (number), :booking FROM seat WHERE slot = :slot",
                    ":slot", MH_INT (visit->slot->id), ":booking", MH_INT (booking), NULL);
}

static gint64
write_booking (const MhDesk            *desk,
               const MhVisit           *visit,
               const MhReceptionWalkIn *walk_in,
               int                      dose,
               const char              *reason,
               GError                 **error)
{
  MhBooking booking = {
    .programme = visit->programme->id,
    .resident = walk_in->resident,
    .dose = dose,
    .slot = visit->slot->id,
    .via = (char *) "walk-in",
    .override_reason = (char *) walk_in->override_reason,
    .made_at = mh_desk_now (desk),
    .note = (char *) reason,
  };
  gint64 id = mh_booking_table_insert (desk->db, &booking, error);
  MhVisitRow came = {
    .booking = id,
    .state = (char *) "came",
    .card = walk_in->card,
    .came_at = mh_desk_now (desk),
    .state_at = mh_desk_now (desk),
  };

  return id != 0 && take_place (desk, visit, id, error) && mh_visit_table_set (desk->db, &came, error) ? id : 0;
}

/**
 * mh_reception_walk_in_step:
 * @desk: the desk
 * @act: an act that goes on
 * @walk_in: who has come
 * @error: as of mh_reception_walk_in()
 *
 * Returns: the booking, 0 with @error set
 */
gint64
mh_reception_walk_in_step (const MhDesk            *desk,
                           MhAct                   *act,
                           const MhReceptionWalkIn *walk_in,
                           GError                 **error)
{
  g_autofree char *reason = mh_person_act_reason (walk_in->reason, _("Please write down why the person comes without a booking."), error);
  g_autoptr (MhVisit) visit = reason != NULL ? load_visit (desk, walk_in->session, error) : NULL;
  g_autoptr (GPtrArray) reds = NULL;
  int dose = walk_in->dose;
  gint64 id;

  if (visit == NULL ||
      !find_dose (desk, visit->programme, walk_in->resident, &dose, error) ||
      !check_session (desk, visit, error) ||
      !settle_other (desk, act, visit, walk_in, dose, error))
    return 0;

  reds = mh_reception_judge_person (desk, visit, walk_in->resident, dose, 0, 0, error);
  if (reds == NULL || !mh_reception_check_red (act, reds, walk_in->override_reason, error))
    return 0;

  id = write_booking (desk, visit, walk_in, dose, reason, error);
  if (id == 0 || !mh_booking_place_waiting (desk, act, visit->programme->id, walk_in->resident, dose, error))
    return 0;

  mh_act_set_int (act, "booking", id);
  mh_act_set_int (act, "session", walk_in->session);

  return id;
}

/**
 * mh_reception_walk_in:
 * @desk: the desk
 * @walk_in: who, where and why
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED with a sentence; MH_ERROR_INVALID without a reason
 *
 * Takes a place in a day's present slot for somebody who came without a booking, as having come. The limit of the day is counted inside the write
 * transaction. Somebody whom nobody knows is added to the residents first (mh_people_add_new()).
 *
 * Returns: the booking, 0 with @error set
 */
gint64
mh_reception_walk_in (const MhDesk            *desk,
                      const MhReceptionWalkIn *walk_in,
                      gint64                  *out_act,
                      GError                 **error)
{
  g_autoptr (MhAct) act = mh_person_act_begin (desk, "visit.walk-in", MH_UNDO_WHOLE, walk_in->resident, error);
  gint64 id = act != NULL ? mh_reception_walk_in_step (desk, act, walk_in, error) : 0;

  if (id == 0)
    return 0;

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error) ? id : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-eligibility"

#include "mh-eligibility.h"

#include "mh-booking-table.h"
#include "mh-resident-table.h"

/**
 * mh_visit_free:
 * @visit: a visit
 */
void
mh_visit_free (MhVisit *visit)
{
  g_clear_pointer (&visit->programme, mh_programme_free);
  g_clear_pointer (&visit->session, mh_session_free);
  g_clear_pointer (&visit->slot, mh_slot_free);
  g_free (visit);
}

/**
 * mh_visit_load:
 * @desk: the desk
 * @slot: a slot
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the slot with its session and programme
 */
MhVisit *
mh_visit_load (const MhDesk *desk,
               gint64        slot,
               GError      **error)
{
  g_autoptr (MhVisit) visit = g_new0 (MhVisit, 1);

  visit->slot = mh_session_table_get_slot (desk->db, slot, error);
  if (visit->slot == NULL)
    return NULL;

  visit->session = mh_session_table_get (desk->db, visit->slot->session, error);
  if (visit->session == NULL)
    return NULL;

  mh_slot_open_phone (visit->slot, visit->session, mh_desk_now (desk));
  visit->programme = mh_programme_table_get (desk->db, visit->slot->programme, error);
  if (visit->programme == NULL)
    return NULL;

  return g_steal_pointer (&visit);
}

/**
 * mh_visit_format_time:
 * @visit: a visit
 *
 * Returns: (transfer full): date and time as they stand in messages
 */
char *
mh_visit_format_time (const MhVisit *visit)
{
  g_autofree char *date = mh_date_format (visit->session->date, MH_DATE_STYLE_MESSAGE);
  g_autofree char *time = mh_minutes_format (visit->slot->start_min);

  return g_strdup_printf ("%s %s", date, time);
}

/* Whether the person is no longer the town's on @day. A move that is announced for a later day does not count yet. */
static gboolean
has_left (const MhResident *resident,
          MhDate            day)
{
  if (g_str_equal (resident->status, "removed"))
    return TRUE;

  if (g_str_equal (resident->status, "moved-out"))
    return !mh_date_is_set (resident->status_date) || mh_date_compare (resident->status_date, day) <= 0;

  return g_str_equal (resident->status, "moving-out") &&
         mh_date_is_set (resident->status_date) &&
         mh_date_compare (resident->status_date, day) <= 0;
}

static gboolean
read_bookings (const MhDesk  *desk,
               const MhVisit *visit,
               gint64         resident,
               int            dose,
               gint64         except,
               MhPlanPerson  *person,
               GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBooking) same = NULL;
  g_autoptr (MhBooking) earlier = NULL;

  same = mh_booking_table_find_active (desk->db, visit->programme->id, resident, dose, &local_error);
  if (local_error == NULL && dose > 1)
    earlier = mh_booking_table_find_active (desk->db, visit->programme->id, resident, dose - 1, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  person->booked = same != NULL && same->id != except;
  if (earlier != NULL)
    person->earliest = mh_date_add_days (earlier->date, visit->programme->interval_days);

  return TRUE;
}

/**
 * mh_eligibility_read:
 * @desk: the desk
 * @visit: where to
 * @resident: who
 * @dose: 1 or more
 * @except: a booking that does not count, or 0
 * @out_person: (out): what the rules look at
 * @error: return location
 *
 * Status, birth and bookings are read at this moment, never taken from a list made earlier (domain: 品川区, 越谷市).
 *
 * Returns: whether the person could be read
 */
gboolean
mh_eligibility_read (const MhDesk  *desk,
                     const MhVisit *visit,
                     gint64         resident,
                     int            dose,
                     gint64         except,
                     MhPlanPerson  *out_person,
                     GError       **error)
{
  g_autoptr (MhResident) person = mh_resident_table_get (desk->db, resident, error);

  if (person == NULL)
    return FALSE;

  *out_person = (MhPlanPerson) {
    .resident = resident,
    .birth = person->birth,
    .dead = g_str_equal (person->status, "dead"),
    .moved_out = has_left (person, visit->session->date),
    .reach = MH_REACH_BY_HAND,
  };

  return read_bookings (desk, visit, resident, dose, except, out_person, error);
}

/**
 * mh_eligibility_judge:
 * @visit: where to
 * @person: who
 *
 * Asks the refill planner itself, so that a booking and a refill never judge a person differently.
 *
 * Returns: %MH_PLAN_CHOSEN or what speaks against
 */
MhPlanReason
mh_eligibility_judge (const MhVisit      *visit,
                      const MhPlanPerson *person)
{
  MhPlanPerson persons[] = { *person };
  MhPlanUnit unit = { .id = 1, .persons = persons, .n_persons = 1, .wish_fits = TRUE };
  MhPlanRules rules = {
    .session_date = visit->session->date,
    .n_places = 1,
    .age = visit->programme->age,
    .mode = MH_OFFER_MODE_FIRST_YES,
    .parallel = 1,
    .by_hand = TRUE,
  };
  g_autofree MhPlanDecision *decision = mh_plan (&rules, &unit, 1);

  return decision->reason;
}

/**
 * mh_eligibility_next_dose:
 * @desk: the desk
 * @programme: a programme
 * @resident: who
 * @out_dose: (out): 1 … doses + 1
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_eligibility_next_dose (const MhDesk      *desk,
                          const MhProgramme *programme,
                          gint64             resident,
                          int               *out_dose,
                          GError           **error)
{
  for (*out_dose = 1; *out_dose <= programme->doses; (*out_dose)++) {
    g_autoptr (GError) local_error = NULL;
    g_autoptr (MhBooking) booking = NULL;

    booking = mh_booking_table_find_active (desk->db, programme->id, resident, *out_dose, &local_error);

    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

    if (booking == NULL)
      return TRUE;
  }

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-family"

#include "mh-booking-family.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "mh-booking-chain.h"
#include "mh-booking-private.h"
#include "mh-error.h"
#include "mh-people-family.h"

/* A slot of the family's day; the nearer to the wanted time, the better. */
typedef struct {
  gint64 slot;
  int    n_minutes;
  int    start_min;
} Near;

/**
 * mh_family_hint_free:
 * @hint: a hint
 */
void
mh_family_hint_free (MhFamilyHint *hint)
{
  g_clear_pointer (&hint->person, mh_person_free);
  g_free (hint);
}

static int
compare_near (gconstpointer a,
              gconstpointer b)
{
  const Near *one = a;
  const Near *two = b;

  return one->n_minutes != two->n_minutes ? one->n_minutes - two->n_minutes : one->start_min - two->start_min;
}

/* The slots of the day of @slot, the nearest first. */
static GArray *
list_near (const MhDesk *desk,
           gint64        slot,
           GError      **error)
{
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (Near));
  g_autoptr (MhSlot) wanted = mh_session_table_get_slot (desk->db, slot, error);
  g_autoptr (GPtrArray) slots = wanted != NULL ? mh_session_table_list_slots (desk->db, wanted->session, error) : NULL;

  if (slots == NULL)
    return NULL;

  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *other = slots->pdata[i];
    Near item = { other->id, abs (other->start_min - wanted->start_min), other->start_min };

    g_array_append_val (near, item);
  }

  g_array_sort (near, compare_near);

  return g_steal_pointer (&near);
}

/* A refusal says whom it is about. */
static void
name_person (const MhDesk *desk,
             gint64        resident,
             GError      **error)
{
  g_autoptr (MhResident) person = NULL;

  if (error == NULL || !mh_booking_is_refusal (*error))
    return;

  person = mh_resident_table_get (desk->db, resident, NULL);
  if (person != NULL)
    g_prefix_error (error, _("%s: "), person->name);
}

/* The booking of one member, and those after it; with no slot of his own, in the nearest that has a place left. */
static gint64
place_member (const MhDesk          *desk,
              MhAct                 *act,
              const MhFamilyRequest *request,
              const MhFamilyMember  *member,
              const GArray          *near,
              GError               **error)
{
  MhBookingRequest one = {
    .slot = member->slot != 0 ? member->slot : request->slot,
    .resident = member->resident,
    .via = request->via,
    .proxy_name = request->proxy_name,
    .proxy_relation = request->proxy_relation,
    .override_reason = request->override_reason,
    .note = request->note,
    .items = member->items,
    .n_items = member->n_items,
    .chain = request->chain,
  };

  for (guint i = 0; member->slot == 0 && i < near->len; i++) {
    g_autoptr (MhSlot) slot = mh_session_table_get_slot (desk->db, g_array_index (near, Near, i).slot, error);

    if (slot == NULL)
      return 0;

    if (mh_booking_count_free (slot, request->via) > 0) {
      one.slot = slot->id;
      break;
    }
  }

  return mh_booking_make_step (desk, act, &one, error);
}

static GArray *
place_all (const MhDesk          *desk,
           MhAct                 *act,
           const MhFamilyRequest *request,
           GError               **error)
{
  g_autoptr (GArray) bookings = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) near = NULL;

  if (request->n_members < 1 || request->n_members > MH_FAMILY_MOST) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("From one to %d people can be booked at once."), MH_FAMILY_MOST);
    return NULL;
  }

  near = list_near (desk, request->slot, error);
  if (near == NULL)
    return NULL;

  for (gsize i = 0; i < request->n_members; i++) {
    gint64 booking = place_member (desk, act, request, &request->members[i], near, error);

    if (booking == 0) {
      name_person (desk, request->members[i].resident, error);
      return NULL;
    }

    g_array_append_val (bookings, booking);
  }

  return g_steal_pointer (&bookings);
}

static MhAct *
begin (const MhDesk *desk,
       GError      **error)
{
  return mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "booking.family", MH_UNDO_WHOLE, error);
}

/**
 * mh_booking_make_family:
 * @desk: the desk
 * @request: who and where
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED with a sentence that begins with the name of whom it is about; then nobody is booked
 *
 * Books several people in one act. Who has no slot of his own goes into the wanted one while it has places, then into the nearest of the
 * same day.
 *
 * Returns: (transfer full) (element-type gint64): the bookings, in the order of the members, or %NULL
 */
GArray *
mh_booking_make_family (const MhDesk          *desk,
                        const MhFamilyRequest *request,
                        gint64                *out_act,
                        GError               **error)
{
  g_autoptr (MhAct) act = begin (desk, error);
  g_autoptr (GArray) bookings = act != NULL ? place_all (desk, act, request, error) : NULL;

  if (bookings == NULL)
    return NULL;

  mh_act_set_int (act, "booking", g_array_index (bookings, gint64, 0));
  mh_act_set_int (act, "people", bookings->len);
  mh_act_set_text (act, "override", request->override_reason);

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error) ? g_steal_pointer (&bookings) : NULL;
}

/**
 * mh_booking_preview_family:
 * @desk: the desk
 * @request: who and where
 * @error: return location; as for mh_booking_make_family()
 *
 * Does what mh_booking_make_family() does and throws it away: the proposal of who goes when.
 *
 * Returns: (transfer full) (element-type MhBooking): member by member, each with the further doses after it, or %NULL
 */
GPtrArray *
mh_booking_preview_family (const MhDesk          *desk,
                           const MhFamilyRequest *request,
                           GError               **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_booking_free);
  g_autoptr (MhAct) act = begin (desk, error);
  g_autoptr (GArray) bookings = act != NULL ? place_all (desk, act, request, error) : NULL;

  if (bookings == NULL)
    return NULL;

  for (guint i = 0; i < bookings->len; i++) {
    gint64 id = g_array_index (bookings, gint64, i);
    MhBooking *booking = mh_booking_table_get (desk->db, id, error);
    GPtrArray *after;

    if (booking == NULL)
      return NULL;

    g_ptr_array_add (list, booking);
    after = mh_booking_list_after (desk, id, error);
    if (after == NULL)
      return NULL;

    g_ptr_array_extend_and_steal (list, after);
  }

  return g_steal_pointer (&list);
}

/**
 * mh_booking_list_family:
 * @desk: the desk
 * @slot: where somebody is being booked
 * @resident: that person
 * @error: return location
 *
 * Who lives with him, for booking them side by side. A protected person is nobody's household and has none, whoever looks.
 *
 * Returns: (transfer full) (element-type MhFamilyHint): the others, the oldest first, or %NULL
 */
GPtrArray *
mh_booking_list_family (const MhDesk *desk,
                        gint64        slot,
                        gint64        resident,
                        GError      **error)
{
  g_autoptr (GPtrArray) hints = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_family_hint_free);
  g_autoptr (MhVisit) visit = mh_visit_load (desk, slot, error);
  g_autoptr (GPtrArray) members = visit != NULL ? mh_people_household (desk, resident, FALSE, error) : NULL;

  if (members == NULL)
    return NULL;

  g_ptr_array_set_free_func (members, NULL);
  for (guint i = 0; i < members->len; i++) {
    MhFamilyHint *hint = g_new0 (MhFamilyHint, 1);

    hint->person = members->pdata[i];
    g_ptr_array_add (hints, hint);
  }

  for (guint i = 0; i < hints->len; i++) {
    MhFamilyHint *hint = hints->pdata[i];
    gint64 id = hint->person->resident->id;
    MhPlanPerson person;

    if (!mh_eligibility_next_dose (desk, visit->programme, id, &hint->dose, error))
      return NULL;

    if (hint->dose > visit->programme->doses) {
      hint->dose = visit->programme->doses;
      hint->reason = MH_PLAN_ALREADY_BOOKED;
      continue;
    }

    if (!mh_eligibility_read (desk, visit, id, hint->dose, 0, &person, error))
      return NULL;
    hint->reason = mh_eligibility_judge (visit, &person);
  }

  return g_steal_pointer (&hints);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-waiting"

#include "mh-waiting.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-booking-table.h"
#include "mh-eligibility.h"
#include "mh-error.h"
#include "mh-refill-private.h"
#include "mh-resident-table.h"
#include "mh-wish.h"

static gboolean
refuse (GError    **error,
        MhError     code,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, code, sentence);

  return FALSE;
}

/* The first dose that @resident holds a booking for which is still ahead; 0 when there is none. */
static gboolean
find_booked_dose (const MhDesk      *desk,
                  const MhProgramme *programme,
                  gint64             resident,
                  int               *out_dose,
                  GError           **error)
{
  *out_dose = 0;
  for (int dose = 1; dose <= programme->doses && *out_dose == 0; dose++) {
    g_autoptr (GError) local_error = NULL;
    g_autoptr (MhBooking) booking = mh_booking_table_find_active (desk->db, programme->id, resident, dose, &local_error);

    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

    if (booking != NULL && mh_ms_from_civil (booking->date, booking->start_min) > mh_desk_now (desk))
      *out_dose = dose;
  }

  return TRUE;
}

/* For which dose somebody waits: the next one, or the one that he would rather have earlier. */
static gboolean
find_dose (const MhDesk      *desk,
           const MhProgramme *programme,
           gint64             resident,
           gboolean           swap,
           int               *out_dose,
           GError           **error)
{
  if (swap && !find_booked_dose (desk, programme, resident, out_dose, error))
    return FALSE;

  if ((!swap || *out_dose == 0) && !mh_eligibility_next_dose (desk, programme, resident, out_dose, error))
    return FALSE;

  return *out_dose <= programme->doses ||
         refuse (error, MH_ERROR_REFUSED,
                 _("This person already has a booking. To change the time, please move the booking, or say that it is given up for an earlier place."));
}

static gboolean
add_member (const MhDesk      *desk,
            const MhProgramme *programme,
            MhWaitingUnit     *unit,
            gint64             resident,
            GError           **error)
{
  gint64 other = 0;
  int dose;

  for (guint i = 0; i < unit->residents->len; i++) {
    if (g_array_index (unit->residents, gint64, i) == resident)
      return refuse (error, MH_ERROR_INVALID, _("The same person was given twice. Please choose different people."));
  }

  if (!mh_waiting_table_find (desk->db, programme->id, resident, &other, error))
    return FALSE;

  if (other != 0)
    return refuse (error, MH_ERROR_REFUSED, _("This person is already on the waiting list."));

  if (!find_dose (desk, programme, resident, unit->swap, &dose, error))
    return FALSE;

  if (unit->whole_chain && dose >= programme->doses)
    return refuse (error, MH_ERROR_REFUSED, _("There is no further dose to wait for. Please wait for this one alone."));

  g_array_append_val (unit->residents, resident);
  g_array_append_val (unit->doses, dose);

  return TRUE;
}

/* The dead and those who have left are refused; age is judged for the day of the place that comes free. */
static gboolean
check_member (const MhDesk *desk,
              gint64        resident,
              GError      **error)
{
  g_autoptr (MhResident) person = mh_resident_table_get (desk->db, resident, error);

  if (person == NULL)
    return FALSE;

  if (g_str_equal (person->status, "dead") || g_str_equal (person->status, "moved-out") ||
      g_str_equal (person->status, "removed")) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         mh_plan_reason_text (g_str_equal (person->status, "dead") ? MH_PLAN_DEAD : MH_PLAN_MOVED_OUT));
    return FALSE;
  }

  return TRUE;
}

static guint
count_classes (const MhProgramme *programme)
{
  g_auto (GStrv) names = g_strsplit (programme->priority_names != NULL ? programme->priority_names : "", "\n", -1);
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    n += *g_strstrip (names[i]) != '\0';

  return n;
}

/* Puts what may be changed later into @unit. */
static gboolean
take_ways (const MhProgramme      *programme,
           const MhWaitingRequest *request,
           MhWaitingUnit          *unit,
           GError                **error)
{
  char *wish = mh_wish_normalize (request->wish, error);

  if (wish == NULL)
    return FALSE;

  g_free (unit->wish);
  unit->wish = wish;

  if (request->priority < 0 || (guint) request->priority > count_classes (programme))
    return refuse (error, MH_ERROR_INVALID,
                   _("This programme has no such class. Please name its classes in the programme first, or choose one of them."));

  unit->priority = request->priority;
  unit->swap = request->swap;
  unit->whole_chain = request->whole_chain;
  g_free (unit->note);
  unit->note = request->note != NULL && *request->note != '\0' ? g_strdup (request->note) : NULL;

  return TRUE;
}

static MhWaitingUnit *
make_unit (const MhDesk           *desk,
           const MhProgramme      *programme,
           const MhWaitingRequest *request,
           GError                **error)
{
  g_autoptr (MhWaitingUnit) unit = g_new0 (MhWaitingUnit, 1);

  unit->programme = programme->id;
  unit->registered_at = mh_desk_now (desk);
  unit->residents = g_array_new (FALSE, FALSE, sizeof (gint64));
  unit->doses = g_array_new (FALSE, FALSE, sizeof (int));

  if (!take_ways (programme, request, unit, error))
    return NULL;

  for (gsize i = 0; i < request->n_residents; i++) {
    if (!check_member (desk, request->residents[i], error) ||
        !add_member (desk, programme, unit, request->residents[i], error))
      return NULL;
  }

  return g_steal_pointer (&unit);
}

static MhAct *
begin (const MhDesk *desk,
       const char   *kind,
       GError      **error)
{
  return mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, MH_UNDO_WHOLE, error);
}

static gboolean
finish (MhAct               *act,
        const MhWaitingUnit *unit,
        gint64               id,
        gint64              *out_act,
        GError             **error)
{
  for (guint i = 0; i < unit->residents->len; i++)
    mh_act_add_person (act, g_array_index (unit->residents, gint64, i));
  mh_act_set_int (act, "unit", id);

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

/**
 * mh_waiting_register_step:
 * @desk: the desk
 * @act: an act that goes on
 * @request: who waits for what, and how
 * @error: as of mh_waiting_register()
 *
 * Returns: the unit, 0 with @error set
 */
gint64
mh_waiting_register_step (const MhDesk           *desk,
                          MhAct                  *act,
                          const MhWaitingRequest *request,
                          GError                **error)
{
  g_autoptr (MhProgramme) what = NULL;
  g_autoptr (MhWaitingUnit) unit = NULL;
  gint64 id;

  if (request->n_residents < 1 || request->n_residents > MH_WAITING_MOST_PERSONS) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("One to %d people can wait together. Please put the others on the list on their own."),
                 MH_WAITING_MOST_PERSONS);
    return 0;
  }

  what = mh_programme_table_get (desk->db, request->programme, error);
  unit = what != NULL ? make_unit (desk, what, request, error) : NULL;
  if (unit == NULL)
    return 0;

  id = mh_waiting_table_insert (desk->db, unit, error);
  if (id == 0 || !mh_refill_ask_newcomers (desk, act, request->programme, error))
    return 0;

  for (guint i = 0; i < unit->residents->len; i++)
    mh_act_add_person (act, g_array_index (unit->residents, gint64, i));
  mh_act_set_int (act, "unit", id);

  return id;
}

/**
 * mh_waiting_register:
 * @desk: the desk
 * @request: who waits for what, and how
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_INVALID for a wish or class that is none, MH_ERROR_REFUSED with a sentence
 *
 * Puts a unit at the end of its part of the waiting list. A refill that is open for the programme and may ask more people asks at once.
 *
 * Returns: the unit, 0 with @error set
 */
gint64
mh_waiting_register (const MhDesk           *desk,
                     const MhWaitingRequest *request,
                     gint64                 *out_act,
                     GError                **error)
{
  g_autoptr (MhAct) act = begin (desk, "waiting.add", error);
  gint64 id = act != NULL ? mh_waiting_register_step (desk, act, request, error) : 0;

  if (id == 0)
    return 0;

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error) ? id : 0;
}

static MhWaitingUnit *
load_waiting (const MhDesk *desk,
              gint64        unit,
              GError      **error)
{
  g_autoptr (MhWaitingUnit) old = mh_waiting_table_get (desk->db, unit, error);

  if (old == NULL || g_str_equal (old->state, "waiting"))
    return g_steal_pointer (&old);

  refuse (error, MH_ERROR_REFUSED, _("This entry is no longer on the waiting list."));

  return NULL;
}

/* Without the swap, a unit waits for a dose that none of its people holds a booking of. */
static gboolean
check_swap (const MhDesk        *desk,
            const MhWaitingUnit *unit,
            GError             **error)
{
  for (guint i = 0; i < unit->residents->len; i++) {
    g_autoptr (GError) local_error = NULL;
    g_autoptr (MhBooking) booking = NULL;

    booking = mh_booking_table_find_active (desk->db, unit->programme, g_array_index (unit->residents, gint64, i),
                                            g_array_index (unit->doses, int, i), &local_error);
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

    if (booking != NULL)
      return refuse (error, MH_ERROR_REFUSED,
                     _("This person still has a booking, so the entry can only wait for an earlier place. Please cancel the booking first, or take the entry off the waiting list."));
  }

  return TRUE;
}

/**
 * mh_waiting_edit:
 * @desk: the desk
 * @unit: a unit that waits
 * @request: how it is to wait; programme and people are not looked at
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED with a sentence, also where somebody who holds a booking would no longer give it up for the place
 *
 * An offer that is open stays: what was promised is kept. Refills that are open look at the unit again.
 *
 * Returns: whether it was written
 */
gboolean
mh_waiting_edit (const MhDesk           *desk,
                 gint64                  unit,
                 const MhWaitingRequest *request,
                 gint64                 *out_act,
                 GError                **error)
{
  g_autoptr (MhAct) act = begin (desk, "waiting.edit", error);
  g_autoptr (MhWaitingUnit) row = NULL;
  g_autoptr (MhProgramme) programme = NULL;

  if (act == NULL)
    return FALSE;

  row = load_waiting (desk, unit, error);
  programme = row != NULL ? mh_programme_table_get (desk->db, row->programme, error) : NULL;
  if (programme == NULL)
    return FALSE;

  for (guint i = 0; request->whole_chain && i < row->doses->len; i++) {
    if (g_array_index (row->doses, int, i) >= programme->doses)
      return refuse (error, MH_ERROR_REFUSED, _("There is no further dose to wait for. Please wait for this one alone."));
  }

  return (!row->swap || request->swap || check_swap (desk, row, error)) &&
         take_ways (programme, request, row, error) &&
         mh_waiting_table_update (desk->db, row, error) &&
         mh_refill_ask_newcomers (desk, act, row->programme, error) &&
         finish (act, row, unit, out_act, error);
}

/**
 * mh_waiting_withdraw:
 * @desk: the desk
 * @unit: a unit that waits
 * @error: return location
 *
 * Takes a unit off the waiting list. An open offer to it ends and the next is asked.
 *
 * Returns: whether it was taken off
 */
gboolean
mh_waiting_withdraw (const MhDesk *desk,
                     gint64        unit,
                     GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "waiting.withdraw", error);
  g_autoptr (MhWaitingUnit) old = NULL;

  if (act == NULL)
    return FALSE;

  old = load_waiting (desk, unit, error);

  return old != NULL &&
         mh_waiting_table_set_state (desk->db, unit, "withdrawn", error) &&
         mh_refill_end_offers_of_unit (desk, act, unit, error) &&
         finish (act, old, unit, NULL, error);
}

/**
 * mh_waiting_part_step:
 * @desk: the desk
 * @act: an act that goes on
 * @unit: a unit of several that waits
 * @resident: one of them, who has a place or has left
 * @error: return location
 *
 * Takes one out of those who wait together: the others keep the entry and its place in the list. What was on offer to all of them ends, and
 * the next is asked.
 *
 * Returns: whether it was written
 */
gboolean
mh_waiting_part_step (const MhDesk        *desk,
                      MhAct               *act,
                      const MhWaitingUnit *unit,
                      gint64               resident,
                      GError             **error)
{
  g_return_val_if_fail (unit->residents->len > 1, FALSE);

  for (guint i = 0; i < unit->residents->len; i++)
    mh_act_add_person (act, g_array_index (unit->residents, gint64, i));
  mh_act_set_int (act, "waiting-on", unit->id);

  return mh_refill_end_offers_of_unit (desk, act, unit->id, error) &&
         mh_waiting_table_remove_member (desk->db, unit->id, resident, error);
}

static char *
join_names (const MhDesk        *desk,
            const MhWaitingUnit *unit,
            GError             **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < unit->residents->len; i++) {
    g_autoptr (MhResident) person = mh_resident_table_get (desk->db, g_array_index (unit->residents, gint64, i), error);

    if (person == NULL)
      return NULL;

    g_string_append_printf (names, "%s%s", names->len > 0 ? _(", ") : "", person->name);
  }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * mh_waiting_dup_parted:
 * @desk: the desk
 * @act: an act that was committed
 * @error: return location
 *
 * Reads only.
 *
 * Returns: (transfer full) (nullable): who goes on waiting now that @act has taken one out of those who waited together; %NULL when it did
 *   not, or when the others wait no longer either
 */
char *
mh_waiting_dup_parted (const MhDesk *desk,
                       gint64        act,
                       GError      **error)
{
  g_autoptr (MhWaitingUnit) unit = NULL;
  g_autofree char *names = NULL;
  gint64 id = 0;

  if (!mh_db_get_int (desk->db, 0, &id, error, "SELECT json_extract (detail, '$.\"waiting-on\"') FROM audit WHERE act = :act",
                      ":act", MH_INT (act), NULL) ||
      id == 0)
    return NULL;

  unit = mh_waiting_table_get (desk->db, id, error);
  if (unit == NULL || !g_str_equal (unit->state, "waiting"))
    return NULL;

  names = join_names (desk, unit, error);

  return names != NULL ? g_strdup_printf (_("%s is still on the waiting list, at the same place in line."), names) : NULL;
}

/**
 * mh_waiting_name_priority:
 * @programme: a programme
 * @priority: a class, 1 the first
 *
 * Returns: (transfer full) (nullable): its name; %NULL where the programme names no such class
 */
char *
mh_waiting_name_priority (const MhProgramme *programme,
                          int                priority)
{
  g_auto (GStrv) names = g_strsplit (programme->priority_names != NULL ? programme->priority_names : "", "\n", -1);

  for (guint i = 0; priority > 0 && names[i] != NULL; i++) {
    if (*g_strstrip (names[i]) != '\0' && --priority == 0)
      return g_strdup (names[i]);
  }

  return NULL;
}

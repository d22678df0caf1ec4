/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-assign"

#include "mh-assign.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-private.h"
#include "mh-error.h"
#include "mh-household-table.h"
#include "mh-place-notice.h"
#include "mh-refill-step.h"

/* How many times are tried for a person against whom something speaks at one time: an item, another programme. */
#define MOST_TRIES 4

typedef struct {
  const MhDesk        *desk;
  MhAct               *act;
  const MhAssignOrder *order;
  MhVisit             *first;   /* (owned) the first slot: who is meant is judged by its day */
  GArray              *free;    /* (owned) (element-type int) beside the slots of the result: places left */
  MhAssignResult      *result;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->first, mh_visit_free);
  g_clear_pointer (&run->free, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
left_free (MhAssignLeft *left)
{
  g_free (left->why);
  g_free (left);
}

/**
 * mh_assign_result_free:
 * @result: a result
 */
void
mh_assign_result_free (MhAssignResult *result)
{
  g_clear_pointer (&result->slots, g_array_unref);
  g_clear_pointer (&result->left, g_ptr_array_unref);
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
add_session (Run     *run,
             gint64   id,
             GError **error)
{
  g_autoptr (MhSession) session = mh_session_table_get (run->desk->db, id, error);
  g_autoptr (GPtrArray) slots = NULL;

  if (session == NULL)
    return FALSE;

  if (session->programme != run->order->programme)
    return refuse (error, _("This day belongs to another programme."));

  if (!g_str_equal (session->state, "open"))
    return refuse (error, _("This day is not open for bookings."));

  slots = mh_session_table_list_slots (run->desk->db, id, error);
  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    const MhSlot *slot = slots->pdata[i];
    MhAssignSlot row = { .slot = slot->id, .session = id, .date = session->date, .start_min = slot->start_min };
    int n_free = mh_booking_count_free (slot, "assigned");

    g_array_append_val (run->result->slots, row);
    g_array_append_val (run->free, n_free);
  }

  return slots != NULL;
}

static gboolean
add_sessions (Run     *run,
              GError **error)
{
  run->result->slots = g_array_new (FALSE, FALSE, sizeof (MhAssignSlot));
  run->result->left = g_ptr_array_new_with_free_func ((GDestroyNotify) left_free);
  run->free = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = 0; i < run->order->n_sessions; i++) {
    if (!add_session (run, run->order->sessions[i], error))
      return FALSE;
  }

  if (run->result->slots->len == 0)
    return refuse (error, _("Please choose at least one day with time slots."));

  run->first = mh_visit_load (run->desk, g_array_index (run->result->slots, MhAssignSlot, 0).slot, error);

  return run->first != NULL;
}

static void
leave (Run        *run,
       gint64      resident,
       const char *why)
{
  MhAssignLeft *left = g_new0 (MhAssignLeft, 1);

  left->resident = resident;
  left->why = g_strdup (why);
  g_ptr_array_add (run->result->left, left);
}

/* Whether the programme is meant for the person and there is something left to give. */
static gboolean
is_wanted (Run      *run,
           gint64    resident,
           gboolean *out_wanted,
           GError  **error)
{
  MhPlanPerson person;
  MhPlanReason reason;
  int dose;

  *out_wanted = FALSE;
  if (!mh_eligibility_next_dose (run->desk, run->first->programme, resident, &dose, error) ||
      !mh_eligibility_read (run->desk, run->first, resident, MIN (dose, run->first->programme->doses), 0, &person, error))
    return FALSE;

  reason = dose > run->first->programme->doses ? MH_PLAN_ALREADY_DONE : mh_eligibility_judge (run->first, &person);

  if (reason == MH_PLAN_ALREADY_BOOKED || reason == MH_PLAN_ALREADY_DONE || reason == MH_PLAN_THIS_YEAR)
    run->result->n_settled++;
  else if (reason == MH_PLAN_BIRTH_UNKNOWN || reason == MH_PLAN_INTERVAL)
    leave (run, resident, mh_plan_reason_text (reason));

  *out_wanted = reason == MH_PLAN_CHOSEN;

  return TRUE;
}

/* The first slot from @from on with room for @n; the number of slots when there is none. */
static guint
find_room (const Run *run,
           guint      from,
           int        n)
{
  guint i = from;

  while (i < run->free->len && g_array_index (run->free, int, i) < n)
    i++;

  return i;
}

static gboolean
tell (Run     *run,
      gint64   resident,
      gint64   booking,
      GError **error)
{
  MhReach reach;

  if (!run->order->tell)
    return TRUE;

  if (!mh_place_notice_write (run->desk, run->act, MH_PLACE_NOTICE_ASSIGNED, run->first->programme, resident, booking, &reach, error))
    return FALSE;

  run->result->n_by_hand += reach != MH_REACH_LINE && reach != MH_REACH_SMS;

  return TRUE;
}

/* Tries one time for one person. @out_why: (nullable) what speaks against it, where it is the person or the time */
static gboolean
try_time (Run     *run,
          gint64   resident,
          guint    at,
          char   **out_why,
          GError **error)
{
  MhAssignSlot *slot = &g_array_index (run->result->slots, MhAssignSlot, at);
  MhBookingRequest request = { .slot = slot->slot, .resident = resident, .via = "assigned", .chain = run->order->chain };
  g_autoptr (GError) local_error = NULL;
  gint64 booking;
  gboolean done;

  if (!mh_act_try (run->act, error))
    return FALSE;

  booking = mh_booking_make_step (run->desk, run->act, &request, &local_error);
  done = booking != 0 && tell (run, resident, booking, &local_error);
  if (!mh_act_settle (run->act, done, error))
    return FALSE;

  if (!done && (booking != 0 || !mh_booking_is_refusal (local_error))) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (done) {
    g_array_index (run->free, int, at)--;
    slot->n_assigned++;
    run->result->n_assigned++;
  } else {
    *out_why = g_strdup (local_error->message);
  }

  return TRUE;
}

/* From slot @from on, the first few with a place. */
static gboolean
place_person (Run     *run,
              gint64   resident,
              guint    from,
              GError **error)
{
  g_autofree char *why = NULL;
  guint at = find_room (run, from, 1);

  for (guint n = 0; n < MOST_TRIES && at < run->free->len; n++) {
    g_clear_pointer (&why, g_free);
    if (!try_time (run, resident, at, &why, error))
      return FALSE;

    if (why == NULL)
      return TRUE;

    at = find_room (run, at + 1, 1);
  }

  leave (run, resident, why != NULL ? why : _("There is no place left on these days."));

  return TRUE;
}

/* A household goes to the first time that has room for all of it; where none has, one after the other. */
static gboolean
place_group (Run          *run,
             const GArray *people,
             GError      **error)
{
  guint from = find_room (run, 0, (int) people->len);

  for (guint i = 0; i < people->len; i++) {
    if (!place_person (run, g_array_index (people, gint64, i), from < run->free->len ? from : 0, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
place_all (Run     *run,
           GError **error)
{
  g_autoptr (GArray) members = mh_household_table_list_all (run->desk->db, mh_desk_today (run->desk), run->order->by_district,
                                                            run->order->district, error);
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; members != NULL && i < members->len; i++) {
    const MhHouseholdMember *member = &g_array_index (members, MhHouseholdMember, i);
    gboolean wanted;

    if (i > 0 && member->group != g_array_index (members, MhHouseholdMember, i - 1).group) {
      if (!place_group (run, people, error))
        return FALSE;
      g_array_set_size (people, 0);
    }

    if (!is_wanted (run, member->resident, &wanted, error))
      return FALSE;
    if (wanted)
      g_array_append_val (people, member->resident);
  }

  return members != NULL && place_group (run, people, error);
}

/* Whom a choice by district leaves out, wherever they live. */
static gboolean
count_hidden (Run     *run,
              GError **error)
{
  g_autoptr (GArray) members = NULL;

  if (run->order->district == NULL)
    return TRUE;

  members = mh_household_table_list_all (run->desk->db, mh_desk_today (run->desk), FALSE, NULL, error);
  for (guint i = 0; members != NULL && i < members->len; i++)
    run->result->n_hidden += g_array_index (members, MhHouseholdMember, i).hidden;

  return members != NULL;
}

static MhAssignResult *
run_inside (const MhDesk        *desk,
            MhAct               *act,
            const MhAssignOrder *order,
            GError             **error)
{
  g_autoptr (MhAssignResult) result = g_new0 (MhAssignResult, 1);
  g_auto (Run) run = { .desk = desk, .act = act, .order = order, .result = result };

  if (!add_sessions (&run, error) ||
      !place_all (&run, error) ||
      !count_hidden (&run, error) ||
      (order->tell && !mh_refill_step_due (desk, &result->held_until, error)))
    return NULL;

  return g_steal_pointer (&result);
}

static MhAct *
begin (const MhDesk *desk,
       GError      **error)
{
  return mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "booking.assign", MH_UNDO_WHOLE, error);
}

/**
 * mh_assign_run:
 * @desk: the desk
 * @order: for whom and where
 * @error: return location; MH_ERROR_REFUSED with a sentence
 *
 * Gives everybody a time for whom the programme is meant and who has none. Each is judged like a booking. A protected person stands last and
 * alone, so that a time tells nothing of household or district, and is not chosen by a district at all.
 *
 * Returns: (transfer full): what was given, and who was left over and why
 */
MhAssignResult *
mh_assign_run (const MhDesk        *desk,
               const MhAssignOrder *order,
               GError             **error)
{
  g_autoptr (MhAct) act = begin (desk, error);
  g_autoptr (MhAssignResult) result = act != NULL ? run_inside (desk, act, order, error) : NULL;

  if (result == NULL)
    return NULL;

  if (result->n_assigned == 0) {
    refuse (error, _("There is nobody to whom a time could be given. The preview says why."));
    return NULL;
  }

  result->act = mh_act_get_id (act);
  mh_act_set_int (act, "programme", order->programme);
  mh_act_set_int (act, "people", result->n_assigned);
  mh_act_set_int (act, "left", result->left->len);

  return mh_act_commit (act, error) ? g_steal_pointer (&result) : NULL;
}

/**
 * mh_assign_preview:
 * @desk: the desk
 * @order: for whom and where
 * @error: return location
 *
 * Does what mh_assign_run() does, on a copy in memory that is thrown away: the desk may be one that only reads, and nobody who writes waits.
 *
 * Returns: (transfer full): what would be given
 */
MhAssignResult *
mh_assign_preview (const MhDesk        *desk,
                   const MhAssignOrder *order,
                   GError             **error)
{
  g_autoptr (MhDb) copy = mh_db_copy_to_memory (desk->db, error);
  g_autoptr (MhAct) act = NULL;
  MhDesk trial = *desk;

  if (copy == NULL)
    return NULL;

  trial.db = copy;
  act = begin (&trial, error);

  return act != NULL ? run_inside (&trial, act, order, error) : NULL;
}

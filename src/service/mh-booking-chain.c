/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-chain"

#include "mh-booking-chain.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "mh-booking-private.h"
#include "mh-dose-rule-table.h"
#include "mh-error.h"

/* How many slots are tried for one dose: a slot may be free and yet not fit, by an item or another programme at that time. */
#define MOST_TRIES 24

/* A slot with a free place; the smaller, the better. */
typedef struct {
  gint64 slot;
  int    early;      /* before the day that the rule recommends */
  int    n_days;     /* away from that day */
  int    elsewhere;  /* at another venue than the dose before */
  int    n_minutes;  /* away from the time of the dose before */
  int    start_min;
} Candidate;

/* What a further dose is searched by. */
typedef struct {
  const MhDesk    *desk;
  gint64           programme;
  gint64           resident;
  int              dose;
  const MhBooking *previous;
  const char      *via;
  MhDoseDays       days;
  char            *venue;   /* (owned) of the dose before */
} Search;

static void
search_clear (Search *search)
{
  g_clear_pointer (&search->venue, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *one = a;
  const Candidate *two = b;
  const int differences[] = {
    one->early - two->early, one->n_days - two->n_days, one->elsewhere - two->elsewhere, one->n_minutes - two->n_minutes,
    one->start_min - two->start_min, (one->slot > two->slot) - (one->slot < two->slot),
  };

  for (guint i = 0; i < G_N_ELEMENTS (differences); i++) {
    if (differences[i] != 0)
      return differences[i];
  }

  return 0;
}

static gboolean
read_days (Search  *search,
           GError **error)
{
  g_autoptr (MhProgramme) programme = mh_programme_table_get (search->desk->db, search->programme, error);
  g_autoptr (MhResident) person = programme != NULL ? mh_resident_table_get (search->desk->db, search->resident, error) : NULL;
  g_autoptr (GArray) rules = person != NULL ? mh_dose_rule_table_list (search->desk->db, search->programme, error) : NULL;
  g_autoptr (MhSession) session = rules != NULL ? mh_session_table_get (search->desk->db, search->previous->session, error) : NULL;

  if (session == NULL)
    return FALSE;

  search->venue = g_strdup (session->venue);
  mh_dose_plan ((const MhDoseRule *) (gpointer) rules->data, rules->len, programme->interval_days, search->dose, person->birth,
                search->previous->date, &search->days);

  return TRUE;
}

/* Whether the further dose may lie on the day of @session at all. */
static gboolean
is_possible (const Search    *search,
             const MhSession *session)
{
  return g_str_equal (session->state, "open") &&
         !g_str_equal (session->mode, "lottery") &&
         mh_date_compare (session->date, mh_desk_today (search->desk)) >= 0 &&
         mh_date_compare (session->date, search->previous->date) > 0 &&
         mh_date_compare (session->date, search->days.earliest) >= 0 &&
         (!mh_date_is_set (search->days.warn_after) || mh_date_compare (session->date, search->days.warn_after) <= 0);
}

static gboolean
add_slots (const Search    *search,
           const MhSession *session,
           GArray          *candidates,
           GError         **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (search->desk->db, session->id, error);
  int n_days = mh_date_to_days (session->date) - mh_date_to_days (search->days.standard);

  if (slots == NULL)
    return FALSE;

  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *slot = slots->pdata[i];
    Candidate candidate = {
      .slot = slot->id,
      .early = n_days < 0,
      .n_days = abs (n_days),
      .elsewhere = g_strcmp0 (session->venue, search->venue) != 0,
      .n_minutes = abs (slot->start_min - search->previous->start_min),
      .start_min = slot->start_min,
    };

    if (mh_booking_count_free (slot, search->via) > 0)
      g_array_append_val (candidates, candidate);
  }

  return TRUE;
}

static GArray *
find_candidates (Search  *search,
                 GError **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GPtrArray) sessions = NULL;

  if (!read_days (search, error))
    return NULL;

  sessions = mh_session_table_list (search->desk->db, search->programme, error);
  if (sessions == NULL)
    return NULL;

  for (guint i = 0; i < sessions->len; i++) {
    if (is_possible (search, sessions->pdata[i]) && !add_slots (search, sessions->pdata[i], candidates, error))
      return NULL;
  }

  g_array_sort (candidates, compare_candidates);

  return g_steal_pointer (&candidates);
}

/* 「2回目の枠がありません」 with the days in which one was looked for. */
static gboolean
refuse_none (const Search *search,
             GError      **error)
{
  g_autofree char *from = mh_date_format (search->days.earliest, MH_DATE_STYLE_MESSAGE);
  g_autofree char *until = mh_date_is_set (search->days.warn_after) ? mh_date_format (search->days.warn_after, MH_DATE_STYLE_MESSAGE) : NULL;

  if (until != NULL)
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 _("There is no free place for dose %d from %s to %s, so nothing was changed."), search->dose, from, until);
  else
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 _("There is no free place for dose %d from %s on, so nothing was changed."), search->dose, from);

  return FALSE;
}

/* Tries to use @slot for the dose of @search. A refusal leaves nothing behind and sets no error. */
typedef gboolean (*UseSlot) (const Search *search,
                             MhAct        *act,
                             gint64        slot,
                             gpointer      user_data,
                             GError      **error);

/* Uses the best slot that takes the dose. */
static gboolean
use_best_slot (Search  *search,
               MhAct   *act,
               UseSlot  use,
               gpointer user_data,
               GError **error)
{
  g_autoptr (GArray) candidates = find_candidates (search, error);

  if (candidates == NULL)
    return FALSE;

  for (guint i = 0; i < candidates->len && i < MOST_TRIES; i++) {
    g_autoptr (GError) local_error = NULL;
    gboolean used;

    if (!mh_act_try (act, error))
      return FALSE;

    used = use (search, act, g_array_index (candidates, Candidate, i).slot, user_data, &local_error);

    if (!mh_act_settle (act, used, error))
      return FALSE;

    if (used)
      return TRUE;

    if (local_error != NULL && !mh_booking_is_refusal (local_error)) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  }

  return refuse_none (search, error);
}

/* For making: the request of the first dose, and what it became. */
typedef struct {
  const MhBookingRequest *request;
  gint64                  first;
  gint64                  made;
} Making;

static gboolean
make_there (const Search *search,
            MhAct        *act,
            gint64        slot,
            gpointer      user_data,
            GError      **error)
{
  Making *making = user_data;
  MhBookingRequest request = *making->request;

  request.slot = slot;
  request.dose = search->dose;
  request.round = 0;
  request.items = NULL;
  request.n_items = 0;
  making->made = mh_booking_place_step (search->desk, act, &request, making->first, error);

  return making->made != 0;
}

/* The slot that somebody chose for a further dose is of the same programme: each dose is judged by its own slot's rules. */
static gboolean
make_at_choice (const Search *search,
                MhAct        *act,
                gint64        slot,
                Making       *making,
                GError      **error)
{
  g_autoptr (MhVisit) visit = mh_visit_load (search->desk, slot, error);

  if (visit == NULL)
    return FALSE;

  if (visit->programme->id == search->programme)
    return make_there (search, act, slot, making, error);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Please choose another slot of the same programme."));

  return FALSE;
}

/* The booking of a further dose: one that stands already, in the slot that was chosen for it, or in the best that is free. */
static MhBooking *
book_dose (Search  *search,
           MhAct   *act,
           Making  *making,
           gint64   slot,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBooking) standing = NULL;

  standing = mh_booking_table_find_active (search->desk->db, search->programme, search->resident, search->dose, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  if (standing != NULL)
    return g_steal_pointer (&standing);

  if (slot != 0 ? !make_at_choice (search, act, slot, making, error) : !use_best_slot (search, act, make_there, making, error))
    return NULL;

  return mh_booking_table_get (search->desk->db, making->made, error);
}

/**
 * mh_booking_book_rest:
 * @desk: the desk
 * @act: an act that goes on
 * @request: of the first dose
 * @first: the booking of that dose
 * @error: return location; MH_ERROR_REFUSED with a sentence when one of the doses has no place
 *
 * Books the further doses of the programme. A dose that is booked already stays as it is.
 *
 * Returns: whether all have a place; otherwise @act must not be committed
 */
gboolean
mh_booking_book_rest (const MhDesk           *desk,
                      MhAct                  *act,
                      const MhBookingRequest *request,
                      gint64                  first,
                      GError                **error)
{
  g_autoptr (MhBooking) previous = mh_booking_table_get (desk->db, first, error);
  g_autoptr (MhProgramme) programme = previous != NULL ? mh_programme_table_get (desk->db, previous->programme, error) : NULL;
  Making making = { .request = request, .first = first };
  int first_dose;

  if (programme == NULL)
    return FALSE;

  first_dose = previous->dose;
  for (int dose = previous->dose + 1; dose <= programme->doses; dose++) {
    g_auto (Search) search = {
      .desk = desk, .programme = programme->id, .resident = request->resident, .dose = dose, .previous = previous, .via = request->via,
    };
    gsize n = (gsize) (dose - first_dose - 1);
    MhBooking *booked = book_dose (&search, act, &making, n < request->n_chain_slots ? request->chain_slots[n] : 0, error);

    if (booked == NULL)
      return FALSE;

    mh_booking_free (previous);
    previous = booked;
  }

  return TRUE;
}

static gboolean
move_there (const Search *search,
            MhAct        *act,
            gint64        slot,
            gpointer      user_data,
            GError      **error)
{
  const MhBooking *later = user_data;
  g_autoptr (MhVisit) visit = mh_visit_load (search->desk, slot, error);
  MhPlanPerson person;
  MhPlanReason reason;

  if (visit == NULL || slot == later->slot ||
      !mh_eligibility_read (search->desk, visit, search->resident, search->dose, later->id, &person, error))
    return FALSE;

  reason = mh_eligibility_judge (visit, &person);
  if (reason != MH_PLAN_CHOSEN) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, mh_plan_reason_text (reason));
    return FALSE;
  }

  return mh_booking_check_overlap (search->desk, visit, search->resident, later->id, error) &&
         mh_booking_check_item_room (search->desk, visit, later->id, error) &&
         mh_booking_shift_step (search->desk, act, later, slot, error);
}

/* Whether @later comes too soon after the dose before it. */
static gboolean
comes_too_soon (const Search    *search,
                const MhBooking *later,
                gboolean        *out_too_soon,
                GError         **error)
{
  g_autoptr (MhVisit) visit = mh_visit_load (search->desk, later->slot, error);
  g_autoptr (MhResident) person = visit != NULL ? mh_resident_table_get (search->desk->db, later->resident, error) : NULL;
  MhDoseDays days;

  if (person == NULL)
    return FALSE;

  mh_eligibility_dose_days (visit, later->dose, person->birth, search->previous->date, &days);
  *out_too_soon = mh_date_compare (later->date, days.earliest) < 0 || mh_date_compare (later->date, search->previous->date) <= 0;

  return TRUE;
}

/**
 * mh_booking_follow:
 * @desk: the desk
 * @act: an act that goes on
 * @booking: an active booking that has just got another day
 * @error: return location; MH_ERROR_REFUSED with a sentence when one that must go along finds no place
 *
 * Moves the further doses that were booked together with it, where they would come too soon after it now. Others stay where they are.
 *
 * Returns: whether the intervals are kept; otherwise @act must not be committed, or see mh_act_try()
 */
gboolean
mh_booking_follow (const MhDesk *desk,
                   MhAct        *act,
                   gint64        booking,
                   GError      **error)
{
  g_autoptr (MhBooking) previous = mh_booking_table_get (desk->db, booking, error);
  g_autoptr (GPtrArray) after = previous != NULL ? mh_booking_list_after (desk, booking, error) : NULL;

  if (after == NULL)
    return FALSE;

  for (guint i = 0; i < after->len; i++) {
    MhBooking *later = after->pdata[i];
    g_auto (Search) search = {
      .desk = desk, .programme = later->programme, .resident = later->resident, .dose = later->dose, .previous = previous,
      .via = g_str_equal (later->via, "line") ? "line" : "phone",
    };
    gboolean too_soon;
    MhBooking *now;

    if (!comes_too_soon (&search, later, &too_soon, error) ||
        (too_soon && !use_best_slot (&search, act, move_there, later, error)))
      return FALSE;

    now = mh_booking_table_get (desk->db, later->id, error);
    if (now == NULL)
      return FALSE;

    mh_booking_free (previous);
    previous = now;
  }

  return TRUE;
}

/**
 * mh_booking_list_after:
 * @desk: the desk
 * @booking: a booking
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBooking): the active further doses that were booked together with it, those before it not
 *   among them
 */
GPtrArray *
mh_booking_list_after (const MhDesk *desk,
                       gint64        booking,
                       GError      **error)
{
  g_autoptr (MhBooking) row = mh_booking_table_get (desk->db, booking, error);
  g_autoptr (GPtrArray) chain = row != NULL ? mh_booking_table_list_chain (desk->db, row->chain != 0 ? row->chain : row->id, error) : NULL;

  if (chain == NULL)
    return NULL;

  for (guint i = chain->len; i > 0; i--) {
    if (((MhBooking *) chain->pdata[i - 1])->dose <= row->dose)
      g_ptr_array_remove_index (chain, i - 1);
  }

  return g_steal_pointer (&chain);
}

/**
 * mh_booking_cancel_after_step:
 * @desk: the desk
 * @act: an act that goes on
 * @booking: a booking that is being cancelled
 * @out_n: (out): how many further doses have ended with it
 * @error: return location
 *
 * Cancels the further doses that were booked together with it. The booking itself is the caller's.
 *
 * Returns: whether they are cancelled
 */
gboolean
mh_booking_cancel_after_step (const MhDesk *desk,
                              MhAct        *act,
                              gint64        booking,
                              guint        *out_n,
                              GError      **error)
{
  g_autoptr (GPtrArray) after = mh_booking_list_after (desk, booking, error);

  if (after == NULL)
    return FALSE;

  for (guint i = 0; i < after->len; i++) {
    if (!mh_booking_cancel_step (desk, act, ((MhBooking *) after->pdata[i])->id, error))
      return FALSE;
  }

  *out_n = after->len;

  return TRUE;
}

/**
 * mh_booking_take_over_chain_step:
 * @desk: the desk
 * @lost: a booking that has been cancelled because of @kept
 * @kept: a booking for the same dose of the same person, which two entries of that person had
 * @error: return location
 *
 * Part of an act. The doses after @lost hang on @kept, so that they end with it; and where @kept was booked by itself, it ends with the dose
 * before it as @lost would have.
 *
 * Returns: whether it was written
 */
gboolean
mh_booking_take_over_chain_step (const MhDesk *desk,
                                 gint64        lost,
                                 gint64        kept,
                                 GError      **error)
{
  g_autoptr (MhBooking) gone = mh_booking_table_get (desk->db, lost, error);
  g_autoptr (MhBooking) stays = gone != NULL ? mh_booking_table_get (desk->db, kept, error) : NULL;
  g_autoptr (GPtrArray) after = stays != NULL ? mh_booking_list_after (desk, lost, error) : NULL;
  g_autoptr (GPtrArray) own = after != NULL ? mh_booking_list_after (desk, kept, error) : NULL;
  gboolean ok = own != NULL;

  if (ok && stays->chain == 0 && own->len == 0 && gone->chain != 0)
    return mh_booking_table_set_chain (desk->db, kept, gone->chain, error);

  for (guint i = 0; ok && i < after->len; i++)
    ok = mh_booking_table_set_chain (desk->db, ((MhBooking *) after->pdata[i])->id, stays->chain != 0 ? stays->chain : kept, error);

  return ok;
}

/* @booking and what was booked together with it after it, as they stand inside the act. */
static GPtrArray *
list_from (const MhDesk *desk,
           gint64        booking,
           GError      **error)
{
  MhBooking *row = mh_booking_table_get (desk->db, booking, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_booking_free);
  g_autoptr (GPtrArray) after = NULL;

  if (row == NULL)
    return NULL;

  g_ptr_array_add (list, row);
  after = mh_booking_list_after (desk, booking, error);
  if (after == NULL)
    return NULL;

  g_ptr_array_extend_and_steal (list, g_steal_pointer (&after));

  return g_steal_pointer (&list);
}

/**
 * mh_booking_preview_make:
 * @desk: the desk
 * @request: what is wanted
 * @error: return location; as for mh_booking_make_step()
 *
 * Does what mh_booking_make() does and throws it away: the same judgement, and nothing is written.
 *
 * Returns: (transfer full) (element-type MhBooking): the dose and its further ones; their ids name nothing
 */
GPtrArray *
mh_booking_preview_make (const MhDesk           *desk,
                         const MhBookingRequest *request,
                         GError                **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "booking.make", MH_UNDO_WHOLE, error);
  gint64 id = act != NULL ? mh_booking_make_step (desk, act, request, error) : 0;

  return id != 0 ? list_from (desk, id, error) : NULL;
}

/**
 * mh_booking_preview_move:
 * @desk: the desk
 * @booking: an active booking
 * @to_slot: a slot of the same programme
 * @override_reason: (nullable): as for mh_booking_make()
 * @error: return location; as for mh_booking_move_step()
 *
 * Does what mh_booking_move() does and throws it away.
 *
 * Returns: (transfer full) (element-type MhBooking): it and its further doses, each where it would be
 */
GPtrArray *
mh_booking_preview_move (const MhDesk *desk,
                         gint64        booking,
                         gint64        to_slot,
                         const char   *override_reason,
                         GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "booking.move", MH_UNDO_WHOLE, error);

  return act != NULL && mh_booking_move_step (desk, act, booking, to_slot, override_reason, error) ? list_from (desk, booking, error) : NULL;
}

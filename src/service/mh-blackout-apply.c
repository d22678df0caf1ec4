/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-blackout-apply"

#include "mh-blackout-private.h"

#include <glib/gi18n-lib.h>

#include "mh-booking.h"
#include "mh-error.h"
#include "mh-lot-table.h"
#include "mh-protect.h"
#include "mh-reception.h"
#include "mh-session-table.h"
#include "mh-waiting.h"

typedef struct {
  const MhDesk         *desk;
  MhAct                *act;
  const MhBlackoutPack *pack;
  const MhBlackoutSlip *slip;
  const char           *override_reason;  /* (nullable) given by the nurse for this slip */
  gint64                written_at;       /* ms, 0: not said */
  char                 *source;           /* (owned) which slip, for what has to have a reason */
} Job;

typedef gboolean (*Apply) (Job     *job,
                           GError **error);

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

/* The person's booking that the slip is about: the one in its slot, or the only one from the first day of the pack on. */
static MhBooking *
find_booking (Job     *job,
              gint64   slot,
              gboolean missed_too,
              GError **error)
{
  g_autoptr (GPtrArray) bookings = mh_booking_table_list_resident (job->desk->db, job->slip->resident, error);
  MhBooking *found = NULL;

  if (bookings == NULL)
    return NULL;

  for (guint i = 0; i < bookings->len; i++) {
    MhBooking *booking = g_ptr_array_index (bookings, i);
    gboolean counts = g_str_equal (booking->state, "active") || (missed_too && g_str_equal (booking->state, "missed"));

    if (!counts || (slot != 0 ? booking->slot != slot : mh_date_compare (booking->date, job->pack->from) < 0) ||
        (missed_too && mh_date_compare (booking->date, job->pack->to) > 0))
      continue;

    if (found != NULL) {
      refuse (error, _("This person has several bookings. Please choose the time that the slip is about."));
      return NULL;
    }
    found = booking;
  }

  if (found == NULL) {
    refuse (error, _("This person has no booking there any more: it was cancelled or moved after the pack was printed."));
    return NULL;
  }

  return mh_booking_table_get (job->desk->db, found->id, error);
}

/* What was promised on paper counts as of then, even where its day is over; but only what can have been written while this pack was out. */
static gboolean
check_written (Job     *job,
               GError **error)
{
  g_autoptr (MhSlot) slot = NULL;
  g_autofree char *made_day = NULL;
  g_autofree char *made_time = NULL;

  if (job->written_at == 0) {
    slot = mh_session_table_get_slot (job->desk->db, job->slip->slot, error);
    if (slot == NULL)
      return FALSE;

    return mh_date_compare (slot->date, mh_desk_today (job->desk)) >= 0 ||
           refuse (error, _("This day has passed since. Please enter when the slip was written, then it can be booked."));
  }

  if (job->written_at >= job->pack->made_at && job->written_at <= mh_desk_now (job->desk))
    return TRUE;

  made_day = mh_date_format (mh_date_from_ms (job->pack->made_at), MH_DATE_STYLE_MESSAGE);
  made_time = mh_minutes_format (mh_minutes_from_ms (job->pack->made_at));
  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("A slip of this pack was written between %s %s, when the pack was made, and now. Please look at the day and the time again."),
               made_day, made_time);

  return FALSE;
}

static gboolean
apply_book (Job     *job,
            GError **error)
{
  const MhBookingRequest request = {
    .slot = job->slip->slot,
    .resident = job->slip->resident,
    .via = "phone",
    .proxy_name = job->slip->proxy_name,
    .override_reason = job->override_reason,
    .written_at = job->written_at,
  };

  return check_written (job, error) && mh_booking_make_step (job->desk, job->act, &request, error) != 0;
}

static gboolean
check_caller (Job     *job,
              GError **error)
{
  return mh_protect_check_proxy (job->desk, job->slip->resident, job->slip->proxy_name, job->override_reason, NULL, error);
}

static gboolean
apply_cancel (Job     *job,
              GError **error)
{
  g_autoptr (MhBooking) booking = check_caller (job, error) ? find_booking (job, job->slip->slot, FALSE, error) : NULL;

  return booking != NULL && mh_booking_cancel_step (job->desk, job->act, booking->id, error);
}

/* The only booking in the programme of the new slot. */
static gboolean
apply_move (Job     *job,
            GError **error)
{
  g_autoptr (MhSlot) slot = check_caller (job, error) ? mh_session_table_get_slot (job->desk->db, job->slip->slot, error) : NULL;
  g_autoptr (GPtrArray) bookings = slot != NULL ? mh_booking_table_list_resident (job->desk->db, job->slip->resident, error) : NULL;
  const MhBooking *found = NULL;

  if (bookings == NULL)
    return FALSE;

  for (guint i = 0; i < bookings->len; i++) {
    const MhBooking *booking = g_ptr_array_index (bookings, i);

    if (!g_str_equal (booking->state, "active") || booking->programme != slot->programme ||
        mh_date_compare (booking->date, job->pack->from) < 0)
      continue;
    if (found != NULL)
      return refuse (error, _("This person has several bookings. Please move the right one in the appointments, and leave this slip."));
    found = booking;
  }

  if (found == NULL)
    return refuse (error, _("This person has no booking there any more: it was cancelled or moved after the pack was printed."));

  return check_written (job, error) &&
         mh_booking_move_written_step (job->desk, job->act, found->id, job->slip->slot, job->override_reason, job->written_at, error);
}

/* What is red for another reason than the day, which the paper explains. */
static gboolean
check_reds (Job       *job,
            GPtrArray *reds,
            GError   **error)
{
  g_autoptr (GString) sentences = g_string_new (NULL);

  if (reds == NULL)
    return FALSE;

  for (guint i = 0; i < reds->len; i++) {
    const MhReceptionRed *red = g_ptr_array_index (reds, i);

    if (!g_str_equal (red->code, "wrong-day") && job->override_reason == NULL)
      g_string_append (sentences, red->sentence);
  }

  return sentences->len == 0 || refuse (error, sentences->str);
}

static gboolean
find_lot (Job     *job,
          gint64   programme,
          gint64  *out_lot,
          GError **error)
{
  g_autoptr (GPtrArray) lots = NULL;

  *out_lot = 0;
  if (job->slip->lot == NULL)
    return TRUE;

  lots = mh_lot_table_list (job->desk->db, programme, error);
  if (lots == NULL)
    return FALSE;

  for (guint i = 0; i < lots->len; i++) {
    const MhLot *lot = g_ptr_array_index (lots, i);

    if (g_ascii_strcasecmp (lot->number, job->slip->lot) == 0)
      *out_lot = lot->id;
  }

  return *out_lot != 0 || refuse (error, _("This lot is not known. Please add it at the reception first, then try again."));
}

static gboolean
set_state (Job        *job,
           const char *state,
           gint64      booking,
           gint64      lot,
           GError    **error)
{
  g_autoptr (GPtrArray) reds = NULL;
  const MhReceptionChange change = {
    .booking = booking,
    .state = state,
    .lot = lot,
    .reason = job->slip->note,
    .override_reason = job->override_reason != NULL ? job->override_reason : job->source,
  };

  if (g_str_equal (state, "came") || g_str_equal (state, "done")) {
    reds = mh_reception_judge (job->desk, booking, lot, error);
    if (!check_reds (job, reds, error))
      return FALSE;
  }

  return mh_reception_set_step (job->desk, job->act, &change, error);
}

static gboolean
apply_visit (Job     *job,
             GError **error)
{
  g_autoptr (MhBooking) booking = find_booking (job, job->slip->slot, TRUE, error);
  gint64 lot;

  return booking != NULL && find_lot (job, booking->programme, &lot, error) &&
         set_state (job, job->slip->what, booking->id, lot, error);
}

/* With a lot the person has had it as well. */
static gboolean
apply_walk_in (Job     *job,
               GError **error)
{
  g_autoptr (MhSlot) slot = mh_session_table_get_slot (job->desk->db, job->slip->slot, error);
  g_autoptr (GPtrArray) reds = NULL;
  MhReceptionWalkIn walk_in = {
    .resident = job->slip->resident,
    .reason = job->source,
    .override_reason = job->override_reason != NULL ? job->override_reason : job->source,
  };
  gint64 booking;
  gint64 lot;

  if (slot == NULL)
    return FALSE;

  walk_in.session = slot->session;
  reds = mh_reception_judge_walk_in (job->desk, slot->session, job->slip->resident, 0, error);
  if (!check_reds (job, reds, error) || !find_lot (job, slot->programme, &lot, error))
    return FALSE;

  booking = mh_reception_walk_in_step (job->desk, job->act, &walk_in, error);

  return booking != 0 && (lot == 0 || set_state (job, "done", booking, lot, error));
}

static gboolean
apply_wait (Job     *job,
            GError **error)
{
  const MhWaitingRequest request = {
    .programme = job->slip->programme,
    .residents = &job->slip->resident,
    .n_residents = 1,
    .note = job->slip->note,
  };

  return mh_waiting_register_step (job->desk, job->act, &request, error) != 0;
}

static const struct {
  const char *what;
  Apply       apply;
  gboolean    slot;       /* must be there */
  gboolean    programme;  /* likewise */
} rules[] = {
  { "book", apply_book, TRUE, FALSE },
  { "cancel", apply_cancel, FALSE, FALSE },
  { "move", apply_move, TRUE, FALSE },
  { "came", apply_visit, FALSE, FALSE },
  { "done", apply_visit, FALSE, FALSE },
  { "stopped", apply_visit, FALSE, FALSE },
  { "no-show", apply_visit, FALSE, FALSE },
  { "walk-in", apply_walk_in, TRUE, FALSE },
  { "wait", apply_wait, FALSE, TRUE },
  { "unused", NULL, FALSE, FALSE },
};

/**
 * mh_blackout_is_what:
 * @what: a stable name
 *
 * Returns: whether that may stand on a slip
 */
gboolean
mh_blackout_is_what (const char *what)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (g_str_equal (rules[i].what, what))
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_blackout_apply:
 * @desk: the desk
 * @act: an act that goes on
 * @pack: the pack
 * @slip: what is written
 * @override_reason: (nullable): why the nurse wants it although a rule speaks against it
 * @written_at: ms, when it was written, for a booking or a move; 0: nobody has said so
 * @error: MH_ERROR_REFUSED, MH_ERROR_CONFLICT and others, each with a sentence
 *
 * What was written before a refusal stays written: whoever calls takes it back.
 *
 * Returns: whether what the slip says is so now
 */
gboolean
mh_blackout_apply (const MhDesk         *desk,
                   MhAct                *act,
                   const MhBlackoutPack *pack,
                   const MhBlackoutSlip *slip,
                   const char           *override_reason,
                   gint64                written_at,
                   GError              **error)
{
  /* Translators: code of a pack, number of a slip */
  g_autofree char *source = g_strdup_printf (_("Blackout pack %s, slip %d"), pack->code, slip->number);
  Job job = { desk, act, pack, slip, override_reason, written_at, source };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (!g_str_equal (rules[i].what, slip->what))
      continue;

    if (rules[i].apply == NULL)
      return TRUE;
    if (slip->resident == 0)
      return refuse (error, _("The person on the slip is not known in the program. Please find or add the person, then enter the slip again."));
    if (rules[i].slot && slip->slot == 0)
      return refuse (error, _("The slip does not say for which time. Please choose a time."));
    if (rules[i].programme && slip->programme == 0)
      return refuse (error, _("The slip does not say for which programme. Please choose one."));

    return rules[i].apply (&job, error);
  }

  g_return_val_if_reached (FALSE);
}

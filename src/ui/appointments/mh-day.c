/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-day"

#include "mh-day.h"

#include "mh-age.h"
#include "mh-booking-together.h"
#include "mh-booking-window-table.h"
#include "mh-item-table.h"
#include "mh-offer-table.h"
#include "mh-resident-table.h"
#include "mh-round-table.h"
#include "mh-round-view.h"
#include "mh-waiting.h"
#include "mh-wording.h"

static void
free_booking (MhDayBooking *booking)
{
  g_clear_pointer (&booking->booking, mh_booking_free);
  g_free (booking->name);
  g_free (booking->kana);
  g_free (booking->together);
  g_free (booking->status);
  g_free (booking);
}

static void
free_waiting (MhDayWaiting *waiting)
{
  g_free (waiting->names);
  g_free (waiting->wish);
  g_free (waiting->class_name);
  g_free (waiting->note);
  g_free (waiting);
}

/**
 * mh_day_free:
 * @day: a day
 */
void
mh_day_free (MhDay *day)
{
  g_clear_pointer (&day->programme, mh_programme_free);
  g_clear_pointer (&day->session, mh_session_free);
  g_clear_pointer (&day->slots, g_ptr_array_unref);
  g_clear_pointer (&day->items, g_ptr_array_unref);
  g_clear_pointer (&day->bookings, g_ptr_array_unref);
  g_clear_pointer (&day->rounds, g_ptr_array_unref);
  g_clear_pointer (&day->waiting, g_ptr_array_unref);
  g_free (day);
}

static gboolean
is_gone (const char *status)
{
  return g_str_equal (status, "dead") || g_str_equal (status, "moved-out") || g_str_equal (status, "removed");
}

static gboolean
read_person (const MhDesk *desk,
             MhDayBooking *row,
             GError      **error)
{
  g_autoptr (MhResident) resident = mh_resident_table_get (desk->db, row->booking->resident, error);
  g_autoptr (GPtrArray) together = resident != NULL ? mh_booking_list_together (desk, row->booking->id, error) : NULL;

  if (together == NULL)
    return FALSE;

  row->together = mh_booking_write_together (together);
  row->name = g_strdup (resident->name);
  row->kana = g_strdup (resident->kana);
  row->age = mh_age_years (resident->birth, row->booking->date);
  row->gone = is_gone (resident->status);
  row->status = g_strdup (mh_wording_status (resident->status));

  return TRUE;
}

static gboolean
read_bookings (const MhDesk *desk,
               MhDay        *day,
               GError      **error)
{
  g_autoptr (GPtrArray) rows = mh_booking_table_list_session (desk->db, day->session->id, error);

  if (rows == NULL)
    return FALSE;

  /* The day takes the bookings over one by one. */
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++) {
    MhDayBooking *row = g_new0 (MhDayBooking, 1);

    row->booking = g_ptr_array_index (rows, i);
    g_ptr_array_add (day->bookings, row);
  }

  for (guint i = 0; i < day->bookings->len; i++) {
    if (!read_person (desk, g_ptr_array_index (day->bookings, i), error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_rounds (const MhDesk *desk,
             MhDay        *day,
             GError      **error)
{
  g_autoptr (GPtrArray) rows = mh_round_table_list_open (desk->db, 0, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MhRound *row = g_ptr_array_index (rows, i);
    const MhSlot *slot = mh_day_find_slot (day, row->slot);
    g_autoptr (GPtrArray) offers = NULL;
    MhDayRound *round;

    if (slot == NULL)
      continue;

    offers = mh_offer_table_list (desk->db, row->id, "open", error);
    if (offers == NULL)
      return FALSE;

    round = g_new0 (MhDayRound, 1);
    round->id = row->id;
    round->slot = row->slot;
    round->start_min = slot->start_min;
    round->n_open = offers->len;
    for (guint k = 0; k < offers->len; k++) {
      gint64 deadline = ((const MhOffer *) g_ptr_array_index (offers, k))->deadline_at;

      round->until = round->until == 0 ? deadline : MIN (round->until, deadline);
    }
    g_ptr_array_add (day->rounds, round);
  }

  return rows != NULL;
}

static gboolean
read_waiting (const MhDesk *desk,
              MhDay        *day,
              GError      **error)
{
  g_autoptr (GPtrArray) rows = mh_waiting_table_list (desk->db, day->programme->id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MhWaitingUnit *row = g_ptr_array_index (rows, i);
    MhDayWaiting *waiting = g_new0 (MhDayWaiting, 1);
    gint64 offer = 0;

    waiting->id = row->id;
    waiting->n_persons = row->residents->len;
    waiting->wish = g_strdup (row->wish);
    waiting->priority = row->priority;
    waiting->class_name = mh_waiting_name_priority (day->programme, row->priority);
    waiting->swap = row->swap;
    waiting->whole_chain = row->whole_chain;
    waiting->note = g_strdup (row->note);
    waiting->since = row->registered_at;
    waiting->is_first = mh_waiting_unit_is_first (row);
    g_ptr_array_add (day->waiting, waiting);

    waiting->names = mh_round_view_names (desk, row->residents, error);
    if (waiting->names == NULL || !mh_offer_table_find_open (desk->db, row->id, &offer, error))
      return FALSE;

    waiting->has_offer = offer != 0;
  }

  return rows != NULL;
}

static gboolean
read_items (const MhDesk *desk,
            MhDay        *day,
            GError      **error)
{
  for (guint i = 0; i < day->slots->len; i++) {
    GPtrArray *items = mh_item_table_list_slot (desk->db, ((MhSlot *) g_ptr_array_index (day->slots, i))->id, error);

    if (items == NULL)
      return FALSE;
    g_ptr_array_add (day->items, items);
  }

  return TRUE;
}

static gboolean
count_early (const MhDesk *desk,
             MhDay        *day,
             GError      **error)
{
  g_autoptr (GPtrArray) windows = mh_booking_window_table_list (desk->db, day->session->id, error);

  day->n_early = windows != NULL ? windows->len : 0;

  return windows != NULL;
}

/**
 * mh_day_read:
 * @desk: the desk
 * @session: a day at a venue
 * @error: return location for an error
 *
 * Returns: (transfer full): all that its board shows; %NULL with @error set
 */
MhDay *
mh_day_read (const MhDesk *desk,
             gint64        session,
             GError      **error)
{
  g_autoptr (MhDay) day = g_new0 (MhDay, 1);

  day->items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  day->bookings = g_ptr_array_new_with_free_func ((GDestroyNotify) free_booking);
  day->rounds = g_ptr_array_new_with_free_func (g_free);
  day->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) free_waiting);

  day->session = mh_session_table_get (desk->db, session, error);
  if (day->session == NULL)
    return NULL;

  day->programme = mh_programme_table_get (desk->db, day->session->programme, error);
  day->slots = day->programme != NULL ? mh_session_table_list_slots (desk->db, session, error) : NULL;
  if (day->slots == NULL ||
      !read_items (desk, day, error) ||
      !read_bookings (desk, day, error) ||
      !read_rounds (desk, day, error) ||
      !read_waiting (desk, day, error) ||
      !count_early (desk, day, error))
    return NULL;

  return g_steal_pointer (&day);
}

/**
 * mh_day_find_slot:
 * @day: a day
 * @slot: a slot's id
 *
 * Returns: (nullable) (transfer none): the slot, where it is one of the day's
 */
const MhSlot *
mh_day_find_slot (const MhDay *day,
                  gint64       slot)
{
  for (guint i = 0; i < day->slots->len; i++) {
    const MhSlot *row = g_ptr_array_index (day->slots, i);

    if (row->id == slot)
      return row;
  }

  return NULL;
}

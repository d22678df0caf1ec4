/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include "mh-people-leaving.h"

#include <glib/gi18n-lib.h>

#include "mh-booking.h"
#include "mh-refill-private.h"
#include "mh-waiting.h"
#include "mh-wording.h"

/**
 * mh_leaving_free:
 * @leaving: (nullable): what is open
 */
void
mh_leaving_free (MhLeaving *leaving)
{
  if (leaving == NULL)
    return;

  g_clear_pointer (&leaving->bookings, g_ptr_array_unref);
  g_free (leaving);
}

/**
 * mh_people_is_leaving:
 * @status: (nullable): of a resident
 *
 * Returns: whether who has it gets nothing any more, now or soon
 */
gboolean
mh_people_is_leaving (const char *status)
{
  static const char * const statuses[] = { "moving-out", "moved-out", "dead", "removed", NULL };

  return status != NULL && g_strv_contains (statuses, status);
}

static gboolean
is_ahead (const MhBooking *booking,
          MhDate           today)
{
  return g_str_equal (booking->state, "active") && mh_date_compare (booking->date, today) >= 0;
}

/* Active ones of today or later, the next first. */
static GPtrArray *
list_ahead (const MhDesk *desk,
            gint64        resident,
            GError      **error)
{
  g_autoptr (GPtrArray) bookings = mh_booking_table_list_resident (desk->db, resident, error);
  g_autoptr (GPtrArray) ahead = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_booking_free);
  MhDate today = mh_desk_today (desk);

  if (bookings == NULL)
    return NULL;

  for (guint i = bookings->len; i-- > 0;) {
    if (is_ahead (bookings->pdata[i], today))
      g_ptr_array_add (ahead, g_ptr_array_steal_index (bookings, i));
  }

  return g_steal_pointer (&ahead);
}

/**
 * mh_people_leaving_find:
 * @desk: the desk
 * @resident: a person
 * @error: return location
 *
 * What a death or a move would leave open. Reads only.
 *
 * Returns: (transfer full): bookings and counts, or %NULL
 */
MhLeaving *
mh_people_leaving_find (const MhDesk *desk,
                        gint64        resident,
                        GError      **error)
{
  g_autoptr (MhLeaving) leaving = g_new0 (MhLeaving, 1);

  leaving->bookings = list_ahead (desk, resident, error);
  if (leaving->bookings == NULL ||
      !mh_db_get_int (desk->db, 0, &leaving->n_waiting, error,
                      "SELECT count (*) FROM waiting_member AS m JOIN waiting_unit AS u ON u.id = m.unit "
                      "WHERE m.resident = :resident AND u.state = 'waiting'",
                      ":resident", MH_INT (resident), NULL) ||
      !mh_db_get_int (desk->db, 0, &leaving->n_offers, error,
                      "SELECT count (*) FROM waiting_member AS m JOIN offer AS o ON o.unit = m.unit "
                      "WHERE m.resident = :resident AND o.state = 'open'",
                      ":resident", MH_INT (resident), NULL) ||
      !mh_db_get_int (desk->db, 0, &leaving->n_messages, error,
                      "SELECT count (*) FROM delivery WHERE resident = :resident AND state IN ('held', 'due', 'by-hand')",
                      ":resident", MH_INT (resident), NULL))
    return NULL;

  return g_steal_pointer (&leaving);
}

/* Who waits together with the person keeps the place in the list. */
static gboolean
leave_unit (const MhDesk *desk,
            MhAct        *act,
            gint64        unit_id,
            gint64        resident,
            GError      **error)
{
  g_autoptr (MhWaitingUnit) unit = mh_waiting_table_get (desk->db, unit_id, error);

  if (unit == NULL)
    return FALSE;

  if (unit->residents->len > 1)
    return mh_waiting_part_step (desk, act, unit, resident, error);

  return mh_refill_end_offers_of_unit (desk, act, unit_id, error) &&
         mh_waiting_table_set_state (desk->db, unit_id, "withdrawn", error);
}

static GArray *
list_units (const MhDesk *desk,
            gint64        resident,
            GError      **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error,
                      "SELECT u.id FROM waiting_member AS m JOIN waiting_unit AS u ON u.id = m.unit "
                      "WHERE m.resident = :resident AND u.state = 'waiting' ORDER BY u.id",
                      ":resident", MH_INT (resident), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (units, id);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&units) : NULL;
}

/**
 * mh_people_leaving_step:
 * @desk: the desk
 * @act: an act that goes on
 * @resident: who leaves
 * @error: return location
 *
 * Cancels the person's bookings from today on and takes the person off the waiting lists; offers to the person end and the next is asked.
 *
 * Returns: whether all was done
 */
gboolean
mh_people_leaving_step (const MhDesk *desk,
                        MhAct        *act,
                        gint64        resident,
                        GError      **error)
{
  g_autoptr (GArray) units = list_units (desk, resident, error);
  g_autoptr (GPtrArray) bookings = NULL;

  if (units == NULL)
    return FALSE;

  for (guint i = 0; i < units->len; i++) {
    if (!leave_unit (desk, act, g_array_index (units, gint64, i), resident, error))
      return FALSE;
  }

  bookings = list_ahead (desk, resident, error);
  if (bookings == NULL)
    return FALSE;

  for (guint i = 0; i < bookings->len; i++) {
    const MhBooking *booking = bookings->pdata[i];

    if (!mh_booking_cancel_step (desk, act, booking->id, error))
      return FALSE;
  }

  mh_act_set_int (act, "cancelled", bookings->len);
  mh_act_set_int (act, "withdrawn", units->len);

  return TRUE;
}

/**
 * mh_people_dup_status_text:
 * @resident: a person
 * @today: the day on which it is told
 *
 * A move that was announced is over when its day has come.
 *
 * Returns: (transfer full): the status in words, with its day where one is known
 */
char *
mh_people_dup_status_text (const MhResident *resident,
                           MhDate            today)
{
  g_autofree char *day = NULL;

  if (!mh_date_is_set (resident->status_date))
    return g_strdup (mh_wording_status (resident->status));

  day = mh_date_format (resident->status_date, resident->status_date.year == today.year ? MH_DATE_STYLE_MESSAGE : MH_DATE_STYLE_LONG);
  if (g_str_equal (resident->status, "moving-out"))
    return mh_date_compare (resident->status_date, today) > 0 ? g_strdup_printf (_("Moves away on %s"), day)
                                                              : g_strdup_printf (_("Moved away on %s"), day);

  if (g_str_equal (resident->status, "moved-out"))
    return g_strdup_printf (_("Moved away on %s"), day);

  if (g_str_equal (resident->status, "dead"))
    return g_strdup_printf (_("Died on %s"), day);

  if (g_str_equal (resident->status, "removed"))
    return g_strdup_printf (_("Removed from the register on %s"), day);

  return g_strdup_printf (_("Resident since %s"), day);
}

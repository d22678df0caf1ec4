/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-together"

#include "mh-booking-together.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-chain.h"
#include "mh-protect.h"
#include "mh-resident-table.h"

/**
 * mh_together_free:
 * @together: a booking beside another one
 */
void
mh_together_free (MhTogether *together)
{
  g_clear_pointer (&together->booking, mh_booking_free);
  g_free (together->name);
  g_free (together->words);
  g_free (together);
}

/* Takes @booking. */
static gboolean
add (const MhDesk *desk,
     GPtrArray    *list,
     MhBooking    *booking,
     gboolean      family,
     GError      **error)
{
  g_autoptr (MhResident) resident = mh_resident_table_get (desk->db, booking->resident, error);
  g_autofree char *date = mh_date_format (booking->date, MH_DATE_STYLE_MESSAGE);
  g_autofree char *time = mh_minutes_format (booking->start_min);
  MhTogether *together = g_new0 (MhTogether, 1);

  together->booking = booking;
  together->family = family;
  g_ptr_array_add (list, together);
  if (resident == NULL)
    return FALSE;

  together->name = g_strdup (resident->name);
  together->words = family
                    /* Translators: who, day, time */
                    ? g_strdup_printf (_("%s on %s %s"), resident->name, date, time)
                    : g_strdup_printf (_("dose %d on %s %s"), booking->dose, date, time);

  return TRUE;
}

static gboolean
is_active (const MhBooking *booking)
{
  return g_str_equal (booking->state, "active");
}

/* The first dose, where it still stands, and the further ones. */
static gboolean
add_doses (const MhDesk    *desk,
           const MhBooking *booking,
           GPtrArray       *list,
           GError         **error)
{
  g_autoptr (GPtrArray) chain = mh_booking_table_list_chain (desk->db, booking->chain != 0 ? booking->chain : booking->id, error);
  MhBooking *first = chain != NULL && booking->chain != 0 ? mh_booking_table_get (desk->db, booking->chain, error) : NULL;

  if (chain == NULL || (booking->chain != 0 && first == NULL))
    return FALSE;

  if (first != NULL)
    g_ptr_array_insert (chain, 0, first);

  g_ptr_array_set_free_func (chain, NULL);
  for (guint i = 0; i < chain->len; i++) {
    MhBooking *other = chain->pdata[i];

    if (other->id == booking->id || !is_active (other)) {
      mh_booking_free (other);
    } else if (!add (desk, list, other, FALSE, error)) {
      for (guint k = i + 1; k < chain->len; k++)
        mh_booking_free (chain->pdata[k]);
      return FALSE;
    }
  }

  return TRUE;
}

/* Who was booked in one act is not written anywhere but in the journal of that act; who waited together and got the places is one entry of the
 * waiting list. */
static GArray *
find_family (const MhDesk *desk,
             gint64        booking,
             GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, booking);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error,
                      "WITH family (id) AS (SELECT booking.id FROM act_change AS mine JOIN act ON act.id = mine.act AND act.kind = 'booking.family' "
                      "JOIN act_change AS other ON other.act = mine.act AND other.tbl = 'booking' AND other.key <> mine.key "
                      "JOIN booking ON booking.id = CAST (other.key AS INTEGER) AND booking.state = 'active' "
                      "WHERE mine.tbl = 'booking' AND mine.key = :key "
                      "AND booking.resident <> (SELECT resident FROM booking WHERE id = :id) "
                      "UNION SELECT booking.id FROM booking AS mine "
                      "JOIN waiting_member AS m ON m.resident = mine.resident AND m.dose = mine.dose "
                      "JOIN waiting_unit AS unit ON unit.id = m.unit AND unit.programme = mine.programme AND unit.state = 'placed' "
                      "JOIN waiting_member AS o ON o.unit = unit.id AND o.resident <> m.resident "
                      "JOIN booking ON booking.resident = o.resident AND booking.programme = unit.programme AND booking.dose = o.dose "
                      "  AND booking.state = 'active' AND booking.via = mine.via AND booking.made_at = mine.made_at "
                      "WHERE mine.id = :id AND mine.via IN ('refill', 'lottery')) "
                      "SELECT booking.id FROM family JOIN booking ON booking.id = family.id "
                      "JOIN slot ON slot.id = booking.slot JOIN session ON session.id = slot.session ORDER BY session.date, slot.start_min, booking.id",
                      ":key", MH_TEXT (key), ":id", MH_INT (booking), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&ids) : NULL;
}

static gboolean
add_family (const MhDesk    *desk,
            const MhBooking *booking,
            GPtrArray       *list,
            GError         **error)
{
  g_autoptr (GArray) ids = find_family (desk, booking->id, error);
  gboolean covered;

  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  if (!mh_protect_covers (desk, booking->resident, &covered, error))
    return FALSE;

  for (guint i = 0; i < ids->len && !covered; i++) {
    g_autoptr (MhBooking) other = mh_booking_table_get (desk->db, g_array_index (ids, gint64, i), error);
    gboolean hidden;

    if (other == NULL || !mh_protect_covers (desk, other->resident, &hidden, error) ||
        (!hidden && !add (desk, list, g_steal_pointer (&other), TRUE, error)))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_booking_list_together:
 * @desk: the desk
 * @booking: a booking
 * @error: return location
 *
 * What belongs to it: the other doses that were booked in one with it, and the bookings of those who were booked in the same act. A
 * protected person is nobody's family, whoever looks.
 *
 * Returns: (transfer full) (element-type MhTogether): those that are active, or %NULL
 */
GPtrArray *
mh_booking_list_together (const MhDesk *desk,
                          gint64        booking,
                          GError      **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_together_free);
  g_autoptr (MhBooking) row = mh_booking_table_get (desk->db, booking, error);

  return row != NULL && add_doses (desk, row, list, error) && add_family (desk, row, list, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * mh_booking_write_together:
 * @together: (element-type MhTogether): from mh_booking_list_together()
 *
 * Returns: (transfer full) (nullable): all of them in words; %NULL for none
 */
char *
mh_booking_write_together (GPtrArray *together)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < together->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " ・ " : "", ((const MhTogether *) together->pdata[i])->words);

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

static gboolean
note_ended (const MhDesk *desk,
            gint64        booking,
            GHashTable   *ended,
            GError      **error)
{
  g_autoptr (GPtrArray) after = mh_booking_list_after (desk, booking, error);

  for (guint i = 0; after != NULL && i < after->len; i++)
    g_hash_table_add (ended, g_memdup2 (&((const MhBooking *) after->pdata[i])->id, sizeof (gint64)));

  return after != NULL;
}

/**
 * mh_booking_cancel_together:
 * @desk: the desk
 * @bookings: (array length=n_bookings): active bookings
 * @n_bookings: 1 or more
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; as for mh_booking_cancel(), and then nothing was cancelled
 *
 * Cancels what goes together in one act, each with the further doses that were booked with it. The places are free for the desk.
 *
 * Returns: whether they were cancelled
 */
gboolean
mh_booking_cancel_together (const MhDesk *desk,
                            const gint64 *bookings,
                            gsize         n_bookings,
                            gint64       *out_act,
                            GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "booking.cancel", MH_UNDO_WHOLE, error);
  g_autoptr (GHashTable) ended = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n_further = 0;

  g_return_val_if_fail (n_bookings > 0, FALSE);

  if (act == NULL)
    return FALSE;

  for (gsize i = 0; i < n_bookings; i++) {
    guint n_after = 0;

    /* A second dose that was named as well has ended with the first. */
    if (g_hash_table_contains (ended, &bookings[i]))
      continue;

    if (!note_ended (desk, bookings[i], ended, error) ||
        !mh_booking_cancel_after_step (desk, act, bookings[i], &n_after, error) || !mh_booking_cancel_step (desk, act, bookings[i], error))
      return FALSE;
    n_further += n_after;
  }

  mh_act_set_int (act, "booking", bookings[0]);
  mh_act_set_int (act, "people", (gint64) n_bookings);
  if (n_further > 0)
    mh_act_set_int (act, "further-doses", n_further);

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

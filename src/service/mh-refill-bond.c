/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill-bond"

#include "mh-refill-bond.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-together.h"
#include "mh-protect.h"
#include "mh-resident-table.h"
#include "mh-round-table.h"

/* What the act that opened the round has cancelled: first the bookings whose places it gives away, then the doses that ended with them. That is in the
 * journal of the act and nowhere else; a round that was taken back has cancelled nothing. */
static GPtrArray *
list_cancelled (const MhDesk *desk,
                gint64        round,
                GError      **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_booking_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, round);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error,
                      "WITH journal (booking) AS (SELECT DISTINCT CAST (other.key AS INTEGER) FROM act_change AS mine "
                      "JOIN act_change AS other ON other.act = mine.act AND other.tbl = 'booking' "
                      "WHERE mine.id = (SELECT min (id) FROM act_change WHERE tbl = 'refill_round' AND key = :key)), "
                      "gone (id, slot, chain, dose) AS (SELECT b.id, b.slot, coalesce (b.chain, b.id), b.dose FROM booking AS b "
                      "WHERE b.state = 'cancelled' AND b.id IN (SELECT booking FROM journal)) "
                      "SELECT g.id FROM gone AS g JOIN refill_round AS r ON r.id = :round AND r.freed IS NOT NULL "
                      "WHERE g.slot = r.slot OR EXISTS (SELECT 1 FROM gone AS f WHERE f.slot = r.slot AND f.chain = g.chain AND f.dose < g.dose) "
                      "ORDER BY g.id <> r.freed, g.slot <> r.slot, g.dose, g.id",
                      ":key", MH_TEXT (key), ":round", MH_INT (round), NULL);
  while (rows != NULL && mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }
  if (rows == NULL || !mh_rows_end (rows, error))
    return NULL;

  for (guint i = 0; i < ids->len; i++) {
    MhBooking *booking = mh_booking_table_get (desk->db, g_array_index (ids, gint64, i), error);

    if (booking == NULL)
      return NULL;

    g_ptr_array_add (list, booking);
  }

  return g_steal_pointer (&list);
}

static char *
dup_name (const MhDesk *desk,
          gint64        resident,
          GError      **error)
{
  g_autoptr (MhResident) row = mh_resident_table_get (desk->db, resident, error);

  return row != NULL ? g_strdup (row->name) : NULL;
}

static void
join (GString    *text,
      const char *more)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " ・ " : "", more);
}

/* The doses that ended with those in the slot. */
static gboolean
write_ended (const MhDesk    *desk,
             const GPtrArray *cancelled,
             gint64           slot,
             GString         *text,
             GError         **error)
{
  for (guint i = 0; i < cancelled->len; i++) {
    const MhBooking *booking = cancelled->pdata[i];
    g_autofree char *date = mh_date_format (booking->date, MH_DATE_STYLE_MESSAGE);
    g_autofree char *time = mh_minutes_format (booking->start_min);
    g_autofree char *name = NULL;
    g_autofree char *words = NULL;

    if (booking->slot == slot)
      continue;

    name = dup_name (desk, booking->resident, error);
    if (name == NULL)
      return FALSE;

    /* Translators: who, which dose, day, time */
    words = g_strdup_printf (_("%s, dose %d on %s %s"), name, booking->dose, date, time);
    join (text, words);
  }

  return TRUE;
}

/* What was booked together with those in the slot and still stands; each once, whomever of them it belongs to. */
static gboolean
write_staying (const MhDesk    *desk,
               const GPtrArray *cancelled,
               gint64           slot,
               GString         *text,
               GError         **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < cancelled->len; i++) {
    const MhBooking *booking = cancelled->pdata[i];
    g_autoptr (GPtrArray) together = NULL;

    if (booking->slot != slot)
      continue;

    together = mh_booking_list_together (desk, booking->id, error);
    if (together == NULL)
      return FALSE;

    for (guint n = 0; n < together->len; n++) {
      const MhTogether *one = together->pdata[n];

      if (g_hash_table_add (seen, g_memdup2 (&one->booking->id, sizeof one->booking->id)))
        join (text, one->words);
    }
  }

  return TRUE;
}

/**
 * mh_refill_describe_unit:
 * @unit: who waits
 *
 * Returns: (transfer full) (nullable): why more than one place is at stake; %NULL for one person who wants one place
 */
char *
mh_refill_describe_unit (const MhWaitingUnit *unit)
{
  g_autofree char *people = NULL;

  g_return_val_if_fail (unit != NULL, NULL);

  if (unit->residents->len > 1)
    people = g_strdup_printf (_("%u people together, or not at all"), unit->residents->len);
  if (people == NULL || !unit->whole_chain)
    return unit->whole_chain ? g_strdup (_("all further doses with the place")) : g_steal_pointer (&people);

  return g_strdup_printf ("%s ・ %s", people, _("all further doses with the place"));
}

/**
 * mh_refill_list_bonds:
 * @desk: the desk
 * @round: a refill round, also one that the act which goes on has opened
 * @error: return location
 *
 * Says what a cancellation means for those who belong together, so that nobody's second dose goes and nobody's husband stays unnoticed.
 * A protected person is nobody's family.
 *
 * Returns: (transfer full) (element-type utf8): a line each; empty when the booking stood alone
 */
GPtrArray *
mh_refill_list_bonds (const MhDesk *desk,
                      gint64        round,
                      GError      **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cancelled = list_cancelled (desk, round, error);
  g_autoptr (GString) ended = g_string_new (NULL);
  g_autoptr (GString) staying = g_string_new (NULL);
  gint64 slot;

  if (cancelled == NULL)
    return NULL;
  if (cancelled->len == 0)
    return g_steal_pointer (&lines);

  slot = ((const MhBooking *) cancelled->pdata[0])->slot;
  if (!write_ended (desk, cancelled, slot, ended, error) || !write_staying (desk, cancelled, slot, staying, error))
    return NULL;

  if (ended->len > 0)
    g_ptr_array_add (lines, g_strdup_printf (_("Cancelled with it: %s"), ended->str));
  if (staying->len > 0)
    g_ptr_array_add (lines, g_strdup_printf (_("Booked together with it, and stays: %s"), staying->str));

  return g_steal_pointer (&lines);
}

/**
 * mh_refill_write_freed:
 * @desk: the desk
 * @round: a refill round
 * @error: return location
 *
 * Of several, one of whom is protected, only the first is named: their names side by side would tell who lives with whom.
 *
 * Returns: (transfer full): the names of those whose places it gives away; "" where nobody gave one back, %NULL with @error set
 */
char *
mh_refill_write_freed (const MhDesk *desk,
                       gint64        round,
                       GError      **error)
{
  g_autoptr (MhRound) row = mh_round_table_get (desk->db, round, error);
  g_autoptr (MhBooking) first = row != NULL && row->freed != 0 ? mh_booking_table_get (desk->db, row->freed, error) : NULL;
  g_autoptr (GPtrArray) cancelled = first != NULL ? list_cancelled (desk, round, error) : NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *alone = NULL;
  gboolean is_hidden = FALSE;

  if (row != NULL && row->freed == 0)
    return g_strdup ("");
  if (cancelled == NULL)
    return NULL;

  alone = dup_name (desk, first->resident, error);
  if (alone == NULL)
    return NULL;

  for (guint i = 0; i < cancelled->len && !is_hidden; i++) {
    const MhBooking *booking = cancelled->pdata[i];
    g_autofree char *name = NULL;

    if (booking->slot != row->slot)
      continue;

    name = dup_name (desk, booking->resident, error);
    if (name == NULL || !mh_protect_covers (desk, booking->resident, &is_hidden, error))
      return NULL;

    if (names->len > 0)
      /* Translators: between the names of two people who go together */
      g_string_append (names, _(" and "));
    g_string_append (names, name);
  }

  return is_hidden || names->len == 0 ? g_steal_pointer (&alone) : g_string_free (g_steal_pointer (&names), FALSE);
}

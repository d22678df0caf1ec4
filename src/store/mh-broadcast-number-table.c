/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-number-table"

#include "mh-broadcast-number-table.h"

/**
 * mh_broadcast_number_free:
 * @number: (nullable): a number
 */
void
mh_broadcast_number_free (MhBroadcastNumber *number)
{
  if (number == NULL)
    return;

  g_free (number->number);
  g_free (number->state);
  g_free (number->reason);
  g_free (number);
}

/**
 * mh_broadcast_number_table_list:
 * @db: a connection
 * @broadcast: a broadcast
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBroadcastNumber): its numbers that belong to nobody in the register, in the order of the list
 */
GPtrArray *
mh_broadcast_number_table_list (MhDb    *db,
                                gint64   broadcast,
                                GError **error)
{
  static const char sql[] =
    "SELECT n.contact, n.line, c.value, d.id, "
    "  coalesce (d.state, CASE WHEN b.held_at IS NULL OR b.state = 'draft' THEN 'draft' ELSE 'left-out' END), "
    "  CASE WHEN d.id IS NULL THEN n.reason ELSE d.reason END, coalesce (d.state_at, b.held_at) "
    "FROM broadcast_number AS n JOIN broadcast AS b ON b.id = n.broadcast JOIN contact AS c ON c.id = n.contact "
    "LEFT JOIN delivery AS d ON d.id = n.delivery WHERE n.broadcast = :broadcast ORDER BY n.line, n.contact";
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_broadcast_number_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":broadcast", MH_INT (broadcast), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhBroadcastNumber *number = g_new0 (MhBroadcastNumber, 1);

    number->contact = mh_rows_int (rows, 0);
    number->line = (guint) mh_rows_int (rows, 1);
    number->number = mh_rows_dup_text (rows, 2);
    number->delivery = mh_rows_int (rows, 3);
    number->state = mh_rows_dup_text (rows, 4);
    number->reason = mh_rows_dup_text (rows, 5);
    number->at = mh_rows_int (rows, 6);
    g_ptr_array_add (numbers, number);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&numbers) : NULL;
}

/**
 * mh_broadcast_number_table_add:
 * @db: a connection inside an act
 * @broadcast: a draft
 * @contact: a number
 * @line: where it stands in the list, from 1
 * @error: return location
 *
 * Returns: whether it stands there
 */
gboolean
mh_broadcast_number_table_add (MhDb    *db,
                               gint64   broadcast,
                               gint64   contact,
                               guint    line,
                               GError **error)
{
  return mh_db_run (db, error, "INSERT OR IGNORE INTO broadcast_number (broadcast, contact, line) VALUES (:broadcast, :contact, :line)",
                    ":broadcast", MH_INT (broadcast), ":contact", MH_INT (contact), ":line", MH_INT (line), NULL);
}

/**
 * mh_broadcast_number_table_set:
 * @db: a connection inside an act
 * @broadcast: a broadcast
 * @contact: one of its numbers
 * @reason: (nullable): a stable code: why left out
 * @delivery: what goes to it, 0 = nothing
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_broadcast_number_table_set (MhDb       *db,
                               gint64      broadcast,
                               gint64      contact,
                               const char *reason,
                               gint64      delivery,
                               GError    **error)
{
  return mh_db_run (db, error,
                    "UPDATE broadcast_number SET reason = :reason, delivery = :delivery WHERE broadcast = :broadcast AND contact = :contact",
                    ":reason", MH_TEXT (reason), ":delivery", MH_ID (delivery), ":broadcast", MH_INT (broadcast), ":contact", MH_INT (contact),
                    NULL);
}

/**
 * mh_broadcast_number_table_clear:
 * @db: a connection inside an act
 * @broadcast: a draft
 * @error: return location
 *
 * Returns: whether none stands there any more
 */
gboolean
mh_broadcast_number_table_clear (MhDb    *db,
                                 gint64   broadcast,
                                 GError **error)
{
  return mh_db_run (db, error, "DELETE FROM broadcast_number WHERE broadcast = :broadcast", ":broadcast", MH_INT (broadcast), NULL);
}

/**
 * mh_broadcast_number_table_copy_reached:
 * @db: a connection inside an act
 * @of: a broadcast that is over
 * @broadcast: its correction
 * @error: return location
 *
 * Returns: whether the numbers that have the one, or may have it, stand with the other
 */
gboolean
mh_broadcast_number_table_copy_reached (MhDb    *db,
                                        gint64   of,
                                        gint64   broadcast,
                                        GError **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO broadcast_number (broadcast, contact, line) SELECT :broadcast, n.contact, n.line FROM broadcast_number AS n "
                    "JOIN delivery AS d ON d.id = n.delivery WHERE n.broadcast = :of "
                    "AND d.state IN ('attempting', 'unknown', 'accepted', 'delivered', 'check', 'exported', 'by-hand-done')",
                    ":broadcast", MH_INT (broadcast), ":of", MH_INT (of), NULL);
}

/**
 * mh_broadcast_number_table_count_day:
 * @db: a connection
 * @contact: a number
 * @since: ms since 1970 UTC
 * @out_n: (out): how many messages of broadcasts have left for it since then
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_broadcast_number_table_count_day (MhDb    *db,
                                     gint64   contact,
                                     gint64   since,
                                     gint64  *out_n,
                                     GError **error)
{
  return mh_db_get_int (db, 0, out_n, error,
                        "SELECT count (*) FROM delivery WHERE contact = :contact AND broadcast IS NOT NULL AND state_at >= :since "
                        "AND kind NOT IN ('correction', 'broadcast-test') "
                        "AND state IN ('attempting', 'unknown', 'accepted', 'delivered', 'check', 'exported')",
                        ":contact", MH_INT (contact), ":since", MH_INT (since), NULL);
}

/**
 * mh_broadcast_number_table_count_same:
 * @db: a connection
 * @broadcast: a draft
 * @text: its text
 * @since: ms since 1970 UTC
 * @out_n: (out): how many of its numbers have, may have or will get the same by another broadcast that was held since then
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_broadcast_number_table_count_same (MhDb       *db,
                                      gint64      broadcast,
                                      const char *text,
                                      gint64      since,
                                      gint64     *out_n,
                                      GError    **error)
{
  return mh_db_get_int (db, 0, out_n, error,
                        "SELECT count (*) FROM broadcast_number AS n WHERE n.broadcast = :broadcast AND EXISTS "
                        "(SELECT 1 FROM delivery AS d JOIN broadcast AS b ON b.id = d.broadcast WHERE d.contact = n.contact "
                        " AND d.state <> 'withdrawn' AND b.id <> :broadcast AND b.kind <> 'test' AND b.text = :text AND b.held_at >= :since)",
                        ":broadcast", MH_INT (broadcast), ":text", MH_TEXT (text), ":since", MH_INT (since), NULL);
}

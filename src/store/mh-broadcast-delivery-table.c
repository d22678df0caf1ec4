/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-delivery-table"

#include "mh-broadcast-delivery-table.h"

#include "mh-id-set.h"

/* Of those who had it or may have had it. */
#define LEFT "('attempting', 'unknown', 'accepted', 'delivered', 'check', 'exported', 'by-hand-done')"

/* Every entry that is or was the person's. */
#define SAME_PERSON \
  "(WITH RECURSIVE same (id) AS (SELECT :resident UNION SELECT r.id FROM same JOIN resident AS r ON r.merged_into = same.id) SELECT id FROM same)"

/* Whether broadcast b has a message in one of @states. By its state: what is done of a hundred thousand is not looked at again and again. */
#define ANY_OF(states) \
  "EXISTS (SELECT 1 FROM delivery AS d INDEXED BY delivery_state WHERE d.state IN " states " AND d.broadcast = b.id) "

/* What has gone wrong is counted since the broadcast has begun, or gone on. A contact that is passed over by what the town has set is not the
 * provider's refusal. */
static const char counts[] =
  "SELECT sum (state = 'held'), sum (state = 'due'), sum (state = 'attempting'), sum (state = 'unknown'), "
  "  sum (state IN ('attempting', 'unknown', 'accepted', 'delivered', 'check', 'exported', 'by-hand-done', 'undelivered')), "
  "  sum (state = 'by-hand'), sum (state = 'check'), sum (state = 'check' AND reason = 'restored'), sum (state = 'withdrawn'), "
  "  sum (due_at >= (SELECT coalesce (hold_until, 0) FROM broadcast WHERE id = :broadcast) "
  "    AND (state IN ('unknown', 'check', 'undelivered') OR (state <> 'held' AND EXISTS "
  "      (SELECT 1 FROM refused_contact AS r WHERE r.delivery = d.id AND r.code NOT IN ('channel-off', 'test'))))), "
  "  min (CASE WHEN state = 'due' THEN due_at END) FROM delivery AS d WHERE broadcast = :broadcast";

/**
 * mh_broadcast_delivery_table_count:
 * @db: a connection
 * @broadcast: a broadcast
 * @out_counts: (out): how many of its messages stand where
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_broadcast_delivery_table_count (MhDb              *db,
                                   gint64             broadcast,
                                   MhBroadcastCounts *out_counts,
                                   GError           **error)
{
  g_autoptr (MhRows) rows = NULL;
  gint64 *columns[] = {
    &out_counts->n_held, &out_counts->n_due, &out_counts->n_attempting, &out_counts->n_unknown, &out_counts->n_left, &out_counts->n_by_hand,
    &out_counts->n_check, &out_counts->n_restored, &out_counts->n_withdrawn, &out_counts->n_bad, &out_counts->due_at,
  };

  *out_counts = (MhBroadcastCounts) { 0 };
  rows = mh_db_query (db, error, counts, ":broadcast", MH_INT (broadcast), NULL);
  if (rows == NULL)
    return FALSE;

  if (mh_rows_next (rows)) {
    for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
      *columns[i] = mh_rows_int (rows, (int) i);
  }

  return mh_rows_end (rows, error);
}

/**
 * mh_broadcast_delivery_table_release:
 * @db: a connection inside a write transaction
 * @broadcast: a broadcast
 * @limit: how many at the most, those that were written first; -1 for all
 * @now: ms since 1970 UTC
 * @error: return location
 *
 * Returns: whether those that were held are due
 */
gboolean
mh_broadcast_delivery_table_release (MhDb    *db,
                                     gint64   broadcast,
                                     int      limit,
                                     gint64   now,
                                     GError **error)
{
  return mh_db_run (db, error,
                    "UPDATE delivery SET state = 'due', due_at = :now, state_at = :now WHERE id IN "
                    "(SELECT id FROM delivery WHERE broadcast = :broadcast AND state = 'held' ORDER BY id LIMIT :limit)",
                    ":now", MH_INT (now), ":broadcast", MH_INT (broadcast), ":limit", MH_INT (limit), NULL);
}

/**
 * mh_broadcast_delivery_table_withdraw:
 * @db: a connection inside a write transaction
 * @broadcast: a broadcast
 * @reason: a stable code
 * @now: ms since 1970 UTC
 * @error: return location
 *
 * What was to be told by hand since it is not certain that it arrived is looked at by a person.
 *
 * Returns: whether what had not begun to leave, nor was told by hand, is withdrawn
 */
gboolean
mh_broadcast_delivery_table_withdraw (MhDb       *db,
                                      gint64      broadcast,
                                      const char *reason,
                                      gint64      now,
                                      GError    **error)
{
  return mh_db_run (db, error,
                    "UPDATE delivery AS d SET state = 'check', reason = 'unknown', state_at = :now "
                    "WHERE broadcast = :broadcast AND state = 'by-hand' AND " MH_BROADCAST_MAY_HAVE_ARRIVED,
                    ":now", MH_INT (now), ":broadcast", MH_INT (broadcast), NULL) &&
         mh_db_run (db, error,
                    "UPDATE delivery SET state = 'withdrawn', reason = :reason, contact = iif (resident IS NULL, contact, NULL), state_at = :now "
                    "WHERE broadcast = :broadcast AND state IN ('held', 'due', 'by-hand')",
                    ":reason", MH_TEXT (reason), ":now", MH_INT (now), ":broadcast", MH_INT (broadcast), NULL);
}

/**
 * mh_broadcast_delivery_table_revive:
 * @db: a connection inside a write transaction
 * @broadcast: a broadcast
 * @reason: a stable code
 * @now: ms since 1970 UTC
 * @error: return location
 *
 * Returns: whether what was withdrawn for @reason, and what was due, is held as before the first one left
 */
gboolean
mh_broadcast_delivery_table_revive (MhDb       *db,
                                    gint64      broadcast,
                                    const char *reason,
                                    gint64      now,
                                    GError    **error)
{
  return mh_db_run (db, error,
                    "UPDATE delivery SET state = 'held', reason = NULL, due_at = :now, state_at = :now WHERE broadcast = :broadcast "
                    "AND (state = 'due' OR (state = 'withdrawn' AND reason = :reason))",
                    ":reason", MH_TEXT (reason), ":now", MH_INT (now), ":broadcast", MH_INT (broadcast), NULL);
}

/**
 * mh_broadcast_delivery_table_postpone:
 * @db: a connection inside a write transaction
 * @broadcast: a broadcast
 * @due_at: ms since 1970 UTC
 * @error: return location
 *
 * Returns: whether what is due before @due_at waits until then
 */
gboolean
mh_broadcast_delivery_table_postpone (MhDb    *db,
                                      gint64   broadcast,
                                      gint64   due_at,
                                      GError **error)
{
  return mh_db_run (db, error,
                    "UPDATE delivery SET due_at = :due_at WHERE broadcast = :broadcast AND state = 'due' AND due_at < :due_at",
                    ":due_at", MH_INT (due_at), ":broadcast", MH_INT (broadcast), NULL);
}

static GArray *
read_ids (MhRows  *rows,
          GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&ids) : NULL;
}

/**
 * mh_broadcast_delivery_table_list_unsent:
 * @db: a connection
 * @broadcast: a broadcast
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): attempts that were written down and have not left
 */
GArray *
mh_broadcast_delivery_table_list_unsent (MhDb    *db,
                                         gint64   broadcast,
                                         GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT DISTINCT a.id FROM delivery AS d JOIN attempt_delivery AS p ON p.delivery = d.id "
                                         "JOIN attempt AS a ON a.id = p.attempt AND a.state = 'open' AND a.sent_at IS NULL "
                                         "WHERE d.broadcast = :broadcast AND d.state = 'attempting'",
                                         ":broadcast", MH_INT (broadcast), NULL);

  return read_ids (rows, error);
}

/**
 * mh_broadcast_delivery_table_list_people:
 * @db: a connection
 * @delivery: a message
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): whom it speaks for
 */
GArray *
mh_broadcast_delivery_table_list_people (MhDb    *db,
                                         gint64   delivery,
                                         GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT resident FROM broadcast_person WHERE delivery = :delivery ORDER BY resident",
                                         ":delivery", MH_INT (delivery), NULL);

  return read_ids (rows, error);
}

/**
 * mh_broadcast_delivery_table_list_reached:
 * @db: a connection
 * @broadcast: a broadcast
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): who has the message or may have it
 */
GArray *
mh_broadcast_delivery_table_list_reached (MhDb    *db,
                                          gint64   broadcast,
                                          GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT p.resident FROM broadcast_person AS p JOIN delivery AS d ON d.id = p.delivery "
                                         "WHERE p.broadcast = :broadcast AND (d.state IN " LEFT " OR (d.state = 'by-hand' AND "
                                         MH_BROADCAST_MAY_HAVE_ARRIVED ")) ORDER BY p.resident",
                                         ":broadcast", MH_INT (broadcast), NULL);

  return read_ids (rows, error);
}

/**
 * mh_broadcast_delivery_table_set_person:
 * @db: a connection inside an act
 * @broadcast: a broadcast
 * @resident: somebody whom it named
 * @reason: (nullable): a stable code: why left out
 * @delivery: what speaks for that person, 0 = nothing
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_broadcast_delivery_table_set_person (MhDb       *db,
                                        gint64      broadcast,
                                        gint64      resident,
                                        const char *reason,
                                        gint64      delivery,
                                        GError    **error)
{
  return mh_db_run (db, error,
                    "UPDATE broadcast_person SET reason = :reason, delivery = :delivery WHERE broadcast = :broadcast AND resident = :resident",
                    ":reason", MH_TEXT (reason), ":delivery", MH_ID (delivery), ":broadcast", MH_INT (broadcast),
                    ":resident", MH_INT (resident), NULL);
}

/**
 * mh_broadcast_delivery_table_set_resident:
 * @db: a connection inside a write transaction
 * @delivery: a message that has not left
 * @resident: to whom it goes
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_broadcast_delivery_table_set_resident (MhDb    *db,
                                          gint64   delivery,
                                          gint64   resident,
                                          GError **error)
{
  return mh_db_run (db, error, "UPDATE delivery SET resident = :resident WHERE id = :id AND state IN ('held', 'due', 'by-hand')",
                    ":resident", MH_INT (resident), ":id", MH_INT (delivery), NULL);
}

/**
 * mh_broadcast_delivery_table_copy_refused:
 * @db: a connection inside a write transaction
 * @from: a message
 * @to: another
 * @error: return location
 *
 * Returns: whether contacts that were refused for the one are passed over for the other
 */
gboolean
mh_broadcast_delivery_table_copy_refused (MhDb    *db,
                                          gint64   from,
                                          gint64   to,
                                          GError **error)
{
  return mh_db_run (db, error,
                    "INSERT OR IGNORE INTO refused_contact (delivery, contact, code) "
                    "SELECT :to, contact, code FROM refused_contact WHERE delivery = :from",
                    ":to", MH_INT (to), ":from", MH_INT (from), NULL);
}

/**
 * mh_broadcast_delivery_table_count_day:
 * @db: a connection
 * @resident: a person, not an entry that became one with another
 * @since: ms since 1970 UTC
 * @out_n: (out): how many messages of broadcasts have left for the person since then
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_broadcast_delivery_table_count_day (MhDb    *db,
                                       gint64   resident,
                                       gint64   since,
                                       gint64  *out_n,
                                       GError **error)
{
  return mh_db_get_int (db, 0, out_n, error,
                        "SELECT count (*) FROM broadcast_person AS p INDEXED BY broadcast_person_resident CROSS JOIN delivery AS d ON d.id = p.delivery "
                        "WHERE p.resident IN " SAME_PERSON " AND d.state_at >= :since AND d.kind NOT IN ('correction', 'broadcast-test') "
                                                           "AND d.state IN ('attempting', 'unknown', 'accepted', 'delivered', 'check', 'exported')",
                        ":resident", MH_INT (resident), ":since", MH_INT (since), NULL);
}

/* To the person, or by the contact: to whoever has it now, under each entry that one has had. */
#define SAID_BY "d.id <> :delivery AND d.contact = :contact AND d.body = :body AND d.state IN " LEFT
static const char said[] =
  "SELECT d.id FROM broadcast_person AS p JOIN delivery AS d ON d.id = p.delivery AND d.id <> :delivery "
  "  AND (d.state = 'by-hand' OR d.state IN " LEFT ") WHERE p.broadcast = :broadcast AND p.resident IN " SAME_PERSON " "
                                                                                                                     "UNION ALL SELECT d.id FROM contact_link AS l JOIN broadcast_person AS p ON p.broadcast = :broadcast AND p.resident = l.resident "
                                                                                                                     "  JOIN delivery AS d ON d.id = p.delivery AND " SAID_BY " WHERE l.contact = :contact "
                                                                                                                                                                              "UNION ALL SELECT d.id FROM contact_link AS l CROSS JOIN resident AS r ON r.merged_into = l.resident "
                                                                                                                                                                              "  CROSS JOIN broadcast_person AS p ON p.broadcast = :broadcast AND p.resident = r.id "
                                                                                                                                                                              "  CROSS JOIN delivery AS d ON d.id = p.delivery AND " SAID_BY " WHERE l.contact = :contact LIMIT 1";

/**
 * mh_broadcast_delivery_table_find_said:
 * @db: a connection
 * @delivery: a message of a broadcast that would leave
 * @resident: to whom, not an entry that became one with another
 * @contact: by which contact, 0 = others who have it do not matter
 * @body: in which words
 * @out_other: (out): another message of the broadcast that the person has, may have or is to be told, or that says the same by @contact;
 *   0 = none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_broadcast_delivery_table_find_said (MhDb             *db,
                                       const MhDelivery *delivery,
                                       gint64            resident,
                                       gint64            contact,
                                       const char       *body,
                                       gint64           *out_other,
                                       GError          **error)
{
  return mh_db_get_int (db, 0, out_other, error, said,
                        ":delivery", MH_INT (delivery->id), ":broadcast", MH_INT (delivery->broadcast), ":resident", MH_INT (resident),
                        ":contact", MH_ID (contact), ":body", MH_TEXT (body), NULL);
}

/**
 * mh_broadcast_delivery_table_is_corrected:
 * @db: a connection
 * @broadcast: a broadcast
 * @out_corrected: (out): whether a correction of it has been begun and not given up
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_broadcast_delivery_table_is_corrected (MhDb     *db,
                                          gint64    broadcast,
                                          gboolean *out_corrected,
                                          GError  **error)
{
  gint64 n = 0;

  if (!mh_db_get_int (db, 0, &n, error, "SELECT count (*) FROM broadcast WHERE of = :broadcast AND kind = 'correction' AND state <> 'withdrawn'",
                      ":broadcast", MH_INT (broadcast), NULL))
    return FALSE;

  *out_corrected = n > 0;

  return TRUE;
}

/**
 * mh_broadcast_delivery_table_list_woken:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): broadcasts that are done and of which a message is due again: the carrier has told later that
 *   it did not arrive
 */
GArray *
mh_broadcast_delivery_table_list_woken (MhDb    *db,
                                        GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT DISTINCT b.id FROM delivery AS d JOIN broadcast AS b ON b.id = d.broadcast AND b.state = 'done' "
                                         "WHERE d.state IN ('held', 'due')", NULL);

  return read_ids (rows, error);
}

/**
 * mh_broadcast_delivery_table_count_line:
 * @db: a connection
 * @since: ms since 1970 UTC
 * @out_n: (out): how many messages of any kind LINE has taken since then
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_broadcast_delivery_table_count_line (MhDb    *db,
                                        gint64   since,
                                        gint64  *out_n,
                                        GError **error)
{
  return mh_db_get_int (db, 0, out_n, error,
                        "SELECT count (*) FROM delivery AS d JOIN contact ON contact.id = d.contact AND contact.kind = 'line' "
                        "WHERE d.state IN ('attempting', 'unknown', 'accepted', 'delivered', 'check') AND d.state_at >= :since",
                        ":since", MH_INT (since), NULL);
}

/**
 * mh_broadcast_delivery_table_list_same:
 * @db: a connection
 * @broadcast: a broadcast
 * @text: its text
 * @since: ms since 1970 UTC
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): who has, may have or will get the same by another broadcast that was held since then
 */
GArray *
mh_broadcast_delivery_table_list_same (MhDb       *db,
                                       gint64      broadcast,
                                       const char *text,
                                       gint64      since,
                                       GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT DISTINCT p.resident FROM broadcast AS b JOIN broadcast_person AS p ON p.broadcast = b.id "
                                         "JOIN delivery AS d ON d.id = p.delivery AND d.state <> 'withdrawn' "
                                         "WHERE b.id <> :broadcast AND b.kind <> 'test' AND b.text = :text AND b.held_at >= :since ORDER BY p.resident",
                                         ":broadcast", MH_INT (broadcast), ":text", MH_TEXT (text), ":since", MH_INT (since), NULL);

  return read_ids (rows, error);
}

/**
 * mh_broadcast_delivery_table_next:
 * @db: a connection
 * @out_at: (out): ms since 1970 UTC; 1 when it is overdue, 0 when nothing is pending
 * @error: return location
 *
 * When a broadcast wants something of the clock: the end of a countdown, what comes after the slow start, the end, or a message that came back
 * after a stop.
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_broadcast_delivery_table_next (MhDb    *db,
                                  gint64  *out_at,
                                  GError **error)
{
  return mh_db_get_int (db, 0, out_at, error,
                        "SELECT coalesce (min (at), 0) FROM ("
                        "  SELECT min (hold_until) AS at FROM broadcast WHERE state = 'held' "
                        "  UNION ALL SELECT min (rest_at) FROM broadcast AS b WHERE state = 'running' AND " ANY_OF ("('held')")
                        "  UNION ALL SELECT 1 FROM broadcast AS b WHERE state = 'running' "
                        "    AND NOT " ANY_OF ("('held', 'due', 'attempting', 'unknown')")
                        "    AND NOT EXISTS (SELECT 1 FROM delivery AS d INDEXED BY delivery_state "
                        "      WHERE d.state = 'check' AND d.reason = 'restored' AND d.broadcast = b.id) "
                        "  UNION ALL SELECT 1 WHERE EXISTS (SELECT 1 FROM delivery AS d INDEXED BY delivery_state "
                        "    WHERE d.state IN ('held', 'due') AND d.broadcast IN (SELECT id FROM broadcast WHERE state IN ('stopped', 'withdrawn', 'done'))) "
                        "  UNION ALL SELECT 1 WHERE EXISTS (SELECT 1 FROM delivery AS d INDEXED BY delivery_state "
                        "    WHERE d.state = 'by-hand' AND d.broadcast IN (SELECT id FROM broadcast WHERE state IN ('stopped', 'withdrawn'))))", NULL);
}

/**
 * mh_broadcast_delivery_table_list_single:
 * @db: a connection
 * @deliveries: messages of broadcasts, as mh_id_set_make() makes them
 * @since: ms since 1970 UTC
 * @error: return location
 *
 * Those that are due and speak for nobody but the person to whom they are written, where that person was never another entry, has no measure of
 * protection, not even one that is over, and no contact that was refused for this message. What has left for the person since @since by other
 * messages is counted as mh_broadcast_delivery_table_count_day() does, with what may leave yet.
 *
 * Returns: (transfer full) (element-type MhBroadcastSingle): them
 */
GArray *
mh_broadcast_delivery_table_list_single (MhDb       *db,
                                         const char *deliveries,
                                         gint64      since,
                                         GError    **error)
{
  static const char sql[] =
    "SELECT d.id, d.resident, (SELECT count (*) FROM broadcast_person AS q INDEXED BY broadcast_person_resident "
    "  CROSS JOIN delivery AS o ON o.id = q.delivery AND o.id <> d.id WHERE q.resident = d.resident "
    "    AND (o.state_at >= :since OR o.state IN ('held', 'due'))) "
    "FROM " MH_ID_SET "delivery AS d ON d.id = who.value CROSS JOIN resident AS r ON r.id = d.resident "
                      "WHERE d.state = 'due' AND r.merged_into IS NULL "
                      "AND (SELECT count (*) = 1 AND min (p.resident) = d.resident FROM broadcast_person AS p WHERE p.delivery = d.id) "
                      "AND NOT EXISTS (SELECT 1 FROM resident AS m WHERE m.merged_into = d.resident) "
                      "AND NOT EXISTS (SELECT 1 FROM protection AS c WHERE c.resident = d.resident) "
                      "AND NOT EXISTS (SELECT 1 FROM refused_contact AS f WHERE f.delivery = d.id)";
  g_autoptr (GArray) singles = g_array_new (FALSE, FALSE, sizeof (MhBroadcastSingle));
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":ids", MH_TEXT (deliveries), ":since", MH_INT (since), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhBroadcastSingle single = { mh_rows_int (rows, 0), mh_rows_int (rows, 1), mh_rows_int (rows, 2) };

    g_array_append_val (singles, single);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&singles) : NULL;
}

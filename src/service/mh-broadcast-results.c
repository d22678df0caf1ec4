/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-results"

#include "mh-broadcast.h"

/* In the order in which they are told. */
static const char * const states[] = {
  "held", "due", "attempting", "unknown", "check", "accepted", "delivered", "undelivered", "exported", "by-hand", "by-hand-done", "withdrawn",
  "left-out", NULL
};

static void
count_free (MhBroadcastCount *count)
{
  g_free (count->state);
  g_free (count);
}

/**
 * mh_broadcast_result_free:
 * @result: what became of one person
 */
void
mh_broadcast_result_free (MhBroadcastResult *result)
{
  g_free (result->state);
  g_free (result->reason);
  g_free (result->channel);
  g_free (result);
}

/**
 * mh_broadcast_results_page:
 * @desk: the desk
 * @broadcast: a broadcast that was held
 * @state: (nullable): only those who stand there: a delivery's state, or "left-out"
 * @offset: from which one on, from 0
 * @limit: how many at the most, -1: all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBroadcastResult): whom it named, each once, in the order of the register
 */
GPtrArray *
mh_broadcast_results_page (const MhDesk *desk,
                           gint64        broadcast,
                           const char   *state,
                           gint64        offset,
                           gint64        limit,
                           GError      **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_broadcast_result_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error,
                      "SELECT p.resident, d.id, coalesce (d.state, 'left-out'), CASE WHEN d.id IS NULL THEN p.reason ELSE d.reason END, "
                      "  contact.kind, coalesce (d.state_at, b.held_at) "
                      "FROM broadcast_person AS p JOIN broadcast AS b ON b.id = p.broadcast LEFT JOIN delivery AS d ON d.id = p.delivery "
                      "LEFT JOIN contact ON contact.id = d.contact LEFT JOIN resident_place AS place ON place.resident = p.resident "
                      "WHERE p.broadcast = :broadcast AND (:state IS NULL OR coalesce (d.state, 'left-out') = :state) "
                      "ORDER BY place.place, p.resident LIMIT :limit OFFSET :offset",
                      ":broadcast", MH_INT (broadcast), ":state", MH_TEXT (state), ":limit", MH_INT (limit), ":offset", MH_INT (offset), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhBroadcastResult *result = g_new0 (MhBroadcastResult, 1);

    result->resident = mh_rows_int (rows, 0);
    result->delivery = mh_rows_int (rows, 1);
    result->state = mh_rows_dup_text (rows, 2);
    result->reason = mh_rows_dup_text (rows, 3);
    result->channel = mh_rows_dup_text (rows, 4);
    result->at = mh_rows_int (rows, 5);
    g_ptr_array_add (results, result);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&results) : NULL;
}

/**
 * mh_broadcast_results:
 * @desk: the desk
 * @broadcast: a broadcast that was held
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBroadcastResult): everybody whom it named, each once, in the order of the register
 */
GPtrArray *
mh_broadcast_results (const MhDesk *desk,
                      gint64        broadcast,
                      GError      **error)
{
  return mh_broadcast_results_page (desk, broadcast, NULL, 0, -1, error);
}

/**
 * mh_broadcast_results_count:
 * @desk: the desk
 * @broadcast: a broadcast that was held
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBroadcastCount): people by where they stand
 */
GPtrArray *
mh_broadcast_results_count (const MhDesk *desk,
                            gint64        broadcast,
                            GError      **error)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func ((GDestroyNotify) count_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error,
                      "SELECT coalesce (d.state, 'left-out'), count (*) FROM broadcast_person AS p LEFT JOIN delivery AS d ON d.id = p.delivery "
                      "WHERE p.broadcast = :broadcast GROUP BY 1 ORDER BY 1", ":broadcast", MH_INT (broadcast), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhBroadcastCount *count = g_new0 (MhBroadcastCount, 1);

    count->state = mh_rows_dup_text (rows, 0);
    count->n_people = (guint) mh_rows_int (rows, 1);
    g_ptr_array_add (counts, count);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&counts) : NULL;
}

/**
 * mh_broadcast_results_states:
 *
 * Returns: (transfer none) (array zero-terminated=1): where somebody may stand, in the order in which it is told
 */
const char * const *
mh_broadcast_results_states (void)
{
  return states;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-round-table"

#include "mh-round-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define SELECT_ROUND \
  "SELECT id, programme, slot, freed, mode, parallel, reply_minutes, opened_at, state, " \
  "  (SELECT count (*) FROM seat_hold WHERE seat_hold.round = refill_round.id), " \
  "  places, closed_at " \
  "FROM refill_round "

/**
 * mh_round_free:
 * @round: a round
 */
void
mh_round_free (MhRound *round)
{
  g_free (round->mode);
  g_free (round->state);
  g_free (round);
}

/**
 * mh_decision_free:
 * @decision: a decision
 */
void
mh_decision_free (MhDecision *decision)
{
  g_free (decision->reason);
  g_free (decision);
}

static MhRound *
read_round (MhRows *rows)
{
  MhRound *round = g_new0 (MhRound, 1);

  round->id = mh_rows_int (rows, 0);
  round->programme = mh_rows_int (rows, 1);
  round->slot = mh_rows_int (rows, 2);
  round->freed = mh_rows_int (rows, 3);
  round->mode = mh_rows_dup_text (rows, 4);
  round->parallel = (int) mh_rows_int (rows, 5);
  round->reply_minutes = (int) mh_rows_int (rows, 6);
  round->opened_at = mh_rows_int (rows, 7);
  round->state = mh_rows_dup_text (rows, 8);
  round->n_places = (int) mh_rows_int (rows, 9);
  round->places = (int) mh_rows_int (rows, 10);
  round->closed_at = mh_rows_int (rows, 11);

  return round;
}

static GPtrArray *
read_rounds (MhRows  *rows,
             GError **error)
{
  g_autoptr (GPtrArray) rounds = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_round_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (rounds, read_round (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&rounds) : NULL;
}

/**
 * mh_round_table_insert:
 * @db: a connection inside an act
 * @round: what to write; id, state, n_places and closed_at are not looked at
 * @error: return location
 *
 * Returns: the id of a new open round that holds no place yet, 0 with @error set
 */
gint64
mh_round_table_insert (MhDb          *db,
                       const MhRound *round,
                       GError       **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO refill_round (programme, slot, freed, mode, parallel, reply_minutes, opened_at, places) "
                  "VALUES (:programme, :slot, :freed, :mode, :parallel, :reply_minutes, :opened_at, :places)",
                  ":programme", MH_INT (round->programme),
                  ":slot", MH_INT (round->slot),
                  ":freed", MH_ID (round->freed),
                  ":mode", MH_TEXT (round->mode),
                  ":parallel", MH_INT (round->parallel),
                  ":reply_minutes", MH_INT (round->reply_minutes),
                  ":opened_at", MH_INT (round->opened_at),
                  ":places", MH_INT (round->places),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_round_table_end:
 * @db: a connection inside an act
 * @id: a round
 * @state: "filled", "closed"
 * @at: ms since 1970 UTC
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_round_table_end (MhDb       *db,
                    gint64      id,
                    const char *state,
                    gint64      at,
                    GError    **error)
{
  return mh_db_run (db, error, "UPDATE refill_round SET state = :state, closed_at = :at WHERE id = :id",
                    ":state", MH_TEXT (state), ":at", MH_INT (at), ":id", MH_INT (id), NULL);
}

/**
 * mh_round_table_get:
 * @db: a connection
 * @id: a round
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the round in any state
 */
MhRound *
mh_round_table_get (MhDb    *db,
                    gint64   id,
                    GError **error)
{
  g_autoptr (GPtrArray) rounds = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_ROUND "WHERE id = :id", ":id", MH_INT (id), NULL);

  rounds = read_rounds (rows, error);
  if (rounds == NULL)
    return NULL;

  if (rounds->len == 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no refill %lld."), (long long) id);
    return NULL;
  }

  return g_ptr_array_steal_index (rounds, 0);
}

/**
 * mh_round_table_list_open:
 * @db: a connection
 * @programme: of which programme, 0: of all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhRound): the open rounds, oldest first
 */
GPtrArray *
mh_round_table_list_open (MhDb    *db,
                          gint64   programme,
                          GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_ROUND "WHERE state = 'open' AND (:programme IS NULL OR programme = :programme) ORDER BY id",
                                         ":programme", MH_ID (programme), NULL);

  return read_rounds (rows, error);
}

/**
 * mh_decision_table_insert:
 * @db: a connection inside an act
 * @decision: what was decided about one unit in one step of a round
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_decision_table_insert (MhDb             *db,
                          const MhDecision *decision,
                          GError          **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO plan_decision (round, step, position, unit, reason, resident) "
                    "VALUES (:round, :step, :position, :unit, :reason, :resident)",
                    ":round", MH_INT (decision->round),
                    ":step", MH_INT (decision->step),
                    ":position", MH_INT (decision->position),
                    ":unit", MH_INT (decision->unit),
                    ":reason", MH_TEXT (decision->reason),
                    ":resident", MH_ID (decision->resident),
                    NULL);
}

/**
 * mh_decision_table_last_step:
 * @db: a connection
 * @round: a round
 * @out_step: (out): the number of its last step, 0 when there was none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_decision_table_last_step (MhDb    *db,
                             gint64   round,
                             gint64  *out_step,
                             GError **error)
{
  return mh_db_get_int (db, 0, out_step, error, "SELECT coalesce (max (step), 0) FROM plan_decision WHERE round = :round",
                        ":round", MH_INT (round), NULL);
}

/**
 * mh_decision_table_list:
 * @db: a connection
 * @round: a round
 * @step: 1 or more, 0 for the last
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhDecision): one for each unit that waited then, in list order
 */
GPtrArray *
mh_decision_table_list (MhDb    *db,
                        gint64   round,
                        int      step,
                        GError **error)
{
  g_autoptr (GPtrArray) decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_decision_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      "SELECT round, step, position, unit, reason, resident FROM plan_decision WHERE round = :round "
                      "  AND step = coalesce (:step, (SELECT max (step) FROM plan_decision WHERE round = :round)) "
                      "ORDER BY position",
                      ":round", MH_INT (round), ":step", MH_ID (step), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhDecision *decision = g_new0 (MhDecision, 1);

    decision->round = mh_rows_int (rows, 0);
    decision->step = (int) mh_rows_int (rows, 1);
    decision->position = (int) mh_rows_int (rows, 2);
    decision->unit = mh_rows_int (rows, 3);
    decision->reason = mh_rows_dup_text (rows, 4);
    decision->resident = mh_rows_int (rows, 5);
    g_ptr_array_add (decisions, decision);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&decisions) : NULL;
}

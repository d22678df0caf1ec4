/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-offer-table"

#include "mh-offer-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define SELECT_OFFER \
  "SELECT offer.id, offer.round, offer.unit, refill_round.slot, refill_round.programme, offer.state, offer.opened_at, " \
  "  offer.deadline_at, offer.answered_at " \
  "FROM offer JOIN refill_round ON refill_round.id = offer.round "

/**
 * mh_offer_free:
 * @offer: an offer
 */
void
mh_offer_free (MhOffer *offer)
{
  g_free (offer->state);
  g_free (offer);
}

static MhOffer *
read_offer (MhRows *rows)
{
  MhOffer *offer = g_new0 (MhOffer, 1);

  offer->id = mh_rows_int (rows, 0);
  offer->round = mh_rows_int (rows, 1);
  offer->unit = mh_rows_int (rows, 2);
  offer->slot = mh_rows_int (rows, 3);
  offer->programme = mh_rows_int (rows, 4);
  offer->state = mh_rows_dup_text (rows, 5);
  offer->opened_at = mh_rows_int (rows, 6);
  offer->deadline_at = mh_rows_int (rows, 7);
  offer->answered_at = mh_rows_int (rows, 8);

  return offer;
}

static GPtrArray *
read_offers (MhRows  *rows,
             GError **error)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_offer_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (offers, read_offer (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&offers) : NULL;
}

/**
 * mh_offer_table_insert:
 * @db: a connection inside an act
 * @offer: round, unit, opened_at and deadline_at
 * @error: return location; MH_ERROR_CONFLICT when the unit has an open offer already
 *
 * Returns: the id of a new open offer, 0 with @error set
 */
gint64
mh_offer_table_insert (MhDb          *db,
                       const MhOffer *offer,
                       GError       **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO offer (round, unit, opened_at, deadline_at) VALUES (:round, :unit, :opened_at, :deadline_at)",
                  ":round", MH_INT (offer->round),
                  ":unit", MH_INT (offer->unit),
                  ":opened_at", MH_INT (offer->opened_at),
                  ":deadline_at", MH_INT (offer->deadline_at),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_offer_table_answer:
 * @db: a connection inside an act
 * @id: an offer
 * @state: "accepted", "declined", "expired", "lost"
 * @at: ms since 1970 UTC
 * @error: return location; MH_ERROR_CONFLICT when the offer is no longer open
 *
 * Returns: whether this call closed the offer
 */
gboolean
mh_offer_table_answer (MhDb       *db,
                       gint64      id,
                       const char *state,
                       gint64      at,
                       GError    **error)
{
  /* Never before it began, also where the clock was put right in between. */
  if (!mh_db_run (db, error, "UPDATE offer SET state = :state, answered_at = max (:at, opened_at) WHERE id = :id AND state = 'open'",
                  ":state", MH_TEXT (state), ":at", MH_INT (at), ":id", MH_INT (id), NULL))
    return FALSE;

  if (mh_db_changes (db) == 1)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("This offer has already been answered or has ended."));

  return FALSE;
}

/**
 * mh_offer_table_set_deadline:
 * @db: a connection inside an act
 * @id: an offer
 * @deadline_at: ms since 1970 UTC
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_offer_table_set_deadline (MhDb    *db,
                             gint64   id,
                             gint64   deadline_at,
                             GError **error)
{
  return mh_db_run (db, error, "UPDATE offer SET deadline_at = :deadline_at WHERE id = :id AND state = 'open'",
                    ":deadline_at", MH_INT (deadline_at), ":id", MH_INT (id), NULL);
}

/**
 * mh_offer_table_get:
 * @db: a connection
 * @id: an offer
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the offer in any state
 */
MhOffer *
mh_offer_table_get (MhDb    *db,
                    gint64   id,
                    GError **error)
{
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_OFFER "WHERE offer.id = :id", ":id", MH_INT (id), NULL);

  offers = read_offers (rows, error);
  if (offers == NULL)
    return NULL;

  if (offers->len == 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no offer %lld."), (long long) id);
    return NULL;
  }

  return g_ptr_array_steal_index (offers, 0);
}

/**
 * mh_offer_table_list:
 * @db: a connection
 * @round: 0 for all rounds
 * @state: (nullable): %NULL for all states
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhOffer): offers, oldest first
 */
GPtrArray *
mh_offer_table_list (MhDb       *db,
                     gint64      round,
                     const char *state,
                     GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_OFFER
                                         "WHERE (:round IS NULL OR offer.round = :round) AND (:state IS NULL OR offer.state = :state) "
                                         "ORDER BY offer.id",
                                         ":round", MH_ID (round), ":state", MH_TEXT (state), NULL);

  return read_offers (rows, error);
}

/**
 * mh_offer_table_list_asked:
 * @db: a connection
 * @programme: a programme
 * @round: a round of it, or 0 for open offers of any
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): ids of the units that wait and have an open offer, or that had one of @round which has
 *   ended; %NULL with @error set
 */
GHashTable *
mh_offer_table_list_asked (MhDb    *db,
                           gint64   programme,
                           gint64   round,
                           GError **error)
{
  static const char open[] =
    "SELECT o.unit FROM waiting_unit AS u CROSS JOIN offer AS o ON o.unit = u.id AND o.state = 'open' "
    "WHERE u.programme = :programme AND u.state = 'waiting' AND :round = 0";
  static const char ended[] =
    "SELECT o.unit FROM offer AS o CROSS JOIN waiting_unit AS u ON u.id = o.unit "
    "WHERE o.round = :round AND o.state NOT IN ('open', 'undone') AND u.programme = :programme AND u.state = 'waiting'";
  g_autoptr (GHashTable) units = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (MhRows) rows = mh_db_query (db, error, round == 0 ? open : ended,
                                         ":programme", MH_INT (programme), ":round", MH_INT (round), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 unit = mh_rows_int (rows, 0);

    g_hash_table_add (units, g_memdup2 (&unit, sizeof unit));
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&units) : NULL;
}

/**
 * mh_offer_table_list_lapsed:
 * @db: a connection
 * @now: ms since 1970 UTC
 * @today: the day of @now, ISO
 * @minutes: the minute of the day of @now
 * @error: return location
 *
 * An offer whose message is still in the house does not lapse: nobody can have answered it. Once the slot itself has begun, it does.
 *
 * Returns: (transfer full) (element-type MhOffer): open offers whose time is over
 */
GPtrArray *
mh_offer_table_list_lapsed (MhDb       *db,
                            gint64      now,
                            const char *today,
                            int         minutes,
                            GError    **error)
{
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      SELECT_OFFER
                      "JOIN slot ON slot.id = refill_round.slot JOIN session ON session.id = slot.session "
                      "WHERE offer.state = 'open' AND "
                      "  ((offer.deadline_at <= :now AND NOT EXISTS "
                      "     (SELECT 1 FROM delivery WHERE delivery.offer = offer.id AND delivery.kind = 'offer' "
                      "        AND delivery.state IN ('held', 'due', 'attempting'))) "
                      "   OR session.date < :today OR (session.date = :today AND slot.start_min <= :minutes)) "
                      "ORDER BY offer.deadline_at, offer.id",
                      ":now", MH_INT (now), ":today", MH_TEXT (today), ":minutes", MH_INT (minutes), NULL);

  return read_offers (rows, error);
}

/**
 * mh_offer_table_find_open:
 * @db: a connection
 * @unit: a waiting unit
 * @out_offer: (out): its open offer, 0 when it has none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_offer_table_find_open (MhDb    *db,
                          gint64   unit,
                          gint64  *out_offer,
                          GError **error)
{
  return mh_db_get_int (db, 0, out_offer, error, "SELECT id FROM offer WHERE unit = :unit AND state = 'open'",
                        ":unit", MH_INT (unit), NULL);
}

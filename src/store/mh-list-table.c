/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-list-table"

#include "mh-list-table.h"

#include "mh-rows-date.h"
#include "mh-waiting-table.h"

/* Columns that read_row() takes, in its order; what a list does not have is NULL. */
#define PLACE_COLUMNS "programme.name, session.date, session.venue, slot.start_min"
#define JOIN_PLACE \
  "JOIN slot ON slot.id = booking.slot JOIN session ON session.id = slot.session JOIN programme ON programme.id = booking.programme "
#define WHERE_PLACE \
  "(:programme IS NULL OR session.programme = :programme) AND (:session IS NULL OR session.id = :session) " \
  "AND (:from IS NULL OR session.date >= :from) AND (:to IS NULL OR session.date <= :to) "

/* What became of it at the reception tells more than that it was booked or missed. */
#define SELECT_BOOKING \
  "SELECT booking.resident, booking.id, " PLACE_COLUMNS ", seat_hold.number, booking.dose, " \
                                                        "  CASE WHEN booking.state IN ('active', 'missed') THEN coalesce (visit.state, booking.state) ELSE booking.state END, " \
                                                        "  NULL, NULL, NULL, booking.via, booking.proxy_name, booking.proxy_relation, NULL, NULL, booking.made_at, NULL, NULL, lot.number " \
                                                        "FROM booking " JOIN_PLACE "LEFT JOIN seat_hold ON seat_hold.booking = booking.id " \
                                                                                   "LEFT JOIN visit ON visit.booking = booking.id LEFT JOIN lot ON lot.id = visit.lot AND booking.state <> 'undone' "
#define ORDER_BOOKING "ORDER BY session.date, session.venue, session.id, slot.start_min, seat_hold.number, booking.id"

/**
 * mh_list_row_new:
 * @resident: whom the line is about
 *
 * Returns: (transfer full): a line that says nothing else
 */
MhListRow *
mh_list_row_new (gint64 resident)
{
  MhListRow *row = g_new0 (MhListRow, 1);

  row->resident = resident;
  row->start_min = -1;

  return row;
}

/**
 * mh_list_row_free:
 * @row: (nullable): a line
 */
void
mh_list_row_free (MhListRow *row)
{
  if (row == NULL)
    return;

  g_free (row->programme);
  g_free (row->venue);
  g_free (row->state);
  g_free (row->kind);
  g_free (row->channel);
  g_free (row->reason);
  g_free (row->via);
  g_free (row->proxy_name);
  g_free (row->proxy_relation);
  g_free (row->wish);
  g_free (row->lot);
  g_free (row);
}

static MhListRow *
read_row (MhRows *rows)
{
  MhListRow *row = mh_list_row_new (mh_rows_int (rows, 0));

  row->booking = mh_rows_int (rows, 1);
  row->programme = mh_rows_dup_text (rows, 2);
  row->date = mh_rows_date (rows, 3);
  row->venue = mh_rows_dup_text (rows, 4);
  row->start_min = mh_rows_is_null (rows, 5) ? -1 : (int) mh_rows_int (rows, 5);
  row->place = (int) mh_rows_int (rows, 6);
  row->dose = (int) mh_rows_int (rows, 7);
  row->state = mh_rows_dup_text (rows, 8);
  row->kind = mh_rows_dup_text (rows, 9);
  row->channel = mh_rows_dup_text (rows, 10);
  row->reason = mh_rows_dup_text (rows, 11);
  row->via = mh_rows_dup_text (rows, 12);
  row->proxy_name = mh_rows_dup_text (rows, 13);
  row->proxy_relation = mh_rows_dup_text (rows, 14);
  row->wish = mh_rows_dup_text (rows, 15);
  row->unit = mh_rows_int (rows, 16);
  row->at = mh_rows_int (rows, 17);
  row->deadline_at = mh_rows_int (rows, 18);
  row->answered_at = mh_rows_int (rows, 19);
  row->lot = mh_rows_dup_text (rows, 20);

  return row;
}

static GPtrArray *
read_rows (MhRows  *rows,
           GError **error)
{
  g_autoptr (MhRows) owned = rows;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_list_row_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (list, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

static GPtrArray *
list_places (MhDb               *db,
             const MhListFilter *filter,
             const char         *sql,
             GError            **error)
{
  g_autofree char *from = mh_date_to_iso (filter->from);
  g_autofree char *to = mh_date_to_iso (filter->to);

  return read_rows (mh_db_query (db, error, sql, ":programme", MH_ID (filter->programme), ":session", MH_ID (filter->session),
                                 ":from", MH_TEXT (from), ":to", MH_TEXT (to), NULL), error);
}

/**
 * mh_list_table_bookings:
 * @db: a connection
 * @filter: which ones
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhListRow): who holds a place, or %NULL
 */
GPtrArray *
mh_list_table_bookings (MhDb               *db,
                        const MhListFilter *filter,
                        GError            **error)
{
  return list_places (db, filter, SELECT_BOOKING "WHERE booking.state = 'active' AND " WHERE_PLACE ORDER_BOOKING, error);
}

/**
 * mh_list_table_waiting:
 * @db: a connection
 * @filter: of which programme
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhListRow): who waits, a line for each person of each unit, or %NULL
 */
GPtrArray *
mh_list_table_waiting (MhDb               *db,
                       const MhListFilter *filter,
                       GError            **error)
{
  static const char sql[] =
    "SELECT waiting_member.resident, NULL, programme.name, NULL, NULL, NULL, NULL, waiting_member.dose, unit.state, NULL, NULL, "
    "  NULL, NULL, NULL, NULL, unit.wish, unit.id, unit.registered_at, NULL, NULL, NULL "
    "FROM waiting_unit AS unit JOIN waiting_member ON waiting_member.unit = unit.id "
    "JOIN programme ON programme.id = unit.programme "
    "WHERE unit.state = 'waiting' AND (:programme IS NULL OR unit.programme = :programme) "
    "ORDER BY programme.id, " MH_WAITING_ORDER ", waiting_member.id";

  return read_rows (mh_db_query (db, error, sql, ":programme", MH_ID (filter->programme), NULL), error);
}

/**
 * mh_list_table_offers:
 * @db: a connection
 * @filter: of which places
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhListRow): offers of free places, a line for each person, or %NULL
 */
GPtrArray *
mh_list_table_offers (MhDb               *db,
                      const MhListFilter *filter,
                      GError            **error)
{
  return list_places (db, filter,
                      "SELECT waiting_member.resident, NULL, " PLACE_COLUMNS ", NULL, waiting_member.dose, offer.state, NULL, NULL, NULL, "
                                                                             "  NULL, NULL, NULL, NULL, offer.unit, offer.opened_at, offer.deadline_at, offer.answered_at, NULL "
                                                                             "FROM offer JOIN waiting_member ON waiting_member.unit = offer.unit "
                                                                             "JOIN refill_round ON refill_round.id = offer.round JOIN slot ON slot.id = refill_round.slot "
                                                                             "JOIN session ON session.id = slot.session JOIN programme ON programme.id = refill_round.programme "
                                                                             "WHERE offer.state <> 'undone' AND " WHERE_PLACE
                      "ORDER BY offer.opened_at DESC, offer.id DESC, waiting_member.id", error);
}

/* A unit is named once for each reason in a refill, not once for each time that it was looked at; and not for having been asked before. A step has
 * the time of the offers it made. */
#define SELECT_REFILLS \
  "WITH looked AS (SELECT round, step, position, unit, reason, lag (reason) OVER (PARTITION BY round, unit ORDER BY step) AS earlier FROM plan_decision) " \
  "SELECT member.resident, NULL, " PLACE_COLUMNS ", looked.position, member.dose, offer.state, " \
                                                 "  CASE looked.reason WHEN 'chosen' THEN 'offered' ELSE 'passed-over' END, " \
                                                 "  CASE WHEN told.state IN ('by-hand', 'by-hand-done') THEN 'by-hand' WHEN told.state IN ('held', 'due', 'withdrawn') THEN NULL ELSE contact.kind END, " \
                                                 "  looked.reason, NULL, NULL, NULL, NULL, looked.unit, " \
                                                 "  coalesce (offer.opened_at, CASE looked.step WHEN 1 THEN refill_round.opened_at ELSE " \
                                                 "    (SELECT min (o.opened_at) FROM offer AS o JOIN looked AS l ON l.round = o.round AND l.unit = o.unit AND l.reason = 'chosen' " \
                                                 "       WHERE l.round = looked.round AND l.step = looked.step) END, refill_round.closed_at), " \
                                                 "  offer.deadline_at, offer.answered_at, NULL, looked.round " \
                                                 "FROM looked JOIN refill_round ON refill_round.id = looked.round AND refill_round.state <> 'undone' " \
                                                 "JOIN slot ON slot.id = refill_round.slot JOIN session ON session.id = slot.session JOIN programme ON programme.id = refill_round.programme " \
                                                 "JOIN waiting_member AS member ON member.unit = looked.unit " \
                                                 "LEFT JOIN offer ON offer.round = looked.round AND offer.unit = looked.unit AND offer.state <> 'undone' AND looked.reason = 'chosen' " \
                                                 "LEFT JOIN delivery AS told ON told.id = (SELECT max (id) FROM delivery WHERE delivery.offer = offer.id AND kind = 'offer') " \
                                                 "LEFT JOIN contact ON contact.id = told.contact " \
                                                 "WHERE looked.reason IS NOT looked.earlier AND (looked.reason <> 'chosen' OR offer.id IS NOT NULL) " \
                                                 "AND NOT (looked.reason IN ('has-offer', 'already-answered') AND EXISTS " \
                                                 "  (SELECT 1 FROM offer AS own WHERE own.round = looked.round AND own.unit = looked.unit AND own.state <> 'undone')) AND " WHERE_PLACE \
  "ORDER BY session.date, slot.start_min, session.venue, looked.round, looked.step, looked.position, member.id"

/**
 * mh_list_table_refills:
 * @db: a connection
 * @filter: which places
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhListRow): who was offered what when, and who was passed over why, or %NULL
 */
GPtrArray *
mh_list_table_refills (MhDb               *db,
                       const MhListFilter *filter,
                       GError            **error)
{
  g_autofree char *from = mh_date_to_iso (filter->from);
  g_autofree char *to = mh_date_to_iso (filter->to);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_list_row_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_REFILLS, ":programme", MH_ID (filter->programme),
                                         ":session", MH_ID (filter->session), ":from", MH_TEXT (from), ":to", MH_TEXT (to), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhListRow *row = read_row (rows);

    row->round = mh_rows_int (rows, 21);
    g_ptr_array_add (list, row);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}

/* A message is about a booking, or about the place that an offer is of. */
#define SELECT_DELIVERY \
  "SELECT delivery.resident, delivery.booking, " PLACE_COLUMNS ", NULL, NULL, delivery.state, delivery.kind, contact.kind, " \
                                                               "  delivery.reason, NULL, NULL, NULL, NULL, NULL, delivery.state_at, offer.deadline_at, NULL, NULL " \
                                                               "FROM delivery LEFT JOIN contact ON contact.id = delivery.contact LEFT JOIN offer ON offer.id = delivery.offer " \
                                                               "LEFT JOIN refill_round ON refill_round.id = offer.round LEFT JOIN booking ON booking.id = delivery.booking " \
                                                               "LEFT JOIN slot ON slot.id = coalesce (booking.slot, refill_round.slot) " \
                                                               "LEFT JOIN session ON session.id = slot.session LEFT JOIN programme ON programme.id = session.programme "

/**
 * mh_list_table_deliveries:
 * @db: a connection
 * @filter: about which places
 * @by_hand: only those that wait for somebody to tell them
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhListRow): messages without their words, or %NULL
 */
GPtrArray *
mh_list_table_deliveries (MhDb               *db,
                          const MhListFilter *filter,
                          gboolean            by_hand,
                          GError            **error)
{
  if (by_hand)
    return list_places (db, filter, SELECT_DELIVERY "WHERE delivery.state = 'by-hand' AND " WHERE_PLACE
                        "ORDER BY coalesce (offer.deadline_at, delivery.state_at), delivery.id", error);

  return list_places (db, filter, SELECT_DELIVERY "WHERE " WHERE_PLACE "ORDER BY delivery.id DESC", error);
}

/**
 * mh_list_table_results:
 * @db: a connection
 * @filter: of which sessions
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhListRow): what became of each booking that was not taken back, or %NULL
 */
GPtrArray *
mh_list_table_results (MhDb               *db,
                       const MhListFilter *filter,
                       GError            **error)
{
  return list_places (db, filter, SELECT_BOOKING "WHERE booking.state <> 'undone' AND " WHERE_PLACE ORDER_BOOKING, error);
}

/**
 * mh_list_table_results_since:
 * @db: a connection
 * @filter: of which sessions
 * @last_to: up to which day the list before went
 * @last_act: the newest act that the list before knew
 * @error: return location
 *
 * A booking was in the list before when its session was not after @last_to and an act up to @last_act had made it. It is new here when it
 * was not in it, or when a later act has changed it or its session.
 *
 * Returns: (transfer full) (element-type MhListRow): what is new, or %NULL
 */
GPtrArray *
mh_list_table_results_since (MhDb               *db,
                             const MhListFilter *filter,
                             MhDate              last_to,
                             gint64              last_act,
                             GError            **error)
{
  static const char sql[] =
    SELECT_BOOKING "WHERE " WHERE_PLACE
    "AND (:last_to IS NULL OR session.date > :last_to "
    "  OR EXISTS (SELECT 1 FROM act_change WHERE tbl IN ('booking', 'visit') AND key = CAST (booking.id AS TEXT) AND act > :last_act) "
    "  OR EXISTS (SELECT 1 FROM act_change WHERE tbl = 'session' AND key = CAST (session.id AS TEXT) AND act > :last_act)) "
    "AND (booking.state <> 'undone' OR (session.date <= :last_to "
    "  AND EXISTS (SELECT 1 FROM act_change WHERE tbl = 'booking' AND key = CAST (booking.id AS TEXT) AND act <= :last_act))) "
    ORDER_BOOKING;
  g_autofree char *from = mh_date_to_iso (filter->from);
  g_autofree char *to = mh_date_to_iso (filter->to);
  g_autofree char *last = mh_date_to_iso (last_to);

  return read_rows (mh_db_query (db, error, sql, ":programme", MH_ID (filter->programme), ":session", MH_ID (filter->session),
                                 ":from", MH_TEXT (from), ":to", MH_TEXT (to), ":last_to", MH_TEXT (last),
                                 ":last_act", MH_INT (last_act), NULL), error);
}

/**
 * mh_list_mailing_free:
 * @mailing: where letters go
 */
void
mh_list_mailing_free (MhListMailing *mailing)
{
  g_free (mailing->addressee);
  g_free (mailing->postal_code);
  g_free (mailing->address);
  g_free (mailing->address_extra);
  g_free (mailing);
}

/**
 * mh_list_table_mailing:
 * @db: a connection
 * @resident: a person
 * @out_mailing: (out) (nullable): where every letter goes, %NULL where it goes to the address
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_list_table_mailing (MhDb           *db,
                       gint64          resident,
                       MhListMailing **out_mailing,
                       GError        **error)
{
  g_autoptr (MhListMailing) mailing = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT addressee, postal_code, address, address_extra FROM mailing_address "
                                         "WHERE resident = :resident AND purpose = ''", ":resident", MH_INT (resident), NULL);

  *out_mailing = NULL;
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    g_clear_pointer (&mailing, mh_list_mailing_free);
    mailing = g_new0 (MhListMailing, 1);
    mailing->addressee = mh_rows_dup_text (rows, 0);
    mailing->postal_code = mh_rows_dup_text (rows, 1);
    mailing->address = mh_rows_dup_text (rows, 2);
    mailing->address_extra = mh_rows_dup_text (rows, 3);
  }

  if (!mh_rows_end (rows, error))
    return FALSE;

  *out_mailing = g_steal_pointer (&mailing);

  return TRUE;
}

/**
 * mh_list_table_last_act:
 * @db: a connection
 * @out_act: (out): the newest act, 0 where there is none
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
mh_list_table_last_act (MhDb    *db,
                        gint64  *out_act,
                        GError **error)
{
  return mh_db_get_int (db, 0, out_act, error, "SELECT max (id) FROM act", NULL);
}

/**
 * mh_list_table_glyphs:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 utf8): what the town shows for which character, or %NULL
 */
GHashTable *
mh_list_table_glyphs (MhDb    *db,
                      GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT character, shown FROM glyph", NULL);
  g_autoptr (GHashTable) glyphs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_hash_table_insert (glyphs, mh_rows_dup_text (rows, 0), mh_rows_dup_text (rows, 1));

  return mh_rows_end (rows, error) ? g_steal_pointer (&glyphs) : NULL;
}

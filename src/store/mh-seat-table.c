/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-seat-table"

#include "mh-seat-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

/**
 * mh_seat_table_may_use_phone:
 * @via: how a booking came in
 *
 * Somebody who stands at the door is served like one at the counter; what the town gives out by itself leaves these places alone.
 *
 * Returns: whether the places kept for telephone and counter are for it, too
 */
gboolean
mh_seat_table_may_use_phone (const char *via)
{
  return g_strv_contains ((const char *[]) { "phone", "counter", "walk-in", NULL }, via);
}

/**
 * mh_seat_table_take:
 * @db: a connection inside an act
 * @slot: a slot
 * @booking: an active booking of that slot that holds no place
 * @via: how it was made, see mh_seat_table_may_use_phone(); from the session's phone_until on, compared with the time of the act, the places
 *   kept for the telephone are for everybody
 * @error: return location; MH_ERROR_CONFLICT when no place is free
 *
 * A place beyond the capacity (see seat.extra) goes last.
 *
 * Returns: the number of the place taken, 0 with @error set
 */
int
mh_seat_table_take (MhDb       *db,
                    gint64      slot,
                    gint64      booking,
                    const char *via,
                    GError    **error)
{
  static const char sql[] =
    "SELECT number FROM seat JOIN slot ON slot.id = seat.slot JOIN session ON session.id = slot.session "
    "WHERE seat.slot = :slot AND (share = 'desk' OR (share = 'phone' AND (:phone OR "
    "    phone_until <= (SELECT at FROM act WHERE id = (SELECT act FROM act_now))))) "
    "  AND NOT EXISTS (SELECT 1 FROM seat_hold WHERE seat_hold.slot = seat.slot AND seat_hold.number = seat.number) "
    "ORDER BY extra, share = CASE WHEN :phone THEN 'desk' ELSE 'phone' END, number LIMIT 1";
  gboolean phone = mh_seat_table_may_use_phone (via);
  gint64 number = 0;

  if (!mh_db_get_int (db, 0, &number, error, sql, ":slot", MH_INT (slot), ":phone", MH_INT (phone), NULL))
    return 0;

  if (number == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("There is no free place in this slot any more."));
    return 0;
  }

  if (!mh_db_run (db, error, "INSERT INTO seat_hold (slot, number, booking) VALUES (:slot, :number, :booking)",
                  ":slot", MH_INT (slot), ":number", MH_INT (number), ":booking", MH_INT (booking), NULL))
    return 0;

  return (int) number;
}

/* Runs an update that must have met exactly one row, if only by compare-and-swap. */
static gboolean
expect_one (MhDb       *db,
            gboolean    ran,
            const char *otherwise,
            GError    **error)
{
  if (!ran)
    return FALSE;

  if (mh_db_changes (db) == 1)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, otherwise);

  return FALSE;
}

/**
 * mh_seat_table_hold:
 * @db: a connection inside an act
 * @booking: the booking that gives its place up
 * @round: the refill round that holds it from now on
 * @error: return location; MH_ERROR_CONFLICT when the booking holds no place
 *
 * Returns: whether the round holds it
 */
gboolean
mh_seat_table_hold (MhDb    *db,
                    gint64   booking,
                    gint64   round,
                    GError **error)
{
  gboolean ran = mh_db_run (db, error, "UPDATE seat_hold SET booking = NULL, round = :round WHERE booking = :booking",
                            ":round", MH_INT (round), ":booking", MH_INT (booking), NULL);

  return expect_one (db, ran, _("The booking holds no place any more."), error);
}

/**
 * mh_seat_table_hold_free:
 * @db: a connection inside an act
 * @slot: a slot
 * @round: a refill round of the slot
 * @phone: whether places kept for telephone and counter may be taken, too, after the others
 * @error: return location; MH_ERROR_CONFLICT when no place is free
 *
 * Returns: whether the round holds one more place
 */
gboolean
mh_seat_table_hold_free (MhDb    *db,
                         gint64   slot,
                         gint64   round,
                         gboolean phone,
                         GError **error)
{
  gboolean ran = mh_db_run (db, error,
                            "INSERT INTO seat_hold (slot, number, round) "
                            "SELECT slot, number, :round FROM seat WHERE slot = :slot AND extra = 0 "
                            "  AND (share = 'desk' OR (share = 'phone' AND :phone)) "
                            "  AND NOT EXISTS (SELECT 1 FROM seat_hold AS h WHERE h.slot = seat.slot AND h.number = seat.number) "
                            "ORDER BY share, number LIMIT 1",
                            ":slot", MH_INT (slot), ":round", MH_INT (round), ":phone", MH_INT (phone != FALSE), NULL);

  return expect_one (db, ran, _("There is no free place in this slot any more."), error);
}

/**
 * mh_seat_table_claim:
 * @db: a connection inside an act
 * @round: an open refill round
 * @booking: an active booking of the round's slot that holds no place
 * @error: return location; MH_ERROR_CONFLICT when the round's places are all taken
 *
 * Returns: whether one of the round's places is the booking's
 */
gboolean
mh_seat_table_claim (MhDb    *db,
                     gint64   round,
                     gint64   booking,
                     GError **error)
{
  gboolean ran = mh_db_run (db, error,
                            "UPDATE seat_hold SET booking = :booking, round = NULL "
                            "WHERE round = :round AND number = (SELECT min (number) FROM seat_hold WHERE round = :round)",
                            ":booking", MH_INT (booking), ":round", MH_INT (round), NULL);

  return expect_one (db, ran, _("The place has just been taken by someone else."), error);
}

/**
 * mh_seat_table_release:
 * @db: a connection inside an act
 * @booking: a booking
 * @error: return location; MH_ERROR_CONFLICT when it holds no place
 *
 * Returns: whether its place is free
 */
gboolean
mh_seat_table_release (MhDb    *db,
                       gint64   booking,
                       GError **error)
{
  gboolean ran = mh_db_run (db, error, "DELETE FROM seat_hold WHERE booking = :booking", ":booking", MH_INT (booking), NULL);

  return expect_one (db, ran, _("The booking holds no place any more."), error);
}

/**
 * mh_seat_table_release_round:
 * @db: a connection inside an act
 * @round: a refill round
 * @error: return location
 *
 * Returns: whether the round holds nothing any more
 */
gboolean
mh_seat_table_release_round (MhDb    *db,
                             gint64   round,
                             GError **error)
{
  return mh_db_run (db, error, "DELETE FROM seat_hold WHERE round = :round", ":round", MH_INT (round), NULL);
}

/**
 * mh_seat_table_count_round:
 * @db: a connection
 * @round: a refill round
 * @out_n: (out): how many places it holds
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_seat_table_count_round (MhDb    *db,
                           gint64   round,
                           gint64  *out_n,
                           GError **error)
{
  return mh_db_get_int (db, 0, out_n, error, "SELECT count (*) FROM seat_hold WHERE round = :round",
                        ":round", MH_INT (round), NULL);
}

/**
 * mh_seat_table_list:
 * @db: a connection
 * @slot: a slot
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhSeat): its places by number, or %NULL
 */
GArray *
mh_seat_table_list (MhDb    *db,
                    gint64   slot,
                    GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT seat.number, share = 'phone', share = 'blocked', extra, booking, round, "
                                         "  (SELECT via FROM booking WHERE id = seat_hold.booking) IS 'walk-in' "
                                         "FROM seat LEFT JOIN seat_hold ON seat_hold.slot = seat.slot AND seat_hold.number = seat.number "
                                         "WHERE seat.slot = :slot ORDER BY seat.number",
                                         ":slot", MH_INT (slot), NULL);
  g_autoptr (GArray) seats = g_array_new (FALSE, FALSE, sizeof (MhSeat));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhSeat seat = {
      .number = (int) mh_rows_int (rows, 0),
      .phone = mh_rows_int (rows, 1) != 0,
      .blocked = mh_rows_int (rows, 2) != 0,
      .extra = mh_rows_int (rows, 3) != 0,
      .booking = mh_rows_int (rows, 4),
      .round = mh_rows_int (rows, 5),
      .walk_in = mh_rows_int (rows, 6) != 0,
    };

    g_array_append_val (seats, seat);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&seats) : NULL;
}

/**
 * mh_seat_table_insert:
 * @db: a connection inside an act
 * @slot: a slot
 * @number: a number that none of its places has
 * @share: "desk", "phone", "blocked"
 * @extra: whether it lies beyond the capacity
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_seat_table_insert (MhDb       *db,
                      gint64      slot,
                      int         number,
                      const char *share,
                      gboolean    extra,
                      GError    **error)
{
  return mh_db_run (db, error, "INSERT INTO seat (slot, number, share, extra) VALUES (:slot, :number, :share, :extra)",
                    ":slot", MH_INT (slot), ":number", MH_INT (number), ":share", MH_TEXT (share), ":extra", MH_INT (extra != FALSE), NULL);
}

/**
 * mh_seat_table_set_share:
 * @db: a connection inside an act
 * @slot: a slot
 * @number: one of its places
 * @share: "desk", "phone", "blocked"
 * @error: return location; MH_ERROR_CONFLICT when a place that somebody holds is to be blocked
 *
 * Returns: whether it was written
 */
gboolean
mh_seat_table_set_share (MhDb       *db,
                         gint64      slot,
                         int         number,
                         const char *share,
                         GError    **error)
{
  return mh_db_run (db, error, "UPDATE seat SET share = :share WHERE slot = :slot AND number = :number",
                    ":share", MH_TEXT (share), ":slot", MH_INT (slot), ":number", MH_INT (number), NULL);
}

/**
 * mh_seat_table_delete:
 * @db: a connection inside an act
 * @slot: a slot
 * @number: one of its places that nobody holds
 * @error: return location; MH_ERROR_CONFLICT when somebody holds it
 *
 * Returns: whether it is gone
 */
gboolean
mh_seat_table_delete (MhDb    *db,
                      gint64   slot,
                      int      number,
                      GError **error)
{
  return mh_db_run (db, error, "DELETE FROM seat WHERE slot = :slot AND number = :number",
                    ":slot", MH_INT (slot), ":number", MH_INT (number), NULL);
}

/**
 * mh_seat_table_renumber:
 * @db: a connection inside an act
 * @slot: a slot
 * @from: a place that is held
 * @to: a free place that is not blocked
 * @error: return location; MH_ERROR_CONFLICT when @to is held or blocked, or @from is not held
 *
 * Returns: whether the one holds the other place now
 */
gboolean
mh_seat_table_renumber (MhDb    *db,
                        gint64   slot,
                        int      from,
                        int      to,
                        GError **error)
{
  gint64 booking = 0, round = 0;
  gboolean ran;

  /* Not an update of its key: the place that is left has changed as well, and whoever takes back what was done to it has to see that. */
  ran = mh_db_get_int (db, 0, &booking, error, "SELECT booking FROM seat_hold WHERE slot = :slot AND number = :from",
                       ":slot", MH_INT (slot), ":from", MH_INT (from), NULL) &&
        mh_db_get_int (db, 0, &round, error, "SELECT round FROM seat_hold WHERE slot = :slot AND number = :from",
                       ":slot", MH_INT (slot), ":from", MH_INT (from), NULL) &&
        mh_db_run (db, error, "DELETE FROM seat_hold WHERE slot = :slot AND number = :from",
                   ":slot", MH_INT (slot), ":from", MH_INT (from), NULL);

  return expect_one (db, ran, _("The booking holds no place any more."), error) &&
         mh_db_run (db, error, "INSERT INTO seat_hold (slot, number, booking, round) VALUES (:slot, :to, :booking, :round)",
                    ":slot", MH_INT (slot), ":to", MH_INT (to), ":booking", MH_ID (booking), ":round", MH_ID (round), NULL);
}

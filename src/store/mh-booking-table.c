/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-table"

#include "mh-booking-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define SELECT_BOOKING \
  "SELECT b.id, b.programme, b.resident, b.dose, b.slot, h.number, b.via, b.proxy_name, b.proxy_relation, b.override_reason, " \
  "  b.state, b.made_at, session.date, slot.start_min, slot.session, b.chain, b.note " \
  "FROM booking AS b JOIN slot ON slot.id = b.slot JOIN session ON session.id = slot.session " \
  "LEFT JOIN seat_hold AS h ON h.booking = b.id "

/**
 * mh_booking_free:
 * @booking: a booking
 */
void
mh_booking_free (MhBooking *booking)
{
  g_free (booking->via);
  g_free (booking->proxy_name);
  g_free (booking->proxy_relation);
  g_free (booking->override_reason);
  g_free (booking->state);
  g_free (booking->note);
  g_free (booking);
}

static MhBooking *
read_booking (MhRows *rows)
{
  MhBooking *booking = g_new0 (MhBooking, 1);

  booking->id = mh_rows_int (rows, 0);
  booking->programme = mh_rows_int (rows, 1);
  booking->resident = mh_rows_int (rows, 2);
  booking->dose = (int) mh_rows_int (rows, 3);
  booking->slot = mh_rows_int (rows, 4);
  booking->number = (int) mh_rows_int (rows, 5);
  booking->via = mh_rows_dup_text (rows, 6);
  booking->proxy_name = mh_rows_dup_text (rows, 7);
  booking->proxy_relation = mh_rows_dup_text (rows, 8);
  booking->override_reason = mh_rows_dup_text (rows, 9);
  booking->state = mh_rows_dup_text (rows, 10);
  booking->made_at = mh_rows_int (rows, 11);
  mh_date_from_iso (mh_rows_text (rows, 12), &booking->date);
  booking->start_min = (int) mh_rows_int (rows, 13);
  booking->session = mh_rows_int (rows, 14);
  booking->chain = mh_rows_int (rows, 15);
  booking->note = mh_rows_dup_text (rows, 16);

  return booking;
}

static GPtrArray *
read_bookings (MhRows  *rows,
               GError **error)
{
  g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_booking_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (bookings, read_booking (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&bookings) : NULL;
}

/**
 * mh_booking_table_insert:
 * @db: a connection inside an act
 * @booking: what to write; id, number, state, date and start are not looked at
 * @error: return location; MH_ERROR_CONFLICT when the person already holds a booking for that dose
 *
 * Returns: the id of a new active booking that holds no place yet, 0 with @error set
 */
gint64
mh_booking_table_insert (MhDb            *db,
                         const MhBooking *booking,
                         GError         **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO booking (programme, resident, dose, slot, via, proxy_name, proxy_relation, override_reason, made_at, chain, note) "
                  "VALUES (:programme, :resident, :dose, :slot, :via, :proxy_name, :proxy_relation, :override_reason, :made_at, :chain, :note)",
                  ":programme", MH_INT (booking->programme),
                  ":resident", MH_INT (booking->resident),
                  ":dose", MH_INT (booking->dose),
                  ":slot", MH_INT (booking->slot),
                  ":via", MH_TEXT (booking->via),
                  ":proxy_name", MH_TEXT (booking->proxy_name),
                  ":proxy_relation", MH_TEXT (booking->proxy_relation),
                  ":override_reason", MH_TEXT (booking->override_reason),
                  ":made_at", MH_INT (booking->made_at),
                  ":chain", MH_ID (booking->chain),
                  ":note", MH_TEXT (booking->note),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_booking_table_set_state:
 * @db: a connection inside an act
 * @id: a booking
 * @state: "active", "cancelled"
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_booking_table_set_state (MhDb       *db,
                            gint64      id,
                            const char *state,
                            GError    **error)
{
  return mh_db_run (db, error, "UPDATE booking SET state = :state WHERE id = :id",
                    ":state", MH_TEXT (state), ":id", MH_INT (id), NULL);
}

/**
 * mh_booking_table_set_slot:
 * @db: a connection inside an act
 * @id: a booking that holds no place at the moment
 * @slot: another slot of the same programme
 * @error: return location; MH_ERROR_CONFLICT when it still holds a place
 *
 * Returns: whether it was written
 */
gboolean
mh_booking_table_set_slot (MhDb    *db,
                           gint64   id,
                           gint64   slot,
                           GError **error)
{
  return mh_db_run (db, error, "UPDATE booking SET slot = :slot WHERE id = :id",
                    ":slot", MH_INT (slot), ":id", MH_INT (id), NULL);
}

/**
 * mh_booking_table_set_chain:
 * @db: a connection inside an act
 * @id: a booking of a further dose
 * @chain: the booking of the first dose that it belongs to
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_booking_table_set_chain (MhDb    *db,
                            gint64   id,
                            gint64   chain,
                            GError **error)
{
  return mh_db_run (db, error, "UPDATE booking SET chain = :chain WHERE id = :id",
                    ":chain", MH_INT (chain), ":id", MH_INT (id), NULL);
}

/**
 * mh_booking_table_get:
 * @db: a connection
 * @id: a booking
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the booking in any state
 */
MhBooking *
mh_booking_table_get (MhDb    *db,
                      gint64   id,
                      GError **error)
{
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_BOOKING "WHERE b.id = :id", ":id", MH_INT (id), NULL);

  bookings = read_bookings (rows, error);
  if (bookings == NULL)
    return NULL;

  if (bookings->len == 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no booking %lld."), (long long) id);
    return NULL;
  }

  return g_ptr_array_steal_index (bookings, 0);
}

/**
 * mh_booking_table_find_active:
 * @db: a connection
 * @programme: a programme
 * @resident: a person
 * @dose: 1 or more, 0 for the first of any dose
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the active booking; %NULL without @error when there is none
 */
MhBooking *
mh_booking_table_find_active (MhDb    *db,
                              gint64   programme,
                              gint64   resident,
                              int      dose,
                              GError **error)
{
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      SELECT_BOOKING
                      "WHERE b.programme = :programme AND b.resident = :resident AND b.state = 'active' "
                      "  AND (:dose IS NULL OR b.dose = :dose) ORDER BY b.dose LIMIT 1",
                      ":programme", MH_INT (programme), ":resident", MH_INT (resident), ":dose", MH_ID (dose), NULL);
  bookings = read_bookings (rows, error);

  return bookings != NULL && bookings->len > 0 ? g_ptr_array_steal_index (bookings, 0) : NULL;
}

/**
 * mh_booking_table_find_overlap:
 * @db: a connection
 * @resident: a person
 * @not_programme: bookings of this one do not count
 * @date: a day
 * @start_min: minutes after midnight, Asia/Tokyo
 * @end_min: minutes after midnight, exclusive
 * @except: a booking that does not count, or 0
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an active booking of the person that overlaps; %NULL without @error when there is none
 */
MhBooking *
mh_booking_table_find_overlap (MhDb    *db,
                               gint64   resident,
                               gint64   not_programme,
                               MhDate   date,
                               int      start_min,
                               int      end_min,
                               gint64   except,
                               GError **error)
{
  g_autofree char *day = mh_date_to_iso (date);
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      SELECT_BOOKING
                      "WHERE b.resident = :resident AND b.state = 'active' AND b.programme <> :programme AND b.id <> :except "
                      "  AND session.date = :day AND slot.start_min < :end AND slot.end_min > :start ORDER BY slot.start_min LIMIT 1",
                      ":resident", MH_INT (resident), ":programme", MH_INT (not_programme), ":except", MH_INT (except),
                      ":day", MH_TEXT (day), ":end", MH_INT (end_min), ":start", MH_INT (start_min), NULL);
  bookings = read_bookings (rows, error);

  return bookings != NULL && bookings->len > 0 ? g_ptr_array_steal_index (bookings, 0) : NULL;
}

/**
 * mh_booking_table_list_chain:
 * @db: a connection
 * @first: a booking
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBooking): the active bookings that were made together with @first as its further doses
 */
GPtrArray *
mh_booking_table_list_chain (MhDb    *db,
                             gint64   first,
                             GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_BOOKING "WHERE b.chain = :first AND b.state = 'active' ORDER BY b.dose",
                                         ":first", MH_INT (first), NULL);

  return read_bookings (rows, error);
}

/**
 * mh_booking_table_list_session:
 * @db: a connection
 * @session: a session
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBooking): its bookings that hold a place, by time and place; those of people who did not get what they
 *   came for ("missed") hold theirs as well
 */
GPtrArray *
mh_booking_table_list_session (MhDb    *db,
                               gint64   session,
                               GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_BOOKING "WHERE slot.session = :session AND b.state IN ('active', 'missed') AND h.number IS NOT NULL "
                                                        "ORDER BY slot.start_min, h.number",
                                         ":session", MH_INT (session), NULL);

  return read_bookings (rows, error);
}

/**
 * mh_booking_table_list_resident:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBooking): all the person's bookings, the newest session first
 */
GPtrArray *
mh_booking_table_list_resident (MhDb    *db,
                                gint64   resident,
                                GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_BOOKING "WHERE b.resident = :resident AND b.state <> 'undone' "
                                                        "ORDER BY session.date DESC, slot.start_min DESC, b.id DESC",
                                         ":resident", MH_INT (resident), NULL);

  return read_bookings (rows, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-session-table"

#include "mh-session-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-rows-date.h"

#define SESSION_COLUMNS "id, programme, date, venue, state, mode, phone_until, walk_in_cap, note "

#define SELECT_SLOT \
  "SELECT s.id, s.session, s.programme, session.date, s.start_min, s.end_min, " \
  "count (*) FILTER (WHERE seat.share <> 'blocked'), count (h.booking), count (h.round), " \
  "count (*) FILTER (WHERE seat.share <> 'blocked' AND h.slot IS NULL), " \
  "count (*) FILTER (WHERE seat.share = 'phone' AND h.slot IS NULL), count (*) FILTER (WHERE seat.share = 'blocked'), " \
  "count (*) FILTER (WHERE seat.share = 'phone'), count (*) FILTER (WHERE seat.extra AND seat.share <> 'blocked'), " \
  "count (*) FILTER (WHERE seat.extra AND seat.share <> 'blocked' AND h.slot IS NULL) " \
  "FROM slot AS s JOIN session ON session.id = s.session LEFT JOIN seat ON seat.slot = s.id " \
  "LEFT JOIN seat_hold AS h ON h.slot = seat.slot AND h.number = seat.number "

static MhSession *
read_session (MhRows *rows)
{
  MhSession *session = g_new0 (MhSession, 1);

  session->id = mh_rows_int (rows, 0);
  session->programme = mh_rows_int (rows, 1);
  session->date = mh_rows_date (rows, 2);
  session->venue = mh_rows_dup_text (rows, 3);
  session->state = mh_rows_dup_text (rows, 4);
  session->mode = mh_rows_dup_text (rows, 5);
  session->phone_until = mh_rows_int (rows, 6);
  session->walk_in_cap = mh_rows_is_null (rows, 7) ? -1 : (int) mh_rows_int (rows, 7);
  session->note = mh_rows_dup_text (rows, 8);

  return session;
}

static MhSlot *
read_slot (MhRows *rows)
{
  MhSlot *slot = g_new0 (MhSlot, 1);

  slot->id = mh_rows_int (rows, 0);
  slot->session = mh_rows_int (rows, 1);
  slot->programme = mh_rows_int (rows, 2);
  slot->date = mh_rows_date (rows, 3);
  slot->start_min = mh_rows_int (rows, 4);
  slot->end_min = mh_rows_int (rows, 5);
  slot->n_places = mh_rows_int (rows, 6);
  slot->n_booked = mh_rows_int (rows, 7);
  slot->n_held = mh_rows_int (rows, 8);
  slot->n_free = mh_rows_int (rows, 9);
  slot->n_free_phone = mh_rows_int (rows, 10);
  slot->n_blocked = mh_rows_int (rows, 11);
  slot->n_phone = mh_rows_int (rows, 12);
  slot->n_extra = mh_rows_int (rows, 13);
  slot->n_free_extra = mh_rows_int (rows, 14);

  return slot;
}

static gboolean
insert_seats (MhDb       *db,
              gint64      slot,
              int         first,
              int         n,
              const char *share,
              GError    **error)
{
  for (int number = first; number < first + n; number++) {
    if (!mh_db_run (db, error, "INSERT INTO seat (slot, number, share) VALUES (:slot, :number, :share)",
                    ":slot", MH_INT (slot), ":number", MH_INT (number), ":share", MH_TEXT (share), NULL))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_session_free:
 * @session: (nullable): a session
 */
void
mh_session_free (MhSession *session)
{
  if (session == NULL)
    return;

  g_free (session->venue);
  g_free (session->state);
  g_free (session->mode);
  g_free (session->note);
  g_free (session);
}

/**
 * mh_slot_free:
 * @slot: (nullable): a slot
 */
void
mh_slot_free (MhSlot *slot)
{
  g_free (slot);
}

/**
 * mh_slot_open_phone:
 * @slot: a slot
 * @session: its session
 * @now: ms since 1970 UTC
 *
 * From phone_until on no free place is kept for the telephone any more: they are free for everybody.
 */
void
mh_slot_open_phone (MhSlot          *slot,
                    const MhSession *session,
                    gint64           now)
{
  if (session->phone_until != 0 && session->phone_until <= now)
    slot->n_free_phone = 0;
}

/**
 * mh_session_table_insert:
 * @db: a connection inside an act
 * @programme: a programme's id
 * @date: the day
 * @venue: the place, not empty
 * @error: return location
 *
 * Returns: the new id, or 0
 */
gint64
mh_session_table_insert (MhDb       *db,
                         gint64      programme,
                         MhDate      date,
                         const char *venue,
                         GError    **error)
{
  g_autofree char *iso = mh_date_to_iso (date);

  if (!mh_db_run (db, error, "INSERT INTO session (programme, date, venue) VALUES (:programme, :date, :venue)",
                  ":programme", MH_INT (programme), ":date", MH_TEXT (iso), ":venue", MH_TEXT (venue), NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_session_table_get:
 * @db: a connection
 * @id: a session's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the session, or %NULL
 */
MhSession *
mh_session_table_get (MhDb    *db,
                      gint64   id,
                      GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT " SESSION_COLUMNS "FROM session WHERE id = :id",
                                         ":id", MH_INT (id), NULL);
  g_autoptr (MhSession) session = NULL;

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    session = read_session (rows);

  if (!mh_rows_end (rows, error))
    return NULL;

  if (session == NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no such day."));

  return g_steal_pointer (&session);
}

/**
 * mh_session_table_list:
 * @db: a connection
 * @programme: a programme's id, 0: of all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhSession): by date and venue, or %NULL
 */
GPtrArray *
mh_session_table_list (MhDb    *db,
                       gint64   programme,
                       GError **error)
{
  static const char sql[] =
    "SELECT " SESSION_COLUMNS "FROM session WHERE :programme = 0 OR programme = :programme "
                              "ORDER BY date, venue, id";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":programme", MH_INT (programme), NULL);
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_session_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (sessions, read_session (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&sessions) : NULL;
}

/**
 * mh_session_table_update:
 * @db: a connection inside an act
 * @session: a session as it is to be
 * @error: return location; MH_ERROR_CONFLICT for a value that the schema refuses
 *
 * Returns: whether it was written
 */
gboolean
mh_session_table_update (MhDb            *db,
                         const MhSession *session,
                         GError         **error)
{
  g_autofree char *iso = mh_date_to_iso (session->date);

  return session->walk_in_cap < 0
         ? mh_db_run (db, error,
                      "UPDATE session SET date = :date, venue = :venue, state = :state, mode = :mode, phone_until = :phone_until, "
                      "walk_in_cap = NULL, note = :note WHERE id = :id",
                      ":date", MH_TEXT (iso), ":venue", MH_TEXT (session->venue), ":state", MH_TEXT (session->state),
                      ":mode", MH_TEXT (session->mode), ":phone_until", MH_ID (session->phone_until), ":note", MH_TEXT (session->note),
                      ":id", MH_INT (session->id), NULL)
         : mh_db_run (db, error,
                      "UPDATE session SET date = :date, venue = :venue, state = :state, mode = :mode, phone_until = :phone_until, "
                      "walk_in_cap = :walk_in_cap, note = :note WHERE id = :id",
                      ":date", MH_TEXT (iso), ":venue", MH_TEXT (session->venue), ":state", MH_TEXT (session->state),
                      ":mode", MH_TEXT (session->mode), ":phone_until", MH_ID (session->phone_until),
                      ":walk_in_cap", MH_INT (session->walk_in_cap), ":note", MH_TEXT (session->note),
                      ":id", MH_INT (session->id), NULL);
}

/**
 * mh_session_table_insert_slot:
 * @db: a connection inside an act
 * @session: a session's id
 * @start_min: its beginning, minutes from 0:00
 * @end_min: its end, after the beginning
 * @n_desk: places for everybody
 * @n_phone: places kept for telephone and counter, numbered behind the others
 * @error: return location; MH_ERROR_NOT_FOUND, or MH_ERROR_CONFLICT when the session has a slot that starts then
 *
 * Returns: the new id, or 0
 */
gint64
mh_session_table_insert_slot (MhDb    *db,
                              gint64   session,
                              int      start_min,
                              int      end_min,
                              int      n_desk,
                              int      n_phone,
                              GError **error)
{
  static const char sql[] =
    "INSERT INTO slot (session, programme, start_min, end_min) "
    "SELECT id, programme, :start_min, :end_min FROM session WHERE id = :session";
  gint64 slot;

  if (!mh_db_run (db, error, sql,
                  ":session", MH_INT (session),
                  ":start_min", MH_INT (start_min),
                  ":end_min", MH_INT (end_min),
                  NULL))
    return 0;

  if (mh_db_changes (db) == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no such day."));
    return 0;
  }

  slot = mh_db_last_id (db);
  if (!insert_seats (db, slot, 1, n_desk, "desk", error) ||
      !insert_seats (db, slot, 1 + n_desk, n_phone, "phone", error))
    return 0;

  return slot;
}

/**
 * mh_session_table_find_slot:
 * @db: a connection
 * @session: a session
 * @start_min: minutes from 0:00
 * @error: return location
 *
 * Returns: its slot that starts then, with or without places; 0 when there is none, -1 with @error set
 */
gint64
mh_session_table_find_slot (MhDb    *db,
                            gint64   session,
                            int      start_min,
                            GError **error)
{
  gint64 slot = 0;

  return mh_db_get_int (db, 0, &slot, error, "SELECT id FROM slot WHERE session = :session AND start_min = :start_min",
                        ":session", MH_INT (session), ":start_min", MH_INT (start_min), NULL) ? slot : -1;
}

/**
 * mh_session_table_delete_slot:
 * @db: a connection inside an act
 * @slot: a slot without places that no booking and no refill names
 * @error: return location; MH_ERROR_CONFLICT when something still names it
 *
 * Returns: whether it is gone, with its limits for single items
 */
gboolean
mh_session_table_delete_slot (MhDb    *db,
                              gint64   slot,
                              GError **error)
{
  return mh_db_run (db, error, "DELETE FROM slot_item WHERE slot = :slot", ":slot", MH_INT (slot), NULL) &&
         mh_db_run (db, error, "DELETE FROM slot WHERE id = :slot", ":slot", MH_INT (slot), NULL);
}

/**
 * mh_session_table_set_slot_end:
 * @db: a connection inside an act
 * @slot: a slot
 * @end_min: its end, minutes from 0:00
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_session_table_set_slot_end (MhDb    *db,
                               gint64   slot,
                               int      end_min,
                               GError **error)
{
  return mh_db_run (db, error, "UPDATE slot SET end_min = :end_min WHERE id = :slot",
                    ":end_min", MH_INT (end_min), ":slot", MH_INT (slot), NULL);
}

/**
 * mh_session_table_is_slot_named:
 * @db: a connection
 * @slot: a slot
 * @out_named: (out): whether a booking, in whatever state, or a refill names it
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_session_table_is_slot_named (MhDb     *db,
                                gint64    slot,
                                gboolean *out_named,
                                GError  **error)
{
  gint64 named = 0;

  if (!mh_db_get_int (db, 0, &named, error,
                      "SELECT EXISTS (SELECT 1 FROM booking WHERE slot = :slot) OR EXISTS (SELECT 1 FROM refill_round WHERE slot = :slot)",
                      ":slot", MH_INT (slot), NULL))
    return FALSE;

  *out_named = named != 0;

  return TRUE;
}

/**
 * mh_session_table_get_slot:
 * @db: a connection
 * @slot: a slot's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the slot with its places counted now, or %NULL
 */
MhSlot *
mh_session_table_get_slot (MhDb    *db,
                           gint64   slot,
                           GError **error)
{
  static const char sql[] =
    SELECT_SLOT "WHERE s.id = :slot GROUP BY s.id";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":slot", MH_INT (slot), NULL);
  g_autoptr (MhSlot) found = NULL;

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    found = read_slot (rows);

  if (!mh_rows_end (rows, error))
    return NULL;

  if (found == NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no such time slot."));

  return g_steal_pointer (&found);
}

/**
 * mh_session_table_list_slots:
 * @db: a connection
 * @session: a session's id
 * @error: return location
 *
 * A slot that was given up but is still named by bookings of the past has no places and is left out.
 *
 * Returns: (transfer full) (element-type MhSlot): its slots by start, with their places counted now, or %NULL
 */
GPtrArray *
mh_session_table_list_slots (MhDb    *db,
                             gint64   session,
                             GError **error)
{
  static const char sql[] =
    SELECT_SLOT "WHERE s.session = :session "
                "GROUP BY s.id HAVING count (seat.slot) > 0 ORDER BY s.start_min";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":session", MH_INT (session), NULL);
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_slot_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (slots, read_slot (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&slots) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-visit-table"

#include "mh-visit-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-rows-date.h"

#define VISIT_COLUMNS "coalesce (visit.state, ''), visit.card, visit.came_at, visit.state_at, visit.reason, visit.lot "

/**
 * mh_visit_row_free:
 * @visit: (nullable): a visit
 */
void
mh_visit_row_free (MhVisitRow *visit)
{
  if (visit == NULL)
    return;

  g_free (visit->state);
  g_free (visit->reason);
  g_free (visit);
}

/**
 * mh_visit_line_free:
 * @line: (nullable): a line
 */
void
mh_visit_line_free (MhVisitLine *line)
{
  if (line == NULL)
    return;

  g_free (line->via);
  g_free (line->booking_state);
  g_free (line->items);
  mh_visit_row_free (line->visit);
  g_free (line);
}

/* The columns of VISIT_COLUMNS from @column on. */
static MhVisitRow *
read_visit (MhRows *rows,
            gint64  booking,
            int     column)
{
  MhVisitRow *visit = g_new0 (MhVisitRow, 1);

  visit->booking = booking;
  visit->state = mh_rows_dup_text (rows, column);
  visit->card = (int) mh_rows_int (rows, column + 1);
  visit->came_at = mh_rows_int (rows, column + 2);
  visit->state_at = mh_rows_int (rows, column + 3);
  visit->reason = mh_rows_dup_text (rows, column + 4);
  visit->lot = mh_rows_int (rows, column + 5);

  return visit;
}

/**
 * mh_visit_table_get:
 * @db: a connection
 * @booking: a booking's id
 * @error: return location
 *
 * Returns: (transfer full): what became of it; its state is "" when nobody has come yet. %NULL with @error set
 */
MhVisitRow *
mh_visit_table_get (MhDb    *db,
                    gint64   booking,
                    GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT " VISIT_COLUMNS "FROM visit WHERE booking = :booking",
                                         ":booking", MH_INT (booking), NULL);
  g_autoptr (MhVisitRow) visit = NULL;

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    visit = read_visit (rows, booking, 0);

  if (!mh_rows_end (rows, error))
    return NULL;

  if (visit == NULL) {
    visit = g_new0 (MhVisitRow, 1);
    visit->booking = booking;
    visit->state = g_strdup ("");
  }

  return g_steal_pointer (&visit);
}

/**
 * mh_visit_table_check_open:
 * @db: a connection
 * @booking: a booking's id
 * @error: return location; MH_ERROR_REFUSED when the person is here or has had it
 *
 * Returns: whether it may still be cancelled or moved
 */
gboolean
mh_visit_table_check_open (MhDb    *db,
                           gint64   booking,
                           GError **error)
{
  g_autoptr (MhVisitRow) visit = mh_visit_table_get (db, booking, error);

  if (visit == NULL)
    return FALSE;

  if (!g_str_equal (visit->state, "came") && !g_str_equal (visit->state, "done"))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("The reception has noted that this person came. Please change that at the reception first."));

  return FALSE;
}

/**
 * mh_visit_table_set:
 * @db: a connection inside an act
 * @visit: what became of its booking
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_visit_table_set (MhDb             *db,
                    const MhVisitRow *visit,
                    GError          **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO visit (booking, state, card, came_at, state_at, reason, lot) "
                    "VALUES (:booking, :state, :card, :came_at, :state_at, :reason, :lot) "
                    "ON CONFLICT (booking) DO UPDATE SET state = excluded.state, card = excluded.card, came_at = excluded.came_at, "
                    "  state_at = excluded.state_at, reason = excluded.reason, lot = excluded.lot",
                    ":booking", MH_INT (visit->booking),
                    ":state", MH_TEXT (visit->state),
                    ":card", MH_ID (visit->card),
                    ":came_at", MH_ID (visit->came_at),
                    ":state_at", MH_INT (visit->state_at),
                    ":reason", MH_TEXT (visit->reason),
                    ":lot", MH_ID (visit->lot),
                    NULL);
}

/**
 * mh_visit_table_delete:
 * @db: a connection inside an act
 * @booking: a booking's id
 * @error: return location
 *
 * Returns: whether nothing is noted of it any more
 */
gboolean
mh_visit_table_delete (MhDb    *db,
                       gint64   booking,
                       GError **error)
{
  return mh_db_run (db, error, "DELETE FROM visit WHERE booking = :booking", ":booking", MH_INT (booking), NULL);
}

static MhVisitLine *
read_line (MhRows *rows)
{
  MhVisitLine *line = g_new0 (MhVisitLine, 1);

  line->booking = mh_rows_int (rows, 0);
  line->resident = mh_rows_int (rows, 1);
  line->slot = mh_rows_int (rows, 2);
  line->start_min = (int) mh_rows_int (rows, 3);
  line->place = (int) mh_rows_int (rows, 4);
  line->dose = (int) mh_rows_int (rows, 5);
  line->via = mh_rows_dup_text (rows, 6);
  line->booking_state = mh_rows_dup_text (rows, 7);
  line->items = mh_rows_dup_text (rows, 8);
  line->visit = read_visit (rows, line->booking, 9);

  return line;
}

/**
 * mh_visit_table_list_session:
 * @db: a connection
 * @session: a session's id
 * @error: return location
 *
 * Those cancelled before the day are not among them; those cancelled on it are.
 *
 * Returns: (transfer full) (element-type MhVisitLine): who is or was to be there, or %NULL
 */
GPtrArray *
mh_visit_table_list_session (MhDb    *db,
                             gint64   session,
                             GError **error)
{
  static const char sql[] =
    "SELECT b.id, b.resident, b.slot, slot.start_min, h.number, b.dose, b.via, b.state, "
    "(SELECT group_concat (name, '・') FROM (SELECT i.name FROM booking_item AS m JOIN programme_item AS i ON i.id = m.item "
    "  WHERE m.booking = b.id ORDER BY i.position, i.id)), " VISIT_COLUMNS
    "FROM booking AS b JOIN slot ON slot.id = b.slot LEFT JOIN seat_hold AS h ON h.booking = b.id LEFT JOIN visit ON visit.booking = b.id "
    "WHERE slot.session = :session AND b.state IN ('active', 'missed') "
    "ORDER BY slot.start_min, h.number IS NULL, h.number, b.id";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":session", MH_INT (session), NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_visit_line_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (lines, read_line (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&lines) : NULL;
}

/**
 * mh_visit_table_find_done_on:
 * @db: a connection
 * @programme: a programme
 * @resident: a person
 * @date: a day
 * @except: a booking that does not count, or 0
 * @out_booking: (out): by which the person had any dose on that day; 0: none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_visit_table_find_done_on (MhDb    *db,
                             gint64   programme,
                             gint64   resident,
                             MhDate   date,
                             gint64   except,
                             gint64  *out_booking,
                             GError **error)
{
  g_autofree char *iso = mh_date_to_iso (date);

  return mh_db_get_int (db, 0, out_booking, error,
                        "SELECT b.id FROM booking AS b JOIN visit ON visit.booking = b.id AND visit.state = 'done' "
                        "JOIN slot ON slot.id = b.slot JOIN session ON session.id = slot.session "
                        "WHERE b.programme = :programme AND b.resident = :resident AND session.date = :date AND b.id <> :except "
                        "  AND b.state <> 'undone' LIMIT 1",
                        ":programme", MH_INT (programme), ":resident", MH_INT (resident), ":date", MH_TEXT (iso),
                        ":except", MH_INT (except), NULL);
}

/**
 * mh_visit_table_find_dose:
 * @db: a connection
 * @programme: a programme
 * @resident: a person
 * @dose: 1 or more
 * @except: a booking that does not count, or 0
 * @out_date: (out): the last day on which the person had it; no date: not known to have had it
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_visit_table_find_dose (MhDb    *db,
                          gint64   programme,
                          gint64   resident,
                          int      dose,
                          gint64   except,
                          MhDate  *out_date,
                          GError **error)
{
  static const char sql[] =
    "SELECT max (date) FROM (SELECT session.date AS date FROM booking AS b JOIN visit ON visit.booking = b.id AND visit.state = 'done' "
    "    JOIN slot ON slot.id = b.slot JOIN session ON session.id = slot.session "
    "    WHERE b.programme = :programme AND b.resident = :resident AND b.dose = :dose AND b.id <> :except AND b.state <> 'undone' "
    "  UNION ALL SELECT date FROM past_dose WHERE programme = :programme AND resident = :resident AND dose = :dose)";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":programme", MH_INT (programme), ":resident", MH_INT (resident),
                                         ":dose", MH_INT (dose), ":except", MH_INT (except), NULL);

  *out_date = MH_DATE_NONE;
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows))
    *out_date = mh_rows_date (rows, 0);

  return mh_rows_end (rows, error);
}

/**
 * mh_visit_table_count_walk_ins:
 * @db: a connection
 * @session: a session's id
 * @out_n: (out): how many came without a booking and were not turned away
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_visit_table_count_walk_ins (MhDb    *db,
                               gint64   session,
                               gint64  *out_n,
                               GError **error)
{
  return mh_db_get_int (db, 0, out_n, error,
                        "SELECT count (*) FROM booking AS b JOIN slot ON slot.id = b.slot LEFT JOIN visit ON visit.booking = b.id "
                        "WHERE slot.session = :session AND b.via = 'walk-in' AND b.state IN ('active', 'missed') "
                        "  AND coalesce (visit.state, '') <> 'cancelled-day'",
                        ":session", MH_INT (session), NULL);
}

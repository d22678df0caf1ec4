/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-booking-window-table"

#include "mh-booking-window-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define SELECT_WINDOW \
  "SELECT id, session, opens_at, closes_at, label, min_months, below_months, sex, districts FROM booking_window "

static MhBookingWindow *
read_window (MhRows *rows)
{
  MhBookingWindow *window = g_new0 (MhBookingWindow, 1);

  window->id = mh_rows_int (rows, 0);
  window->session = mh_rows_int (rows, 1);
  window->opens_at = mh_rows_int (rows, 2);
  window->closes_at = mh_rows_int (rows, 3);
  window->label = mh_rows_dup_text (rows, 4);
  window->min_months = (int) mh_rows_int (rows, 5);
  window->below_months = (int) mh_rows_int (rows, 6);
  window->sex = mh_rows_dup_text (rows, 7);
  window->districts = mh_rows_dup_text (rows, 8);

  return window;
}

static GPtrArray *
read_windows (MhRows  *rows,
              GError **error)
{
  g_autoptr (GPtrArray) windows = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_booking_window_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (windows, read_window (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&windows) : NULL;
}

/**
 * mh_booking_window_free:
 * @window: (nullable): a window
 */
void
mh_booking_window_free (MhBookingWindow *window)
{
  if (window == NULL)
    return;

  g_free (window->label);
  g_free (window->sex);
  g_free (window->districts);
  g_free (window);
}

/**
 * mh_booking_window_table_insert:
 * @db: a connection inside an act
 * @window: what to write; its id does not matter
 * @error: return location; MH_ERROR_CONFLICT for a value that the schema refuses
 *
 * Returns: the new id, or 0
 */
gint64
mh_booking_window_table_insert (MhDb                  *db,
                                const MhBookingWindow *window,
                                GError               **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO booking_window (session, opens_at, closes_at, label, min_months, below_months, sex, districts) "
                  "VALUES (:session, :opens_at, :closes_at, :label, :min_months, :below_months, :sex, :districts)",
                  ":session", MH_INT (window->session),
                  ":opens_at", MH_INT (window->opens_at),
                  ":closes_at", MH_ID (window->closes_at),
                  ":label", MH_TEXT (window->label != NULL ? window->label : ""),
                  ":min_months", MH_INT (window->min_months),
                  ":below_months", MH_INT (window->below_months),
                  ":sex", MH_TEXT (window->sex != NULL ? window->sex : "any"),
                  ":districts", MH_TEXT (window->districts != NULL ? window->districts : ""),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_booking_window_table_delete:
 * @db: a connection inside an act
 * @id: a window
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it is gone
 */
gboolean
mh_booking_window_table_delete (MhDb    *db,
                                gint64   id,
                                GError **error)
{
  if (!mh_db_run (db, error, "DELETE FROM booking_window WHERE id = :id", ":id", MH_INT (id), NULL))
    return FALSE;

  if (mh_db_changes (db) == 1)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no such time for booking early."));

  return FALSE;
}

/**
 * mh_booking_window_table_get:
 * @db: a connection
 * @id: a window
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the window, or %NULL
 */
MhBookingWindow *
mh_booking_window_table_get (MhDb    *db,
                             gint64   id,
                             GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_WINDOW "WHERE id = :id", ":id", MH_INT (id), NULL);
  g_autoptr (GPtrArray) windows = read_windows (rows, error);

  if (windows == NULL)
    return NULL;

  if (windows->len == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no such time for booking early."));
    return NULL;
  }

  return g_ptr_array_steal_index (windows, 0);
}

/**
 * mh_booking_window_table_list:
 * @db: a connection
 * @session: a session
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBookingWindow): its windows by opening; empty where everybody may book at any time
 */
GPtrArray *
mh_booking_window_table_list (MhDb    *db,
                              gint64   session,
                              GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_WINDOW "WHERE session = :session ORDER BY opens_at, id",
                                         ":session", MH_INT (session), NULL);

  return read_windows (rows, error);
}

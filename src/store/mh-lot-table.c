/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-lot-table"

#include "mh-lot-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-rows-date.h"

#define LOT_COLUMNS "id, programme, number, maker, expires, doses_per_vial, active "

/**
 * mh_lot_free:
 * @lot: (nullable): a lot
 */
void
mh_lot_free (MhLot *lot)
{
  if (lot == NULL)
    return;

  g_free (lot->number);
  g_free (lot->maker);
  g_free (lot);
}

static MhLot *
read_lot (MhRows *rows)
{
  MhLot *lot = g_new0 (MhLot, 1);

  lot->id = mh_rows_int (rows, 0);
  lot->programme = mh_rows_int (rows, 1);
  lot->number = mh_rows_dup_text (rows, 2);
  lot->maker = mh_rows_dup_text (rows, 3);
  lot->expires = mh_rows_date (rows, 4);
  lot->doses_per_vial = (int) mh_rows_int (rows, 5);
  lot->active = mh_rows_int (rows, 6) != 0;

  return lot;
}

static GPtrArray *
read_lots (MhRows  *found,
           GError **error)
{
  g_autoptr (MhRows) rows = found;
  g_autoptr (GPtrArray) lots = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_lot_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (lots, read_lot (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&lots) : NULL;
}

/**
 * mh_lot_table_insert:
 * @db: a connection inside an act
 * @lot: what to write; the id is not looked at
 * @error: return location; MH_ERROR_CONFLICT when the programme has that number already
 *
 * Returns: the new id, or 0
 */
gint64
mh_lot_table_insert (MhDb        *db,
                     const MhLot *lot,
                     GError     **error)
{
  g_autofree char *expires = mh_date_to_iso (lot->expires);

  if (!mh_db_run (db, error,
                  "INSERT INTO lot (programme, number, maker, expires, doses_per_vial) "
                  "VALUES (:programme, :number, :maker, :expires, :doses_per_vial)",
                  ":programme", MH_INT (lot->programme),
                  ":number", MH_TEXT (lot->number),
                  ":maker", MH_TEXT (lot->maker != NULL ? lot->maker : ""),
                  ":expires", MH_TEXT (expires),
                  ":doses_per_vial", MH_INT (lot->doses_per_vial),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_lot_table_set_active:
 * @db: a connection inside an act
 * @id: a lot's id
 * @active: whether the reception offers it
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_lot_table_set_active (MhDb    *db,
                         gint64   id,
                         gboolean active,
                         GError **error)
{
  return mh_db_run (db, error, "UPDATE lot SET active = :active WHERE id = :id", ":active", MH_INT (active), ":id", MH_INT (id), NULL);
}

/**
 * mh_lot_table_get:
 * @db: a connection
 * @id: a lot's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the lot, or %NULL
 */
MhLot *
mh_lot_table_get (MhDb    *db,
                  gint64   id,
                  GError **error)
{
  g_autoptr (GPtrArray) lots = read_lots (mh_db_query (db, error, "SELECT " LOT_COLUMNS "FROM lot WHERE id = :id", ":id", MH_INT (id), NULL),
                                          error);

  if (lots == NULL)
    return NULL;

  if (lots->len > 0)
    return g_ptr_array_steal_index (lots, 0);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no such lot."));

  return NULL;
}

/**
 * mh_lot_table_list:
 * @db: a connection
 * @programme: a programme's id
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhLot): its lots, those that are offered first, by expiry and number; or %NULL
 */
GPtrArray *
mh_lot_table_list (MhDb    *db,
                   gint64   programme,
                   GError **error)
{
  return read_lots (mh_db_query (db, error,
                                 "SELECT " LOT_COLUMNS "FROM lot WHERE programme = :programme "
                                                       "ORDER BY active DESC, expires IS NULL, expires, number",
                                 ":programme", MH_INT (programme), NULL), error);
}

/**
 * mh_lot_table_find_current:
 * @db: a connection
 * @programme: a programme's id
 * @out_lot: (out): the lot in use, 0 where the nurse has to say which
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_lot_table_find_current (MhDb    *db,
                           gint64   programme,
                           gint64  *out_lot,
                           GError **error)
{
  if (!mh_db_get_int (db, 0, out_lot, error,
                      "SELECT lot.id FROM visit JOIN lot ON lot.id = visit.lot AND lot.programme = :programme "
                      "WHERE visit.state = 'done' AND lot.active = 1 ORDER BY visit.state_at DESC, visit.booking DESC LIMIT 1",
                      ":programme", MH_INT (programme), NULL))
    return FALSE;

  return *out_lot != 0 ||
         mh_db_get_int (db, 0, out_lot, error,
                        "SELECT min (id) FROM lot WHERE programme = :programme AND active = 1 HAVING count (*) = 1",
                        ":programme", MH_INT (programme), NULL);
}

/**
 * mh_lot_table_count_done:
 * @db: a connection
 * @lot: a lot's id
 * @session: a session's id
 * @out_n: (out): doses of the lot given there
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_lot_table_count_done (MhDb    *db,
                         gint64   lot,
                         gint64   session,
                         gint64  *out_n,
                         GError **error)
{
  return mh_db_get_int (db, 0, out_n, error,
                        "SELECT count (*) FROM visit JOIN booking ON booking.id = visit.booking JOIN slot ON slot.id = booking.slot "
                        "WHERE visit.lot = :lot AND visit.state = 'done' AND slot.session = :session AND booking.state <> 'undone'",
                        ":lot", MH_INT (lot), ":session", MH_INT (session), NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-draw-table"

#include "mh-draw-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define SELECT_DRAW "SELECT id, programme, session, seed, drawn_at, operator FROM draw "

/**
 * mh_draw_free:
 * @draw: a draw
 */
void
mh_draw_free (MhDraw *draw)
{
  g_free (draw->seed);
  g_free (draw->operator_name);
  g_free (draw);
}

/**
 * mh_draw_unit_free:
 * @unit: what a draw gave to a unit
 */
void
mh_draw_unit_free (MhDrawUnit *unit)
{
  g_free (unit->result);
  g_free (unit);
}

static GPtrArray *
read_draws (MhRows  *rows,
            GError **error)
{
  g_autoptr (GPtrArray) draws = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_draw_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhDraw *draw = g_new0 (MhDraw, 1);

    draw->id = mh_rows_int (rows, 0);
    draw->programme = mh_rows_int (rows, 1);
    draw->session = mh_rows_int (rows, 2);
    draw->seed = mh_rows_dup_text (rows, 3);
    draw->drawn_at = mh_rows_int (rows, 4);
    draw->operator_name = mh_rows_dup_text (rows, 5);
    g_ptr_array_add (draws, draw);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&draws) : NULL;
}

/**
 * mh_draw_table_insert:
 * @db: a connection inside an act
 * @draw: what to write; id is not looked at
 * @error: return location
 *
 * Returns: the id, 0 with @error set
 */
gint64
mh_draw_table_insert (MhDb         *db,
                      const MhDraw *draw,
                      GError      **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO draw (programme, session, seed, drawn_at, operator) VALUES (:programme, :session, :seed, :at, :operator)",
                  ":programme", MH_INT (draw->programme), ":session", MH_ID (draw->session), ":seed", MH_TEXT (draw->seed),
                  ":at", MH_INT (draw->drawn_at), ":operator", MH_TEXT (draw->operator_name), NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_draw_table_insert_unit:
 * @db: a connection inside an act
 * @draw: a draw
 * @unit: what it gave to a unit
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_draw_table_insert_unit (MhDb             *db,
                           gint64            draw,
                           const MhDrawUnit *unit,
                           GError          **error)
{
  return mh_db_run (db, error, "INSERT INTO draw_unit (draw, rank, unit, result) VALUES (:draw, :rank, :unit, :result)",
                    ":draw", MH_INT (draw), ":rank", MH_INT (unit->rank), ":unit", MH_INT (unit->unit), ":result", MH_TEXT (unit->result),
                    NULL);
}

/**
 * mh_draw_table_get:
 * @db: a connection
 * @id: a draw
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the draw
 */
MhDraw *
mh_draw_table_get (MhDb    *db,
                   gint64   id,
                   GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_DRAW "WHERE id = :id", ":id", MH_INT (id), NULL);
  g_autoptr (GPtrArray) draws = read_draws (rows, error);

  if (draws == NULL)
    return NULL;

  if (draws->len == 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no lottery %lld."), (long long) id);
    return NULL;
  }

  return g_ptr_array_steal_index (draws, 0);
}

/**
 * mh_draw_table_list:
 * @db: a connection
 * @programme: a programme, 0: all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhDraw): its draws, the newest first
 */
GPtrArray *
mh_draw_table_list (MhDb    *db,
                    gint64   programme,
                    GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_DRAW "WHERE :programme IS NULL OR programme = :programme ORDER BY id DESC",
                                         ":programme", MH_ID (programme), NULL);

  return read_draws (rows, error);
}

/**
 * mh_draw_table_list_units:
 * @db: a connection
 * @draw: a draw
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhDrawUnit): who took part, the first drawn first
 */
GPtrArray *
mh_draw_table_list_units (MhDb    *db,
                          gint64   draw,
                          GError **error)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_draw_unit_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT rank, unit, result FROM draw_unit WHERE draw = :draw ORDER BY rank",
                                         ":draw", MH_INT (draw), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhDrawUnit *unit = g_new0 (MhDrawUnit, 1);

    unit->rank = (int) mh_rows_int (rows, 0);
    unit->unit = mh_rows_int (rows, 1);
    unit->result = mh_rows_dup_text (rows, 2);
    g_ptr_array_add (units, unit);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&units) : NULL;
}

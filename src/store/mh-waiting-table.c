/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-waiting-table"

#include "mh-waiting-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define SELECT_UNIT \
  "SELECT unit.id, unit.programme, unit.registered_at, unit.wish, unit.state, member.resident, member.dose, " \
  "unit.priority, unit.rank, unit.swap, unit.whole_chain, unit.note " \
  "FROM waiting_unit AS unit JOIN waiting_member AS member ON member.unit = unit.id "

/**
 * mh_waiting_unit_free:
 * @unit: a unit
 */
void
mh_waiting_unit_free (MhWaitingUnit *unit)
{
  g_free (unit->wish);
  g_free (unit->state);
  g_free (unit->note);
  g_clear_pointer (&unit->residents, g_array_unref);
  g_clear_pointer (&unit->doses, g_array_unref);
  g_free (unit);
}

/**
 * mh_waiting_unit_is_first:
 * @unit: a unit
 *
 * Returns: whether mh_waiting_table_put_first() put it first in line, in front of every lottery
 */
gboolean
mh_waiting_unit_is_first (const MhWaitingUnit *unit)
{
  return unit->rank < 0;
}

static MhWaitingUnit *
read_unit (MhRows *rows)
{
  MhWaitingUnit *unit = g_new0 (MhWaitingUnit, 1);

  unit->id = mh_rows_int (rows, 0);
  unit->programme = mh_rows_int (rows, 1);
  unit->registered_at = mh_rows_int (rows, 2);
  unit->wish = mh_rows_dup_text (rows, 3);
  unit->state = mh_rows_dup_text (rows, 4);
  unit->residents = g_array_new (FALSE, FALSE, sizeof (gint64));
  unit->doses = g_array_new (FALSE, FALSE, sizeof (int));
  unit->priority = (int) mh_rows_int (rows, 7);
  unit->rank = (int) mh_rows_int (rows, 8);
  unit->swap = mh_rows_int (rows, 9) != 0;
  unit->whole_chain = mh_rows_int (rows, 10) != 0;
  unit->note = mh_rows_dup_text (rows, 11);

  return unit;
}

/* One row a member, a unit's members together. */
static GPtrArray *
read_units (MhRows  *rows,
            GError **error)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_waiting_unit_free);
  MhWaitingUnit *unit = NULL;

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 resident = mh_rows_int (rows, 5);
    int dose = (int) mh_rows_int (rows, 6);

    if (unit == NULL || unit->id != mh_rows_int (rows, 0)) {
      unit = read_unit (rows);
      g_ptr_array_add (units, unit);
    }

    g_array_append_val (unit->residents, resident);
    g_array_append_val (unit->doses, dose);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&units) : NULL;
}

/**
 * mh_waiting_table_insert:
 * @db: a connection inside an act
 * @unit: who waits for what; id, state and rank are not looked at
 * @error: return location
 *
 * Returns: the new unit's id, 0 with @error set
 */
gint64
mh_waiting_table_insert (MhDb                *db,
                         const MhWaitingUnit *unit,
                         GError             **error)
{
  gint64 id;

  if (!mh_db_run (db, error,
                  "INSERT INTO waiting_unit (programme, registered_at, wish, priority, swap, whole_chain, note) "
                  "VALUES (:programme, :registered_at, :wish, :priority, :swap, :whole_chain, :note)",
                  ":programme", MH_INT (unit->programme),
                  ":registered_at", MH_INT (unit->registered_at),
                  ":wish", MH_TEXT (unit->wish),
                  ":priority", MH_INT (unit->priority),
                  ":swap", MH_INT (unit->swap != FALSE),
                  ":whole_chain", MH_INT (unit->whole_chain != FALSE),
                  ":note", MH_TEXT (unit->note),
                  NULL))
    return 0;

  id = mh_db_last_id (db);

  for (guint i = 0; i < unit->residents->len; i++) {
    if (!mh_waiting_table_add_member (db, id, g_array_index (unit->residents, gint64, i), g_array_index (unit->doses, int, i), error))
      return 0;
  }

  return id;
}

/**
 * mh_waiting_table_set_state:
 * @db: a connection inside an act
 * @id: a unit
 * @state: "waiting", "placed", "withdrawn"
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_waiting_table_set_state (MhDb       *db,
                            gint64      id,
                            const char *state,
                            GError    **error)
{
  return mh_db_run (db, error, "UPDATE waiting_unit SET state = :state WHERE id = :id",
                    ":state", MH_TEXT (state), ":id", MH_INT (id), NULL);
}

/**
 * mh_waiting_table_update:
 * @db: a connection inside an act
 * @unit: a unit as it is to be; only wish, priority, swap, whole_chain and note are looked at
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_waiting_table_update (MhDb                *db,
                         const MhWaitingUnit *unit,
                         GError             **error)
{
  return mh_db_run (db, error,
                    "UPDATE waiting_unit SET wish = :wish, priority = :priority, swap = :swap, whole_chain = :whole_chain, note = :note "
                    "WHERE id = :id",
                    ":wish", MH_TEXT (unit->wish),
                    ":priority", MH_INT (unit->priority),
                    ":swap", MH_INT (unit->swap != FALSE),
                    ":whole_chain", MH_INT (unit->whole_chain != FALSE),
                    ":note", MH_TEXT (unit->note),
                    ":id", MH_INT (unit->id),
                    NULL);
}

/**
 * mh_waiting_table_put_first:
 * @db: a connection inside an act
 * @id: a unit that waits
 * @error: return location
 *
 * Ranks of those who were put first in line are negative and go up, so that a day called off later does not pass one called off earlier,
 * and a lottery, which ranks from 1 on, passes neither.
 *
 * Returns: whether it was written
 */
gboolean
mh_waiting_table_put_first (MhDb    *db,
                            gint64   id,
                            GError **error)
{
  return mh_db_run (db, error,
                    "UPDATE waiting_unit SET rank = 1 + coalesce ((SELECT max (other.rank) FROM waiting_unit AS other "
                    "  WHERE other.programme = waiting_unit.programme AND other.state = 'waiting' AND other.rank < 0), -1000001) "
                    "WHERE id = :id AND (rank IS NULL OR rank >= 0)",
                    ":id", MH_INT (id), NULL);
}

/**
 * mh_waiting_table_set_drawn:
 * @db: a connection inside an act
 * @id: a unit that waits
 * @rank: 1 and more
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_waiting_table_set_drawn (MhDb    *db,
                            gint64   id,
                            int      rank,
                            GError **error)
{
  return mh_db_run (db, error, "UPDATE waiting_unit SET rank = :rank WHERE id = :id AND (rank IS NULL OR rank >= 0)",
                    ":id", MH_INT (id), ":rank", MH_INT (rank), NULL);
}

/**
 * mh_waiting_table_set_dose:
 * @db: a connection inside an act
 * @id: a unit
 * @resident: one of its people
 * @dose: 1 and more
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_waiting_table_set_dose (MhDb    *db,
                           gint64   id,
                           gint64   resident,
                           int      dose,
                           GError **error)
{
  return mh_db_run (db, error, "UPDATE waiting_member SET dose = :dose WHERE unit = :unit AND resident = :resident",
                    ":dose", MH_INT (dose), ":unit", MH_INT (id), ":resident", MH_INT (resident), NULL);
}

/**
 * mh_waiting_table_add_member:
 * @db: a connection inside an act
 * @id: a unit
 * @resident: somebody who is not in it
 * @dose: 1 and more
 * @error: return location
 *
 * Returns: whether he waits with the others from now on, as the last of them
 */
gboolean
mh_waiting_table_add_member (MhDb    *db,
                             gint64   id,
                             gint64   resident,
                             int      dose,
                             GError **error)
{
  return mh_db_run (db, error, "INSERT INTO waiting_member (unit, resident, dose) VALUES (:unit, :resident, :dose)",
                    ":unit", MH_INT (id), ":resident", MH_INT (resident), ":dose", MH_INT (dose), NULL);
}

/**
 * mh_waiting_table_remove_member:
 * @db: a connection inside an act
 * @id: a unit of several
 * @resident: one of them
 * @error: return location
 *
 * Returns: whether the others wait without him
 */
gboolean
mh_waiting_table_remove_member (MhDb    *db,
                                gint64   id,
                                gint64   resident,
                                GError **error)
{
  return mh_db_run (db, error, "DELETE FROM waiting_member WHERE unit = :unit AND resident = :resident",
                    ":unit", MH_INT (id), ":resident", MH_INT (resident), NULL);
}

/**
 * mh_waiting_table_get:
 * @db: a connection
 * @id: a unit
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the unit in any state
 */
MhWaitingUnit *
mh_waiting_table_get (MhDb    *db,
                      gint64   id,
                      GError **error)
{
  g_autoptr (GPtrArray) units = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_UNIT "WHERE unit.id = :id ORDER BY member.id",
                                         ":id", MH_INT (id), NULL);

  units = read_units (rows, error);
  if (units == NULL)
    return NULL;

  if (units->len == 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no waiting-list entry %lld."), (long long) id);
    return NULL;
  }

  return g_ptr_array_steal_index (units, 0);
}

/**
 * mh_waiting_table_list:
 * @db: a connection
 * @programme: a programme
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhWaitingUnit): those that wait, in the order in which they are asked
 */
GPtrArray *
mh_waiting_table_list (MhDb    *db,
                       gint64   programme,
                       GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_UNIT "JOIN programme ON programme.id = unit.programme "
                                                     "WHERE unit.programme = :programme AND unit.state = 'waiting' "
                                                     "ORDER BY " MH_WAITING_ORDER ", member.id",
                                         ":programme", MH_INT (programme), NULL);

  return read_units (rows, error);
}

/**
 * mh_waiting_table_find:
 * @db: a connection
 * @programme: a programme
 * @resident: a person
 * @out_unit: (out): the waiting unit the person belongs to, 0 when none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_waiting_table_find (MhDb    *db,
                       gint64   programme,
                       gint64   resident,
                       gint64  *out_unit,
                       GError **error)
{
  return mh_db_get_int (db, 0, out_unit, error,
                        "SELECT unit.id FROM waiting_unit AS unit JOIN waiting_member AS member ON member.unit = unit.id "
                        "WHERE unit.programme = :programme AND unit.state = 'waiting' AND member.resident = :resident LIMIT 1",
                        ":programme", MH_INT (programme), ":resident", MH_INT (resident), NULL);
}

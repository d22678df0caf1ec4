/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include "mh-people-merge-move.h"

#include "mh-guardian-table.h"
#include "mh-refill-private.h"
#include "mh-waiting-table.h"

/* One step of what goes over: :keep and :drop are the two. In this order. */
static const char * const steps[] = {
  "UPDATE booking SET resident = :keep WHERE resident = :drop",

  /* A contact of both stays once; refused for one of the two, it stays refused. */
  "UPDATE contact_link SET opted_out = 1 WHERE resident = :keep AND opted_out = 0 "
  "AND contact IN (SELECT contact FROM contact_link WHERE resident = :drop AND opted_out = 1)",
  "DELETE FROM contact_link WHERE resident = :drop AND contact IN (SELECT contact FROM contact_link WHERE resident = :keep)",
  "UPDATE contact_link SET resident = :keep WHERE resident = :drop",

  /* A refusal outweighs; of two equal answers the later day. */
  "DELETE FROM consent WHERE resident = :keep AND EXISTS (SELECT 1 FROM consent AS other "
  "WHERE other.resident = :drop AND other.channel = consent.channel AND other.category = consent.category "
  "AND ((other.answer = 'no' AND consent.answer = 'yes') OR (other.answer = consent.answer AND other.day > consent.day)))",
  "DELETE FROM consent WHERE resident = :drop AND EXISTS (SELECT 1 FROM consent AS other "
  "WHERE other.resident = :keep AND other.channel = consent.channel AND other.category = consent.category)",
  "UPDATE consent SET resident = :keep WHERE resident = :drop",

  "DELETE FROM contact_problem WHERE resident = :drop AND written IN (SELECT written FROM contact_problem WHERE resident = :keep)",
  "UPDATE contact_problem SET resident = :keep WHERE resident = :drop",
  "UPDATE ticket SET resident = :keep WHERE resident = :drop",
  "UPDATE allowed_proxy SET resident = :keep WHERE resident = :drop",
  "DELETE FROM past_dose WHERE resident = :drop AND EXISTS (SELECT 1 FROM past_dose AS other "
  "WHERE other.resident = :keep AND other.programme = past_dose.programme AND other.dose = past_dose.dose)",
  "UPDATE past_dose SET resident = :keep WHERE resident = :drop",
  "UPDATE blackout_slip SET resident = :keep WHERE resident = :drop",

  /* Copied, not moved: taking the merge back must leave each as protected as before. */
  "INSERT INTO protection (resident, start_date, end_date, source, note) "
  "SELECT :keep, start_date, end_date, source, note FROM protection WHERE resident = :drop",

  /* Who went over to the one that goes over now. */
  "UPDATE resident SET merged_into = :keep WHERE merged_into = :drop",
};

static gboolean
run_steps (MhDb    *db,
           gint64   keep,
           gint64   drop,
           GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (!mh_db_run (db, error, steps[i], ":keep", MH_INT (keep), ":drop", MH_INT (drop), NULL))
      return FALSE;
  }

  return TRUE;
}

/* The unit that is to leave the list because the person waits twice for one dose, or 0: of two in one unit, or of two units, the later one
 * of those who wait alone. */
static gboolean
find_second_unit (MhDb    *db,
                  gint64   keep,
                  gint64   drop,
                  gint64  *out_unit,
                  GError **error)
{
  static const char sql[] =
    "SELECT CASE WHEN a_alone AND (NOT b_alone OR a_at > b_at OR (a_at = b_at AND a_id > b_id)) THEN a_id ELSE b_id END FROM ("
    "  SELECT a.id AS a_id, b.id AS b_id, a.registered_at AS a_at, b.registered_at AS b_at, "
    "    (SELECT count (*) FROM waiting_member WHERE unit = a.id) = 1 AS a_alone, "
    "    (SELECT count (*) FROM waiting_member WHERE unit = b.id) = 1 AS b_alone "
    "  FROM waiting_member AS x JOIN waiting_unit AS a ON a.id = x.unit AND a.state = 'waiting' "
    "  JOIN waiting_unit AS b ON b.programme = a.programme AND b.state = 'waiting' AND b.id <> a.id "
    "  JOIN waiting_member AS y ON y.unit = b.id AND y.dose = x.dose "
    "  WHERE x.resident = :keep AND y.resident = :drop) WHERE a_alone OR b_alone LIMIT 1";

  return mh_db_get_int (db, 0, out_unit, error, sql, ":keep", MH_INT (keep), ":drop", MH_INT (drop), NULL);
}

static gboolean
move_waiting (const MhDesk *desk,
              MhAct        *act,
              gint64        keep,
              gint64        drop,
              GError      **error)
{
  gint64 unit;

  do {
    if (!find_second_unit (desk->db, keep, drop, &unit, error))
      return FALSE;

    if (unit != 0 && (!mh_refill_end_offers_of_unit (desk, act, unit, error) ||
                      !mh_waiting_table_set_state (desk->db, unit, "withdrawn", error)))
      return FALSE;
  } while (unit != 0);

  return mh_db_run (desk->db, error,
                    "DELETE FROM waiting_member WHERE resident = :drop AND unit IN (SELECT unit FROM waiting_member WHERE resident = :keep)",
                    ":keep", MH_INT (keep), ":drop", MH_INT (drop), NULL) &&
         mh_db_run (desk->db, error, "UPDATE waiting_member SET resident = :keep WHERE resident = :drop",
                    ":keep", MH_INT (keep), ":drop", MH_INT (drop), NULL);
}

/**
 * mh_people_merge_move:
 * @desk: the desk
 * @act: the act of the merge
 * @keep: who stays
 * @drop: whose entry goes over
 * @error: return location
 *
 * Messages stay where they were written; whoever lists or sends them follows the entry to the person.
 *
 * Returns: whether all went over
 */
gboolean
mh_people_merge_move (const MhDesk *desk,
                      MhAct        *act,
                      gint64        keep,
                      gint64        drop,
                      GError      **error)
{
  return move_waiting (desk, act, keep, drop, error) &&
         mh_guardian_table_move (desk->db, drop, keep, error) &&
         run_steps (desk->db, keep, drop, error);
}

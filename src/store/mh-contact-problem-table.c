/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-contact-problem-table"

#include "mh-contact-problem-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-rows-date.h"

#define COLUMNS "p.id, p.resident, p.written, p.problem, p.source, p.day "

static MhContactProblem *
read_row (MhRows *rows)
{
  MhContactProblem *problem = g_new0 (MhContactProblem, 1);

  problem->id = mh_rows_int (rows, 0);
  problem->resident = mh_rows_int (rows, 1);
  problem->written = mh_rows_dup_text (rows, 2);
  problem->problem = mh_rows_dup_text (rows, 3);
  problem->source = mh_rows_dup_text (rows, 4);
  problem->day = mh_rows_date (rows, 5);

  return problem;
}

/**
 * mh_contact_problem_free:
 * @problem: (nullable): a problem
 */
void
mh_contact_problem_free (MhContactProblem *problem)
{
  if (problem == NULL)
    return;

  g_free (problem->written);
  g_free (problem->problem);
  g_free (problem->source);
  g_free (problem);
}

/**
 * mh_contact_problem_table_add:
 * @db: a connection inside an act
 * @resident: whose number it would be
 * @written: what was written, not empty
 * @problem: a stable code of what is wrong with it
 * @source: import or hand
 * @day: when it was found
 * @out_added: (out) (optional): whether it is new; the same text of the same person is kept once, and not asked again once it is settled
 * @error: return location
 *
 * Returns: whether it stands there now
 */
gboolean
mh_contact_problem_table_add (MhDb       *db,
                              gint64      resident,
                              const char *written,
                              const char *problem,
                              const char *source,
                              MhDate      day,
                              gboolean   *out_added,
                              GError    **error)
{
  g_autofree char *iso = mh_date_to_iso (day);

  if (out_added != NULL)
    *out_added = FALSE;

  if (!mh_db_run (db, error,
                  "INSERT INTO contact_problem (resident, written, problem, source, day) "
                  "VALUES (:resident, :written, :problem, :source, :day) ON CONFLICT (resident, written) DO NOTHING",
                  ":resident", MH_INT (resident),
                  ":written", MH_TEXT (written),
                  ":problem", MH_TEXT (problem),
                  ":source", MH_TEXT (source),
                  ":day", MH_TEXT (iso),
                  NULL))
    return FALSE;

  if (out_added != NULL)
    *out_added = mh_db_changes (db) > 0;

  return TRUE;
}

/**
 * mh_contact_problem_table_settle:
 * @db: a connection inside an act
 * @id: a problem's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * The text is remembered: the next file that has it does not bring it back.
 *
 * Returns: whether it is off the list
 */
gboolean
mh_contact_problem_table_settle (MhDb    *db,
                                 gint64   id,
                                 GError **error)
{
  if (!mh_db_run (db, error, "UPDATE contact_problem SET settled = 1 WHERE id = :id AND settled = 0", ":id", MH_INT (id), NULL))
    return FALSE;

  if (mh_db_changes (db) > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This number is no longer on the list."));

  return FALSE;
}

/**
 * mh_contact_problem_table_get:
 * @db: a connection
 * @id: a problem's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the problem, or %NULL
 */
MhContactProblem *
mh_contact_problem_table_get (MhDb    *db,
                              gint64   id,
                              GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT " COLUMNS "FROM contact_problem AS p WHERE p.id = :id AND p.settled = 0",
                                         ":id", MH_INT (id), NULL);

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    return read_row (rows);

  if (mh_rows_end (rows, error))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This number is no longer on the list."));

  return NULL;
}

/**
 * mh_contact_problem_table_list:
 * @db: a connection
 * @resident: a person, or 0 for everybody but the dead, moved and removed
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhContactProblem): in Japanese order of the people, or %NULL
 */
GPtrArray *
mh_contact_problem_table_list (MhDb    *db,
                               gint64   resident,
                               GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS "FROM contact_problem AS p JOIN resident AS r ON r.id = p.resident "
                      "WHERE p.settled = 0 AND (p.resident = :resident OR "
                      "(:resident = 0 AND r.merged_into IS NULL AND r.status IN ('resident', 'moving-out'))) "
                      "ORDER BY r.sort_key, r.id, p.id";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":resident", MH_INT (resident), NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_contact_problem_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (problems, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&problems) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-send-rule-table"

#include "mh-send-rule-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define COLUMNS \
  "SELECT id, kind, programme, days_before, at_min, text, easy, is_on, " \
  "  (SELECT max (act.at) FROM act_change JOIN act ON act.id = act_change.act " \
  "   WHERE act_change.tbl = 'send_rule' AND act_change.key = CAST (r.id AS TEXT)) " \
  "FROM send_rule AS r "

/**
 * mh_send_rule_free:
 * @rule: a rule
 */
void
mh_send_rule_free (MhSendRule *rule)
{
  g_free (rule->kind);
  g_free (rule->text);
  g_free (rule->easy);
  g_free (rule);
}

/**
 * mh_send_rule_table_insert:
 * @db: a connection inside an act
 * @rule: what to write; id and changed_at are not looked at
 * @error: return location
 *
 * Returns: the id, 0 with @error set
 */
gint64
mh_send_rule_table_insert (MhDb             *db,
                           const MhSendRule *rule,
                           GError          **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO send_rule (kind, programme, days_before, at_min, text, easy, is_on) "
                    "VALUES (:kind, :programme, :days_before, :at_min, :text, :easy, :is_on)",
                    ":kind", MH_TEXT (rule->kind), ":programme", MH_ID (rule->programme), ":days_before", MH_INT (rule->days_before),
                    ":at_min", MH_INT (rule->at_min), ":text", MH_TEXT (rule->text), ":easy", MH_TEXT (rule->easy),
                    ":is_on", MH_INT (rule->is_on ? 1 : 0), NULL)
         ? mh_db_last_id (db) : 0;
}

/**
 * mh_send_rule_table_update:
 * @db: a connection inside an act
 * @rule: what is to stand in its row; kind and changed_at are not looked at
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_send_rule_table_update (MhDb             *db,
                           const MhSendRule *rule,
                           GError          **error)
{
  return mh_db_run (db, error,
                    "UPDATE send_rule SET programme = :programme, days_before = :days_before, at_min = :at_min, text = :text, easy = :easy, "
                    "  is_on = :is_on WHERE id = :id",
                    ":programme", MH_ID (rule->programme), ":days_before", MH_INT (rule->days_before), ":at_min", MH_INT (rule->at_min),
                    ":text", MH_TEXT (rule->text), ":easy", MH_TEXT (rule->easy), ":is_on", MH_INT (rule->is_on ? 1 : 0),
                    ":id", MH_INT (rule->id), NULL);
}

/**
 * mh_send_rule_table_remove:
 * @db: a connection inside an act
 * @id: a rule
 * @out_found: (out): whether there was one that was in use
 * @error: return location
 *
 * A rule that has made broadcasts stays, switched off, since they name it.
 *
 * Returns: whether it is not in use any more
 */
gboolean
mh_send_rule_table_remove (MhDb     *db,
                           gint64    id,
                           gboolean *out_found,
                           GError  **error)
{
  gint64 n = 0, n_made = 0;

  *out_found = FALSE;
  if (!mh_db_get_int (db, 0, &n, error, "SELECT count (*) FROM send_rule WHERE id = :id AND is_on = 1", ":id", MH_INT (id), NULL) ||
      !mh_db_get_int (db, 0, &n_made, error, "SELECT count (*) FROM broadcast WHERE send_rule = :id", ":id", MH_INT (id), NULL))
    return FALSE;

  *out_found = n > 0;
  if (n_made > 0)
    return mh_db_run (db, error, "UPDATE send_rule SET is_on = 0 WHERE id = :id", ":id", MH_INT (id), NULL);

  return mh_db_run (db, error, "DELETE FROM send_rule WHERE id = :id", ":id", MH_INT (id), NULL);
}

static MhSendRule *
read_row (MhRows *rows)
{
  MhSendRule *rule = g_new0 (MhSendRule, 1);

  rule->id = mh_rows_int (rows, 0);
  rule->kind = mh_rows_dup_text (rows, 1);
  rule->programme = mh_rows_int (rows, 2);
  rule->days_before = (int) mh_rows_int (rows, 3);
  rule->at_min = (int) mh_rows_int (rows, 4);
  rule->text = mh_rows_dup_text (rows, 5);
  rule->easy = mh_rows_dup_text (rows, 6);
  rule->is_on = mh_rows_int (rows, 7) != 0;
  rule->changed_at = mh_rows_int (rows, 8);

  return rule;
}

/**
 * mh_send_rule_table_get:
 * @db: a connection
 * @id: a rule
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the rule, or %NULL
 */
MhSendRule *
mh_send_rule_table_get (MhDb    *db,
                        gint64   id,
                        GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, COLUMNS "WHERE id = :id", ":id", MH_INT (id), NULL);
  g_autoptr (MhSendRule) rule = NULL;

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    rule = read_row (rows);
  if (!mh_rows_end (rows, error))
    return NULL;

  if (rule == NULL)
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no reminder rule %lld."), (long long) id);

  return g_steal_pointer (&rule);
}

/**
 * mh_send_rule_table_list:
 * @db: a connection
 * @only_on: whether those that are switched off are left out
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhSendRule): by id
 */
GPtrArray *
mh_send_rule_table_list (MhDb    *db,
                         gboolean only_on,
                         GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_send_rule_free);
  g_autoptr (MhRows) rows = mh_db_query (db, error, COLUMNS "WHERE is_on = 1 OR NOT :only_on ORDER BY id",
                                         ":only_on", MH_INT (only_on ? 1 : 0), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (rules, read_row (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&rules) : NULL;
}

/**
 * mh_send_rule_table_is_made:
 * @db: a connection
 * @rule: a rule
 * @session: a session
 * @out_made: (out): whether the rule has made its broadcast for it
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_send_rule_table_is_made (MhDb     *db,
                            gint64    rule,
                            gint64    session,
                            gboolean *out_made,
                            GError  **error)
{
  gint64 n = 0;

  if (!mh_db_get_int (db, 0, &n, error, "SELECT count (*) FROM broadcast WHERE send_rule = :rule AND session = :session",
                      ":rule", MH_INT (rule), ":session", MH_INT (session), NULL))
    return FALSE;

  *out_made = n > 0;

  return TRUE;
}

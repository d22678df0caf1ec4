/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-dose-rule-table"

#include "mh-dose-rule-table.h"

/**
 * mh_dose_rule_table_list:
 * @db: a connection
 * @programme: a programme
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhDoseRule): its rules by dose and age, or %NULL
 */
GArray *
mh_dose_rule_table_list (MhDb    *db,
                         gint64   programme,
                         GError **error)
{
  static const char sql[] =
    "SELECT dose, min_months, below_months, earliest_days, standard_days, same_weekday, warn_days FROM dose_rule "
    "WHERE programme = :programme ORDER BY dose, min_months, below_months";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":programme", MH_INT (programme), NULL);
  g_autoptr (GArray) rules = g_array_new (FALSE, TRUE, sizeof (MhDoseRule));

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhDoseRule rule = {
      .dose = (int) mh_rows_int (rows, 0),
      .min_months = (int) mh_rows_int (rows, 1),
      .below_months = (int) mh_rows_int (rows, 2),
      .earliest_days = (int) mh_rows_int (rows, 3),
      .standard_days = (int) mh_rows_int (rows, 4),
      .same_weekday = mh_rows_int (rows, 5) != 0,
      .warn_days = (int) mh_rows_int (rows, 6),
    };

    g_array_append_val (rules, rule);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&rules) : NULL;
}

static gboolean
insert_rule (MhDb             *db,
             gint64            programme,
             const MhDoseRule *rule,
             GError          **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO dose_rule (programme, dose, min_months, below_months, earliest_days, standard_days, same_weekday, warn_days) "
                    "VALUES (:programme, :dose, :min_months, :below_months, :earliest_days, :standard_days, :same_weekday, :warn_days)",
                    ":programme", MH_INT (programme),
                    ":dose", MH_INT (rule->dose),
                    ":min_months", MH_INT (rule->min_months),
                    ":below_months", MH_INT (rule->below_months),
                    ":earliest_days", MH_INT (rule->earliest_days),
                    ":standard_days", MH_INT (rule->standard_days),
                    ":same_weekday", MH_INT (rule->same_weekday != FALSE),
                    ":warn_days", MH_INT (rule->warn_days),
                    NULL);
}

static gboolean
is_equal (const MhDoseRule *a,
          const MhDoseRule *b)
{
  return a->dose == b->dose && a->min_months == b->min_months && a->below_months == b->below_months &&
         a->earliest_days == b->earliest_days && a->standard_days == b->standard_days &&
         (a->same_weekday != FALSE) == (b->same_weekday != FALSE) && a->warn_days == b->warn_days;
}

static gboolean
is_unchanged (const GArray *old,
              const GArray *rules)
{
  if (old->len != rules->len)
    return FALSE;

  for (guint i = 0; i < rules->len; i++) {
    gboolean is_there = FALSE;

    for (guint n = 0; n < old->len && !is_there; n++)
      is_there = is_equal (&g_array_index (rules, MhDoseRule, i), &g_array_index (old, MhDoseRule, n));
    if (!is_there)
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_dose_rule_table_replace:
 * @db: a connection inside an act
 * @programme: a programme
 * @rules: (element-type MhDoseRule): all its rules from now on
 * @error: return location; MH_ERROR_CONFLICT for two of one dose and age, or a value out of its range
 *
 * Returns: whether they stand as given
 */
gboolean
mh_dose_rule_table_replace (MhDb         *db,
                            gint64        programme,
                            const GArray *rules,
                            GError      **error)
{
  g_autoptr (GArray) old = mh_dose_rule_table_list (db, programme, error);

  if (old == NULL)
    return FALSE;

  if (is_unchanged (old, rules))
    return TRUE;

  if (!mh_db_run (db, error, "DELETE FROM dose_rule WHERE programme = :programme", ":programme", MH_INT (programme), NULL))
    return FALSE;

  for (guint i = 0; i < rules->len; i++) {
    if (!insert_rule (db, programme, &g_array_index (rules, MhDoseRule, i), error))
      return FALSE;
  }

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-retention"

#include "mh-retention-private.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-error.h"
#include "mh-retention-table.h"

#define MAX_YEARS 100

/* Nobody about whom something is still going on: a message that has not ended, a place to come, a wait, a protection that runs. */
#define NOTHING_OPEN \
  "AND r.merged_into IS NULL " \
  "AND NOT EXISTS (SELECT 1 FROM delivery AS d WHERE " \
  "  (d.resident = r.id OR d.resident IN (SELECT id FROM resident AS m WHERE m.merged_into = r.id)) " \
  "  AND d.state IN ('held', 'due', 'attempting', 'unknown', 'check', 'by-hand')) " \
  "AND NOT EXISTS (SELECT 1 FROM booking AS b JOIN slot AS s ON s.id = b.slot JOIN session AS e ON e.id = s.session " \
  "  WHERE b.resident = r.id AND b.state = 'active' AND e.date >= :today) " \
  "AND NOT EXISTS (SELECT 1 FROM waiting_member AS m JOIN waiting_unit AS u ON u.id = m.unit " \
  "  WHERE m.resident = r.id AND u.state = 'waiting') " \
  "AND NOT EXISTS (SELECT 1 FROM protection AS p WHERE p.resident = r.id " \
  "  AND NOT coalesce (p.end_date = date (p.end_date, '+0 days') AND p.end_date < :today, 0)) "

#define PEOPLE(status) \
  "SELECT r.id, r.name || ' (' || r.register_number || ')', r.register_number, r.status_date, 1 FROM resident AS r " \
  "WHERE r.status IN (" status ") AND r.status_date <= :until AND (:id IS NULL OR r.id = :id) " \
                               "AND r.register_number <> 'deleted-' || r.id " NOTHING_OPEN "ORDER BY r.status_date, r.id"

#define CONTACTS(status) \
  "SELECT r.id, r.name || ' (' || r.register_number || ')', r.register_number, r.status_date, count (*) FROM resident AS r " \
  "JOIN contact_link AS l ON l.resident = r.id " \
  "WHERE r.status IN (" status ") AND r.status_date <= :until AND (:id IS NULL OR r.id = :id) " \
  NOTHING_OPEN "GROUP BY r.id ORDER BY r.status_date, r.id"

typedef struct {
  const char *kind;
  const char *basis;
  const char *words;
  const char *sql;    /* :until the last day that is over, :today, :id; gives id, title, number, day, count */
} Kind;

static const Kind kinds[] = {
  { "people-dead", "death", N_("People who have died: everything about them"), PEOPLE ("'dead'") },
  { "people-moved", "leaving", N_("People who have moved away: everything about them"), PEOPLE ("'moved-out', 'removed'") },
  { "contacts-dead", "death", N_("Telephone numbers and LINE of people who have died"), CONTACTS ("'dead'") },
  { "contacts-moved", "leaving", N_("Telephone numbers and LINE of people who have moved away"), CONTACTS ("'moved-out', 'removed'") },
  { "messages", "record", N_("Words of messages that were sent"),
    "SELECT y, y, NULL, max (day), count (*) FROM (SELECT CAST (strftime ('%Y', state_at / 1000 + 32400, 'unixepoch') AS INTEGER) AS y, "
    "  date (state_at / 1000 + 32400, 'unixepoch') AS day FROM delivery "
    "  WHERE state IN ('accepted', 'delivered', 'undelivered', 'by-hand-done', 'withdrawn') AND body <> '-') "
    "WHERE (:id IS NULL OR y = :id) AND :today IS NOT NULL GROUP BY y HAVING y || '-12-31' <= :until ORDER BY y" },
  { "bookings", "record", N_("Bookings, waiting lists and offers of programmes that are over"),
    "SELECT p.id, p.name, NULL, max (e.date), (SELECT count (*) FROM booking AS b WHERE b.programme = p.id) FROM programme AS p "
    "JOIN session AS e ON e.programme = p.id WHERE (:id IS NULL OR p.id = :id) AND :today IS NOT NULL "
    "AND (EXISTS (SELECT 1 FROM booking AS b WHERE b.programme = p.id) OR EXISTS (SELECT 1 FROM waiting_unit AS u WHERE u.programme = p.id)) "
    "AND NOT EXISTS (SELECT 1 FROM refill_round AS o WHERE o.programme = p.id AND o.state = 'open') "
    "GROUP BY p.id HAVING max (e.date) <= :until ORDER BY max (e.date), p.id" },
};

static const Kind *
find_kind (const char *name,
           GError    **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (kinds[i].kind, name))
      return &kinds[i];
  }

  g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no kind of data called “%s”."), name);

  return NULL;
}

/**
 * mh_retention_candidate_free:
 * @candidate: a candidate
 */
void
mh_retention_candidate_free (MhRetentionCandidate *candidate)
{
  g_free (candidate->title);
  g_free (candidate->number);
  g_free (candidate);
}

/**
 * mh_retention_kind_words:
 * @kind: a kind of data
 *
 * Returns: (transfer none): what the nurse calls it; @kind itself for an unknown one
 */
const char *
mh_retention_kind_words (const char *kind)
{
  const Kind *known = find_kind (kind, NULL);

  return known != NULL ? _(known->words) : kind;
}

/**
 * mh_retention_basis_words:
 * @basis: record, leaving or death
 *
 * Returns: (transfer none): from when on the years count
 */
const char *
mh_retention_basis_words (const char *basis)
{
  if (g_str_equal (basis, "death"))
    return C_("retention", "from the death");
  if (g_str_equal (basis, "leaving"))
    return C_("retention", "from moving away");

  return C_("retention", "from the last day");
}

/**
 * mh_retention_list:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhRetentionRule): a rule for each kind, or %NULL
 */
GPtrArray *
mh_retention_list (const MhDesk *desk,
                   GError      **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    MhRetentionRule *rule = g_new0 (MhRetentionRule, 1);

    g_ptr_array_add (rules, rule);
    rule->kind = kinds[i].kind;
    rule->basis = kinds[i].basis;
    if (!mh_retention_table_get (desk->db, rule->kind, &rule->years, error))
      return NULL;
  }

  return g_steal_pointer (&rules);
}

/**
 * mh_retention_set:
 * @desk: the desk
 * @kind: a kind of data
 * @years: how many years it is kept, 0 to 100; -1: for ever
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_INVALID
 *
 * Deletes nothing: whose time is over stands on the list from now on.
 *
 * Returns: whether it is kept
 */
gboolean
mh_retention_set (const MhDesk *desk,
                  const char   *kind,
                  int           years,
                  GError      **error)
{
  const Kind *known = find_kind (kind, error);
  g_autoptr (MhAct) act = NULL;

  if (known == NULL)
    return FALSE;

  if (years < -1 || years > MAX_YEARS) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Write a number of years from 0 to %d, or nothing to keep it for ever."), MAX_YEARS);
    return FALSE;
  }

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "retention.set", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return FALSE;

  mh_act_set_text (act, "key", known->kind);
  mh_act_set_int (act, "years", years);

  return (years < 0 ? mh_retention_table_remove (desk->db, known->kind, error)
                    : mh_retention_table_set (desk->db, known->kind, years, known->basis, error)) &&
         mh_act_commit (act, error);
}

static MhRetentionCandidate *
read_candidate (const Kind *kind,
                MhRows     *rows)
{
  MhRetentionCandidate *candidate = g_new0 (MhRetentionCandidate, 1);
  const char *day = mh_rows_text (rows, 3);

  candidate->kind = kind->kind;
  candidate->id = mh_rows_int (rows, 0);
  candidate->title = mh_rows_dup_text (rows, 1);
  candidate->number = mh_rows_dup_text (rows, 2);
  if (day != NULL)
    mh_date_from_iso (day, &candidate->since);
  candidate->n = mh_rows_int (rows, 4);

  return candidate;
}

/**
 * mh_retention_find_kind:
 * @desk: the desk
 * @name: a kind of what is kept
 * @id: one of it, 0: all
 * @candidates: (element-type MhRetentionCandidate): what is over is added
 * @error: return location; MH_ERROR_NOT_FOUND for a kind that there is not
 *
 * The anniversary must be past: five years from 2020-03-31 are over on 2025-04-01.
 *
 * A kind without a number of years is kept for ever.
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_retention_find_kind (const MhDesk *desk,
                        const char   *name,
                        gint64        id,
                        GPtrArray    *candidates,
                        GError      **error)
{
  const Kind *kind = find_kind (name, error);
  MhDate today = mh_desk_today (desk);
  g_autofree char *today_iso = mh_date_to_iso (today);
  g_autofree char *until = NULL;
  g_autoptr (MhRows) rows = NULL;
  int years;

  if (kind == NULL || !mh_retention_table_get (desk->db, name, &years, error))
    return FALSE;
  if (years < 0)
    return TRUE;

  until = mh_date_to_iso (mh_date_add_days (mh_date_add_months (today, -12 * years), -1));
  rows = mh_db_query (desk->db, error, kind->sql, ":until", MH_TEXT (until), ":today", MH_TEXT (today_iso), ":id", MH_ID (id), NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows))
    g_ptr_array_add (candidates, read_candidate (kind, rows));

  return mh_rows_end (rows, error);
}

/**
 * mh_retention_find:
 * @desk: the desk
 * @error: return location
 *
 * The yearly list (廃棄候補一覧). Somebody whose day of death or leaving is not known never stands on it, nor somebody about whom
 * anything is still going on.
 *
 * Returns: (transfer full) (element-type MhRetentionCandidate): what has been kept longer than its rule says, or %NULL
 */
GPtrArray *
mh_retention_find (const MhDesk *desk,
                   GError      **error)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_retention_candidate_free);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (!mh_retention_find_kind (desk, kinds[i].kind, 0, candidates, error))
      return NULL;
  }

  return g_steal_pointer (&candidates);
}

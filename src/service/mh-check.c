/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-check"

#include "mh-check.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-error.h"
#include "mh-planner.h"

/* A rule and the query that finds what breaks it: each row is one finding, its first column the number to name. */
typedef struct {
  const char *sentence;
  const char *sql;
} Rule;

static const Rule rules[] = {
  { N_("Booking %s is active, but does not hold exactly one place."),
    "SELECT id FROM booking AS b WHERE state = 'active' "
    "AND (SELECT count(*) FROM seat_hold WHERE booking = b.id) <> 1" },
  { N_("Booking %s is not active any more, but holds a place."),
    "SELECT b.id FROM booking AS b JOIN seat_hold AS h ON h.booking = b.id WHERE b.state NOT IN ('active', 'missed')" },
  { N_("Place %s is held more than once."),
    "SELECT slot || '/' || number FROM seat_hold GROUP BY slot, number HAVING count(*) > 1" },
  { N_("Place %s is blocked, but held."),
    "SELECT h.slot || '/' || h.number FROM seat_hold AS h JOIN seat AS s ON s.slot = h.slot AND s.number = h.number "
    "WHERE s.share = 'blocked'" },
  { N_("Resident %s has two active bookings for the same dose."),
    "SELECT resident FROM booking WHERE state = 'active' GROUP BY programme, resident, dose HAVING count(*) > 1" },
  { N_("Refill round %s is open, but holds no place."),
    "SELECT id FROM refill_round AS r WHERE state = 'open' AND NOT EXISTS (SELECT 1 FROM seat_hold WHERE round = r.id)" },
  { N_("Refill round %s is over, but still holds a place."),
    "SELECT DISTINCT r.id FROM refill_round AS r JOIN seat_hold AS h ON h.round = r.id WHERE r.state <> 'open'" },
  { N_("Refill round %s holds a place of another slot."),
    "SELECT DISTINCT r.id FROM refill_round AS r JOIN seat_hold AS h ON h.round = r.id WHERE h.slot <> r.slot" },
  { N_("Offer %s is open, but its round is over."),
    "SELECT o.id FROM offer AS o JOIN refill_round AS r ON r.id = o.round WHERE o.state = 'open' AND r.state <> 'open'" },
  { N_("Offer %s is open, but its people do not wait any more."),
    "SELECT o.id FROM offer AS o JOIN waiting_unit AS u ON u.id = o.unit WHERE o.state = 'open' AND u.state <> 'waiting'" },
  { N_("Offer %s ended before it began."),
    "SELECT id FROM offer WHERE deadline_at < opened_at OR answered_at < opened_at" },
  { N_("Offer %s went to people whom the plan did not choose."),
    "SELECT id FROM offer AS o WHERE NOT EXISTS "
    "(SELECT 1 FROM plan_decision WHERE round = o.round AND unit = o.unit AND reason = 'chosen')" },
  { N_("A plan of refill round %s leaves out somebody on the waiting list."),
    "SELECT round FROM plan_decision GROUP BY round, step "
    "HAVING count(*) <> max(position) - min(position) + 1 OR count(*) <> count(DISTINCT unit)" },
  { N_("Message %s was sent, but no request to a provider is kept for it."),
    "SELECT id FROM delivery AS d WHERE state IN ('attempting', 'unknown', 'accepted', 'delivered', 'undelivered') "
    "AND reason IS NOT 'confirmed-by-person' AND NOT EXISTS (SELECT 1 FROM attempt_delivery WHERE delivery = d.id) "
    "AND NOT EXISTS (SELECT 1 FROM outgoing_row WHERE delivery = d.id)" },
  { N_("Request %s to a provider belongs to no message."),
    "SELECT id FROM attempt AS a WHERE NOT EXISTS (SELECT 1 FROM attempt_delivery WHERE attempt = a.id)" },
  { N_("Message %s was accepted by a provider more than once."),
    "SELECT p.delivery FROM attempt_delivery AS p JOIN attempt AS a ON a.id = p.attempt WHERE a.state = 'accepted' "
    "GROUP BY p.delivery HAVING count(*) > 1" },
  { N_("Waiting entry %s got places, but not for everybody in it."),
    "SELECT DISTINCT u.id FROM waiting_unit AS u JOIN waiting_member AS m ON m.unit = u.id WHERE u.state = 'placed' "
    "AND NOT EXISTS (SELECT 1 FROM booking AS b WHERE b.programme = u.programme AND b.resident = m.resident "
    "AND b.dose = m.dose AND b.state IN ('active', 'cancelled', 'missed'))" },
  { N_("Booking %s was carried out, but is noted as missed or cancelled."),
    "SELECT b.id FROM booking AS b JOIN visit AS v ON v.booking = b.id WHERE v.state IN ('came', 'done') AND b.state IN ('cancelled', 'missed')" },
  { N_("Booking %s was missed, but nothing tells why."),
    "SELECT b.id FROM booking AS b WHERE b.state = 'missed' "
    "AND NOT EXISTS (SELECT 1 FROM visit WHERE booking = b.id AND state IN ('stopped', 'cancelled-day', 'no-show', 'postponed'))" },
  { N_("Booking %s was given a lot of another programme."),
    "SELECT b.id FROM booking AS b JOIN visit AS v ON v.booking = b.id JOIN lot ON lot.id = v.lot WHERE lot.programme <> b.programme" },
  { N_("Resident %s does not have one place in the list, or has one without being in it."),
    "SELECT r.id FROM resident AS r LEFT JOIN resident_place AS p ON p.resident = r.id "
    "WHERE (r.merged_into IS NULL) <> (p.place IS NOT NULL) "
    "UNION ALL SELECT resident FROM resident_place WHERE resident NOT IN (SELECT id FROM resident)" },
  { N_("Resident %s stands in a wrong place in the list."),
    "SELECT id FROM (SELECT r.id, r.sort_key, lag (r.sort_key) OVER list AS key_before, lag (r.id) OVER list AS id_before "
    "FROM resident_place AS p JOIN resident AS r ON r.id = p.resident WINDOW list AS (ORDER BY p.place)) "
    "WHERE (key_before, id_before) > (sort_key, id)" },
  { N_("The search does not know the words of place %s in the list, or knows them without the place."),
    "SELECT place FROM resident_place WHERE place NOT IN (SELECT place FROM resident_words) "
    "UNION ALL SELECT place FROM resident_words WHERE place NOT IN (SELECT place FROM resident_place)" },
  { N_("Resident %s was changed, but not put in order in the list."),
    "SELECT resident FROM resident_stale" },
  { N_("Act %s does not stand in the log."),
    "SELECT id FROM act AS a WHERE NOT EXISTS (SELECT 1 FROM audit WHERE act = a.id)" },
  { N_("Act %s was begun, but never ended."),
    "SELECT act FROM act_now WHERE act IS NOT NULL" },
};

static gboolean
check_rule (const MhDesk *desk,
            const Rule   *rule,
            GPtrArray    *findings,
            GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, rule->sql, NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    const char *sentence = _(rule->sentence);
    GString *line = g_string_new (sentence);

    g_string_replace (line, "%s", mh_rows_text (rows, 0), 1);
    g_ptr_array_add (findings, g_string_free (line, FALSE));
  }

  return mh_rows_end (rows, error);
}

static gboolean
check_reasons (const MhDesk *desk,
               GPtrArray    *findings,
               GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, "SELECT DISTINCT reason, round FROM plan_decision", NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhPlanReason reason;

    if (!mh_plan_reason_from_nick (mh_rows_text (rows, 0), &reason))
      g_ptr_array_add (findings, g_strdup_printf (_("A plan of refill round %s gives a reason that nobody knows."),
                                                  mh_rows_text (rows, 1)));
  }

  return mh_rows_end (rows, error);
}

static gboolean
check_log (const MhDesk *desk,
           GPtrArray    *findings,
           GError      **error)
{
  MhAuditVerdict verdict;
  g_autofree char *entry = NULL;

  if (!mh_audit_check (desk->db, &verdict, error))
    return FALSE;
  if (verdict.broken == 0)
    return TRUE;

  entry = g_strdup_printf ("%" G_GINT64_FORMAT, verdict.broken);
  g_ptr_array_add (findings, g_strdup_printf (verdict.cut ? _("The newest entries of the log are missing: from entry %s on.")
                                              : _("The log was changed afterwards: from entry %s on it does not fit."), entry));

  return TRUE;
}

/* A damaged file is a finding; one that is in use or cannot be reached is an error. */
static gboolean
check_file (const MhDesk *desk,
            GPtrArray    *findings,
            GError      **error)
{
  g_autoptr (GError) local_error = NULL;

  if (mh_db_check (desk->db, &local_error))
    return TRUE;

  if (g_error_matches (local_error, MH_ERROR, MH_ERROR_BUSY)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  g_ptr_array_add (findings, g_strdup (local_error->message));

  return TRUE;
}

static gboolean
check_rows (const MhDesk *desk,
            GPtrArray    *findings,
            GError      **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (!check_rule (desk, &rules[i], findings, error))
      return FALSE;
  }

  return check_reasons (desk, findings, error);
}

/**
 * mh_check_run:
 * @desk: the desk, not in a transaction
 * @error: return location for an error
 *
 * Looks at the file itself and at every rule that must hold, all in one state of the data, and at the log.
 *
 * Returns: (transfer full) (element-type utf8): a translated sentence for each broken rule, without personal data; empty when all
 *   is well. %NULL with @error set when it could not be looked at
 */
GPtrArray *
mh_check_run (const MhDesk *desk,
              GError      **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  gboolean done;

  g_return_val_if_fail (desk != NULL, NULL);

  if (!check_file (desk, findings, error))
    return NULL;

  /* In a damaged file the rows say nothing that could be trusted. */
  if (findings->len > 0)
    return g_steal_pointer (&findings);

  if (!mh_db_begin_read (desk->db, error))
    return NULL;

  done = check_rows (desk, findings, error);
  mh_db_rollback (desk->db);

  /* The end of the log is compared with what is kept beside the database, which is newer than an old state of the data. */
  return done && check_log (desk, findings, error) ? g_steal_pointer (&findings) : NULL;
}

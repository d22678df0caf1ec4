/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-retention-rows"

#include "mh-retention-private.h"

/* What a message says once its words are gone: the column may not be empty. */
#define NO_WORDS "'-'"

/* Who adds a table that holds something about people adds it here; a test counts them. Each takes :id. */

/* A number that nobody else has goes with its link; one that a message names stays without its digits. */
static const char * const contact_steps[] = {
  "UPDATE contact SET value = 'deleted-' || id, reversed = '' WHERE id IN (SELECT contact FROM contact_link WHERE resident = :id) "
  "AND NOT EXISTS (SELECT 1 FROM contact_link AS l WHERE l.contact = contact.id AND l.resident <> :id)",
  "DELETE FROM contact_link WHERE resident = :id",
  "DELETE FROM contact WHERE value = 'deleted-' || id AND NOT EXISTS (SELECT 1 FROM delivery WHERE contact = contact.id) "
  "AND NOT EXISTS (SELECT 1 FROM attempt_delivery WHERE contact = contact.id) "
  "AND NOT EXISTS (SELECT 1 FROM refused_contact WHERE contact = contact.id) "
  "AND NOT EXISTS (SELECT 1 FROM broadcast_number WHERE contact = contact.id) "
  "AND NOT EXISTS (SELECT 1 FROM contact_link WHERE contact = contact.id) AND :id IS NOT NULL",
  "DELETE FROM consent WHERE resident = :id",
  "DELETE FROM contact_problem WHERE resident = :id",
  NULL
};

static const char * const person_steps[] = {
  "DELETE FROM protection WHERE resident = :id",
  "DELETE FROM guardian WHERE resident = :id OR person = :id",
  "DELETE FROM mailing_address WHERE resident = :id",
  "DELETE FROM ticket WHERE resident = :id",
  "DELETE FROM not_duplicate WHERE a = :id OR b = :id",
  "DELETE FROM allowed_proxy WHERE resident = :id",
  "UPDATE booking SET proxy_name = NULL, proxy_relation = NULL, override_reason = NULL, note = NULL WHERE resident = :id "
  "AND (proxy_name IS NOT NULL OR proxy_relation IS NOT NULL OR override_reason IS NOT NULL OR note IS NOT NULL)",
  "UPDATE visit SET reason = NULL WHERE reason IS NOT NULL AND booking IN (SELECT id FROM booking WHERE resident = :id)",
  "UPDATE waiting_unit SET note = NULL WHERE note IS NOT NULL AND id IN (SELECT unit FROM waiting_member WHERE resident = :id)",
  "DELETE FROM past_dose WHERE resident = :id",
  "DELETE FROM blackout_slip WHERE resident = :id",
  "UPDATE attempt SET body = x'' WHERE state <> 'open' AND length (body) > 0 AND id IN "
  "(SELECT p.attempt FROM attempt_delivery AS p JOIN delivery AS d ON d.id = p.delivery WHERE d.resident = :id)",
  "UPDATE delivery SET body = " NO_WORDS " WHERE resident = :id",
  "DELETE FROM broadcast_person WHERE resident = :id AND delivery IS NULL",
  "UPDATE resident SET merged_into = NULL WHERE merged_into = :id",
  /* What has to stay for the numbers of a session stays as nobody. */
  "UPDATE resident SET register_number = 'deleted-' || id, household_number = NULL, name = '-', kana = '', birth = NULL, "
  "birth_text = NULL, sex = 'unknown', postal_code = NULL, address = NULL, address_extra = NULL, district = NULL, district2 = NULL, "
  "district3 = NULL, relation = NULL, other_name = NULL, note = NULL, status = 'removed', status_date = NULL, merged_into = NULL WHERE id = :id",
  "DELETE FROM resident WHERE id = :id AND NOT EXISTS (SELECT 1 FROM booking WHERE resident = :id) "
  "AND NOT EXISTS (SELECT 1 FROM delivery WHERE resident = :id) AND NOT EXISTS (SELECT 1 FROM waiting_member WHERE resident = :id) "
  "AND NOT EXISTS (SELECT 1 FROM plan_decision WHERE resident = :id) AND NOT EXISTS (SELECT 1 FROM broadcast_person WHERE resident = :id)",
  /* Numbers that were taken away long before: the row has no owner, but the link that went with it has. */
  "UPDATE act_change SET inverse = NULL WHERE inverse IS NOT NULL AND tbl = 'contact' "
  "AND NOT EXISTS (SELECT 1 FROM contact WHERE id = CAST (act_change.key AS INTEGER)) "
  "AND act IN (SELECT act FROM act_change WHERE owner = :id AND tbl = 'contact_link')",
  "UPDATE act_change SET inverse = NULL WHERE owner = :id AND inverse IS NOT NULL",
  NULL
};

/* :id is the year. */
static const char * const message_steps[] = {
  "UPDATE attempt SET body = x'' WHERE state <> 'open' AND length (body) > 0 AND NOT EXISTS "
  "(SELECT 1 FROM attempt_delivery AS p JOIN delivery AS d ON d.id = p.delivery WHERE p.attempt = attempt.id AND "
  "(d.state NOT IN ('accepted', 'delivered', 'undelivered', 'by-hand-done', 'withdrawn') "
  " OR CAST (strftime ('%Y', d.state_at / 1000 + 32400, 'unixepoch') AS INTEGER) <> :id))",
  "UPDATE delivery SET body = " NO_WORDS " WHERE state IN ('accepted', 'delivered', 'undelivered', 'by-hand-done', 'withdrawn') "
                                         "AND CAST (strftime ('%Y', state_at / 1000 + 32400, 'unixepoch') AS INTEGER) = :id",
  /* Numbers of a list that belong to nobody, unless a later broadcast has them as well or somebody has come to them. */
  "UPDATE contact SET value = 'deleted-' || id, reversed = '' WHERE id IN (SELECT n.contact FROM broadcast_number AS n "
  "JOIN broadcast AS b ON b.id = n.broadcast WHERE CAST (strftime ('%Y', b.ended_at / 1000 + 32400, 'unixepoch') AS INTEGER) = :id) "
  "AND NOT EXISTS (SELECT 1 FROM contact_link WHERE contact = contact.id) "
  "AND NOT EXISTS (SELECT 1 FROM broadcast_number AS n JOIN broadcast AS b ON b.id = n.broadcast WHERE n.contact = contact.id "
  "  AND coalesce (CAST (strftime ('%Y', b.ended_at / 1000 + 32400, 'unixepoch') AS INTEGER) > :id, 1)) "
  "AND NOT EXISTS (SELECT 1 FROM delivery WHERE contact = contact.id AND state NOT IN ('accepted', 'delivered', 'undelivered', 'withdrawn'))",
  "DELETE FROM broadcast_number WHERE delivery IS NULL AND broadcast IN (SELECT id FROM broadcast WHERE "
  "CAST (strftime ('%Y', ended_at / 1000 + 32400, 'unixepoch') AS INTEGER) = :id)",
  NULL
};

/* :id is the programme. */
static const char * const booking_steps[] = {
  "UPDATE delivery SET offer = NULL WHERE offer IN (SELECT o.id FROM offer AS o JOIN refill_round AS r ON r.id = o.round WHERE r.programme = :id)",
  "UPDATE delivery SET booking = NULL WHERE booking IN (SELECT id FROM booking WHERE programme = :id)",
  "DELETE FROM plan_decision WHERE round IN (SELECT id FROM refill_round WHERE programme = :id)",
  "DELETE FROM offer WHERE round IN (SELECT id FROM refill_round WHERE programme = :id)",
  "DELETE FROM seat_hold WHERE slot IN (SELECT id FROM slot WHERE programme = :id)",
  "DELETE FROM refill_round WHERE programme = :id",
  "DELETE FROM draw_unit WHERE draw IN (SELECT id FROM draw WHERE programme = :id)",
  "DELETE FROM draw WHERE programme = :id",
  "DELETE FROM waiting_member WHERE unit IN (SELECT id FROM waiting_unit WHERE programme = :id)",
  "DELETE FROM waiting_unit WHERE programme = :id",
  "DELETE FROM visit WHERE booking IN (SELECT id FROM booking WHERE programme = :id)",
  "DELETE FROM booking_item WHERE booking IN (SELECT id FROM booking WHERE programme = :id)",
  "DELETE FROM roster_print_row WHERE booking IN (SELECT id FROM booking WHERE programme = :id)",
  "DELETE FROM booking WHERE programme = :id",
  NULL
};

static gboolean
run_steps (const MhDesk       *desk,
           const char * const *steps,
           gint64              id,
           GError            **error)
{
  for (gsize i = 0; steps[i] != NULL; i++) {
    if (!mh_db_run (desk->db, error, steps[i], ":id", MH_INT (id), NULL))
      return FALSE;
  }

  return TRUE;
}

/* The entries that became one with this person hold the same data. */
static GArray *
list_entries (const MhDesk *desk,
              gint64        id,
              GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error,
                                         "WITH RECURSIVE same (id) AS (SELECT :id UNION SELECT r.id FROM resident AS r "
                                         "JOIN same ON r.merged_into = same.id) SELECT id FROM same",
                                         ":id", MH_INT (id), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 one = mh_rows_int (rows, 0);

    g_array_append_val (ids, one);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&ids) : NULL;
}

static gboolean
delete_person (const MhDesk *desk,
               gint64        id,
               GError      **error)
{
  g_autoptr (GArray) ids = list_entries (desk, id, error);

  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++) {
    if (!run_steps (desk, contact_steps, g_array_index (ids, gint64, i), error) ||
        !run_steps (desk, person_steps, g_array_index (ids, gint64, i), error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_retention_delete_one:
 * @desk: the desk, inside the act of deletion
 * @candidate: what is over
 * @error: return location
 *
 * What is deleted is gone for undo as well.
 *
 * Goes through each table that holds something about it; a test fails where one is forgotten.
 *
 * Returns: whether it is gone
 */
gboolean
mh_retention_delete_one (const MhDesk               *desk,
                         const MhRetentionCandidate *candidate,
                         GError                    **error)
{
  if (g_str_has_prefix (candidate->kind, "people-"))
    return delete_person (desk, candidate->id, error);

  if (g_str_has_prefix (candidate->kind, "contacts-"))
    return run_steps (desk, contact_steps, candidate->id, error);

  return run_steps (desk, g_str_equal (candidate->kind, "messages") ? message_steps : booking_steps, candidate->id, error);
}

/**
 * mh_retention_forget_inverses:
 * @desk: the desk, inside the act of deletion
 * @act: that act
 * @error: return location
 *
 * Every statement that would put a row back as it was before, whichever act wrote it down; this act's own first of all.
 *
 * What would bring back by undo what the act has deleted goes as well.
 *
 * Returns: whether it is gone
 */
gboolean
mh_retention_forget_inverses (const MhDesk *desk,
                              gint64        act,
                              GError      **error)
{
  return mh_db_run (desk->db, error,
                    "UPDATE act_change SET inverse = NULL WHERE inverse IS NOT NULL AND EXISTS "
                    "(SELECT 1 FROM act_change AS mine WHERE mine.act = :act AND mine.tbl = act_change.tbl AND mine.key = act_change.key)",
                    ":act", MH_INT (act), NULL);
}

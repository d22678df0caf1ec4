/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-delivery-table"

#include "mh-delivery-table.h"

#include <glib/gi18n-lib.h>

#include "mh-attempt-table.h"
#include "mh-error.h"

#define COLUMNS \
  "SELECT d.id, d.act, d.kind, d.resident, d.offer, d.booking, d.body, d.state, d.contact, contact.kind, d.due_at, d.state_at, d.reason, " \
  "  d.broadcast "

#define SELECT_DELIVERY COLUMNS "FROM delivery AS d LEFT JOIN contact ON contact.id = d.contact "

/* In the order of the index, so that a broadcast of a hundred thousand is not sorted for each of its requests: no order may be asked for that
 * this index does not have. */
#define BY_STATE "FROM delivery AS d INDEXED BY delivery_state "

/* What a broadcast has not let go is not due: held until its countdown and slow start are over, or kept back while it stands still. */
#define HELD      "d.state = 'held' AND d.broadcast IS NULL "
#define AGAIN     "d.state = 'due' AND d.broadcast IS NULL "
#define BROADCAST "d.state = 'due' AND d.broadcast IS NOT NULL AND (SELECT state FROM broadcast WHERE id = d.broadcast) = 'running' "

#define LIST_DUE(which) \
  COLUMNS BY_STATE "LEFT JOIN contact ON contact.id = d.contact WHERE " which "AND d.due_at <= :now ORDER BY d.due_at, d.id LIMIT :limit"
#define FIRST_DUE(which) "SELECT (SELECT d.due_at " BY_STATE "WHERE " which "ORDER BY d.due_at LIMIT 1) AS at "

/**
 * mh_delivery_free:
 * @delivery: a delivery
 */
void
mh_delivery_free (MhDelivery *delivery)
{
  g_free (delivery->kind);
  g_free (delivery->body);
  g_free (delivery->state);
  g_free (delivery->contact_kind);
  g_free (delivery->reason);
  g_free (delivery);
}

static MhDelivery *
read_delivery (MhRows *rows)
{
  MhDelivery *delivery = g_new0 (MhDelivery, 1);

  delivery->id = mh_rows_int (rows, 0);
  delivery->act = mh_rows_int (rows, 1);
  delivery->kind = mh_rows_dup_text (rows, 2);
  delivery->resident = mh_rows_int (rows, 3);
  delivery->offer = mh_rows_int (rows, 4);
  delivery->booking = mh_rows_int (rows, 5);
  delivery->body = mh_rows_dup_text (rows, 6);
  delivery->state = mh_rows_dup_text (rows, 7);
  delivery->contact = mh_rows_int (rows, 8);
  delivery->contact_kind = mh_rows_dup_text (rows, 9);
  delivery->due_at = mh_rows_int (rows, 10);
  delivery->state_at = mh_rows_int (rows, 11);
  delivery->reason = mh_rows_dup_text (rows, 12);
  delivery->broadcast = mh_rows_int (rows, 13);

  return delivery;
}

static GPtrArray *
read_deliveries (MhRows  *rows,
                 GError **error)
{
  g_autoptr (GPtrArray) deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_delivery_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (deliveries, read_delivery (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&deliveries) : NULL;
}

/**
 * mh_delivery_table_insert:
 * @db: a connection inside an act
 * @delivery: what to write; id and contact_kind are not looked at
 * @error: return location
 *
 * Returns: the new delivery's id, 0 with @error set
 */
gint64
mh_delivery_table_insert (MhDb             *db,
                          const MhDelivery *delivery,
                          GError          **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO delivery (act, kind, resident, offer, booking, body, state, contact, due_at, state_at, reason, broadcast) "
                  "VALUES (:act, :kind, :resident, :offer, :booking, :body, :state, :contact, :due_at, :state_at, :reason, :broadcast)",
                  ":act", MH_INT (delivery->act),
                  ":kind", MH_TEXT (delivery->kind),
                  ":resident", MH_ID (delivery->resident),
                  ":offer", MH_ID (delivery->offer),
                  ":booking", MH_ID (delivery->booking),
                  ":body", MH_TEXT (delivery->body),
                  ":state", MH_TEXT (delivery->state),
                  ":contact", MH_ID (delivery->contact),
                  ":due_at", MH_INT (delivery->due_at),
                  ":state_at", MH_INT (delivery->state_at),
                  ":reason", MH_TEXT (delivery->reason),
                  ":broadcast", MH_ID (delivery->broadcast),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_delivery_table_get:
 * @db: a connection
 * @id: a delivery
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the delivery
 */
MhDelivery *
mh_delivery_table_get (MhDb    *db,
                       gint64   id,
                       GError **error)
{
  g_autoptr (GPtrArray) deliveries = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_DELIVERY "WHERE d.id = :id", ":id", MH_INT (id), NULL);

  deliveries = read_deliveries (rows, error);
  if (deliveries == NULL)
    return NULL;

  if (deliveries->len == 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no message %lld."), (long long) id);
    return NULL;
  }

  return g_ptr_array_steal_index (deliveries, 0);
}

/**
 * mh_delivery_table_list:
 * @db: a connection
 * @state: (nullable): %NULL for all states
 * @limit: how many at the most, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhDelivery): deliveries, newest first
 */
GPtrArray *
mh_delivery_table_list (MhDb       *db,
                        const char *state,
                        int         limit,
                        GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_DELIVERY "WHERE :state IS NULL OR d.state = :state ORDER BY d.id DESC LIMIT :limit",
                                         ":state", MH_TEXT (state), ":limit", MH_INT (limit > 0 ? limit : -1), NULL);

  return read_deliveries (rows, error);
}

/**
 * mh_delivery_table_list_resident:
 * @db: a connection
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhDelivery): the person's deliveries, newest first
 */
GPtrArray *
mh_delivery_table_list_resident (MhDb    *db,
                                 gint64   resident,
                                 GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_DELIVERY "WHERE d.resident = :resident OR d.resident IN (SELECT id FROM resident WHERE merged_into = :resident) ORDER BY d.id DESC",
                                         ":resident", MH_INT (resident), NULL);

  return read_deliveries (rows, error);
}

/**
 * mh_delivery_table_list_due:
 * @db: a connection
 * @sort: which
 * @now: ms since 1970 UTC
 * @limit: how many at the most
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhDelivery): those of this sort that may leave, the earliest first
 */
GPtrArray *
mh_delivery_table_list_due (MhDb     *db,
                            MhDueSort sort,
                            gint64    now,
                            int       limit,
                            GError  **error)
{
  static const char * const queries[] = { LIST_DUE (HELD), LIST_DUE (AGAIN), LIST_DUE (BROADCAST) };
  g_autoptr (MhRows) rows = mh_db_query (db, error, queries[sort], ":now", MH_INT (now), ":limit", MH_INT (limit), NULL);

  return read_deliveries (rows, error);
}

/**
 * mh_delivery_table_list_for_box:
 * @db: a connection
 * @now: ms since 1970 UTC
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhDelivery): those that are due, with those that wait for a box and, of running broadcasts, for the
 *   hours; what belongs to a broadcast comes last
 */
GPtrArray *
mh_delivery_table_list_for_box (MhDb    *db,
                                gint64   now,
                                GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_DELIVERY "WHERE (" HELD "AND d.due_at <= :now) OR (" AGAIN "AND (d.due_at <= :now OR d.reason = 'box')) "
                                                                                                           "OR (" BROADCAST ") ORDER BY d.broadcast IS NOT NULL, d.due_at, d.id",
                                         ":now", MH_INT (now), NULL);

  return read_deliveries (rows, error);
}

/**
 * mh_delivery_table_find_offer:
 * @db: a connection
 * @offer: an offer
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the offer's own message; %NULL without @error when none was written
 */
MhDelivery *
mh_delivery_table_find_offer (MhDb    *db,
                              gint64   offer,
                              GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_DELIVERY "WHERE d.offer = :offer AND d.kind = 'offer' ORDER BY d.id DESC LIMIT 1",
                                         ":offer", MH_INT (offer), NULL);
  g_autoptr (GPtrArray) deliveries = read_deliveries (rows, error);

  return deliveries != NULL && deliveries->len > 0 ? g_ptr_array_steal_index (deliveries, 0) : NULL;
}

/**
 * mh_delivery_table_move:
 * @db: a connection inside a write transaction
 * @id: a delivery
 * @from: the state it must be in
 * @to: the state it is in afterwards
 * @contact: the contact by which it goes, 0 for none; one to nobody of the register keeps its own
 * @reason: (nullable): a stable code
 * @at: ms since 1970 UTC
 * @error: return location; MH_ERROR_CONFLICT when it is not in @from any more
 *
 * Returns: whether this call moved it
 */
gboolean
mh_delivery_table_move (MhDb       *db,
                        gint64      id,
                        const char *from,
                        const char *to,
                        gint64      contact,
                        const char *reason,
                        gint64      at,
                        GError    **error)
{
  if (!mh_db_run (db, error,
                  "UPDATE delivery SET state = :to, contact = iif (resident IS NULL, contact, :contact), reason = :reason, state_at = :at "
                  "WHERE id = :id AND state = :from",
                  ":to", MH_TEXT (to),
                  ":contact", MH_ID (contact),
                  ":reason", MH_TEXT (reason),
                  ":at", MH_INT (at),
                  ":id", MH_INT (id),
                  ":from", MH_TEXT (from),
                  NULL))
    return FALSE;

  if (mh_db_changes (db) == 1)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("The state of this message has changed in the meantime."));

  return FALSE;
}

/**
 * mh_delivery_table_attempt_all:
 * @db: a connection inside a write transaction
 * @parts: (element-type MhAttemptPart): deliveries to people that must be due, each once, with the contact by which each goes
 * @at: ms since 1970 UTC
 * @error: return location; MH_ERROR_CONFLICT when one of them is not due any more
 *
 * As mh_delivery_table_move() to "attempting", for many.
 *
 * Returns: whether this call moved all of them
 */
gboolean
mh_delivery_table_attempt_all (MhDb    *db,
                               GArray  *parts,
                               gint64   at,
                               GError **error)
{
  g_autoptr (GString) contacts = g_string_new ("{");

  for (guint i = 0; i < parts->len; i++) {
    const MhAttemptPart *part = &g_array_index (parts, MhAttemptPart, i);

    g_string_append_printf (contacts, "%s\"%" G_GINT64_FORMAT "\":%" G_GINT64_FORMAT, i > 0 ? "," : "", part->delivery, part->contact);
  }
  g_string_append_c (contacts, '}');

  if (!mh_db_run (db, error,
                  "UPDATE delivery SET state = 'attempting', contact = part.value, reason = NULL, state_at = :at FROM json_each (:contacts) AS part "
                  "WHERE delivery.id = CAST (part.key AS INTEGER) AND +delivery.state = 'due' AND +delivery.resident IS NOT NULL",
                  ":at", MH_INT (at), ":contacts", MH_TEXT (contacts->str), NULL))
    return FALSE;

  if (mh_db_changes (db) == (gint64) parts->len)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("The state of this message has changed in the meantime."));

  return FALSE;
}

/**
 * mh_delivery_table_move_parts:
 * @db: a connection inside a write transaction
 * @attempt: an attempt
 * @to: the state its deliveries are in afterwards
 * @keep_contact: whether the contact by which the attempt goes stays; one to nobody of the register keeps its own
 * @reason: (nullable): a stable code
 * @at: ms since 1970 UTC
 * @error: return location
 *
 * Those of its deliveries that stand neither at "attempting" nor at "unknown" have been settled otherwise and stay.
 *
 * Returns: whether it was written
 */
gboolean
mh_delivery_table_move_parts (MhDb       *db,
                              gint64      attempt,
                              const char *to,
                              gboolean    keep_contact,
                              const char *reason,
                              gint64      at,
                              GError    **error)
{
  return mh_db_run (db, error,
                    "UPDATE delivery SET state = :to, contact = iif (resident IS NULL, delivery.contact, iif (:keep, part.contact, NULL)), "
                    "  reason = :reason, state_at = :at "
                    "FROM attempt_delivery AS part WHERE part.attempt = :attempt AND delivery.id = part.delivery "
                    "  AND delivery.state IN ('attempting', 'unknown')",
                    ":to", MH_TEXT (to), ":keep", MH_INT (keep_contact ? 1 : 0), ":reason", MH_TEXT (reason), ":at", MH_INT (at),
                    ":attempt", MH_INT (attempt), NULL);
}

/**
 * mh_delivery_table_set_body:
 * @db: a connection inside a write transaction
 * @id: a delivery that has not been attempted
 * @body: the words
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_delivery_table_set_body (MhDb       *db,
                            gint64      id,
                            const char *body,
                            GError    **error)
{
  return mh_db_run (db, error, "UPDATE delivery SET body = :body WHERE id = :id AND state IN ('held', 'due', 'by-hand')",
                    ":body", MH_TEXT (body), ":id", MH_INT (id), NULL);
}

/**
 * mh_delivery_table_set_due:
 * @db: a connection inside a write transaction
 * @id: a delivery that has not been attempted
 * @due_at: ms since 1970 UTC
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_delivery_table_set_due (MhDb    *db,
                           gint64   id,
                           gint64   due_at,
                           GError **error)
{
  return mh_db_run (db, error, "UPDATE delivery SET due_at = :due_at WHERE id = :id AND state IN ('held', 'due')",
                    ":due_at", MH_INT (due_at), ":id", MH_INT (id), NULL);
}

/**
 * mh_delivery_table_withdraw_offer:
 * @db: a connection inside a write transaction
 * @offer: an offer that is no longer open
 * @at: ms since 1970 UTC
 * @error: return location
 *
 * Keeps what has not left yet, of an offer that has ended, from leaving.
 *
 * Returns: whether it was written
 */
gboolean
mh_delivery_table_withdraw_offer (MhDb    *db,
                                  gint64   offer,
                                  gint64   at,
                                  GError **error)
{
  return mh_db_run (db, error,
                    "UPDATE delivery SET state = 'withdrawn', reason = 'offer-ended', state_at = :at "
                    "WHERE offer = :offer AND kind = 'offer' AND state IN ('held', 'due', 'by-hand')",
                    ":at", MH_INT (at), ":offer", MH_INT (offer), NULL);
}

/**
 * mh_delivery_table_refuse_contact:
 * @db: a connection inside a write transaction
 * @delivery: a delivery
 * @contact: the contact that its provider refuses for good
 * @code: a stable code
 * @error: return location
 *
 * Returns: whether it is remembered
 */
gboolean
mh_delivery_table_refuse_contact (MhDb       *db,
                                  gint64      delivery,
                                  gint64      contact,
                                  const char *code,
                                  GError    **error)
{
  return mh_db_run (db, error,
                    "INSERT OR IGNORE INTO refused_contact (delivery, contact, code) VALUES (:delivery, :contact, :code)",
                    ":delivery", MH_INT (delivery), ":contact", MH_INT (contact), ":code", MH_TEXT (code), NULL);
}

/**
 * mh_delivery_table_find_refusal:
 * @db: a connection
 * @delivery: a delivery
 * @contact: a contact
 * @out_code: (out) (transfer full) (nullable): the stable code of its refusal; %NULL when it was not refused for this delivery
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_delivery_table_find_refusal (MhDb    *db,
                                gint64   delivery,
                                gint64   contact,
                                char   **out_code,
                                GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT code FROM refused_contact WHERE delivery = :delivery AND contact = :contact LIMIT 1",
                                         ":delivery", MH_INT (delivery), ":contact", MH_INT (contact), NULL);

  *out_code = NULL;
  if (rows == NULL)
    return FALSE;

  if (mh_rows_next (rows))
    *out_code = mh_rows_dup_text (rows, 0);

  if (mh_rows_end (rows, error))
    return TRUE;

  g_clear_pointer (out_code, g_free);

  return FALSE;
}

/**
 * mh_delivery_table_next_due:
 * @db: a connection
 * @offers: whether what sends no message counts, too: questions to a provider, and deadlines of open offers whose message has left; they do not while offers stand still after a restore
 * @out_at: (out): ms since 1970 UTC, 0 when nothing is pending
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_delivery_table_next_due (MhDb    *db,
                            gboolean offers,
                            gint64  *out_at,
                            GError **error)
{
  return mh_db_get_int (db, 0, out_at, error,
                        "SELECT coalesce (min (at), 0) FROM ("
                        FIRST_DUE (HELD) "UNION ALL " FIRST_DUE (AGAIN) "UNION ALL " FIRST_DUE (BROADCAST)
                        "  UNION ALL SELECT min (next_at) FROM attempt WHERE state = 'open' "
                        "  UNION ALL SELECT min (poll_at) FROM attempt WHERE poll_at IS NOT NULL AND state = 'accepted' AND :offers "
                        "  UNION ALL SELECT min (deadline_at) FROM offer WHERE state = 'open' AND :offers "
                        "    AND NOT EXISTS (SELECT 1 FROM config WHERE key = 'offers.frozen-at') "
                        "    AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.offer = offer.id AND delivery.kind = 'offer' "
                        "      AND delivery.state IN ('held', 'due', 'attempting')))",
                        ":offers", MH_INT (offers ? 1 : 0), NULL);
}

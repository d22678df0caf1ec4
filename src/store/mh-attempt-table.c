/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-attempt-table"

#include "mh-attempt-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-id-set.h"

#define SELECT_ATTEMPT \
  "SELECT id, key, provider, endpoint, content_type, body, state, first_at, sent_at, next_at, tries, code, provider_id, polls, " \
  "  (SELECT count (*) FROM attempt_delivery AS part WHERE part.attempt = attempt.id) FROM attempt "

/**
 * mh_attempt_free:
 * @attempt: an attempt
 */
void
mh_attempt_free (MhAttempt *attempt)
{
  g_free (attempt->key);
  g_free (attempt->provider);
  g_free (attempt->endpoint);
  g_free (attempt->content_type);
  g_clear_pointer (&attempt->body, g_bytes_unref);
  g_free (attempt->state);
  g_free (attempt->code);
  g_free (attempt->provider_id);
  g_free (attempt);
}

/**
 * mh_attempt_table_insert:
 * @db: a connection inside a write transaction
 * @attempt: key, provider, endpoint, content_type, body, first_at, next_at
 * @error: return location
 *
 * Returns: the id of a new open attempt that was never sent, 0 with @error set
 */
gint64
mh_attempt_table_insert (MhDb            *db,
                         const MhAttempt *attempt,
                         GError         **error)
{
  if (!mh_db_run (db, error,
                  "INSERT INTO attempt (key, provider, endpoint, content_type, body, first_at, next_at) "
                  "VALUES (:key, :provider, :endpoint, :content_type, :body, :first_at, :next_at)",
                  ":key", MH_TEXT (attempt->key),
                  ":provider", MH_TEXT (attempt->provider),
                  ":endpoint", MH_TEXT (attempt->endpoint),
                  ":content_type", MH_TEXT (attempt->content_type),
                  ":body", MH_BLOB (attempt->body),
                  ":first_at", MH_INT (attempt->first_at),
                  ":next_at", MH_INT (attempt->next_at),
                  NULL))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_attempt_table_add_parts:
 * @db: a connection inside a write transaction
 * @attempt: an attempt that has none yet
 * @parts: (element-type MhAttemptPart): in the order of the request's recipients; each delivery stands with the contact by which it goes
 * @error: return location; MH_ERROR_CONFLICT when one of the deliveries is not there
 *
 * Returns: whether they were written
 */
gboolean
mh_attempt_table_add_parts (MhDb    *db,
                            gint64   attempt,
                            GArray  *parts,
                            GError **error)
{
  g_autofree gint64 *ids = g_new (gint64, parts->len + 1);
  g_autofree char *set = NULL;

  for (guint i = 0; i < parts->len; i++)
    ids[i] = g_array_index (parts, MhAttemptPart, i).delivery;

  set = mh_id_set_make (ids, parts->len);
  if (!mh_db_run (db, error,
                  "INSERT INTO attempt_delivery (attempt, position, delivery, contact) "
                  "SELECT :attempt, who.key, d.id, d.contact FROM " MH_ID_SET "delivery AS d ON d.id = who.value",
                  ":attempt", MH_INT (attempt), ":ids", MH_TEXT (set), NULL))
    return FALSE;

  if (mh_db_changes (db) == (gint64) parts->len)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("The state of this message has changed in the meantime."));

  return FALSE;
}

static MhAttempt *
read_attempt (MhRows *rows)
{
  MhAttempt *attempt = g_new0 (MhAttempt, 1);

  attempt->id = mh_rows_int (rows, 0);
  attempt->key = mh_rows_dup_text (rows, 1);
  attempt->provider = mh_rows_dup_text (rows, 2);
  attempt->endpoint = mh_rows_dup_text (rows, 3);
  attempt->content_type = mh_rows_dup_text (rows, 4);
  attempt->body = mh_rows_dup_blob (rows, 5);
  attempt->state = mh_rows_dup_text (rows, 6);
  attempt->first_at = mh_rows_int (rows, 7);
  attempt->sent_at = mh_rows_int (rows, 8);
  attempt->next_at = mh_rows_int (rows, 9);
  attempt->tries = (int) mh_rows_int (rows, 10);
  attempt->code = mh_rows_dup_text (rows, 11);
  attempt->provider_id = mh_rows_dup_text (rows, 12);
  attempt->polls = (int) mh_rows_int (rows, 13);
  attempt->n_parts = (guint) mh_rows_int (rows, 14);

  return attempt;
}

static GPtrArray *
read_attempts (MhRows  *rows,
               GError **error)
{
  g_autoptr (GPtrArray) attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_attempt_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (attempts, read_attempt (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&attempts) : NULL;
}

/**
 * mh_attempt_table_get:
 * @db: a connection
 * @id: an attempt
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the attempt in any state
 */
MhAttempt *
mh_attempt_table_get (MhDb    *db,
                      gint64   id,
                      GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_ATTEMPT "WHERE id = :id", ":id", MH_INT (id), NULL);

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    return read_attempt (rows);

  if (mh_rows_end (rows, error))
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no request %lld."), (long long) id);

  return NULL;
}

/**
 * mh_attempt_table_list_due:
 * @db: a connection
 * @provider: a provider's name
 * @now: ms since 1970 UTC
 * @limit: how many at the most
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhAttempt): the open attempts by @provider that are due
 */
GPtrArray *
mh_attempt_table_list_due (MhDb       *db,
                           const char *provider,
                           gint64      now,
                           int         limit,
                           GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_ATTEMPT "WHERE state = 'open' AND next_at <= :now AND provider = :provider "
                                                        "ORDER BY next_at, id LIMIT :limit",
                                         ":now", MH_INT (now), ":provider", MH_TEXT (provider), ":limit", MH_INT (limit), NULL);

  return read_attempts (rows, error);
}

/**
 * mh_attempt_table_list_due_by_others:
 * @db: a connection
 * @one: (nullable): a provider's name
 * @other: (nullable): another one's
 * @now: ms since 1970 UTC
 * @limit: how many at the most
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhAttempt): the open attempts that are due by a provider that is neither
 */
GPtrArray *
mh_attempt_table_list_due_by_others (MhDb       *db,
                                     const char *one,
                                     const char *other,
                                     gint64      now,
                                     int         limit,
                                     GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_ATTEMPT "WHERE state = 'open' AND next_at <= :now AND provider IS NOT :one AND provider IS NOT :other "
                                                        "ORDER BY next_at, id LIMIT :limit",
                                         ":now", MH_INT (now), ":one", MH_TEXT (one), ":other", MH_TEXT (other), ":limit", MH_INT (limit), NULL);

  return read_attempts (rows, error);
}

/**
 * mh_attempt_table_list_parts:
 * @db: a connection
 * @attempt: an attempt
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhAttemptPart): its deliveries, in the order of the request's recipients
 */
GArray *
mh_attempt_table_list_parts (MhDb    *db,
                             gint64   attempt,
                             GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (MhAttemptPart));
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         "SELECT delivery, contact FROM attempt_delivery WHERE attempt = :attempt ORDER BY position",
                                         ":attempt", MH_INT (attempt), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhAttemptPart part = { mh_rows_int (rows, 0), mh_rows_int (rows, 1) };

    g_array_append_val (parts, part);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&parts) : NULL;
}

/**
 * mh_attempt_table_count_code:
 * @db: a connection
 * @attempt: an attempt
 * @code: (nullable): a stable code
 * @out_n: (out): how many attempts for one of its deliveries have ended with @code, the most of any of them
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_attempt_table_count_code (MhDb       *db,
                             gint64      attempt,
                             const char *code,
                             int        *out_n,
                             GError    **error)
{
  gint64 n = 0;

  if (!mh_db_get_int (db, 0, &n, error,
                      "SELECT max (n) FROM (SELECT count (*) AS n FROM attempt_delivery AS mine "
                      "  JOIN attempt_delivery AS other ON other.delivery = mine.delivery "
                      "  JOIN attempt ON attempt.id = other.attempt "
                      "  WHERE mine.attempt = :attempt AND attempt.state = 'rejected' AND attempt.code = :code "
                      "  GROUP BY mine.delivery)",
                      ":attempt", MH_INT (attempt), ":code", MH_TEXT (code), NULL))
    return FALSE;

  *out_n = (int) n;

  return TRUE;
}

/**
 * mh_attempt_table_count_unsent:
 * @db: a connection
 * @now: ms since 1970 UTC
 * @out_n: (out): how many open attempts have never left and may now
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_attempt_table_count_unsent (MhDb    *db,
                               gint64   now,
                               gint64  *out_n,
                               GError **error)
{
  return mh_db_get_int (db, 0, out_n, error,
                        "SELECT count (*) FROM attempt WHERE state = 'open' AND next_at <= :now AND sent_at IS NULL", ":now", MH_INT (now), NULL);
}

/**
 * mh_attempt_table_mark_sent:
 * @db: a connection inside a write transaction
 * @id: an open attempt
 * @now: ms since 1970 UTC
 * @next_at: when its outcome is looked after if none is known by then
 * @error: return location
 *
 * Returns: whether it was written; commit before a byte leaves
 */
gboolean
mh_attempt_table_mark_sent (MhDb    *db,
                            gint64   id,
                            gint64   now,
                            gint64   next_at,
                            GError **error)
{
  return mh_db_run (db, error,
                    "UPDATE attempt SET sent_at = :now, tries = tries + 1, next_at = :next_at WHERE id = :id AND state = 'open'",
                    ":now", MH_INT (now), ":next_at", MH_INT (next_at), ":id", MH_INT (id), NULL);
}

/**
 * mh_attempt_table_retry_at:
 * @db: a connection inside a write transaction
 * @id: an open attempt
 * @next_at: ms since 1970 UTC
 * @code: (nullable): a stable code for what happened
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_attempt_table_retry_at (MhDb       *db,
                           gint64      id,
                           gint64      next_at,
                           const char *code,
                           GError    **error)
{
  return mh_db_run (db, error, "UPDATE attempt SET next_at = :next_at, code = :code WHERE id = :id AND state = 'open'",
                    ":next_at", MH_INT (next_at), ":code", MH_TEXT (code), ":id", MH_INT (id), NULL);
}

/**
 * mh_attempt_table_finish:
 * @db: a connection inside a write transaction
 * @id: an open attempt
 * @state: "accepted", "rejected", "check"
 * @code: (nullable): a stable code
 * @provider_id: (nullable): the provider's id of the message
 * @request_id: (nullable): the provider's id of the request
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_attempt_table_finish (MhDb       *db,
                         gint64      id,
                         const char *state,
                         const char *code,
                         const char *provider_id,
                         const char *request_id,
                         GError    **error)
{
  return mh_db_run (db, error,
                    "UPDATE attempt SET state = :state, code = :code, provider_id = :provider_id, request_id = :request_id "
                    "WHERE id = :id AND state = 'open'",
                    ":state", MH_TEXT (state),
                    ":code", MH_TEXT (code),
                    ":provider_id", MH_TEXT (provider_id),
                    ":request_id", MH_TEXT (request_id),
                    ":id", MH_INT (id),
                    NULL);
}

/**
 * mh_attempt_table_poll_at:
 * @db: a connection inside a write transaction
 * @id: an accepted attempt
 * @poll_at: when the provider is asked what became of it, ms since 1970 UTC; 0: not any more
 * @asked: whether it is being asked now, which is counted
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_attempt_table_poll_at (MhDb    *db,
                          gint64   id,
                          gint64   poll_at,
                          gboolean asked,
                          GError **error)
{
  return mh_db_run (db, error,
                    "UPDATE attempt SET poll_at = nullif (:poll_at, 0), polls = polls + :asked WHERE id = :id AND state = 'accepted'",
                    ":poll_at", MH_INT (poll_at), ":asked", MH_INT (asked ? 1 : 0), ":id", MH_INT (id), NULL);
}

/**
 * mh_attempt_table_list_polls:
 * @db: a connection
 * @now: ms since 1970 UTC
 * @limit: how many at the most
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhAttempt): accepted attempts of which the provider is to be asked now
 */
GPtrArray *
mh_attempt_table_list_polls (MhDb    *db,
                             gint64   now,
                             int      limit,
                             GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error,
                                         SELECT_ATTEMPT "WHERE poll_at <= :now AND state = 'accepted' ORDER BY poll_at, id LIMIT :limit",
                                         ":now", MH_INT (now), ":limit", MH_INT (limit), NULL);

  return read_attempts (rows, error);
}

/**
 * mh_attempt_table_revoke:
 * @db: a connection inside a write transaction
 * @id: an accepted attempt
 * @state: "rejected" when nobody got it, "check" when that is not certain
 * @code: a stable code
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_attempt_table_revoke (MhDb       *db,
                         gint64      id,
                         const char *state,
                         const char *code,
                         GError    **error)
{
  return mh_db_run (db, error, "UPDATE attempt SET state = :state, code = :code, poll_at = NULL WHERE id = :id AND state = 'accepted'",
                    ":state", MH_TEXT (state), ":code", MH_TEXT (code), ":id", MH_INT (id), NULL);
}

/**
 * mh_attempt_table_is_taken:
 * @db: a connection
 * @attempt: an attempt
 * @provider_id: (nullable): the provider's id of a message
 * @out_taken: (out): whether that message is another attempt's
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_attempt_table_is_taken (MhDb            *db,
                           const MhAttempt *attempt,
                           const char      *provider_id,
                           gboolean        *out_taken,
                           GError         **error)
{
  gint64 n = 0;

  if (!mh_db_get_int (db, 0, &n, error,
                      "SELECT count (*) FROM attempt WHERE provider = :provider AND provider_id = :provider_id AND id <> :id",
                      ":provider", MH_TEXT (attempt->provider), ":provider_id", MH_TEXT (provider_id), ":id", MH_INT (attempt->id), NULL))
    return FALSE;

  *out_taken = n > 0;

  return TRUE;
}

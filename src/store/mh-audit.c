/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audit"

#include "mh-audit.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-error.h"
#include "mh-file-mode.h"

#define HEAD_SUFFIX ".head"
#define COLUMNS "id, at, operator, kind, act, detail, people"

/**
 * mh_audit_entry_free:
 * @entry: an entry
 */
void
mh_audit_entry_free (MhAuditEntry *entry)
{
  g_free (entry->operator_name);
  g_free (entry->kind);
  g_free (entry->detail);
  g_clear_pointer (&entry->people, g_array_unref);
  g_free (entry);
}

/* Fields are told apart by their length, so that no text can pass for another row. */
static char *
compute_hash (const char *prev,
              gint64      at,
              const char *operator_name,
              const char *kind,
              gint64      act,
              const char *detail,
              const char *people)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *head = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n", prev, at, act);
  const char *texts[] = { operator_name, kind, detail, people };

  g_checksum_update (sum, (const guchar *) head, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT ":", strlen (texts[i]));

    g_checksum_update (sum, (const guchar *) length, -1);
    g_checksum_update (sum, (const guchar *) texts[i], -1);
  }

  return g_strdup (g_checksum_get_string (sum));
}

static char *
write_people (GArray *people)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; people != NULL && i < people->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (people, gint64, i));

  g_string_append_c (text, ']');

  return g_string_free (text, FALSE);
}

static GArray *
read_people (const char *text)
{
  g_autofree char *bare = g_strndup (text + 1, strlen (text) - 2);
  g_auto (GStrv) parts = g_strsplit (bare, ",", -1);
  GArray *people = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; parts[i] != NULL; i++) {
    gint64 id = g_ascii_strtoll (parts[i], NULL, 10);

    if (id != 0)
      g_array_append_val (people, id);
  }

  return people;
}

static char *
dup_last_hash (MhDb    *db,
               GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT hash FROM audit ORDER BY id DESC LIMIT 1", NULL);
  char *hash;

  if (rows == NULL)
    return NULL;

  hash = mh_rows_next (rows) ? mh_rows_dup_text (rows, 0) : g_strdup ("");

  if (!mh_rows_end (rows, error))
    g_clear_pointer (&hash, g_free);

  return hash;
}

/* @people: as write_people() writes them */
static gboolean
insert_people (MhDb       *db,
               gint64      audit,
               const char *people,
               GError    **error)
{
  return mh_db_run (db, error, "INSERT OR IGNORE INTO audit_person (resident, audit) SELECT value, :audit FROM json_each (:people)",
                    ":audit", MH_INT (audit), ":people", MH_TEXT (people), NULL);
}

/**
 * mh_audit_append:
 * @db: a connection inside a write transaction
 * @at: ms since 1970 UTC
 * @operator_name: who did it
 * @kind: a stable name of what was done
 * @act: the act, or 0
 * @detail: a JSON object without names, numbers or texts of messages
 * @people: (nullable) (element-type gint64): whom it was about
 * @error: return location
 *
 * Adds a row to the log, chained to the one before by SHA-256.
 *
 * Returns: whether it was added
 */
gboolean
mh_audit_append (MhDb       *db,
                 gint64      at,
                 const char *operator_name,
                 const char *kind,
                 gint64      act,
                 const char *detail,
                 GArray     *people,
                 GError    **error)
{
  g_autofree char *people_text = write_people (people);
  g_autofree char *prev = dup_last_hash (db, error);
  g_autofree char *hash = NULL;

  if (prev == NULL)
    return FALSE;

  hash = compute_hash (prev, at, operator_name, kind, act, detail, people_text);

  return mh_db_run (db, error,
                    "INSERT INTO audit (at, operator, kind, act, detail, people, prev, hash) "
                    "VALUES (:at, :operator, :kind, :act, :detail, :people, :prev, :hash)",
                    ":at", MH_INT (at),
                    ":operator", MH_TEXT (operator_name),
                    ":kind", MH_TEXT (kind),
                    ":act", MH_ID (act),
                    ":detail", MH_TEXT (detail),
                    ":people", MH_TEXT (people_text),
                    ":prev", MH_TEXT (prev),
                    ":hash", MH_TEXT (hash),
                    NULL) &&
         insert_people (db, mh_db_last_id (db), people_text, error);
}

/**
 * mh_audit_note:
 * @db: a connection that is not in a transaction
 * @at: ms since 1970 UTC
 * @operator_name: who did it
 * @kind: "resident.view", "roster.print" …
 * @detail: a JSON object, as for mh_audit_append()
 * @people: (nullable) (element-type gint64): whom it was about
 * @error: return location
 *
 * Notes what is not a change: somebody looked, printed, exported.
 *
 * Returns: whether it was noted
 */
gboolean
mh_audit_note (MhDb       *db,
               gint64      at,
               const char *operator_name,
               const char *kind,
               const char *detail,
               GArray     *people,
               GError    **error)
{
  if (!mh_db_begin (db, error))
    return FALSE;

  if (mh_audit_append (db, at, operator_name, kind, 0, detail, people, error) && mh_db_commit (db, error)) {
    mh_audit_keep_head (db);
    return TRUE;
  }

  mh_db_rollback (db);

  return FALSE;
}

static MhAuditEntry *
read_entry (MhRows *rows)
{
  MhAuditEntry *entry = g_new0 (MhAuditEntry, 1);

  entry->id = mh_rows_int (rows, 0);
  entry->at = mh_rows_int (rows, 1);
  entry->operator_name = mh_rows_dup_text (rows, 2);
  entry->kind = mh_rows_dup_text (rows, 3);
  entry->act = mh_rows_int (rows, 4);
  entry->detail = mh_rows_dup_text (rows, 5);
  entry->people = read_people (mh_rows_text (rows, 6));

  return entry;
}

/**
 * mh_audit_query:
 * @db: a connection
 * @filter: which rows are wanted
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhAuditEntry): those rows of the log, newest first, or %NULL
 */
GPtrArray *
mh_audit_query (MhDb                *db,
                const MhAuditFilter *filter,
                GError             **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_audit_entry_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      "SELECT " COLUMNS " FROM audit "
                                        "WHERE (:resident IS NULL OR id IN (SELECT audit FROM audit_person WHERE resident = :resident "
                                        "  OR resident IN (SELECT id FROM resident WHERE merged_into = :resident))) "
                                        "AND (:before IS NULL OR id < :before) "
                                        "AND (:from IS NULL OR at >= :from) AND (:until IS NULL OR at < :until) "
                                        "AND (:operator IS NULL OR operator = :operator) "
                                        "AND (:kind IS NULL OR kind = :kind) "
                                        "AND (:end IS NULL OR substr (kind, -length (:end)) = :end) "
                                        "ORDER BY id DESC LIMIT :limit",
                      ":resident", MH_ID (filter->resident),
                      ":before", MH_ID (filter->before),
                      ":from", MH_ID (filter->from),
                      ":until", MH_ID (filter->until),
                      ":operator", MH_TEXT (filter->operator_name),
                      ":kind", MH_TEXT (filter->kind),
                      ":end", MH_TEXT (filter->kind_end),
                      ":limit", MH_INT (filter->limit > 0 ? filter->limit : -1),
                      NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (entries, read_entry (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&entries) : NULL;
}

/**
 * mh_audit_list:
 * @db: a connection
 * @resident: 0 for everybody
 * @limit: how many at the most, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhAuditEntry): the log, newest first
 */
GPtrArray *
mh_audit_list (MhDb    *db,
               gint64   resident,
               int      limit,
               GError **error)
{
  MhAuditFilter filter = { .resident = resident, .limit = limit };

  return mh_audit_query (db, &filter, error);
}

/**
 * mh_audit_get:
 * @db: a connection
 * @id: of a row
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the row, or %NULL
 */
MhAuditEntry *
mh_audit_get (MhDb    *db,
              gint64   id,
              GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT " COLUMNS " FROM audit WHERE id = :id", ":id", MH_INT (id), NULL);
  g_autoptr (MhAuditEntry) entry = NULL;

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows))
    entry = read_entry (rows);
  if (!mh_rows_end (rows, error))
    return NULL;

  if (entry == NULL)
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no entry %lld in the log."), (long long) id);

  return g_steal_pointer (&entry);
}

/**
 * mh_audit_get_end:
 * @db: a connection
 * @out_id: (out): the newest row, 0 for an empty log
 * @out_hash: (out) (transfer full): its hash, which stands for all rows before it as well
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
mh_audit_get_end (MhDb    *db,
                  gint64  *out_id,
                  char   **out_hash,
                  GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", NULL);

  *out_id = 0;
  *out_hash = NULL;
  if (rows == NULL)
    return FALSE;

  if (mh_rows_next (rows)) {
    *out_id = mh_rows_int (rows, 0);
    *out_hash = mh_rows_dup_text (rows, 1);
  }
  if (!mh_rows_end (rows, error)) {
    g_clear_pointer (out_hash, g_free);
    return FALSE;
  }

  if (*out_hash == NULL)
    *out_hash = g_strdup ("");

  return TRUE;
}

static char *
make_head_path (const char *database)
{
  return g_strconcat (database, HEAD_SUFFIX, NULL);
}

/**
 * mh_audit_keep_head:
 * @db: a connection, not in a transaction
 *
 * Writes number and hash of the newest row into a small file beside the database, so that cutting off the end of the log is noticed. It is
 * written after the commit and may lag behind: what it names must be there, more may be. So neither a program that is killed at any
 * instant nor two that write at once make it false. A copy in memory has none.
 */
void
mh_audit_keep_head (MhDb *db)
{
  g_autofree char *path = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (mh_db_get_path (db) == NULL)
    return;

  path = make_head_path (mh_db_get_path (db));
  if (!mh_audit_get_end (db, &id, &hash, &error) || id == 0 || !mh_private_file_prepare (path, &error)) {
    if (error != NULL)
      g_message ("The end of the log was not kept: %s", error->message);
    return;
  }

  line = g_strdup_printf ("%" G_GINT64_FORMAT " %s\n", id, hash);
  if (!g_file_set_contents_full (path, line, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_message ("The end of the log was not kept: %s", error->message);
}

/**
 * mh_audit_forget_head:
 * @path: of a database
 *
 * Another log comes in its place: a backup is restored. The next entry begins a new head.
 */
void
mh_audit_forget_head (const char *path)
{
  g_autofree char *head = make_head_path (path);

  g_remove (head);
}

/* 0 when there is none that can be read: one that a killed program was just writing is empty. */
static gint64
read_head (MhDb  *db,
           char **out_hash)
{
  g_autofree char *path = make_head_path (mh_db_get_path (db));
  g_autofree char *line = NULL;
  char *end;
  gint64 id;

  if (!g_file_get_contents (path, &line, NULL, NULL))
    return 0;

  line[strcspn (line, "\n")] = '\0';
  id = g_ascii_strtoll (line, &end, 10);
  if (id <= 0 || *end != ' ' || strlen (end + 1) != 64)
    return 0;

  *out_hash = g_strdup (end + 1);

  return id;
}

/* Whether the row that @rows stands on follows @prev. */
static gboolean
check_row (MhRows     *rows,
           const char *prev)
{
  g_autofree char *hash = compute_hash (prev, mh_rows_int (rows, 1), mh_rows_text (rows, 2), mh_rows_text (rows, 3),
                                        mh_rows_int (rows, 4), mh_rows_text (rows, 5), mh_rows_text (rows, 6));

  return g_str_equal (mh_rows_text (rows, 7), prev) && g_str_equal (mh_rows_text (rows, 8), hash);
}

/* Follows the chain; on its way it passes the row that the head names. */
static gboolean
follow_chain (MhDb           *db,
              gint64          head,
              const char     *head_hash,
              MhAuditVerdict *verdict,
              GError        **error)
{
  g_autofree char *prev = g_strdup ("");
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error, "SELECT " COLUMNS ", prev, hash FROM audit ORDER BY id", NULL);
  if (rows == NULL)
    return FALSE;

  while (verdict->broken == 0 && mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    verdict->n_rows++;
    if (id != verdict->n_rows || !check_row (rows, prev) ||
        (id == head && !g_str_equal (mh_rows_text (rows, 8), head_hash)))
      verdict->broken = id;

    g_free (prev);
    prev = mh_rows_dup_text (rows, 8);
  }

  return mh_rows_end (rows, error);
}

/**
 * mh_audit_check:
 * @db: a connection that is not in a transaction: the head may be newer than what an old transaction sees
 * @out_verdict: (out): what was found
 * @error: return location
 *
 * Follows the chain from the beginning and compares its end with the head that is kept beside the database.
 *
 * Returns: whether it could be read; the verdict is in @out_verdict
 */
gboolean
mh_audit_check (MhDb           *db,
                MhAuditVerdict *out_verdict,
                GError        **error)
{
  g_autofree char *head_hash = NULL;
  gint64 head;

  g_return_val_if_fail (!mh_db_in_transaction (db), FALSE);

  *out_verdict = (MhAuditVerdict) { 0 };

  head = read_head (db, &head_hash);
  out_verdict->head_seen = head != 0;
  if (!follow_chain (db, head, head_hash, out_verdict, error))
    return FALSE;

  if (out_verdict->broken == 0 && head > out_verdict->n_rows) {
    out_verdict->cut = TRUE;
    out_verdict->broken = out_verdict->n_rows + 1;
  }

  return TRUE;
}

/**
 * mh_audit_verify:
 * @db: a connection that is not in a transaction
 * @out_rows: (out): how many rows were checked
 * @out_broken: (out): the first row that was changed, follows a missing one or is missing itself; 0 when the chain is whole
 * @error: return location
 *
 * As mh_audit_check(), for who only wants to know whether.
 *
 * Returns: whether it could be read; the verdict is @out_broken
 */
gboolean
mh_audit_verify (MhDb    *db,
                 gint64  *out_rows,
                 gint64  *out_broken,
                 GError **error)
{
  MhAuditVerdict verdict;
  gboolean done = mh_audit_check (db, &verdict, error);

  *out_rows = verdict.n_rows;
  *out_broken = verdict.broken;

  return done;
}

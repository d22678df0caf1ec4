/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audit"

#include "mh-audit.h"

#include "mh-error.h"

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

static gboolean
insert_people (MhDb    *db,
               gint64   audit,
               GArray  *people,
               GError **error)
{
  for (guint i = 0; people != NULL && i < people->len; i++) {
    if (!mh_db_run (db, error, "INSERT OR IGNORE INTO audit_person (resident, audit) VALUES (:resident, :audit)",
                    ":resident", MH_INT (g_array_index (people, gint64, i)), ":audit", MH_INT (audit), NULL))
      return FALSE;
  }

  return TRUE;
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
         insert_people (db, mh_db_last_id (db), people, error);
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

  if (mh_audit_append (db, at, operator_name, kind, 0, detail, people, error) && mh_db_commit (db, error))
    return TRUE;

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
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_audit_entry_free);
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (db, error,
                      "SELECT id, at, operator, kind, act, detail, people FROM audit "
                      "WHERE :resident IS NULL OR id IN (SELECT audit FROM audit_person WHERE resident = :resident) "
                      "ORDER BY id DESC LIMIT :limit",
                      ":resident", MH_ID (resident), ":limit", MH_INT (limit > 0 ? limit : -1), NULL);
  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (entries, read_entry (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&entries) : NULL;
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

/**
 * mh_audit_verify:
 * @db: a connection
 * @out_rows: (out): how many rows were checked
 * @out_broken: (out): the first row that was changed, or follows a missing one; 0 when the chain is whole
 * @error: return location
 *
 * Follows the chain from the beginning.
 *
 * Returns: whether it could be read; the verdict is @out_broken
 */
gboolean
mh_audit_verify (MhDb    *db,
                 gint64  *out_rows,
                 gint64  *out_broken,
                 GError **error)
{
  g_autofree char *prev = g_strdup ("");
  g_autoptr (MhRows) rows = NULL;
  gint64 next_id = 1;

  *out_rows = 0;
  *out_broken = 0;

  rows = mh_db_query (db, error,
                      "SELECT id, at, operator, kind, act, detail, people, prev, hash FROM audit ORDER BY id", NULL);
  if (rows == NULL)
    return FALSE;

  while (*out_broken == 0 && mh_rows_next (rows)) {
    (*out_rows)++;

    if (mh_rows_int (rows, 0) != next_id || !check_row (rows, prev))
      *out_broken = mh_rows_int (rows, 0);

    g_free (prev);
    prev = mh_rows_dup_text (rows, 8);
    next_id++;
  }

  return mh_rows_end (rows, error);
}

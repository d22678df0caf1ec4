/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-table"

#include "mh-broadcast-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define SELECT_BROADCAST \
  "SELECT id, kind, name, state, rule, audience, template, category, text, easy, form, channels, of, session, send_rule, send_at, " \
  "  reason, coalesce (heads, -1), held_at, held_by, second_by, hold_until, rest_at, ended_at, code, any_hour FROM broadcast "

/**
 * mh_broadcast_free:
 * @broadcast: a broadcast
 */
void
mh_broadcast_free (MhBroadcast *broadcast)
{
  g_free (broadcast->kind);
  g_free (broadcast->name);
  g_free (broadcast->state);
  g_free (broadcast->rule);
  g_free (broadcast->category);
  g_free (broadcast->text);
  g_free (broadcast->easy);
  g_free (broadcast->form);
  g_free (broadcast->channels);
  g_free (broadcast->reason);
  g_free (broadcast->held_by);
  g_free (broadcast->second_by);
  g_free (broadcast->code);
  g_free (broadcast);
}

static MhBroadcast *
read_broadcast (MhRows *rows)
{
  MhBroadcast *broadcast = g_new0 (MhBroadcast, 1);

  broadcast->id = mh_rows_int (rows, 0);
  broadcast->kind = mh_rows_dup_text (rows, 1);
  broadcast->name = mh_rows_dup_text (rows, 2);
  broadcast->state = mh_rows_dup_text (rows, 3);
  broadcast->rule = mh_rows_dup_text (rows, 4);
  broadcast->audience = mh_rows_int (rows, 5);
  broadcast->template = mh_rows_int (rows, 6);
  broadcast->category = mh_rows_dup_text (rows, 7);
  broadcast->text = mh_rows_dup_text (rows, 8);
  broadcast->easy = mh_rows_dup_text (rows, 9);
  broadcast->form = mh_rows_dup_text (rows, 10);
  broadcast->channels = mh_rows_dup_text (rows, 11);
  broadcast->of = mh_rows_int (rows, 12);
  broadcast->session = mh_rows_int (rows, 13);
  broadcast->send_rule = mh_rows_int (rows, 14);
  broadcast->send_at = mh_rows_int (rows, 15);
  broadcast->reason = mh_rows_dup_text (rows, 16);
  broadcast->heads = (int) mh_rows_int (rows, 17);
  broadcast->held_at = mh_rows_int (rows, 18);
  broadcast->held_by = mh_rows_dup_text (rows, 19);
  broadcast->second_by = mh_rows_dup_text (rows, 20);
  broadcast->hold_until = mh_rows_int (rows, 21);
  broadcast->rest_at = mh_rows_int (rows, 22);
  broadcast->ended_at = mh_rows_int (rows, 23);
  broadcast->code = mh_rows_dup_text (rows, 24);
  broadcast->any_hour = mh_rows_int (rows, 25) != 0;

  return broadcast;
}

static GPtrArray *
read_broadcasts (MhRows  *rows,
                 GError **error)
{
  g_autoptr (GPtrArray) broadcasts = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_broadcast_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows))
    g_ptr_array_add (broadcasts, read_broadcast (rows));

  return mh_rows_end (rows, error) ? g_steal_pointer (&broadcasts) : NULL;
}

/* Binds every column but the key to @sql. */
static gboolean
run_with_columns (MhDb              *db,
                  const char        *sql,
                  const MhBroadcast *b,
                  GError           **error)
{
  return mh_db_run (db, error, sql,
                    ":kind", MH_TEXT (b->kind), ":name", MH_TEXT (b->name), ":state", MH_TEXT (b->state), ":rule", MH_TEXT (b->rule),
                    ":audience", MH_ID (b->audience), ":template", MH_ID (b->template),
                    ":category", MH_TEXT (b->category != NULL ? b->category : ""), ":text", MH_TEXT (b->text), ":easy", MH_TEXT (b->easy),
                    ":form", MH_TEXT (b->form), ":channels", MH_TEXT (b->channels), ":of", MH_ID (b->of), ":session", MH_ID (b->session),
                    ":send_rule", MH_ID (b->send_rule), ":send_at", MH_ID (b->send_at), ":reason", MH_TEXT (b->reason),
                    ":heads", MH_INT (b->heads), ":held_at", MH_ID (b->held_at), ":held_by", MH_TEXT (b->held_by),
                    ":second_by", MH_TEXT (b->second_by), ":hold_until", MH_ID (b->hold_until), ":rest_at", MH_ID (b->rest_at),
                    ":ended_at", MH_ID (b->ended_at), ":code", MH_TEXT (b->code), ":any_hour", MH_INT (b->any_hour), ":id", MH_INT (b->id), NULL);
}

/**
 * mh_broadcast_table_insert:
 * @db: a connection inside an act
 * @broadcast: what to write; id is not looked at
 * @error: return location
 *
 * Returns: the id, 0 with @error set
 */
gint64
mh_broadcast_table_insert (MhDb              *db,
                           const MhBroadcast *broadcast,
                           GError           **error)
{
  MhBroadcast fresh = *broadcast;

  fresh.id = -1;

  return run_with_columns (db,
                           "INSERT INTO broadcast (kind, name, state, rule, audience, template, category, text, easy, form, channels, of, "
                           "  session, send_rule, send_at, reason, heads, held_at, held_by, second_by, hold_until, rest_at, ended_at, code, "
                           "  any_hour) "
                           "SELECT :kind, :name, :state, :rule, :audience, :template, :category, :text, :easy, :form, :channels, :of, "
                           "  :session, :send_rule, :send_at, :reason, nullif (:heads, -1), :held_at, :held_by, :second_by, :hold_until, "
                           "  :rest_at, :ended_at, :code, :any_hour WHERE :id = -1", &fresh, error)
         ? mh_db_last_id (db) : 0;
}

/**
 * mh_broadcast_table_update:
 * @db: a connection inside an act
 * @broadcast: all of its columns
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_broadcast_table_update (MhDb              *db,
                           const MhBroadcast *broadcast,
                           GError           **error)
{
  return run_with_columns (db,
                           "UPDATE broadcast SET kind = :kind, name = :name, state = :state, rule = :rule, audience = :audience, "
                           "  template = :template, category = :category, text = :text, easy = :easy, form = :form, channels = :channels, "
                           "  of = :of, session = :session, send_rule = :send_rule, send_at = :send_at, reason = :reason, "
                           "  heads = nullif (:heads, -1), held_at = :held_at, held_by = :held_by, second_by = :second_by, "
                           "  hold_until = :hold_until, rest_at = :rest_at, ended_at = :ended_at, code = :code, "
                           "  any_hour = :any_hour WHERE id = :id",
                           broadcast, error);
}

/**
 * mh_broadcast_table_delete:
 * @db: a connection inside an act
 * @id: a broadcast that no message and no other broadcast names
 * @error: return location; MH_ERROR_CONFLICT when one does
 *
 * Returns: whether it is gone
 */
gboolean
mh_broadcast_table_delete (MhDb    *db,
                           gint64   id,
                           GError **error)
{
  return mh_db_run (db, error, "DELETE FROM broadcast WHERE id = :id", ":id", MH_INT (id), NULL);
}

static MhBroadcast *
take_first (GPtrArray *broadcasts)
{
  return broadcasts->len > 0 ? g_ptr_array_steal_index (broadcasts, 0) : NULL;
}

/**
 * mh_broadcast_table_get:
 * @db: a connection
 * @id: a broadcast
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the broadcast
 */
MhBroadcast *
mh_broadcast_table_get (MhDb    *db,
                        gint64   id,
                        GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_BROADCAST "WHERE id = :id", ":id", MH_INT (id), NULL);
  g_autoptr (GPtrArray) broadcasts = read_broadcasts (rows, error);
  MhBroadcast *broadcast = broadcasts != NULL ? take_first (broadcasts) : NULL;

  if (broadcasts != NULL && broadcast == NULL)
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no broadcast %lld."), (long long) id);

  return broadcast;
}

/**
 * mh_broadcast_table_find_code:
 * @db: a connection
 * @code: what a resident reads out at the telephone
 * @error: return location
 *
 * Returns: (nullable) (transfer full): the broadcast; %NULL without @error when none has the code
 */
MhBroadcast *
mh_broadcast_table_find_code (MhDb       *db,
                              const char *code,
                              GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_BROADCAST "WHERE code = :code", ":code", MH_TEXT (code), NULL);
  g_autoptr (GPtrArray) broadcasts = read_broadcasts (rows, error);

  return broadcasts != NULL ? take_first (broadcasts) : NULL;
}

/**
 * mh_broadcast_table_list:
 * @db: a connection
 * @state: (nullable): only those in it
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBroadcast): the newest first
 */
GPtrArray *
mh_broadcast_table_list (MhDb       *db,
                         const char *state,
                         GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, SELECT_BROADCAST "WHERE :state IS NULL OR state = :state ORDER BY id DESC",
                                         ":state", MH_TEXT (state), NULL);

  return read_broadcasts (rows, error);
}

/**
 * mh_broadcast_table_add_person:
 * @db: a connection inside an act
 * @broadcast: a broadcast
 * @resident: somebody its rule named
 * @reason: (nullable): a stable code: why left out
 * @delivery: what speaks for that person, 0 = nothing
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
mh_broadcast_table_add_person (MhDb       *db,
                               gint64      broadcast,
                               gint64      resident,
                               const char *reason,
                               gint64      delivery,
                               GError    **error)
{
  return mh_db_run (db, error,
                    "INSERT INTO broadcast_person (broadcast, resident, reason, delivery) VALUES (:broadcast, :resident, :reason, :delivery)",
                    ":broadcast", MH_INT (broadcast), ":resident", MH_INT (resident), ":reason", MH_TEXT (reason),
                    ":delivery", MH_ID (delivery), NULL);
}

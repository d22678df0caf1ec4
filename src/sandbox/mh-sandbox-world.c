/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox-world"

#include "mh-sandbox-world.h"

#include "mh-json.h"

/**
 * mh_world_clear:
 * @world: a world
 *
 * Frees what it holds.
 */
void
mh_world_clear (MhWorld *world)
{
  g_clear_object (&world->clock);
  g_clear_object (&world->random);
  g_clear_pointer (&world->journal, mh_journal_free);
  g_clear_pointer (&world->faults, mh_faults_free);
  g_clear_pointer (&world->token, g_free);
  g_clear_pointer (&world->tenant, g_free);
  g_clear_pointer (&world->account, g_free);
  g_clear_pointer (&world->blocked, g_hash_table_unref);
  g_clear_pointer (&world->unknown, g_hash_table_unref);
}

static void
load_set (JsonObject *object,
          const char *name,
          GHashTable *set)
{
  JsonArray *array = mh_json_get_array (object, name);

  for (guint i = 0; i < mh_json_get_length (array); i++)
    if (mh_json_item_string (array, i) != NULL)
      g_hash_table_add (set, g_strdup (mh_json_item_string (array, i)));
}

/**
 * mh_world_load:
 * @world: a world
 * @state: (nullable): what mh_world_save() has made
 *
 * Takes over who is blocked and who is unknown.
 */
void
mh_world_load (MhWorld *world,
               GBytes  *state)
{
  g_autoptr (JsonObject) object = mh_json_parse_object (state);

  load_set (object, "blocked", world->blocked);
  load_set (object, "unknown", world->unknown);
}

static void
save_set (JsonBuilder *builder,
          const char  *name,
          GHashTable  *set)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (set), (GCompareFunc) strcmp);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (GList *key = keys; key != NULL; key = key->next)
    json_builder_add_string_value (builder, key->data);
  json_builder_end_array (builder);
}

/**
 * mh_world_save:
 * @world: a world
 *
 * Returns: (transfer full): who is blocked and who is unknown, as JSON; messages stand in the journal
 */
GBytes *
mh_world_save (MhWorld *world)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  save_set (builder, "blocked", world->blocked);
  save_set (builder, "unknown", world->unknown);
  json_builder_end_object (builder);

  return mh_json_to_bytes (json_builder_get_root (builder));
}

/**
 * mh_world_format_time:
 * @ms: milliseconds since 1970 UTC
 *
 * Returns: (transfer full): "2026-10-20T09:00:00+09:00"
 */
char *
mh_world_format_time (gint64 ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (9 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z");
}

/**
 * mh_world_get_bearer:
 * @message: a request
 *
 * Returns: (transfer none) (nullable): its token, whatever it is, or %NULL for none
 */
const char *
mh_world_get_bearer (SoupServerMessage *message)
{
  const char *header;

  header = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", strlen ("Bearer ")) != 0)
    return NULL;

  header += strlen ("Bearer ");

  return *header != '\0' ? header : NULL;
}

/**
 * mh_reply_json:
 * @message: a request
 * @status: its answer's status
 * @root: (transfer full): its answer
 *
 * Answers with JSON, in place of what was answered before.
 */
void
mh_reply_json (SoupServerMessage *message,
               guint              status,
               JsonNode          *root)
{
  g_autoptr (GBytes) body = mh_json_to_bytes (root);
  gsize length;
  gconstpointer data = g_bytes_get_data (body, &length);

  soup_message_body_truncate (soup_server_message_get_response_body (message));
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, data, length);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox-karaden"

#include "mh-sandbox-karaden.h"

#include "mh-json.h"
#include "mh-message.h"
#include "mh-sandbox-form.h"
#include "mh-text.h"

#define API_VERSION   "2024-03-01"
#define MAX_BODY      (2 * 1024 * 1024)
#define MAX_PER_PAGE  100
#define PER_PAGE      20

#define STATUS_TOO_MANY_REQUESTS 429

struct _MhSandboxKaraden
{
  MhWorld   *world;
  GPtrArray *messages;  /* (owned) (element-type JsonObject) entries of the journal, oldest first */
};

static void
reply_error (SoupServerMessage *message,
             guint              status,
             const char        *code,
             const char        *text,
             JsonObject        *errors)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "object", "error");
  json_object_set_string_member (object, "code", code);
  json_object_set_string_member (object, "message", text);
  if (errors != NULL)
    json_object_set_object_member (object, "errors", errors);
  mh_reply_json (message, status, mh_world_wrap (object));
}

static void
add_invalid (JsonObject **errors,
             const char  *field,
             const char  *text)
{
  JsonArray *texts = json_array_new ();

  if (*errors == NULL)
    *errors = json_object_new ();

  json_array_add_string_element (texts, text);
  json_object_set_array_member (*errors, field, texts);
}

/* What the API tells of a message, from its entry in the journal. The carrier answers at once here. */
static JsonObject *
build_message (JsonObject *entry)
{
  static const char * const times[] = { "scheduled_at", "sent_at", "created_at", "updated_at" };
  JsonObject *message = json_object_new ();
  gboolean delivered = mh_json_get_boolean (entry, "delivered");
  const char *text = mh_json_get_string (entry, "text");
  const char *time = mh_json_get_string (entry, "time");
  int parts = mh_sms_parts (&mh_sms_rule_default, text);

  json_object_set_string_member (message, "id", mh_json_get_string (entry, "request_id"));
  json_object_set_string_member (message, "object", "message");
  json_object_set_int_member (message, "service_id", mh_json_get_int (entry, "service_id", 0));
  json_object_set_int_member (message, "billing_address_id", 1);
  json_object_set_string_member (message, "to", mh_json_item_string (mh_json_get_array (entry, "to"), 0));
  json_object_set_string_member (message, "body", text);
  json_object_set_array_member (message, "tags", json_array_ref (mh_json_get_array (entry, "tags")));
  json_object_set_boolean_member (message, "is_shorten", FALSE);
  json_object_set_string_member (message, "result", "done");
  json_object_set_string_member (message, "status", "done");
  json_object_set_string_member (message, "sent_result", delivered ? "received" : "unconnected");
  json_object_set_string_member (message, "carrier", delivered ? "docomo" : "unknown");
  json_object_set_int_member (message, "charged_count_per_sent", delivered ? parts : 0);
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    json_object_set_string_member (message, times[i], time);
  if (delivered)
    json_object_set_string_member (message, "received_at", time);

  return message;
}

static gboolean
is_complete (JsonObject *entry)
{
  JsonArray *to = mh_json_get_array (entry, "to");

  return g_strcmp0 (mh_json_get_string (entry, "provider"), "karaden") == 0 &&
         mh_json_get_string (entry, "request_id") != NULL && mh_json_get_string (entry, "text") != NULL &&
         mh_json_get_string (entry, "time") != NULL && mh_json_get_string (entry, "tenant") != NULL &&
         mh_json_get_array (entry, "tags") != NULL && mh_json_get_length (to) == 1 && mh_json_item_string (to, 0) != NULL;
}

/**
 * mh_sandbox_karaden_new:
 * @world: what it shares with the other side
 *
 * Returns: (transfer full): Karaden, with the messages of the journal accepted
 */
MhSandboxKaraden *
mh_sandbox_karaden_new (MhWorld *world)
{
  MhSandboxKaraden *self = g_new0 (MhSandboxKaraden, 1);
  GPtrArray *entries = mh_journal_entries (world->journal);

  self->world = world;
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < entries->len; i++)
    if (is_complete (g_ptr_array_index (entries, i)))
      g_ptr_array_add (self->messages, json_object_ref (g_ptr_array_index (entries, i)));

  return self;
}

/**
 * mh_sandbox_karaden_free:
 * @self: (nullable) (transfer full): Karaden
 *
 * Frees it.
 */
void
mh_sandbox_karaden_free (MhSandboxKaraden *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->messages);
  g_free (self);
}

static gboolean
is_number (const char *text,
           gint64      max)
{
  return text != NULL && g_ascii_string_to_signed (text, 10, 1, max, NULL, NULL);
}

/* (transfer full) (nullable): what is wrong with a new message */
static JsonObject *
check_new (MhSandboxKaraden *self,
           GPtrArray        *form)
{
  JsonObject *errors = NULL;
  const char *to = mh_fields_get (form, "to");
  const char *body = mh_fields_get (form, "body");

  if (!is_number (mh_fields_get (form, "service_id"), G_MAXINT))
    add_invalid (&errors, "service_id", "service_id is a whole number");

  if (to == NULL || strlen (to) != 11 || strspn (to, "0123456789") != 11)
    add_invalid (&errors, "to", "to has 11 digits");
  else if (g_hash_table_contains (self->world->unknown, to))
    add_invalid (&errors, "to", "to is not a number that takes messages");

  if (body == NULL || *body == '\0' || mh_text_utf16_length (body) > (gsize) mh_sms_rule_default.limit)
    add_invalid (&errors, "body", "body has 1 to 660 characters");

  return errors;
}

static JsonObject *
build_entry (MhSandboxKaraden *self,
             GPtrArray        *form,
             const char       *tenant)
{
  JsonObject *entry = json_object_new ();
  JsonArray *to = json_array_new ();
  JsonArray *tags = json_array_new ();
  gint64 now = mh_clock_now (self->world->clock);
  g_autofree char *time = mh_world_format_time (now);
  g_autofree char *id = mh_random_uuid (self->world->random);

  json_array_add_string_element (to, mh_fields_get (form, "to"));
  for (guint i = 0; i < form->len; i++) {
    MhField *field = g_ptr_array_index (form, i);

    if (strcmp (field->name, "tags[]") == 0)
      json_array_add_string_element (tags, field->value);
  }

  json_object_set_string_member (entry, "time", time);
  json_object_set_int_member (entry, "ms", now);
  json_object_set_string_member (entry, "provider", "karaden");
  if (json_array_get_length (tags) > 0)
    json_object_set_string_member (entry, "key", mh_json_item_string (tags, 0));
  json_object_set_string_member (entry, "request_id", id);
  json_object_set_array_member (entry, "to", to);
  json_object_set_string_member (entry, "text", mh_fields_get (form, "body"));
  json_object_set_boolean_member (entry, "delivered",
                                  !g_hash_table_contains (self->world->blocked, mh_fields_get (form, "to")));
  json_object_set_array_member (entry, "tags", tags);
  json_object_set_string_member (entry, "tenant", tenant);
  json_object_set_int_member (entry, "service_id", g_ascii_strtoll (mh_fields_get (form, "service_id"), NULL, 10));

  return entry;
}

/* There is no idempotency key: the same message twice is two messages. */
static void
create (MhSandboxKaraden  *self,
        SoupServerMessage *message,
        const char        *tenant)
{
  g_autoptr (GPtrArray) form = mh_fields_read_body (message);
  g_autoptr (GError) error = NULL;
  JsonObject *errors = check_new (self, form);
  JsonObject *entry;

  if (errors != NULL) {
    reply_error (message, SOUP_STATUS_UNPROCESSABLE_ENTITY, "validation_error", "The request is not valid", errors);
    return;
  }

  entry = build_entry (self, form, tenant);
  g_ptr_array_add (self->messages, entry);
  if (!mh_journal_append (self->world->journal, json_object_ref (entry), &error)) {
    g_printerr ("%s\n", error->message);
    g_ptr_array_remove (self->messages, entry);
    reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "unknown", "Unknown error", NULL);
    return;
  }

  mh_reply_json (message, SOUP_STATUS_OK, mh_world_wrap (build_message (entry)));
}

static gboolean
handle_create (MhSandboxKaraden  *self,
               SoupServerMessage *message,
               const char        *tenant)
{
  MhFault fault = mh_faults_take (self->world->faults);

  if (fault == MH_FAULT_CUT_BEFORE)
    return TRUE;

  if (fault == MH_FAULT_ERROR)
    reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "unknown", "Unknown error", NULL);
  else if (fault == MH_FAULT_UNAUTHORIZED)
    reply_error (message, SOUP_STATUS_UNAUTHORIZED, "unauthentication", "The token cannot be used", NULL);
  else if (fault == MH_FAULT_RATE || fault == MH_FAULT_CONCURRENCY || fault == MH_FAULT_QUOTA)
    reply_error (message, STATUS_TOO_MANY_REQUESTS, "unknown", "Too many requests", NULL);
  else
    create (self, message, tenant);

  if (fault == MH_FAULT_ERROR_AFTER && soup_server_message_get_status (message) == SOUP_STATUS_OK)
    reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "unknown", "Unknown error", NULL);

  return fault == MH_FAULT_CUT;
}

static gboolean
read_time (const char *text,
           gint64     *out_ms)
{
  g_autoptr (GDateTime) time = NULL;

  if (text == NULL)
    return TRUE;

  time = g_date_time_new_from_iso8601 (text, NULL);
  if (time == NULL)
    return FALSE;

  *out_ms = g_date_time_to_unix (time) * 1000;

  return TRUE;
}

static gboolean
carries_tag (JsonObject *entry,
             const char *tag)
{
  JsonArray *tags = mh_json_get_array (entry, "tags");

  for (guint i = 0; i < mh_json_get_length (tags); i++)
    if (g_strcmp0 (mh_json_item_string (tags, i), tag) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
fits (JsonObject *entry,
      GPtrArray  *query,
      const char *tenant,
      gint64      start,
      gint64      end)
{
  static const char * const compared[] = { "to", "status", "result", "sent_result" };
  g_autoptr (JsonObject) message = build_message (entry);
  const char *service_id = mh_fields_get (query, "service_id");
  const char *tag = mh_fields_get (query, "tag");
  gint64 created = mh_json_get_int (entry, "ms", 0);

  if (strcmp (mh_json_get_string (entry, "tenant"), tenant) != 0 || created < start || created > end)
    return FALSE;

  if (service_id != NULL && g_ascii_strtoll (service_id, NULL, 10) != mh_json_get_int (entry, "service_id", 0))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (compared); i++) {
    const char *wanted = mh_fields_get (query, compared[i]);

    if (wanted != NULL && g_strcmp0 (wanted, mh_json_get_string (message, compared[i])) != 0)
      return FALSE;
  }

  return tag == NULL || carries_tag (entry, tag);
}

static JsonObject *
check_list (GPtrArray *query,
            gint64    *out_start,
            gint64    *out_end)
{
  JsonObject *errors = NULL;

  if (mh_fields_get (query, "page") != NULL && !is_number (mh_fields_get (query, "page"), G_MAXINT))
    add_invalid (&errors, "page", "page is 1 or more");
  if (mh_fields_get (query, "per_page") != NULL && !is_number (mh_fields_get (query, "per_page"), MAX_PER_PAGE))
    add_invalid (&errors, "per_page", "per_page is 1 to 100");
  if (!read_time (mh_fields_get (query, "start_at"), out_start))
    add_invalid (&errors, "start_at", "start_at is a time in ISO 8601 with its offset");
  if (!read_time (mh_fields_get (query, "end_at"), out_end))
    add_invalid (&errors, "end_at", "end_at is a time in ISO 8601 with its offset");

  return errors;
}

static void
list (MhSandboxKaraden  *self,
      SoupServerMessage *message,
      const char        *tenant)
{
  g_autoptr (GPtrArray) query = mh_fields_read (g_uri_get_query (soup_server_message_get_uri (message)));
  gint64 start = G_MININT64, end = G_MAXINT64;
  JsonObject *errors = check_list (query, &start, &end);
  const char *page_field = mh_fields_get (query, "page");
  const char *size_field = mh_fields_get (query, "per_page");
  guint64 size, skip, seen = 0;
  JsonArray *data;
  JsonObject *object;

  if (errors != NULL) {
    reply_error (message, SOUP_STATUS_UNPROCESSABLE_ENTITY, "validation_error", "The request is not valid", errors);
    return;
  }

  size = size_field != NULL ? g_ascii_strtoull (size_field, NULL, 10) : PER_PAGE;
  skip = page_field != NULL ? (g_ascii_strtoull (page_field, NULL, 10) - 1) * size : 0;
  data = json_array_new ();

  /* The newest first. */
  for (guint i = self->messages->len; i > 0; i--) {
    JsonObject *entry = g_ptr_array_index (self->messages, i - 1);

    if (fits (entry, query, tenant, start, end) && seen++ >= skip && json_array_get_length (data) < size)
      json_array_add_object_element (data, build_message (entry));
  }

  object = json_object_new ();
  json_object_set_string_member (object, "object", "list");
  json_object_set_boolean_member (object, "has_more", seen > skip + json_array_get_length (data));
  json_object_set_array_member (object, "data", data);
  mh_reply_json (message, SOUP_STATUS_OK, mh_world_wrap (object));
}

static void
show (MhSandboxKaraden  *self,
      SoupServerMessage *message,
      const char        *tenant,
      const char        *id)
{
  for (guint i = 0; i < self->messages->len; i++) {
    JsonObject *entry = g_ptr_array_index (self->messages, i);

    if (strcmp (mh_json_get_string (entry, "request_id"), id) == 0 &&
        strcmp (mh_json_get_string (entry, "tenant"), tenant) == 0) {
      mh_reply_json (message, SOUP_STATUS_OK, mh_world_wrap (build_message (entry)));
      return;
    }
  }

  reply_error (message, SOUP_STATUS_NOT_FOUND, "model_not_found", "There is no such message", NULL);
}

static gboolean
handle_read (MhSandboxKaraden  *self,
             SoupServerMessage *message,
             const char        *tenant,
             const char        *id)
{
  if (mh_faults_take_lookup (self->world->faults))
    reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "unknown", "Unknown error", NULL);
  else if (id != NULL)
    show (self, message, tenant, id);
  else
    list (self, message, tenant);

  return FALSE;
}

/* %FALSE when the request is answered. */
static gboolean
check_head (MhSandboxKaraden  *self,
            SoupServerMessage *message,
            const char        *tenant)
{
  const char *token = mh_world_get_bearer (message);
  const char *version;

  version = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Karaden-Version");
  if (version != NULL && strcmp (version, API_VERSION) != 0) {
    reply_error (message, SOUP_STATUS_BAD_REQUEST, "invalid_version", "There is no such version", NULL);
    return FALSE;
  }

  if (token == NULL || (self->world->token != NULL && strcmp (self->world->token, token) != 0)) {
    reply_error (message, SOUP_STATUS_UNAUTHORIZED, "unauthentication", "The token cannot be used", NULL);
    return FALSE;
  }

  if (!g_uuid_string_is_valid (tenant) || (self->world->tenant != NULL && strcmp (self->world->tenant, tenant) != 0)) {
    reply_error (message, SOUP_STATUS_BAD_REQUEST, "invalid_tenant", "There is no such tenant", NULL);
    return FALSE;
  }

  if (soup_server_message_get_request_body (message)->length > MAX_BODY) {
    reply_error (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "unknown", "The request is too large", NULL);
    return FALSE;
  }

  return TRUE;
}

/**
 * mh_sandbox_karaden_handle:
 * @self: Karaden
 * @message: a request
 * @path: its path, "/api/{tenant}/messages" or below; "/api" may be missing
 *
 * Returns: whether the answer is to be lost on the way
 */
gboolean
mh_sandbox_karaden_handle (MhSandboxKaraden  *self,
                           SoupServerMessage *message,
                           const char        *path)
{
  const char *below = g_str_has_prefix (path, "/api/") ? path + strlen ("/api") : path;
  g_auto (GStrv) parts = g_strsplit (below, "/", -1);
  guint n = g_strv_length (parts);
  const char *method = soup_server_message_get_method (message);

  if (n < 3 || n > 4 || strcmp (parts[2], "messages") != 0) {
    reply_error (message, SOUP_STATUS_NOT_FOUND, "model_not_found", "There is nothing here", NULL);
    return FALSE;
  }

  if (!check_head (self, message, parts[1]))
    return FALSE;

  if (n == 3 && strcmp (method, SOUP_METHOD_POST) == 0)
    return handle_create (self, message, parts[1]);

  if (strcmp (method, SOUP_METHOD_GET) == 0)
    return handle_read (self, message, parts[1], n == 4 ? parts[3] : NULL);

  reply_error (message, SOUP_STATUS_NOT_FOUND, "model_not_found", "There is nothing here", NULL);

  return FALSE;
}

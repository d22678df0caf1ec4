/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox-line"

#include "mh-sandbox-line.h"

#include "mh-date.h"
#include "mh-json.h"
#include "mh-text.h"

#define KEY_LIFE       (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define MAX_BODY       (2 * 1024 * 1024)
#define MAX_RECIPIENTS 500
#define MAX_MESSAGES   5
#define MAX_TEXT       5000
#define MAX_ALT_TEXT   1500
#define MAX_LABEL      40
#define TOKEN_LIFE     899

#define PUSH_PATH      "/v2/bot/message/push"
#define MULTICAST_PATH "/v2/bot/message/multicast"
#define VALIDATE_PATH  "/v2/bot/message/validate/"
#define PROFILE_PATH   "/v2/bot/profile/"
#define TOKEN_PATH     "/oauth2/v3/token"

#define STATUS_TOO_MANY_REQUESTS 429

/* What was accepted under a retry key. */
typedef struct {
  gint64 time;         /* ms */
  char  *request_id;   /* (owned) */
  char  *message_id;   /* (owned) (nullable): a push has one */
} Accepted;

typedef struct {
  gint64 second;  /* of the monotonic clock */
  guint  n;
} Bucket;

struct _MhSandboxLine
{
  MhWorld    *world;
  GHashTable *accepted;  /* (owned) retry key to Accepted */
  GHashTable *tokens;    /* (owned) stateless tokens that were issued, to the time they end (ms) */
  Bucket      push;
  Bucket      multicast;
  int         month;     /* year * 12 + month of @used */
  gint64      used;
};

static void
accepted_free (gpointer data)
{
  Accepted *accepted = data;

  g_free (accepted->request_id);
  g_free (accepted->message_id);
  g_free (accepted);
}

static JsonNode *
wrap (JsonObject *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, object);
  json_object_unref (object);

  return node;
}

static void
reply_empty (SoupServerMessage *message)
{
  mh_reply_json (message, SOUP_STATUS_OK, wrap (json_object_new ()));
}

static void
reply_error (SoupServerMessage *message,
             guint              status,
             const char        *text)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "message", text);
  mh_reply_json (message, status, wrap (object));
}

static JsonArray *
list_sent (const char *id)
{
  JsonArray *array = json_array_new ();
  JsonObject *sent = json_object_new ();

  json_object_set_string_member (sent, "id", id);
  json_array_add_object_element (array, sent);

  return array;
}

/* The month of LINE's quota, in Japan. */
static void
turn_month (MhSandboxLine *self,
            gint64         ms)
{
  MhDate date = mh_date_from_ms (ms);
  int month = date.year * 12 + date.month;

  if (month != self->month) {
    self->month = month;
    self->used = 0;
  }
}

/* Takes an entry of the journal into account, whether this process or an earlier one wrote it. */
static void
count_entry (MhSandboxLine *self,
             JsonObject    *entry)
{
  const char *key = mh_json_get_string (entry, "key");
  const char *request_id = mh_json_get_string (entry, "request_id");
  gint64 time = mh_json_get_int (entry, "ms", 0);

  turn_month (self, time);
  self->used += mh_json_get_int (entry, "counted", 0);

  if (key != NULL && request_id != NULL) {
    Accepted *accepted = g_new0 (Accepted, 1);

    accepted->time = time;
    accepted->request_id = g_strdup (request_id);
    accepted->message_id = g_strdup (mh_json_get_string (entry, "message_id"));
    g_hash_table_replace (self->accepted, g_strdup (key), accepted);
  }
}

/**
 * mh_sandbox_line_new:
 * @world: what it shares with the other side
 *
 * Returns: (transfer full): LINE, with the messages of the journal accepted
 */
MhSandboxLine *
mh_sandbox_line_new (MhWorld *world)
{
  MhSandboxLine *self = g_new0 (MhSandboxLine, 1);
  GPtrArray *entries = mh_journal_entries (world->journal);

  self->world = world;
  self->accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, accepted_free);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < entries->len; i++) {
    JsonObject *entry = g_ptr_array_index (entries, i);

    if (g_strcmp0 (mh_json_get_string (entry, "provider"), "line") == 0)
      count_entry (self, entry);
  }

  return self;
}

/**
 * mh_sandbox_line_free:
 * @self: (nullable) (transfer full): LINE
 *
 * Frees it.
 */
void
mh_sandbox_line_free (MhSandboxLine *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->accepted);
  g_hash_table_unref (self->tokens);
  g_free (self);
}

static gboolean
is_authorized (MhSandboxLine     *self,
               SoupServerMessage *message)
{
  const char *token = mh_world_get_bearer (message);
  gint64 *ends_at;

  if (token == NULL)
    return FALSE;

  ends_at = g_hash_table_lookup (self->tokens, token);
  if (ends_at != NULL)
    return mh_clock_now (self->world->clock) < *ends_at;

  return self->world->token == NULL || strcmp (self->world->token, token) == 0;
}

static gboolean
fill_bucket (Bucket *bucket,
             guint   limit)
{
  gint64 second = g_get_monotonic_time () / G_TIME_SPAN_SECOND;

  if (bucket->second != second) {
    bucket->second = second;
    bucket->n = 0;
  }

  return ++bucket->n <= limit;
}

static void
add_detail (JsonArray  *details,
            const char *text,
            const char *property)
{
  JsonObject *detail = json_object_new ();

  json_object_set_string_member (detail, "message", text);
  json_object_set_string_member (detail, "property", property);
  json_array_add_object_element (details, detail);
}

/* Labels are counted as a reader counts characters; a button may open a page, a call or LINE itself. */
static void
check_button (JsonArray  *details,
              JsonObject *button,
              const char *property)
{
  static const char * const schemes[] = { "http:", "https:", "line:", "tel:" };
  JsonObject *action = mh_json_get_object (button, "action");
  const char *label = mh_json_get_string (action, "label");
  const char *uri = mh_json_get_string (action, "uri");
  g_autofree char *label_property = g_strconcat (property, ".action.label", NULL);
  g_autofree char *uri_property = g_strconcat (property, ".action.uri", NULL);
  gboolean known = FALSE;

  for (gsize i = 0; uri != NULL && i < G_N_ELEMENTS (schemes); i++)
    known = known || g_str_has_prefix (uri, schemes[i]);

  if (label == NULL || mh_text_graphemes (label) > MAX_LABEL)
    add_detail (details, "Length must be between 0 and 40", label_property);
  if (g_strcmp0 (mh_json_get_string (action, "type"), "uri") == 0 && !known)
    add_detail (details, "invalid uri scheme", uri_property);
}

static void
check_box (JsonArray  *details,
           JsonObject *bubble,
           const char *block,
           guint       index)
{
  JsonArray *contents = mh_json_get_array (mh_json_get_object (bubble, block), "contents");

  for (guint i = 0; i < mh_json_get_length (contents); i++) {
    JsonObject *component = mh_json_item_object (contents, i);
    const char *type = mh_json_get_string (component, "type");
    const char *text = mh_json_get_string (component, "text");
    g_autofree char *property = g_strdup_printf ("messages[%u].contents.%s.contents[%u]", index, block, i);
    g_autofree char *text_property = g_strconcat (property, ".text", NULL);

    if (g_strcmp0 (type, "text") == 0 && (text == NULL || *text == '\0'))
      add_detail (details, "May not be empty", text_property);
    else if (g_strcmp0 (type, "button") == 0)
      check_button (details, component, property);
  }
}

static void
check_flex (JsonArray  *details,
            JsonObject *message,
            guint       index)
{
  static const char * const blocks[] = { "header", "hero", "body", "footer" };
  JsonObject *contents = mh_json_get_object (message, "contents");
  const char *alt_text = mh_json_get_string (message, "altText");
  g_autofree char *alt_property = g_strdup_printf ("messages[%u].altText", index);
  g_autofree char *contents_property = g_strdup_printf ("messages[%u].contents", index);

  if (alt_text == NULL || *alt_text == '\0')
    add_detail (details, "May not be empty", alt_property);
  else if (mh_text_utf16_length (alt_text) > MAX_ALT_TEXT)
    add_detail (details, "Length must be between 0 and 1500", alt_property);

  if (g_strcmp0 (mh_json_get_string (contents, "type"), "bubble") != 0) {
    add_detail (details, "unknown type", contents_property);
    return;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
    check_box (details, contents, blocks[i], index);
}

static void
check_message (JsonArray  *details,
               JsonObject *message,
               guint       index)
{
  static const char * const types[] = {
    "audio", "coupon", "flex", "image", "imagemap", "location", "sticker", "template", "text", "textV2", "video", NULL
  };
  g_autofree char *type_property = g_strdup_printf ("messages[%u].type", index);
  g_autofree char *text_property = g_strdup_printf ("messages[%u].text", index);
  const char *type = mh_json_get_string (message, "type");
  const char *text = mh_json_get_string (message, "text");

  if (type == NULL || !g_strv_contains (types, type))
    add_detail (details, "Must be one of the following values: [text, textV2, sticker, image, video, audio, location, "
                         "imagemap, template, flex, coupon]", type_property);
  else if (strcmp (type, "text") == 0 && (text == NULL || *text == '\0'))
    add_detail (details, "May not be empty", text_property);
  else if (strcmp (type, "text") == 0 && mh_text_utf16_length (text) > MAX_TEXT)
    add_detail (details, "Length must be between 0 and 5000", text_property);
  else if (strcmp (type, "flex") == 0)
    check_flex (details, message, index);
}

/* (transfer full): what is wrong with the messages, empty when nothing is */
static JsonArray *
check_messages (JsonObject *object)
{
  JsonArray *messages = mh_json_get_array (object, "messages");
  JsonArray *details = json_array_new ();
  guint n = mh_json_get_length (messages);

  if (n < 1 || n > MAX_MESSAGES)
    add_detail (details, "Size must be between 1 and 5", "messages");

  for (guint i = 0; i < n && n <= MAX_MESSAGES; i++)
    check_message (details, mh_json_item_object (messages, i), i);

  return details;
}

/* Whether the messages are in order; else the request is answered. */
static gboolean
accept_messages (SoupServerMessage *message,
                 JsonObject        *object)
{
  JsonArray *details = check_messages (object);
  guint n = json_array_get_length (details);
  JsonObject *error;
  g_autofree char *text = NULL;

  if (n == 0) {
    json_array_unref (details);
    return TRUE;
  }

  text = g_strdup_printf ("The request body has %u error(s)", n);
  error = json_object_new ();
  json_object_set_string_member (error, "message", text);
  json_object_set_array_member (error, "details", details);
  mh_reply_json (message, SOUP_STATUS_BAD_REQUEST, wrap (error));

  return FALSE;
}

static gboolean
is_known (MhSandboxLine *self,
          const char    *user)
{
  if (user == NULL || strlen (user) != 33 || user[0] != 'U' || strspn (user + 1, "0123456789abcdef") != 32)
    return FALSE;

  return !g_hash_table_contains (self->world->unknown, user);
}

/* (transfer container) (nullable): the recipients, or the request is answered. */
static GPtrArray *
accept_recipients (MhSandboxLine     *self,
                   SoupServerMessage *message,
                   JsonObject        *object,
                   gboolean           multicast)
{
  g_autoptr (GPtrArray) users = g_ptr_array_new ();
  JsonArray *to = mh_json_get_array (object, "to");
  guint n = mh_json_get_length (to);

  if (!multicast) {
    const char *user = mh_json_get_string (object, "to");

    if (user == NULL) {
      reply_error (message, SOUP_STATUS_BAD_REQUEST,
                   "The property, to, in the request body is invalid (line: -, column: -)");
      return NULL;
    }
    if (!is_known (self, user)) {
      reply_error (message, SOUP_STATUS_BAD_REQUEST, "Failed to send messages");
      return NULL;
    }

    g_ptr_array_add (users, (gpointer) user);
    return g_steal_pointer (&users);
  }

  if (n < 1 || n > MAX_RECIPIENTS) {
    reply_error (message, SOUP_STATUS_BAD_REQUEST,
                 "The property, to, in the request body is invalid (line: -, column: -)");
    return NULL;
  }

  for (guint i = 0; i < n; i++) {
    const char *user = mh_json_item_string (to, i);

    if (!is_known (self, user)) {
      g_autofree char *text = NULL;

      text = g_strdup_printf ("The property, to[%u], in the request body is invalid (line: -, column: -)", i);
      reply_error (message, SOUP_STATUS_BAD_REQUEST, text);
      return NULL;
    }
    g_ptr_array_add (users, (gpointer) user);
  }

  return g_steal_pointer (&users);
}

/* %TRUE when the key was used before; then the request is answered. */
static gboolean
repeat_answer (MhSandboxLine     *self,
               SoupServerMessage *message,
               const char        *key)
{
  Accepted *accepted = key != NULL ? g_hash_table_lookup (self->accepted, key) : NULL;
  JsonObject *object;

  if (accepted == NULL || mh_clock_now (self->world->clock) - accepted->time >= KEY_LIFE)
    return FALSE;

  object = json_object_new ();
  json_object_set_string_member (object, "message", "The retry key is already accepted");
  if (accepted->message_id != NULL)
    json_object_set_array_member (object, "sentMessages", list_sent (accepted->message_id));

  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "x-line-accepted-request-id", accepted->request_id);
  mh_reply_json (message, SOUP_STATUS_CONFLICT, wrap (object));

  return TRUE;
}

static char *
join_texts (JsonObject *object)
{
  JsonArray *messages = mh_json_get_array (object, "messages");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < mh_json_get_length (messages); i++) {
    JsonObject *message = mh_json_item_object (messages, i);
    const char *part = mh_json_get_string (message, json_object_has_member (message, "altText") ? "altText" : "text");

    if (i > 0)
      g_string_append_c (text, '\n');
    g_string_append (text, part != NULL ? part : "");
  }

  return g_string_free (text, FALSE);
}

static JsonObject *
build_entry (MhSandboxLine *self,
             JsonObject    *object,
             GPtrArray     *users,
             const char    *key,
             const char    *request_id)
{
  JsonObject *entry = json_object_new ();
  JsonArray *to = json_array_new ();
  JsonArray *blocked = json_array_new ();
  gint64 now = mh_clock_now (self->world->clock);
  g_autofree char *time = mh_world_format_time (now);
  g_autofree char *text = join_texts (object);

  for (guint i = 0; i < users->len; i++) {
    const char *user = g_ptr_array_index (users, i);

    json_array_add_string_element (to, user);
    if (g_hash_table_contains (self->world->blocked, user))
      json_array_add_string_element (blocked, user);
  }

  json_object_set_string_member (entry, "time", time);
  json_object_set_int_member (entry, "ms", now);
  json_object_set_string_member (entry, "provider", "line");
  if (key != NULL)
    json_object_set_string_member (entry, "key", key);
  json_object_set_string_member (entry, "request_id", request_id);
  json_object_set_array_member (entry, "to", to);
  json_object_set_string_member (entry, "text", text);
  json_object_set_boolean_member (entry, "delivered", json_array_get_length (blocked) < users->len);
  json_object_set_int_member (entry, "counted", (users->len - json_array_get_length (blocked)) *
                              mh_json_get_length (mh_json_get_array (object, "messages")));
  json_object_set_array_member (entry, "blocked", blocked);

  return entry;
}

static char *
make_message_id (MhSandboxLine *self)
{
  return g_strdup_printf ("5%08u%08u", mh_random_below (self->world->random, 100000000),
                          mh_random_below (self->world->random, 100000000));
}

/* Accepts: from here on the message counts as sent, whatever happens to the answer. */
static void
accept_request (MhSandboxLine     *self,
                SoupServerMessage *message,
                JsonObject        *object,
                GPtrArray         *users,
                const char        *key,
                gboolean           multicast)
{
  const char *request_id;
  JsonObject *entry, *answer;
  g_autofree char *message_id = NULL;
  g_autoptr (GError) error = NULL;

  request_id = soup_message_headers_get_one (soup_server_message_get_response_headers (message), "x-line-request-id");
  entry = build_entry (self, object, users, key, request_id);

  turn_month (self, mh_clock_now (self->world->clock));
  if (self->world->quota >= 0 && self->used + mh_json_get_int (entry, "counted", 0) > self->world->quota) {
    json_object_unref (entry);
    reply_error (message, STATUS_TOO_MANY_REQUESTS, "You have reached your monthly limit.");
    return;
  }

  if (!multicast) {
    message_id = make_message_id (self);
    json_object_set_string_member (entry, "message_id", message_id);
  }

  if (!mh_journal_append (self->world->journal, json_object_ref (entry), &error)) {
    g_printerr ("%s\n", error->message);
    json_object_unref (entry);
    reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "Internal server error");
    return;
  }

  count_entry (self, entry);
  json_object_unref (entry);

  answer = json_object_new ();
  if (message_id != NULL)
    json_object_set_array_member (answer, "sentMessages", list_sent (message_id));
  mh_reply_json (message, SOUP_STATUS_OK, wrap (answer));
}

static void
send_message (MhSandboxLine     *self,
              SoupServerMessage *message,
              JsonObject        *object,
              gboolean           multicast)
{
  const char *key;
  g_autoptr (GPtrArray) users = NULL;

  key = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "X-Line-Retry-Key");
  if (key != NULL && !g_uuid_string_is_valid (key)) {
    reply_error (message, SOUP_STATUS_BAD_REQUEST, "The value for the 'X-Line-Retry-Key' parameter is invalid");
    return;
  }

  if (repeat_answer (self, message, key) || !accept_messages (message, object))
    return;

  users = accept_recipients (self, message, object, multicast);
  if (users != NULL)
    accept_request (self, message, object, users, key, multicast);
}

/* %TRUE when the fault is the whole answer. */
static gboolean
fail_before (SoupServerMessage *message,
             MhFault            fault)
{
  if (fault == MH_FAULT_ERROR)
    reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "Internal server error");
  else if (fault == MH_FAULT_UNAUTHORIZED)
    reply_error (message, SOUP_STATUS_UNAUTHORIZED,
                 "Authentication failed due to the following reason: invalid token.");
  else if (fault == MH_FAULT_RATE)
    reply_error (message, STATUS_TOO_MANY_REQUESTS, "The API rate limit has been exceeded. Try again later.");
  else if (fault == MH_FAULT_CONCURRENCY)
    reply_error (message, STATUS_TOO_MANY_REQUESTS,
                 "The request was rejected because too many requests were processed concurrently.");
  else if (fault == MH_FAULT_QUOTA)
    reply_error (message, STATUS_TOO_MANY_REQUESTS, "You have reached your monthly limit.");
  else
    return fault == MH_FAULT_CUT_BEFORE;

  return TRUE;
}

/* (transfer full) (nullable): the body, or the request is answered. */
static JsonObject *
read_body (SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  JsonObject *object;

  if (g_bytes_get_size (body) > MAX_BODY) {
    reply_error (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "Request entity too large");
    return NULL;
  }

  object = mh_json_parse_object (body);
  if (object == NULL)
    reply_error (message, SOUP_STATUS_BAD_REQUEST, "The request body could not be parsed as JSON");

  return object;
}

static gboolean
handle_send (MhSandboxLine     *self,
             SoupServerMessage *message,
             gboolean           multicast)
{
  Bucket *bucket = multicast ? &self->multicast : &self->push;
  guint limit = self->world->rate > 0 ? self->world->rate : multicast ? 200 : 2000;
  MhFault fault;
  g_autoptr (JsonObject) object = NULL;
  guint status;

  if (!fill_bucket (bucket, limit)) {
    reply_error (message, STATUS_TOO_MANY_REQUESTS, "The API rate limit has been exceeded. Try again later.");
    return FALSE;
  }

  fault = mh_faults_take (self->world->faults);
  if (fail_before (message, fault))
    return fault == MH_FAULT_CUT_BEFORE;

  object = read_body (message);
  if (object != NULL)
    send_message (self, message, object, multicast);

  status = soup_server_message_get_status (message);
  if (fault == MH_FAULT_ERROR_AFTER && (status == SOUP_STATUS_OK || status == SOUP_STATUS_CONFLICT)) {
    soup_message_headers_remove (soup_server_message_get_response_headers (message), "x-line-accepted-request-id");
    reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "Internal server error");
  }

  return fault == MH_FAULT_CUT;
}

static void
reply_token_error (SoupServerMessage *message,
                   const char        *error,
                   const char        *description)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error", error);
  json_object_set_string_member (object, "error_description", description);
  mh_reply_json (message, SOUP_STATUS_BAD_REQUEST, wrap (object));
}

static void
issue_token (MhSandboxLine     *self,
             SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (GHashTable) form = soup_form_decode (text);
  const char *id = g_hash_table_lookup (form, "client_id");
  const char *secret = g_hash_table_lookup (form, "client_secret");
  g_autofree char *unique = NULL;
  g_autofree char *token = NULL;
  gint64 ends_at = mh_clock_now (self->world->clock) + TOKEN_LIFE * 1000;
  JsonObject *object;

  if (g_strcmp0 (g_hash_table_lookup (form, "grant_type"), "client_credentials") != 0) {
    reply_token_error (message, "unsupported_grant_type", "grant_type must be client_credentials");
    return;
  }

  if (id == NULL || *id == '\0' || secret == NULL || *secret == '\0') {
    reply_token_error (message, "invalid_client", "client_id and client_secret are needed");
    return;
  }

  unique = mh_random_uuid (self->world->random);
  token = g_strconcat ("sandbox-", unique, NULL);
  g_hash_table_replace (self->tokens, g_strdup (token), g_memdup2 (&ends_at, sizeof ends_at));

  object = json_object_new ();
  json_object_set_string_member (object, "token_type", "Bearer");
  json_object_set_string_member (object, "access_token", token);
  json_object_set_int_member (object, "expires_in", TOKEN_LIFE);
  mh_reply_json (message, SOUP_STATUS_OK, wrap (object));
}

static void
tell_quota (MhSandboxLine     *self,
            SoupServerMessage *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", self->world->quota < 0 ? "none" : "limited");
  if (self->world->quota >= 0)
    json_object_set_int_member (object, "value", self->world->quota);
  mh_reply_json (message, SOUP_STATUS_OK, wrap (object));
}

static void
tell_usage (MhSandboxLine     *self,
            SoupServerMessage *message)
{
  JsonObject *object = json_object_new ();

  turn_month (self, mh_clock_now (self->world->clock));
  json_object_set_int_member (object, "totalUsage", self->used);
  mh_reply_json (message, SOUP_STATUS_OK, wrap (object));
}

static void
tell_account (MhSandboxLine     *self,
              SoupServerMessage *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "userId", "U00000000000000000000000000000000");
  json_object_set_string_member (object, "basicId", "@000sandbox");
  json_object_set_string_member (object, "displayName", self->world->account);
  json_object_set_string_member (object, "chatMode", "bot");
  json_object_set_string_member (object, "markAsReadMode", "auto");
  mh_reply_json (message, SOUP_STATUS_OK, wrap (object));
}

static void
tell_profile (MhSandboxLine     *self,
              SoupServerMessage *message,
              const char        *user)
{
  JsonObject *object;
  g_autofree char *name = NULL;

  if (!is_known (self, user) || g_hash_table_contains (self->world->blocked, user)) {
    reply_error (message, SOUP_STATUS_NOT_FOUND, "Not found");
    return;
  }

  name = g_strdup_printf ("Friend %s", user + 27);
  object = json_object_new ();
  json_object_set_string_member (object, "displayName", name);
  json_object_set_string_member (object, "userId", user);
  json_object_set_string_member (object, "language", "ja");
  mh_reply_json (message, SOUP_STATUS_OK, wrap (object));
}

static void
validate (SoupServerMessage *message,
          const char        *kind)
{
  static const char * const kinds[] = { "broadcast", "multicast", "narrowcast", "push", "reply", NULL };
  g_autoptr (JsonObject) object = NULL;

  if (!g_strv_contains (kinds, kind)) {
    reply_error (message, SOUP_STATUS_NOT_FOUND, "Not found");
    return;
  }

  object = read_body (message);
  if (object != NULL && accept_messages (message, object))
    reply_empty (message);
}

static gboolean
route (MhSandboxLine     *self,
       SoupServerMessage *message,
       const char        *path)
{
  gboolean post = strcmp (soup_server_message_get_method (message), SOUP_METHOD_POST) == 0;
  gboolean get = strcmp (soup_server_message_get_method (message), SOUP_METHOD_GET) == 0;

  if (post && strcmp (path, PUSH_PATH) == 0)
    return handle_send (self, message, FALSE);
  if (post && strcmp (path, MULTICAST_PATH) == 0)
    return handle_send (self, message, TRUE);

  if (post && g_str_has_prefix (path, VALIDATE_PATH))
    validate (message, path + strlen (VALIDATE_PATH));
  else if (get && strcmp (path, "/v2/bot/message/quota") == 0)
    tell_quota (self, message);
  else if (get && strcmp (path, "/v2/bot/message/quota/consumption") == 0)
    tell_usage (self, message);
  else if (get && strcmp (path, "/v2/bot/info") == 0)
    tell_account (self, message);
  else if (get && g_str_has_prefix (path, PROFILE_PATH))
    tell_profile (self, message, path + strlen (PROFILE_PATH));
  else
    reply_error (message, SOUP_STATUS_NOT_FOUND, "Not found");

  return FALSE;
}

/**
 * mh_sandbox_line_handle:
 * @self: LINE
 * @message: a request
 * @path: its path
 *
 * Returns: whether the answer is to be lost on the way
 */
gboolean
mh_sandbox_line_handle (MhSandboxLine     *self,
                        SoupServerMessage *message,
                        const char        *path)
{
  g_autofree char *request_id = mh_random_uuid (self->world->random);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "x-line-request-id", request_id);

  if (strcmp (path, TOKEN_PATH) == 0 && strcmp (soup_server_message_get_method (message), SOUP_METHOD_POST) == 0) {
    issue_token (self, message);
    return FALSE;
  }

  if (!is_authorized (self, message)) {
    reply_error (message, SOUP_STATUS_UNAUTHORIZED,
                 "Authentication failed due to the following reason: invalid token. "
                 "Confirm that the access token in the authorization header is valid.");
    return FALSE;
  }

  return route (self, message, path);
}

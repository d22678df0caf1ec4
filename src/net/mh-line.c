/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-line"

#include "mh-line.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-exchange.h"
#include "mh-json.h"
#include "mh-line-answer.h"
#include "mh-line-card.h"
#include "mh-line-token.h"
#include "mh-text.h"

#define PUSH_PATH        "/v2/bot/message/push"
#define MULTICAST_PATH   "/v2/bot/message/multicast"
#define VALIDATE_PATH    "/v2/bot/message/validate/"
#define QUOTA_PATH       "/v2/bot/message/quota"
#define CONSUMPTION_PATH "/v2/bot/message/quota/consumption"
#define INFO_PATH        "/v2/bot/info"

/* LINE keeps a retry key for 24 hours; afterwards the same key sends a second time. An hour is kept for clocks and queues. */
#define KEY_WINDOW (G_GINT64_CONSTANT (23) * 3600 * 1000)

#define MAX_RECIPIENTS 500
#define MAX_TEXT       5000

/* Multicast's limit, the lowest of those used here. */
#define RATE 200

/**
 * MhLine:
 *
 * LINE's Messaging API: push to one, multicast to several, always with a retry key.
 */
struct _MhLine
{
  GObject      parent_instance;

  MhHttp      *http;   /* (owned) */
  char        *base;   /* (owned) */
  MhLineToken *token;  /* (owned) */
};

/* One request with a token, asked a second time when a stateless token has been refused: a 401 is no acceptance. */
typedef struct {
  const char   *method;
  char         *path;          /* (owned) */
  char         *content_type;  /* (owned) (nullable) */
  GBytes       *body;          /* (owned) (nullable) */
  char         *key;           /* (owned) (nullable) */
  char         *token;         /* (owned) (nullable) */
  gboolean      renewed;
  MhAnswer     *answer;        /* (owned) (nullable) */
  MhSendResult *failure;       /* (owned) (nullable): why there is no token */
} Call;

static void implement_provider (MhProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhLine, mh_line, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PROVIDER, implement_provider))

static Call *
call_new (const char *method,
          const char *path)
{
  Call *call = g_new0 (Call, 1);

  call->method = method;
  call->path = g_strdup (path);

  return call;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->path);
  g_free (call->content_type);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_free (call->key);
  g_free (call->token);
  mh_answer_free (call->answer);
  mh_send_result_free (call->failure);
  g_free (call);
}

static GTask *
task_new (MhLine             *self,
          gpointer            tag,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* What became of a message stays true when the caller has lost interest. */
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

static void get_token (GTask *task);

static void
call_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  MhLine *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  call->answer = mh_exchange_finish (MH_HTTP (source), result);

  if (call->answer->status == SOUP_STATUS_UNAUTHORIZED && call->answer->started &&
      !call->renewed && mh_line_token_can_renew (self->token)) {
    call->renewed = TRUE;
    mh_line_token_forget (self->token, call->token);
    g_clear_pointer (&call->answer, mh_answer_free);
    g_clear_pointer (&call->token, g_free);
    get_token (task);
    return;
  }

  g_task_return_boolean (task, TRUE);
}

static void
token_got_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  MhLine *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *url = NULL;

  call->token = mh_line_token_get_finish (MH_LINE_TOKEN (source), result, &call->failure);
  if (call->token == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  url = g_strconcat (self->base, call->path, NULL);
  message = mh_exchange_message (call->method, url, call->token);
  if (call->key != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "X-Line-Retry-Key", call->key);
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (message, call->content_type, call->body);

  mh_exchange_async (self->http, message, g_task_get_cancellable (task), call_answered_cb, g_object_ref (task));
}

static void
get_token (GTask *task)
{
  MhLine *self = g_task_get_source_object (task);

  mh_line_token_get_async (self->token, g_task_get_cancellable (task), token_got_cb, g_object_ref (task));
}

/* Makes @call and gives it back filled to @callback, as the task data of the result. */
static void
call_async (MhLine             *self,
            Call               *call,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  g_autoptr (GTask) task = task_new (self, call_async, cancellable, callback, user_data);

  g_task_set_task_data (task, call, call_free);
  get_token (task);
}

static Call *
call_finish (GAsyncResult *result)
{
  g_assert (g_async_result_is_tagged (result, call_async));

  return g_task_get_task_data (G_TASK (result));
}

static const char *
get_name (MhProvider *provider)
{
  return "line";
}

static guint
get_max_recipients (MhProvider *provider)
{
  return MAX_RECIPIENTS;
}

static gint64
get_key_window (MhProvider *provider)
{
  return KEY_WINDOW;
}

static gboolean
can_look_up (MhProvider *provider)
{
  return FALSE;
}

static guint
get_rate (MhProvider *provider)
{
  return RATE;
}

/* U and 32 hexadecimal digits; anything else would be a telephone number or a name that has strayed in here. */
static gboolean
is_user_id (const char *text)
{
  if (strlen (text) != 33 || text[0] != 'U')
    return FALSE;

  for (const char *p = text + 1; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p) && (*p < 'a' || *p > 'f'))
      return FALSE;

  return TRUE;
}

static gboolean
check_recipients (const char * const *recipients,
                  GError            **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = g_strv_length ((char **) recipients);

  if (n == 0 || n > MAX_RECIPIENTS) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("One LINE message takes 1 to %d recipients."), MAX_RECIPIENTS);
    return FALSE;
  }

  for (guint i = 0; i < n; i++) {
    if (!is_user_id (recipients[i])) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                           _("A LINE account in the list is not a valid one. Link the person's LINE account again."));
      return FALSE;
    }

    if (!g_hash_table_add (seen, (gpointer) recipients[i])) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The same LINE account stands in the list twice."));
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
check_text (const char *text,
            const char *key,
            GError    **error)
{
  gsize length;

  if (*text == '\0' || !g_utf8_validate (text, -1, NULL) || !g_uuid_string_is_valid (key)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The message is empty or cannot be read."));
    return FALSE;
  }

  length = mh_text_utf16_length (text);
  if (length > MAX_TEXT) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("The message has %u characters; LINE takes at most %d. Make it shorter."), (guint) length, MAX_TEXT);
    return FALSE;
  }

  return TRUE;
}

static JsonObject *
build_text (const char *text)
{
  JsonObject *message = json_object_new ();

  json_object_set_string_member (message, "type", "text");
  json_object_set_string_member (message, "text", text);

  return message;
}

/* @message: (transfer full) */
static JsonNode *
build_body (const char * const *recipients,
            JsonObject         *message)
{
  JsonObject *body = json_object_new ();
  JsonArray *messages = json_array_new ();
  JsonNode *node = json_node_alloc ();

  if (recipients[1] == NULL) {
    json_object_set_string_member (body, "to", recipients[0]);
  } else {
    JsonArray *to = json_array_new ();

    for (const char * const *recipient = recipients; *recipient != NULL; recipient++)
      json_array_add_string_element (to, *recipient);
    json_object_set_array_member (body, "to", to);
  }

  json_array_add_object_element (messages, message);
  json_object_set_array_member (body, "messages", messages);
  json_node_init_object (node, body);
  json_object_unref (body);

  return node;
}

/* @message: (transfer full) */
static MhFrozen *
freeze_message (const char * const *recipients,
                JsonObject         *message)
{
  MhFrozen *frozen = g_new0 (MhFrozen, 1);

  frozen->endpoint = g_strdup (recipients[1] == NULL ? PUSH_PATH : MULTICAST_PATH);
  frozen->content_type = g_strdup ("application/json");
  frozen->body = mh_json_to_bytes (build_body (recipients, message));

  return frozen;
}

static MhFrozen *
freeze (MhProvider         *provider,
        const char * const *recipients,
        const char         *text,
        const char         *key,
        GError            **error)
{
  if (!check_recipients (recipients, error) || !check_text (text, key, error))
    return NULL;

  return freeze_message (recipients, build_text (text));
}

/* What does not fit on a card is said in words: the people are the same, and so is what they read. */
static MhFrozen *
freeze_card (MhProvider         *provider,
             const char * const *recipients,
             const char         *text,
             const MhCard       *card,
             const char         *key,
             GError            **error)
{
  JsonObject *message;

  if (!check_recipients (recipients, error) || !check_text (text, key, error))
    return NULL;

  message = mh_line_card_make (text, card, NULL);

  return freeze_message (recipients, message != NULL ? message : build_text (text));
}

/* 0: not a request that freeze() has made. */
static guint
count_recipients (const char *endpoint,
                  GBytes     *body)
{
  g_autoptr (JsonObject) object = mh_json_parse_object (body);

  if (strcmp (endpoint, PUSH_PATH) == 0)
    return mh_json_get_string (object, "to") != NULL ? 1 : 0;

  if (strcmp (endpoint, MULTICAST_PATH) == 0)
    return mh_json_get_length (mh_json_get_array (object, "to"));

  return 0;
}

static void
message_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = call_finish (result);
  MhSendResult *sent;

  if (call->answer != NULL)
    sent = mh_line_answer_read (call->answer, count_recipients (call->path, call->body));
  else
    sent = g_steal_pointer (&call->failure);

  g_task_return_pointer (task, sent, (GDestroyNotify) mh_send_result_free);
}

static void
send_async (MhProvider         *provider,
            const MhFrozen     *frozen,
            const char         *key,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  MhLine *self = MH_LINE (provider);
  g_autoptr (GTask) task = task_new (self, send_async, cancellable, callback, user_data);
  Call *call;

  if (count_recipients (frozen->endpoint, frozen->body) == 0 || !g_uuid_string_is_valid (key)) {
    g_task_return_pointer (task, mh_send_result_new (MH_SEND_REJECTED, "frozen",
                                                     _("The stored message cannot be read. Write it again.")),
                           (GDestroyNotify) mh_send_result_free);
    return;
  }

  call = call_new (SOUP_METHOD_POST, frozen->endpoint);
  call->content_type = g_strdup (frozen->content_type);
  call->body = g_bytes_ref (frozen->body);
  call->key = g_strdup (key);
  call_async (self, call, cancellable, message_answered_cb, g_steal_pointer (&task));
}

/* LINE has no way to ask for a request; the same key answers instead. */
static void
look_up_async (MhProvider         *provider,
               const char         *key,
               const MhFrozen     *frozen,
               gint64              since_ms,
               GCancellable       *cancellable,
               GAsyncReadyCallback callback,
               gpointer            user_data)
{
  g_autoptr (GTask) task = task_new (MH_LINE (provider), look_up_async, cancellable, callback, user_data);

  g_task_return_int (task, MH_LOOKUP_UNSURE);
}

static MhLookup
look_up_finish (MhProvider   *provider,
                GAsyncResult *result,
                char        **out_provider_id)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), MH_LOOKUP_UNSURE);
  g_return_val_if_fail (g_async_result_is_tagged (result, look_up_async), MH_LOOKUP_UNSURE);

  return (MhLookup) g_task_propagate_int (G_TASK (result), NULL);
}

/* The object that answers a question, or %NULL with @error set. */
static JsonObject *
read_question (Call    *call,
               GError **error)
{
  g_autoptr (MhSendResult) failure = NULL;

  if (call->answer != NULL)
    failure = mh_line_answer_read_question (call->answer);
  else
    failure = g_steal_pointer (&call->failure);

  if (failure != NULL) {
    mh_send_result_to_error (failure, error);
    return NULL;
  }

  return mh_json_parse_object (call->answer->body);
}

static void
return_unreadable (GTask *task)
{
  g_task_return_new_error (task, MH_ERROR, MH_ERROR_UNAVAILABLE,
                           _("%s gave no answer that can be used. Try again later."), "LINE");
}

static void
consumption_answered_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  gint64 *limit = g_task_get_task_data (task);
  g_autoptr (JsonObject) object = NULL;
  GError *error = NULL;
  gint64 used;

  object = read_question (call_finish (result), &error);
  if (object == NULL) {
    g_task_return_error (task, error);
    return;
  }

  used = mh_json_get_int (object, "totalUsage", -1);
  if (used < 0)
    return_unreadable (task);
  else
    g_task_return_int (task, used < *limit ? (gssize) (*limit - used) : 0);
}

static void
limit_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonObject) object = NULL;
  GError *error = NULL;
  const char *type;
  gint64 limit;

  object = read_question (call_finish (result), &error);
  if (object == NULL) {
    g_task_return_error (task, error);
    return;
  }

  type = mh_json_get_string (object, "type");
  limit = mh_json_get_int (object, "value", -1);

  if (g_strcmp0 (type, "none") == 0) {
    g_task_return_int (task, -1);
  } else if (g_strcmp0 (type, "limited") != 0 || limit < 0) {
    return_unreadable (task);
  } else {
    g_task_set_task_data (task, g_memdup2 (&limit, sizeof limit), g_free);
    call_async (MH_LINE (source), call_new (SOUP_METHOD_GET, CONSUMPTION_PATH), g_task_get_cancellable (task),
                consumption_answered_cb, g_object_ref (task));
  }
}

static void
quota_async (MhProvider         *provider,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  MhLine *self = MH_LINE (provider);
  g_autoptr (GTask) task = task_new (self, quota_async, cancellable, callback, user_data);

  call_async (self, call_new (SOUP_METHOD_GET, QUOTA_PATH), cancellable, limit_answered_cb, g_steal_pointer (&task));
}

static gboolean
quota_finish (MhProvider   *provider,
              GAsyncResult *result,
              gint64       *out_remaining,
              GError      **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (g_task_is_valid (result, provider), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, quota_async), FALSE);

  /* -1 is an answer here as well as g_task_propagate_int()'s mark of an error. */
  *out_remaining = g_task_propagate_int (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static void
info_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonObject) object = NULL;
  const char *name, *basic_id;
  GError *error = NULL;

  object = read_question (call_finish (result), &error);
  if (object == NULL) {
    g_task_return_error (task, error);
    return;
  }

  name = mh_json_get_string (object, "displayName");
  basic_id = mh_json_get_string (object, "basicId");

  if (name == NULL)
    return_unreadable (task);
  else
    g_task_return_pointer (task, g_strdup_printf (_("Connected to the LINE account “%s” (%s)."),
                                                  name, basic_id != NULL ? basic_id : "-"), g_free);
}

static void
test_async (MhProvider         *provider,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  MhLine *self = MH_LINE (provider);
  g_autoptr (GTask) task = task_new (self, test_async, cancellable, callback, user_data);

  call_async (self, call_new (SOUP_METHOD_GET, INFO_PATH), cancellable, info_answered_cb, g_steal_pointer (&task));
}

static void
implement_provider (MhProviderInterface *iface)
{
  iface->get_name = get_name;
  iface->get_max_recipients = get_max_recipients;
  iface->get_key_window = get_key_window;
  iface->can_look_up = can_look_up;
  iface->get_rate = get_rate;
  iface->freeze = freeze;
  iface->freeze_card = freeze_card;
  iface->send_async = send_async;
  iface->look_up_async = look_up_async;
  iface->look_up_finish = look_up_finish;
  iface->quota_async = quota_async;
  iface->quota_finish = quota_finish;
  iface->test_async = test_async;
}

static void
mh_line_finalize (GObject *object)
{
  MhLine *self = MH_LINE (object);

  g_clear_object (&self->http);
  g_clear_object (&self->token);
  g_free (self->base);

  G_OBJECT_CLASS (mh_line_parent_class)->finalize (object);
}

static void
mh_line_class_init (MhLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mh_line_finalize;
}

static void
mh_line_init (MhLine *self)
{
}

/**
 * mh_line_new:
 * @http: the way out
 * @endpoint: "https://api.line.me", or the practice town's address
 * @token: (nullable): a long-lived channel access token
 * @channel_id: (nullable): the channel's id, used without @token
 * @channel_secret: (nullable): the channel's secret, used without @token
 * @error: return location: %MH_ERROR_INVALID for an address that cannot be used or missing credentials, %MH_ERROR_REFUSED for
 *   an address outside while practice data is open
 *
 * Returns: (transfer full) (nullable): a provider
 */
MhLine *
mh_line_new (MhHttp     *http,
             const char *endpoint,
             const char *token,
             const char *channel_id,
             const char *channel_secret,
             GError    **error)
{
  g_autofree char *fixed = NULL;
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  MhLine *self;

  g_return_val_if_fail (MH_IS_HTTP (http), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!mh_endpoint_check_base (endpoint, mh_http_is_loopback_only (http), error))
    return NULL;

  fixed = mh_exchange_dup_token (token);
  id = mh_exchange_dup_token (channel_id);
  secret = mh_exchange_dup_token (channel_secret);

  if (fixed == NULL && (id == NULL || secret == NULL)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("Enter LINE's access token, or the channel ID and the channel secret, in the preferences."));
    return NULL;
  }

  self = g_object_new (MH_TYPE_LINE, NULL);
  self->http = g_object_ref (http);
  self->base = mh_endpoint_dup_base (endpoint);
  self->token = fixed != NULL ? mh_line_token_new_fixed (fixed)
                              : mh_line_token_new_channel (http, self->base, id, secret);

  return self;
}

/**
 * mh_line_refusal_free:
 * @refusal: (nullable): what LINE said against a part of a message
 */
void
mh_line_refusal_free (MhLineRefusal *refusal)
{
  if (refusal == NULL)
    return;

  g_free (refusal->part);
  g_free (refusal->reason);
  g_free (refusal);
}

static void
validation_answered_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = call_finish (result);
  g_autoptr (GPtrArray) refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_line_refusal_free);
  g_autoptr (JsonObject) object = NULL;
  GError *error = NULL;

  if (call->answer == NULL || !mh_line_answer_read_refusals (call->answer, refusals)) {
    object = read_question (call, &error);
    if (object == NULL) {
      g_task_return_error (task, error);
      return;
    }
  }

  g_task_return_pointer (task, g_steal_pointer (&refusals), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * mh_line_validate_async:
 * @self: LINE
 * @frozen: a request of mh_provider_freeze() or mh_provider_freeze_card()
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_line_validate_finish()
 * @user_data: data for @callback
 *
 * "Validate message objects of a push message" and "… of a multicast message" of the Messaging API reference: only the messages are shown, never
 * to whom they go.
 */
void
mh_line_validate_async (MhLine             *self,
                        const MhFrozen     *frozen,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (JsonObject) request = NULL;
  g_autofree char *path = NULL;
  JsonObject *shown;
  JsonNode *node;
  Call *call;

  g_return_if_fail (MH_IS_LINE (self));
  g_return_if_fail (frozen != NULL && count_recipients (frozen->endpoint, frozen->body) > 0);

  task = task_new (self, mh_line_validate_async, cancellable, callback, user_data);
  request = mh_json_parse_object (frozen->body);
  shown = json_object_new ();
  json_object_set_array_member (shown, "messages", json_array_ref (mh_json_get_array (request, "messages")));
  node = json_node_init_object (json_node_alloc (), shown);
  json_object_unref (shown);

  path = g_strconcat (VALIDATE_PATH, g_str_equal (frozen->endpoint, PUSH_PATH) ? "push" : "multicast", NULL);
  call = call_new (SOUP_METHOD_POST, path);
  call->content_type = g_strdup ("application/json");
  call->body = mh_json_to_bytes (node);
  call_async (self, call, cancellable, validation_answered_cb, g_steal_pointer (&task));
}

/**
 * mh_line_validate_finish:
 * @self: LINE
 * @result: a result
 * @error: return location: %MH_ERROR_UNAVAILABLE, %MH_ERROR_REFUSED when LINE did not say
 *
 * Returns: (transfer full) (element-type MhLineRefusal): what LINE says against the messages; empty when it would take them
 */
GPtrArray *
mh_line_validate_finish (MhLine       *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_line_validate_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

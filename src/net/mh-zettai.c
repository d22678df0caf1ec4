/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-zettai"

#include "mh-zettai.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-exchange.h"
#include "mh-json.h"
#include "mh-sms-form.h"

#define SEND_PATH   "/p5/api/mt.json"
#define STATUS_PATH "/p5/api/status.json"

#define STATUS_TOO_MANY_REQUESTS 429

/* The service takes 600 a second of all its customers together. */
#define RATE 10

/* A tag is refused the second time for as long as the service knows it, for which it names no end. */
#define KEY_WINDOW (G_GINT64_CONSTANT (23) * 3600 * 1000)

/* What stands for the connection test: no message has such a tag. */
#define NO_TAG "machihoken-connection-test"

/* "responseCode" of its answers, version 1.4.7 of its description; each comes with HTTP 200. */
enum {
  CODE_OK = 0,
  CODE_MISSING = 100,
  CODE_INVALID = 110,
  CODE_TOO_LONG = 120,
  CODE_NO_DATA = 200,
  CODE_PLAN_LIMIT = 300,
  CODE_DUPLICATE = 400,
};

/* "statusId" of a message. */
enum {
  STATUS_DELIVERED = 2,
  STATUS_FAILED = 3,
};

/**
 * MhZettai:
 *
 * SMS over 絶対リーチ!SMS. The key of an attempt goes along as "clientTag", which the service takes once only: sent again it is refused as a
 * duplicate, which says that the first was taken. The token stands in the body of a request; a frozen request is kept in the
 * database, so it has none, and the token is put before the stored bytes when they leave.
 */
struct _MhZettai
{
  GObject parent_instance;

  MhHttp *http;       /* (owned) */
  char   *base;       /* (owned) */
  char   *token;      /* (owned) */
  char   *client_id;  /* (owned) */
  char   *sms_code;   /* (owned) */
};

typedef struct {
  char    *key;     /* (owned) */
  MhLookup lookup;
} Search;

static void implement_provider (MhProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhZettai, mh_zettai, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PROVIDER, implement_provider))

static const char *
get_service_name (void)
{
  return _("the SMS service");
}

static const char *
get_name (MhProvider *provider)
{
  return "zettai";
}

static guint
get_max_recipients (MhProvider *provider)
{
  return 1;
}

static gint64
get_key_window (MhProvider *provider)
{
  return KEY_WINDOW;
}

static gboolean
can_look_up (MhProvider *provider)
{
  return TRUE;
}

static guint
get_rate (MhProvider *provider)
{
  return RATE;
}

static MhFrozen *
freeze (MhProvider         *provider,
        const char * const *recipients,
        const char         *text,
        const char         *key,
        GError            **error)
{
  MhZettai *self = MH_ZETTAI (provider);
  GString *form;
  MhFrozen *frozen;

  if (!mh_sms_check_message (recipients, text, key, error))
    return NULL;

  form = g_string_new (NULL);
  mh_form_append (form, "clientId", self->client_id);
  mh_form_append (form, "smsCode", self->sms_code);
  mh_form_append (form, "phoneNumber", recipients[0]);
  mh_form_append (form, "message", text);
  mh_form_append (form, "clientTag", key);

  frozen = g_new0 (MhFrozen, 1);
  frozen->endpoint = g_strdup (SEND_PATH);
  frozen->content_type = g_strdup (SOUP_FORM_MIME_TYPE_URLENCODED);
  frozen->body = g_string_free_to_bytes (form);

  return frozen;
}

/* Its words name the field: "Invalid phoneNumber.". What is the same in every message stops them all. */
static MhSendResult *
read_field_refusal (const char *words)
{
  if (words != NULL && strstr (words, "phoneNumber") != NULL)
    return mh_send_result_new (MH_SEND_REJECTED, "recipient",
                               _("The SMS service does not take this number. Check that it is a mobile number."));

  if (words != NULL && strstr (words, "token") != NULL)
    return mh_send_result_new (MH_SEND_STOP, "unauthorized",
                               _("The SMS service does not accept the access token. Enter it again in the preferences."));

  if (words != NULL && (strstr (words, "clientId") != NULL || strstr (words, "smsCode") != NULL))
    return mh_send_result_new (MH_SEND_STOP, "service",
                               _("The SMS service does not know the client ID or the SMS code. Check them in the preferences."));

  if (words != NULL && strstr (words, "message") != NULL)
    return mh_send_result_new (MH_SEND_REJECTED, "text",
                               _("The SMS service does not take this text. Check its length and its characters."));

  return mh_send_result_new (MH_SEND_REJECTED, "invalid", _("The SMS service refused the message. Check number and text."));
}

/* The answers that HTTP's own status already explains; %NULL when the service's code is to be read. */
static MhSendResult *
read_http (const MhAnswer *answer)
{
  g_autofree char *code = NULL;

  switch (answer->status) {
  case SOUP_STATUS_OK:
    return NULL;

  case SOUP_STATUS_UNAUTHORIZED:
  case SOUP_STATUS_FORBIDDEN:
    return mh_send_result_new (MH_SEND_STOP, "unauthorized",
                               _("The SMS service does not let this computer in. Check the access token, and whether the service "
                                 "knows the address of your office's network."));

  case SOUP_STATUS_NOT_FOUND:
  case SOUP_STATUS_METHOD_NOT_ALLOWED:
    return mh_send_result_new (MH_SEND_STOP, "address",
                               _("There is no SMS service at this address. Check it in the preferences."));

  case STATUS_TOO_MANY_REQUESTS:
    return mh_send_result_new (MH_SEND_RETRY_LATER, "rate",
                               _("The SMS service is busy. The message goes out a little later."));

  default:
    code = g_strdup_printf ("http-%u", answer->status);
    return mh_send_result_new (MH_SEND_REJECTED, code, _("The SMS service refused the message. Check number and text."));
  }
}

static MhSendResult *
read_code (JsonObject *object)
{
  switch (mh_json_get_int (object, "responseCode", -1)) {
  case CODE_OK:
    return mh_send_result_new (MH_SEND_ACCEPTED, NULL, NULL);

  case CODE_DUPLICATE:
    return mh_send_result_new (MH_SEND_ACCEPTED, "already-accepted", NULL);

  case CODE_MISSING:
  case CODE_INVALID:
  case CODE_TOO_LONG:
    return read_field_refusal (mh_json_get_string (object, "responseMessage"));

  case CODE_PLAN_LIMIT:
    return mh_send_result_new (MH_SEND_STOP, "quota",
                               _("The SMS service takes no more messages on your plan. Raise the limit with the service, or telephone "
                                 "these people."));

  default:
    /* Its own fault (500), or the page of an inspecting proxy. */
    return mh_send_result_printf (MH_SEND_UNKNOWN, "answer",
                                  _("The answer from %s was not the expected one. Whether it was accepted is not known yet."),
                                  get_service_name ());
  }
}

static MhSendResult *
read_answer (const MhAnswer *answer)
{
  MhSendResult *result = mh_answer_dup_failure (answer, get_service_name ());
  g_autoptr (JsonObject) object = NULL;

  if (result == NULL)
    result = read_http (answer);
  if (result != NULL)
    return result;

  object = mh_json_parse_object (answer->body);

  return read_code (object);
}

static void
message_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (source), result);

  g_task_return_pointer (task, read_answer (answer), (GDestroyNotify) mh_send_result_free);
}

static void
send_async (MhProvider         *provider,
            const MhFrozen     *frozen,
            const char         *key,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  MhZettai *self = MH_ZETTAI (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, send_async, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *url = NULL;
  GString *form;

  if (strcmp (frozen->endpoint, SEND_PATH) != 0 || g_bytes_get_size (frozen->body) == 0) {
    g_task_return_pointer (task, mh_send_result_new (MH_SEND_REJECTED, "frozen",
                                                     _("The stored message cannot be read. Write it again.")),
                           (GDestroyNotify) mh_send_result_free);
    return;
  }

  form = g_string_new (NULL);
  mh_form_append (form, "token", self->token);
  g_string_append_c (form, '&');
  g_string_append_len (form, g_bytes_get_data (frozen->body, NULL), (gssize) g_bytes_get_size (frozen->body));
  body = g_string_free_to_bytes (form);

  url = g_strconcat (self->base, SEND_PATH, NULL);
  message = mh_exchange_message (SOUP_METHOD_POST, url, NULL);
  soup_message_set_request_body_from_bytes (message, frozen->content_type, body);
  mh_exchange_async (self->http, message, cancellable, message_answered_cb, g_steal_pointer (&task));
}

static SoupMessage *
build_question (MhZettai   *self,
                const char *key)
{
  GString *query = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autofree char *url = NULL;

  mh_form_append (query, "token", self->token);
  mh_form_append (query, "clientId", self->client_id);
  mh_form_append (query, "smsCode", self->sms_code);
  mh_form_append (query, "clientTag", key);
  text = g_string_free (query, FALSE);
  url = g_strconcat (self->base, STATUS_PATH "?", text, NULL);

  return mh_exchange_message (SOUP_METHOD_GET, url, NULL);
}

/* The entry of the message with @key, or %NULL. */
static JsonObject *
find_message (JsonObject *object,
              const char *key)
{
  JsonArray *all = mh_json_get_array (object, "status");

  for (guint i = 0; i < mh_json_get_length (all); i++) {
    JsonObject *one = mh_json_item_object (all, i);

    if (one != NULL && g_strcmp0 (mh_json_get_string (one, "clientTag"), key) == 0)
      return one;
  }

  return NULL;
}

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->key);
  g_free (search);
}

static MhLookup
read_lookup (const MhAnswer *answer,
             const char     *key)
{
  g_autoptr (JsonObject) object = answer->status == SOUP_STATUS_OK ? mh_json_parse_object (answer->body) : NULL;
  gint64 code = mh_json_get_int (object, "responseCode", -1);

  if (code == CODE_NO_DATA)
    return MH_LOOKUP_NOT_FOUND;

  return code == CODE_OK && find_message (object, key) != NULL ? MH_LOOKUP_FOUND : MH_LOOKUP_UNSURE;
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (source), result);

  search->lookup = read_lookup (answer, search->key);
  g_task_return_boolean (task, TRUE);
}

static void
look_up_async (MhProvider         *provider,
               const char         *key,
               const MhFrozen     *frozen,
               gint64              since_ms,
               GCancellable       *cancellable,
               GAsyncReadyCallback callback,
               gpointer            user_data)
{
  MhZettai *self = MH_ZETTAI (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, look_up_async, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = build_question (self, key);
  Search *search = g_new0 (Search, 1);

  search->key = g_strdup (key);
  g_task_set_task_data (task, search, search_free);
  mh_exchange_async (self->http, message, cancellable, looked_up_cb, g_steal_pointer (&task));
}

static MhLookup
look_up_finish (MhProvider   *provider,
                GAsyncResult *result,
                char        **out_provider_id)
{
  Search *search;

  g_return_val_if_fail (g_task_is_valid (result, provider), MH_LOOKUP_UNSURE);
  g_return_val_if_fail (g_async_result_is_tagged (result, look_up_async), MH_LOOKUP_UNSURE);

  search = g_task_get_task_data (G_TASK (result));

  return search->lookup;
}

/* The object that answers a question, or %NULL with @error set. "No data" is an answer. */
static JsonObject *
read_question (const MhAnswer *answer,
               GError        **error)
{
  g_autoptr (MhSendResult) failure = mh_answer_dup_question_failure (answer, get_service_name ());
  g_autoptr (JsonObject) object = NULL;
  gint64 code;

  if (failure == NULL)
    failure = read_http (answer);

  if (failure == NULL) {
    object = mh_json_parse_object (answer->body);
    code = mh_json_get_int (object, "responseCode", -1);
    if (code == CODE_OK || code == CODE_NO_DATA)
      return g_steal_pointer (&object);

    if (code == CODE_MISSING || code == CODE_INVALID || code == CODE_TOO_LONG)
      failure = read_field_refusal (mh_json_get_string (object, "responseMessage"));
    else
      failure = mh_send_result_printf (MH_SEND_RETRY_LATER, "answer",
                                       _("%s gave no answer that can be used. Try again later."), get_service_name ());
  }

  mh_send_result_to_error (failure, error);

  return NULL;
}

static void
test_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  MhZettai *self = g_task_get_source_object (task);
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (source), result);
  GError *error = NULL;
  g_autoptr (JsonObject) object = read_question (answer, &error);

  if (object == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup_printf (_("Connected to the SMS service Zettai Reach (client ID %s)."), self->client_id), g_free);
}

static void
test_async (MhProvider         *provider,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  MhZettai *self = MH_ZETTAI (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, test_async, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = build_question (self, NO_TAG);

  mh_exchange_async (self->http, message, cancellable, test_answered_cb, g_steal_pointer (&task));
}

/* A long message is several short ones to the carrier; where some of them arrived, it is a person who decides. */
static MhStatus *
read_status (JsonObject *object,
             const char *key)
{
  JsonObject *message = find_message (object, key);
  gint64 status = mh_json_get_int (message, "statusId", 0);

  if (status == STATUS_DELIVERED)
    return mh_status_new (MH_TOLD_DELIVERED, NULL);

  if (status == STATUS_FAILED && mh_json_get_int (message, "separatedSuccessCount", -1) == 0)
    return mh_status_new (MH_TOLD_FAILED, "undelivered");

  if (status == STATUS_FAILED)
    return mh_status_new (MH_TOLD_DOUBTFUL, "undelivered");

  return mh_status_new (MH_TOLD_NOTHING, NULL);
}

static void
status_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *key = g_task_get_task_data (task);
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (source), result);
  GError *error = NULL;
  g_autoptr (JsonObject) object = read_question (answer, &error);

  if (object == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, read_status (object, key), (GDestroyNotify) mh_status_free);
}

static void
status_async (MhProvider         *provider,
              const char         *key,
              const char         *provider_id,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  MhZettai *self = MH_ZETTAI (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, status_async, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = build_question (self, key);

  g_task_set_task_data (task, g_strdup (key), g_free);
  mh_exchange_async (self->http, message, cancellable, status_answered_cb, g_steal_pointer (&task));
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
  iface->send_async = send_async;
  iface->look_up_async = look_up_async;
  iface->look_up_finish = look_up_finish;
  iface->quota_async = mh_sms_quota_async;
  iface->quota_finish = mh_sms_quota_finish;
  iface->test_async = test_async;
  iface->status_async = status_async;
}

static void
mh_zettai_finalize (GObject *object)
{
  MhZettai *self = MH_ZETTAI (object);

  g_clear_object (&self->http);
  g_free (self->base);
  g_free (self->token);
  g_free (self->client_id);
  g_free (self->sms_code);

  G_OBJECT_CLASS (mh_zettai_parent_class)->finalize (object);
}

static void
mh_zettai_class_init (MhZettaiClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mh_zettai_finalize;
}

static void
mh_zettai_init (MhZettai *self)
{
}

/**
 * mh_zettai_new:
 * @http: the way out
 * @endpoint: "https://sms-api.aossms.com", or the practice town's address
 * @token: the access key of the account
 * @client_id: the number of the contract's client, digits
 * @sms_code: the code that messages are sent with, 5 or 6 characters
 * @error: return location: %MH_ERROR_INVALID for an address that cannot be used or missing credentials, %MH_ERROR_REFUSED for
 *   an address outside while practice data is open
 *
 * Returns: (transfer full) (nullable): a provider
 */
MhZettai *
mh_zettai_new (MhHttp     *http,
               const char *endpoint,
               const char *token,
               const char *client_id,
               const char *sms_code,
               GError    **error)
{
  g_autofree char *usable = NULL;
  MhZettai *self;

  g_return_val_if_fail (MH_IS_HTTP (http), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!mh_endpoint_check_base (endpoint, mh_http_is_loopback_only (http), error))
    return NULL;

  usable = mh_exchange_dup_token (token);
  if (usable == NULL || client_id == NULL || *client_id == '\0' || sms_code == NULL || *sms_code == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("Enter the SMS service's access token, client ID and SMS code in the preferences."));
    return NULL;
  }

  self = g_object_new (MH_TYPE_ZETTAI, NULL);
  self->http = g_object_ref (http);
  self->base = mh_endpoint_dup_base (endpoint);
  self->token = g_steal_pointer (&usable);
  self->client_id = g_strdup (client_id);
  self->sms_code = g_strdup (sms_code);

  return self;
}

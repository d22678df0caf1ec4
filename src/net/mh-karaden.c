/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-karaden"

#include "mh-karaden.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-exchange.h"
#include "mh-json.h"
#include "mh-sms-form.h"

#define API_VERSION   "2024-03-01"
#define MESSAGES_PATH "/messages"

#define STATUS_TOO_MANY_REQUESTS 429

/* The published description names no rate. This one gets a town of 2,500 through in four minutes. */
#define RATE 10

#define PAGE_SIZE 100
#define MAX_PAGES 20

/* A look-up asks for messages accepted after the attempt. The two clocks may differ by days on a PC whose battery is empty, and
 * a message missed here would be sent twice, so a week is asked for in addition; the tag does the real selecting. */
#define CLOCK_MARGIN (G_TIME_SPAN_DAY * 7)

/**
 * MhKaraden:
 *
 * SMS over Karaden (API of 2024-03-01). A request has no idempotency key; the attempt's key goes along as a tag, by which the
 * message can be found again.
 */
struct _MhKaraden
{
  GObject parent_instance;

  MhHttp *http;        /* (owned) */
  char   *base;        /* (owned) */
  char   *token;       /* (owned) */
  int     service_id;
};

typedef struct {
  char    *key;           /* (owned) */
  gint64   since_ms;
  int      page;
  MhLookup lookup;
  char    *provider_id;   /* (owned) (nullable) */
} Search;

static void implement_provider (MhProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhKaraden, mh_karaden, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PROVIDER, implement_provider))

static const char *
get_service_name (void)
{
  return _("the SMS service");
}

static SoupMessage *
build_request (MhKaraden  *self,
               const char *method,
               const char *path)
{
  g_autofree char *url = g_strconcat (self->base, path, NULL);
  SoupMessage *message = mh_exchange_message (method, url, self->token);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Karaden-Version", API_VERSION);

  return message;
}

static const char *
get_name (MhProvider *provider)
{
  return "karaden";
}

static guint
get_max_recipients (MhProvider *provider)
{
  return 1;
}

static gint64
get_key_window (MhProvider *provider)
{
  return 0;
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
  MhKaraden *self = MH_KARADEN (provider);
  g_autofree char *service_id = g_strdup_printf ("%d", self->service_id);
  GString *form;
  MhFrozen *frozen;

  if (!mh_sms_check_message (recipients, text, key, error))
    return NULL;

  form = g_string_new (NULL);
  mh_form_append (form, "service_id", service_id);
  mh_form_append (form, "to", recipients[0]);
  mh_form_append (form, "body", text);
  mh_form_append (form, "tags[]", key);

  frozen = g_new0 (MhFrozen, 1);
  frozen->endpoint = g_strdup (MESSAGES_PATH);
  frozen->content_type = g_strdup (SOUP_FORM_MIME_TYPE_URLENCODED);
  frozen->body = g_string_free_to_bytes (form);

  return frozen;
}

static MhSendResult *
refuse_credentials (const char *code)
{
  if (g_strcmp0 (code, "invalid_tenant") == 0 || g_strcmp0 (code, "model_not_found") == 0)
    return mh_send_result_new (MH_SEND_STOP, "tenant",
                               _("The SMS service does not know the tenant ID in its address. Check it in the preferences."));

  if (g_strcmp0 (code, "invalid_version") == 0)
    return mh_send_result_new (MH_SEND_STOP, "version",
                               _("The SMS service no longer takes messages from this version of the program. Update the "
                                 "program."));

  return mh_send_result_new (MH_SEND_STOP, "unauthorized",
                             _("The SMS service does not accept the access token. Enter it again in the preferences."));
}

/* Fields of a 422 are those of the request. One that is the same in every message stops them all. */
static MhSendResult *
read_invalid (JsonObject *object)
{
  JsonObject *fields = mh_json_get_object (object, "errors");

  if (fields != NULL && json_object_has_member (fields, "service_id"))
    return mh_send_result_new (MH_SEND_STOP, "service",
                               _("The SMS service does not know the service ID. Check it in the preferences."));

  if (fields != NULL && json_object_has_member (fields, "to"))
    return mh_send_result_new (MH_SEND_REJECTED, "recipient",
                               _("The SMS service does not take this number. Check that it is a mobile number."));

  if (fields != NULL && json_object_has_member (fields, "body"))
    return mh_send_result_new (MH_SEND_REJECTED, "text",
                               _("The SMS service does not take this text. Check its length and its characters."));

  return mh_send_result_new (MH_SEND_REJECTED, "http-422", _("The SMS service refused the message. Check number and text."));
}

static MhSendResult *
read_refusal (guint       status,
              JsonObject *object)
{
  const char *error_code = mh_json_get_string (object, "code");
  g_autofree char *code = NULL;

  switch (status) {
  case SOUP_STATUS_UNAUTHORIZED:
  case SOUP_STATUS_FORBIDDEN:
  case SOUP_STATUS_NOT_FOUND:
  case SOUP_STATUS_METHOD_NOT_ALLOWED:
    return refuse_credentials (status == SOUP_STATUS_NOT_FOUND ? "model_not_found" : error_code);

  case SOUP_STATUS_UNPROCESSABLE_ENTITY:
    return read_invalid (object);

  case STATUS_TOO_MANY_REQUESTS:
    return mh_send_result_new (MH_SEND_RETRY_LATER, "rate",
                               _("The SMS service is busy. The message goes out a little later."));

  default:
    if (g_strcmp0 (error_code, "invalid_tenant") == 0 || g_strcmp0 (error_code, "invalid_version") == 0)
      return refuse_credentials (error_code);

    code = g_strdup_printf ("http-%u", status);
    return mh_send_result_new (MH_SEND_REJECTED, code,
                               _("The SMS service refused the message. Check number and text."));
  }
}

static void
message_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  mh_sms_return_answer (task, source, result, get_service_name (), "id", read_refusal);
}

static void
send_async (MhProvider         *provider,
            const MhFrozen     *frozen,
            const char         *key,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  MhKaraden *self = MH_KARADEN (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, send_async, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = NULL;

  if (strcmp (frozen->endpoint, MESSAGES_PATH) != 0 || g_bytes_get_size (frozen->body) == 0) {
    g_task_return_pointer (task, mh_send_result_new (MH_SEND_REJECTED, "frozen",
                                                     _("The stored message cannot be read. Write it again.")),
                           (GDestroyNotify) mh_send_result_free);
    return;
  }

  message = build_request (self, SOUP_METHOD_POST, MESSAGES_PATH);
  soup_message_set_request_body_from_bytes (message, frozen->content_type, frozen->body);
  mh_exchange_async (self->http, message, cancellable, message_answered_cb, g_steal_pointer (&task));
}

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->key);
  g_free (search->provider_id);
  g_free (search);
}

static gboolean
carries_tag (JsonObject *message,
             const char *key)
{
  JsonArray *tags = mh_json_get_array (message, "tags");

  for (guint i = 0; i < mh_json_get_length (tags); i++)
    if (g_strcmp0 (mh_json_item_string (tags, i), key) == 0)
      return TRUE;

  return FALSE;
}

/* %FALSE when there is another page to ask for. Only a message that carries the tag itself counts, whatever the service has
 * selected, and only a list read to its end says that there is none. */
static gboolean
read_page (Search   *search,
           MhAnswer *answer)
{
  g_autoptr (JsonObject) object = NULL;
  JsonArray *data;

  search->lookup = MH_LOOKUP_UNSURE;

  if (answer->status != SOUP_STATUS_OK)
    return TRUE;

  object = mh_json_parse_object (answer->body);
  data = mh_json_get_array (object, "data");
  if (data == NULL || !json_object_has_member (object, "has_more"))
    return TRUE;

  for (guint i = 0; i < json_array_get_length (data); i++) {
    JsonObject *message = mh_json_item_object (data, i);

    if (message != NULL && carries_tag (message, search->key)) {
      search->lookup = MH_LOOKUP_FOUND;
      search->provider_id = g_strdup (mh_json_get_string (message, "id"));
      return TRUE;
    }
  }

  if (mh_json_get_boolean (object, "has_more"))
    return search->page >= MAX_PAGES;

  search->lookup = MH_LOOKUP_NOT_FOUND;

  return TRUE;
}

static void ask_page (GTask *task);

static void
page_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (source), result);

  if (read_page (search, answer)) {
    g_task_return_boolean (task, TRUE);
  } else {
    search->page++;
    ask_page (task);
  }
}

static char *
format_start (gint64 since_ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (9 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (MAX (since_ms - CLOCK_MARGIN / 1000, 0) / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z");
}

static void
ask_page (GTask *task)
{
  MhKaraden *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *start = format_start (search->since_ms);
  g_autofree char *page = g_strdup_printf ("%d", search->page);
  g_autofree char *per_page = g_strdup_printf ("%d", PAGE_SIZE);
  g_autofree char *path = NULL;
  GString *query = g_string_new (NULL);

  mh_form_append (query, "tag", search->key);
  mh_form_append (query, "start_at", start);
  mh_form_append (query, "page", page);
  mh_form_append (query, "per_page", per_page);
  g_string_prepend (query, MESSAGES_PATH "?");
  path = g_string_free (query, FALSE);

  message = build_request (self, SOUP_METHOD_GET, path);
  mh_exchange_async (self->http, message, g_task_get_cancellable (task), page_answered_cb, g_object_ref (task));
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
  g_autoptr (GTask) task = mh_sms_task_new (MH_KARADEN (provider), look_up_async, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->key = g_strdup (key);
  search->since_ms = since_ms;
  search->page = 1;
  g_task_set_task_data (task, search, search_free);

  ask_page (task);
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
  if (out_provider_id != NULL)
    *out_provider_id = g_steal_pointer (&search->provider_id);

  return search->lookup;
}

/* The object that answers a question, or %NULL with @error set. */
static JsonObject *
read_question (const MhAnswer *answer,
               GError        **error)
{
  g_autoptr (MhSendResult) failure = mh_answer_dup_question_failure (answer, get_service_name ());
  g_autoptr (JsonObject) object = NULL;

  if (failure == NULL) {
    object = mh_json_parse_object (answer->body);
    if (SOUP_STATUS_IS_SUCCESSFUL (answer->status) && object != NULL)
      return g_steal_pointer (&object);

    if (!SOUP_STATUS_IS_SUCCESSFUL (answer->status))
      failure = read_refusal (answer->status, object);
    else
      failure = mh_send_result_printf (MH_SEND_RETRY_LATER, "answer",
                                       _("%s gave no answer that can be used. Try again later."), get_service_name ());
  }

  mh_send_result_to_error (failure, error);

  return NULL;
}

static void
list_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  MhKaraden *self = g_task_get_source_object (task);
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (source), result);
  GError *error = NULL;
  g_autoptr (JsonObject) object = read_question (answer, &error);

  if (object == NULL)
    g_task_return_error (task, error);
  else if (mh_json_get_array (object, "data") == NULL)
    g_task_return_new_error (task, MH_ERROR, MH_ERROR_UNAVAILABLE,
                             _("%s gave no answer that can be used. Try again later."), get_service_name ());
  else
    g_task_return_pointer (task, g_strdup_printf (_("Connected to the SMS service Karaden (service ID %d)."),
                                                  self->service_id), g_free);
}

static void
test_async (MhProvider         *provider,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  MhKaraden *self = MH_KARADEN (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, test_async, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = build_request (self, SOUP_METHOD_GET, MESSAGES_PATH "?per_page=1");

  mh_exchange_async (self->http, message, cancellable, list_answered_cb, g_steal_pointer (&task));
}

/* "unconnected" is a telephone that was off or out of reach: the carrier may have tried longer than it told. */
static MhTold
read_told (JsonObject  *message,
           const char **out_code)
{
  const char *status = mh_json_get_string (message, "status");
  const char *sent = mh_json_get_string (message, "sent_result");

  *out_code = NULL;

  if (g_strcmp0 (sent, "received") == 0)
    return MH_TOLD_DELIVERED;

  if (g_strcmp0 (sent, "unconnected") == 0) {
    *out_code = "unconnected";
    return MH_TOLD_DOUBTFUL;
  }

  if (g_strcmp0 (sent, "error") == 0 || g_strcmp0 (status, "error") == 0 || g_strcmp0 (status, "canceled") == 0 ||
      g_strcmp0 (status, "processing_error") == 0) {
    *out_code = "undelivered";
    return MH_TOLD_FAILED;
  }

  return MH_TOLD_NOTHING;
}

static void
status_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (source), result);
  GError *error = NULL;
  g_autoptr (JsonObject) object = read_question (answer, &error);
  const char *code = NULL;

  if (object == NULL) {
    g_task_return_error (task, error);
  } else {
    MhTold told = read_told (object, &code);

    g_task_return_pointer (task, mh_status_new (told, code), (GDestroyNotify) mh_status_free);
  }
}

static void
status_async (MhProvider         *provider,
              const char         *key,
              const char         *provider_id,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  MhKaraden *self = MH_KARADEN (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, status_async, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  if (provider_id == NULL) {
    g_task_return_pointer (task, mh_status_new (MH_TOLD_NOTHING, NULL), (GDestroyNotify) mh_status_free);
    return;
  }

  escaped = g_uri_escape_string (provider_id, NULL, FALSE);
  path = g_strconcat (MESSAGES_PATH "/", escaped, NULL);
  message = build_request (self, SOUP_METHOD_GET, path);
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
mh_karaden_finalize (GObject *object)
{
  MhKaraden *self = MH_KARADEN (object);

  g_clear_object (&self->http);
  g_free (self->base);
  g_free (self->token);

  G_OBJECT_CLASS (mh_karaden_parent_class)->finalize (object);
}

static void
mh_karaden_class_init (MhKaradenClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mh_karaden_finalize;
}

static void
mh_karaden_init (MhKaraden *self)
{
}

/**
 * mh_karaden_new:
 * @http: the way out
 * @endpoint: "https://prg.karaden.jp/api/{tenant id}", or the practice town's address
 * @token: the access token
 * @service_id: the number of the service setting to send with, 1 or more
 * @error: return location: %MH_ERROR_INVALID for an address that cannot be used or missing credentials, %MH_ERROR_REFUSED for
 *   an address outside while practice data is open
 *
 * Returns: (transfer full) (nullable): a provider
 */
MhKaraden *
mh_karaden_new (MhHttp     *http,
                const char *endpoint,
                const char *token,
                int         service_id,
                GError    **error)
{
  g_autofree char *usable = NULL;
  MhKaraden *self;

  g_return_val_if_fail (MH_IS_HTTP (http), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!mh_endpoint_check_base (endpoint, mh_http_is_loopback_only (http), error))
    return NULL;

  usable = mh_exchange_dup_token (token);
  if (usable == NULL || service_id < 1) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("Enter the SMS service's access token and service ID in the preferences."));
    return NULL;
  }

  self = g_object_new (MH_TYPE_KARADEN, NULL);
  self->http = g_object_ref (http);
  self->base = mh_endpoint_dup_base (endpoint);
  self->token = g_steal_pointer (&usable);
  self->service_id = service_id;

  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-twilio"

#include "mh-twilio.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-exchange.h"
#include "mh-json.h"
#include "mh-sms-form.h"

#define ACCOUNTS_PATH "/2010-04-01/Accounts/"

#define STATUS_TOO_MANY_REQUESTS 429

/* A long code sends about one part a second; more are queued for up to ten hours. */
#define RATE 1

#define PAGE_SIZE "100"
#define MAX_PAGES 20

/* Whose message it is, is known by number, words and time only. Inside the first span it is this attempt's; between the two it may
 * be, on a PC whose clock is wrong, and a person has to look; beyond the second it is an older one. Milliseconds. */
#define NEAR (G_GINT64_CONSTANT (10) * 60 * 1000)
#define FAR  (G_GINT64_CONSTANT (7) * 24 * 3600 * 1000)

/**
 * MhTwilio:
 *
 * SMS over Twilio (API of 2010-04-01). A request has neither an idempotency key nor a field of our own, so an attempt whose outcome
 * is not known is looked for in the list of what was sent to its number, before anything else is done.
 */
struct _MhTwilio
{
  GObject parent_instance;

  MhHttp *http;           /* (owned) */
  char   *base;           /* (owned) */
  char   *path;           /* (owned) of the account */
  char   *authorization;  /* (owned) */
  char   *from;           /* (owned) */
  char   *callback;       /* (owned) (nullable) */
};

typedef struct {
  char    *to;            /* (owned) */
  char    *text;          /* (owned) */
  gint64   since_ms;
  int      page;
  gboolean doubtful;      /* something like it was seen, at another time */
  MhLookup lookup;
  char    *provider_id;   /* (owned) (nullable) */
} Search;

static void implement_provider (MhProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhTwilio, mh_twilio, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PROVIDER, implement_provider))

static const char *
get_service_name (void)
{
  return _("the SMS service");
}

static SoupMessage *
build_request (MhTwilio   *self,
               const char *method,
               const char *path)
{
  g_autofree char *url = g_strconcat (self->base, path, NULL);
  SoupMessage *message = mh_exchange_message (method, url, NULL);

  if (message != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", self->authorization);

  return message;
}

static const char *
get_name (MhProvider *provider)
{
  return "twilio";
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

static void
append_callback (MhTwilio   *self,
                 GString    *form,
                 const char *key)
{
  g_autofree char *address = NULL;

  if (self->callback == NULL)
    return;

  address = g_strconcat (self->callback, strchr (self->callback, '?') != NULL ? "&ref=" : "?ref=", key, NULL);
  mh_form_append (form, "StatusCallback", address);
}

static MhFrozen *
freeze (MhProvider         *provider,
        const char * const *recipients,
        const char         *text,
        const char         *key,
        GError            **error)
{
  MhTwilio *self = MH_TWILIO (provider);
  g_autofree char *to = NULL;
  GString *form;
  MhFrozen *frozen;

  if (!mh_sms_check_message (recipients, text, key, error))
    return NULL;

  to = g_strconcat ("+81", recipients[0] + 1, NULL);
  form = g_string_new (NULL);
  mh_form_append (form, "To", to);
  mh_form_append (form, g_str_has_prefix (self->from, "MG") ? "MessagingServiceSid" : "From", self->from);
  mh_form_append (form, "Body", text);
  append_callback (self, form, key);

  frozen = g_new0 (MhFrozen, 1);
  frozen->endpoint = g_strconcat (self->path, "/Messages.json", NULL);
  frozen->content_type = g_strdup (SOUP_FORM_MIME_TYPE_URLENCODED);
  frozen->body = g_string_free_to_bytes (form);

  return frozen;
}

/* Numbers of errors: the provider's documentation. Those that are not listed refuse this message only. */
static const struct {
  gint64        number;
  MhSendOutcome outcome;
  const char   *code;
} refusals[] = {
  { 20003, MH_SEND_STOP, "unauthorized" },
  { 20429, MH_SEND_RETRY_LATER, "rate" },
  { 21211, MH_SEND_REJECTED, "recipient" },
  { 21212, MH_SEND_STOP, "service" },
  { 21408, MH_SEND_STOP, "region" },
  { 21603, MH_SEND_STOP, "service" },
  { 21606, MH_SEND_STOP, "service" },
  { 21608, MH_SEND_STOP, "region" },
  { 21610, MH_SEND_REJECTED, "opted-out" },
  { 21611, MH_SEND_RETRY_LATER, "rate" },
  { 21612, MH_SEND_REJECTED, "recipient" },
  { 21614, MH_SEND_REJECTED, "recipient" },
  { 21617, MH_SEND_REJECTED, "text" },
  { 21635, MH_SEND_REJECTED, "recipient" },
  { 30001, MH_SEND_RETRY_LATER, "rate" },
};

static const char *
explain_refusal (const char *code)
{
  static const struct {
    const char *code;
    const char *sentence;
  } sentences[] = {
    { "unauthorized", N_("The SMS service does not accept the account SID or the auth token. Enter them again in the preferences.") },
    { "service", N_("The SMS service does not know the sender. Check it in the preferences.") },
    { "region", N_("The SMS service may not send to Japan with this account. Allow Japan in the service's own settings.") },
    { "rate", N_("The SMS service is busy. The message goes out a little later.") },
    { "recipient", N_("The SMS service does not take this number. Check that it is a mobile number.") },
    { "opted-out", N_("This person has told the SMS service to send nothing more. Please telephone.") },
    { "text", N_("The SMS service does not take this text. Check its length and its characters.") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++) {
    if (g_strcmp0 (sentences[i].code, code) == 0)
      return _(sentences[i].sentence);
  }

  return _("The SMS service refused the message. Check number and text.");
}

static MhSendResult *
read_refusal (guint       status,
              JsonObject *object)
{
  gint64 number = mh_json_get_int (object, "code", 0);
  g_autofree char *code = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    if (refusals[i].number == number)
      return mh_send_result_new (refusals[i].outcome, refusals[i].code, explain_refusal (refusals[i].code));
  }

  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN || status == SOUP_STATUS_NOT_FOUND)
    return mh_send_result_new (MH_SEND_STOP, "unauthorized", explain_refusal ("unauthorized"));

  if (status == STATUS_TOO_MANY_REQUESTS)
    return mh_send_result_new (MH_SEND_RETRY_LATER, "rate", explain_refusal ("rate"));

  code = g_strdup_printf ("http-%u", status);

  return mh_send_result_new (MH_SEND_REJECTED, code, explain_refusal (NULL));
}

static void
message_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  mh_sms_return_answer (task, source, result, get_service_name (), "sid", read_refusal);
}

static void
send_async (MhProvider         *provider,
            const MhFrozen     *frozen,
            const char         *key,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  MhTwilio *self = MH_TWILIO (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, send_async, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = NULL;

  if (!g_str_has_prefix (frozen->endpoint, ACCOUNTS_PATH) || g_bytes_get_size (frozen->body) == 0) {
    g_task_return_pointer (task, mh_send_result_new (MH_SEND_REJECTED, "frozen",
                                                     _("The stored message cannot be read. Write it again.")),
                           (GDestroyNotify) mh_send_result_free);
    return;
  }

  message = build_request (self, SOUP_METHOD_POST, frozen->endpoint);
  soup_message_set_request_body_from_bytes (message, frozen->content_type, frozen->body);
  mh_exchange_async (self->http, message, cancellable, message_answered_cb, g_steal_pointer (&task));
}

/* --- look-up ------------------------------------------------------------------------------------------------------ */

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->to);
  g_free (search->text);
  g_free (search->provider_id);
  g_free (search);
}

static gint64
read_time (JsonObject *message)
{
  const char *text = mh_json_get_string (message, "date_created");
  g_autoptr (GDateTime) time = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * 1000 : -1;
}

/* %TRUE when the search ends here: found, or, the newest being first, only older ones follow. */
static gboolean
look_at (Search     *search,
         JsonObject *message)
{
  gint64 created = message != NULL ? read_time (message) : -1;

  if (created < 0) {
    search->doubtful = TRUE;
    return FALSE;
  }

  if (created < search->since_ms - FAR) {
    search->lookup = search->doubtful ? MH_LOOKUP_UNSURE : MH_LOOKUP_NOT_FOUND;
    return TRUE;
  }

  if (g_strcmp0 (mh_json_get_string (message, "to"), search->to) != 0 ||
      g_strcmp0 (mh_json_get_string (message, "body"), search->text) != 0)
    return FALSE;

  if (created < search->since_ms - NEAR) {
    search->doubtful = TRUE;
    return FALSE;
  }

  search->lookup = MH_LOOKUP_FOUND;
  search->provider_id = g_strdup (mh_json_get_string (message, "sid"));

  return TRUE;
}

/* Returns where to go on, or %NULL when @search is answered. Only a list read to its end says that there is none. */
static char *
read_page (Search   *search,
           MhAnswer *answer)
{
  g_autoptr (JsonObject) object = answer->status == SOUP_STATUS_OK ? mh_json_parse_object (answer->body) : NULL;
  JsonArray *messages = mh_json_get_array (object, "messages");
  const char *next;

  search->lookup = MH_LOOKUP_UNSURE;

  if (messages == NULL)
    return NULL;

  for (guint i = 0; i < json_array_get_length (messages); i++) {
    if (look_at (search, mh_json_item_object (messages, i)))
      return NULL;
  }

  next = mh_json_get_string (object, "next_page_uri");
  if (next != NULL && *next != '\0')
    return search->page < MAX_PAGES && g_str_has_prefix (next, ACCOUNTS_PATH) ? g_strdup (next) : NULL;

  search->lookup = search->doubtful ? MH_LOOKUP_UNSURE : MH_LOOKUP_NOT_FOUND;

  return NULL;
}

static void ask_page (GTask      *task,
                      const char *path);

static void
page_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (source), result);
  g_autofree char *next = read_page (search, answer);

  if (next == NULL) {
    g_task_return_boolean (task, TRUE);
  } else {
    search->page++;
    ask_page (task, next);
  }
}

static void
ask_page (GTask      *task,
          const char *path)
{
  MhTwilio *self = g_task_get_source_object (task);
  g_autoptr (SoupMessage) message = build_request (self, SOUP_METHOD_GET, path);

  if (message != NULL)
    mh_exchange_async (self->http, message, g_task_get_cancellable (task), page_answered_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/* A date of sending is no help: what still waits in the service's queue has none, and would be left out. */
static char *
make_list_path (MhTwilio   *self,
                const char *to)
{
  GString *query = g_string_new (NULL);
  g_autofree char *text = NULL;

  mh_form_append (query, "To", to);
  mh_form_append (query, "PageSize", PAGE_SIZE);
  text = g_string_free (query, FALSE);

  return g_strconcat (self->path, "/Messages.json?", text, NULL);
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
  MhTwilio *self = MH_TWILIO (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, look_up_async, cancellable, callback, user_data);
  g_autofree char *text = g_strndup (g_bytes_get_data (frozen->body, NULL), g_bytes_get_size (frozen->body));
  g_autoptr (GHashTable) form = soup_form_decode (text);
  g_autofree char *path = NULL;
  Search *search = g_new0 (Search, 1);

  search->to = g_strdup (g_hash_table_lookup (form, "To"));
  search->text = g_strdup (g_hash_table_lookup (form, "Body"));
  search->since_ms = since_ms;
  search->page = 1;
  search->lookup = MH_LOOKUP_UNSURE;
  g_task_set_task_data (task, search, search_free);

  if (search->to == NULL || search->text == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  path = make_list_path (self, search->to);
  ask_page (task, path);
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

/* --- questions ---------------------------------------------------------------------------------------------------- */

/* The object that answers a question, or %NULL with @error set. */
static JsonObject *
read_question (const MhAnswer *answer,
               GError        **error)
{
  g_autoptr (MhSendResult) failure = mh_answer_dup_question_failure (answer, get_service_name ());
  g_autoptr (JsonObject) object = NULL;

  if (failure == NULL) {
    object = mh_json_parse_object (answer->body);
    if (SOUP_STATUS_IS_SUCCESSFUL (answer->status) && mh_json_get_string (object, "sid") != NULL)
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
account_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (source), result);
  GError *error = NULL;
  g_autoptr (JsonObject) object = read_question (answer, &error);
  const char *name = mh_json_get_string (object, "friendly_name");

  if (object == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup_printf (_("Connected to Twilio (account “%s”)."), name != NULL ? name : ""), g_free);
}

static void
test_async (MhProvider         *provider,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  MhTwilio *self = MH_TWILIO (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, test_async, cancellable, callback, user_data);
  g_autofree char *path = g_strconcat (self->path, ".json", NULL);
  g_autoptr (SoupMessage) message = build_request (self, SOUP_METHOD_GET, path);

  mh_exchange_async (self->http, message, cancellable, account_answered_cb, g_steal_pointer (&task));
}

/* What a carrier says of a telephone that cannot have got it: no such number, a landline, never handed over. */
static gboolean
is_certain (const char *status,
            gint64      number)
{
  return g_strcmp0 (status, "canceled") == 0 || number == 30005 || number == 30006 || (number >= 21000 && number < 22000);
}

static MhStatus *
read_status (JsonObject *message)
{
  const char *status = mh_json_get_string (message, "status");
  gint64 number = mh_json_get_int (message, "error_code", 0);

  if (g_strcmp0 (status, "delivered") == 0 || g_strcmp0 (status, "read") == 0)
    return mh_status_new (MH_TOLD_DELIVERED, NULL);

  if (g_strcmp0 (status, "undelivered") != 0 && g_strcmp0 (status, "failed") != 0 && g_strcmp0 (status, "canceled") != 0 &&
      g_strcmp0 (status, "partially_delivered") != 0)
    return mh_status_new (MH_TOLD_NOTHING, NULL);

  return mh_status_new (is_certain (status, number) ? MH_TOLD_FAILED : MH_TOLD_DOUBTFUL,
                        number == 30003 ? "unconnected" : "undelivered");
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

  if (object == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, read_status (object), (GDestroyNotify) mh_status_free);
}

static void
status_async (MhProvider         *provider,
              const char         *key,
              const char         *provider_id,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  MhTwilio *self = MH_TWILIO (provider);
  g_autoptr (GTask) task = mh_sms_task_new (self, status_async, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  if (provider_id == NULL) {
    g_task_return_pointer (task, mh_status_new (MH_TOLD_NOTHING, NULL), (GDestroyNotify) mh_status_free);
    return;
  }

  escaped = g_uri_escape_string (provider_id, NULL, FALSE);
  path = g_strconcat (self->path, "/Messages/", escaped, ".json", NULL);
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
mh_twilio_finalize (GObject *object)
{
  MhTwilio *self = MH_TWILIO (object);

  g_clear_object (&self->http);
  g_free (self->base);
  g_free (self->path);
  g_free (self->authorization);
  g_free (self->from);
  g_free (self->callback);

  G_OBJECT_CLASS (mh_twilio_parent_class)->finalize (object);
}

static void
mh_twilio_class_init (MhTwilioClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mh_twilio_finalize;
}

static void
mh_twilio_init (MhTwilio *self)
{
}

static gboolean
is_account (const char *sid)
{
  return sid != NULL && strlen (sid) == 34 && g_str_has_prefix (sid, "AC") && strspn (sid + 2, "0123456789abcdefABCDEF") == 32;
}

/**
 * mh_twilio_new:
 * @http: the way out
 * @endpoint: "https://api.twilio.com", or the practice town's address
 * @account_sid: "AC" and 32 hexadecimal digits
 * @auth_token: the account's auth token
 * @from: who it comes from: a number in the form "+1…", an alphanumeric sender of up to 11 characters, or a messaging service "MG…"
 * @callback: (nullable): an address that the service calls when it knows more; the attempt's key is added to it
 * @error: return location: %MH_ERROR_INVALID for an address that cannot be used or missing credentials, %MH_ERROR_REFUSED for
 *   an address outside while practice data is open
 *
 * Returns: (transfer full) (nullable): a provider
 */
MhTwilio *
mh_twilio_new (MhHttp     *http,
               const char *endpoint,
               const char *account_sid,
               const char *auth_token,
               const char *from,
               const char *callback,
               GError    **error)
{
  g_autofree char *usable = NULL;
  g_autofree char *pair = NULL;
  g_autofree char *encoded = NULL;
  MhTwilio *self;

  g_return_val_if_fail (MH_IS_HTTP (http), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!mh_endpoint_check_base (endpoint, mh_http_is_loopback_only (http), error))
    return NULL;

  usable = mh_exchange_dup_token (auth_token);
  if (usable == NULL || !is_account (account_sid) || from == NULL || *from == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("Enter Twilio's account SID, auth token and sender in the preferences."));
    return NULL;
  }

  pair = g_strconcat (account_sid, ":", usable, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  self = g_object_new (MH_TYPE_TWILIO, NULL);
  self->http = g_object_ref (http);
  self->base = mh_endpoint_dup_base (endpoint);
  self->path = g_strconcat (ACCOUNTS_PATH, account_sid, NULL);
  self->authorization = g_strconcat ("Basic ", encoded, NULL);
  self->from = g_strdup (from);
  self->callback = g_strdup (callback);

  return self;
}

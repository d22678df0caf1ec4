/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-exchange"

#include "mh-exchange.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

/* Answers are a few hundred bytes, a page of look-ups some tens of thousands; no service has a reason to send more than this. */
#define MAX_ANSWER (4 * 1024 * 1024)
#define STEP       (64 * 1024)

typedef struct {
  MhAnswer     *answer;       /* (owned) (nullable) */
  GByteArray   *body;         /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) of this request alone */
  gulong        handler;      /* on the caller's cancellable; 0: none */
  GSource      *watchdog;     /* (owned) (nullable) */
  gboolean      repeated;     /* libsoup was about to send it a second time */
  gboolean      timed_out;
} Exchange;

static void
stop_watchdog (Exchange *exchange)
{
  if (exchange->watchdog == NULL)
    return;

  g_source_destroy (exchange->watchdog);
  g_clear_pointer (&exchange->watchdog, g_source_unref);
}

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  stop_watchdog (exchange);
  mh_answer_free (exchange->answer);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_object_unref (exchange->cancellable);
  g_free (exchange);
}

/**
 * mh_answer_free:
 * @answer: (nullable) (transfer full): an answer
 *
 * Frees an answer with its body.
 */
void
mh_answer_free (MhAnswer *answer)
{
  if (answer == NULL)
    return;

  g_clear_object (&answer->message);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_clear_error (&answer->error);
  g_free (answer);
}

static gboolean
silent_cb (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->cancellable);

  return G_SOURCE_REMOVE;
}

/* libsoup's own time-out watches connections. A stream inside an HTTP/2 connection may fall silent without it. */
static void
watch (GTask *task,
       guint  seconds)
{
  Exchange *exchange = g_task_get_task_data (task);

  stop_watchdog (exchange);
  exchange->watchdog = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (exchange->watchdog, silent_cb, exchange, NULL);
  g_source_attach (exchange->watchdog, g_task_get_context (task));
}

static guint
get_timeout (GTask *task)
{
  return soup_session_get_timeout (mh_http_get_session (g_task_get_source_object (task)));
}

static void
finish (GTask  *task,
        GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);
  MhAnswer *answer = g_steal_pointer (&exchange->answer);

  stop_watchdog (exchange);
  g_signal_handlers_disconnect_by_data (answer->message, task);
  if (exchange->handler != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), exchange->handler);

  if (exchange->repeated) {
    g_clear_error (&error);
    answer->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "The service sent the request back");
  } else if (error != NULL && exchange->timed_out) {
    g_clear_error (&error);
    answer->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The service went silent");
  } else if (error != NULL) {
    answer->error = error;
  } else {
    answer->status = soup_message_get_status (answer->message);
    answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
  }

  g_task_return_pointer (task, answer, (GDestroyNotify) mh_answer_free);
}

static void read_more (GTask        *task,
                       GInputStream *stream);

static void
piece_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0) {
    finish (task, error);
    return;
  }

  g_byte_array_append (exchange->body, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  if (exchange->body->len > MAX_ANSWER)
    finish (task, g_error_new (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "The answer does not end"));
  else
    read_more (task, G_INPUT_STREAM (source));
}

static void
read_more (GTask        *task,
           GInputStream *stream)
{
  Exchange *exchange = g_task_get_task_data (task);

  watch (task, get_timeout (task) + 1);
  g_input_stream_read_bytes_async (stream, STEP, G_PRIORITY_DEFAULT, exchange->cancellable,
                                   piece_read_cb, g_object_ref (task));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GInputStream) stream = NULL;
  GError *error = NULL;

  stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (stream == NULL)
    finish (task, error);
  else
    read_more (task, stream);
}

/* Comes when a connection to the service is there and its request is about to be written: from now on nobody can tell how much
 * of it arrived. Connecting, the proxy's CONNECT and the TLS handshake lie before it. */
static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  Exchange *exchange = g_task_get_task_data (G_TASK (user_data));

  exchange->answer->started = TRUE;
  watch (G_TASK (user_data), get_timeout (G_TASK (user_data)) + 1);
}

/* An HTTP/2 server may send a request back, and libsoup 3.2 then repeats it without end and without its body. */
static void
restarted_cb (SoupMessage *message,
              gpointer     user_data)
{
  Exchange *exchange = g_task_get_task_data (G_TASK (user_data));

  if (exchange->answer->started) {
    exchange->repeated = TRUE;
    g_cancellable_cancel (exchange->cancellable);
  }
}

static void
caller_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * mh_exchange_dup_token:
 * @text: (nullable): what was typed or pasted
 *
 * Returns: (transfer full) (nullable): the token without the white space around it, or %NULL when it is empty or holds what
 *   cannot stand in a header
 */
char *
mh_exchange_dup_token (const char *text)
{
  g_autofree char *token = g_strdup (text != NULL ? text : "");

  g_strstrip (token);
  if (*token == '\0')
    return NULL;

  for (const char *p = token; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return NULL;

  return g_steal_pointer (&token);
}

/**
 * mh_exchange_message:
 * @method: "GET" or "POST"
 * @url: a whole address that mh_endpoint_check() accepts
 * @token: (nullable): a bearer token
 *
 * Returns: (transfer full) (nullable): a request that asks for JSON, or %NULL when @url cannot be used
 */
SoupMessage *
mh_exchange_message (const char *method,
                     const char *url,
                     const char *token)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message;
  SoupMessageHeaders *headers;

  if (uri == NULL)
    return NULL;

  message = soup_message_new_from_uri (method, uri);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", "application/json");

  if (token != NULL) {
    g_autofree char *authorization = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_replace (headers, "Authorization", authorization);
  }

  return message;
}

/**
 * mh_exchange_async:
 * @http: the way out
 * @message: the request
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_exchange_finish()
 * @user_data: data for @callback
 *
 * Sends @message once. libsoup repeats a request by itself when a reused connection has died, but only for idempotent methods,
 * and when an HTTP/2 server sends it back; the latter is stopped here.
 */
void
mh_exchange_async (MhHttp             *http,
                   SoupMessage        *message,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *url = NULL;
  Exchange *exchange;
  GError *error = NULL;

  g_return_if_fail (MH_IS_HTTP (http));
  g_return_if_fail (SOUP_IS_MESSAGE (message));

  exchange = g_new0 (Exchange, 1);
  exchange->body = g_byte_array_new ();
  exchange->cancellable = g_cancellable_new ();
  exchange->answer = g_new0 (MhAnswer, 1);
  exchange->answer->message = g_object_ref (message);

  task = g_task_new (http, cancellable, callback, user_data);
  g_task_set_source_tag (task, mh_exchange_async);
  /* What became of the request stays true when the caller has lost interest. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, exchange, exchange_free);

  url = g_uri_to_string (soup_message_get_uri (message));
  if (!mh_endpoint_check (url, mh_http_is_loopback_only (http), &error)) {
    finish (task, error);
    return;
  }

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* Until then: looking up the name, connecting, the proxy, the TLS handshake. */
  watch (task, 4 * get_timeout (task));
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), task);
  g_signal_connect (message, "restarted", G_CALLBACK (restarted_cb), task);
  if (cancellable != NULL)
    exchange->handler = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb),
                                               g_object_ref (exchange->cancellable), g_object_unref);
  soup_session_send_async (mh_http_get_session (http), message, G_PRIORITY_DEFAULT, exchange->cancellable,
                           sent_cb, g_steal_pointer (&task));
}

/**
 * mh_exchange_finish:
 * @http: the way out
 * @result: a result
 *
 * Returns: (transfer full): the answer
 */
MhAnswer *
mh_exchange_finish (MhHttp       *http,
                    GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, http), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_exchange_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * mh_answer_get_header:
 * @answer: an answer
 * @name: a header's name
 *
 * Returns: (transfer none) (nullable): the header's value
 */
const char *
mh_answer_get_header (const MhAnswer *answer,
                      const char     *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (answer->message), name);
}

/**
 * mh_send_result_printf:
 * @outcome: what to do next
 * @code: a stable word for the store
 * @format: a translated sentence for the nurse
 * @...: its values, without personal data
 *
 * Returns: (transfer full): a result without ids
 */
MhSendResult *
mh_send_result_printf (MhSendOutcome outcome,
                       const char   *code,
                       const char   *format,
                       ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);

  return mh_send_result_new (outcome, code, reason);
}

static MhSendResult *
explain_lost (const GError *error,
              const char   *service)
{
  const char *code = "lost";

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    code = "timeout";
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = "cancelled";

  return mh_send_result_printf (MH_SEND_UNKNOWN, code,
                                _("The connection to %s ended before the answer came. "
                                  "Whether it was accepted is not known yet."), service);
}

static MhSendResult *
explain_proxy (void)
{
  return mh_send_result_new (MH_SEND_STOP, "proxy",
                             _("The office's proxy refuses the connection. Check its address, name and password in the preferences."));
}

static MhSendResult *
explain_not_started (const GError *error,
                     const char   *service)
{
  const char *code = "connect";

  if (error->domain == MH_ERROR)
    return mh_send_result_new (MH_SEND_STOP, "refused", error->message);

  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return mh_send_result_printf (MH_SEND_STOP, "certificate",
                                  _("The certificate of %s is not trusted on this computer. If your office inspects network "
                                    "traffic, choose the office's certificate file in the preferences."), service);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    return explain_proxy ();

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = "cancelled";
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    code = "timeout";
  else if (error->domain == G_RESOLVER_ERROR)
    code = "name";
  else if (error->domain == G_TLS_ERROR)
    code = "tls";

  return mh_send_result_printf (MH_SEND_RETRY_LATER, code,
                                _("%s cannot be reached. Check this computer's network."), service);
}

/**
 * mh_answer_dup_failure:
 * @answer: an answer
 * @service: the service's name in a sentence
 *
 * Says what is the same for every service: no answer, the proxy's own answers, redirects and faults of the service.
 *
 * Returns: (transfer full) (nullable): %NULL when the answer is the service's own and to be read by its rules
 */
MhSendResult *
mh_answer_dup_failure (const MhAnswer *answer,
                       const char     *service)
{
  g_autofree char *code = NULL;

  if (answer->status == 0)
    return answer->started ? explain_lost (answer->error, service) : explain_not_started (answer->error, service);

  /* Asked for by a proxy only, in place of passing the request on. */
  if (answer->status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    return explain_proxy ();

  code = g_strdup_printf ("http-%u", answer->status);

  if (!answer->started)
    return mh_send_result_printf (MH_SEND_RETRY_LATER, code,
                                  _("The office's proxy could not reach %s (%u)."), service, answer->status);

  /* 408: what had been received by then is not said. */
  if (answer->status >= 500 || answer->status == SOUP_STATUS_REQUEST_TIMEOUT)
    return mh_send_result_printf (MH_SEND_UNKNOWN, code,
                                  _("%s had a fault (%u). Whether it was accepted is not known yet."),
                                  service, answer->status);

  if (answer->status < 200 || SOUP_STATUS_IS_REDIRECTION (answer->status))
    return mh_send_result_printf (MH_SEND_UNKNOWN, code,
                                  _("The answer from %s was not the expected one (%u). If the network here needs a sign-in, "
                                    "sign in and try again."), service, answer->status);

  return NULL;
}

/**
 * mh_answer_dup_question_failure:
 * @answer: the answer to a question that sends nothing
 * @service: the service's name in a sentence
 *
 * Returns: (transfer full) (nullable): as mh_answer_dup_failure(), but never %MH_SEND_UNKNOWN
 */
MhSendResult *
mh_answer_dup_question_failure (const MhAnswer *answer,
                                const char     *service)
{
  g_autoptr (MhSendResult) failure = mh_answer_dup_failure (answer, service);

  if (failure == NULL || failure->outcome != MH_SEND_UNKNOWN)
    return g_steal_pointer (&failure);

  return mh_send_result_printf (MH_SEND_RETRY_LATER, failure->code,
                                _("%s gave no answer that can be used. Try again later."), service);
}

/**
 * mh_send_result_to_error:
 * @result: a result that is not %MH_SEND_ACCEPTED
 * @error: return location: %MH_ERROR_REFUSED where asking again is no use, else %MH_ERROR_UNAVAILABLE
 *
 * Says the same as an error, for questions that send nothing.
 */
void
mh_send_result_to_error (const MhSendResult *result,
                         GError            **error)
{
  gboolean final = result->outcome == MH_SEND_STOP || result->outcome == MH_SEND_REJECTED;

  g_set_error_literal (error, MH_ERROR, final ? MH_ERROR_REFUSED : MH_ERROR_UNAVAILABLE,
                       result->reason != NULL ? result->reason : _("The service gave no answer."));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-line-token"

#include "mh-line-token.h"

#include <glib/gi18n-lib.h>

#include "mh-exchange.h"
#include "mh-json.h"

#define TOKEN_PATH "/oauth2/v3/token"

/* A token with less time left is not used any more, so that it does not run out on the way. */
#define MARGIN (60 * G_TIME_SPAN_SECOND)

/**
 * MhLineToken:
 *
 * A stateless token lives 15 minutes, costs nothing and leaves nothing permanent to lose; LINE sets no limit to their number,
 * so two requests that find none valid each fetch their own. Its age is measured with the monotonic clock: it has nothing to
 * do with the time of day, which may be set meanwhile.
 */
struct _MhLineToken
{
  GObject parent_instance;

  MhHttp *http;            /* (owned) (nullable) */
  char   *url;             /* (owned) (nullable) */
  char   *channel_id;      /* (owned) (nullable) */
  char   *channel_secret;  /* (owned) (nullable) */

  char   *token;           /* (owned) (nullable) */
  gint64  ends_at;         /* monotonic, microseconds */
};

G_DEFINE_FINAL_TYPE (MhLineToken, mh_line_token, G_TYPE_OBJECT)

typedef struct {
  char         *token;    /* (owned) (nullable) */
  MhSendResult *failure;  /* (owned) (nullable) */
} Outcome;

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_free (outcome->token);
  mh_send_result_free (outcome->failure);
  g_free (outcome);
}

static void
finish (GTask        *task,
        const char   *token,
        MhSendResult *failure)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->token = g_strdup (token);
  outcome->failure = failure;

  g_task_return_pointer (task, outcome, outcome_free);
}

static MhSendResult *
read_failure (const MhAnswer *answer)
{
  MhSendResult *failure = mh_answer_dup_question_failure (answer, "LINE");

  if (failure != NULL)
    return failure;

  if (answer->status == SOUP_STATUS_BAD_REQUEST || answer->status == SOUP_STATUS_UNAUTHORIZED ||
      answer->status == SOUP_STATUS_FORBIDDEN || answer->status == SOUP_STATUS_NOT_FOUND)
    return mh_send_result_new (MH_SEND_STOP, "unauthorized",
                               _("LINE does not accept the channel ID and channel secret. Enter them again in the preferences."));

  return mh_send_result_printf (MH_SEND_RETRY_LATER, "token",
                                _("%s gave no answer that can be used. Try again later."), "LINE");
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  MhLineToken *self = g_task_get_source_object (task);
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (source), result);
  g_autoptr (JsonObject) object = NULL;
  const char *token = NULL;
  gint64 seconds;

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status)) {
    object = mh_json_parse_object (answer->body);
    token = mh_json_get_string (object, "access_token");
  }

  if (token == NULL || *token == '\0') {
    finish (task, NULL, read_failure (answer));
    return;
  }

  seconds = CLAMP (mh_json_get_int (object, "expires_in", 0), 0, 30 * 24 * 3600);
  g_free (self->token);
  self->token = g_strdup (token);
  self->ends_at = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;

  finish (task, token, NULL);
}

static void
fetch (MhLineToken *self,
       GTask       *task)
{
  g_autoptr (SoupMessage) message = mh_exchange_message (SOUP_METHOD_POST, self->url, NULL);
  g_autofree char *form = soup_form_encode ("grant_type", "client_credentials",
                                            "client_id", self->channel_id,
                                            "client_secret", self->channel_secret, NULL);
  g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));

  soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, body);
  mh_exchange_async (self->http, message, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

static void
mh_line_token_finalize (GObject *object)
{
  MhLineToken *self = MH_LINE_TOKEN (object);

  g_clear_object (&self->http);
  g_free (self->url);
  g_free (self->channel_id);
  g_free (self->channel_secret);
  g_free (self->token);

  G_OBJECT_CLASS (mh_line_token_parent_class)->finalize (object);
}

static void
mh_line_token_class_init (MhLineTokenClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mh_line_token_finalize;
}

static void
mh_line_token_init (MhLineToken *self)
{
}

/**
 * mh_line_token_new_fixed:
 * @token: a long-lived channel access token
 *
 * Returns: (transfer full): a source that always gives @token
 */
MhLineToken *
mh_line_token_new_fixed (const char *token)
{
  MhLineToken *self = g_object_new (MH_TYPE_LINE_TOKEN, NULL);

  self->token = g_strdup (token);
  self->ends_at = G_MAXINT64;

  return self;
}

/**
 * mh_line_token_new_channel:
 * @http: the way out
 * @base: LINE's address without a slash at its end
 * @channel_id: the channel's id
 * @channel_secret: the channel's secret
 *
 * Returns: (transfer full): a source of stateless tokens
 */
MhLineToken *
mh_line_token_new_channel (MhHttp     *http,
                           const char *base,
                           const char *channel_id,
                           const char *channel_secret)
{
  MhLineToken *self = g_object_new (MH_TYPE_LINE_TOKEN, NULL);

  self->http = g_object_ref (http);
  self->url = g_strconcat (base, TOKEN_PATH, NULL);
  self->channel_id = g_strdup (channel_id);
  self->channel_secret = g_strdup (channel_secret);

  return self;
}

/**
 * mh_line_token_can_renew:
 * @self: a source of tokens
 *
 * Returns: whether another token can be had after one was refused
 */
gboolean
mh_line_token_can_renew (MhLineToken *self)
{
  g_return_val_if_fail (MH_IS_LINE_TOKEN (self), FALSE);

  return self->channel_secret != NULL;
}

/**
 * mh_line_token_forget:
 * @self: a source of tokens
 * @refused: a token that LINE does not take any more
 *
 * Drops @refused, unless another request has replaced it already.
 */
void
mh_line_token_forget (MhLineToken *self,
                      const char  *refused)
{
  g_return_if_fail (MH_IS_LINE_TOKEN (self));

  if (mh_line_token_can_renew (self) && g_strcmp0 (self->token, refused) == 0)
    g_clear_pointer (&self->token, g_free);
}

/**
 * mh_line_token_get_async:
 * @self: a source of tokens
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_line_token_get_finish()
 * @user_data: data for @callback
 *
 * Gives a token with at least a minute to live, or asks LINE for one.
 */
void
mh_line_token_get_async (MhLineToken        *self,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MH_IS_LINE_TOKEN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mh_line_token_get_async);
  g_task_set_check_cancellable (task, FALSE);

  if (self->token != NULL && self->ends_at - g_get_monotonic_time () >= MARGIN)
    finish (task, self->token, NULL);
  else
    fetch (self, task);
}

/**
 * mh_line_token_get_finish:
 * @self: a source of tokens
 * @result: a result
 * @out_failure: (out) (transfer full) (nullable): why there is none; nothing has been sent then
 *
 * Returns: (transfer full) (nullable): a token
 */
char *
mh_line_token_get_finish (MhLineToken   *self,
                          GAsyncResult  *result,
                          MhSendResult **out_failure)
{
  Outcome *outcome;
  char *token;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_line_token_get_async), NULL);

  outcome = g_task_propagate_pointer (G_TASK (result), NULL);
  token = g_steal_pointer (&outcome->token);
  *out_failure = g_steal_pointer (&outcome->failure);
  outcome_free (outcome);

  return token;
}

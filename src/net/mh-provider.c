/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-provider"

#include "mh-provider.h"

G_DEFINE_INTERFACE (MhProvider, mh_provider, G_TYPE_OBJECT)

static void
mh_provider_default_init (MhProviderInterface *iface)
{
}

/**
 * mh_send_result_new:
 * @outcome: what to do next
 * @code: (nullable): a stable word for the store
 * @reason: (nullable): a translated sentence for the nurse, without personal data
 *
 * Returns: (transfer full): a result without ids
 */
MhSendResult *
mh_send_result_new (MhSendOutcome outcome,
                    const char   *code,
                    const char   *reason)
{
  MhSendResult *result = g_new0 (MhSendResult, 1);

  result->outcome = outcome;
  result->code = g_strdup (code);
  result->reason = g_strdup (reason);

  return result;
}

/**
 * mh_send_result_free:
 * @result: (nullable) (transfer full): a result
 *
 * Frees a result with all that it holds.
 */
void
mh_send_result_free (MhSendResult *result)
{
  if (result == NULL)
    return;

  g_free (result->provider_id);
  g_free (result->request_id);
  g_free (result->code);
  g_free (result->reason);
  g_clear_pointer (&result->bad, g_array_unref);
  g_free (result);
}

/**
 * mh_status_new:
 * @told: what the provider has told
 * @code: (nullable): a stable word for the store
 *
 * Returns: (transfer full): a status
 */
MhStatus *
mh_status_new (MhTold      told,
               const char *code)
{
  MhStatus *status = g_new0 (MhStatus, 1);

  status->told = told;
  status->code = g_strdup (code);

  return status;
}

/**
 * mh_status_free:
 * @status: (nullable) (transfer full): a status
 *
 * Frees it.
 */
void
mh_status_free (MhStatus *status)
{
  if (status == NULL)
    return;

  g_free (status->code);
  g_free (status);
}

/**
 * mh_frozen_free:
 * @frozen: (nullable) (transfer full): a frozen request
 *
 * Frees a frozen request with its body.
 */
void
mh_frozen_free (MhFrozen *frozen)
{
  if (frozen == NULL)
    return;

  g_free (frozen->endpoint);
  g_free (frozen->content_type);
  g_clear_pointer (&frozen->body, g_bytes_unref);
  g_free (frozen);
}

/**
 * mh_provider_get_name:
 * @self: a provider
 *
 * Returns: the word that is stored with each attempt: "line", "karaden", "zettai", "twilio"
 */
const char *
mh_provider_get_name (MhProvider *self)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), NULL);

  return MH_PROVIDER_GET_IFACE (self)->get_name (self);
}

/**
 * mh_provider_get_max_recipients:
 * @self: a provider
 *
 * Returns: how many recipients one request takes, 1 or more
 */
guint
mh_provider_get_max_recipients (MhProvider *self)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), 1);

  return MH_PROVIDER_GET_IFACE (self)->get_max_recipients (self);
}

/**
 * mh_provider_get_key_window:
 * @self: a provider
 *
 * Returns: how long after the first attempt the same key and body may be sent again, in milliseconds; 0: never
 */
gint64
mh_provider_get_key_window (MhProvider *self)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), 0);

  return MH_PROVIDER_GET_IFACE (self)->get_key_window (self);
}

/**
 * mh_provider_can_look_up:
 * @self: a provider
 *
 * Returns: whether mh_provider_look_up_async() can answer
 */
gboolean
mh_provider_can_look_up (MhProvider *self)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), FALSE);

  return MH_PROVIDER_GET_IFACE (self)->can_look_up (self);
}

/**
 * mh_provider_get_rate:
 * @self: a provider
 *
 * Returns: requests a second that stay under the provider's limit, 1 or more
 */
guint
mh_provider_get_rate (MhProvider *self)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), 1);

  return MH_PROVIDER_GET_IFACE (self)->get_rate (self);
}

/**
 * mh_provider_freeze:
 * @self: a provider
 * @recipients: (array zero-terminated=1): who shall get @text, each once, 1 to mh_provider_get_max_recipients()
 * @text: what to say, UTF-8, not empty
 * @key: the idempotency key of the attempt, a UUID
 * @error: return location: %MH_ERROR_INVALID when the provider would refuse the request anyhow
 *
 * Makes the bytes of a request, which are to be stored before mh_provider_send_async() and never made a second time.
 *
 * Returns: (transfer full) (nullable): the request
 */
MhFrozen *
mh_provider_freeze (MhProvider         *self,
                    const char * const *recipients,
                    const char         *text,
                    const char         *key,
                    GError            **error)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (recipients != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return MH_PROVIDER_GET_IFACE (self)->freeze (self, recipients, text, key, error);
}

/**
 * mh_provider_shows_cards:
 * @self: a provider
 *
 * Returns: whether mh_provider_freeze_card() makes something else than mh_provider_freeze()
 */
gboolean
mh_provider_shows_cards (MhProvider *self)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), FALSE);

  return MH_PROVIDER_GET_IFACE (self)->freeze_card != NULL;
}

/**
 * mh_provider_freeze_card:
 * @self: a provider
 * @recipients: (array zero-terminated=1): as for mh_provider_freeze()
 * @text: what to say, UTF-8, not empty
 * @card: what it has beside its words
 * @key: the idempotency key of the attempt, a UUID
 * @error: return location: %MH_ERROR_INVALID when the provider would refuse the request anyhow
 *
 * As mh_provider_freeze(), with the words on a card. A channel without cards, and words that do not fit on one, give a plain message: it says the
 * same.
 *
 * Returns: (transfer full) (nullable): the request
 */
MhFrozen *
mh_provider_freeze_card (MhProvider         *self,
                         const char * const *recipients,
                         const char         *text,
                         const MhCard       *card,
                         const char         *key,
                         GError            **error)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (recipients != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (card != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!mh_provider_shows_cards (self))
    return mh_provider_freeze (self, recipients, text, key, error);

  return MH_PROVIDER_GET_IFACE (self)->freeze_card (self, recipients, text, card, key, error);
}

/**
 * mh_provider_send_async:
 * @self: a provider
 * @frozen: the request as it was stored
 * @key: the key it was frozen with
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_provider_send_finish()
 * @user_data: data for @callback
 *
 * Sends the bytes of @frozen unchanged. One call is one message at most: nothing is sent again inside.
 */
void
mh_provider_send_async (MhProvider         *self,
                        const MhFrozen     *frozen,
                        const char         *key,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (MH_IS_PROVIDER (self));
  g_return_if_fail (frozen != NULL && frozen->endpoint != NULL && frozen->body != NULL);
  g_return_if_fail (key != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  MH_PROVIDER_GET_IFACE (self)->send_async (self, frozen, key, cancellable, callback, user_data);
}

/**
 * mh_provider_send_finish:
 * @self: a provider
 * @result: a result
 *
 * Returns: (transfer full): what became of the request; never %NULL
 */
MhSendResult *
mh_provider_send_finish (MhProvider   *self,
                         GAsyncResult *result)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * mh_provider_look_up_async:
 * @self: a provider
 * @key: the key of the attempt
 * @frozen: the request of the attempt as it was stored: a provider that keeps no key is asked for its words
 * @since_ms: when the attempt was first sent, milliseconds since 1970 UTC
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_provider_look_up_finish()
 * @user_data: data for @callback
 *
 * Asks whether the provider has accepted the attempt. Right after an attempt with an unknown outcome the provider may still be
 * taking it in, so "not found" then proves nothing: wait longer than the request's own time-out, some minutes, before asking.
 */
void
mh_provider_look_up_async (MhProvider         *self,
                           const char         *key,
                           const MhFrozen     *frozen,
                           gint64              since_ms,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_return_if_fail (MH_IS_PROVIDER (self));
  g_return_if_fail (key != NULL);
  g_return_if_fail (frozen != NULL && frozen->body != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  MH_PROVIDER_GET_IFACE (self)->look_up_async (self, key, frozen, since_ms, cancellable, callback, user_data);
}

/**
 * mh_provider_look_up_finish:
 * @self: a provider
 * @result: a result
 * @out_provider_id: (out) (optional) (transfer full) (nullable): the provider's id of what was found
 *
 * Returns: what is known of the attempt; %MH_LOOKUP_UNSURE where the provider cannot be asked
 */
MhLookup
mh_provider_look_up_finish (MhProvider   *self,
                            GAsyncResult *result,
                            char        **out_provider_id)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), MH_LOOKUP_UNSURE);

  if (out_provider_id != NULL)
    *out_provider_id = NULL;

  return MH_PROVIDER_GET_IFACE (self)->look_up_finish (self, result, out_provider_id);
}

/**
 * mh_provider_quota_async:
 * @self: a provider
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_provider_quota_finish()
 * @user_data: data for @callback
 *
 * Asks how many messages may still go this month.
 */
void
mh_provider_quota_async (MhProvider         *self,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (MH_IS_PROVIDER (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  MH_PROVIDER_GET_IFACE (self)->quota_async (self, cancellable, callback, user_data);
}

/**
 * mh_provider_quota_finish:
 * @self: a provider
 * @result: a result
 * @out_remaining: (out): messages, one per recipient, 0 or more; -1 without a limit
 * @error: return location: %MH_ERROR_UNAVAILABLE, %MH_ERROR_REFUSED
 *
 * Returns: whether the provider told
 */
gboolean
mh_provider_quota_finish (MhProvider   *self,
                          GAsyncResult *result,
                          gint64       *out_remaining,
                          GError      **error)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (out_remaining != NULL, FALSE);

  return MH_PROVIDER_GET_IFACE (self)->quota_finish (self, result, out_remaining, error);
}

/**
 * mh_provider_test_async:
 * @self: a provider
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_provider_test_finish()
 * @user_data: data for @callback
 *
 * Tries the connection and the credentials without sending a message.
 */
void
mh_provider_test_async (MhProvider         *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (MH_IS_PROVIDER (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  MH_PROVIDER_GET_IFACE (self)->test_async (self, cancellable, callback, user_data);
}

/**
 * mh_provider_test_finish:
 * @self: a provider
 * @result: a result
 * @error: return location: %MH_ERROR_UNAVAILABLE, %MH_ERROR_REFUSED, with a sentence on what to look at
 *
 * Returns: (transfer full) (nullable): a translated sentence that names what was reached
 */
char *
mh_provider_test_finish (MhProvider   *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * mh_provider_can_tell:
 * @self: a provider
 *
 * Returns: whether mh_provider_status_async() can be asked what became of an accepted message
 */
gboolean
mh_provider_can_tell (MhProvider *self)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), FALSE);

  return MH_PROVIDER_GET_IFACE (self)->status_async != NULL;
}

/**
 * mh_provider_status_async:
 * @self: a provider for which mh_provider_can_tell()
 * @key: the key of an accepted attempt
 * @provider_id: (nullable): the id that the provider gave it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_provider_status_finish()
 * @user_data: data for @callback
 *
 * Asks what the carrier has told of a message so far. Sends nothing.
 */
void
mh_provider_status_async (MhProvider         *self,
                          const char         *key,
                          const char         *provider_id,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_return_if_fail (MH_IS_PROVIDER (self));
  g_return_if_fail (mh_provider_can_tell (self));
  g_return_if_fail (key != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  MH_PROVIDER_GET_IFACE (self)->status_async (self, key, provider_id, cancellable, callback, user_data);
}

/**
 * mh_provider_status_finish:
 * @self: a provider
 * @result: a result
 * @error: return location: %MH_ERROR_UNAVAILABLE, %MH_ERROR_REFUSED
 *
 * Returns: (transfer full) (nullable): what the provider knows, or %NULL when it did not answer
 */
MhStatus *
mh_provider_status_finish (MhProvider   *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (MH_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

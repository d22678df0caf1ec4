/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-secrets"

#include "mh-secrets.h"

#include <string.h>

G_DEFINE_INTERFACE (MhSecrets, mh_secrets, G_TYPE_OBJECT)

typedef struct {
  char *name;
  char *value;  /* (nullable) */
} Request;

static void
free_request (Request *request)
{
  g_free (request->name);
  mh_secret_free (request->value);
  g_free (request);
}

static GTask *
make_task (MhSecrets          *self,
           const char         *name,
           const char         *value,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data,
           gpointer            tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->name = g_strdup (name);
  request->value = g_strdup (value);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, request, (GDestroyNotify) free_request);

  return task;
}

static void
return_boolean (GTask   *task,
                gboolean done,
                GError  *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
store_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  gboolean done = mh_secrets_store (source, request->name, request->value, cancellable, &error);

  return_boolean (task, done, error);
}

static void
look_up_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  char *value = mh_secrets_look_up (source, request->name, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value, (GDestroyNotify) mh_secret_free);
}

static void
clear_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  gboolean done = mh_secrets_clear (source, request->name, cancellable, &error);

  return_boolean (task, done, error);
}

static void
mh_secrets_default_init (MhSecretsInterface *iface)
{
}

/**
 * mh_secrets_store:
 * @self: where credentials are kept
 * @name: one of MH_SECRET_…
 * @value: the credential, as the provider gave it
 * @cancellable: (nullable): a cancellable
 * @error: MH_ERROR_UNAVAILABLE when the keyring is locked or not there
 *
 * Keeps @value under @name in place of what was there. Blocks, perhaps until the user has unlocked the keyring.
 *
 * Returns: whether it is kept
 */
gboolean
mh_secrets_store (MhSecrets    *self,
                  const char   *name,
                  const char   *value,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_return_val_if_fail (MH_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return MH_SECRETS_GET_IFACE (self)->store (self, name, value, cancellable, error);
}

/**
 * mh_secrets_look_up:
 * @self: where credentials are kept
 * @name: one of MH_SECRET_…
 * @cancellable: (nullable): a cancellable
 * @error: MH_ERROR_UNAVAILABLE when the keyring is locked or not there
 *
 * Reads a credential. Blocks, perhaps until the user has unlocked the keyring.
 *
 * Returns: (nullable) (transfer full): the credential, for mh_secret_free(); %NULL with @error set, or without one when
 *   nothing is kept under @name
 */
char *
mh_secrets_look_up (MhSecrets    *self,
                    const char   *name,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_return_val_if_fail (MH_IS_SECRETS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return MH_SECRETS_GET_IFACE (self)->look_up (self, name, cancellable, error);
}

/**
 * mh_secrets_clear:
 * @self: where credentials are kept
 * @name: one of MH_SECRET_…
 * @cancellable: (nullable): a cancellable
 * @error: MH_ERROR_UNAVAILABLE when the keyring is locked or not there
 *
 * Forgets a credential. Blocks, perhaps until the user has unlocked the keyring.
 *
 * Returns: whether nothing is kept under @name any more, also when nothing was
 */
gboolean
mh_secrets_clear (MhSecrets    *self,
                  const char   *name,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_return_val_if_fail (MH_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  return MH_SECRETS_GET_IFACE (self)->clear (self, name, cancellable, error);
}

/**
 * mh_secrets_store_async:
 * @self: where credentials are kept
 * @name: one of MH_SECRET_…
 * @value: the credential
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_secrets_store_finish()
 * @user_data: data for @callback
 *
 * mh_secrets_store() in a thread of its own.
 */
void
mh_secrets_store_async (MhSecrets          *self,
                        const char         *name,
                        const char         *value,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MH_IS_SECRETS (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  task = make_task (self, name, value, cancellable, callback, user_data, mh_secrets_store_async);
  /* What was written must not be reported as cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, store_in_thread);
}

/**
 * mh_secrets_store_finish:
 * @self: where credentials are kept
 * @result: what the callback got
 * @error: as of mh_secrets_store()
 *
 * Returns: whether the credential is kept
 */
gboolean
mh_secrets_store_finish (MhSecrets    *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_secrets_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * mh_secrets_look_up_async:
 * @self: where credentials are kept
 * @name: one of MH_SECRET_…
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_secrets_look_up_finish()
 * @user_data: data for @callback
 *
 * mh_secrets_look_up() in a thread of its own.
 */
void
mh_secrets_look_up_async (MhSecrets          *self,
                          const char         *name,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MH_IS_SECRETS (self));
  g_return_if_fail (name != NULL);

  task = make_task (self, name, NULL, cancellable, callback, user_data, mh_secrets_look_up_async);
  g_task_run_in_thread (task, look_up_in_thread);
}

/**
 * mh_secrets_look_up_finish:
 * @self: where credentials are kept
 * @result: what the callback got
 * @error: as of mh_secrets_look_up()
 *
 * Returns: (nullable) (transfer full): as of mh_secrets_look_up()
 */
char *
mh_secrets_look_up_finish (MhSecrets    *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_secrets_look_up_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * mh_secrets_clear_async:
 * @self: where credentials are kept
 * @name: one of MH_SECRET_…
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_secrets_clear_finish()
 * @user_data: data for @callback
 *
 * mh_secrets_clear() in a thread of its own.
 */
void
mh_secrets_clear_async (MhSecrets          *self,
                        const char         *name,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MH_IS_SECRETS (self));
  g_return_if_fail (name != NULL);

  task = make_task (self, name, NULL, cancellable, callback, user_data, mh_secrets_clear_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, clear_in_thread);
}

/**
 * mh_secrets_clear_finish:
 * @self: where credentials are kept
 * @result: what the callback got
 * @error: as of mh_secrets_clear()
 *
 * Returns: as of mh_secrets_clear()
 */
gboolean
mh_secrets_clear_finish (MhSecrets    *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_secrets_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * mh_secret_free:
 * @value: (nullable): a credential of its own memory
 *
 * Overwrites @value with zeros in a way that the compiler keeps, then frees it.
 */
void
mh_secret_free (char *value)
{
  volatile char *byte = value;

  if (value == NULL)
    return;

  for (gsize left = strlen (value); left > 0; left--)
    *byte++ = 0;

  g_free (value);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-senders"

#include "mh-senders.h"

#include "mh-config.h"
#include "mh-karaden.h"
#include "mh-line.h"

typedef struct {
  MhSecrets *secrets;         /* (owned) */
  char      *fingerprint;     /* (owned) */
  char      *line_endpoint;   /* (owned), as the following */
  char      *line_channel_id;
  char      *karaden_endpoint;
  char      *proxy;
  char      *ca_file;
  int        karaden_service_id;
  gboolean   practice;
  char      *line_token;      /* secrets, filled by the thread */
  char      *line_secret;
  char      *karaden_token;
} Making;

static void
making_free (Making *making)
{
  g_clear_object (&making->secrets);
  g_free (making->fingerprint);
  g_free (making->line_endpoint);
  g_free (making->line_channel_id);
  g_free (making->karaden_endpoint);
  g_free (making->proxy);
  g_free (making->ca_file);
  g_clear_pointer (&making->line_token, mh_secret_free);
  g_clear_pointer (&making->line_secret, mh_secret_free);
  g_clear_pointer (&making->karaden_token, mh_secret_free);
  g_free (making);
}

static const char *
null_if_empty (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static char *
make_fingerprint (const MhSenderSettings *settings)
{
  return g_strjoin ("\n", settings->practice ? "practice" : "real", settings->line_endpoint, settings->line_channel_id,
                    settings->karaden_endpoint, settings->karaden_service_id, settings->proxy, settings->ca_file, NULL);
}

/**
 * mh_sender_settings_free:
 * @settings: settings
 */
void
mh_sender_settings_free (MhSenderSettings *settings)
{
  g_free (settings->line_endpoint);
  g_free (settings->line_channel_id);
  g_free (settings->karaden_endpoint);
  g_free (settings->karaden_service_id);
  g_free (settings->proxy);
  g_free (settings->ca_file);
  g_free (settings);
}

/**
 * mh_sender_settings_read:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full): the town's settings for sending
 */
MhSenderSettings *
mh_sender_settings_read (const MhDesk *desk,
                         GError      **error)
{
  g_autoptr (MhSenderSettings) settings = g_new0 (MhSenderSettings, 1);
  g_autofree char *sending = mh_config_get (desk, "sending", error);
  const struct {
    const char *key;
    char      **value;
  } texts[] = {
    { "line.endpoint", &settings->line_endpoint },
    { "line.channel-id", &settings->line_channel_id },
    { "sms.karaden.endpoint", &settings->karaden_endpoint },
    { "sms.karaden.service-id", &settings->karaden_service_id },
    { "proxy", &settings->proxy },
    { "ca-file", &settings->ca_file },
  };

  if (sending == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    *texts[i].value = mh_config_get (desk, texts[i].key, error);
    if (*texts[i].value == NULL)
      return NULL;
  }

  settings->sending = g_str_equal (sending, "on");
  settings->practice = mh_config_is_practice (desk);

  return g_steal_pointer (&settings);
}

/**
 * mh_senders_free:
 * @senders: the clients
 */
void
mh_senders_free (MhSenders *senders)
{
  g_clear_object (&senders->providers.line);
  g_clear_object (&senders->providers.sms);
  g_free (senders->fingerprint);
  g_free (senders);
}

/**
 * mh_senders_are_current:
 * @senders: (nullable): clients
 * @settings: the settings of this moment
 *
 * Returns: whether @senders were made from the same settings
 */
gboolean
mh_senders_are_current (const MhSenders        *senders,
                        const MhSenderSettings *settings)
{
  g_autofree char *fingerprint = make_fingerprint (settings);

  return senders != NULL && g_str_equal (senders->fingerprint, fingerprint);
}

/* The keyring may ask the user for its password and so take any time. */
static void
look_up_secrets (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Making *making = task_data;
  const struct {
    const char *name;
    char      **value;
  } wanted[] = {
    { MH_SECRET_LINE_TOKEN, &making->line_token },
    { MH_SECRET_LINE_CHANNEL_SECRET, &making->line_secret },
    { MH_SECRET_KARADEN_TOKEN, &making->karaden_token },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++) {
    g_autoptr (GError) error = NULL;

    *wanted[i].value = mh_secrets_look_up (making->secrets, wanted[i].name, cancellable, &error);

    if (error != NULL) {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  }

  g_task_return_boolean (task, TRUE);
}

static gboolean
make_line (Making    *making,
           MhHttp    *http,
           MhSenders *senders,
           GError   **error)
{
  gboolean stateless = null_if_empty (making->line_channel_id) != NULL && making->line_secret != NULL;

  if (null_if_empty (making->line_endpoint) == NULL || (making->line_token == NULL && !stateless))
    return TRUE;

  senders->providers.line = (MhProvider *) mh_line_new (http, making->line_endpoint, making->line_token,
                                                        making->line_token == NULL ? making->line_channel_id : NULL,
                                                        making->line_token == NULL ? making->line_secret : NULL, error);

  return senders->providers.line != NULL;
}

static gboolean
make_karaden (Making    *making,
              MhHttp    *http,
              MhSenders *senders,
              GError   **error)
{
  if (null_if_empty (making->karaden_endpoint) == NULL || making->karaden_token == NULL)
    return TRUE;

  senders->providers.sms = (MhProvider *) mh_karaden_new (http, making->karaden_endpoint, making->karaden_token,
                                                          making->karaden_service_id, error);

  return senders->providers.sms != NULL;
}

static void
secrets_looked_up_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  MhHttpOptions options = {
    .proxy = null_if_empty (making->proxy),
    .ca_file = null_if_empty (making->ca_file),
    .loopback_only = making->practice,
  };
  g_autoptr (MhSenders) senders = g_new0 (MhSenders, 1);
  g_autoptr (MhHttp) http = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  http = mh_http_new (&options, &error);
  senders->fingerprint = g_strdup (making->fingerprint);

  if (http == NULL || !make_line (making, http, senders, &error) || !make_karaden (making, http, senders, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&senders), (GDestroyNotify) mh_senders_free);
}

/**
 * mh_senders_make_async:
 * @settings: the town's settings
 * @secrets: the keyring
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: data for @callback
 *
 * Looks up the credentials off the main thread and makes the clients.
 */
void
mh_senders_make_async (const MhSenderSettings *settings,
                       MhSecrets              *secrets,
                       GCancellable           *cancellable,
                       GAsyncReadyCallback     callback,
                       gpointer                user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) look_up = g_task_new (NULL, cancellable, secrets_looked_up_cb, task);
  Making *making = g_new0 (Making, 1);

  making->secrets = g_object_ref (secrets);
  making->fingerprint = make_fingerprint (settings);
  making->practice = settings->practice;
  making->line_endpoint = g_strdup (settings->line_endpoint);
  making->line_channel_id = g_strdup (settings->line_channel_id);
  making->karaden_endpoint = g_strdup (settings->karaden_endpoint);
  making->karaden_service_id = (int) g_ascii_strtoll (settings->karaden_service_id, NULL, 10);
  making->proxy = g_strdup (settings->proxy);
  making->ca_file = g_strdup (settings->ca_file);

  g_task_set_source_tag (task, mh_senders_make_async);
  g_task_set_task_data (task, making, (GDestroyNotify) making_free);
  g_task_set_task_data (look_up, making, NULL);
  g_task_run_in_thread (look_up, look_up_secrets);
}

/**
 * mh_senders_make_finish:
 * @result: a result
 * @error: return location; MH_ERROR_UNAVAILABLE when the keyring does not answer
 *
 * Returns: (transfer full): the clients
 */
MhSenders *
mh_senders_make_finish (GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_senders_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

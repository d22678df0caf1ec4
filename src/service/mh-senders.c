/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-senders"

#include "mh-senders.h"

#include "mh-config.h"
#include "mh-karaden.h"
#include "mh-line.h"
#include "mh-twilio.h"
#include "mh-zettai.h"

typedef struct {
  MhSecrets        *secrets;      /* (owned) */
  MhSenderSettings *settings;     /* (owned) */
  char             *line_token;   /* secrets, filled by the thread */
  char             *line_secret;
  char             *sms_token;
} Making;

/* Which setting is which text. */
static const struct {
  const char *key;
  gsize       offset;
} texts[] = {
  { "line.endpoint", G_STRUCT_OFFSET (MhSenderSettings, line_endpoint) },
  { "line.channel-id", G_STRUCT_OFFSET (MhSenderSettings, line_channel_id) },
  { "sms.provider", G_STRUCT_OFFSET (MhSenderSettings, sms_provider) },
  { "sms.karaden.endpoint", G_STRUCT_OFFSET (MhSenderSettings, karaden_endpoint) },
  { "sms.karaden.service-id", G_STRUCT_OFFSET (MhSenderSettings, karaden_service_id) },
  { "sms.zettai.endpoint", G_STRUCT_OFFSET (MhSenderSettings, zettai_endpoint) },
  { "sms.zettai.client-id", G_STRUCT_OFFSET (MhSenderSettings, zettai_client_id) },
  { "sms.zettai.sms-code", G_STRUCT_OFFSET (MhSenderSettings, zettai_sms_code) },
  { "sms.twilio.endpoint", G_STRUCT_OFFSET (MhSenderSettings, twilio_endpoint) },
  { "sms.twilio.account-sid", G_STRUCT_OFFSET (MhSenderSettings, twilio_account_sid) },
  { "sms.twilio.from", G_STRUCT_OFFSET (MhSenderSettings, twilio_from) },
  { "sms.twilio.callback", G_STRUCT_OFFSET (MhSenderSettings, twilio_callback) },
  { "proxy", G_STRUCT_OFFSET (MhSenderSettings, proxy) },
  { "ca-file", G_STRUCT_OFFSET (MhSenderSettings, ca_file) },
};

#define TEXT(settings, i) G_STRUCT_MEMBER (char *, settings, texts[i].offset)

static void
making_free (Making *making)
{
  g_clear_object (&making->secrets);
  g_clear_pointer (&making->settings, mh_sender_settings_free);
  g_clear_pointer (&making->line_token, mh_secret_free);
  g_clear_pointer (&making->line_secret, mh_secret_free);
  g_clear_pointer (&making->sms_token, mh_secret_free);
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
  GString *fingerprint = g_string_new (settings->practice ? "practice" : "real");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_string_append_printf (fingerprint, "\n%s", TEXT (settings, i));

  return g_string_free (fingerprint, FALSE);
}

static MhSenderSettings *
copy_settings (const MhSenderSettings *settings)
{
  MhSenderSettings *copy = g_new0 (MhSenderSettings, 1);

  copy->sending = settings->sending;
  copy->practice = settings->practice;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    TEXT (copy, i) = g_strdup (TEXT (settings, i));

  return copy;
}

/**
 * mh_sender_settings_free:
 * @settings: settings
 */
void
mh_sender_settings_free (MhSenderSettings *settings)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (TEXT (settings, i));
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

  if (sending == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    TEXT (settings, i) = mh_config_get (desk, texts[i].key, error);
    if (TEXT (settings, i) == NULL)
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

static const char *
get_sms_secret (const MhSenderSettings *settings)
{
  if (g_str_equal (settings->sms_provider, "zettai"))
    return MH_SECRET_ZETTAI_TOKEN;

  return g_str_equal (settings->sms_provider, "twilio") ? MH_SECRET_TWILIO_TOKEN : MH_SECRET_KARADEN_TOKEN;
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
    { get_sms_secret (making->settings), &making->sms_token },
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
  const MhSenderSettings *settings = making->settings;
  gboolean stateless = null_if_empty (settings->line_channel_id) != NULL && making->line_secret != NULL;

  if (null_if_empty (settings->line_endpoint) == NULL || (making->line_token == NULL && !stateless))
    return TRUE;

  senders->providers.line = (MhProvider *) mh_line_new (http, settings->line_endpoint, making->line_token,
                                                        making->line_token == NULL ? settings->line_channel_id : NULL,
                                                        making->line_token == NULL ? making->line_secret : NULL, error);

  return senders->providers.line != NULL;
}

static gboolean
make_sms (Making    *making,
          MhHttp    *http,
          MhSenders *senders,
          GError   **error)
{
  const MhSenderSettings *settings = making->settings;
  MhProvider **sms = &senders->providers.sms;

  if (making->sms_token == NULL)
    return TRUE;

  if (g_str_equal (settings->sms_provider, "zettai"))
    *sms = (MhProvider *) mh_zettai_new (http, settings->zettai_endpoint, making->sms_token, settings->zettai_client_id,
                                         settings->zettai_sms_code, error);
  else if (g_str_equal (settings->sms_provider, "twilio"))
    *sms = (MhProvider *) mh_twilio_new (http, settings->twilio_endpoint, settings->twilio_account_sid, making->sms_token,
                                         settings->twilio_from, null_if_empty (settings->twilio_callback), error);
  else if (null_if_empty (settings->karaden_endpoint) == NULL)
    return TRUE;
  else
    *sms = (MhProvider *) mh_karaden_new (http, settings->karaden_endpoint, making->sms_token,
                                          (int) g_ascii_strtoll (settings->karaden_service_id, NULL, 10), error);

  return *sms != NULL;
}

static void
secrets_looked_up_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  MhHttpOptions options = {
    .proxy = null_if_empty (making->settings->proxy),
    .ca_file = null_if_empty (making->settings->ca_file),
    .loopback_only = making->settings->practice,
  };
  g_autoptr (MhSenders) senders = g_new0 (MhSenders, 1);
  g_autoptr (MhHttp) http = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  http = mh_http_new (&options, &error);
  senders->fingerprint = make_fingerprint (making->settings);

  if (http == NULL || !make_line (making, http, senders, &error) || !make_sms (making, http, senders, &error))
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
  making->settings = copy_settings (settings);

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

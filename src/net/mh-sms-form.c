/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sms-form"

#include "mh-sms-form.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-exchange.h"
#include "mh-json.h"
#include "mh-message.h"
#include "mh-text.h"

/**
 * mh_form_append:
 * @form: a form or a query, as far as it is written
 * @name: a field
 * @value: what stands in it, UTF-8
 *
 * Adds a field, escaped.
 */
void
mh_form_append (GString    *form,
                const char *name,
                const char *value)
{
  if (form->len > 0)
    g_string_append_c (form, '&');

  g_string_append_uri_escaped (form, name, NULL, FALSE);
  g_string_append_c (form, '=');
  g_string_append_uri_escaped (form, value, NULL, FALSE);
}

static gboolean
check_number (const char *number)
{
  return strlen (number) == 11 && number[0] == '0' && strspn (number, "0123456789") == 11;
}

/**
 * mh_sms_check_message:
 * @recipients: (array zero-terminated=1): who shall get it
 * @text: what to say
 * @key: the key of the attempt
 * @error: return location: %MH_ERROR_INVALID
 *
 * Looks at what every SMS service would refuse: another number than one mobile number of 11 digits as it is dialled in Japan,
 * words that are empty or longer than the carriers take.
 *
 * Returns: whether it can be sent as an SMS
 */
gboolean
mh_sms_check_message (const char * const *recipients,
                      const char         *text,
                      const char         *key,
                      GError            **error)
{
  gsize length;

  if (recipients[0] == NULL || recipients[1] != NULL || !check_number (recipients[0])) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("An SMS goes to one mobile number of 11 digits. Check the number."));
    return FALSE;
  }

  if (*text == '\0' || !g_utf8_validate (text, -1, NULL) || *key == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The message is empty or cannot be read."));
    return FALSE;
  }

  length = mh_text_utf16_length (text);
  if (length > (gsize) mh_sms_rule_default.limit) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("The message has %u characters; an SMS takes at most %d. Make it shorter."),
                 (guint) length, mh_sms_rule_default.limit);
    return FALSE;
  }

  return TRUE;
}

/**
 * mh_sms_task_new:
 * @provider: the provider that is asked
 * @tag: the source tag
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: data for @callback
 *
 * Returns: (transfer full): a task that tells its result also to a caller who has lost interest, since what became of a message
 *   stays true
 */
GTask *
mh_sms_task_new (gpointer            provider,
                 gpointer            tag,
                 GCancellable       *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer            user_data)
{
  GTask *task = g_task_new (provider, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

static MhSendResult *
read_answer (const MhAnswer  *answer,
             const char      *service,
             const char      *member,
             MhSmsReadRefusal read_refusal)
{
  MhSendResult *result = mh_answer_dup_failure (answer, service);
  g_autoptr (JsonObject) object = NULL;
  const char *id;

  if (result != NULL)
    return result;

  object = mh_json_parse_object (answer->body);
  if (!SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    return read_refusal (answer->status, object);

  /* An inspecting proxy may answer 200 with a page of its own. */
  id = mh_json_get_string (object, member);
  if (id == NULL)
    return mh_send_result_printf (MH_SEND_UNKNOWN, "answer",
                                  _("The answer from %s was not the expected one. Whether it was accepted is not known yet."), service);

  result = mh_send_result_new (MH_SEND_ACCEPTED, NULL, NULL);
  result->provider_id = g_strdup (id);

  return result;
}

/**
 * mh_sms_return_answer:
 * @task: of mh_sms_task_new()
 * @http: where the request went out
 * @result: of mh_exchange_async()
 * @service: what the service is called in a sentence
 * @id: the member of the answer that names the message
 * @read_refusal: reads what is no success
 *
 * Ends @task with what became of a message, as an MhSendResult. For services that name each message they take.
 */
void
mh_sms_return_answer (GTask           *task,
                      GObject         *http,
                      GAsyncResult    *result,
                      const char      *service,
                      const char      *id,
                      MhSmsReadRefusal read_refusal)
{
  g_autoptr (MhAnswer) answer = mh_exchange_finish (MH_HTTP (http), result);

  g_task_return_pointer (task, read_answer (answer, service, id, read_refusal), (GDestroyNotify) mh_send_result_free);
}

/**
 * mh_sms_quota_async:
 * @provider: a service without a monthly ceiling
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_sms_quota_finish()
 * @user_data: data for @callback
 *
 * Asks nobody: such a service bills by the part.
 */
void
mh_sms_quota_async (MhProvider         *provider,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = mh_sms_task_new (provider, mh_sms_quota_async, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

/**
 * mh_sms_quota_finish:
 * @provider: a provider
 * @result: a result
 * @out_remaining: (out): -1, no limit
 * @error: return location
 *
 * Returns: %TRUE
 */
gboolean
mh_sms_quota_finish (MhProvider   *provider,
                     GAsyncResult *result,
                     gint64       *out_remaining,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_sms_quota_async), FALSE);

  *out_remaining = -1;

  return g_task_propagate_boolean (G_TASK (result), error);
}

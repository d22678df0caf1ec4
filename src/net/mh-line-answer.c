/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-line-answer"

#include "mh-line-answer.h"

#include <glib/gi18n-lib.h>

#include "mh-json.h"
#include "mh-line.h"

#define STATUS_TOO_MANY_REQUESTS 429

static MhSendResult *
refuse_credentials (guint status)
{
  if (status == SOUP_STATUS_FORBIDDEN)
    return mh_send_result_new (MH_SEND_STOP, "forbidden",
                               _("LINE does not allow this account to send. Check its plan and settings in LINE Official "
                                 "Account Manager."));

  return mh_send_result_new (MH_SEND_STOP, "unauthorized",
                             _("LINE does not accept the access token. Enter it again in the preferences."));
}

/* Three causes share one status and are told apart by the text ("Error responses" of the Messaging API reference). */
static MhSendResult *
read_too_many (const char *message)
{
  g_autofree char *folded = g_ascii_strdown (message != NULL ? message : "", -1);

  if (strstr (folded, "monthly limit") != NULL)
    return mh_send_result_new (MH_SEND_STOP, "quota",
                               _("This month's limit of LINE messages has been reached. Raise the limit in LINE Official "
                                 "Account Manager, or use another way."));

  if (message == NULL || strstr (folded, "rate limit") != NULL)
    return mh_send_result_new (MH_SEND_RETRY_LATER, "rate", _("LINE is busy. The message goes out a little later."));

  return mh_send_result_new (MH_SEND_RETRY_LATER, "concurrency",
                             _("LINE got too many messages at once. The message goes out a little later."));
}

static void
collect_indices (const char *text,
                 guint       n_recipients,
                 GArray     *bad)
{
  static const char mark[] = "to[";

  while (text != NULL && (text = strstr (text, mark)) != NULL) {
    char *end;
    guint64 value;

    text += strlen (mark);
    value = g_ascii_isdigit (*text) ? g_ascii_strtoull (text, &end, 10) : G_MAXUINT64;

    if (value < n_recipients && *end == ']') {
      guint index = (guint) value;
      gboolean known = FALSE;

      for (guint i = 0; i < bad->len; i++)
        known = known || g_array_index (bad, guint, i) == index;
      if (!known)
        g_array_append_val (bad, index);
    }
  }
}

static GArray *
find_bad_recipients (JsonObject *object,
                     guint       n_recipients)
{
  g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (guint));
  JsonArray *details = mh_json_get_array (object, "details");

  collect_indices (mh_json_get_string (object, "message"), n_recipients, bad);

  for (guint i = 0; i < mh_json_get_length (details); i++) {
    JsonObject *detail = mh_json_item_object (details, i);

    collect_indices (mh_json_get_string (detail, "property"), n_recipients, bad);
    collect_indices (mh_json_get_string (detail, "message"), n_recipients, bad);
  }

  return bad->len > 0 ? g_steal_pointer (&bad) : NULL;
}

static MhSendResult *
read_bad_request (JsonObject *object,
                  guint       n_recipients)
{
  const char *message = mh_json_get_string (object, "message");
  g_autoptr (GArray) bad = NULL;
  MhSendResult *result;

  if (n_recipients == 1) {
    if (message != NULL && strstr (message, "Failed to send messages") != NULL)
      return mh_send_result_new (MH_SEND_REJECTED, "recipient",
                                 _("LINE does not know this person's account. Ask the person to add the town's account again."));
  } else {
    bad = find_bad_recipients (object, n_recipients);
  }

  if (bad == NULL)
    return mh_send_result_new (MH_SEND_REJECTED, "http-400", _("LINE refused the message. Check the text."));

  result = mh_send_result_new (MH_SEND_RECIPIENTS, "recipients",
                               _("LINE does not know some of the accounts. The message goes to the others."));
  result->bad = g_steal_pointer (&bad);

  return result;
}

static MhSendResult *
read_refusal (guint       status,
              JsonObject *object,
              guint       n_recipients)
{
  g_autofree char *code = g_strdup_printf ("http-%u", status);

  switch (status) {
  case SOUP_STATUS_BAD_REQUEST:
    return read_bad_request (object, n_recipients);

  case SOUP_STATUS_UNAUTHORIZED:
  case SOUP_STATUS_FORBIDDEN:
    return refuse_credentials (status);

  case SOUP_STATUS_NOT_FOUND:
  case SOUP_STATUS_METHOD_NOT_ALLOWED:
    return mh_send_result_new (MH_SEND_STOP, "address",
                               _("LINE does not answer under this address. Check the service's address in the preferences."));

  case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
    return mh_send_result_new (MH_SEND_REJECTED, code, _("The message is too large for LINE. Make it shorter."));

  case STATUS_TOO_MANY_REQUESTS:
    return read_too_many (mh_json_get_string (object, "message"));

  default:
    return mh_send_result_new (MH_SEND_REJECTED, code, _("LINE refused the message. Check the text."));
  }
}

static char *
dup_message_id (JsonObject *object)
{
  JsonArray *sent = mh_json_get_array (object, "sentMessages");

  if (mh_json_get_length (sent) == 0)
    return NULL;

  return g_strdup (mh_json_get_string (mh_json_item_object (sent, 0), "id"));
}

static MhSendResult *
read_conflict (const MhAnswer *answer,
               JsonObject     *object)
{
  const char *accepted = mh_answer_get_header (answer, "x-line-accepted-request-id");
  MhSendResult *result;

  if (accepted == NULL || *accepted == '\0')
    return mh_send_result_new (MH_SEND_UNKNOWN, "http-409",
                               _("LINE does not say whether it has accepted the message. Whether it was accepted is not "
                                 "known yet."));

  result = mh_send_result_new (MH_SEND_ACCEPTED, "already-accepted", NULL);
  result->request_id = g_strdup (accepted);
  result->provider_id = dup_message_id (object);

  return result;
}

/* An inspecting proxy may answer 200 with a page of its own: only LINE's answer is LINE's word. */
static MhSendResult *
read_success (JsonObject *object,
              guint       n_recipients)
{
  g_autofree char *id = dup_message_id (object);
  MhSendResult *result;

  if (object == NULL || (n_recipients == 1 && id == NULL))
    return mh_send_result_printf (MH_SEND_UNKNOWN, "answer",
                                  _("The answer from %s was not the expected one. Whether it was accepted is not known yet."),
                                  "LINE");

  result = mh_send_result_new (MH_SEND_ACCEPTED, NULL, NULL);
  result->provider_id = g_steal_pointer (&id);

  return result;
}

/**
 * mh_line_answer_read:
 * @answer: the answer to a push or multicast
 * @n_recipients: how many users the request named; 1 is a push
 *
 * Statuses and texts are those of "Error responses" and "Retrying a failed API request" in LINE's Messaging API documents.
 *
 * Returns: (transfer full): what it means
 */
MhSendResult *
mh_line_answer_read (const MhAnswer *answer,
                     guint           n_recipients)
{
  g_autoptr (MhSendResult) result = mh_answer_dup_failure (answer, "LINE");
  g_autoptr (JsonObject) object = NULL;

  if (result == NULL) {
    object = mh_json_parse_object (answer->body);

    if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
      result = read_success (object, n_recipients);
    else if (answer->status == SOUP_STATUS_CONFLICT)
      result = read_conflict (answer, object);
    else
      result = read_refusal (answer->status, object, n_recipients);
  }

  if (result->request_id == NULL)
    result->request_id = g_strdup (mh_answer_get_header (answer, "x-line-request-id"));

  return g_steal_pointer (&result);
}

/**
 * mh_line_answer_read_question:
 * @answer: the answer to a question that sends nothing
 *
 * Returns: (transfer full) (nullable): why there is no answer to use, or %NULL for a success
 */
MhSendResult *
mh_line_answer_read_question (const MhAnswer *answer)
{
  g_autoptr (MhSendResult) failure = mh_answer_dup_question_failure (answer, "LINE");
  g_autoptr (JsonObject) object = NULL;

  if (failure != NULL)
    return g_steal_pointer (&failure);

  object = mh_json_parse_object (answer->body);
  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status) && object != NULL)
    return NULL;

  switch (answer->status) {
  case SOUP_STATUS_UNAUTHORIZED:
  case SOUP_STATUS_FORBIDDEN:
  case SOUP_STATUS_NOT_FOUND:
  case SOUP_STATUS_METHOD_NOT_ALLOWED:
  case STATUS_TOO_MANY_REQUESTS:
    return read_refusal (answer->status, object, 1);

  default:
    return mh_send_result_printf (MH_SEND_RETRY_LATER, "answer",
                                  _("%s gave no answer that can be used. Try again later."), "LINE");
  }
}

static void
add_refusal (GPtrArray  *refusals,
             const char *part,
             const char *reason)
{
  MhLineRefusal *refusal = g_new0 (MhLineRefusal, 1);

  refusal->part = g_strdup (part);
  refusal->reason = g_strdup (reason);
  g_ptr_array_add (refusals, refusal);
}

/**
 * mh_line_answer_read_refusals:
 * @answer: the answer to a validation
 * @refusals: (element-type MhLineRefusal): (inout): gets what is said against the messages
 *
 * Returns: whether LINE refuses them; anything but its own 400 says nothing about the messages
 */
gboolean
mh_line_answer_read_refusals (const MhAnswer *answer,
                              GPtrArray      *refusals)
{
  g_autoptr (JsonObject) object = answer->status == SOUP_STATUS_BAD_REQUEST ? mh_json_parse_object (answer->body) : NULL;
  JsonArray *details = mh_json_get_array (object, "details");

  if (object == NULL || mh_json_get_string (object, "message") == NULL)
    return FALSE;

  for (guint i = 0; i < mh_json_get_length (details); i++) {
    JsonObject *detail = mh_json_item_object (details, i);

    add_refusal (refusals, mh_json_get_string (detail, "property"), mh_json_get_string (detail, "message"));
  }

  if (refusals->len == 0)
    add_refusal (refusals, NULL, mh_json_get_string (object, "message"));

  return TRUE;
}

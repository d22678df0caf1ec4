/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox-zettai"

#include "mh-sandbox-zettai.h"

#include <string.h>

#include "mh-json.h"
#include "mh-message.h"
#include "mh-sandbox-form.h"
#include "mh-text.h"

#define SEND_PATH   "/p5/api/mt.json"
#define STATUS_PATH "/p5/api/status.json"

#define MAX_TAG 200

#define STATUS_TOO_MANY_REQUESTS 429

struct _MhSandboxZettai
{
  MhWorld   *world;
  GPtrArray *messages;  /* (owned) (element-type JsonObject) entries of the journal, oldest first */
};

static gboolean
is_complete (JsonObject *entry)
{
  JsonArray *to = mh_json_get_array (entry, "to");

  return g_strcmp0 (mh_json_get_string (entry, "provider"), "zettai") == 0 &&
         mh_json_get_string (entry, "text") != NULL && mh_json_get_string (entry, "client") != NULL &&
         mh_json_get_length (to) == 1 && mh_json_item_string (to, 0) != NULL;
}

/**
 * mh_sandbox_zettai_new:
 * @world: what it shares with the other services
 *
 * Returns: (transfer full): 絶対リーチ!SMS, with the messages of the journal accepted
 */
MhSandboxZettai *
mh_sandbox_zettai_new (MhWorld *world)
{
  MhSandboxZettai *self = g_new0 (MhSandboxZettai, 1);
  GPtrArray *entries = mh_journal_entries (world->journal);

  self->world = world;
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < entries->len; i++)
    if (is_complete (g_ptr_array_index (entries, i)))
      g_ptr_array_add (self->messages, json_object_ref (g_ptr_array_index (entries, i)));

  return self;
}

/**
 * mh_sandbox_zettai_free:
 * @self: (nullable) (transfer full): the service
 *
 * Frees it.
 */
void
mh_sandbox_zettai_free (MhSandboxZettai *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->messages);
  g_free (self);
}

static JsonObject *
build_answer (int         code,
              const char *words)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "responseCode", code);
  json_object_set_string_member (object, "responseMessage", words);

  return object;
}

/* Whatever is wrong, HTTP says 200. */
static void
reply (SoupServerMessage *message,
       int                code,
       const char        *words)
{
  mh_reply_json (message, SOUP_STATUS_OK, mh_world_wrap (build_answer (code, words)));
}

/* Japan's way of dialling and the international one mean the same telephone. */
static char *
dup_domestic (const char *number)
{
  return g_str_has_prefix (number, "+81") ? g_strconcat ("0", number + strlen ("+81"), NULL) : g_strdup (number);
}

static gboolean
is_mobile (const char *number)
{
  return strlen (number) == 11 && strspn (number, "0123456789") == 11 && number[0] == '0' &&
         strchr ("6789", number[1]) != NULL && number[2] == '0' && number[3] != '0';
}

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static JsonObject *
find_tag (MhSandboxZettai *self,
          const char      *client,
          const char      *tag)
{
  for (guint i = 0; i < self->messages->len; i++) {
    JsonObject *entry = g_ptr_array_index (self->messages, i);

    if (g_strcmp0 (mh_json_get_string (entry, "client"), client) == 0 && g_strcmp0 (mh_json_get_string (entry, "key"), tag) == 0)
      return entry;
  }

  return NULL;
}

static gboolean
check_required (SoupServerMessage  *message,
                GPtrArray          *fields,
                const char * const *names)
{
  for (const char * const *name = names; *name != NULL; name++) {
    const char *value = mh_fields_get (fields, *name);

    if (value == NULL || *value == '\0') {
      g_autofree char *words = g_strdup_printf ("Required %s.", *name);

      reply (message, 100, words);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
check_account (MhSandboxZettai   *self,
               SoupServerMessage *message,
               GPtrArray         *fields)
{
  const char *wanted = self->world->token;

  if (wanted != NULL && strcmp (mh_fields_get (fields, "token"), wanted) != 0) {
    reply (message, 110, "Invalid token.");
    return FALSE;
  }

  if (!is_digits (mh_fields_get (fields, "clientId"))) {
    reply (message, 110, "Invalid clientId.");
    return FALSE;
  }

  return TRUE;
}

static gboolean
check_new (MhSandboxZettai   *self,
           SoupServerMessage *message,
           GPtrArray         *form)
{
  static const char * const required[] = { "token", "clientId", "smsCode", "message", "phoneNumber", NULL };
  const char *tag = mh_fields_get (form, "clientTag");
  g_autofree char *to = NULL;
  gsize code_length;

  if (!check_required (message, form, required) || !check_account (self, message, form))
    return FALSE;

  to = dup_domestic (mh_fields_get (form, "phoneNumber"));
  code_length = strlen (mh_fields_get (form, "smsCode"));

  if (code_length < 5 || code_length > 6)
    reply (message, 110, "Invalid smsCode.");
  else if (!is_mobile (to) || g_hash_table_contains (self->world->unknown, to))
    reply (message, 110, "Invalid phoneNumber.");
  else if (mh_text_utf16_length (mh_fields_get (form, "message")) > (gsize) mh_sms_rule_default.limit)
    reply (message, 120, "message too long.");
  else if (tag != NULL && g_utf8_strlen (tag, -1) > MAX_TAG)
    reply (message, 120, "clientTag too long.");
  else if (tag != NULL && find_tag (self, mh_fields_get (form, "clientId"), tag) != NULL)
    reply (message, 400, "Duplicate client tag.");
  else
    return TRUE;

  return FALSE;
}

static JsonObject *
build_entry (MhSandboxZettai *self,
             GPtrArray       *form)
{
  JsonObject *entry = json_object_new ();
  JsonArray *to = json_array_new ();
  gint64 now = mh_clock_now (self->world->clock);
  g_autofree char *time = mh_world_format_time (now);
  g_autofree char *number = dup_domestic (mh_fields_get (form, "phoneNumber"));
  const char *tag = mh_fields_get (form, "clientTag");

  json_array_add_string_element (to, number);
  json_object_set_string_member (entry, "time", time);
  json_object_set_int_member (entry, "ms", now);
  json_object_set_string_member (entry, "provider", "zettai");
  if (tag != NULL)
    json_object_set_string_member (entry, "key", tag);
  json_object_set_array_member (entry, "to", to);
  json_object_set_string_member (entry, "text", mh_fields_get (form, "message"));
  json_object_set_boolean_member (entry, "delivered", !g_hash_table_contains (self->world->blocked, number));
  json_object_set_string_member (entry, "client", mh_fields_get (form, "clientId"));

  return entry;
}

static char *
dup_international (const char *number)
{
  return g_strconcat ("+81", number + 1, NULL);
}

/* A tag that was taken is refused the second time. */
static gboolean
create (MhSandboxZettai   *self,
        SoupServerMessage *message)
{
  g_autoptr (GPtrArray) form = mh_fields_read_body (message);
  g_autoptr (GError) error = NULL;
  g_autofree char *to = NULL;
  JsonObject *entry;
  JsonObject *answer;

  if (!check_new (self, message, form))
    return FALSE;

  entry = build_entry (self, form);
  g_ptr_array_add (self->messages, entry);
  if (!mh_journal_append (self->world->journal, json_object_ref (entry), &error)) {
    g_printerr ("%s\n", error->message);
    g_ptr_array_remove (self->messages, entry);
    reply (message, 500, "System error.");
    return FALSE;
  }

  to = dup_international (mh_json_item_string (mh_json_get_array (entry, "to"), 0));
  answer = build_answer (0, "Success.");
  json_object_set_string_member (answer, "phoneNumber", to);
  json_object_set_string_member (answer, "smsMessage", mh_json_get_string (entry, "text"));
  mh_reply_json (message, SOUP_STATUS_OK, mh_world_wrap (answer));

  return TRUE;
}

static gboolean
handle_send (MhSandboxZettai   *self,
             SoupServerMessage *message)
{
  MhFault fault = mh_faults_take (self->world->faults);

  switch (fault) {
  case MH_FAULT_CUT_BEFORE:
    return TRUE;

  case MH_FAULT_ERROR:
    reply (message, 500, "System error.");
    return FALSE;

  case MH_FAULT_UNAUTHORIZED:
    reply (message, 110, "Invalid token.");
    return FALSE;

  case MH_FAULT_RATE:
  case MH_FAULT_CONCURRENCY:
    mh_reply_json (message, STATUS_TOO_MANY_REQUESTS, mh_world_wrap (json_object_new ()));
    return FALSE;

  case MH_FAULT_QUOTA:
    reply (message, 300, "Exceed sending count.");
    return FALSE;

  case MH_FAULT_ERROR_AFTER:
    if (create (self, message))
      reply (message, 500, "System error.");
    return FALSE;

  case MH_FAULT_NONE:
  case MH_FAULT_CUT:
  case MH_N_FAULTS:
    create (self, message);
    return fault == MH_FAULT_CUT;
  }

  g_return_val_if_reached (FALSE);
}

/* What the carrier has told, which here it does at once. */
static JsonObject *
build_status (JsonObject *entry)
{
  JsonObject *status = json_object_new ();
  gboolean delivered = mh_json_get_boolean (entry, "delivered");
  g_autofree char *to = dup_international (mh_json_item_string (mh_json_get_array (entry, "to"), 0));

  json_object_set_string_member (status, "phoneNumber", to);
  json_object_set_string_member (status, "clientTag", mh_json_get_string (entry, "key"));
  json_object_set_int_member (status, "statusId", delivered ? 2 : 3);
  json_object_set_string_member (status, "statusDescription", delivered ? "Message delivered" : "Message not delivered");
  json_object_set_int_member (status, "detailedStatusId", delivered ? 2 : 3);
  json_object_set_int_member (status, "carrierId", 103);
  json_object_set_string_member (status, "carrierName", "Docomo");
  json_object_set_int_member (status, "separatedSuccessCount",
                              delivered ? mh_sms_parts (&mh_sms_rule_default, mh_json_get_string (entry, "text")) : 0);

  return status;
}

static void
handle_status (MhSandboxZettai   *self,
               SoupServerMessage *message)
{
  static const char * const required[] = { "token", "clientId", "clientTag", NULL };
  g_autoptr (GPtrArray) query = mh_fields_read (g_uri_get_query (soup_server_message_get_uri (message)));
  JsonObject *entry;
  JsonObject *answer;
  JsonArray *all;

  if (mh_faults_take_lookup (self->world->faults)) {
    reply (message, 500, "System error.");
    return;
  }

  if (!check_required (message, query, required) || !check_account (self, message, query))
    return;

  entry = find_tag (self, mh_fields_get (query, "clientId"), mh_fields_get (query, "clientTag"));
  if (entry == NULL) {
    reply (message, 200, "No data.");
    return;
  }

  all = json_array_new ();
  json_array_add_object_element (all, build_status (entry));
  answer = build_answer (0, "Success.");
  json_object_set_array_member (answer, "status", all);
  mh_reply_json (message, SOUP_STATUS_OK, mh_world_wrap (answer));
}

/**
 * mh_sandbox_zettai_handle:
 * @self: the service
 * @message: a request
 * @path: its path, below "/p5/api/"
 *
 * Returns: whether the answer is to be lost on the way
 */
gboolean
mh_sandbox_zettai_handle (MhSandboxZettai   *self,
                          SoupServerMessage *message,
                          const char        *path)
{
  const char *method = soup_server_message_get_method (message);

  if (strcmp (path, SEND_PATH) == 0 && strcmp (method, SOUP_METHOD_POST) == 0)
    return handle_send (self, message);

  if (strcmp (path, STATUS_PATH) == 0 && strcmp (method, SOUP_METHOD_GET) == 0)
    handle_status (self, message);
  else
    mh_reply_json (message, SOUP_STATUS_NOT_FOUND, mh_world_wrap (json_object_new ()));

  return FALSE;
}

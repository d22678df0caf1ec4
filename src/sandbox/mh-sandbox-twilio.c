/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox-twilio"

#include "mh-sandbox-twilio.h"

#include <string.h>

#include "mh-json.h"
#include "mh-message.h"
#include "mh-sandbox-form.h"

#define ACCOUNTS_PATH "/2010-04-01/Accounts/"

#define MAX_BODY 1600
#define PAGE_SIZE 50
#define MAX_PAGE_SIZE 1000

#define STATUS_TOO_MANY_REQUESTS 429

struct _MhSandboxTwilio
{
  MhWorld   *world;
  GPtrArray *messages;  /* (owned) (element-type JsonObject) entries of the journal, oldest first */
};

static gboolean
is_complete (JsonObject *entry)
{
  JsonArray *to = mh_json_get_array (entry, "to");

  return g_strcmp0 (mh_json_get_string (entry, "provider"), "twilio") == 0 &&
         mh_json_get_string (entry, "request_id") != NULL && mh_json_get_string (entry, "text") != NULL &&
         mh_json_get_string (entry, "account") != NULL && mh_json_get_string (entry, "from") != NULL &&
         mh_json_get_length (to) == 1 && mh_json_item_string (to, 0) != NULL;
}

/**
 * mh_sandbox_twilio_new:
 * @world: what it shares with the other services
 *
 * Returns: (transfer full): Twilio, with the messages of the journal accepted
 */
MhSandboxTwilio *
mh_sandbox_twilio_new (MhWorld *world)
{
  MhSandboxTwilio *self = g_new0 (MhSandboxTwilio, 1);
  GPtrArray *entries = mh_journal_entries (world->journal);

  self->world = world;
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < entries->len; i++)
    if (is_complete (g_ptr_array_index (entries, i)))
      g_ptr_array_add (self->messages, json_object_ref (g_ptr_array_index (entries, i)));

  return self;
}

/**
 * mh_sandbox_twilio_free:
 * @self: (nullable) (transfer full): the service
 *
 * Frees it.
 */
void
mh_sandbox_twilio_free (MhSandboxTwilio *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->messages);
  g_free (self);
}

static void
reply_error (SoupServerMessage *message,
             guint              status,
             int                code,
             const char        *text)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "code", code);
  json_object_set_string_member (object, "message", text);
  json_object_set_int_member (object, "status", status);
  mh_reply_json (message, status, mh_world_wrap (object));
}

/* Twilio's way of writing a time: RFC 2822. */
static char *
format_time (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);
  static const char * const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char * const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

  return g_strdup_printf ("%s, %02d %s %d %02d:%02d:%02d +0000", days[g_date_time_get_day_of_week (time) - 1],
                          g_date_time_get_day_of_month (time), months[g_date_time_get_month (time) - 1],
                          g_date_time_get_year (time), g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time));
}

/* The number as it is dialled in Japan, which is what the sandbox is told of who is blocked or unknown. */
static char *
dup_domestic (const char *number)
{
  return g_str_has_prefix (number, "+81") ? g_strconcat ("0", number + strlen ("+81"), NULL) : g_strdup (number);
}

static char *
dup_international (const char *number)
{
  return number[0] == '0' ? g_strconcat ("+81", number + 1, NULL) : g_strdup (number);
}

/* The carrier answers at once here: what is asked for later has its end already. */
static JsonObject *
build_message (JsonObject *entry,
               gboolean    fresh)
{
  JsonObject *message = json_object_new ();
  gboolean delivered = mh_json_get_boolean (entry, "delivered");
  const char *text = mh_json_get_string (entry, "text");
  g_autofree char *time = format_time (mh_json_get_int (entry, "ms", 0));
  g_autofree char *to = dup_international (mh_json_item_string (mh_json_get_array (entry, "to"), 0));
  g_autofree char *parts = g_strdup_printf ("%d", mh_sms_parts (&mh_sms_rule_default, text));

  json_object_set_string_member (message, "sid", mh_json_get_string (entry, "request_id"));
  json_object_set_string_member (message, "account_sid", mh_json_get_string (entry, "account"));
  json_object_set_string_member (message, "to", to);
  json_object_set_string_member (message, "from", mh_json_get_string (entry, "from"));
  json_object_set_string_member (message, "body", text);
  json_object_set_string_member (message, "direction", "outbound-api");
  json_object_set_string_member (message, "status", fresh ? "queued" : delivered ? "delivered" : "undelivered");
  json_object_set_string_member (message, "num_segments", parts);
  json_object_set_string_member (message, "num_media", "0");
  json_object_set_string_member (message, "api_version", "2010-04-01");
  json_object_set_string_member (message, "date_created", time);
  json_object_set_string_member (message, "date_updated", time);
  if (fresh)
    json_object_set_null_member (message, "date_sent");
  else
    json_object_set_string_member (message, "date_sent", time);
  if (fresh || delivered)
    json_object_set_null_member (message, "error_code");
  else
    json_object_set_int_member (message, "error_code", 30003);

  return message;
}

/* %FALSE when the request is answered. */
static gboolean
check_account (MhSandboxTwilio   *self,
               SoupServerMessage *message,
               const char        *account)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *decoded = NULL;
  g_auto (GStrv) pair = NULL;
  gsize length;

  if (header != NULL && g_str_has_prefix (header, "Basic ")) {
    g_autofree guchar *bytes = g_base64_decode (header + strlen ("Basic "), &length);

    decoded = g_strndup ((const char *) bytes, length);
    pair = g_strsplit (decoded, ":", 2);
  }

  if (pair != NULL && g_strv_length (pair) == 2 && strcmp (pair[0], account) == 0 && *pair[1] != '\0' &&
      (self->world->token == NULL || strcmp (pair[1], self->world->token) == 0))
    return TRUE;

  reply_error (message, SOUP_STATUS_UNAUTHORIZED, 20003, "Authenticate");

  return FALSE;
}

static gboolean
check_new (MhSandboxTwilio   *self,
           SoupServerMessage *message,
           GPtrArray         *form)
{
  const char *to = mh_fields_get (form, "To");
  const char *body = mh_fields_get (form, "Body");
  g_autofree char *domestic = to != NULL ? dup_domestic (to) : NULL;

  if (to == NULL || to[0] != '+' || strspn (to + 1, "0123456789") != strlen (to + 1) || strlen (to) < 8 ||
      g_hash_table_contains (self->world->unknown, domestic))
    reply_error (message, SOUP_STATUS_BAD_REQUEST, 21211, "The 'To' number is not a valid phone number.");
  else if (mh_fields_get (form, "From") == NULL && mh_fields_get (form, "MessagingServiceSid") == NULL)
    reply_error (message, SOUP_STATUS_BAD_REQUEST, 21603, "A 'From' phone number is required.");
  else if (body == NULL || *body == '\0')
    reply_error (message, SOUP_STATUS_BAD_REQUEST, 21619, "A text message body or media urls must be specified.");
  else if (g_utf8_strlen (body, -1) > MAX_BODY)
    reply_error (message, SOUP_STATUS_BAD_REQUEST, 21617, "The concatenated message body exceeds the 1600 character limit.");
  else
    return TRUE;

  return FALSE;
}

static JsonObject *
build_entry (MhSandboxTwilio *self,
             GPtrArray       *form,
             const char      *account)
{
  JsonObject *entry = json_object_new ();
  JsonArray *to = json_array_new ();
  gint64 now = mh_clock_now (self->world->clock);
  g_autofree char *time = mh_world_format_time (now);
  g_autofree char *uuid = mh_random_uuid (self->world->random);
  g_auto (GStrv) parts = g_strsplit (uuid, "-", -1);
  g_autofree char *hex = g_strjoinv (NULL, parts);
  g_autofree char *sid = g_strconcat ("SM", hex, NULL);
  g_autofree char *domestic = dup_domestic (mh_fields_get (form, "To"));
  const char *from = mh_fields_get (form, "From");

  json_array_add_string_element (to, domestic);
  json_object_set_string_member (entry, "time", time);
  json_object_set_int_member (entry, "ms", now);
  json_object_set_string_member (entry, "provider", "twilio");
  json_object_set_string_member (entry, "request_id", sid);
  json_object_set_array_member (entry, "to", to);
  json_object_set_string_member (entry, "from", from != NULL ? from : "+15005550006");
  json_object_set_string_member (entry, "text", mh_fields_get (form, "Body"));
  json_object_set_boolean_member (entry, "delivered", !g_hash_table_contains (self->world->blocked, domestic));
  json_object_set_string_member (entry, "account", account);
  if (mh_fields_get (form, "StatusCallback") != NULL)
    json_object_set_string_member (entry, "callback", mh_fields_get (form, "StatusCallback"));

  return entry;
}

/* There is no idempotency key: the same message twice is two messages. */
static gboolean
create (MhSandboxTwilio   *self,
        SoupServerMessage *message,
        const char        *account)
{
  g_autoptr (GPtrArray) form = mh_fields_read_body (message);
  g_autoptr (GError) error = NULL;
  JsonObject *entry;

  if (!check_new (self, message, form))
    return FALSE;

  entry = build_entry (self, form, account);
  g_ptr_array_add (self->messages, entry);
  if (!mh_journal_append (self->world->journal, json_object_ref (entry), &error)) {
    g_printerr ("%s\n", error->message);
    g_ptr_array_remove (self->messages, entry);
    reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, "Internal Server Error");
    return FALSE;
  }

  mh_reply_json (message, SOUP_STATUS_CREATED, mh_world_wrap (build_message (entry, TRUE)));

  return TRUE;
}

static gboolean
handle_create (MhSandboxTwilio   *self,
               SoupServerMessage *message,
               const char        *account)
{
  MhFault fault = mh_faults_take (self->world->faults);

  switch (fault) {
  case MH_FAULT_CUT_BEFORE:
    return TRUE;

  case MH_FAULT_ERROR:
    reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, "Internal Server Error");
    return FALSE;

  case MH_FAULT_UNAUTHORIZED:
    reply_error (message, SOUP_STATUS_UNAUTHORIZED, 20003, "Authenticate");
    return FALSE;

  case MH_FAULT_RATE:
  case MH_FAULT_CONCURRENCY:
  case MH_FAULT_QUOTA:
    reply_error (message, STATUS_TOO_MANY_REQUESTS, 20429, "Too Many Requests");
    return FALSE;

  case MH_FAULT_ERROR_AFTER:
    if (create (self, message, account))
      reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, "Internal Server Error");
    return FALSE;

  case MH_FAULT_NONE:
  case MH_FAULT_CUT:
  case MH_N_FAULTS:
    create (self, message, account);
    return fault == MH_FAULT_CUT;
  }

  g_return_val_if_reached (FALSE);
}

static guint64
read_number (const char *text,
             guint64     missing,
             guint64     max)
{
  guint64 value;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, max, &value, NULL) ? value : missing;
}

static gboolean
fits (JsonObject *entry,
      GPtrArray  *query,
      const char *account)
{
  const char *to = mh_fields_get (query, "To");
  const char *from = mh_fields_get (query, "From");
  g_autofree char *number = dup_international (mh_json_item_string (mh_json_get_array (entry, "to"), 0));

  return strcmp (mh_json_get_string (entry, "account"), account) == 0 &&
         (to == NULL || strcmp (number, to) == 0) &&
         (from == NULL || g_strcmp0 (mh_json_get_string (entry, "from"), from) == 0);
}

static void
list (MhSandboxTwilio   *self,
      SoupServerMessage *message,
      const char        *account)
{
  g_autoptr (GPtrArray) query = mh_fields_read (g_uri_get_query (soup_server_message_get_uri (message)));
  guint64 size = MAX (read_number (mh_fields_get (query, "PageSize"), PAGE_SIZE, MAX_PAGE_SIZE), 1);
  guint64 page = read_number (mh_fields_get (query, "Page"), 0, G_MAXUINT32);
  guint64 seen = 0;
  JsonArray *all = json_array_new ();
  JsonObject *object = json_object_new ();

  /* The newest first. */
  for (guint i = self->messages->len; i > 0; i--) {
    JsonObject *entry = g_ptr_array_index (self->messages, i - 1);

    if (fits (entry, query, account) && seen++ >= page * size && json_array_get_length (all) < size)
      json_array_add_object_element (all, build_message (entry, FALSE));
  }

  json_object_set_int_member (object, "page", (gint64) page);
  json_object_set_int_member (object, "page_size", (gint64) size);
  if (seen > page * size + json_array_get_length (all)) {
    const char *to = mh_fields_get (query, "To");
    g_autofree char *escaped = g_uri_escape_string (to != NULL ? to : "", NULL, FALSE);
    g_autofree char *next = g_strdup_printf (ACCOUNTS_PATH "%s/Messages.json?%s%s%sPageSize=%u&Page=%u", account,
                                             to != NULL ? "To=" : "", escaped, to != NULL ? "&" : "", (guint) size, (guint) page + 1);

    json_object_set_string_member (object, "next_page_uri", next);
  } else {
    json_object_set_null_member (object, "next_page_uri");
  }
  json_object_set_array_member (object, "messages", all);
  mh_reply_json (message, SOUP_STATUS_OK, mh_world_wrap (object));
}

static void
show (MhSandboxTwilio   *self,
      SoupServerMessage *message,
      const char        *account,
      const char        *sid)
{
  for (guint i = 0; i < self->messages->len; i++) {
    JsonObject *entry = g_ptr_array_index (self->messages, i);

    if (strcmp (mh_json_get_string (entry, "request_id"), sid) == 0 && strcmp (mh_json_get_string (entry, "account"), account) == 0) {
      mh_reply_json (message, SOUP_STATUS_OK, mh_world_wrap (build_message (entry, FALSE)));
      return;
    }
  }

  reply_error (message, SOUP_STATUS_NOT_FOUND, 20404, "The requested resource was not found");
}

static void
show_account (MhSandboxTwilio   *self,
              SoupServerMessage *message,
              const char        *account)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "sid", account);
  json_object_set_string_member (object, "friendly_name", self->world->account);
  json_object_set_string_member (object, "status", "active");
  json_object_set_string_member (object, "type", "Full");
  mh_reply_json (message, SOUP_STATUS_OK, mh_world_wrap (object));
}

/* "AC….json", "Messages.json", "SM….json": without the ending. */
static char *
dup_stem (const char *name)
{
  return g_str_has_suffix (name, ".json") ? g_strndup (name, strlen (name) - strlen (".json")) : g_strdup ("");
}

/**
 * mh_sandbox_twilio_handle:
 * @self: the service
 * @message: a request
 * @path: its path, below "/2010-04-01/Accounts/"
 *
 * Returns: whether the answer is to be lost on the way
 */
gboolean
mh_sandbox_twilio_handle (MhSandboxTwilio   *self,
                          SoupServerMessage *message,
                          const char        *path)
{
  g_auto (GStrv) parts = g_strsplit (path + strlen (ACCOUNTS_PATH), "/", -1);
  guint n = g_strv_length (parts);
  g_autofree char *stem = n > 0 ? dup_stem (parts[n - 1]) : g_strdup ("");
  g_autofree char *account = g_strdup (n == 1 ? stem : n > 0 ? parts[0] : "");
  gboolean post = strcmp (soup_server_message_get_method (message), SOUP_METHOD_POST) == 0;

  if (n == 0 || !check_account (self, message, account))
    return FALSE;

  if (n == 2 && post && strcmp (stem, "Messages") == 0)
    return handle_create (self, message, account);

  if (!post && mh_faults_take_lookup (self->world->faults))
    reply_error (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, "Internal Server Error");
  else if (!post && n == 1)
    show_account (self, message, account);
  else if (!post && n == 2 && strcmp (stem, "Messages") == 0)
    list (self, message, account);
  else if (!post && n == 3 && strcmp (parts[1], "Messages") == 0)
    show (self, message, account, stem);
  else
    reply_error (message, SOUP_STATUS_NOT_FOUND, 20404, "The requested resource was not found");

  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox"

#include "mh-sandbox.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-http.h"
#include "mh-json.h"
#include "mh-sandbox-karaden.h"
#include "mh-sandbox-line.h"
#include "mh-sandbox-twilio.h"
#include "mh-sandbox-world.h"
#include "mh-sandbox-zettai.h"

#define CONTROL_PATH "/_sandbox/"

/**
 * MhSandbox:
 *
 * Stands in for LINE and for the SMS services with their state: retry keys, quota, who is blocked, what was accepted. It listens
 * on loopback only and sends nothing anywhere.
 */
struct _MhSandbox
{
  GObject           parent_instance;

  SoupServer       *server;      /* (owned) */
  char             *state_path;  /* (owned) (nullable) */
  MhWorld           world;
  MhSandboxLine    *line;        /* (owned) */
  MhSandboxKaraden *karaden;     /* (owned) */
  MhSandboxTwilio  *twilio;      /* (owned) */
  MhSandboxZettai  *zettai;      /* (owned) */
};

/* An answer that is kept back. */
typedef struct {
  SoupServerMessage *message;  /* (owned) */
  gboolean           cut;
  gboolean           gone;     /* the client has not waited */
  guint              timer;
} Late;

G_DEFINE_FINAL_TYPE (MhSandbox, mh_sandbox, G_TYPE_OBJECT)

static void
cut (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

static void
client_left_cb (SoupServerMessage *message,
                gpointer           user_data)
{
  Late *late = user_data;

  late->gone = TRUE;
}

static gboolean
delay_over_cb (gpointer user_data)
{
  Late *late = user_data;

  g_signal_handlers_disconnect_by_data (late->message, late);
  if (!late->gone && late->cut)
    cut (late->message);
  else if (!late->gone)
    soup_server_message_unpause (late->message);

  return G_SOURCE_REMOVE;
}

static void
late_free (gpointer data)
{
  Late *late = data;

  g_object_unref (late->message);
  g_free (late);
}

static void
keep_back (SoupServerMessage *message,
           gboolean           lose,
           guint              ms)
{
  Late *late = g_new0 (Late, 1);

  late->message = g_object_ref (message);
  late->cut = lose;
  g_signal_connect (message, "finished", G_CALLBACK (client_left_cb), late);
  g_signal_connect (message, "disconnected", G_CALLBACK (client_left_cb), late);
  soup_server_message_pause (message);
  late->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, ms, delay_over_cb, late, late_free);
}

static void
reply_text (SoupServerMessage *message,
            guint              status,
            const char        *text)
{
  JsonNode *node = json_node_alloc ();
  g_autoptr (JsonObject) object = json_object_new ();

  if (text != NULL)
    json_object_set_string_member (object, "message", text);
  mh_reply_json (message, status, json_node_init_object (node, object));
}

static void
add_fault (MhSandbox         *self,
           SoupServerMessage *message,
           JsonObject        *object)
{
  const char *spec = mh_json_get_string (object, "spec");
  g_autoptr (GError) error = NULL;

  if (mh_faults_add (self->world.faults, spec != NULL ? spec : "", &error))
    reply_text (message, SOUP_STATUS_OK, NULL);
  else
    reply_text (message, SOUP_STATUS_BAD_REQUEST, error->message);
}

static gboolean
save_state (MhSandbox *self,
            GError   **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *data;

  if (self->state_path == NULL)
    return TRUE;

  bytes = mh_world_save (&self->world);
  data = g_bytes_get_data (bytes, &length);

  return g_file_set_contents_full (self->state_path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* {"to": "U…"} puts somebody into @set, {"to": "U…", "undo": true} takes them out. */
static void
change_set (MhSandbox         *self,
            SoupServerMessage *message,
            JsonObject        *object,
            GHashTable        *set)
{
  const char *to = mh_json_get_string (object, "to");
  g_autoptr (GError) error = NULL;

  if (to == NULL) {
    reply_text (message, SOUP_STATUS_BAD_REQUEST, "to is missing");
    return;
  }

  if (mh_json_get_boolean (object, "undo"))
    g_hash_table_remove (set, to);
  else
    g_hash_table_add (set, g_strdup (to));

  if (save_state (self, &error))
    reply_text (message, SOUP_STATUS_OK, NULL);
  else
    reply_text (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
}

static void
tell_journal (MhSandbox         *self,
              SoupServerMessage *message)
{
  GPtrArray *entries = mh_journal_entries (self->world.journal);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_alloc ();

  for (guint i = 0; i < entries->len; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (entries, i)));

  json_node_init_array (node, array);
  json_array_unref (array);
  mh_reply_json (message, SOUP_STATUS_OK, node);
}

static void
control (MhSandbox         *self,
         SoupServerMessage *message,
         const char        *what)
{
  gboolean post = strcmp (soup_server_message_get_method (message), SOUP_METHOD_POST) == 0;
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (JsonObject) object = mh_json_parse_object (body);

  if (!post && strcmp (what, "journal") == 0)
    tell_journal (self, message);
  else if (post && strcmp (what, "fault") == 0)
    add_fault (self, message, object);
  else if (post && strcmp (what, "block") == 0)
    change_set (self, message, object, self->world.blocked);
  else if (post && strcmp (what, "unknown") == 0)
    change_set (self, message, object, self->world.unknown);
  else
    reply_text (message, SOUP_STATUS_NOT_FOUND, "There is nothing here");
}

static void
request_arrived_cb (SoupServer        *server,
                    SoupServerMessage *message,
                    const char        *path,
                    GHashTable        *query,
                    gpointer           user_data)
{
  MhSandbox *self = user_data;
  gboolean lose;
  guint delay;

  if (g_str_has_prefix (path, CONTROL_PATH)) {
    control (self, message, path + strlen (CONTROL_PATH));
    return;
  }

  if (g_str_has_prefix (path, "/v2/") || g_str_has_prefix (path, "/oauth2/"))
    lose = mh_sandbox_line_handle (self->line, message, path);
  else if (g_str_has_prefix (path, "/p5/api/"))
    lose = mh_sandbox_zettai_handle (self->zettai, message, path);
  else if (g_str_has_prefix (path, "/2010-04-01/Accounts/"))
    lose = mh_sandbox_twilio_handle (self->twilio, message, path);
  else
    lose = mh_sandbox_karaden_handle (self->karaden, message, path);

  delay = mh_faults_get_delay (self->world.faults);
  if (delay > 0)
    keep_back (message, lose, delay);
  else if (lose)
    cut (message);
}

static void
mh_sandbox_finalize (GObject *object)
{
  MhSandbox *self = MH_SANDBOX (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->line, mh_sandbox_line_free);
  g_clear_pointer (&self->karaden, mh_sandbox_karaden_free);
  g_clear_pointer (&self->twilio, mh_sandbox_twilio_free);
  g_clear_pointer (&self->zettai, mh_sandbox_zettai_free);
  mh_world_clear (&self->world);
  g_free (self->state_path);

  G_OBJECT_CLASS (mh_sandbox_parent_class)->finalize (object);
}

static void
mh_sandbox_class_init (MhSandboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mh_sandbox_finalize;
}

static void
mh_sandbox_init (MhSandbox *self)
{
}

static gboolean
make_world (MhSandbox              *self,
            const MhSandboxOptions *options,
            MhClock                *clock,
            GError                **error)
{
  MhWorld *world = &self->world;

  world->clock = g_object_ref (clock);
  world->random = mh_random_new_system ();
  world->faults = mh_faults_new ();
  world->token = g_strdup (options->token);
  world->tenant = g_strdup (options->tenant);
  world->account = g_strdup (options->account != NULL ? options->account : "Practice town");
  world->quota = options->quota;
  world->rate = options->rate;
  world->blocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  world->journal = mh_journal_new (options->journal, error);
  if (world->journal == NULL)
    return FALSE;

  for (const char * const *fault = options->faults; fault != NULL && *fault != NULL; fault++)
    if (!mh_faults_add (world->faults, *fault, error))
      return FALSE;

  return TRUE;
}

static gboolean
load_state (MhSandbox  *self,
            const char *path,
            GError    **error)
{
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  self->state_path = g_strdup (path);
  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  if (!g_file_get_contents (path, &data, &length, error))
    return FALSE;

  bytes = g_bytes_new_take (data, length);
  mh_world_load (&self->world, bytes);

  return TRUE;
}

/**
 * mh_sandbox_new:
 * @options: how it behaves; the strings are copied
 * @clock: what time it is for retry keys, tokens and the month of the quota
 * @error: return location for an error of GIO or %MH_ERROR_INVALID
 *
 * Takes over what an earlier one has left in its files and listens on 127.0.0.1.
 *
 * Returns: (transfer full) (nullable): LINE and the SMS service
 */
MhSandbox *
mh_sandbox_new (const MhSandboxOptions *options,
                MhClock                *clock,
                GError                **error)
{
  g_autoptr (MhSandbox) self = NULL;

  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (MH_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (MH_TYPE_SANDBOX, NULL);
  if (!make_world (self, options, clock, error) || !load_state (self, options->state, error))
    return NULL;

  self->line = mh_sandbox_line_new (&self->world);
  self->karaden = mh_sandbox_karaden_new (&self->world);
  self->twilio = mh_sandbox_twilio_new (&self->world);
  self->zettai = mh_sandbox_zettai_new (&self->world);

  self->server = soup_server_new ("server-header", "Machihoken-Sandbox", NULL);
  soup_server_add_handler (self->server, NULL, request_arrived_cb, self, NULL);
  if (!soup_server_listen_local (self->server, options->port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * mh_sandbox_get_port:
 * @self: a sandbox
 *
 * Returns: the port on 127.0.0.1
 */
guint16
mh_sandbox_get_port (MhSandbox *self)
{
  GSList *uris;
  guint16 port;

  g_return_val_if_fail (MH_IS_SANDBOX (self), 0);

  uris = soup_server_get_uris (self->server);
  port = (guint16) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return port;
}

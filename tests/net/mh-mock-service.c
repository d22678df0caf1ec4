/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-mock-service"

#include "mh-mock-service.h"

typedef struct {
  MhMockAct act;
  guint     status;
  char     *body;       /* (owned) */
  char     *header;     /* (owned) (nullable) */
  char     *only_path;  /* (owned) (nullable) */
} Answer;

typedef struct {
  char       *method;   /* (owned) */
  char       *path;     /* (owned) */
  char       *query;    /* (owned) (nullable) */
  GBytes     *body;     /* (owned) */
  GHashTable *headers;  /* (owned) lower-case name to value */
} Seen;

struct _MhMockService
{
  SoupServer *server;   /* (owned) */
  char       *base;     /* (owned) */
  guint16     port;
  GPtrArray  *answers;  /* (owned) (element-type Answer) */
  GPtrArray  *seen;     /* (owned) (element-type Seen) */
  GPtrArray  *hanging;  /* (owned) (element-type SoupServerMessage) */
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->body);
  g_free (answer->header);
  g_free (answer->only_path);
  g_free (answer);
}

static void
seen_free (gpointer data)
{
  Seen *seen = data;

  g_free (seen->method);
  g_free (seen->path);
  g_free (seen->query);
  g_bytes_unref (seen->body);
  g_hash_table_unref (seen->headers);
  g_free (seen);
}

static void
remember_header (const char *name,
                 const char *value,
                 gpointer    user_data)
{
  g_hash_table_replace (user_data, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
remember (MhMockService     *self,
          SoupServerMessage *message,
          const char        *path)
{
  Seen *seen = g_new0 (Seen, 1);

  seen->method = g_strdup (soup_server_message_get_method (message));
  seen->path = g_strdup (path);
  seen->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  seen->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  seen->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), remember_header, seen->headers);

  g_ptr_array_add (self->seen, seen);
}

/* The first answer for @path; it goes away when another for the same path follows. */
static Answer *
choose (MhMockService *self,
        const char    *path,
        gboolean      *out_last)
{
  Answer *first = NULL;

  *out_last = TRUE;
  for (guint i = 0; i < self->answers->len; i++) {
    Answer *answer = g_ptr_array_index (self->answers, i);

    if (answer->only_path != NULL && strcmp (answer->only_path, path) != 0)
      continue;

    if (first != NULL) {
      *out_last = FALSE;
      break;
    }
    first = answer;
  }

  return first;
}

static void
request_arrived_cb (SoupServer        *server,
                    SoupServerMessage *message,
                    const char        *path,
                    GHashTable        *query,
                    gpointer           user_data)
{
  MhMockService *self = user_data;
  gboolean last;
  Answer *answer;

  remember (self, message, path);
  answer = choose (self, path, &last);
  if (answer == NULL)
    g_error ("No answer for %s", path);

  if (answer->act == MH_MOCK_CUT) {
    g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

    g_io_stream_close (stream, NULL, NULL);
  } else if (answer->act == MH_MOCK_HANG) {
    soup_server_message_pause (message);
    g_ptr_array_add (self->hanging, g_object_ref (message));
  } else {
    soup_server_message_set_status (message, answer->status, NULL);
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->body, strlen (answer->body));

    if (answer->header != NULL) {
      g_auto (GStrv) parts = g_strsplit (answer->header, ": ", 2);

      soup_message_headers_replace (soup_server_message_get_response_headers (message), parts[0], parts[1]);
    }
  }

  if (!last)
    g_ptr_array_remove (self->answers, answer);
}

MhMockService *
mh_mock_service_new (GTlsCertificate *certificate)
{
  MhMockService *self = g_new0 (MhMockService, 1);
  g_autoptr (GError) error = NULL;
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;
  GSList *uris;

  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->seen = g_ptr_array_new_with_free_func (seen_free);
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_arrived_cb, self, NULL);

  if (certificate != NULL) {
    soup_server_set_tls_certificate (self->server, certificate);
    options |= SOUP_SERVER_LISTEN_HTTPS;
  }

  soup_server_listen_local (self->server, 0, options, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->port = (guint16) g_uri_get_port (uris->data);
  self->base = g_strdup_printf ("%s://127.0.0.1:%u", certificate != NULL ? "https" : "http", self->port);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

void
mh_mock_service_free (MhMockService *self)
{
  g_ptr_array_unref (self->hanging);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);

  /* What closing leaves to do. */
  while (g_main_context_iteration (NULL, FALSE)) {
  }

  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->seen);
  g_free (self->base);
  g_free (self);
}

const char *
mh_mock_service_get_base (MhMockService *self)
{
  return self->base;
}

guint16
mh_mock_service_get_port (MhMockService *self)
{
  return self->port;
}

void
mh_mock_service_forget (MhMockService *self)
{
  g_ptr_array_set_size (self->answers, 0);
  g_ptr_array_set_size (self->seen, 0);
}

void
mh_mock_service_add (MhMockService *self,
                     MhMockAct      act,
                     guint          status,
                     const char    *body,
                     const char    *header,
                     const char    *only_path)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->act = act;
  answer->status = status;
  answer->body = g_strdup (body != NULL ? body : "{}");
  answer->header = g_strdup (header);
  answer->only_path = g_strdup (only_path);

  g_ptr_array_add (self->answers, answer);
}

guint
mh_mock_service_get_n_seen (MhMockService *self)
{
  return self->seen->len;
}

static Seen *
get_seen (MhMockService *self,
          int            index)
{
  guint position = index < 0 ? self->seen->len - (guint) -index : (guint) index;

  g_assert_cmpuint (position, <, self->seen->len);

  return g_ptr_array_index (self->seen, position);
}

const char *
mh_mock_service_get_path (MhMockService *self,
                          int            index)
{
  return get_seen (self, index)->path;
}

const char *
mh_mock_service_get_query (MhMockService *self,
                           int            index)
{
  return get_seen (self, index)->query;
}

const char *
mh_mock_service_get_method (MhMockService *self,
                            int            index)
{
  return get_seen (self, index)->method;
}

GBytes *
mh_mock_service_get_body (MhMockService *self,
                          int            index)
{
  return get_seen (self, index)->body;
}

const char *
mh_mock_service_get_header (MhMockService *self,
                            int            index,
                            const char    *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (get_seen (self, index)->headers, folded);
}

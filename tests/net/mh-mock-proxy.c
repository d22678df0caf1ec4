/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-mock-proxy"

#include "mh-mock-proxy.h"

#include <string.h>

struct _MhMockProxy
{
  GSocketService *service;    /* (owned) */
  GCancellable   *stop;       /* (owned) */
  guint16         port;
  guint16         tunnel_to;
  char           *expected;   /* (owned) (nullable) the header that lets through */
  gboolean        refuse;
  GString        *heads;      /* (owned) */
  guint           n_visits;
  guint           n_tunnels;
};

/* A connection whose head is being read. */
typedef struct {
  MhMockProxy       *proxy;
  GSocketConnection *connection;  /* (owned) */
  GString           *head;        /* (owned) */
  char               byte[1];
} Visit;

static void read_byte (Visit *visit);

static void
visit_free (Visit *visit)
{
  g_object_unref (visit->connection);
  g_string_free (visit->head, TRUE);
  g_free (visit);
}

static void
answer (Visit      *visit,
        const char *text)
{
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (visit->connection));

  g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL);
}

static void
spliced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_io_stream_splice_finish (result, NULL);
}

static void
open_tunnel (Visit *visit)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) inner = NULL;
  g_autoptr (GError) error = NULL;

  inner = g_socket_client_connect_to_host (client, "127.0.0.1", visit->proxy->tunnel_to, NULL, &error);
  g_assert_no_error (error);

  visit->proxy->n_tunnels++;
  answer (visit, "HTTP/1.1 200 Connection established\r\n\r\n");
  g_io_stream_splice_async (G_IO_STREAM (visit->connection), G_IO_STREAM (inner),
                            G_IO_STREAM_SPLICE_CLOSE_STREAM1 | G_IO_STREAM_SPLICE_CLOSE_STREAM2,
                            G_PRIORITY_DEFAULT, visit->proxy->stop, spliced_cb, NULL);
}

static void
serve (Visit *visit)
{
  MhMockProxy *self = visit->proxy;

  self->n_visits++;
  g_string_append (self->heads, visit->head->str);

  if (self->expected != NULL && strstr (visit->head->str, self->expected) == NULL)
    answer (visit, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"office\"\r\n"
                   "Content-Length: 0\r\nConnection: close\r\n\r\n");
  else if (self->refuse)
    answer (visit, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  else if (g_str_has_prefix (visit->head->str, "CONNECT "))
    open_tunnel (visit);
  else
    answer (visit, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");

  if (!g_str_has_prefix (visit->head->str, "CONNECT ") || self->n_tunnels == 0)
    g_io_stream_close (G_IO_STREAM (visit->connection), NULL, NULL);
  visit_free (visit);
}

static void
byte_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Visit *visit = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n <= 0) {
    visit_free (visit);
    return;
  }

  g_string_append_len (visit->head, visit->byte, n);
  if (g_str_has_suffix (visit->head->str, "\r\n\r\n"))
    serve (visit);
  else
    read_byte (visit);
}

static void
read_byte (Visit *visit)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (visit->connection));

  g_input_stream_read_async (stream, visit->byte, 1, G_PRIORITY_DEFAULT, visit->proxy->stop, byte_read_cb, visit);
}

static gboolean
visitor_came_cb (GSocketService    *service,
                 GSocketConnection *connection,
                 GObject           *source,
                 gpointer           user_data)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->proxy = user_data;
  visit->connection = g_object_ref (connection);
  visit->head = g_string_new (NULL);
  read_byte (visit);

  return TRUE;
}

MhMockProxy *
mh_mock_proxy_new (guint16     tunnel_to,
                   const char *password,
                   gboolean    refuse)
{
  MhMockProxy *self = g_new0 (MhMockProxy, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  self->tunnel_to = tunnel_to;
  self->refuse = refuse;
  self->heads = g_string_new (NULL);
  self->stop = g_cancellable_new ();
  self->service = g_socket_service_new ();

  if (password != NULL) {
    g_autofree char *encoded = g_base64_encode ((const guchar *) password, strlen (password));

    self->expected = g_strdup_printf ("Proxy-Authorization: Basic %s\r\n", encoded);
  }

  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_signal_connect (self->service, "incoming", G_CALLBACK (visitor_came_cb), self);

  return self;
}

void
mh_mock_proxy_free (MhMockProxy *self)
{
  g_cancellable_cancel (self->stop);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));

  /* What cancelling leaves to do. */
  for (int i = 0; i < 20; i++) {
    g_usleep (1000);
    while (g_main_context_iteration (NULL, FALSE)) {
    }
  }

  g_object_unref (self->service);
  g_object_unref (self->stop);
  g_free (self->expected);
  g_string_free (self->heads, TRUE);
  g_free (self);
}

guint16
mh_mock_proxy_get_port (MhMockProxy *self)
{
  return self->port;
}

const char *
mh_mock_proxy_get_heads (MhMockProxy *self)
{
  return self->heads->str;
}

guint
mh_mock_proxy_get_n_visits (MhMockProxy *self)
{
  return self->n_visits;
}

guint
mh_mock_proxy_get_n_tunnels (MhMockProxy *self)
{
  return self->n_tunnels;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* All providers at once on loopback, which take whatever comes: after some milliseconds, and as cheaply as possible. Ends with its standard
 * input. */

#define G_LOG_DOMAIN "bench-send-server"

#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>

static guint delay_ms;
static guint64 n_answered;

static void
set_answer (SoupServerMessage *message)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  g_autofree char *body = NULL;
  guint status = SOUP_STATUS_OK;

  n_answered++;
  if (strstr (path, "/quota") != NULL)
    body = g_strdup ("{\"type\":\"none\",\"totalUsage\":0}");
  else if (strstr (path, "/v2/bot/") != NULL)
    body = g_strdup_printf ("{\"sentMessages\":[{\"id\":\"%" G_GUINT64_FORMAT "\"}]}", n_answered);
  else if (strstr (path, "/2010-04-01/") != NULL)
    body = g_strdup_printf ("{\"sid\":\"SM%032" G_GINT64_MODIFIER "x\",\"status\":\"queued\"}", n_answered);
  else if (strstr (path, "/messages") != NULL)
    body = g_strdup_printf ("{\"id\":\"%" G_GUINT64_FORMAT "\",\"status\":\"processing\"}", n_answered);
  else
    body = g_strdup ("{\"responseCode\":0,\"responseMessage\":\"Success.\"}");

  if (strstr (path, "/2010-04-01/") != NULL || strstr (path, "/messages") != NULL)
    status = SOUP_STATUS_CREATED;

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "X-Line-Request-Id", "bench");
  /* Tens of thousands of connections that nobody closes are more than a process may have. */
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

static gboolean
waited_cb (gpointer user_data)
{
  SoupServerMessage *message = user_data;

  set_answer (message);
  soup_server_message_unpause (message);
  g_object_unref (message);

  return G_SOURCE_REMOVE;
}

/* What is only asked is answered at once. */
static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  if (delay_ms == 0 || !g_str_equal (soup_server_message_get_method (message), "POST")) {
    set_answer (message);
    return;
  }

  soup_server_message_pause (message);
  g_timeout_add_full (G_PRIORITY_HIGH, delay_ms, waited_cb, g_object_ref (message), NULL);
}

static gboolean
input_ended_cb (GIOChannel  *input,
                GIOCondition condition,
                gpointer     user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  delay_ms = argc > 1 ? (guint) atoi (argv[1]) : 0;
  soup_server_add_handler (server, NULL, asked_cb, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  g_print ("%d\n", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_io_add_watch (input, G_IO_HUP | G_IO_IN | G_IO_ERR, input_ended_cb, loop);
  g_main_loop_run (loop);

  return 0;
}

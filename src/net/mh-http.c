/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-http"

#include "mh-http.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-http-route.h"
#include "mh-http-trust.h"

/* Says which program asks and nothing about where it runs. */
#define USER_AGENT "Machihoken/" MH_VERSION

#define DEFAULT_TIMEOUT 30

/* As many as the dispatcher has on the wire, for each host. */
#define MAX_CONNECTIONS 8

/**
 * MhHttp:
 *
 * A session with the office's proxy and authority, without cookies, cache or log.
 */
struct _MhHttp
{
  GObject      parent_instance;

  SoupSession *session;        /* (owned) */
  gboolean     loopback_only;
};

G_DEFINE_FINAL_TYPE (MhHttp, mh_http, G_TYPE_OBJECT)

/* libsoup puts the proxy's password also into requests that go through a tunnel, where the proxy cannot see them and the service
 * can. */
static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  if (g_strcmp0 (g_uri_get_scheme (soup_message_get_uri (message)), "https") == 0)
    soup_message_headers_remove (soup_message_get_request_headers (message), "Proxy-Authorization");
}

static void
tunnel_answered_cb (SoupMessage *message,
                    gpointer     user_data)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (soup_message_get_status (message) == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED &&
      soup_message_headers_get_one (headers, "Proxy-Authorization") != NULL)
    mh_http_route_note_refusal (MH_HTTP_ROUTE (user_data));
}

static void
request_queued_cb (SoupSession *session,
                   SoupMessage *message,
                   gpointer     user_data)
{
  if (soup_message_get_method (message) == SOUP_METHOD_CONNECT)
    g_signal_connect_object (message, "got-headers", G_CALLBACK (tunnel_answered_cb),
                             soup_session_get_proxy_resolver (session), 0);
  else
    g_signal_connect_after (message, "starting", G_CALLBACK (starting_cb), NULL);
}

static void
mh_http_dispose (GObject *object)
{
  MhHttp *self = MH_HTTP (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mh_http_parent_class)->dispose (object);
}

static void
mh_http_class_init (MhHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mh_http_dispose;
}

static void
mh_http_init (MhHttp *self)
{
}

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  /* A zone ("::1%eth0") is no part of an address that is the same everywhere. */
  if (strchr (host, '%') != NULL)
    return FALSE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * mh_http_new:
 * @options: how to go out; the strings are copied
 * @error: return location: %MH_ERROR_INVALID when the proxy or the file cannot be used
 *
 * Credentials inside the proxy's address stay in memory and are sent to that proxy only.
 *
 * Returns: (transfer full) (nullable): the door
 */
MhHttp *
mh_http_new (const MhHttpOptions *options,
             GError             **error)
{
  g_autoptr (MhHttp) self = NULL;
  g_autoptr (GProxyResolver) route = NULL;
  g_autoptr (GTlsDatabase) trust = NULL;

  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  route = mh_http_route_new (options->proxy, options->loopback_only, error);
  if (route == NULL)
    return NULL;

  if (options->ca_file != NULL) {
    trust = mh_http_trust_new (options->ca_file, error);
    if (trust == NULL)
      return NULL;
  }

  self = g_object_new (MH_TYPE_HTTP, NULL);
  self->loopback_only = options->loopback_only;
  /* libsoup's own limit is two at once to one host. */
  self->session = soup_session_new_with_options ("max-conns-per-host", MAX_CONNECTIONS, "max-conns", 2 * MAX_CONNECTIONS, NULL);
  soup_session_set_user_agent (self->session, USER_AGENT);
  soup_session_set_timeout (self->session, options->timeout > 0 ? options->timeout : DEFAULT_TIMEOUT);
  soup_session_set_proxy_resolver (self->session, route);
  g_signal_connect (self->session, "request-queued", G_CALLBACK (request_queued_cb), NULL);
  if (trust != NULL)
    soup_session_set_tls_database (self->session, trust);

  return g_steal_pointer (&self);
}

/**
 * mh_http_get_session:
 * @self: the door
 *
 * Returns: (transfer none): the session; whoever uses it without mh_exchange_async() sets %SOUP_MESSAGE_NO_REDIRECT
 */
SoupSession *
mh_http_get_session (MhHttp *self)
{
  g_return_val_if_fail (MH_IS_HTTP (self), NULL);

  return self->session;
}

/**
 * mh_http_is_loopback_only:
 * @self: the door
 *
 * Returns: whether every address but this computer is refused
 */
gboolean
mh_http_is_loopback_only (MhHttp *self)
{
  g_return_val_if_fail (MH_IS_HTTP (self), TRUE);

  return self->loopback_only;
}

/**
 * mh_endpoint_is_loopback:
 * @url: an address
 *
 * Names are not looked up: only literal addresses and "localhost" count.
 *
 * Returns: whether @url leads to this computer
 */
gboolean
mh_endpoint_is_loopback (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD, NULL);

  return uri != NULL && is_loopback (uri);
}

/* GUri takes nearly anything as a name. */
static gboolean
has_usable_host (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0')
    return FALSE;

  if (g_hostname_is_ip_address (host))
    return TRUE;

  for (const char *p = host; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '.' && *p != '-' && *p != '_')
      return FALSE;

  return TRUE;
}

/**
 * mh_endpoint_check:
 * @url: the base address of a service, or a full one
 * @loopback_only: whether practice data is open
 * @error: return location: %MH_ERROR_INVALID for an address that cannot be used, %MH_ERROR_REFUSED for one outside
 *
 * Messages and tokens leave encrypted or not at all, and never to an address with credentials of its own in it.
 *
 * Returns: whether requests may go to @url
 */
gboolean
mh_endpoint_check (const char *url,
                   gboolean    loopback_only,
                   GError    **error)
{
  g_autoptr (GUri) uri = NULL;
  gboolean loopback;

  g_return_val_if_fail (url != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || !has_usable_host (uri) ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_fragment (uri) != NULL || strchr (url, '\\') != NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("The service's address cannot be read. It begins with https://."));
    return FALSE;
  }

  loopback = is_loopback (uri);
  if (loopback_only && !loopback) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Practice data never leaves this computer."));
    return FALSE;
  }

  if (strcmp (g_uri_get_scheme (uri), "https") == 0 || (strcmp (g_uri_get_scheme (uri), "http") == 0 && loopback))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("The service's address must begin with https://, so that nobody can read along."));

  return FALSE;
}

/**
 * mh_endpoint_check_base:
 * @url: the base address of a service
 * @loopback_only: whether practice data is open
 * @error: return location, as for mh_endpoint_check()
 *
 * Returns: whether paths may be appended to @url and requests go there
 */
gboolean
mh_endpoint_check_base (const char *url,
                        gboolean    loopback_only,
                        GError    **error)
{
  if (!mh_endpoint_check (url, loopback_only, error))
    return FALSE;

  if (strchr (url, '?') == NULL)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("The service's address cannot be read. It begins with https://."));

  return FALSE;
}

/**
 * mh_endpoint_dup_base:
 * @url: a base address
 *
 * Returns: (transfer full): @url without slashes at its end
 */
char *
mh_endpoint_dup_base (const char *url)
{
  gsize length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    length--;

  return g_strndup (url, length);
}

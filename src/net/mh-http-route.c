/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-http-route"

#include "mh-http-route.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-http.h"

/* libsoup 3.2 offers a wrong password again and again for as long as the proxy hangs up after refusing it, and an office's
 * accounts are locked after a few tries. */
#define PAUSE_AFTER_REFUSAL (60 * G_TIME_SPAN_SECOND)

/**
 * MhHttpRoute:
 *
 * Asked before every connection, so it is here that practice data is kept on the computer: whatever builds the request, a
 * connection to another address fails.
 */
struct _MhHttpRoute
{
  GObject         parent_instance;

  GProxyResolver *outside;        /* (owned) */
  gboolean        loopback_only;
  gint64          refused_until;  /* monotonic, microseconds */
};

static void implement_proxy_resolver (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhHttpRoute, mh_http_route, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, implement_proxy_resolver))

static char **
dup_direct (void)
{
  const char *direct[] = { "direct://", NULL };

  return g_strdupv ((char **) direct);
}

/* Whether @uri is answered here, either with routes or with an error. */
static gboolean
decide (MhHttpRoute *self,
        const char  *uri,
        char      ***out_routes,
        GError     **error)
{
  *out_routes = NULL;

  if (mh_endpoint_is_loopback (uri))
    *out_routes = dup_direct ();
  else if (self->loopback_only)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("Practice data never leaves this computer."));
  else if (g_get_monotonic_time () < self->refused_until)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED, "The proxy has refused its password");
  else
    return FALSE;

  return TRUE;
}

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
look_up (GProxyResolver *resolver,
         const char     *uri,
         GCancellable   *cancellable,
         GError        **error)
{
  MhHttpRoute *self = MH_HTTP_ROUTE (resolver);
  char **routes;

  if (decide (self, uri, &routes, error))
    return routes;

  return g_proxy_resolver_lookup (self->outside, uri, cancellable, error);
}

static void
outside_looked_up_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char **routes = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (routes != NULL)
    g_task_return_pointer (task, routes, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
look_up_async (GProxyResolver     *resolver,
               const char         *uri,
               GCancellable       *cancellable,
               GAsyncReadyCallback callback,
               gpointer            user_data)
{
  MhHttpRoute *self = MH_HTTP_ROUTE (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  char **routes;

  g_task_set_source_tag (task, look_up_async);

  if (!decide (self, uri, &routes, &error))
    g_proxy_resolver_lookup_async (self->outside, uri, cancellable, outside_looked_up_cb, g_steal_pointer (&task));
  else if (routes != NULL)
    g_task_return_pointer (task, routes, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static char **
look_up_finish (GProxyResolver *resolver,
                GAsyncResult   *result,
                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, resolver), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, look_up_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
implement_proxy_resolver (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup = look_up;
  iface->lookup_async = look_up_async;
  iface->lookup_finish = look_up_finish;
}

static void
mh_http_route_finalize (GObject *object)
{
  MhHttpRoute *self = MH_HTTP_ROUTE (object);

  g_clear_object (&self->outside);

  G_OBJECT_CLASS (mh_http_route_parent_class)->finalize (object);
}

static void
mh_http_route_class_init (MhHttpRouteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mh_http_route_finalize;
}

static void
mh_http_route_init (MhHttpRoute *self)
{
}

/* What people write down for a proxy often has no scheme: "proxy.town:8080". */
static char *
read_proxy (const char *proxy,
            GError    **error)
{
  g_autofree char *address = NULL;
  g_autoptr (GUri) uri = NULL;

  if (strstr (proxy, "://") != NULL)
    address = g_strdup (proxy);
  else
    address = g_strconcat ("http://", proxy, NULL);

  uri = g_uri_parse (address, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "http") != 0 ||
      g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || g_uri_get_port (uri) <= 0 ||
      (*g_uri_get_path (uri) != '\0' && strcmp (g_uri_get_path (uri), "/") != 0)) {
    /* The text may hold a password: it is not repeated. */
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("The proxy's address cannot be read. Write it with its port, as in proxy.example.lg.jp:8080."));
    return NULL;
  }

  return g_steal_pointer (&address);
}

/**
 * mh_http_route_new:
 * @proxy: (nullable): the office's proxy, "http://proxy.town:8080", with "user:password@" in percent-encoding where it asks for
 *   them; %NULL: as the system is set
 * @loopback_only: whether any address but this computer is refused
 * @error: return location: %MH_ERROR_INVALID when @proxy cannot be read
 *
 * Returns: (transfer full) (nullable): a resolver
 */
GProxyResolver *
mh_http_route_new (const char *proxy,
                   gboolean    loopback_only,
                   GError    **error)
{
  g_autoptr (MhHttpRoute) self = g_object_new (MH_TYPE_HTTP_ROUTE, NULL);
  g_autofree char *address = NULL;

  self->loopback_only = loopback_only;

  if (proxy == NULL) {
    self->outside = g_object_ref (g_proxy_resolver_get_default ());
  } else {
    address = read_proxy (proxy, error);
    if (address == NULL)
      return NULL;

    self->outside = g_simple_proxy_resolver_new (address, NULL);
  }

  return G_PROXY_RESOLVER (g_steal_pointer (&self));
}

/**
 * mh_http_route_note_refusal:
 * @self: a resolver
 *
 * To be called when the proxy has refused its password. Connections over it then fail at once for a minute, with
 * %G_IO_ERROR_PROXY_AUTH_FAILED.
 */
void
mh_http_route_note_refusal (MhHttpRoute *self)
{
  g_return_if_fail (MH_IS_HTTP_ROUTE (self));

  self->refused_until = g_get_monotonic_time () + PAUSE_AFTER_REFUSAL;
}

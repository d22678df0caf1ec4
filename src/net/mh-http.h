/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The one way out to the network. */
typedef struct {
  const char *proxy;           /* (nullable) the office's proxy, "http://proxy.town:8080" */
  const char *ca_file;         /* (nullable) absolute path of the office's own CA (PEM), trusted beside the system's */
  gboolean    loopback_only;   /* practice data: any other address is refused */
  guint       timeout;         /* seconds without a byte; 0 = 30 */
} MhHttpOptions;

#define MH_TYPE_HTTP (mh_http_get_type ())
G_DECLARE_FINAL_TYPE (MhHttp, mh_http, MH, HTTP, GObject)

MhHttp      *mh_http_new             (const MhHttpOptions  *options,
                                      GError              **error);
SoupSession *mh_http_get_session     (MhHttp               *self);
gboolean     mh_http_is_loopback_only (MhHttp             *self);

/* https anywhere, http only to 127.0.0.0/8, ::1 and localhost; with @loopback_only nothing but loopback. */
gboolean     mh_endpoint_check       (const char           *url,
                                      gboolean              loopback_only,
                                      GError              **error);
/* Whether the host of @url is literally 127.0.0.0/8, ::1 or localhost. */
gboolean     mh_endpoint_is_loopback (const char           *url);

/* A base address: as mh_endpoint_check() and without a query; and what paths are appended to, without slashes at its end. */
gboolean     mh_endpoint_check_base  (const char           *url,
                                      gboolean              loopback_only,
                                      GError              **error);
char        *mh_endpoint_dup_base    (const char           *url);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MH_TYPE_HTTP_ROUTE (mh_http_route_get_type ())
G_DECLARE_FINAL_TYPE (MhHttpRoute, mh_http_route, MH, HTTP_ROUTE, GObject)

/* How connections leave: loopback directly, the rest over @proxy, over the system's proxy when %NULL, or not at all. */
GProxyResolver *mh_http_route_new (const char  *proxy,
                                   gboolean     loopback_only,
                                   GError     **error);

/* The proxy has refused its password: for a minute it is not asked again. */
void            mh_http_route_note_refusal (MhHttpRoute *self);

G_END_DECLS

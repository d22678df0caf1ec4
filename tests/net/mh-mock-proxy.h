/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An office's proxy on loopback: answers plain requests itself, and tunnels CONNECT, wherever it asks to go, to one port here. */
typedef struct _MhMockProxy MhMockProxy;

/* @password: (nullable) what it asks for, "user:password"; @refuse: answers 403 to everything */
MhMockProxy *mh_mock_proxy_new           (guint16      tunnel_to,
                                          const char  *password,
                                          gboolean     refuse);
void         mh_mock_proxy_free          (MhMockProxy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhMockProxy, mh_mock_proxy_free)

guint16      mh_mock_proxy_get_port      (MhMockProxy *self);
/* Whole heads of the requests it has seen, in order, joined. */
const char  *mh_mock_proxy_get_heads     (MhMockProxy *self);
guint        mh_mock_proxy_get_n_visits  (MhMockProxy *self);
guint        mh_mock_proxy_get_n_tunnels (MhMockProxy *self);

G_END_DECLS

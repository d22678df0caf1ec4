/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* Somebody who may book and cancel for a protected person. */
typedef struct {
  gint64  id;
  gint64  resident;
  char   *name;
  char   *relation;  /* "" unknown */
  char   *reason;
  MhDate  day;
} MhAllowedProxy;

void       mh_allowed_proxy_free         (MhAllowedProxy        *proxy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAllowedProxy, mh_allowed_proxy_free)

/* Inside an act. Returns: the new id, or 0 */
gint64     mh_allowed_proxy_table_insert (MhDb                  *db,
                                          const MhAllowedProxy  *proxy,
                                          GError               **error);
gboolean   mh_allowed_proxy_table_remove (MhDb                  *db,
                                          gint64                 resident,
                                          gint64                 id,
                                          GError               **error);
/* (element-type MhAllowedProxy) in the order in which they were allowed */
GPtrArray *mh_allowed_proxy_table_list   (MhDb                  *db,
                                          gint64                 resident,
                                          GError               **error);

G_END_DECLS

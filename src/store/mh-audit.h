/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64  id;
  gint64  at;
  char   *operator_name;
  char   *kind;
  gint64  act;     /* 0: not an act (a look, a print) */
  char   *detail;  /* JSON object */
  GArray *people;  /* (element-type gint64) */
} MhAuditEntry;

void       mh_audit_entry_free (MhAuditEntry  *entry);

/* Inside a write transaction; acts do this by themselves. @people: (nullable) (element-type gint64) */
gboolean   mh_audit_append     (MhDb          *db,
                                gint64         at,
                                const char    *operator_name,
                                const char    *kind,
                                gint64         act,
                                const char    *detail,
                                GArray        *people,
                                GError       **error);
/* In a transaction of its own: someone looked at, printed or exported something. */
gboolean   mh_audit_note       (MhDb          *db,
                                gint64         at,
                                const char    *operator_name,
                                const char    *kind,
                                const char    *detail,
                                GArray        *people,
                                GError       **error);
/* Newest first. @resident 0: everybody. Returns: (element-type MhAuditEntry) */
GPtrArray *mh_audit_list       (MhDb          *db,
                                gint64         resident,
                                int            limit,
                                GError       **error);
/* Whether the chain is whole; otherwise @out_broken is the first row that does not fit. */
gboolean   mh_audit_verify     (MhDb          *db,
                                gint64        *out_rows,
                                gint64        *out_broken,
                                GError       **error);

G_END_DECLS

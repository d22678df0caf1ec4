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

/* Which rows of the log are wanted; 0 and %NULL: any. */
typedef struct {
  gint64      from;           /* ms, inclusive */
  gint64      until;          /* ms, exclusive */
  const char *operator_name;
  const char *kind;
  const char *kind_end;       /* ".print": kinds that end so */
  gint64      resident;
  gint64      before;         /* only rows older than this one: for reading on */
  int         limit;
} MhAuditFilter;

/* What came of following the chain. */
typedef struct {
  gint64   n_rows;
  gint64   broken;     /* the first row that was changed, follows a missing one, or is itself missing at the end; 0: whole */
  gboolean cut;        /* the newest rows are missing: @broken is the first of them */
  gboolean head_seen;  /* there was a head to compare the end with */
} MhAuditVerdict;

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
/* Newest first; the memory of @filter's texts is the caller's. Returns: (element-type MhAuditEntry) */
GPtrArray *mh_audit_query      (MhDb                *db,
                                const MhAuditFilter *filter,
                                GError             **error);
MhAuditEntry *mh_audit_get     (MhDb          *db,
                                gint64         id,
                                GError       **error);
/* The newest row's number and hash, for paper: "1234" and 64 hex digits; 0 and "" for an empty log. */
gboolean   mh_audit_get_end    (MhDb          *db,
                                gint64        *out_id,
                                char         **out_hash,
                                GError       **error);
/* Keeps the end of the log a second time, beside the database; after a commit. A failure is only noted. */
void       mh_audit_keep_head  (MhDb          *db);
/* When another database takes the place of the one in @path. */
void       mh_audit_forget_head (const char   *path);
/* Not inside a transaction. */
gboolean   mh_audit_check      (MhDb           *db,
                                MhAuditVerdict *out_verdict,
                                GError        **error);
/* Whether the chain is whole; otherwise @out_broken is the first row that does not fit. As mh_audit_check(). */
gboolean   mh_audit_verify     (MhDb          *db,
                                gint64        *out_rows,
                                gint64        *out_broken,
                                GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAuditEntry, mh_audit_entry_free)

G_END_DECLS

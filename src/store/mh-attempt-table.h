/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* One request to a provider. Key, endpoint and body never change: a retry sends the same bytes under the same key. */
typedef struct {
  gint64  id;
  char   *key;
  char   *provider;
  char   *endpoint;
  char   *content_type;
  GBytes *body;
  char   *state;     /* open, accepted, rejected, check */
  gint64  first_at;
  gint64  sent_at;   /* the last time it was put on the wire, 0 = never */
  gint64  next_at;
  int     tries;
  char   *code;      /* (nullable) */
  char   *provider_id;  /* (nullable) the provider's id of the message */
  int     polls;     /* how often the provider was asked what became of it */
  guint   n_parts;   /* to how many it goes */
} MhAttempt;

typedef struct {
  gint64 delivery;
  gint64 contact;
} MhAttemptPart;

void       mh_attempt_free            (MhAttempt        *attempt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAttempt, mh_attempt_free)

gint64     mh_attempt_table_insert    (MhDb             *db,
                                       const MhAttempt  *attempt,
                                       GError          **error);
/* @parts (element-type MhAttemptPart): each delivery stands with the contact by which it goes. */
gboolean   mh_attempt_table_add_parts (MhDb             *db,
                                       gint64            attempt,
                                       GArray           *parts,
                                       GError          **error);
MhAttempt *mh_attempt_table_get       (MhDb             *db,
                                       gint64            id,
                                       GError          **error);
/* (element-type MhAttempt) open ones by @provider that are due, oldest first */
GPtrArray *mh_attempt_table_list_due  (MhDb             *db,
                                       const char       *provider,
                                       gint64            now,
                                       int               limit,
                                       GError          **error);
/* (element-type MhAttempt) the same by any other provider than these two, each of which may be %NULL */
GPtrArray *mh_attempt_table_list_due_by_others (MhDb    *db,
                                       const char       *one,
                                       const char       *other,
                                       gint64            now,
                                       int               limit,
                                       GError          **error);
/* (element-type MhAttemptPart) in the order of the request's recipients */
GArray    *mh_attempt_table_list_parts (MhDb            *db,
                                       gint64            attempt,
                                       GError          **error);
/* How many attempts for one of @attempt's deliveries have ended with @code so far, the most of any. */
gboolean   mh_attempt_table_count_code (MhDb            *db,
                                       gint64            attempt,
                                       const char       *code,
                                       int              *out_n,
                                       GError          **error);
/* How many open ones that are due at @now have never left. */
gboolean   mh_attempt_table_count_unsent (MhDb           *db,
                                       gint64            now,
                                       gint64           *out_n,
                                       GError          **error);
/* It is about to leave: counts the try; it is not due again before @next_at. */
gboolean   mh_attempt_table_mark_sent (MhDb             *db,
                                       gint64            id,
                                       gint64            now,
                                       gint64            next_at,
                                       GError          **error);
gboolean   mh_attempt_table_retry_at  (MhDb             *db,
                                       gint64            id,
                                       gint64            next_at,
                                       const char       *code,
                                       GError          **error);
gboolean   mh_attempt_table_finish    (MhDb             *db,
                                       gint64            id,
                                       const char       *state,
                                       const char       *code,
                                       const char       *provider_id,
                                       const char       *request_id,
                                       GError          **error);
/* When the provider is asked next what became of an accepted one; 0: not any more. Counts a question when @asked. */
gboolean   mh_attempt_table_poll_at   (MhDb             *db,
                                       gint64            id,
                                       gint64            poll_at,
                                       gboolean          asked,
                                       GError          **error);
/* (element-type MhAttempt) accepted ones to be asked for, those that wait longest first */
GPtrArray *mh_attempt_table_list_polls (MhDb            *db,
                                       gint64            now,
                                       int               limit,
                                       GError          **error);
/* The provider has told later that it does not stand: @state is "rejected" or "check". */
gboolean   mh_attempt_table_revoke    (MhDb             *db,
                                       gint64            id,
                                       const char       *state,
                                       const char       *code,
                                       GError          **error);
/* Whether another attempt is the message that the provider calls @provider_id. */
gboolean   mh_attempt_table_is_taken  (MhDb             *db,
                                       const MhAttempt  *attempt,
                                       const char       *provider_id,
                                       gboolean         *out_taken,
                                       GError          **error);

G_END_DECLS

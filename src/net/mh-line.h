/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-http.h"
#include "mh-provider.h"

G_BEGIN_DECLS

#define MH_TYPE_LINE (mh_line_get_type ())
G_DECLARE_FINAL_TYPE (MhLine, mh_line, MH, LINE, GObject)

/* @endpoint: "https://api.line.me". @token: (nullable) a long-lived channel access token; without one, @channel_id and
 * @channel_secret fetch stateless tokens, renewed with less than 60 s left. */
MhLine *mh_line_new (MhHttp      *http,
                     const char  *endpoint,
                     const char  *token,
                     const char  *channel_id,
                     const char  *channel_secret,
                     GError     **error);

/* What LINE says against a part of a message. */
typedef struct {
  char *part;    /* (nullable) (owned) "messages[0].altText"; %NULL when it names none */
  char *reason;  /* (nullable) (owned) in LINE's English: "Length must be between 0 and 1500" */
} MhLineRefusal;

void       mh_line_refusal_free    (MhLineRefusal       *refusal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhLineRefusal, mh_line_refusal_free)

/* Asks whether LINE would take the messages of @frozen. Sends nothing and takes nothing off the month's limit. */
void       mh_line_validate_async  (MhLine              *self,
                                    const MhFrozen      *frozen,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
/* (element-type MhLineRefusal) empty when it would; %NULL when it did not say */
GPtrArray *mh_line_validate_finish (MhLine              *self,
                                    GAsyncResult        *result,
                                    GError             **error);

G_END_DECLS

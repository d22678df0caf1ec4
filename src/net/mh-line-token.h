/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-http.h"
#include "mh-provider.h"

G_BEGIN_DECLS

#define MH_TYPE_LINE_TOKEN (mh_line_token_get_type ())
G_DECLARE_FINAL_TYPE (MhLineToken, mh_line_token, MH, LINE_TOKEN, GObject)

/* Where a LINE access token comes from: a long-lived one as it is, or stateless ones from channel id and secret. */
MhLineToken *mh_line_token_new_fixed   (const char           *token);
MhLineToken *mh_line_token_new_channel (MhHttp               *http,
                                        const char           *base,
                                        const char           *channel_id,
                                        const char           *channel_secret);

/* Whether a token that was refused can be replaced. */
gboolean     mh_line_token_can_renew   (MhLineToken          *self);
void         mh_line_token_forget      (MhLineToken          *self,
                                        const char           *refused);

void         mh_line_token_get_async   (MhLineToken          *self,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
char        *mh_line_token_get_finish  (MhLineToken          *self,
                                        GAsyncResult         *result,
                                        MhSendResult        **out_failure);

G_END_DECLS

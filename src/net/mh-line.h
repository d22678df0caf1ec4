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

G_END_DECLS

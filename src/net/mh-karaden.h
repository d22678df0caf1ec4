/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-http.h"
#include "mh-provider.h"

G_BEGIN_DECLS

#define MH_TYPE_KARADEN (mh_karaden_get_type ())
G_DECLARE_FINAL_TYPE (MhKaraden, mh_karaden, MH, KARADEN, GObject)

/* @endpoint: "https://prg.karaden.jp/api/{tenant id}" */
MhKaraden *mh_karaden_new (MhHttp      *http,
                           const char  *endpoint,
                           const char  *token,
                           int          service_id,
                           GError     **error);

G_END_DECLS

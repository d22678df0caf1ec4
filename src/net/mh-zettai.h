/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-http.h"
#include "mh-provider.h"

G_BEGIN_DECLS

#define MH_TYPE_ZETTAI (mh_zettai_get_type ())
G_DECLARE_FINAL_TYPE (MhZettai, mh_zettai, MH, ZETTAI, GObject)

/* @endpoint: "https://sms-api.aossms.com" */
MhZettai *mh_zettai_new (MhHttp      *http,
                         const char  *endpoint,
                         const char  *token,
                         const char  *client_id,
                         const char  *sms_code,
                         GError     **error);

G_END_DECLS

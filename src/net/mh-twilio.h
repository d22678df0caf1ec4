/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-http.h"
#include "mh-provider.h"

G_BEGIN_DECLS

#define MH_TYPE_TWILIO (mh_twilio_get_type ())
G_DECLARE_FINAL_TYPE (MhTwilio, mh_twilio, MH, TWILIO, GObject)

/* @endpoint: "https://api.twilio.com"; @callback: (nullable) an address of the town's own that Twilio tells what became of a message */
MhTwilio *mh_twilio_new (MhHttp      *http,
                         const char  *endpoint,
                         const char  *account_sid,
                         const char  *auth_token,
                         const char  *from,
                         const char  *callback,
                         GError     **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MH_TYPE_HTTP_TRUST (mh_http_trust_get_type ())
G_DECLARE_FINAL_TYPE (MhHttpTrust, mh_http_trust, MH, HTTP_TRUST, GTlsDatabase)

/* The system's authorities and, beside them, those of @ca_file. */
GTlsDatabase *mh_http_trust_new (const char  *ca_file,
                                 GError     **error);

G_END_DECLS

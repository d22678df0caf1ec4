/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Codes of documents that no part of the service has words for. @context, @member: as for mh_ctl_label_value(). (nullable) */
const char *mh_ctl_code_words     (const char *context,
                                   const char *member,
                                   const char *value);
/* Whether @member repeats as a code what stands beside it in words. */
gboolean    mh_ctl_code_is_hidden (const char *context,
                                   const char *member);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the members of documents are called on a terminal. */

/* A member's name in words; what is not known stays as it is. */
const char *mh_ctl_label         (const char *context,
                                  const char *member);
/* Whether the member holds milliseconds since 1970. */
gboolean    mh_ctl_label_is_time (const char *member);
/* A stable code in words: @context is the list or object it stands in. Anything else comes back as it is. */
const char *mh_ctl_label_value   (const char *context,
                                  const char *member,
                                  const char *value);

G_END_DECLS

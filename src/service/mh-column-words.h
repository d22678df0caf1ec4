/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the columns of printed and saved lists are called: what the log keeps as nicks. An unknown nick is its own name. */
const char *mh_column_words          (const char *nick);
/* Whether a column tells something about health, or that the person is under protection: 要配慮個人情報. */
gboolean    mh_column_is_sensitive   (const char *nick);

G_END_DECLS

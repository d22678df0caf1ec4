/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Changes whenever the table does: folded text that is stored must then be made anew. */
#define MH_VARIANTS_VERSION 1

/* The usual form of a character of which names use several (髙 → 高), or @c itself. */
gunichar            mh_variant_fold   (gunichar c);
/* One text a group, the usual form first; ends with %NULL. For tests. */
const char * const *mh_variant_groups (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-box.h"

G_BEGIN_DECLS

/* What the files of split mode share. */

#define MH_BOX_FILE_KIND "box"
#define MH_BOX_MS_PER_DAY G_GINT64_CONSTANT (86400000)

/* So many days a box is taken, and a message without an end of its own may leave. */
#define MH_BOX_DAYS 7

/* So many of a box go first, before all the others; so many of them may go wrong. */
#define MH_BOX_N_FIRST 5
#define MH_BOX_MOST_BAD 1

/* Opens the file at @path, as it comes this way. @out_sha256: (out) (optional) (transfer full) */
MhBoxContent *mh_box_load (const MhDesk  *desk,
                           MhSecrets     *secrets,
                           const char    *path,
                           MhBoxWay       way,
                           char         **out_sha256,
                           GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast-table.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* A broadcast that somebody was writing and had not saved when she was called away, the screen was covered or the PC went off. As with
 * the drafts of bookings (mh-drafts.h) it is in no journal, no log and no backup, and belongs to who sits at the PC. */

#define MH_KEPT_WORDS_DAYS 7

/* In the place of what was kept before. @draft: (nullable): %NULL throws it away */
gboolean     mh_kept_words_write  (const MhDesk       *desk,
                                   const MhBroadcast  *draft,
                                   GError            **error);
/* (transfer full) (nullable): %NULL without an error when nothing is kept, or it is too old */
MhBroadcast *mh_kept_words_read   (const MhDesk       *desk);
/* Whoever deletes people for good, or puts another town into the file @database. */
void         mh_kept_words_forget (const char         *database);

G_END_DECLS

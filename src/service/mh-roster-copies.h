/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-roster-print-table.h"
#include "mh-roster-settings.h"
#include "mh-roster-layout-table.h"
#include "mh-roster.h"

G_BEGIN_DECLS

/* Copies on paper: who took which, what has come back. A list that was passed on and is gone is the accident this is for. */

/* (element-type MhRosterCopy) @session 0: of all days; @out: only those that have not come back */
GPtrArray *mh_roster_copies_list       (const MhDesk           *desk,
                                        gint64                  session,
                                        gboolean                out,
                                        GError                **error);
/* Its day is over and it has not come back. */
gboolean   mh_roster_copy_is_overdue   (const MhDesk           *desk,
                                        const MhRosterCopy     *copy);
/* "reception 2" in words: 受付用 控え2 */
char      *mh_roster_copy_words        (const MhRosterCopy     *copy);
/* In words: out, not back yet, returned, shredded. */
const char *mh_roster_copy_state_words (const MhDesk           *desk,
                                        const MhRosterCopy     *copy);
/* An act: the copies came back or were shredded. @how: returned, shredded; %NULL: they are out after all. Returns: the act, or 0 */
gint64     mh_roster_copies_return     (const MhDesk           *desk,
                                        const gint64           *prints,
                                        gsize                   n_prints,
                                        const char             *how,
                                        GError                **error);
/* The list of copies on paper, with boxes to tick; no resident stands in it. */
MhRoster  *mh_roster_copies_draw       (const MhDesk           *desk,
                                        gint64                  session,
                                        gboolean                out,
                                        GError                **error);

/* Saved layouts. Acts. */
gboolean   mh_roster_layout_save       (const MhDesk           *desk,
                                        const char             *name,
                                        const MhRosterSettings *settings,
                                        GError                **error);
gboolean   mh_roster_layout_rename     (const MhDesk           *desk,
                                        const char             *name,
                                        const char             *new_name,
                                        GError                **error);
gboolean   mh_roster_layout_delete     (const MhDesk           *desk,
                                        const char             *name,
                                        GError                **error);
/* MH_ERROR_NOT_FOUND */
MhRosterSettings *mh_roster_layout_load (const MhDesk          *desk,
                                        const char             *name,
                                        GError                **error);

G_END_DECLS

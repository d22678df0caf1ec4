/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-roster-maker.h"
#include "mh-roster-rows.h"

G_BEGIN_DECLS

/* Between the parts that make rosters. */

/* In a write transaction: prints of @source's rows, added to @prints (element-type MhRosterPrint). Filters and sorts @source. */
gboolean  mh_roster_print_source    (const MhDesk           *desk,
                                     MhRosterSource         *source,
                                     const MhRosterSettings *settings,
                                     const char * const     *recipients,
                                     GPtrArray              *prints,
                                     GError                **error);
/* In a write transaction: takes the next number of @purpose and notes who stands on the copy. @columns: nicks for the log. */
gboolean  mh_roster_note_print      (const MhDesk           *desk,
                                     const MhRosterSource   *source,
                                     MhRosterPrint          *print,
                                     const char             *order,
                                     const char             *settings,
                                     const char             *columns,
                                     GError                **error);
/* In a write transaction: sheets of what has changed, added to @prints; see mh_roster_changes_print(). */
gboolean  mh_roster_changes_print_in (const MhDesk          *desk,
                                     gint64                  session,
                                     gint64                  since,
                                     const char * const     *recipients,
                                     GPtrArray              *prints,
                                     GError                **error);
/* What all lists of a session have in their head. */
MhRoster *mh_roster_begin           (const MhDesk           *desk,
                                     const MhRosterSource   *source,
                                     const char             *title,
                                     gboolean                with_count);
/* What is compared of a row beside time and place. */
char     *mh_roster_row_detail      (const MhRosterRow      *row);
/* (transfer full): "Printed 令和8年10月20日 8:30, 保健 花子" */
char     *mh_roster_printed_words   (const MhDesk           *desk);

G_END_DECLS

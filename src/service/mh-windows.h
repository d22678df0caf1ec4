/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking-window-table.h"
#include "mh-desk.h"
#include "mh-eligibility.h"
#include "mh-known.h"

G_BEGIN_DECLS

/* Who may book from when (先行予約). A session without windows is open to everybody at any time; one with windows to those who fit a window
 * that is open at this moment. */

gint64   mh_windows_add    (const MhDesk          *desk,
                            const MhBookingWindow *window,
                            GError               **error);
gboolean mh_windows_remove (const MhDesk          *desk,
                            gint64                 window,
                            GError               **error);
/* Whether @resident may book at @visit now; @out_opens_at: when a window of his opens next, ms, 0 when none will. */
gboolean mh_windows_look   (const MhDesk          *desk,
                            const MhVisit         *visit,
                            gint64                 resident,
                            gboolean              *out_open,
                            gint64                *out_opens_at,
                            GError               **error);
/* The same beside @windows (element-type MhBookingWindow), which the caller has read, for @now. */
gboolean mh_windows_judge  (GPtrArray             *windows,
                            const MhVisit         *visit,
                            const MhKnownPerson   *person,
                            gint64                 now,
                            gint64                *out_opens_at);
/* The same as a refusal with a sentence (MH_ERROR_REFUSED), unless @override. */
gboolean mh_windows_check  (const MhDesk          *desk,
                            const MhVisit         *visit,
                            gint64                 resident,
                            gboolean               override,
                            GError               **error);

G_END_DECLS

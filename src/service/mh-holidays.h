/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-desk.h"
#include "mh-holiday-table.h"
#include "mh-hours.h"

G_BEGIN_DECLS

/* The holidays of the country and the town's own closed days, read from files. A file is the list of those years that it has days of; the
 * other years stay, so that the file of next year does not take this year's away. */

/* What a new list changes. */
typedef struct {
  GPtrArray *added;     /* (element-type MhHoliday) */
  GPtrArray *removed;   /* (element-type MhHoliday) */
  GPtrArray *renamed;   /* (element-type MhHoliday) with the new name */
  GPtrArray *skipped;   /* (element-type utf8) a sentence for each line that could not be read */
  guint      n_days;    /* in the whole list then */
  MhDate     last;      /* of the whole list then */
  GArray    *years;     /* (element-type int) that the files are about, ascending */
} MhHolidayChanges;

void              mh_holiday_changes_free   (MhHolidayChanges  *changes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhHolidayChanges, mh_holiday_changes_free)

/* @files: (array length=n_files): as the Cabinet Office publishes them (syukujitsu.csv); together they are the new list. One act.
 * @dry_run: only says what would change. */
MhHolidayChanges *mh_holidays_import        (const MhDesk      *desk,
                                             GBytes           **files,
                                             gsize              n_files,
                                             gboolean           dry_run,
                                             GError           **error);
/* Until when the list reaches, and whether the present fiscal year is covered. */
gboolean          mh_holidays_reach         (const MhDesk      *desk,
                                             MhDate            *out_last,
                                             gboolean          *out_covered,
                                             GError           **error);
/* What speaks against a day for a session: 土曜日, 日曜日, a holiday's name. Returns: (transfer full) (nullable) */
char             *mh_holidays_describe      (const MhDesk      *desk,
                                             MhDate             date,
                                             GError           **error);
/* Marks the days on which offices are closed in @hours. */
gboolean          mh_holidays_close_hours   (const MhDesk      *desk,
                                             MhHours           *hours,
                                             GError           **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-pages.h"
#include "mh-roster-maker.h"

G_BEGIN_DECLS

/* 「明日の分をまとめて印刷」: everything that a day needs on paper, in one go. */
typedef struct {
  MhDate     date;
  guint      n_sessions;
  GPtrArray *prints;   /* (element-type MhRosterPrint) in order; their rosters went into @pages */
  guint      n_slips;
  MhPages   *pages;
} MhRosterDay;

void         mh_roster_day_free  (MhRosterDay   *day);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRosterDay, mh_roster_day_free)

/* For each session of @date that takes place: the reception roster by time and by kana, what has changed where it was printed before, and
 * with @slips the booking slips. All copy numbers are taken, and all is noted, at once or not at all. MH_ERROR_NOT_FOUND when there is no
 * session on that day. */
MhRosterDay *mh_roster_day_print (const MhDesk  *desk,
                                  MhDate         date,
                                  gboolean       slips,
                                  GError       **error);

G_END_DECLS

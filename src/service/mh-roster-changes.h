/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-roster-maker.h"

G_BEGIN_DECLS

typedef enum {
  MH_ROSTER_ADDED,
  MH_ROSTER_CANCELLED,
  MH_ROSTER_MOVED_AWAY,  /* to another day */
  MH_ROSTER_CHANGED,     /* time, place, dose, state in the register */
} MhRosterChangeKind;

typedef struct {
  MhRosterChangeKind kind;
  gint64             booking;
  gint64             resident;
  int                start_min;  /* now; of who is not here any more: then */
  char              *name;
  char              *kana;
  char              *what;       /* "9:00 → 9:30"; "" where the kind says all */
} MhRosterChange;

/* 「前回の印刷からの変更」: what has changed since a copy was printed, by name. */
typedef struct {
  gint64     session;
  gint64     since;           /* the copy, see mh-roster-copies.h */
  char      *since_purpose;
  int        since_copy;
  gint64     since_at;        /* ms */
  GPtrArray *changes;         /* (element-type MhRosterChange) by time */
} MhRosterChanges;

const char      *mh_roster_change_nick    (MhRosterChangeKind      kind);
const char      *mh_roster_change_words   (MhRosterChangeKind      kind);
void             mh_roster_changes_free   (MhRosterChanges        *changes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRosterChanges, mh_roster_changes_free)

/* @since: a copy of the session; 0: the newest that is not itself a sheet of changes. MH_ERROR_NOT_FOUND when nothing was printed yet. */
MhRosterChanges *mh_roster_changes_find   (const MhDesk           *desk,
                                           gint64                  session,
                                           gint64                  since,
                                           GError                **error);
/* The sheet, small enough to be cut off and clipped on. Looked at only. */
MhRoster        *mh_roster_changes_preview (const MhDesk          *desk,
                                           gint64                  session,
                                           gint64                  since,
                                           GError                **error);
/* (element-type MhRosterPrint) Numbered and noted like a roster, one for each of @recipients. */
GPtrArray       *mh_roster_changes_print  (const MhDesk           *desk,
                                           gint64                  session,
                                           gint64                  since,
                                           const char * const     *recipients,
                                           GError                **error);

G_END_DECLS

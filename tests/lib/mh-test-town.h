/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-fake-clock.h"
#include "mh-programme-table.h"
#include "mh-resident-table.h"

G_BEGIN_DECLS

/* A town in a database file of its own, with a clock that stands still and chance that repeats. Whatever cannot be made fails the test. */
typedef struct {
  char        *dir;
  MhDb        *db;
  MhFakeClock *clock;
  MhRandom    *random;
  MhDesk       desk;
} MhTestTown;

/* @civil: "2026-10-20 09:00" in Asia/Tokyo. */
MhTestTown *mh_test_town_new             (const char  *civil);
void        mh_test_town_free            (MhTestTown  *town);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhTestTown, mh_test_town_free)

/* A setting, read-only ones too. */
void        mh_test_town_set             (MhTestTown  *town,
                                          const char  *key,
                                          const char  *value);
/* @birth: (nullable): "1950-03-01" */
gint64      mh_test_town_add_resident    (MhTestTown  *town,
                                          const char  *number,
                                          const char  *name,
                                          const char  *kana,
                                          const char  *birth);
/* @status: moving-out, moved-out, dead, removed; @date: (nullable) */
void        mh_test_town_set_status      (MhTestTown  *town,
                                          gint64       resident,
                                          const char  *status,
                                          const char  *date);
/* @kind: line, mobile, landline. Returns: the link */
gint64      mh_test_town_add_contact     (MhTestTown  *town,
                                          gint64       resident,
                                          const char  *kind,
                                          const char  *value);
/* From yesterday, without an end. */
void        mh_test_town_protect         (MhTestTown  *town,
                                          gint64       resident);
/* Everybody, one dose, the first yes of five wins, an hour to reply. */
gint64      mh_test_town_add_programme   (MhTestTown  *town);
/* @slots: "09:00-12:00/30x10". Returns: the session */
gint64      mh_test_town_add_session     (MhTestTown  *town,
                                          gint64       programme,
                                          const char  *date,
                                          const char  *slots);
/* The slot of @session that starts at @time, "9:30". */
gint64      mh_test_town_find_slot       (MhTestTown  *town,
                                          gint64       session,
                                          const char  *time);
/* The first column of the first row; 0 where there is none. */
gint64      mh_test_town_count           (MhTestTown  *town,
                                          const char  *sql);

/* What fixtures ask of the use cases in short, for any desk; an error is the caller's to look at. */

/* @residents wait together, with nothing special; @wish: (nullable). Returns: the unit, or 0 */
gint64      mh_test_add_waiting          (const MhDesk      *desk,
                                          gint64             programme,
                                          const gint64      *residents,
                                          gsize              n_residents,
                                          const char        *wish,
                                          GError           **error);
/* Without dose rules and items. Returns: the programme, or 0 */
gint64      mh_test_add_programme        (const MhDesk      *desk,
                                          const MhProgramme *programme,
                                          GError           **error);
/* Returns: the person, or 0 */
gint64      mh_test_add_person           (const MhDesk      *desk,
                                          const MhResident  *resident,
                                          GError           **error);
/* Whoever leaves keeps bookings and places in line. */
gboolean    mh_test_edit_person          (const MhDesk      *desk,
                                          const MhResident  *changes,
                                          GError           **error);

G_END_DECLS

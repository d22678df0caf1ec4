/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking-figures.h"
#include "mh-programme-table.h"

G_BEGIN_DECLS

/* What the list of programmes and days and the strip of the month show, read at one moment on a worker. */

typedef struct {
  MhProgramme *programme;
  GPtrArray   *days;       /* (element-type MhSessionFill) (unowned) by date, first time, venue */
} MhAgendaProgramme;

typedef struct {
  GPtrArray *programmes;   /* (element-type MhAgendaProgramme) */
  GPtrArray *days;         /* (element-type MhSessionFill) of all of them, by date, first time, venue */
  GPtrArray *holidays;     /* (element-type MhHoliday) by date */
} MhAgenda;

/* Counted: mh_agenda_ref(), mh_agenda_unref(); never changed. */
MhAgenda            *mh_agenda_read  (const MhDesk *desk,
                                      GError      **error);
MhAgenda            *mh_agenda_ref   (MhAgenda     *agenda);
void                 mh_agenda_unref (MhAgenda     *agenda);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAgenda, mh_agenda_unref)

/* (nullable) */
const MhSessionFill *mh_agenda_find  (const MhAgenda *agenda,
                                      gint64          session);

G_END_DECLS

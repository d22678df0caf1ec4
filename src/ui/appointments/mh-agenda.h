/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"

G_BEGIN_DECLS

/* What the list of programmes and days shows, read at one moment on a worker. */

typedef struct {
  MhSession *session;
  int        n_places;
  int        n_booked;
  int        n_held;
  int        n_free;
} MhAgendaDay;

typedef struct {
  MhProgramme *programme;
  GPtrArray   *days;       /* (element-type MhAgendaDay) by date, venue */
} MhAgendaProgramme;

/* (element-type MhAgendaProgramme) */
GPtrArray *mh_agenda_read (const MhDesk *desk,
                           GError      **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-programme-table.h"
#include "mh-rehearsal-report.h"

G_BEGIN_DECLS

/* What only the reader and the words of a rehearsal know. */

struct _MhRehearsalInput
{
  gatomicrefcount ref_count;

  MhRehearsalTown town;          /* its arrays point into those below */
  MhProgramme    *programme;     /* (owned) */
  GArray         *people;        /* (element-type MhRehearsalPerson) (owned) */
  GArray         *days;          /* (element-type MhRehearsalDay) (owned) */
  GArray         *slots;         /* (element-type MhRehearsalSlot) (owned) */
  GArray         *chain;         /* (element-type MhRehearsalDose) (owned) */
  GArray         *items;         /* (element-type MhRehearsalItem) (owned) */
  GPtrArray      *item_names;    /* (element-type utf8) (owned) */
  GPtrArray      *venues;        /* (element-type utf8) (owned) beside @days */
  GPtrArray      *holidays;      /* (element-type utf8) (owned) beside @days: its name, or NULL */
  GPtrArray      *districts;     /* (element-type GStrv) (owned) what the town calls them, by number; the first is no district */
  GPtrArray      *owned;         /* (owned) flags, windows and places that the arrays point to */
};

G_END_DECLS

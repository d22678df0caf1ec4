/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* What the rules of a programme look at in somebody who lives in the town. */
typedef struct {
  gint64   id;
  char    *name;
  MhDate   birth;
  char    *sex;
  char    *districts[3];  /* (nullable) each */
  char    *status;
  MhDate   status_date;
  gboolean hidden;        /* a protection runs; the districts are for judging only */
} MhCohortRow;

/* A dose that somebody had, or is booked for. */
typedef struct {
  gint64 resident;
  int    dose;
  MhDate date;            /* the latest */
} MhDoseDay;

void       mh_cohort_row_free     (MhCohortRow  *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhCohortRow, mh_cohort_row_free)

/* (element-type MhCohortRow) all who are not dead, removed or one with another entry, the oldest first, those without a birth date last.
 * @today: by which a protection runs */
GPtrArray *mh_cohort_table_list   (MhDb         *db,
                                   MhDate        today,
                                   GError      **error);
/* (element-type MhDoseDay) of a programme, by person and dose. */
GArray    *mh_cohort_table_doses  (MhDb         *db,
                                   gint64        programme,
                                   GError      **error);
/* (element-type gint64) active bookings of @programme from @from on, by day and time. */
GArray    *mh_cohort_table_bookings (MhDb       *db,
                                   gint64        programme,
                                   MhDate        from,
                                   GError      **error);

G_END_DECLS

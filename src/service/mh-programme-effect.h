/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-programme-cohort.h"

G_BEGIN_DECLS

/* One person whom a change of rules affects. */
typedef struct {
  gint64       resident;
  char        *name;
  MhDate       birth;
  MhPlanReason reason;           /* why not, from now on; MH_PLAN_CHOSEN where the person comes in */
  gint64       booking;          /* that no longer fits, or 0 */
  gint64       unit;             /* that no longer fits, or 0 */
  MhDate       date;             /* of the booking */
  int          start_min;
  char        *item;             /* (nullable): what of the booking no longer fits */
  int          dose;             /* whose days change, or 0 */
  MhDate       earliest_before;
  MhDate       earliest_after;
} MhEffectRow;

/* Whom a change of a programme's rules affects, before it is saved. */
typedef struct {
  MhDate     day;
  guint      n_before;           /* who may come by the rules as they stand */
  guint      n_after;
  GPtrArray *comes_in;           /* (element-type MhEffectRow), as all of these */
  GPtrArray *falls_out;
  GPtrArray *intervals;          /* who had or booked a dose and whose next one may be earlier or later than before */
  GPtrArray *bookings;           /* that no longer fit */
  GPtrArray *waiting;            /* who would no longer be asked */
  guint      in_by_band[MH_AGE_BANDS];
  guint      out_by_band[MH_AGE_BANDS];
  guint      interval_by_band[MH_AGE_BANDS];  /* all who may come and for whom an interval between two doses changes */
  guint      n_unnamed;          /* of comes_in and falls_out: protected people, whom a list by districts must not name */
} MhEffect;

void      mh_effect_row_free    (MhEffectRow           *row);
void      mh_effect_free        (MhEffect              *effect);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhEffectRow, mh_effect_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhEffect, mh_effect_free)

/* @spec: by the id of its programme. Reads only. */
MhEffect *mh_effect_make        (const MhDesk          *desk,
                                 const MhProgrammeSpec *spec,
                                 MhDate                 day,
                                 GError               **error);
gboolean  mh_effect_is_empty    (const MhEffect        *effect);

G_END_DECLS

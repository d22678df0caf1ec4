/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-resident-table.h"

G_BEGIN_DECLS

/* One made-up person while the town is filled. */
typedef struct {
  MhResident *resident;      /* (owned) */
  guint       household;
  guint       partner;       /* place in the town, or MH_NOBODY */
  gboolean    is_protected;
  gboolean    has_line;
  gboolean    has_mobile;
  gboolean    has_landline;
  gboolean    opted_out;
  gboolean    has_safe;      /* protected, with a contact that is marked safe */
  gboolean    is_taken;      /* booked or waiting */
} MhPracticePerson;

#define MH_NOBODY G_MAXUINT

typedef struct {
  const MhDesk *desk;
  MhRandom     *random;      /* (owned) */
  MhDate        today;
  GPtrArray    *people;      /* (owned) (element-type MhPracticePerson) household by household */
  guint         n_mobiles;
  guint         n_landlines;
} MhPracticeTown;

/* Each inside the act that fills the town. */
gboolean mh_practice_make_people (MhPracticeTown  *town,
                                  guint            n,
                                  GError         **error);
gboolean mh_practice_make_contacts (MhPracticeTown *town,
                                  GError         **error);
gboolean mh_practice_make_places (MhPracticeTown  *town,
                                  GError         **error);

/* How old on the day that it is; -1 where the birth date is not known. */
int      mh_practice_age         (MhPracticeTown         *town,
                                  const MhPracticePerson *person);
/* Whether the person lives in the town and will tomorrow. */
gboolean mh_practice_is_here     (const MhPracticePerson *person);
/* @percent of 100. */
gboolean mh_practice_chance      (MhPracticeTown  *town,
                                  guint            percent);

G_END_DECLS

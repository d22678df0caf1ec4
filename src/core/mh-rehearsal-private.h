/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-rehearsal.h"

G_BEGIN_DECLS

/* Rules turned into numbers that can be compared quickly: a birth date as days since 1970. */

#define MH_BIRTH_NONE G_MININT

typedef struct {
  int           oldest;    /* both inclusive */
  int           youngest;
  char          sex;
  const guint8 *districts;
  MhAgeBasis    basis;
  int           parity;
  MhDate        on;
} MhFit;

typedef struct {
  MhFit    whole;     /* the programme's rule */
  gboolean has_windows;
  MhFit   *windows;   /* (owned) */
  guint    n_windows;
  const gint64 *opens;  /* (nullable) as MhRehearsalDay has them */
  const gint64 *closes; /* (nullable) */
  MhFit   *items;     /* (owned) */
  guint    first_slot;
  guint    end_slot;
} MhFitDay;

/* Who may come when. */
typedef struct {
  const MhRehearsalTown *town;
  MhFitDay              *days;     /* (owned) beside town->days */
  int                   *births;   /* (owned) beside town->people; MH_BIRTH_NONE: not known */
  GArray                *ever;     /* (element-type MhFit) (owned) the programme's rule on each day from today to the end */
  GArray               **ever_items; /* (owned) the same of each item */
} MhFits;

MhFits  *mh_fits_new            (const MhRehearsalTown *town);
void     mh_fits_free           (MhFits                *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhFits, mh_fits_free)
gboolean mh_fits_day            (const MhFits          *self,
                                 guint                  person,
                                 guint                  day,
                                 gboolean               with_windows);
/* The same for who books himself at @moment, ms since 1970 UTC. */
gboolean mh_fits_day_at         (const MhFits          *self,
                                 guint                  person,
                                 guint                  day,
                                 gint64                 moment);
gboolean mh_fits_any_day        (const MhFits          *self,
                                 guint                  person);
/* Whether neither sex nor district speaks against it. */
gboolean mh_fits_but_for_age    (const MhFits          *self,
                                 guint                  person);
gboolean mh_fits_item           (const MhFits          *self,
                                 guint                  person,
                                 guint                  day,
                                 guint                  item);
/* Whether the programme's rule, or the item's, holds for the person on any day until the end, held or not. */
gboolean mh_fits_ever           (const MhFits          *self,
                                 guint                  person);
gboolean mh_fits_item_ever      (const MhFits          *self,
                                 guint                  person,
                                 guint                  item);
/* When the dose after one on @last may be, and usually is: days since 1970. */
void     mh_fits_next_dose      (const MhFits          *self,
                                 guint                  person,
                                 int                    dose,
                                 MhDate                 last,
                                 int                   *out_earliest,
                                 int                   *out_standard);
int      mh_fits_slot_day       (const MhFits          *self,
                                 guint                  slot);
guint    mh_fits_first_slot     (const MhFits          *self,
                                 int                    day);

MhRehearsalResult *mh_rehearsal_result_new (const MhRehearsalTown *town);

G_END_DECLS

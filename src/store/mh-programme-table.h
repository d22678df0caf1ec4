/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-age.h"
#include "mh-db.h"
#include "mh-planner.h"

G_BEGIN_DECLS

typedef struct {
  gint64      id;
  char       *name;
  char       *public_name;    /* (nullable) allowed in messages */
  MhAgeRule   age;
  int         doses;
  int         interval_days;  /* between two doses, at least */
  int         deadline_days;  /* bookings close this many days before the session; 0: until the day */
  MhOfferMode offer_mode;
  int         parallel;
  int         reply_minutes;
  gboolean    offer_by_hand;
  char       *sex;              /* any, male, female */
  char       *districts;        /* names, one a line; "" all */
  char       *series;           /* (nullable) 特定健診: the same thing each year */
  gboolean    yearly;           /* once in a fiscal year, in the whole series */
  int         overbook_percent; /* 0 to 20 */
  char       *wait_order;       /* registered, priority, lottery */
  char       *priority_names;   /* classes, one a line, the first goes first; "" none */
  int         doses_per_vial;   /* 0: not counted */
  gint64      template_of;      /* last year's, 0: none */
} MhProgramme;

/* Stable names for the store and for JSON: law, fiscal-year, school-year; first-yes, one-at-a-time. */
const char  *mh_age_basis_nick         (MhAgeBasis         basis);
gboolean     mh_age_basis_from_nick    (const char        *nick,
                                        MhAgeBasis        *out_basis);
const char  *mh_offer_mode_nick        (MhOfferMode        mode);
gboolean     mh_offer_mode_from_nick   (const char        *nick,
                                        MhOfferMode       *out_mode);

MhProgramme *mh_programme_new          (void);
void         mh_programme_free         (MhProgramme       *programme);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhProgramme, mh_programme_free)

gint64       mh_programme_table_insert (MhDb              *db,
                                        const MhProgramme *programme,
                                        GError           **error);
gboolean     mh_programme_table_update (MhDb              *db,
                                        const MhProgramme *programme,
                                        GError           **error);
MhProgramme *mh_programme_table_get    (MhDb              *db,
                                        gint64             id,
                                        GError           **error);
GPtrArray   *mh_programme_table_list   (MhDb              *db,
                                        GError           **error);

G_END_DECLS

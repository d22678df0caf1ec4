/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-planner.h"

G_BEGIN_DECLS

/* By what a notice goes to somebody: the one judgement behind mh_people_reach() and behind an audience of a whole town. It looks at copied
 * values only. */

typedef enum {
  MH_REACH_KIND_LINE,
  MH_REACH_KIND_MOBILE,
  MH_REACH_KIND_LANDLINE,
} MhReachKind;

typedef struct {
  gint64      contact;
  MhReachKind kind;
  gboolean    opted_out;
  gboolean    safe;       /* marked for a protected person, and that still stands */
  gboolean    refused;    /* for good by a provider, for the delivery in question */
} MhReachContact;

/* Channels that may be used, best first. */
typedef struct {
  MhReach order[3];
  guint   n;
} MhReachWay;

#define MH_REACH_CHANNELS "line sms by-hand"

typedef struct {
  const char           *absence;       /* (nullable) of mh_reach_find_absence() */
  gboolean              is_protected;
  const MhReachContact *contacts;      /* by rank */
  guint                 n_contacts;
  GPtrArray            *answers;       /* (element-type MhConsent) */
  const char           *category;
  MhReachWay            way;
} MhReachFacts;

gboolean    mh_reach_way_read     (const char          *channels,
                                   MhReachWay          *out_way,
                                   GError             **error);
MhReachKind mh_reach_kind_of      (const char          *kind);
/* Static code, %NULL for who is there: dead, removed, moved-out. */
const char *mh_reach_find_absence (const char          *status,
                                   MhDate               status_date,
                                   MhDate               today);
void        mh_reach_judge        (const MhReachFacts  *facts,
                                   MhReach             *out_reach,
                                   gint64              *out_contact,
                                   const char         **out_why);

G_END_DECLS

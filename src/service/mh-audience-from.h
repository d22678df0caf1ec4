/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-audience.h"
#include "mh-programme-cohort.h"

G_BEGIN_DECLS

/* Audiences out of lists that are there already. What can be judged anew is a condition; the rest are people. All: (transfer full), %NULL with
 * an error. */

/* Just these. @residents: (element-type gint64) */
MhAudienceRule *mh_audience_from_people   (const GArray     *residents);
/* As found on the resident list; "" for everybody. Protected people are found as there: never by telephone, household or district. */
MhAudienceRule *mh_audience_from_search   (const MhDesk     *desk,
                                           const char       *text,
                                           GError          **error);
/* 未接種・未受診: who may have @programme and has neither booked nor had it, whenever it is asked. */
MhAudienceRule *mh_audience_from_not_yet  (const MhDesk     *desk,
                                           gint64            programme,
                                           GError          **error);
/* Who did not get what he came for in @session, as long as he has not booked or had it since. */
MhAudienceRule *mh_audience_from_no_shows (const MhDesk     *desk,
                                           gint64            session,
                                           GError          **error);

/* How many of one reason. */
typedef struct {
  const char *why;       /* static */
  gboolean    by_hand;   /* told by a person; else left out */
  guint       n_people;
} MhAudienceReason;

/* What a nurse looks at before she goes on. */
typedef struct {
  guint       n_people;              /* whom the rule names */
  guint       n_heads;               /* who get it */
  guint       n_by_reach[4];         /* people, by MhReach */
  guint       n_messages;            /* people of one contact get one */
  guint       n_by_band[MH_AGE_BANDS];  /* of those who get it, see mh_age_band_text() */
  gint64      youngest;              /* residents who get it; 0: nobody, or no birth date is known */
  gint64      oldest;
  GArray     *reasons;               /* (owned) (element-type MhAudienceReason) the most people first */
} MhAudienceFigures;

MhAudienceFigures *mh_audience_figures_make (const MhDesk      *desk,
                                             const GArray      *people,   /* (element-type MhAudiencePerson) */
                                             GError           **error);
void               mh_audience_figures_free (MhAudienceFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAudienceFigures, mh_audience_figures_free)

G_END_DECLS

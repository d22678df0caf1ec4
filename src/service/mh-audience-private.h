/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-audience.h"
#include "mh-people-reach.h"
#include "mh-programme-table.h"

G_BEGIN_DECLS

/* What is known of one person, as far as a rule looks at it. */
typedef struct {
  gint64      id;
  MhDate      birth;
  const char *sex;            /* static */
  const char *status;         /* static */
  MhDate      status_date;
  const char *districts[3];   /* (nullable) each; the same text is the same pointer */
  const char *household;      /* (nullable) */
  guint       states;         /* MhAudienceState in the rule's programme */
  guint       is_protected : 1;
  guint       is_only : 1;    /* named by the rule's own lists */
  guint       is_plus : 1;
  guint       is_minus : 1;
  guint       is_there : 1;   /* has a place in the rule's session and slot */
  guint       unknown_age : 1;  /* would be eligible if the birth date that is not known fits */
  guint       by_district : 1;  /* eligible only if a district fits that must not be told */
  guint       first_contact;  /* in the town's contacts */
  guint       n_contacts;
  guint       first_answer;
  guint       n_answers;
} MhAudienceCandidate;

typedef struct {
  MhReachContact contact;
  gint64         person;      /* index of the candidate */
  gint64         rank;        /* and its link's id below */
  gint64         link;
  gboolean       own;         /* the person's own, not a relative's */
} MhAudienceContact;

/* A condition with ":ids" as mh_id_set_make() makes it: @column is one of those people, and with NULL anybody. */
#define MH_AUDIENCE_AMONG(column) "(:ids IS NULL OR " column " IN (SELECT value FROM json_each (:ids))) "

/* Everybody, or some people, copied from the database in a few reads. */
typedef struct {
  const MhDesk *desk;
  MhDate        today;
  GArray       *people;       /* (owned) (element-type MhAudienceCandidate) by id */
  GArray       *contacts;     /* (owned) (element-type MhAudienceContact) by person and rank */
  GArray       *answers;      /* (owned) (element-type MhConsent) by person; the texts are static */
  GStringChunk *texts;        /* (owned) */
} MhAudienceTown;

/* @ids: (nullable): people as mh_id_set_make() makes them; %NULL for everybody */
MhAudienceTown      *mh_audience_town_read      (const MhDesk         *desk,
                                                 const MhAudienceRule *rule,
                                                 const char           *ids,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
void                 mh_audience_town_free      (MhAudienceTown       *town);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAudienceTown, mh_audience_town_free)
MhAudienceCandidate *mh_audience_town_find      (MhAudienceTown       *town,
                                                 gint64                resident);
/* Fills states, unknown_age and by_district by what is booked, had and awaited. */
gboolean             mh_audience_programme_read (MhAudienceTown       *town,
                                                 const MhAudienceRule *rule,
                                                 const char           *ids,
                                                 GError              **error);

G_END_DECLS

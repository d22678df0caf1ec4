/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-consent-table.h"
#include "mh-desk.h"
#include "mh-people-reach.h"

G_BEGIN_DECLS

/* What is known of one of them; texts are valid as long as the whole. */
typedef struct {
  gint64      id;
  gint64      merged_into;    /* 0, or the entry that this one went over to */
  MhDate      birth;
  const char *sex;            /* male, female, unknown */
  const char *status;         /* as MhResident has it */
  MhDate      status_date;
  const char *districts[3];   /* (nullable) each */
  gboolean    is_protected;   /* today */
  gboolean    is_there;       /* %FALSE: nobody has this id */
  guint       first_contact;
  guint       n_contacts;
  guint       first_answer;
  guint       n_answers;
} MhKnownPerson;

/* What is known of several people at this moment, read by a few queries however many they are: what the rules about status, age and district
 * and those about reach look at. */
typedef struct {
  GArray       *people;       /* (owned) (element-type MhKnownPerson) by id */
  GArray       *contacts;     /* (owned) (element-type MhReachContact) by person and rank */
  GArray       *answers;      /* (owned) (element-type MhConsent) by person; only what a judgement looks at */
  GPtrArray    *said;         /* (owned) the answers of the person who is looked at */
  GStringChunk *texts;        /* (owned) */
  MhDate        today;
} MhKnown;

MhKnown       *mh_known_read  (const MhDesk         *desk,
                               const gint64         *residents,
                               gsize                 n_residents,
                               gboolean              with_reach,
                               GError              **error);
void           mh_known_free  (MhKnown              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhKnown, mh_known_free)
char          *mh_known_make_ids (const MhKnown     *self);
/* %NULL with MH_ERROR_NOT_FOUND; the caller may note what a provider refused among the contacts */
MhKnownPerson *mh_known_find  (const MhKnown        *self,
                               gint64                resident,
                               GError              **error);
MhReachContact *mh_known_contacts (const MhKnown    *self,
                               const MhKnownPerson  *person);
/* Whether @resident may be told by @channel, as mh_consent_allows() says; somebody who is not there may not. */
gboolean       mh_known_allows (MhKnown             *self,
                               gint64                resident,
                               const char           *channel,
                               const char           *category);
void           mh_known_reach (MhKnown              *self,
                               const MhKnownPerson  *person,
                               const char           *category,
                               const MhReachWay     *way,
                               MhReach              *out_reach,
                               gint64               *out_contact,
                               const char          **out_why);

G_END_DECLS

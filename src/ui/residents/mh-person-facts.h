/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-people.h"

G_BEGIN_DECLS

/* A row of a person's page. */
typedef struct {
  char *title;
  char *subtitle;
} MhFactLine;

/* What a person's page shows, read in one go. */
typedef struct {
  MhPerson  *person;
  GPtrArray *bookings;  /* (element-type MhFactLine) newest session first */
  GPtrArray *waiting;   /* (element-type MhFactLine) */
  GPtrArray *messages;  /* (element-type MhFactLine) newest first */
  GPtrArray *log;       /* (element-type MhFactLine) newest first */
} MhPersonFacts;

void           mh_person_facts_free (MhPersonFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhPersonFacts, mh_person_facts_free)

/* On a worker. Somebody looks at the person: noted in the log, so it writes. @reveal_reason: (nullable) */
MhPersonFacts *mh_person_facts_look (const MhDesk  *desk,
                                     gint64         id,
                                     const char    *reveal_reason,
                                     GError       **error);
/* On a worker. The same page once more, because something may have changed; nothing is noted, and nothing hidden is shown. */
MhPersonFacts *mh_person_facts_read (const MhDesk  *desk,
                                     gint64         id,
                                     GError       **error);

G_END_DECLS

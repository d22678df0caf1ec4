/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-roster.h"

G_BEGIN_DECLS

/* How long one kind of data is kept. Nothing is deleted by itself: a rule only says who stands on the yearly list. */
typedef struct {
  const char *kind;   /* people-dead, people-moved, contacts-dead, contacts-moved, messages, bookings */
  const char *basis;  /* record, leaving, death */
  int         years;  /* -1: for ever */
} MhRetentionRule;

/* Something whose time is over. */
typedef struct {
  const char *kind;
  gint64      id;      /* a resident, a year (messages), a programme (bookings) */
  char       *title;   /* for people, name and register number */
  char       *number;  /* (nullable): of people, for the certificate */
  MhDate      since;   /* death, leaving, last day; not set where it is not known */
  gint64      n;       /* how many pieces: contacts, messages, bookings, people */
} MhRetentionCandidate;

typedef struct {
  const char *kind;
  gint64      id;
} MhRetentionChoice;

typedef struct {
  gint64   certificate;
  gint64   n;
  gboolean clean;     /* the bytes are gone from the file; otherwise when nobody else has it open: mh_retention_wipe() */
  guint    n_copies;  /* older copies beside the town, which hold the data still */
} MhRetentionResult;

void              mh_retention_candidate_free (MhRetentionCandidate    *candidate);

const char       *mh_retention_kind_words     (const char              *kind);
const char       *mh_retention_basis_words    (const char              *basis);
/* (element-type MhRetentionRule) */
GPtrArray        *mh_retention_list           (const MhDesk            *desk,
                                               GError                 **error);
/* @years -1: for ever. An act. */
gboolean          mh_retention_set            (const MhDesk            *desk,
                                               const char              *kind,
                                               int                      years,
                                               GError                 **error);
/* (element-type MhRetentionCandidate): by kind and day. Unfinished business keeps somebody off the list. */
GPtrArray        *mh_retention_find           (const MhDesk            *desk,
                                               GError                 **error);
/* Deletes what is chosen, for good. @typed: how many were chosen, typed by hand; @numbers: whether the certificate names register numbers */
gboolean          mh_retention_delete         (const MhDesk            *desk,
                                               const MhRetentionChoice *choices,
                                               gsize                    n_choices,
                                               gint64                   typed,
                                               const char              *reason,
                                               gboolean                 numbers,
                                               MhRetentionResult       *out_result,
                                               GError                 **error);
/* Overwrites what was deleted. @out_clean: (out): %FALSE while somebody else reads */
gboolean          mh_retention_wipe           (const MhDesk            *desk,
                                               gboolean                *out_clean,
                                               GError                 **error);
/* The certificate, for paper; noted unless @preview. */
MhRoster         *mh_retention_certificate    (const MhDesk            *desk,
                                               gint64                   id,
                                               gboolean                 preview,
                                               GError                 **error);

G_END_DECLS

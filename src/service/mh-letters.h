/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-audience-rule.h"
#include "mh-desk.h"
#include "mh-pages.h"

G_BEGIN_DECLS

/* Letters for window envelopes and address labels. Each goes to whom and where mh_people_mailing_address() says at the moment of printing: never to a
 * protected person, never to an address taken from the household. People of one household get one where the words would be the same and name
 * nobody, as with a telephone that several share. */

typedef struct {
  GArray *people;       /* (owned) (element-type gint64) */
  GArray *deliveries;   /* (owned) (element-type gint64) of the same people, 0 = none */
  char   *postal_code;  /* "099-5601" */
  char   *address;
  char   *extra;        /* "" for none */
  char   *name;         /* with 様 */
  char   *also;         /* 「ご家族の皆さま」 or "" */
  char   *about;        /* whom it is about where it goes to somebody else, or "" */
  char   *words;        /* "" on a label */
} MhLetter;

/* Somebody who gets none. */
typedef struct {
  gint64      resident;
  char       *name;
  const char *why;      /* static code: protected, opted-out, dead, moved-out, removed, no-address, no-postal-code, address-incomplete, empty-field,
                         * too-long */
} MhLetterLeft;

typedef struct {
  gint64     sheet;        /* 0 for a preview, and for labels of an audience */
  GPtrArray *letters;      /* (owned) (element-type MhLetter) */
  GPtrArray *left_out;     /* (owned) (element-type MhLetterLeft) */
  guint      n_people;
  guint      n_withdrawn;  /* messages that were not to be told any more */
  char     **unprintable;  /* (owned) "name: U+E000" */
  MhPages   *pages;        /* (owned) (nullable) may be stolen */
} MhLetterRun;

void         mh_letter_run_free (MhLetterRun          *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhLetterRun, mh_letter_run_free)

/* A sheet of labels that is sold. */
typedef struct {
  const char *name;        /* "12" … as typed */
  guint       columns;
  guint       rows;
  double      margin_x;    /* mm */
  double      margin_y;
  double      gap_x;
  double      gap_y;
} MhLabelSheet;

/* (array zero-terminated by a NULL name) */
const MhLabelSheet *mh_label_sheets (void);
const MhLabelSheet *mh_label_sheet_find (const char   *name,
                                      GError         **error);

typedef struct {
  gboolean    preview;     /* notes nothing */
  gboolean    one_each;    /* no household shares one */
  const char *path;        /* (nullable) a PDF goes there in the same act */
  const MhLabelSheet *sheet;  /* of labels */
  guint       start;       /* of labels: the first that is still on the sheet, from 1 */
} MhLetterOptions;

/* Acts, which cannot be taken back since there is paper. MH_ERROR_REFUSED where nobody is left who may get one. */
MhLetterRun *mh_letters_print   (const MhDesk           *desk,
                                 gint64                  broadcast,
                                 const MhLetterOptions  *options,
                                 GError                **error);
MhLetterRun *mh_labels_print    (const MhDesk           *desk,
                                 gint64                  broadcast,
                                 const MhLetterOptions  *options,
                                 GError                **error);
/* The same for an audience; only noted in the log. @category: of consent */
MhLetterRun *mh_labels_print_audience (const MhDesk     *desk,
                                 const MhAudienceRule   *rule,
                                 const char             *category,
                                 const MhLetterOptions  *options,
                                 GError                **error);
/* 「投函した」: who stands on @sheet (letters or labels) has been told. An act that undo takes back. @out_told, @out_not: (out): how many, and how many
 * were not open any more. MH_ERROR_REFUSED where it was noted already. Returns: the act, or 0 */
gint64       mh_letters_posted  (const MhDesk           *desk,
                                 gint64                  sheet,
                                 guint                  *out_told,
                                 guint                  *out_not,
                                 GError                **error);
/* In words. */
const char  *mh_letter_why_words (const char            *why);

G_END_DECLS

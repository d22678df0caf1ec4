/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-pages.h"

G_BEGIN_DECLS

/* 架電リスト: whom nobody reached by a message is called. A sheet goes on paper with a number for each call; what came of the call comes back by
 * that number. Whoever is still to be told stands on the next sheet. */

typedef struct {
  gint64  contact;
  char   *digits;
  char   *text;      /* "090-1234-5678 (長女)" */
} MhCallPhone;

/* One call. */
typedef struct {
  gint64     delivery;
  gint64     resident;      /* 0 = a number that nobody in the register has */
  char      *name;          /* of all for whom it speaks */
  char      *kana;
  char      *district;      /* "" where it is not known or must not be told */
  gboolean   is_protected;
  GPtrArray *phones;        /* (element-type MhCallPhone) those that may be called, by rank */
  const char *why;          /* (nullable) static code why there is none: protected, opted-out, refused-call, no-phone */
  char      *say;           /* what is this person's own in the words: day, time, venue; "" for nothing */
  guint      tries;         /* 不在 so far, on all sheets */
  char      *last;          /* (nullable) outcome noted last */
  gint64     sheet;         /* the newest one on which it stands, 0 = none yet */
  int        position;
  char      *ref;           /* (nullable) its number there */
} MhCall;

void       mh_call_free          (MhCall              *call);

typedef enum {
  MH_CALLS_BY_KANA,
  MH_CALLS_BY_DISTRICT,
} MhCallsOrder;

/* Whom to call for @broadcast now: people of one telephone follow each other, who cannot be called comes last. Reads only.
 * (element-type MhCall) */
GPtrArray *mh_calls_list         (const MhDesk        *desk,
                                  gint64               broadcast,
                                  MhCallsOrder         order,
                                  GError             **error);

typedef struct {
  gint64     sheet;         /* 0 for a preview */
  guint      n_calls;
  guint      n_without;     /* of them, who cannot be called */
  guint      n_withdrawn;   /* that were not to be told any more */
  GPtrArray *calls;         /* (owned) (element-type MhCall) */
  char     **unprintable;   /* (owned) lines about characters that the fonts lack */
  MhPages   *pages;         /* (owned) (nullable) may be stolen */
} MhCallSheet;

void         mh_call_sheet_free  (MhCallSheet         *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhCallSheet, mh_call_sheet_free)

typedef struct {
  MhCallsOrder order;
  gboolean     big;
  gboolean     preview;     /* takes no numbers and notes nothing */
  const char  *path;        /* (nullable) a PDF goes there in the same act */
} MhCallSheetOptions;

/* MH_ERROR_REFUSED where nobody is left to be told. */
MhCallSheet *mh_calls_print      (const MhDesk        *desk,
                                  gint64               broadcast,
                                  const MhCallSheetOptions *options,
                                  GError             **error);

/* (array zero-terminated=1): spoke, absent, call-back, wrong-number, refused; mh_wording_call_outcome() names them */
const char * const *mh_calls_outcomes (void);

/* What came of one call. */
typedef struct {
  const char *number;       /* what the reader or the keyboard gave: eight digits, "SHEET-NO", or the row's number on @sheet */
  gint64      broadcast;    /* the one at hand: numbers of others are refused; 0: any */
  gint64      sheet;        /* for a row's number; 0: the newest of @broadcast */
  const char *outcome;
  gint64      contact;      /* wrong-number: which one it was; 0: the one that stands first */
  gboolean    same_phone;   /* also for the others of the sheet with the same telephone who are still open */
  int         no_more;      /* refused: 1 no calls from now on, 0 this time only, -1 ask: MH_ERROR_ASK */
} MhCallOutcome;

typedef struct {
  gint64 act;
  gint64 broadcast;
  gint64 sheet;
  int    position;
  guint  n_rows;            /* rows that it was noted for */
  guint  tries;             /* 不在 */
  guint  n_open;            /* who is still to be told */
  gboolean older;           /* there is a newer sheet */
  char  *name;
} MhCallDone;

void         mh_call_done_free   (MhCallDone          *done);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhCallDone, mh_call_done_free)

/* An act, so that undo takes it back. MH_ERROR_NOT_FOUND, MH_ERROR_INVALID for what was not read whole, MH_ERROR_REFUSED with a sentence for what
 * was entered already, belongs to another broadcast or paper, or needs no call any more. */
MhCallDone  *mh_calls_done       (const MhDesk        *desk,
                                  const MhCallOutcome *outcome,
                                  GError             **error);
/* Whose row @number is, as mh_calls_done() would take it: nothing is written. */
MhCall      *mh_calls_find       (const MhDesk        *desk,
                                  const char          *number,
                                  gint64               broadcast,
                                  gint64               sheet,
                                  GError             **error);

/* How far it is. */
typedef struct {
  guint n_open;
  guint n_spoke;
  guint n_absent;
  guint n_call_back;
  guint n_wrong;
  guint n_refused;
  guint n_posted;
} MhCallCounts;

gboolean     mh_calls_count      (const MhDesk        *desk,
                                  gint64               broadcast,
                                  MhCallCounts        *out_counts,
                                  GError             **error);

G_END_DECLS

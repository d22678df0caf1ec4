/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-round-table.h"

G_BEGIN_DECLS

/* What the panel of a refill shows, read at one moment on a worker. Texts are ready for the screen. */

/* One message about an offer, and what became of it. */
typedef struct {
  char *text;   /* 「空き枠の案内: LINE ・ 受付済」 */
  char *state;  /* as in the store */
} MhMessageView;

typedef struct {
  gint64     id;
  char      *names;        /* one or two */
  char      *bond;         /* (nullable) that they go together, or want all doses */
  char      *state;        /* open, accepted, … */
  gint64     deadline_at;
  gboolean   by_hand;      /* the nurse has to tell them */
  char      *script;       /* (nullable) what to say on the telephone, while it is open */
  GPtrArray *messages;     /* (element-type MhMessageView) */
} MhOfferView;

typedef struct {
  char     *names;
  char     *bond;          /* (nullable) as above */
  char     *sentence;
  gboolean  chosen;
} MhDecisionView;

typedef struct {
  MhRound   *round;
  char      *when;         /* 「11月5日(木) 10:00」 */
  char      *freed;        /* (nullable) who gave the place back, or the places */
  GPtrArray *bonds;        /* (element-type utf8) what ended with it, and who of those who were booked together stays */
  gint64     act;          /* of the offers, 0 when nobody was asked */
  gint64     held_until;   /* ms: until then nothing has left; 0: it has, or there is nothing to leave */
  GPtrArray *offers;       /* (element-type MhOfferView) oldest first */
  GPtrArray *decisions;    /* (element-type MhDecisionView) of the last step, in list order */
} MhRoundView;

MhRoundView *mh_round_view_read  (const MhDesk *desk,
                                  gint64        round,
                                  GError      **error);
void         mh_round_view_free  (MhRoundView  *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRoundView, mh_round_view_free)

/* 「山田 花子・山田 太郎」; (element-type gint64) */
char        *mh_round_view_names (const MhDesk *desk,
                                  GArray       *residents,
                                  GError      **error);

G_END_DECLS

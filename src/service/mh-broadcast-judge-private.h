/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-audience.h"
#include "mh-broadcast-private.h"

G_BEGIN_DECLS

/* What judges one message (mh-broadcast-judge.c) and many at once (mh-broadcast-plain.c) share. */

/* A broadcast as it was read for the first of its deliveries. */
typedef struct {
  MhBroadcast    *broadcast;  /* (owned) */
  MhAudienceRule *rule;       /* (owned) */
  gint64          starts;     /* of the day that it is about, ms; 0 = of none */
} MhBroadcastEntry;

struct _MhBroadcastJudge
{
  const MhDesk       *desk;
  GHashTable         *entries;   /* (owned) (element-type gint64 MhBroadcastEntry) */
  const char         *channels;  /* (nullable): in place of those of the broadcast */
  gboolean            has_read;
  gboolean            any_hour;  /* whoever takes the message further keeps the hours */
  MhBroadcastSettings settings;
  gint64              said;      /* the broadcast that @words are of, 0 = of none */
  char               *words;     /* (nullable) (owned): the same for everybody of it */
  gint64              judged;    /* the delivery whose way was found last, 0 = none */
  gint64              contact;   /* by which it goes, so the next two */
  MhReach             reach;
  const char         *why;
  GHashTable         *plain;     /* (nullable) (owned) (element-type gint64 MhBroadcastPlain): judged together */
};

MhBroadcastEntry *mh_broadcast_judge_find_entry (MhBroadcastJudge       *self,
                                                 gint64                  broadcast,
                                                 GError                **error);
/* @words: (nullable) */
void              mh_broadcast_judge_keep_words (MhBroadcastJudge       *self,
                                                 const MhBroadcastEntry *entry,
                                                 const char             *words);
/* When its messages may leave: not after now where they may now. */
gint64            mh_broadcast_judge_find_hour  (MhBroadcastJudge       *self,
                                                 const MhBroadcastEntry *entry);

G_END_DECLS

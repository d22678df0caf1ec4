/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-list-table.h"
#include "mh-roster.h"

G_BEGIN_DECLS

/* How an offer went out. */
typedef enum {
  MH_REFILL_BY_LINE,
  MH_REFILL_BY_SMS,
  MH_REFILL_BY_HAND,
  MH_REFILL_NOT_SENT,    /* still here, or withdrawn before it left */
  MH_REFILL_N_CHANNELS
} MhRefillChannel;

/* What became of it. */
typedef enum {
  MH_REFILL_ACCEPTED,
  MH_REFILL_DECLINED,
  MH_REFILL_EXPIRED,
  MH_REFILL_LOST,        /* others were faster, or nothing was left to be offered */
  MH_REFILL_OPEN,
  MH_REFILL_N_ANSWERS
} MhRefillAnswer;

/* Why units that waited were not asked, in the last plan of places that nobody took. */
typedef struct {
  char *reason;  /* nick of MhPlanReason */
  guint n;       /* units */
} MhRefillReason;

typedef struct {
  guint      n_rounds;
  guint      n_places;                          /* that came free or were offered */
  guint      n_cancelled;                       /* of those, after a cancellation; the others were simply free */
  guint      n_filled;
  guint      n_never;                           /* the refill ended without anybody for them */
  guint      n_open;                            /* still being offered */
  gint64     median_ms;                         /* from coming free to the yes; 0 when nothing was filled */
  gint64     p90_ms;                            /* nine of ten were filled within that time */
  gint64     longest_ms;
  guint      offers[MH_REFILL_N_CHANNELS];
  guint      answers[MH_REFILL_N_ANSWERS];
  GPtrArray *reasons;                           /* (element-type MhRefillReason) most frequent first */
  guint      n_nobody;                          /* places that nobody took while nobody waited at all */
  guint      n_no_channel;                      /* units that lost a place for want of a channel */
} MhRefillFigures;

/* Stable: line, sms, by-hand, not-sent; accepted, declined, expired, lost, open. */
const char      *mh_refill_channel_nick  (MhRefillChannel      channel);
const char      *mh_refill_channel_label (MhRefillChannel      channel);
const char      *mh_refill_answer_nick   (MhRefillAnswer       answer);

/* Of the refills for the slots that @filter chooses. Reads only. */
MhRefillFigures *mh_refill_figures_read  (const MhDesk        *desk,
                                          const MhListFilter  *filter,
                                          GError             **error);
void             mh_refill_figures_free  (MhRefillFigures     *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRefillFigures, mh_refill_figures_free)
/* "1 h 20 min"; a word for 0 */
char            *mh_refill_write_time    (gint64               ms);

/* Who was offered what and when, and who was passed over and why: a line for each person, oldest refill first. (element-type MhListRow):
 * place: the unit's place in the list at that time; kind: offered, passed-over; reason: nick of MhPlanReason; state: of the offer;
 * channel: line, mobile, by-hand. */
GPtrArray       *mh_refill_record_list   (const MhDesk        *desk,
                                          const MhListFilter  *filter,
                                          GError             **error);
/* The same for a printer, noted in the log with everybody whose name stands on it: note and paper both or neither.
 * @operator_name: for the head. */
MhRoster        *mh_refill_record_print  (const MhDesk        *desk,
                                          const MhListFilter  *filter,
                                          GError             **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-attempt-table.h"
#include "mh-desk.h"
#include "mh-provider.h"

G_BEGIN_DECLS

/* The database's part of sending, one transaction a function. The dispatcher calls them in this order; between any two the
 * process may die and nothing is sent twice or lost. */

#define MH_OUTBOX_LEASE "dispatcher"

/* Those that are set up at the moment; either may be %NULL. */
typedef struct {
  MhProvider *line;
  MhProvider *sms;
  gint64      line_quota;  /* how many people LINE takes this month still, -1 = no limit known */
  guint       line_under_way;  /* requests that were taken and of which no answer is there yet */
  guint       sms_under_way;
  guint       line_people;     /* to whom those over LINE go */
  gboolean    goes_on;     /* everything was looked for a moment ago: what was tried before is not looked for again */
} MhOutboxProviders;

typedef struct {
  guint    n_requests;   /* that were frozen */
  gint64   n_line;       /* people who get one of them over LINE, when line_quota is known */
  gboolean quota_short;  /* somebody was left for want of quota */
} MhOutboxFrozen;

typedef enum {
  MH_OUTBOX_SEND,     /* put the attempt's bytes on the wire under its key */
  MH_OUTBOX_LOOK_UP,  /* ask the provider whether it has the attempt */
  MH_OUTBOX_ASK,      /* ask the provider what became of the accepted attempt */
} MhOutboxAction;

typedef struct {
  MhOutboxAction  action;
  MhAttempt      *attempt;
} MhOutboxWork;

void       mh_outbox_work_free    (MhOutboxWork             *work);

/* What became of a piece of work. */
typedef struct {
  MhOutboxAction  action;
  gint64          attempt;
  gboolean        tells;        /* the provider may be asked later what became of the message */
  MhSendResult   *result;       /* (owned) of a request */
  MhLookup        look_up;      /* of a look-up */
  char           *provider_id;  /* (nullable) (owned): what a look-up found */
  MhStatus       *status;       /* (nullable) (owned): what was told; %NULL when it could not be asked */
} MhOutboxAnswer;

void       mh_outbox_answer_free  (MhOutboxAnswer           *answer);

gboolean   mh_outbox_may_send     (const MhDesk             *desk,
                                   const char               *owner,
                                   gboolean                 *out_may,
                                   GError                  **error);
/* due → attempting: judges each person again, chooses the channel, groups equal words, freezes requests. One act "send" when anything
 * changed. @owner must hold the lease. */
gboolean   mh_outbox_freeze       (const MhDesk             *desk,
                                   const MhOutboxProviders  *providers,
                                   const char               *owner,
                                   MhOutboxFrozen           *out_frozen,
                                   GError                  **error);
gboolean   mh_outbox_has_due      (const MhDesk             *desk,
                                   const MhOutboxProviders  *providers,
                                   gboolean                 *out_has,
                                   GError                  **error);
MhAct     *mh_outbox_begin        (const MhDesk             *desk,
                                   GError                  **error);
gboolean   mh_outbox_freeze_step  (const MhDesk             *desk,
                                   MhAct                    *act,
                                   const MhOutboxProviders  *providers,
                                   const char               *owner,
                                   MhOutboxFrozen           *out_frozen,
                                   gboolean                 *out_changed,
                                   GError                  **error);
/* What leaves in a box instead, inside @act. (element-type MhAttemptPart) */
GArray    *mh_outbox_pick_for_box (const MhDesk             *desk,
                                   MhAct                    *act,
                                   guint                     max,
                                   guint                    *out_n_left,
                                   GError                  **error);
/* A request that was written down but of which no byte has left, inside a write transaction: its deliveries are due again as if never tried. */
gboolean   mh_outbox_take_back_unsent (const MhDesk         *desk,
                                   gint64                    attempt,
                                   const char               *code,
                                   GError                  **error);
/* Writes down @answers (element-type MhOutboxAnswer) and takes what is next, in one transaction: each request that may leave is marked as sent
 * before this returns. @providers: (nullable): nothing is taken.
 * (element-type MhOutboxWork) */
GPtrArray *mh_outbox_go_on        (const MhDesk             *desk,
                                   GPtrArray                *answers,
                                   const MhOutboxProviders  *providers,
                                   const char               *owner,
                                   GError                  **error);
/* Both in one transaction; %NULL: nothing has happened. */
GPtrArray *mh_outbox_go_on_at_once (const MhDesk            *desk,
                                   GPtrArray                *answers,
                                   const MhOutboxProviders  *providers,
                                   const char               *owner,
                                   MhOutboxFrozen           *out_frozen);
/* What the provider tells later (mh-outbox-poll.c). */
gboolean   mh_outbox_begin_polls  (const MhDesk             *desk,
                                   gint64                    attempt,
                                   gboolean                  tells,
                                   GError                  **error);
gboolean   mh_outbox_take_polls   (const MhDesk             *desk,
                                   const MhOutboxProviders  *providers,
                                   GPtrArray                *works,
                                   GError                  **error);
MhProvider *mh_outbox_find_provider (const MhOutboxProviders *providers,
                                   const char               *name);
/* @status: (nullable): it could not be asked. Inside a write transaction. */
gboolean   mh_outbox_record_status_step (const MhDesk       *desk,
                                   gint64                    attempt,
                                   const MhStatus           *status,
                                   GError                  **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-clock.h"
#include "mh-outbox-steps.h"
#include "mh-random.h"
#include "mh-senders.h"

G_BEGIN_DECLS

/* The dispatcher's steps on the store's worker: MhStoreFuncs over a MhDispatchJob. */

typedef struct {
  MhClock          *clock;       /* (owned) */
  MhRandom         *random;      /* (owned) */
  char             *owner;       /* (owned) */
  MhOutboxProviders providers;   /* (owned) */
  GPtrArray        *answers;     /* (owned) (element-type MhOutboxAnswer): to be written down */
  gboolean          takes;       /* more requests are wanted */
  gboolean          boxes;       /* it is time to look after boxes that are over */
} MhDispatchJob;

typedef struct {
  MhSenderSettings *settings;  /* (nullable) (owned): when this process is to work */
  gint64            next_due;  /* of messages and broadcasts, 0 = none */
  char             *broadcast_problem;  /* (nullable) (owned): a sentence */
  gboolean          changed;   /* the clock has let an offer lapse or a broadcast go on, or end */
} MhDispatchLook;

typedef struct {
  GPtrArray     *works;        /* (owned) (element-type MhOutboxWork) */
  MhOutboxFrozen frozen;
} MhDispatchWork;

void     mh_dispatch_job_free      (MhDispatchJob   *job);
void     mh_dispatch_look_free     (MhDispatchLook  *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhDispatchLook, mh_dispatch_look_free)
void     mh_dispatch_work_free     (MhDispatchWork  *work);

gpointer mh_dispatch_look_for_work (MhDb            *db,
                                    gpointer         data,
                                    GCancellable    *cancellable,
                                    GError         **error);
gpointer mh_dispatch_step          (MhDb            *db,
                                    gpointer         data,
                                    GCancellable    *cancellable,
                                    GError         **error);
gpointer mh_dispatch_drop_lease    (MhDb            *db,
                                    gpointer         data,
                                    GCancellable    *cancellable,
                                    GError         **error);
gpointer mh_dispatch_read_settings (MhDb            *db,
                                    gpointer         data,
                                    GCancellable    *cancellable,
                                    GError         **error);

G_END_DECLS

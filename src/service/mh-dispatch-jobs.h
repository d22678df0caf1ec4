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
  gint64            attempt;
  MhSendResult     *result;      /* (nullable) (owned) */
  MhLookup          look_up;
  char             *provider_id;   /* (nullable) (owned) */
  gboolean          tells;       /* the provider tells later what becomes of a message */
  gboolean          asked;       /* it was asked that, and @status is the answer */
  MhStatus         *status;      /* (nullable) (owned) */
} MhDispatchJob;

typedef struct {
  MhSenderSettings *settings;  /* (nullable) (owned): when this process is to work */
  gint64            next_due;  /* of messages and broadcasts, 0 = none */
} MhDispatchLook;

typedef struct {
  GPtrArray *works;        /* (owned) (element-type MhOutboxWork) */
  gboolean   quota_short;
  char      *broadcast_problem;  /* (nullable) (owned): a sentence */
} MhDispatchWork;

void     mh_dispatch_job_free      (MhDispatchJob   *job);
void     mh_dispatch_look_free     (MhDispatchLook  *look);
void     mh_dispatch_work_free     (MhDispatchWork  *work);

gpointer mh_dispatch_look_for_work (MhDb            *db,
                                    gpointer         data,
                                    GCancellable    *cancellable,
                                    GError         **error);
gpointer mh_dispatch_prepare       (MhDb            *db,
                                    gpointer         data,
                                    GCancellable    *cancellable,
                                    GError         **error);
gpointer mh_dispatch_record        (MhDb            *db,
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

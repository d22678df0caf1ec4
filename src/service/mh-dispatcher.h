/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-clock.h"
#include "mh-http.h"
#include "mh-provider.h"
#include "mh-random.h"
#include "mh-secrets.h"
#include "mh-store.h"

G_BEGIN_DECLS

/**
 * MhDispatcher:
 *
 * The one way a message leaves. Any number of processes may make one; the lease in the database lets exactly one of them work.
 * Database steps run on the store's worker, HTTP on the main context.
 */
#define MH_TYPE_DISPATCHER (mh_dispatcher_get_type ())
G_DECLARE_FINAL_TYPE (MhDispatcher, mh_dispatcher, MH, DISPATCHER, GObject)

/* @secrets is asked for tokens each time providers are set up; without them sending is off and "problem" says why. */
MhDispatcher *mh_dispatcher_new               (MhStore             *store,
                                               MhClock             *clock,
                                               MhRandom            *random,
                                               MhSecrets           *secrets);
/* Works whenever something is due until stopped. Signals: "changed" when deliveries or offers changed state. */
void          mh_dispatcher_start             (MhDispatcher        *self);
void          mh_dispatcher_stop              (MhDispatcher        *self);
/* The credentials have changed: they are looked up again before the next message. */
void          mh_dispatcher_reload            (MhDispatcher        *self);
/* One pass over everything that is due; with @until_idle again until nothing is due, waiting for what is held or retried within the
 * next two minutes. */
void          mh_dispatcher_run_async         (MhDispatcher        *self,
                                               gboolean             until_idle,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gboolean      mh_dispatcher_run_finish        (MhDispatcher        *self,
                                               GAsyncResult        *result,
                                               guint               *out_n_sent,
                                               GError             **error);
/* (nullable) a translated sentence: why nothing leaves (keyring, credentials, quota, switched off). Also property "problem". */
const char   *mh_dispatcher_get_problem       (MhDispatcher        *self);
/* Connection test of "line", "sms" or one service by its name: a sentence naming the account. */
void          mh_dispatcher_test_async        (MhDispatcher        *self,
                                               const char          *provider,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
char         *mh_dispatcher_test_finish       (MhDispatcher        *self,
                                               GAsyncResult        *result,
                                               GError             **error);

/* LINE as it is set up now, for a question; %NULL without an error when it is not. */
void          mh_dispatcher_open_line_async  (MhDispatcher        *self,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
MhProvider   *mh_dispatcher_open_line_finish (MhDispatcher        *self,
                                              GAsyncResult        *result,
                                              GError             **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-dispatch-jobs.h"
#include "mh-dispatcher.h"

G_BEGIN_DECLS

/* What the object (mh-dispatcher.c) and one pass over what is due (mh-dispatch-pass.c) share. */

/* The two ways on which requests wait for each other. */
typedef enum {
  MH_WAY_LINE,
  MH_WAY_SMS,
  MH_N_WAYS
} MhWay;

/* One run: passes, in each of which requests are taken, put on the wire and their answers written down, all at once. */
typedef struct {
  gboolean          until_idle;
  guint             n_sent;
  gboolean          did_something;      /* in the present pass */
  gboolean          has_changed;    /* the clock changed something before anything was sent */
  gboolean          is_cut;             /* the pass ends for the time it has taken, not for want of work */
  gint64            pass_until;         /* monotonic µs: takes nothing more from then on */
  MhSenderSettings *settings;           /* (nullable) (owned) */
  char             *broadcast_problem;  /* (nullable) (owned): a sentence */
  GPtrArray        *works;              /* (owned) (element-type MhOutboxWork): taken, not started yet */
  GPtrArray        *answers;            /* (owned) (element-type MhOutboxAnswer): not written down yet */
  guint             n_flying[MH_N_WAYS];
  guint             n_people_flying;    /* to whom those over LINE go */
  gboolean          is_stepping;        /* the store is at work */
  gboolean          is_taking;          /* and looks for more */
  gboolean          is_dry;             /* there was nothing to take, and no answer has come since */
  gboolean          has_looked;         /* in this pass, for everything that is due */
  GError           *error;              /* (nullable) (owned): why the pass takes nothing more */
  gint64            next_slot[MH_N_WAYS];  /* monotonic µs: when each way may be used again */
  gint64            waits_for;          /* ms: what it waits for, 0 = nothing */
  gint64            waited_from;        /* monotonic µs: since when it waits for that */
  gint64            waits_at_most;      /* µs */
} MhDispatchRun;

struct _MhDispatcher
{
  GObject       parent_instance;

  MhStore      *store;           /* (owned) */
  MhClock      *clock;           /* (owned) */
  MhRandom     *random;          /* (owned) */
  MhSecrets    *secrets;         /* (owned) */
  char         *owner;           /* (owned): names this process in the lease */

  MhSenders    *senders;         /* (nullable) (owned) */
  char         *problem;         /* (nullable) (owned) */
  GCancellable *cancellable;     /* (owned): of the started state */
  guint         timer;
  GTask        *run;             /* (nullable) (owned): the run under way */
  GQueue        waiting;         /* (element-type GTask) runs asked for meanwhile */
  gint64        paused_until;    /* monotonic, µs */
  gint64        line_quota;      /* as last asked less what was written down since, -1 = no limit known */
  gint64        quota_asked_at;  /* monotonic, µs */
  gint64        next_due;        /* ms, of messages, as last looked up; 0 = none */
  gint64        boxes_at;        /* monotonic, µs: when boxes that are over are looked after again */
  gboolean      goes_on;         /* the last pass was cut short, and there is more */
  gboolean      started;
};

MhDispatchRun *mh_dispatcher_get_run     (MhDispatcher *self);
MhDispatchJob *mh_dispatcher_job_new     (MhDispatcher *self);
/* @problem: (nullable) */
void           mh_dispatcher_set_problem (MhDispatcher *self,
                                          const char   *problem);

/* Begins a pass of the run under way; mh_dispatcher_end_pass() is called when all of it is over and written down. */
void           mh_dispatch_pass_begin    (MhDispatcher *self);
/* @error: (nullable) (transfer full): the run ends with it */
void           mh_dispatcher_end_pass    (MhDispatcher *self,
                                          GError       *error);

G_END_DECLS

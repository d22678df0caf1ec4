/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-dispatcher"

#include "mh-dispatcher.h"

#include <glib/gi18n-lib.h>

#include "mh-dispatch-jobs.h"
#include "mh-error.h"

/* How often a running dispatcher looks whether another process has left work. */
#define HEARTBEAT_MS 1000

/* After the provider has refused everything (credentials, quota) nothing is tried for this long. */
#define PAUSE_US (60 * G_USEC_PER_SEC)

/* "Until idle" waits for what is held or retried within this time. */
#define HORIZON_MS 120000

/* How many requests are under way at once. */
#define CONCURRENT 8

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
  gint64        line_quota;      /* as last asked, -1 = no limit known */
  gint64        next_due;        /* ms, of messages, as last looked up; 0 = none */
  gboolean      started;
};

enum {
  PROP_PROBLEM = 1,
  N_PROPS
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhDispatcher, mh_dispatcher, G_TYPE_OBJECT)

/* One run: passes over what is due. Task data of @run. */
typedef struct {
  gboolean          until_idle;
  guint             n_sent;
  gboolean          did_something;  /* in the present pass */
  MhSenderSettings *settings;       /* (nullable) (owned) */
  GPtrArray        *works;          /* (nullable) (owned): not started yet */
  guint             n_flying;
  gint64            next_slot[2];   /* monotonic µs: when each provider may be asked again (LINE, SMS) */
  gint64            waits_for;      /* ms: what it waits for, 0 = nothing */
  gint64            waited_from;    /* monotonic µs: since when it waits for that */
  gint64            waits_at_most;  /* µs */
} Run;

static void
run_free (Run *run)
{
  g_clear_pointer (&run->settings, mh_sender_settings_free);
  g_clear_pointer (&run->works, g_ptr_array_unref);
  g_free (run);
}

static void begin_pass (MhDispatcher *self);

static MhDispatchJob *
job_new (MhDispatcher *self)
{
  MhDispatchJob *job = g_new0 (MhDispatchJob, 1);

  job->clock = g_object_ref (self->clock);
  job->random = g_object_ref (self->random);
  job->owner = g_strdup (self->owner);

  if (self->senders != NULL) {
    g_set_object (&job->providers.line, self->senders->providers.line);
    g_set_object (&job->providers.sms, self->senders->providers.sms);
    job->providers.line_quota = self->line_quota;
  }

  return job;
}

/* --- the run ------------------------------------------------------------------------------------------------------ */

static Run *
current_run (MhDispatcher *self)
{
  return self->run != NULL ? g_task_get_task_data (self->run) : NULL;
}

static void
set_problem (MhDispatcher *self,
             const char   *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static gboolean
heartbeat_cb (gpointer user_data)
{
  MhDispatcher *self = user_data;

  self->timer = 0;
  mh_dispatcher_run_async (self, FALSE, self->cancellable, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
schedule_heartbeat (MhDispatcher *self)
{
  gint64 ahead = self->next_due - mh_clock_now (self->clock);
  gint64 beat = self->next_due != 0 && ahead > 0 && ahead < HEARTBEAT_MS ? ahead : HEARTBEAT_MS;

  if (self->started && self->timer == 0)
    self->timer = g_timeout_add ((guint) beat, heartbeat_cb, self);
}

static void
begin_next_run (MhDispatcher *self)
{
  if (self->run != NULL || g_queue_is_empty (&self->waiting))
    return;

  self->run = g_queue_pop_head (&self->waiting);
  begin_pass (self);
}

static void
end_run (MhDispatcher *self,
         GError       *error)
{
  g_autoptr (MhDispatcher) keep = g_object_ref (self);
  g_autoptr (GTask) task = g_steal_pointer (&self->run);
  Run *run = g_task_get_task_data (task);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, run->n_sent);

  begin_next_run (self);
  schedule_heartbeat (self);
}

static gboolean
pass_again_cb (gpointer user_data)
{
  g_autoptr (MhDispatcher) self = user_data;

  if (self->run != NULL)
    begin_pass (self);

  return G_SOURCE_REMOVE;
}

/* Whether the run goes on: at once after work, or a little later for what is held or retried soon. The clock of the messages may stand still
 * (tests), so the wait is bounded by the computer's own. */
static gboolean
continue_run (MhDispatcher *self)
{
  Run *run = current_run (self);
  gint64 ahead = self->next_due - mh_clock_now (self->clock);
  gint64 now = g_get_monotonic_time ();

  if (!run->until_idle || self->problem != NULL || g_cancellable_is_cancelled (g_task_get_cancellable (self->run)))
    return FALSE;

  if (run->did_something) {
    run->waits_for = 0;
    begin_pass (self);
    return TRUE;
  }

  if (self->next_due == 0 || ahead > HORIZON_MS)
    return FALSE;

  if (run->waits_for != self->next_due) {
    run->waits_for = self->next_due;
    run->waited_from = now;
    run->waits_at_most = (MAX (ahead, 0) + 2000) * 1000;
  }

  if (now - run->waited_from > run->waits_at_most)
    return FALSE;

  g_timeout_add (50, pass_again_cb, g_object_ref (self));

  return TRUE;
}

static void
end_pass (MhDispatcher *self)
{
  Run *run = current_run (self);

  if (run->did_something)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  if (!continue_run (self))
    end_run (self, NULL);
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

/* One request under way. */
typedef struct {
  MhDispatcher *self;      /* (owned) */
  MhOutboxWork *work;      /* (owned) */
  MhProvider   *provider;  /* (owned) */
} Flight;

static void start_flights (MhDispatcher *self);

static void
flight_free (Flight *flight)
{
  g_clear_object (&flight->self);
  g_clear_object (&flight->provider);
  g_clear_pointer (&flight->work, mh_outbox_work_free);
  g_free (flight);
}

static void
recorded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MhDispatcher) self = user_data;
  g_autoptr (GError) error = NULL;
  Run *run = current_run (self);

  mh_store_run_finish (MH_STORE (source), result, &error);

  /* What could not be written down stays "attempting" and is cleared up later like any unknown outcome. */
  if (error != NULL)
    set_problem (self, error->message);

  run->n_flying--;
  start_flights (self);
}

static void
record (MhDispatcher  *self,
        MhDispatchJob *job)
{
  mh_store_run_async (self->store, mh_dispatch_record, job, (GDestroyNotify) mh_dispatch_job_free, NULL, NULL, recorded_cb, g_object_ref (self));
}

static void
send_finished_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Flight *flight = user_data;
  MhDispatcher *self = flight->self;
  Run *run = current_run (self);
  MhDispatchJob *job = job_new (self);

  job->attempt = flight->work->attempt->id;
  job->tells = mh_provider_can_tell (flight->provider);
  job->result = mh_provider_send_finish (MH_PROVIDER (source), result);

  if (job->result->outcome == MH_SEND_ACCEPTED) {
    run->n_sent++;
  } else if (job->result->outcome == MH_SEND_STOP) {
    set_problem (self, job->result->reason);
    self->paused_until = g_get_monotonic_time () + PAUSE_US;
    g_clear_pointer (&self->senders, mh_senders_free);
  }

  record (self, job);
  flight_free (flight);
}

static void
look_up_finished_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  Flight *flight = user_data;
  MhDispatchJob *job = job_new (flight->self);

  job->attempt = flight->work->attempt->id;
  job->tells = mh_provider_can_tell (flight->provider);
  job->look_up = mh_provider_look_up_finish (MH_PROVIDER (source), result, &job->provider_id);

  record (flight->self, job);
  flight_free (flight);
}

/* A provider that does not answer is asked again when its turn comes; nothing waits for it. */
static void
status_finished_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Flight *flight = user_data;
  MhDispatchJob *job = job_new (flight->self);

  job->attempt = flight->work->attempt->id;
  job->asked = TRUE;
  job->status = mh_provider_status_finish (MH_PROVIDER (source), result, NULL);

  record (flight->self, job);
  flight_free (flight);
}

static gboolean
launch_cb (gpointer user_data)
{
  Flight *flight = user_data;
  const MhAttempt *attempt = flight->work->attempt;
  MhFrozen frozen = { .endpoint = attempt->endpoint, .content_type = attempt->content_type, .body = attempt->body };

  if (flight->work->action == MH_OUTBOX_SEND)
    mh_provider_send_async (flight->provider, &frozen, attempt->key, NULL, send_finished_cb, flight);
  else if (flight->work->action == MH_OUTBOX_ASK)
    mh_provider_status_async (flight->provider, attempt->key, attempt->provider_id, NULL, status_finished_cb, flight);
  else
    mh_provider_look_up_async (flight->provider, attempt->key, &frozen, attempt->first_at, NULL, look_up_finished_cb, flight);

  return G_SOURCE_REMOVE;
}

static MhProvider *
provider_of (MhDispatcher    *self,
             const MhAttempt *attempt)
{
  MhProvider *line = self->senders != NULL ? self->senders->providers.line : NULL;
  MhProvider *sms = self->senders != NULL ? self->senders->providers.sms : NULL;

  if (line != NULL && g_str_equal (mh_provider_get_name (line), attempt->provider))
    return line;

  return sms != NULL && g_str_equal (mh_provider_get_name (sms), attempt->provider) ? sms : NULL;
}

/* Marked as sent, but stopped before a byte left. */
static void
put_back (MhDispatcher *self,
          MhOutboxWork *work)
{
  MhDispatchJob *job = job_new (self);

  job->attempt = work->attempt->id;
  if (work->action == MH_OUTBOX_ASK)
    job->asked = TRUE;
  else if (work->action == MH_OUTBOX_SEND)
    job->result = mh_send_result_new (MH_SEND_STOP, "stopped", NULL);
  else
    job->look_up = MH_LOOKUP_UNSURE;

  record (self, job);
  mh_outbox_work_free (work);
}

/* Spaces requests so that the provider's rate is kept. */
static guint
reserve_slot (MhDispatcher *self,
              MhProvider   *provider)
{
  Run *run = current_run (self);
  gint64 *slot = &run->next_slot[provider == self->senders->providers.line ? 0 : 1];
  gint64 now = g_get_monotonic_time ();
  gint64 at = MAX (*slot, now);

  *slot = at + G_USEC_PER_SEC / MAX (mh_provider_get_rate (provider), 1);

  return (guint) ((at - now) / 1000);
}

static void
launch (MhDispatcher *self,
        MhOutboxWork *work,
        MhProvider   *provider)
{
  Flight *flight = g_new0 (Flight, 1);
  guint delay = work->action == MH_OUTBOX_ASK ? 0 : reserve_slot (self, provider);

  flight->self = g_object_ref (self);
  flight->provider = g_object_ref (provider);
  flight->work = work;

  if (delay == 0)
    launch_cb (flight);
  else
    g_timeout_add (delay, launch_cb, flight);
}

static void
start_flights (MhDispatcher *self)
{
  Run *run = current_run (self);

  while (run->works->len > 0 && run->n_flying < CONCURRENT) {
    MhOutboxWork *work = g_ptr_array_steal_index (run->works, 0);
    MhProvider *provider = provider_of (self, work->attempt);

    run->n_flying++;
    run->did_something = TRUE;

    if (provider != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (self->run)))
      launch (self, work, provider);
    else
      put_back (self, work);
  }

  if (run->works->len == 0 && run->n_flying == 0)
    end_pass (self);
}

/* --- the steps of a pass ------------------------------------------------------------------------------------------ */

static void
work_prepared_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (MhDispatcher) self = user_data;
  Run *run = current_run (self);
  GError *error = NULL;
  MhDispatchWork *prepared = mh_store_run_finish (MH_STORE (source), result, &error);

  if (prepared == NULL) {
    end_run (self, error);
    return;
  }

  set_problem (self, prepared->quota_short
               ? _("LINE takes no more messages this month, so some have not been sent. Please telephone these people, or raise the limit with LINE.")
               : prepared->broadcast_problem);
  g_clear_pointer (&run->works, g_ptr_array_unref);
  run->works = g_steal_pointer (&prepared->works);
  mh_dispatch_work_free (prepared);
  start_flights (self);
}

static void
prepare (MhDispatcher *self)
{
  mh_store_run_async (self->store, mh_dispatch_prepare, job_new (self), (GDestroyNotify) mh_dispatch_job_free, (GDestroyNotify) mh_dispatch_work_free,
                      NULL, work_prepared_cb, g_object_ref (self));
}

static void
quota_asked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhDispatcher) self = user_data;

  /* What cannot be asked now is found out by sending. */
  if (!mh_provider_quota_finish (MH_PROVIDER (source), result, &self->line_quota, NULL))
    self->line_quota = -1;

  prepare (self);
}

/* LINE's quota is looked at before anything is frozen for it. */
static void
ask_quota (MhDispatcher *self)
{
  if (self->senders->providers.line != NULL)
    mh_provider_quota_async (self->senders->providers.line, NULL, quota_asked_cb, g_object_ref (self));
  else
    prepare (self);
}

static void
senders_made_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MhDispatcher) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->senders, mh_senders_free);
  self->senders = mh_senders_make_finish (result, &error);

  if (self->senders == NULL) {
    set_problem (self, error->message);
    end_pass (self);
    return;
  }

  ask_quota (self);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhDispatcher) self = user_data;
  Run *run = current_run (self);
  GError *error = NULL;
  MhDispatchLook *look = mh_store_run_finish (MH_STORE (source), result, &error);

  if (look == NULL) {
    end_run (self, error);
    return;
  }

  self->next_due = look->next_due;
  g_clear_pointer (&run->settings, mh_sender_settings_free);
  run->settings = g_steal_pointer (&look->settings);
  mh_dispatch_look_free (look);

  if (run->settings == NULL) {
    end_pass (self);
  } else if (!run->settings->sending) {
    set_problem (self, _("Sending is switched off. Nothing leaves until you switch it on in Preferences."));
    end_pass (self);
  } else if (g_get_monotonic_time () < self->paused_until) {
    end_pass (self);
  } else if (mh_senders_are_current (self->senders, run->settings)) {
    ask_quota (self);
  } else {
    mh_senders_make_async (run->settings, self->secrets, NULL, senders_made_cb, g_object_ref (self));
  }
}

static void
begin_pass (MhDispatcher *self)
{
  Run *run = current_run (self);

  run->did_something = FALSE;
  mh_store_run_async (self->store, mh_dispatch_look_for_work, job_new (self), (GDestroyNotify) mh_dispatch_job_free, (GDestroyNotify) mh_dispatch_look_free,
                      NULL, looked_cb, g_object_ref (self));
}

/* --- the object --------------------------------------------------------------------------------------------------- */

static void
mh_dispatcher_dispose (GObject *object)
{
  MhDispatcher *self = MH_DISPATCHER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->senders, mh_senders_free);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->secrets);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (mh_dispatcher_parent_class)->dispose (object);
}

static void
mh_dispatcher_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (id == PROP_PROBLEM)
    g_value_set_string (value, MH_DISPATCHER (object)->problem);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mh_dispatcher_class_init (MhDispatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mh_dispatcher_dispose;
  object_class->get_property = mh_dispatcher_get_property;

  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * MhDispatcher::changed:
   *
   * Deliveries or offers changed their state.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_dispatcher_init (MhDispatcher *self)
{
  g_queue_init (&self->waiting);
  self->cancellable = g_cancellable_new ();
}

/**
 * mh_dispatcher_new:
 * @store: the town
 * @clock: the time
 * @random: for the names of processes and requests
 * @secrets: the keyring
 *
 * Returns: (transfer full): a dispatcher that does nothing yet
 */
MhDispatcher *
mh_dispatcher_new (MhStore   *store,
                   MhClock   *clock,
                   MhRandom  *random,
                   MhSecrets *secrets)
{
  MhDispatcher *self = g_object_new (MH_TYPE_DISPATCHER, NULL);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->secrets = g_object_ref (secrets);
  self->owner = mh_random_uuid (random);

  return self;
}

/**
 * mh_dispatcher_start:
 * @self: a dispatcher
 *
 * From now on messages leave when they are due, if no other process does it.
 */
void
mh_dispatcher_start (MhDispatcher *self)
{
  g_return_if_fail (MH_IS_DISPATCHER (self));

  if (self->started)
    return;

  self->started = TRUE;
  g_cancellable_reset (self->cancellable);
  mh_dispatcher_run_async (self, FALSE, self->cancellable, NULL, NULL);
}

/**
 * mh_dispatcher_stop:
 * @self: a dispatcher
 *
 * Nothing more is begun. What is under way is answered and written down; another process may take over at once. Also after a run of
 * one's own, which would else keep others from sending until its lease ends.
 */
void
mh_dispatcher_stop (MhDispatcher *self)
{
  g_return_if_fail (MH_IS_DISPATCHER (self));

  if (self->started) {
    self->started = FALSE;
    g_clear_handle_id (&self->timer, g_source_remove);
    g_cancellable_cancel (self->cancellable);
  }

  mh_store_run_async (self->store, mh_dispatch_drop_lease, job_new (self), (GDestroyNotify) mh_dispatch_job_free, NULL, NULL, NULL, NULL);
}

/**
 * mh_dispatcher_reload:
 * @self: a dispatcher
 *
 * The credentials have changed: they are looked up again, and a pause after a refusal ends.
 */
void
mh_dispatcher_reload (MhDispatcher *self)
{
  g_return_if_fail (MH_IS_DISPATCHER (self));

  g_clear_pointer (&self->senders, mh_senders_free);
  self->paused_until = 0;
}

/**
 * mh_dispatcher_run_async:
 * @self: a dispatcher
 * @until_idle: whether to go on until nothing is due within the next two minutes
 * @cancellable: (nullable): begins no further request when cancelled
 * @callback: (nullable): called with the result
 * @user_data: data for @callback
 *
 * Sends what is due. Runs follow one another.
 */
void
mh_dispatcher_run_async (MhDispatcher       *self,
                         gboolean            until_idle,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  Run *run = g_new0 (Run, 1);
  GTask *task;

  g_return_if_fail (MH_IS_DISPATCHER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  run->until_idle = until_idle;
  g_task_set_source_tag (task, mh_dispatcher_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  g_queue_push_tail (&self->waiting, task);

  begin_next_run (self);
}

/**
 * mh_dispatcher_run_finish:
 * @self: a dispatcher
 * @result: a result
 * @out_n_sent: (out) (optional): how many requests were accepted
 * @error: return location
 *
 * Returns: whether it ran; mh_dispatcher_get_problem() says whether something keeps messages from leaving
 */
gboolean
mh_dispatcher_run_finish (MhDispatcher *self,
                          GAsyncResult *result,
                          guint        *out_n_sent,
                          GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  gssize n_sent;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_dispatcher_run_async), FALSE);

  n_sent = g_task_propagate_int (G_TASK (result), &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (out_n_sent != NULL)
    *out_n_sent = (guint) n_sent;

  return TRUE;
}

/**
 * mh_dispatcher_get_problem:
 * @self: a dispatcher
 *
 * Returns: (nullable): why nothing leaves, a sentence for the nurse
 */
const char *
mh_dispatcher_get_problem (MhDispatcher *self)
{
  g_return_val_if_fail (MH_IS_DISPATCHER (self), NULL);

  return self->problem;
}

/* --- connection test ---------------------------------------------------------------------------------------------- */

static void
provider_tested_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *sentence = mh_provider_test_finish (MH_PROVIDER (source), result, &error);

  if (sentence != NULL)
    g_task_return_pointer (task, sentence, g_free);
  else
    g_task_return_error (task, error);
}

static void
test_senders_made_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (MhSenders) senders = mh_senders_make_finish (result, &error);
  MhProvider *provider;

  if (senders == NULL) {
    g_task_return_error (task, error);
    return;
  }

  provider = g_str_equal (g_task_get_task_data (task), "line") ? senders->providers.line : senders->providers.sms;

  if (provider == NULL) {
    g_task_return_new_error (task, MH_ERROR, MH_ERROR_REFUSED,
                             _("This channel is not set up yet. Please enter its address and credentials first."));
    return;
  }

  mh_provider_test_async (provider, g_task_get_cancellable (task), provider_tested_cb, g_object_ref (task));
}

/* Any service can be tested, also before it is the one that is chosen. */
static void
begin_test (GTask            *task,
            MhDispatcher     *self,
            MhSenderSettings *settings)
{
  const char *wanted = g_task_get_task_data (task);

  if (!g_str_equal (wanted, "line") && !g_str_equal (wanted, "sms")) {
    g_free (settings->sms_provider);
    settings->sms_provider = g_strdup (wanted);
  }

  mh_senders_make_async (settings, self->secrets, g_task_get_cancellable (task), test_senders_made_cb, g_object_ref (task));
}

static void
test_settings_read_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  MhDispatcher *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (MhSenderSettings) settings = mh_store_run_finish (MH_STORE (source), result, &error);

  if (settings == NULL)
    g_task_return_error (task, error);
  else
    begin_test (task, self, settings);
}

/**
 * mh_dispatcher_test_async:
 * @self: a dispatcher
 * @provider: "line", "sms" (the service that is chosen), "karaden", "zettai" or "twilio"
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: data for @callback
 *
 * Asks the provider who we are to it, with the settings and credentials of this moment. Sends no message.
 */
void
mh_dispatcher_test_async (MhDispatcher       *self,
                          const char         *provider,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (MH_IS_DISPATCHER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mh_dispatcher_test_async);
  g_task_set_task_data (task, g_strdup (provider), g_free);
  mh_store_run_async (self->store, mh_dispatch_read_settings, job_new (self), (GDestroyNotify) mh_dispatch_job_free,
                      (GDestroyNotify) mh_sender_settings_free, cancellable, test_settings_read_cb, task);
}

/**
 * mh_dispatcher_test_finish:
 * @self: a dispatcher
 * @result: a result
 * @error: return location
 *
 * Returns: (transfer full): a sentence that names the account that answered
 */
char *
mh_dispatcher_test_finish (MhDispatcher *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_dispatcher_test_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

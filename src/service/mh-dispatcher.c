/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-dispatcher"

#include "mh-dispatcher-private.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

/* How often a running dispatcher looks whether another process has left work. */
#define HEARTBEAT_MS 1000

/* "Until idle" waits for what is held or retried within this time. */
#define HORIZON_MS 120000

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

static void
run_free (MhDispatchRun *run)
{
  g_clear_pointer (&run->settings, mh_sender_settings_free);
  g_free (run->broadcast_problem);
  g_ptr_array_unref (run->works);
  g_ptr_array_unref (run->answers);
  g_clear_error (&run->error);
  g_free (run);
}

static MhDispatchRun *
run_new (gboolean until_idle)
{
  MhDispatchRun *run = g_new0 (MhDispatchRun, 1);

  run->until_idle = until_idle;
  run->works = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_work_free);
  run->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_answer_free);

  return run;
}

/**
 * mh_dispatcher_job_new:
 * @self: a dispatcher
 *
 * Returns: (transfer full): a job for the store's worker, without answers
 */
MhDispatchJob *
mh_dispatcher_job_new (MhDispatcher *self)
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

/**
 * mh_dispatcher_get_run:
 * @self: a dispatcher
 *
 * Returns: (transfer none) (nullable): the run under way
 */
MhDispatchRun *
mh_dispatcher_get_run (MhDispatcher *self)
{
  return self->run != NULL ? g_task_get_task_data (self->run) : NULL;
}

/**
 * mh_dispatcher_set_problem:
 * @self: a dispatcher
 * @problem: (nullable): why nothing leaves, a sentence for the nurse
 */
void
mh_dispatcher_set_problem (MhDispatcher *self,
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

  if (self->goes_on)
    beat = 0;

  if (self->started && self->timer == 0)
    self->timer = g_timeout_add ((guint) beat, heartbeat_cb, self);
}

static void
begin_next_run (MhDispatcher *self)
{
  if (self->run != NULL || g_queue_is_empty (&self->waiting))
    return;

  self->run = g_queue_pop_head (&self->waiting);
  mh_dispatch_pass_begin (self);
}

static void
end_run (MhDispatcher *self,
         GError       *error)
{
  g_autoptr (MhDispatcher) keep = g_object_ref (self);
  g_autoptr (GTask) task = g_steal_pointer (&self->run);
  MhDispatchRun *run = g_task_get_task_data (task);

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
    mh_dispatch_pass_begin (self);

  return G_SOURCE_REMOVE;
}

/* Whether the run goes on: at once after work, or a little later for what is held or retried soon. The clock of the messages may stand still
 * (tests), so the wait is bounded by the computer's own. */
static gboolean
continue_run (MhDispatcher *self)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);
  gint64 ahead = self->next_due - mh_clock_now (self->clock);
  gint64 now = g_get_monotonic_time ();

  if (!run->until_idle || self->problem != NULL || g_cancellable_is_cancelled (g_task_get_cancellable (self->run)))
    return FALSE;

  if (run->did_something) {
    run->waits_for = 0;
    mh_dispatch_pass_begin (self);
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

/**
 * mh_dispatcher_end_pass:
 * @self: a dispatcher
 * @error: (nullable) (transfer full): why its run ends, too
 *
 * The pass is over: nothing of it is under way any more.
 */
void
mh_dispatcher_end_pass (MhDispatcher *self,
                        GError       *error)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);

  self->goes_on = run->is_cut && error == NULL;
  if (run->did_something || run->has_changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  if (error != NULL || !continue_run (self))
    end_run (self, error);
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

  mh_store_run_async (self->store, mh_dispatch_drop_lease, mh_dispatcher_job_new (self), (GDestroyNotify) mh_dispatch_job_free, NULL, NULL, NULL, NULL);
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
  GTask *task;

  g_return_if_fail (MH_IS_DISPATCHER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mh_dispatcher_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, run_new (until_idle), (GDestroyNotify) run_free);
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

  if (g_async_result_is_tagged (G_ASYNC_RESULT (task), mh_dispatcher_open_line_async)) {
    g_task_return_pointer (task, g_steal_pointer (&senders->providers.line), g_object_unref);
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

static void
read_settings (GTask      *task,
               const char *provider)
{
  MhDispatcher *self = g_task_get_source_object (task);

  g_task_set_task_data (task, g_strdup (provider), g_free);
  mh_store_run_async (self->store, mh_dispatch_read_settings, mh_dispatcher_job_new (self), (GDestroyNotify) mh_dispatch_job_free,
                      (GDestroyNotify) mh_sender_settings_free, g_task_get_cancellable (task), test_settings_read_cb, task);
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
  read_settings (task, provider);
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

/**
 * mh_dispatcher_open_line_async:
 * @self: a dispatcher
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: data for @callback
 *
 * LINE with the settings and credentials of this moment, to be asked about something. What is sent goes by deliveries only.
 */
void
mh_dispatcher_open_line_async (MhDispatcher       *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (MH_IS_DISPATCHER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mh_dispatcher_open_line_async);
  read_settings (task, "line");
}

/**
 * mh_dispatcher_open_line_finish:
 * @self: a dispatcher
 * @result: a result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): LINE; %NULL without @error when it is not set up
 */
MhProvider *
mh_dispatcher_open_line_finish (MhDispatcher *self,
                                GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_dispatcher_open_line_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

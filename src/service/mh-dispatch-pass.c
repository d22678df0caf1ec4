/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-dispatch-pass"

#include "mh-dispatcher-private.h"

#include <glib/gi18n-lib.h>

/* After the provider has refused everything (credentials, quota) nothing is tried for this long. */
#define PAUSE_US (60 * G_USEC_PER_SEC)

/* How often boxes that are over are looked after (mh_box_run_clock()). */
#define BOXES_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* How many requests are on the wire at once, each way. */
#define CONCURRENT 8

/* A pass takes nothing more after this: lease, settings, clock and what was tried before are looked at anew. */
#define PASS_US (5 * G_USEC_PER_SEC)

/* LINE's quota as it was asked holds for so long while passes follow one another; what leaves is taken off it. */
#define QUOTA_US (10 * G_USEC_PER_SEC)

/* One request on the wire, or waiting for its turn. */
typedef struct {
  MhDispatcher *self;      /* (owned) */
  MhOutboxWork *work;      /* (owned) */
  MhProvider   *provider;  /* (owned) */
  MhWay         way;
} Flight;

static void go_on (MhDispatcher *self);

static void
flight_free (Flight *flight)
{
  g_clear_object (&flight->self);
  g_clear_object (&flight->provider);
  g_clear_pointer (&flight->work, mh_outbox_work_free);
  g_free (flight);
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

static MhWay
way_of (const MhAttempt *attempt)
{
  return g_str_equal (attempt->provider, "line") ? MH_WAY_LINE : MH_WAY_SMS;
}

static MhOutboxAnswer *
add_answer (MhDispatcher       *self,
            const MhOutboxWork *work)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);
  MhOutboxAnswer *answer = g_new0 (MhOutboxAnswer, 1);

  answer->action = work->action;
  answer->attempt = work->attempt->id;
  answer->look_up = MH_LOOKUP_UNSURE;
  g_ptr_array_add (run->answers, answer);
  run->is_dry = FALSE;

  return answer;
}

/* The answer of @flight, to be filled; the flight is over. */
static MhOutboxAnswer *
land (Flight *flight)
{
  MhDispatchRun *run = mh_dispatcher_get_run (flight->self);
  MhOutboxAnswer *answer = add_answer (flight->self, flight->work);

  answer->tells = mh_provider_can_tell (flight->provider);
  run->n_flying[flight->way]--;
  if (flight->way == MH_WAY_LINE)
    run->n_people_flying -= flight->work->attempt->n_parts;

  return answer;
}

static void
send_finished_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Flight *flight = user_data;
  MhDispatcher *self = flight->self;
  MhOutboxAnswer *answer = land (flight);

  answer->result = mh_provider_send_finish (MH_PROVIDER (source), result);

  if (answer->result->outcome == MH_SEND_ACCEPTED) {
    mh_dispatcher_get_run (self)->n_sent++;
  } else if (answer->result->outcome == MH_SEND_STOP) {
    mh_dispatcher_set_problem (self, answer->result->reason);
    self->paused_until = g_get_monotonic_time () + PAUSE_US;
    g_clear_pointer (&self->senders, mh_senders_free);
  }

  go_on (self);
  flight_free (flight);
}

static void
look_up_finished_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  Flight *flight = user_data;
  MhOutboxAnswer *answer = land (flight);

  answer->look_up = mh_provider_look_up_finish (MH_PROVIDER (source), result, &answer->provider_id);
  go_on (flight->self);
  flight_free (flight);
}

/* A provider that does not answer is asked again when its turn comes; nothing waits for it. */
static void
status_finished_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Flight *flight = user_data;
  MhOutboxAnswer *answer = land (flight);

  answer->status = mh_provider_status_finish (MH_PROVIDER (source), result, NULL);
  go_on (flight->self);
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

/* Marked as sent, but stopped before a byte left. */
static void
put_back (MhDispatcher *self,
          MhOutboxWork *work)
{
  MhOutboxAnswer *answer = add_answer (self, work);

  if (work->action == MH_OUTBOX_SEND)
    answer->result = mh_send_result_new (MH_SEND_STOP, "stopped", NULL);

  mh_outbox_work_free (work);
}

/* Spaces requests so that the provider's rate is kept. Returns: ms to wait */
static guint
reserve_slot (MhDispatcher *self,
              MhProvider   *provider,
              MhWay         way)
{
  gint64 *slot = &mh_dispatcher_get_run (self)->next_slot[way];
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
  MhDispatchRun *run = mh_dispatcher_get_run (self);
  Flight *flight = g_new0 (Flight, 1);
  MhWay way = way_of (work->attempt);
  guint delay = work->action == MH_OUTBOX_ASK ? 0 : reserve_slot (self, provider, way);

  flight->self = g_object_ref (self);
  flight->provider = g_object_ref (provider);
  flight->work = work;
  flight->way = way;
  run->n_flying[way]++;
  if (way == MH_WAY_LINE)
    run->n_people_flying += work->attempt->n_parts;

  if (delay == 0)
    launch_cb (flight);
  else
    g_timeout_add (delay, launch_cb, flight);
}

/* The next one whose way is free. Returns: (transfer full) (nullable) */
static MhOutboxWork *
steal_work (MhDispatchRun *run)
{
  for (guint i = 0; i < run->works->len; i++) {
    const MhOutboxWork *work = g_ptr_array_index (run->works, i);

    if (run->n_flying[way_of (work->attempt)] < CONCURRENT)
      return g_ptr_array_steal_index (run->works, i);
  }

  return NULL;
}

static void
start_flights (MhDispatcher *self)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);
  MhOutboxWork *work;

  while ((work = steal_work (run)) != NULL) {
    MhProvider *provider = self->senders != NULL ? mh_outbox_find_provider (&self->senders->providers, work->attempt->provider) : NULL;

    run->did_something = TRUE;

    if (provider != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (self->run)))
      launch (self, work, provider);
    else
      put_back (self, work);
  }
}

/* --- the steps on the store ---------------------------------------------------------------------------------------- */

static gboolean
wants_more (MhDispatcher *self)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);

  if (run->is_dry || run->error != NULL || self->senders == NULL || g_get_monotonic_time () < self->paused_until ||
      g_cancellable_is_cancelled (g_task_get_cancellable (self->run)))
    return FALSE;

  run->is_cut = g_get_monotonic_time () >= run->pass_until;

  return !run->is_cut;
}

/* What could not be written down stays "attempting" and is cleared up later like any unknown outcome. */
static void
step_failed (MhDispatcher *self,
             GError       *error)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);

  mh_dispatcher_set_problem (self, error->message);
  if (run->is_taking && run->error == NULL)
    run->error = error;
  else
    g_error_free (error);
}

static void
take_works (MhDispatcher   *self,
            MhDispatchWork *taken)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);

  if (!run->is_taking)
    return;

  /* What was answered while it looked has made room. */
  run->is_dry = taken->works->len == 0 && run->answers->len == 0;
  g_ptr_array_extend_and_steal (run->works, g_steal_pointer (&taken->works));

  if (self->line_quota > 0)
    self->line_quota = MAX (self->line_quota - taken->frozen.n_line, 0);

  /* A refusal that stops everything has its own sentence. */
  if (self->senders != NULL)
    mh_dispatcher_set_problem (self, taken->frozen.quota_short
                               ? _("LINE takes no more messages this month, so some have not been sent. Please telephone these people, or raise the limit with LINE.")
                               : run->broadcast_problem);
}

static void
stepped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhDispatcher) self = user_data;
  GError *error = NULL;
  MhDispatchWork *taken = mh_store_run_finish (MH_STORE (source), result, &error);

  mh_dispatcher_get_run (self)->is_stepping = FALSE;

  if (taken == NULL)
    step_failed (self, error);
  else
    take_works (self, taken);

  g_clear_pointer (&taken, mh_dispatch_work_free);
  go_on (self);
}

static guint
count_under_way (MhDispatchRun *run,
                 MhWay          way)
{
  guint n = run->n_flying[way];

  for (guint i = 0; i < run->works->len; i++)
    n += way_of (((MhOutboxWork *) g_ptr_array_index (run->works, i))->attempt) == way ? 1 : 0;

  return n;
}

static guint
count_line_people (MhDispatchRun *run)
{
  guint n = run->n_people_flying;

  for (guint i = 0; i < run->works->len; i++) {
    const MhAttempt *attempt = ((const MhOutboxWork *) g_ptr_array_index (run->works, i))->attempt;

    n += way_of (attempt) == MH_WAY_LINE ? attempt->n_parts : 0;
  }

  return n;
}

/* Writes down what has been answered and takes what is next: one wait for the disk for both, while others are on the wire. */
static void
step (MhDispatcher *self)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);
  MhDispatchJob *job = mh_dispatcher_job_new (self);

  job->answers = g_steal_pointer (&run->answers);
  run->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_outbox_answer_free);
  job->takes = run->is_taking = wants_more (self);
  job->providers.line_under_way = count_under_way (run, MH_WAY_LINE);
  job->providers.sms_under_way = count_under_way (run, MH_WAY_SMS);
  job->providers.line_people = count_line_people (run);
  job->providers.goes_on = run->has_looked;
  run->has_looked = TRUE;
  run->is_stepping = TRUE;
  mh_store_run_async (self->store, mh_dispatch_step, job, (GDestroyNotify) mh_dispatch_job_free, (GDestroyNotify) mh_dispatch_work_free, NULL,
                      stepped_cb, g_object_ref (self));
}

static void
go_on (MhDispatcher *self)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);

  start_flights (self);

  if (run->is_stepping)
    return;

  if (run->answers->len > 0 || wants_more (self))
    step (self);
  else if (run->works->len == 0 && run->n_flying[MH_WAY_LINE] + run->n_flying[MH_WAY_SMS] == 0)
    mh_dispatcher_end_pass (self, g_steal_pointer (&run->error));
}

/* --- before the first step ------------------------------------------------------------------------------------------ */

static void
quota_asked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhDispatcher) self = user_data;

  self->quota_asked_at = g_get_monotonic_time ();

  /* What cannot be asked now is found out by sending. */
  if (!mh_provider_quota_finish (MH_PROVIDER (source), result, &self->line_quota, NULL))
    self->line_quota = -1;

  go_on (self);
}

/* LINE's quota is looked at before anything is frozen for it. */
static void
ask_quota (MhDispatcher *self)
{
  gboolean is_known = self->goes_on && g_get_monotonic_time () - self->quota_asked_at < QUOTA_US;

  if (self->senders->providers.line != NULL && !is_known)
    mh_provider_quota_async (self->senders->providers.line, NULL, quota_asked_cb, g_object_ref (self));
  else
    go_on (self);
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
    mh_dispatcher_set_problem (self, error->message);
    mh_dispatcher_end_pass (self, NULL);
    return;
  }

  ask_quota (self);
}

static void
take_look (MhDispatcher   *self,
           MhDispatchLook *look)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);

  self->next_due = look->next_due;
  g_clear_pointer (&run->settings, mh_sender_settings_free);
  run->settings = g_steal_pointer (&look->settings);
  g_free (run->broadcast_problem);
  run->broadcast_problem = g_steal_pointer (&look->broadcast_problem);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhDispatcher) self = user_data;
  MhDispatchRun *run = mh_dispatcher_get_run (self);
  GError *error = NULL;
  g_autoptr (MhDispatchLook) look = mh_store_run_finish (MH_STORE (source), result, &error);

  if (look == NULL) {
    mh_dispatcher_end_pass (self, error);
    return;
  }

  take_look (self, look);
  run->has_changed = look->changed;

  if (run->settings == NULL) {
    mh_dispatcher_end_pass (self, NULL);
  } else if (!run->settings->sending) {
    mh_dispatcher_set_problem (self, _("Sending is switched off. Nothing leaves until you switch it on in Preferences."));
    mh_dispatcher_end_pass (self, NULL);
  } else if (g_get_monotonic_time () < self->paused_until) {
    mh_dispatcher_end_pass (self, NULL);
  } else if (mh_senders_are_current (self->senders, run->settings)) {
    ask_quota (self);
  } else {
    mh_senders_make_async (run->settings, self->secrets, NULL, senders_made_cb, g_object_ref (self));
  }
}

/**
 * mh_dispatch_pass_begin:
 * @self: a dispatcher with a run
 *
 * Looks what is due and sends it: some requests are on the wire, the answers of those before are written down, and the next are taken, all at the
 * same time. No more are taken than can be stopped (mh_outbox_go_on()). The pass ends when there is nothing more, or after some seconds.
 */
void
mh_dispatch_pass_begin (MhDispatcher *self)
{
  MhDispatchRun *run = mh_dispatcher_get_run (self);
  MhDispatchJob *job = mh_dispatcher_job_new (self);

  job->boxes = g_get_monotonic_time () >= self->boxes_at;
  if (job->boxes)
    self->boxes_at = g_get_monotonic_time () + BOXES_US;
  run->did_something = FALSE;
  run->has_changed = FALSE;
  run->is_cut = FALSE;
  run->is_dry = FALSE;
  run->has_looked = FALSE;
  run->pass_until = g_get_monotonic_time () + PASS_US;
  mh_store_run_async (self->store, mh_dispatch_look_for_work, job, (GDestroyNotify) mh_dispatch_job_free,
                      (GDestroyNotify) mh_dispatch_look_free, NULL, looked_cb, g_object_ref (self));
}

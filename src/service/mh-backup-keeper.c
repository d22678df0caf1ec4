/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-keeper"

#include "mh-backup-keeper.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-town.h"

/* The operator of what the clock does by itself. */
#define CLOCK_OPERATOR "clock"
#define BEAT_SECONDS 30
#define AGAIN_MS G_GINT64_CONSTANT (3600000)
#define WHOLE 1000

struct _MhBackupKeeper
{
  GObject       parent_instance;

  /* Owned */
  char         *dir;
  MhClock      *clock;
  MhRandom     *random;
  MhSecrets    *secrets;
  GCancellable *cancellable;  /* of what is under way */

  guint         beat;         /* source id */
  gint64        look_at;      /* ms: when to look whether one is due; 0: at the next beat */
  gboolean      stopped;
  int           progress;     /* (atomic) of WHOLE */

  GMutex        mutex;
  GCond         ended;
  gboolean      busy;         /* (under mutex) */
};

typedef struct {
  MhBackupKeeper *keeper;         /* (unowned) the task holds it */
  MhBackupWork    work;
  gpointer        input;
  GDestroyNotify  free_input;
  GDestroyNotify  free_output;
  char           *operator_name;
} Job;

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhBackupKeeper, mh_backup_keeper, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  if (job->free_input != NULL && job->input != NULL)
    job->free_input (job->input);
  g_free (job->operator_name);
  g_free (job);
}

static void
progress_cb (guint64  done,
             guint64  total,
             gpointer user_data)
{
  MhBackupKeeper *self = user_data;

  g_atomic_int_set (&self->progress, total > 0 ? (int) (done * WHOLE / total) : 0);
}

static gpointer
do_job (Job          *job,
        GCancellable *cancellable,
        GError      **error)
{
  MhBackupKeeper *self = job->keeper;
  g_autoptr (MhDb) db = mh_town_open (&mh_db_driver_sqlite, self->dir, error);
  const MhSealedWatch watch = { cancellable, progress_cb, self };
  const MhDesk desk = { .db = db, .clock = self->clock, .random = self->random, .operator_name = job->operator_name };

  return db != NULL ? job->work (&desk, self->secrets, &watch, job->input, error) : NULL;
}

static void
set_busy (MhBackupKeeper *self,
          gboolean        busy)
{
  g_mutex_lock (&self->mutex);
  self->busy = busy;
  g_cond_broadcast (&self->ended);
  g_mutex_unlock (&self->mutex);
}

static void
work_on_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  gpointer output = do_job (job, cancellable, &error);

  /* Whoever waits in stop() may go on: the connection is closed. */
  set_busy (job->keeper, FALSE);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, output, job->free_output);
}

static gpointer
make_if_due (const MhDesk        *desk,
             MhSecrets           *secrets,
             const MhSealedWatch *watch,
             gpointer             input,
             GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBackupFile) file = NULL;
  g_autoptr (MhBackupStatus) status = mh_backup_get_status (desk, error);
  gint64 *next;

  if (status == NULL)
    return NULL;

  if (status->due != 0 && status->due <= mh_desk_now (desk)) {
    file = mh_backup_set_make (desk, &mh_db_driver_sqlite, secrets, TRUE, watch, &local_error);
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
    g_clear_pointer (&status, mh_backup_status_free);
    status = mh_backup_get_status (desk, error);
    if (status == NULL)
      return NULL;
  }

  next = g_new (gint64, 1);
  *next = status->due;

  return next;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  MhBackupKeeper *self = MH_BACKUP_KEEPER (source);
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *next = mh_backup_keeper_run_finish (self, result, &error);
  gint64 again = mh_clock_now (self->clock) + AGAIN_MS;

  if (self->stopped)
    return;

  /* Why it failed stands in the town's settings, where the window reads it. A setting changed by another process is seen in an hour. */
  if (error != NULL)
    g_message ("No backup was made; it is tried again in an hour");
  self->look_at = next != NULL && *next != 0 ? MIN (*next, again) : again;
}

static gboolean
beat_cb (gpointer user_data)
{
  MhBackupKeeper *self = user_data;

  if (mh_clock_now (self->clock) >= self->look_at && !mh_backup_keeper_is_busy (self))
    mh_backup_keeper_run_async (self, CLOCK_OPERATOR, make_if_due, NULL, NULL, g_free, looked_cb, NULL);

  return G_SOURCE_CONTINUE;
}

static void
mh_backup_keeper_dispose (GObject *object)
{
  mh_backup_keeper_stop (MH_BACKUP_KEEPER (object));

  G_OBJECT_CLASS (mh_backup_keeper_parent_class)->dispose (object);
}

static void
mh_backup_keeper_finalize (GObject *object)
{
  MhBackupKeeper *self = MH_BACKUP_KEEPER (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->secrets);
  g_clear_object (&self->cancellable);
  g_free (self->dir);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ended);

  G_OBJECT_CLASS (mh_backup_keeper_parent_class)->finalize (object);
}

static void
mh_backup_keeper_class_init (MhBackupKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_backup_keeper_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_backup_keeper_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_backup_keeper_init (MhBackupKeeper *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ended);
}

/**
 * mh_backup_keeper_new:
 * @dir: the data directory
 * @clock: the time
 * @random: chance
 * @secrets: the town's credentials
 *
 * Returns: (transfer full): a keeper that does nothing by itself before mh_backup_keeper_start()
 */
MhBackupKeeper *
mh_backup_keeper_new (const char *dir,
                      MhClock    *clock,
                      MhRandom   *random,
                      MhSecrets  *secrets)
{
  MhBackupKeeper *self;

  g_return_val_if_fail (dir != NULL, NULL);
  g_return_val_if_fail (MH_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (MH_IS_RANDOM (random), NULL);
  g_return_val_if_fail (MH_IS_SECRETS (secrets), NULL);

  self = g_object_new (MH_TYPE_BACKUP_KEEPER, NULL);
  self->dir = g_strdup (dir);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->secrets = g_object_ref (secrets);

  return self;
}

/**
 * mh_backup_keeper_start:
 * @self: a keeper
 *
 * From now on it looks at the clock. The first look is some seconds away, so that a missed backup does not hold up the start.
 */
void
mh_backup_keeper_start (MhBackupKeeper *self)
{
  g_return_if_fail (MH_IS_BACKUP_KEEPER (self));

  if (self->beat == 0 && !self->stopped)
    self->beat = g_timeout_add_seconds (BEAT_SECONDS, beat_cb, self);
}

/**
 * mh_backup_keeper_stop:
 * @self: a keeper
 *
 * Ends it. A backup under way is called off at its next part and leaves nothing behind.
 */
void
mh_backup_keeper_stop (MhBackupKeeper *self)
{
  g_return_if_fail (MH_IS_BACKUP_KEEPER (self));

  self->stopped = TRUE;
  g_clear_handle_id (&self->beat, g_source_remove);
  mh_backup_keeper_cancel (self);

  g_mutex_lock (&self->mutex);
  while (self->busy)
    g_cond_wait (&self->ended, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

/**
 * mh_backup_keeper_look:
 * @self: a keeper
 *
 * Has it look at its next beat whether a backup is due.
 */
void
mh_backup_keeper_look (MhBackupKeeper *self)
{
  g_return_if_fail (MH_IS_BACKUP_KEEPER (self));

  self->look_at = 0;
}

/**
 * mh_backup_keeper_is_busy:
 * @self: a keeper
 *
 * Returns: whether something is under way
 */
gboolean
mh_backup_keeper_is_busy (MhBackupKeeper *self)
{
  gboolean busy;

  g_return_val_if_fail (MH_IS_BACKUP_KEEPER (self), FALSE);

  g_mutex_lock (&self->mutex);
  busy = self->busy;
  g_mutex_unlock (&self->mutex);

  return busy;
}

/**
 * mh_backup_keeper_get_progress:
 * @self: a keeper
 *
 * Returns: how much of the present part of the work is done, from 0 to 1; writing and reading back count each for itself
 */
double
mh_backup_keeper_get_progress (MhBackupKeeper *self)
{
  g_return_val_if_fail (MH_IS_BACKUP_KEEPER (self), 0);

  return (double) g_atomic_int_get (&self->progress) / WHOLE;
}

/**
 * mh_backup_keeper_cancel:
 * @self: a keeper
 *
 * Calls off what is under way.
 */
void
mh_backup_keeper_cancel (MhBackupKeeper *self)
{
  g_return_if_fail (MH_IS_BACKUP_KEEPER (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/**
 * mh_backup_keeper_run_async:
 * @self: a keeper
 * @operator_name: who asked for it
 * @work: called on the keeper's thread
 * @input: (nullable): given to @work
 * @free_input: (nullable): frees @input
 * @free_output: (nullable): frees what @work returned where nobody takes it
 * @callback: called with the result, for mh_backup_keeper_run_finish()
 * @user_data: data for @callback
 *
 * Has @work done, unless something is under way already.
 */
void
mh_backup_keeper_run_async (MhBackupKeeper     *self,
                            const char         *operator_name,
                            MhBackupWork        work,
                            gpointer            input,
                            GDestroyNotify      free_input,
                            GDestroyNotify      free_output,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (MH_IS_BACKUP_KEEPER (self));
  g_return_if_fail (operator_name != NULL);
  g_return_if_fail (work != NULL);

  job = g_new0 (Job, 1);
  job->keeper = self;
  job->work = work;
  job->input = input;
  job->free_input = free_input;
  job->free_output = free_output;
  job->operator_name = g_strdup (operator_name);

  if (mh_backup_keeper_is_busy (self) || self->stopped) {
    g_task_report_new_error (self, callback, user_data, mh_backup_keeper_run_async, MH_ERROR, MH_ERROR_BUSY, "%s",
                             _("Something is being done with backups already. Wait until it is finished."));
    job_free (job);
    return;
  }

  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  g_atomic_int_set (&self->progress, 0);
  task = g_task_new (self, self->cancellable, callback, user_data);
  g_task_set_source_tag (task, mh_backup_keeper_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  set_busy (self, TRUE);
  g_task_run_in_thread (task, work_on_thread);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * mh_backup_keeper_run_finish:
 * @self: a keeper
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (nullable) (transfer full): what the work returned
 */
gpointer
mh_backup_keeper_run_finish (MhBackupKeeper *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  gpointer output;

  g_return_val_if_fail (MH_IS_BACKUP_KEEPER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_backup_keeper_run_async), NULL);

  output = g_task_propagate_pointer (G_TASK (result), error);
  if (!self->stopped)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return output;
}

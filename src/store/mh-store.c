/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-store"

#include "mh-store.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

/* One thread and the connection that is its alone while @pool exists. */
typedef struct {
  MhDb        *db;    /* (nullable) (owned) */
  GThreadPool *pool;  /* (nullable) (owned) one exclusive thread, so requests run in order */
} Worker;

/**
 * MhStore:
 *
 * The asynchronous face of a database: one worker thread for writes and one for reads, so that a long write never keeps the
 * screen waiting. A read sees what was committed when it starts; to read what a write has changed, ask after the write's callback.
 *
 * A request and its result belong to the requester: its data is freed, and its callback runs, in the main context
 * that was the thread's default when the request was made.
 */
struct _MhStore
{
  GObject parent_instance;

  Worker  writer;
  Worker  reader;
};

G_DEFINE_FINAL_TYPE (MhStore, mh_store, G_TYPE_OBJECT)

typedef struct {
  GTask         *task;         /* (owned) */
  MhStoreFunc    func;
  gpointer       data;         /* (nullable) */
  GDestroyNotify data_free;    /* (nullable) */
  GDestroyNotify result_free;  /* (nullable) */
  gpointer       result;       /* (nullable) */
  GError        *error;        /* (nullable) (owned) */
} Job;

static void
job_free (Job *job)
{
  if (job->data_free != NULL && job->data != NULL)
    job->data_free (job->data);
  if (job->result_free != NULL && job->result != NULL)
    job->result_free (job->result);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_free (job);
}

static gboolean
job_finished_cb (gpointer user_data)
{
  Job *job = user_data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->result_free);

  return G_SOURCE_REMOVE;
}

/* The worker gives the job away whole and keeps no reference to the task: the last one could finalize the store, which waits
 * for its workers, on a worker. */
static void
deliver (Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "mh-store result");
  g_source_set_callback (source, job_finished_cb, job, (GDestroyNotify) job_free);
  g_source_attach (source, g_task_get_context (job->task));
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  Job *job = data;
  MhDb *db = user_data;
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  mh_db_adopt_thread (db);

  if (!g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    job->result = job->func (db, job->data, cancellable, &job->error);

  if (mh_db_in_transaction (db)) {
    g_critical ("A request left its transaction open; it is rolled back");
    mh_db_rollback (db);
  }

  deliver (job);
}

static gboolean
start_worker (Worker           *worker,
              const MhDbDriver *driver,
              const char       *path,
              gboolean          may_write,
              GError          **error)
{
  worker->db = mh_db_open (driver, path, error);
  if (worker->db == NULL)
    return FALSE;

  if (!may_write && !mh_db_forbid_writes (worker->db, error))
    return FALSE;

  worker->pool = g_thread_pool_new (run_job, worker->db, 1, TRUE, error);

  return worker->pool != NULL;
}

static void
stop_worker (Worker *worker)
{
  GThreadPool *pool = g_steal_pointer (&worker->pool);

  if (pool != NULL)
    g_thread_pool_free (pool, FALSE, TRUE);

  if (worker->db != NULL)
    mh_db_adopt_thread (worker->db);
  g_clear_pointer (&worker->db, mh_db_close);
}

static void
push (Worker        *worker,
      GTask         *task,
      MhStoreFunc    func,
      gpointer       data,
      GDestroyNotify data_free,
      GDestroyNotify result_free)
{
  Job *job = g_new0 (Job, 1);

  /* A committed write must not be reported as cancelled. */
  g_task_set_check_cancellable (task, FALSE);

  job->task = g_object_ref (task);
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;

  if (worker->pool != NULL) {
    g_thread_pool_push (worker->pool, job, NULL);
    return;
  }

  g_set_error_literal (&job->error, MH_ERROR, MH_ERROR_UNAVAILABLE,
                       _("The data is closed already. Please start the program again."));
  deliver (job);
}

static void
mh_store_finalize (GObject *object)
{
  mh_store_close (MH_STORE (object));

  G_OBJECT_CLASS (mh_store_parent_class)->finalize (object);
}

static void
mh_store_class_init (MhStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = mh_store_finalize;
}

static void
mh_store_init (MhStore *self)
{
}

/**
 * mh_store_new:
 * @driver: the kind of database
 * @path: the file; its schema is the newest already
 * @error: return location for an error
 *
 * Opens @path twice, for writing and for reading, and starts the workers.
 *
 * Returns: (transfer full): a store, or %NULL: MH_ERROR_STORAGE or MH_ERROR_BUSY
 */
MhStore *
mh_store_new (const MhDbDriver *driver,
              const char       *path,
              GError          **error)
{
  g_autoptr (MhStore) self = NULL;

  g_return_val_if_fail (driver != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (MH_TYPE_STORE, NULL);

  if (!start_worker (&self->writer, driver, path, TRUE, error) ||
      !start_worker (&self->reader, driver, path, FALSE, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * mh_store_close:
 * @self: a store
 *
 * Waits until all requests made so far have run, then closes the connections. Their results are still delivered. Requests
 * made later end with MH_ERROR_UNAVAILABLE. A program calls this before it ends, so that no accepted request is lost; call
 * it from the thread that makes the requests.
 */
void
mh_store_close (MhStore *self)
{
  g_return_if_fail (MH_IS_STORE (self));

  stop_worker (&self->writer);
  stop_worker (&self->reader);
}

/**
 * mh_store_run_async:
 * @self: a store
 * @func: what to do
 * @data: (nullable): given to @func
 * @data_free: (nullable): frees @data in the caller's main context, after the callback was called
 * @result_free: (nullable): frees a result that nobody takes
 * @cancellable: (nullable): ends a request that has not begun; @func may look at it too, but not after it has committed
 * @callback: called with the result, for mh_store_run_finish()
 * @user_data: data for @callback
 *
 * Asks the writing worker to run @func. Requests run one at a time, in the order of the calls, and so do their callbacks.
 */
void
mh_store_run_async (MhStore            *self,
                    MhStoreFunc         func,
                    gpointer            data,
                    GDestroyNotify      data_free,
                    GDestroyNotify      result_free,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MH_IS_STORE (self));
  g_return_if_fail (func != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mh_store_run_async);

  push (&self->writer, task, func, data, data_free, result_free);
}

/**
 * mh_store_run_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (nullable) (transfer full): what the function returned; look at @error to tell a failure from an empty result.
 *   G_IO_ERROR_CANCELLED only when the function did not run, or said so itself
 */
gpointer
mh_store_run_finish (MhStore      *self,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (MH_IS_STORE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_store_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * mh_store_read_async:
 * @self: a store
 * @func: what to read
 * @data: (nullable): given to @func
 * @data_free: (nullable): frees @data in the caller's main context, after the callback was called
 * @result_free: (nullable): frees a result that nobody takes
 * @cancellable: (nullable): ends a request that has not begun; @func may look at it too
 * @callback: called with the result, for mh_store_read_finish()
 * @user_data: data for @callback
 *
 * As mh_store_run_async(), on the reading worker: it does not wait for writes, and a write in @func fails.
 */
void
mh_store_read_async (MhStore            *self,
                     MhStoreFunc         func,
                     gpointer            data,
                     GDestroyNotify      data_free,
                     GDestroyNotify      result_free,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MH_IS_STORE (self));
  g_return_if_fail (func != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mh_store_read_async);

  push (&self->reader, task, func, data, data_free, result_free);
}

/**
 * mh_store_read_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (nullable) (transfer full): as mh_store_run_finish()
 */
gpointer
mh_store_read_finish (MhStore      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (MH_IS_STORE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_store_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ui-context"

#include "mh-ui-context.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"

struct _MhUiContext
{
  GObject         parent_instance;

  /* Owned */
  MhStore        *store;
  MhClock        *clock;
  MhRandom       *random;
  char           *dir;
  char           *operator_name; /* (nullable) */
  MhDispatcher   *dispatcher;   /* (nullable) */
  MhSecrets      *secrets;      /* (nullable) */
  MhBackupKeeper *keeper;       /* (nullable) */
  gboolean        practice;
  gboolean        at_counter;
};

/* What travels to the worker and back. The desk is made there, around the worker's own connection. */
typedef struct {
  MhUiWork       work;
  gpointer       input;
  GDestroyNotify free_input;
  MhClock       *clock;
  MhRandom      *random;
  char          *operator_name;
} Job;

enum {
  PROP_DISPATCHER = 1,
  PROP_OPERATOR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (MhUiContext, mh_ui_context, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  if (job->free_input != NULL && job->input != NULL)
    job->free_input (job->input);
  g_object_unref (job->clock);
  g_object_unref (job->random);
  g_free (job->operator_name);
  g_free (job);
}

static gpointer
work_with_desk (MhDb         *db,
                gpointer      data,
                GCancellable *cancellable,
                GError      **error)
{
  Job *job = data;
  MhDesk desk = { .db = db, .clock = job->clock, .random = job->random, .operator_name = job->operator_name };

  return job->work (&desk, job->input, error);
}

static Job *
make_job (MhUiContext   *self,
          MhUiWork       work,
          gpointer       input,
          GDestroyNotify free_input)
{
  Job *job = g_new0 (Job, 1);

  job->work = work;
  job->input = input;
  job->free_input = free_input;
  job->clock = g_object_ref (self->clock);
  job->random = g_object_ref (self->random);
  job->operator_name = g_strdup (self->operator_name != NULL ? self->operator_name : g_get_real_name ());

  return job;
}

/* Whether something was cancelled is the store's to say: it knows what was committed. */
static GTask *
make_task (MhUiContext        *self,
           GDestroyNotify      free_output,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, mh_ui_context_finish);
  g_task_set_task_data (task, free_output, NULL);

  return task;
}

static void
return_output (GTask   *task,
               gpointer output,
               GError  *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, output, output != NULL ? (GDestroyNotify) g_task_get_task_data (task) : NULL);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gpointer output = mh_store_run_finish (MH_STORE (source), result, &error);

  return_output (task, output, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gpointer output = mh_store_read_finish (MH_STORE (source), result, &error);

  return_output (task, output, error);
}

static void
mh_ui_context_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  MhUiContext *self = MH_UI_CONTEXT (object);

  switch (prop_id) {
  case PROP_DISPATCHER:
    g_value_set_object (value, self->dispatcher);
    break;
  case PROP_OPERATOR:
    g_value_set_string (value, self->operator_name);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
mh_ui_context_finalize (GObject *object)
{
  MhUiContext *self = MH_UI_CONTEXT (object);

  g_clear_object (&self->dispatcher);
  g_clear_object (&self->secrets);
  g_clear_object (&self->keeper);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_free (self->dir);
  g_free (self->operator_name);

  G_OBJECT_CLASS (mh_ui_context_parent_class)->finalize (object);
}

static void
mh_ui_context_class_init (MhUiContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mh_ui_context_get_property;
  object_class->finalize = mh_ui_context_finalize;

  properties[PROP_DISPATCHER] = g_param_spec_object ("dispatcher", NULL, NULL, MH_TYPE_DISPATCHER,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_OPERATOR] = g_param_spec_string ("operator", NULL, NULL, NULL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_ui_context_init (MhUiContext *self)
{
}

/**
 * mh_ui_context_new:
 * @store: the town's store
 * @clock: the time
 * @random: chance
 * @dir: the data directory
 * @practice: whether it is the practice town
 *
 * Returns: (transfer full): a context that keeps what it was given
 */
MhUiContext *
mh_ui_context_new (MhStore    *store,
                   MhClock    *clock,
                   MhRandom   *random,
                   const char *dir,
                   gboolean    practice)
{
  MhUiContext *self;

  g_return_val_if_fail (MH_IS_STORE (store), NULL);
  g_return_val_if_fail (MH_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (MH_IS_RANDOM (random), NULL);
  g_return_val_if_fail (dir != NULL, NULL);

  self = g_object_new (MH_TYPE_UI_CONTEXT, NULL);
  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->dir = g_strdup (dir);
  self->practice = practice;

  return self;
}

/**
 * mh_ui_context_get_store:
 * @self: a context
 *
 * Returns: (transfer none): the store
 */
MhStore *
mh_ui_context_get_store (MhUiContext *self)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), NULL);

  return self->store;
}

/**
 * mh_ui_context_get_clock:
 * @self: a context
 *
 * Returns: (transfer none): the clock
 */
MhClock *
mh_ui_context_get_clock (MhUiContext *self)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), NULL);

  return self->clock;
}

/**
 * mh_ui_context_get_dir:
 * @self: a context
 *
 * Returns: the data directory
 */
const char *
mh_ui_context_get_dir (MhUiContext *self)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), NULL);

  return self->dir;
}

/**
 * mh_ui_context_is_practice:
 * @self: a context
 *
 * Returns: whether this is the practice town, where nobody is real
 */
gboolean
mh_ui_context_is_practice (MhUiContext *self)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), FALSE);

  return self->practice;
}

/**
 * mh_ui_context_set_at_counter:
 * @self: a town
 * @at_counter: whether somebody in front of the desk may see the screen
 *
 * All that is shown is read again.
 */
void
mh_ui_context_set_at_counter (MhUiContext *self,
                              gboolean     at_counter)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (self));

  if (self->at_counter == at_counter)
    return;

  self->at_counter = at_counter;
  mh_ui_context_emit_changed (self);
}

/**
 * mh_ui_context_veil:
 * @self: a town
 * @text: (nullable): an address or a telephone number that is to be shown
 *
 * Every address and telephone number on the screen goes through here, but for the forms in which it is written and a file that is being imported.
 *
 * Returns: (nullable) (transfer none): @text, or where it may not be seen from the counter, that it is hidden
 */
const char *
mh_ui_context_veil (MhUiContext *self,
                    const char  *text)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), NULL);

  return self->at_counter && text != NULL && *text != '\0' ? _("(hidden at the counter)") : text;
}

/**
 * mh_ui_context_get_operator:
 * @self: a context
 *
 * Returns: (nullable): who sits at the PC, as she said herself
 */
const char *
mh_ui_context_get_operator (MhUiContext *self)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), NULL);

  return self->operator_name;
}

/**
 * mh_ui_context_set_operator:
 * @self: a context
 * @operator_name: who sits at the PC from now on
 *
 * What is done from now on stands in the log beside this name.
 */
void
mh_ui_context_set_operator (MhUiContext *self,
                            const char  *operator_name)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (self));
  g_return_if_fail (operator_name != NULL);

  if (g_strcmp0 (self->operator_name, operator_name) == 0)
    return;

  g_free (self->operator_name);
  self->operator_name = g_strdup (operator_name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPERATOR]);
}

/**
 * mh_ui_context_get_dispatcher:
 * @self: a context
 *
 * Returns: (nullable) (transfer none): what sends messages; %NULL until there is one
 */
MhDispatcher *
mh_ui_context_get_dispatcher (MhUiContext *self)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), NULL);

  return self->dispatcher;
}

/**
 * mh_ui_context_set_dispatcher:
 * @self: a context
 * @dispatcher: (nullable): what sends messages
 *
 * Gives the dispatcher, once it is there.
 */
void
mh_ui_context_set_dispatcher (MhUiContext  *self,
                              MhDispatcher *dispatcher)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (self));

  if (g_set_object (&self->dispatcher, dispatcher))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISPATCHER]);
}

/**
 * mh_ui_context_get_secrets:
 * @self: a context
 *
 * Returns: (nullable) (transfer none): where this town's credentials are kept
 */
MhSecrets *
mh_ui_context_get_secrets (MhUiContext *self)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), NULL);

  return self->secrets;
}

/**
 * mh_ui_context_set_secrets:
 * @self: a context
 * @secrets: (nullable): where this town's credentials are kept
 *
 * Gives the keyring.
 */
void
mh_ui_context_set_secrets (MhUiContext *self,
                           MhSecrets   *secrets)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (self));

  g_set_object (&self->secrets, secrets);
}

/**
 * mh_ui_context_get_backup_keeper:
 * @self: a context
 *
 * Returns: (nullable) (transfer none): what makes backups
 */
MhBackupKeeper *
mh_ui_context_get_backup_keeper (MhUiContext *self)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), NULL);

  return self->keeper;
}

/**
 * mh_ui_context_set_backup_keeper:
 * @self: a context
 * @keeper: (nullable): what makes backups
 *
 * Gives the keeper.
 */
void
mh_ui_context_set_backup_keeper (MhUiContext    *self,
                                 MhBackupKeeper *keeper)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (self));

  g_set_object (&self->keeper, keeper);
}

/**
 * mh_ui_context_today:
 * @self: a context
 *
 * Returns: the civil date in Japan
 */
MhDate
mh_ui_context_today (MhUiContext *self)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), MH_DATE_NONE);

  return mh_date_from_ms (mh_clock_now (self->clock));
}

/**
 * mh_ui_context_emit_changed:
 * @self: a context
 *
 * Whoever has changed something in the database says so, and what is seen is read again.
 */
void
mh_ui_context_emit_changed (MhUiContext *self)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (self));

  g_signal_emit (self, changed_signal, 0);
}

/**
 * mh_ui_context_run_async:
 * @self: a context
 * @work: called on the thread that writes
 * @input: (nullable): given to @work
 * @free_input: (nullable): frees @input once @work has returned
 * @free_output: (nullable): frees what @work returned where nobody takes it
 * @cancellable: (nullable): takes back what has not begun
 * @callback: called on the main context with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Has @work done after all that was asked for before it.
 */
void
mh_ui_context_run_async (MhUiContext        *self,
                         MhUiWork            work,
                         gpointer            input,
                         GDestroyNotify      free_input,
                         GDestroyNotify      free_output,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (self));
  g_return_if_fail (work != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  mh_store_run_async (self->store, work_with_desk, make_job (self, work, input, free_input),
                      (GDestroyNotify) job_free, free_output, cancellable, run_cb,
                      make_task (self, free_output, cancellable, callback, user_data));
}

/**
 * mh_ui_context_read_async:
 * @self: a context
 * @work: called on a thread that cannot write
 * @input: (nullable): given to @work
 * @free_input: (nullable): frees @input once @work has returned
 * @free_output: (nullable): frees what @work returned where nobody takes it
 * @cancellable: (nullable): a cancellable
 * @callback: called on the main context with the result, for mh_ui_context_finish()
 * @user_data: data for @callback
 *
 * Has @work done beside the writes.
 */
void
mh_ui_context_read_async (MhUiContext        *self,
                          MhUiWork            work,
                          gpointer            input,
                          GDestroyNotify      free_input,
                          GDestroyNotify      free_output,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_return_if_fail (MH_IS_UI_CONTEXT (self));
  g_return_if_fail (work != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  mh_store_read_async (self->store, work_with_desk, make_job (self, work, input, free_input),
                       (GDestroyNotify) job_free, free_output, cancellable, read_cb,
                       make_task (self, free_output, cancellable, callback, user_data));
}

/**
 * mh_ui_context_finish:
 * @self: a context
 * @result: the result
 * @error: return location for an error
 *
 * Ends mh_ui_context_run_async() and mh_ui_context_read_async().
 *
 * Returns: (nullable) (transfer full): what the work returned; %NULL with @error when it failed
 */
gpointer
mh_ui_context_finish (MhUiContext  *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (MH_IS_UI_CONTEXT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_ui_context_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * mh_ui_find_act_about:
 * @desk: the desk
 * @resident: a resident
 *
 * Returns: the act that stands newest in the log of @resident, or 0 when the newest entry is no act
 */
gint64
mh_ui_find_act_about (const MhDesk *desk,
                      gint64        resident)
{
  g_autoptr (GPtrArray) entries = NULL;

  g_return_val_if_fail (desk != NULL, 0);

  entries = mh_audit_list (desk->db, resident, 1, NULL);
  if (entries == NULL || entries->len == 0)
    return 0;

  return ((const MhAuditEntry *) entries->pdata[0])->act;
}

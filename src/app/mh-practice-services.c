/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-practice-services"

#include "mh-practice-services.h"

#include "mh-act.h"
#include "mh-config-table.h"
#include "mh-instance.h"
#include "mh-sandbox-child.h"

#define JOURNAL_NAME   "sandbox.journal"
#define KARADEN_TENANT "/api/7a1c0e52-6d0b-4c1e-9a53-0f6f1f2d8b11"  /* made up: the service takes UUIDs only */
#define SERVICE_ID     "1"
#define TOKEN          "practice"

struct _MhPracticeServices
{
  GObject         parent_instance;

  /* Owned */
  MhUiContext    *context;
  MhSandboxChild *child;    /* (nullable) once it listens */
};

G_DEFINE_FINAL_TYPE (MhPracticeServices, mh_practice_services, G_TYPE_OBJECT)

static gboolean
write_addresses (MhDb       *db,
                 const char *address,
                 GError    **error)
{
  g_autofree char *karaden = g_strconcat (address, KARADEN_TENANT, NULL);

  return mh_config_table_set (db, "line.endpoint", address, error) &&
         mh_config_table_set (db, "line.data-endpoint", address, error) &&
         mh_config_table_set (db, "sms.zettai.endpoint", address, error) &&
         mh_config_table_set (db, "sms.twilio.endpoint", address, error) &&
         mh_config_table_set (db, "sms.karaden.endpoint", karaden, error) &&
         mh_config_table_set (db, "sms.karaden.service-id", SERVICE_ID, error);
}

/* Not something to take back: the services have another port at each start. */
static gpointer
tell_address (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "config.set",
                                        MH_UNDO_NONE, error);

  if (act == NULL)
    return NULL;

  mh_act_set_text (act, "key", "line.endpoint");
  if (!write_addresses (desk->db, input, error) || !mh_act_commit (act, error))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

static void
karaden_token_kept_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  /* Without a keyring the dispatcher says so. */
  mh_secrets_store_finish (MH_SECRETS (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
line_token_kept_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  GTask *task = user_data;

  mh_secrets_store_finish (MH_SECRETS (source), result, NULL);
  mh_secrets_store_async (MH_SECRETS (source), MH_SECRET_KARADEN_TOKEN, TOKEN, g_task_get_cancellable (task),
                          karaden_token_kept_cb, task);
}

static void
address_told_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  MhSecrets *secrets = mh_ui_context_get_secrets (MH_UI_CONTEXT (source));
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else if (secrets == NULL)
    g_task_return_boolean (task, TRUE);
  else
    mh_secrets_store_async (secrets, MH_SECRET_LINE_TOKEN, TOKEN, cancellable, line_token_kept_cb,
                            g_steal_pointer (&task));
}

static void
child_started_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  MhPracticeServices *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->child = mh_sandbox_child_start_finish (result, &error);
  if (self->child == NULL) {
    g_task_return_error (task, error);
    return;
  }

  mh_ui_context_run_async (self->context, tell_address, mh_sandbox_child_dup_address (self->child), g_free, NULL,
                           g_task_get_cancellable (task), address_told_cb, g_object_ref (task));
}

static void
mh_practice_services_finalize (GObject *object)
{
  MhPracticeServices *self = MH_PRACTICE_SERVICES (object);

  g_clear_object (&self->child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_practice_services_parent_class)->finalize (object);
}

static void
mh_practice_services_class_init (MhPracticeServicesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_practice_services_finalize;
}

static void
mh_practice_services_init (MhPracticeServices *self)
{
}

/**
 * mh_practice_services_new:
 * @context: a practice town
 *
 * Returns: (transfer full): services that do not run yet
 */
MhPracticeServices *
mh_practice_services_new (MhUiContext *context)
{
  MhPracticeServices *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (mh_ui_context_is_practice (context), NULL);

  self = g_object_new (MH_TYPE_PRACTICE_SERVICES, NULL);
  self->context = g_object_ref (context);

  return self;
}

/**
 * mh_practice_services_start_async:
 * @self: services that do not run
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_practice_services_start_finish()
 * @user_data: data for @callback
 *
 * Starts them; they run as long as @self lives.
 */
void
mh_practice_services_start_async (MhPracticeServices *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autofree char *program = NULL;
  g_autofree char *journal = NULL;
  GTask *task;

  g_return_if_fail (MH_IS_PRACTICE_SERVICES (self));
  g_return_if_fail (self->child == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mh_practice_services_start_async);

  program = mh_instance_dup_program ("machihoken-sandbox");
  journal = g_build_filename (mh_ui_context_get_dir (self->context), JOURNAL_NAME, NULL);
  mh_sandbox_child_start_async (program, journal, cancellable, child_started_cb, task);
}

/**
 * mh_practice_services_start_finish:
 * @self: the services
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether they run
 */
gboolean
mh_practice_services_start_finish (MhPracticeServices *self,
                                   GAsyncResult       *result,
                                   GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_practice_services_start_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

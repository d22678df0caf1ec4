/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox-child"

#include "mh-sandbox-child.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "mh-error.h"

struct _MhSandboxChild
{
  GObject           parent_instance;

  GSubprocess      *process;  /* (owned) */
  GDataInputStream *output;   /* (owned): kept open, else it would die of a closed pipe */
  guint16           port;
};

G_DEFINE_FINAL_TYPE (MhSandboxChild, mh_sandbox_child, G_TYPE_OBJECT)

/* The first line is a JSON object with the port that was free. */
static gboolean
read_port (const char *line,
           guint16    *out_port,
           GError    **error)
{
  g_autoptr (JsonNode) node = line != NULL ? json_from_string (line, NULL) : NULL;
  gint64 port = 0;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    port = json_object_get_int_member_with_default (json_node_get_object (node), "port", 0);

  if (port <= 0 || port > G_MAXUINT16) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_UNAVAILABLE,
                         _("The practice services did not start. Close this window and open the practice town again."));
    return FALSE;
  }

  *out_port = (guint16) port;

  return TRUE;
}

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  MhSandboxChild *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (error != NULL || !read_port (line, &self->port, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
mh_sandbox_child_finalize (GObject *object)
{
  MhSandboxChild *self = MH_SANDBOX_CHILD (object);

  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);

  g_clear_object (&self->output);
  g_clear_object (&self->process);

  G_OBJECT_CLASS (mh_sandbox_child_parent_class)->finalize (object);
}

static void
mh_sandbox_child_class_init (MhSandboxChildClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_sandbox_child_finalize;
}

static void
mh_sandbox_child_init (MhSandboxChild *self)
{
}

/**
 * mh_sandbox_child_start_async:
 * @program: the path of machihoken-sandbox
 * @journal: a file to which it adds what was "sent"
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result, for mh_sandbox_child_start_finish()
 * @user_data: data for @callback
 *
 * Starts the services on a free port and waits until they listen.
 */
void
mh_sandbox_child_start_async (const char         *program,
                              const char         *journal,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (MhSandboxChild) self = g_object_new (MH_TYPE_SANDBOX_CHILD, NULL);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (program != NULL);
  g_return_if_fail (journal != NULL);

  g_task_set_source_tag (task, mh_sandbox_child_start_async);

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    program, "--port", "0", "--journal", journal, "--exit-with-stdin", NULL);
  if (self->process == NULL) {
    g_task_return_new_error (task, MH_ERROR, MH_ERROR_UNAVAILABLE,
                             _("The practice services could not be started: %s"), error->message);
    return;
  }

  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_task_set_task_data (task, g_object_ref (self), g_object_unref);
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, cancellable, line_read_cb,
                                       g_object_ref (task));
}

/**
 * mh_sandbox_child_start_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the running child, or %NULL
 */
MhSandboxChild *
mh_sandbox_child_start_finish (GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_sandbox_child_start_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * mh_sandbox_child_dup_address:
 * @self: a running child
 *
 * Returns: (transfer full): the base address of its services
 */
char *
mh_sandbox_child_dup_address (MhSandboxChild *self)
{
  g_return_val_if_fail (MH_IS_SANDBOX_CHILD (self), NULL);

  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-deed"

#include "mh-deed.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-audit.h"
#include "mh-dialogs.h"
#include "mh-waiting.h"
#include "mh-window.h"

/* How far back in the log an act is looked for that was written a moment ago. */
#define LOG_DEPTH 20

/* What is asked of the worker. */
typedef struct {
  MhUiWork       work;
  gpointer       input;       /* (nullable) (owned) */
  GDestroyNotify free_input;  /* (nullable) */
} Job;

/* What the worker gives back. */
typedef struct {
  MhDeedDone *done;   /* (owned) */
  char       *also;   /* (nullable) (owned) what else the nurse ought to know */
} Outcome;

typedef struct {
  GtkWidget     *widget;     /* (owned) */
  char          *toast;      /* (nullable) (owned) */
  MhDeedCallback callback;   /* (nullable) */
  gpointer       user_data;
} Deed;

static void
deed_free (Deed *deed)
{
  g_object_unref (deed->widget);
  g_free (deed->toast);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static void
job_free (Job *job)
{
  if (job->free_input != NULL)
    job->free_input (job->input);
  g_free (job);
}

static void
outcome_free (Outcome *outcome)
{
  g_free (outcome->done);
  g_free (outcome->also);
  g_free (outcome);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

/* On the worker. */
static gpointer
do_job (const MhDesk *desk,
        gpointer      input,
        GError      **error)
{
  const Job *job = input;
  MhDeedDone *done = job->work (desk, job->input, error);
  Outcome *outcome;

  if (done == NULL)
    return NULL;

  outcome = g_new0 (Outcome, 1);
  outcome->done = done;
  if (done->act != 0)
    outcome->also = mh_waiting_dup_parted (desk, done->act, NULL);

  return outcome;
}

static void
say (Deed          *deed,
     const Outcome *outcome)
{
  MhWindow *window = mh_window_of (deed->widget);
  g_autofree char *toast = NULL;

  if (window == NULL || deed->toast == NULL)
    return;

  /* Translators: what was done, and a sentence on what it has changed besides */
  toast = outcome->also != NULL ? g_strdup_printf (C_("toast", "%1$s. %2$s"), deed->toast, outcome->also) : g_strdup (deed->toast);
  mh_window_show_toast (window, toast, outcome->done->act);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Deed) deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) outcome = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  const MhDeedDone *done = outcome != NULL ? outcome->done : NULL;

  if (done != NULL)
    say (deed, outcome);

  if (deed->callback != NULL)
    deed->callback (deed->widget, done, error, deed->user_data);
  else if (done == NULL)
    mh_dialogs_show_error (deed->widget, _("This could not be done"), error);

  if (done != NULL)
    mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
}

static gboolean
names_id (const char *detail,
          const char *member,
          gint64      id)
{
  g_autoptr (JsonNode) node = json_from_string (detail, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && json_object_get_int_member_with_default (object, member, 0) == id;
}

/**
 * mh_deed_done:
 * @id: what was made, or 0
 * @act: what undo takes back, or 0
 *
 * Returns: (transfer full): what a work function gives back
 */
MhDeedDone *
mh_deed_done (gint64 id,
              gint64 act)
{
  MhDeedDone *done = g_new0 (MhDeedDone, 1);

  done->id = id;
  done->act = act;

  return done;
}

/**
 * mh_deed_find_act:
 * @desk: the desk
 * @kind: the kind of the act, "session.add"
 * @member: the detail that names what it was about, "session"
 * @id: the value of that detail
 *
 * Finds the act that has just been written; the newest one is not enough, since another process may have acted since.
 *
 * Returns: the act, or 0: then there is simply no button to take it back
 */
gint64
mh_deed_find_act (const MhDesk *desk,
                  const char   *kind,
                  const char   *member,
                  gint64        id)
{
  g_autoptr (GPtrArray) entries = mh_audit_list (desk->db, 0, LOG_DEPTH, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const MhAuditEntry *entry = entries->pdata[i];

    if (entry->act != 0 && g_str_equal (entry->kind, kind) && names_id (entry->detail, member, id))
      return entry->act;
  }

  return 0;
}

/**
 * mh_deed_run:
 * @widget: where it was asked for; kept until the end
 * @context: the open town
 * @work: does it, on the thread that writes
 * @input: (nullable): for @work
 * @free_input: (nullable): frees @input
 * @toast: (nullable): what to say when it is done
 * @callback: (nullable): told how it went
 * @user_data: for @callback
 *
 * Has something done that changes the town. The toast says as well who goes on waiting where the act took one out of those who wait together.
 */
void
mh_deed_run (GtkWidget     *widget,
             MhUiContext   *context,
             MhUiWork       work,
             gpointer       input,
             GDestroyNotify free_input,
             const char    *toast,
             MhDeedCallback callback,
             gpointer       user_data)
{
  Deed *deed;
  Job *job;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  deed = g_new0 (Deed, 1);
  deed->widget = g_object_ref (widget);
  deed->toast = g_strdup (toast);
  deed->callback = callback;
  deed->user_data = user_data;

  job = g_new0 (Job, 1);
  job->work = work;
  job->input = input;
  job->free_input = free_input;

  mh_ui_context_run_async (context, do_job, job, (GDestroyNotify) job_free, (GDestroyNotify) outcome_free, NULL, done_cb, deed);
}

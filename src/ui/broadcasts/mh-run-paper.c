/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-run-paper"

#include "mh-run-paper.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-print.h"
#include "mh-broadcast.h"
#include "mh-deed.h"
#include "mh-file-dialogs.h"
#include "mh-print.h"

/* Kept until it is printed, or until a place for the file is chosen. */
typedef struct {
  MhUiContext *context;    /* (owned) */
  gint64       broadcast;
  const char  *state;      /* (nullable) static */
  char        *path;       /* (owned) (nullable) */
} Job;

static Job *
job_new (MhUiContext *context,
         gint64       broadcast,
         const char  *state)
{
  Job *job = g_new0 (Job, 1);

  job->context = g_object_ref (context);
  job->broadcast = broadcast;
  job->state = state;

  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->context);
  g_free (job->path);
  g_free (job);
}

/* --- on paper ------------------------------------------------------------------------------------------------------ */

static gpointer
print_work (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Job *job = input;

  return mh_broadcast_print_results (desk, job->broadcast, job->state, error);
}

static void
pages_made_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  MhPages *pages = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  mh_print_take_pages (user_data, pages, error);
}

static void
pages_wanted_cb (MhPrint *print,
                 gpointer user_data)
{
  const Job *job = user_data;

  mh_ui_context_run_async (job->context, print_work, job_new (job->context, job->broadcast, job->state), job_free, (GDestroyNotify) mh_pages_free, NULL,
                           pages_made_cb, print);
}

/**
 * mh_run_paper_print:
 * @widget: a widget of the window
 * @context: the open town
 * @broadcast: one that was let out
 * @state: (nullable): static; the rows only of those who stand there
 *
 * Prints the report of the results.
 */
void
mh_run_paper_print (GtkWidget   *widget,
                    MhUiContext *context,
                    gint64       broadcast,
                    const char  *state)
{
  mh_print_roster_async (widget, _("Results of a broadcast"), FALSE, pages_wanted_cb, job_new (context, broadcast, state), job_free);
}

/* --- as a file ----------------------------------------------------------------------------------------------------- */

static gpointer
export_results (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  const Job *job = input;

  return mh_broadcast_export_results (desk, job->broadcast, job->path, error) ? mh_deed_done (0, 0) : NULL;
}

static void
place_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Job *job = user_data;
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (source), result);

  if (file == NULL || g_file_peek_path (file) == NULL) {
    job_free (job);
    return;
  }

  job->path = g_strdup (g_file_peek_path (file));
  mh_deed_run (GTK_WIDGET (source), job->context, export_results, job, job_free, _("The list is saved"), NULL, NULL);
}

/**
 * mh_run_paper_save:
 * @widget: a widget of the window
 * @context: the open town
 * @broadcast: one that was let out
 *
 * Saves the list of results, everybody in it.
 */
void
mh_run_paper_save (GtkWidget   *widget,
                   MhUiContext *context,
                   gint64       broadcast)
{
  mh_file_dialogs_save_async (widget, _("Save the list of results"), "results.csv", place_chosen_cb, job_new (context, broadcast, NULL));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception-lists"

#include "mh-reception-lists.h"

#include <glib/gi18n-lib.h>

#include "mh-call-sheet.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-export-window.h"
#include "mh-print.h"
#include "mh-reception-after.h"

/* More names than that are not read in a dialog. */
#define MAX_NAMES 12

typedef struct {
  gint64  programme;
  GArray *people;     /* (owned) (element-type MhNotYet) */
  char   *title;      /* (owned) */
  char   *names;      /* (owned) the first of them, one a line */
  gint64  n_unclear;
} PeopleList;

/* Of a sheet; the worker has a copy of its own. */
typedef struct {
  MhUiContext *context;   /* (owned) (nullable) */
  GArray      *people;    /* (owned) (element-type MhNotYet) */
  char        *title;     /* (owned) */
} PrintJob;

static void
people_list_clear (gpointer data)
{
  PeopleList *list = data;

  g_clear_pointer (&list->people, g_array_unref);
  g_free (list->title);
  g_free (list->names);
}

static void
people_list_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, people_list_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PeopleList, people_list_unref)

static gboolean
write_names (const MhDesk *desk,
             PeopleList   *list,
             GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) people = NULL;
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < list->people->len && i < MAX_NAMES; i++)
    g_array_append_val (ids, g_array_index (list->people, MhNotYet, i).resident);

  people = mh_people_list (desk, (const gint64 *) (void *) ids->data, ids->len, error);
  for (guint i = 0; people != NULL && i < people->len; i++)
    g_string_append_printf (names, "%s\n", ((MhPerson *) g_ptr_array_index (people, i))->shown_name);
  if (list->people->len > MAX_NAMES)
    g_string_append_printf (names, _("… and %u more"), list->people->len - MAX_NAMES);
  list->names = g_string_free (names, FALSE);

  return people != NULL;
}

static gpointer
read_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  g_autoptr (PeopleList) list = g_atomic_rc_box_new0 (PeopleList);
  g_autoptr (MhProgramme) programme = mh_programme_table_get (desk->db, *(gint64 *) input, error);

  if (programme == NULL)
    return NULL;

  list->programme = programme->id;
  list->title = g_strdup_printf (_("Not yet: %s"), programme->name);
  list->people = mh_reception_list_not_yet (desk, programme->id, mh_desk_today (desk), &list->n_unclear, error);

  return list->people != NULL && write_names (desk, list, error) ? g_steal_pointer (&list) : NULL;
}

static gpointer
wait_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const PeopleList *list = input;
  gint64 n = 0, act = 0;

  return mh_reception_let_wait (desk, list->programme, list->people, &n, &act, error) ? mh_deed_done (n, act) : NULL;
}

static void
print_job_free (gpointer data)
{
  PrintJob *job = data;

  g_clear_object (&job->context);
  g_array_unref (job->people);
  g_free (job->title);
  g_free (job);
}

static gpointer
make_sheet (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const PrintJob *job = input;

  return mh_call_sheet_make (desk, job->title, job->people, error);
}

static void
sheet_made_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  MhRoster *sheet = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  mh_print_take (user_data, sheet, error);
}

static PrintJob *
print_job_new (MhUiContext *context,
               const char  *title,
               GArray      *people)
{
  PrintJob *job = g_new0 (PrintJob, 1);

  g_set_object (&job->context, context);
  job->title = g_strdup (title);
  job->people = g_array_ref (people);

  return job;
}

static void
print_wanted_cb (MhPrint *print,
                 gpointer user_data)
{
  const PrintJob *job = user_data;

  mh_ui_context_run_async (job->context, make_sheet, print_job_new (NULL, job->title, job->people), print_job_free,
                           (GDestroyNotify) mh_roster_free, NULL, sheet_made_cb, print);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PeopleList) list = user_data;
  MhReceptionPlace *self = MH_RECEPTION_PLACE (source);

  switch (mh_dialogs_choose_finish (GTK_WIDGET (source), result)) {
  case 0:
    mh_deed_run (GTK_WIDGET (self), self->context, wait_work, g_atomic_rc_box_acquire (list), people_list_unref,
                 _("They are on the waiting list; who was there already stays where he was"), NULL, NULL);
    break;

  case 1:
    mh_reception_lists_print (GTK_WIDGET (self), self->context, list->title, list->people);
    break;

  case 2:
    mh_reception_lists_save (GTK_WIDGET (self), self->context, list->people);
    break;

  default:
    mh_reception_focus_scan (self);
    break;
  }
}

static void
list_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhReceptionPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PeopleList) list = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  const char *actions[] = { _("Put on the _Waiting List"), _("_Print a Sheet for Calling"), _("_Save as a File …"), NULL };
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (list == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The list cannot be read"), error);
    return;
  }

  if (list->people->len == 0) {
    mh_dialogs_show_text (GTK_WIDGET (self), list->title, list->n_unclear > 0
                          ? _("Nobody. But nothing is noted of some whose day has passed: please close that day first.")
                          : _("Nobody: there is nothing to do."));
    return;
  }

  heading = g_strdup_printf (_("%s: %u people"), list->title, list->people->len);
  body = list->n_unclear > 0
         ? g_strdup_printf (_("%s\n%d more are left out, because nothing is noted of a day that has passed, or because they must be looked at one by one."),
                            list->names, (int) list->n_unclear)
         : g_strdup (list->names);
  mh_dialogs_choose_async (GTK_WIDGET (self), heading, body, actions, chosen_cb, g_steal_pointer (&list));
}

/**
 * mh_reception_lists_print:
 * @parent: a widget in the window
 * @context: the open town
 * @title: what the sheet is about
 * @people: (element-type MhNotYet): whom to call; not changed any more
 *
 * Prints a sheet for the telephone.
 */
void
mh_reception_lists_print (GtkWidget   *parent,
                          MhUiContext *context,
                          const char  *title,
                          GArray      *people)
{
  mh_print_roster_async (parent, title, TRUE, print_wanted_cb, print_job_new (context, title, people), print_job_free);
}

/**
 * mh_reception_lists_save:
 * @parent: a widget in the window
 * @context: the open town
 * @people: (element-type MhNotYet): who
 *
 * Offers to save them as a file.
 */
void
mh_reception_lists_save (GtkWidget   *parent,
                         MhUiContext *context,
                         GArray      *people)
{
  static const MhExportList lists[] = { MH_EXPORT_RESIDENTS };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  MhExportRequest request = { .list = MH_EXPORT_RESIDENTS };

  for (guint i = 0; i < people->len; i++)
    g_array_append_val (ids, g_array_index (people, MhNotYet, i).resident);
  request.people = (const gint64 *) (void *) ids->data;
  request.n_people = ids->len;
  mh_export_window_present (parent, context, lists, G_N_ELEMENTS (lists), &request);
}

/**
 * mh_reception_lists_open:
 * @self: the place
 *
 * Reads who has not been yet and asks what is to be done with the list.
 */
void
mh_reception_lists_open (MhReceptionPlace *self)
{
  gint64 programme;

  if (self->view == NULL || self->view->day == NULL)
    return;

  programme = self->view->day->programme->id;
  mh_ui_context_read_async (self->context, read_work, g_memdup2 (&programme, sizeof programme), g_free, people_list_unref,
                            self->cancellable, list_read_cb, g_object_ref (self));
}

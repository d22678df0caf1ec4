/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-window"

#include "mh-import-window.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-error.h"
#include "mh-file-dialogs.h"
#include "mh-import-finish.h"
#include "mh-import-lines.h"
#include "mh-import-preview.h"
#include "mh-import-questions.h"
#include "mh-import-report-view.h"
#include "mh-import-result.h"
#include "mh-import-steps.h"
#include "mh-keys.h"
#include "mh-window.h"

#define METER_MS 80

struct _MhImportWindow
{
  AdwWindow           parent_instance;

  /* Template widgets */
  AdwWindowTitle     *title;
  GtkWidget          *cancel_button;
  GtkWidget          *back_button;
  GtkWidget          *next_button;
  GtkWidget          *compare_button;
  GtkWidget          *apply_button;
  GtkStack           *steps;
  AdwStatusPage      *choose_page;
  GtkLabel           *working_label;
  GtkProgressBar     *working_bar;
  GtkLabel           *profile;
  GtkDropDown        *encoding;
  MhImportPreview    *preview;
  GtkLabel           *problem;
  MhImportQuestions  *questions;
  MhImportReportView *report_view;
  MhImportResult     *result;

  /* Owned */
  MhUiContext        *context;
  char               *path;         /* (nullable) */
  MhImportFile       *file;         /* (nullable) */
  MhImportAnswers    *answers;      /* (nullable) with @file */
  MhImportPeople     *people;       /* (nullable) as first read: its questions are those that are asked */
  MhImportReport     *report;       /* (nullable) */
  GCancellable       *cancellable;  /* of the step that runs */
  GCancellable       *day_check;    /* (nullable) of the question about the day */

  const char         *step;         /* static: the page in front, but never "working" */
  MhImportMeter       meter;
  guint               meter_source; /* 0: nothing runs */
  guint               n_touched;    /* when it was applied */
  gboolean            columns_set;  /* by hand, other than guessed or remembered */
};

typedef struct {
  const char *name;
  const char *title;
  const char *before;   /* (nullable) where "back" leads */
} Step;

static const Step steps[] = {
  { "choose", N_("Import the Resident List"), NULL },
  { "columns", N_("Step 1 of 3: The Columns"), "choose" },
  { "questions", N_("Step 2 of 3: What Has to Be Known"), "columns" },
  { "report", N_("Step 3 of 3: What Would Change"), "questions" },
  { "done", N_("The List Is Imported"), NULL },
};

static const MhCsvEncoding encodings[] = {
  MH_CSV_ENCODING_AUTO, MH_CSV_ENCODING_CP932, MH_CSV_ENCODING_UTF8, MH_CSV_ENCODING_UTF16LE, MH_CSV_ENCODING_UTF16BE,
};

G_DEFINE_FINAL_TYPE (MhImportWindow, mh_import_window, ADW_TYPE_WINDOW)

static const Step *
find_step (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (g_strcmp0 (steps[i].name, name) == 0)
      return &steps[i];
  }

  return &steps[0];
}

/* Closed meanwhile: the widgets are gone, only the callback still holds the window. */
static gboolean
is_closed (MhImportWindow *self)
{
  return self->steps == NULL;
}

static void
show_button (GtkWidget *button,
             gboolean   visible,
             GtkWindow *window)
{
  gtk_widget_set_visible (button, visible);
  if (visible)
    gtk_window_set_default_widget (window, button);
}

static void
show_step (MhImportWindow *self,
           const char     *name)
{
  const Step *step = find_step (name);

  g_clear_handle_id (&self->meter_source, g_source_remove);
  self->step = step->name;
  adw_window_title_set_title (self->title, _(step->title));
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), g_str_equal (name, "done") ? _("_Close") : _("_Cancel"));
  gtk_widget_set_visible (self->back_button, step->before != NULL);
  show_button (self->next_button, g_str_equal (name, "columns"), GTK_WINDOW (self));
  show_button (self->compare_button, g_str_equal (name, "questions"), GTK_WINDOW (self));
  show_button (self->apply_button, g_str_equal (name, "report"), GTK_WINDOW (self));
  gtk_stack_set_visible_child_name (self->steps, name);

  /* Where the columns are right, as they are each month, Enter leads on. */
  if (g_str_equal (name, "columns") && gtk_label_get_label (self->problem)[0] == '\0')
    gtk_widget_grab_focus (self->next_button);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->steps), GTK_DIR_TAB_FORWARD);
}

static gboolean
meter_cb (gpointer user_data)
{
  MhImportWindow *self = user_data;
  int total = g_atomic_int_get (&self->meter.total);
  int done = g_atomic_int_get (&self->meter.done);

  if (total > 0) {
    g_autofree char *text = g_strdup_printf (_("%d of %d rows"), done, total);

    gtk_progress_bar_set_fraction (self->working_bar, (double) done / total);
    gtk_progress_bar_set_text (self->working_bar, text);
  } else {
    gtk_progress_bar_pulse (self->working_bar);
    gtk_progress_bar_set_text (self->working_bar, "");
  }

  return G_SOURCE_CONTINUE;
}

static void
start_step (MhImportWindow *self,
            const char     *text)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->meter.total = 0;
  self->meter.done = 0;
  gtk_label_set_label (self->working_label, text);
  gtk_widget_set_visible (self->back_button, FALSE);
  gtk_widget_set_visible (self->next_button, FALSE);
  gtk_widget_set_visible (self->compare_button, FALSE);
  gtk_widget_set_visible (self->apply_button, FALSE);
  gtk_stack_set_visible_child_name (self->steps, "working");
  gtk_widget_grab_focus (self->cancel_button);
  if (self->meter_source == 0)
    self->meter_source = g_timeout_add (METER_MS, meter_cb, self);
}

static void
check_columns (MhImportWindow *self)
{
  g_autoptr (GError) error = NULL;
  gboolean is_good = mh_import_layout_check (self->file->layout, self->file->csv, &error);

  gtk_label_set_label (self->problem, is_good ? "" : error->message);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", is_good);
}

/* With other columns the people are others, and so are the questions. */
static void
forget_people (MhImportWindow *self)
{
  mh_import_report_view_set_report (self->report_view, NULL, MH_DATE_NONE, MH_DATE_NONE);
  mh_import_questions_clear (self->questions);
  g_clear_pointer (&self->report, mh_import_report_unref);
  g_clear_pointer (&self->people, mh_import_people_unref);
}

static void
forget_file (MhImportWindow *self)
{
  forget_people (self);
  mh_import_preview_set_file (self->preview, NULL);
  g_clear_pointer (&self->answers, mh_import_answers_free);
  g_clear_pointer (&self->file, mh_import_file_unref);
}

static void
columns_changed_cb (MhImportPreview *preview,
                    MhImportWindow  *self)
{
  self->columns_set = TRUE;
  forget_people (self);
  check_columns (self);
}

static void
show_failure (MhImportWindow *self,
              const char     *heading,
              const GError   *error,
              const char     *step)
{
  show_step (self, step);
  mh_dialogs_show_error (GTK_WIDGET (self), heading, error);
}

static void
show_profile (MhImportWindow *self)
{
  const MhImportProfile *profile = self->file->profile;
  g_autofree char *text = NULL;

  if (profile != NULL)
    text = g_strdup_printf (_("The same shape of file as last time: %s"), profile->name);
  else
    text = g_strdup (self->file->profile_problem != NULL ? self->file->profile_problem : "");

  gtk_label_set_label (self->profile, text);
}

static void
take_file (MhImportWindow *self,
           MhImportFile   *file)
{
  MhDate today = mh_ui_context_today (self->context);

  forget_file (self);
  self->file = file;
  self->columns_set = FALSE;
  self->answers = mh_import_answers_new ();
  if (file->profile != NULL)
    mh_import_answers_take (self->answers, file->profile);

  mh_import_questions_set_day (self->questions, file->as_of, today, mh_date_is_set (file->as_of));
  mh_import_preview_set_file (self->preview, file);
  show_profile (self);
  check_columns (self);
}

static void
file_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhImportFile) file = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (is_closed (self))
    return;

  if (file == NULL) {
    /* Nothing of a file that is refused stays. */
    if (g_error_matches (error, MH_ERROR, MH_ERROR_REFUSED))
      forget_file (self);
    show_failure (self, _("The file could not be read"), error, self->file != NULL ? "columns" : "choose");
    return;
  }

  take_file (self, g_steal_pointer (&file));
  show_step (self, "columns");
}

static void
read_file (MhImportWindow *self,
           int             header_row)
{
  guint encoding = MIN (gtk_drop_down_get_selected (self->encoding), G_N_ELEMENTS (encodings) - 1);

  start_step (self, _("The file is being read …"));
  mh_import_read_file_async (self->context, self->path, encodings[encoding], header_row, self->cancellable,
                             file_read_cb, g_object_ref (self));
}

static void
encoding_changed_cb (GtkDropDown    *choice,
                     GParamSpec     *pspec,
                     MhImportWindow *self)
{
  if (self->path != NULL && self->meter_source == 0)
    read_file (self, MH_IMPORT_GUESS_HEADER);
}

static void
header_chosen_cb (MhImportPreview *preview,
                  int              row,
                  MhImportWindow  *self)
{
  read_file (self, row);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (path != NULL)
    mh_import_window_load (self, path);
}

static void
choose_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mh_file_dialogs_open_async (widget, _("Which resident list?"), _("CSV files"), "*.csv", file_chosen_cb, NULL);
}

static void
check_questions (MhImportWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.compare",
                                 self->people != NULL && mh_import_questions_is_complete (self->questions));
}

static void
questions_changed_cb (MhImportQuestions *questions,
                      MhImportWindow    *self)
{
  check_questions (self);
}

static void
day_checked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *warning = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (!is_closed (self) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    mh_import_questions_set_warning (self->questions, warning != NULL ? warning : error->message);
}

static void
day_changed_cb (MhImportQuestions *questions,
                MhImportWindow    *self)
{
  MhDate day = mh_import_questions_get_day (questions);

  if (self->day_check != NULL)
    g_cancellable_cancel (self->day_check);
  g_clear_object (&self->day_check);
  mh_import_questions_set_warning (questions, NULL);
  if (self->context == NULL || !mh_date_is_set (day))
    return;

  self->day_check = g_cancellable_new ();
  mh_import_warn_of_day_async (self->context, day, self->day_check, day_checked_cb, g_object_ref (self));
}

/* Whether a question about codes or dates needs no asking because it was answered for a file of the same shape. */
static gboolean
is_from_last_time (MhImportWindow *self)
{
  return self->file->profile != NULL && (self->answers->serials != 0 || self->answers->era_table != MH_ERA_TABLE_USUAL ||
                                         g_hash_table_size (self->answers->sexes) > 0);
}

static void
people_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhImportPeople) people = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (is_closed (self))
    return;

  if (people == NULL) {
    show_failure (self, _("The file could not be read"), error, self->step);
    return;
  }

  g_clear_pointer (&self->people, mh_import_people_unref);
  self->people = g_steal_pointer (&people);
  mh_import_questions_set_people (self->questions, self->people, self->answers, is_from_last_time (self));
  check_questions (self);
  show_step (self, "questions");
}

static void
read_people (MhImportWindow *self)
{
  start_step (self, _("The people in the file are being read …"));
  mh_import_read_people_async (self->context, self->file, self->answers, &self->meter, self->cancellable, people_read_cb,
                               g_object_ref (self));
}

static void
ask_again_cb (MhImportQuestions *questions,
              MhImportWindow    *self)
{
  forget_people (self);
  mh_import_answers_free (self->answers);
  self->answers = mh_import_answers_new ();
  read_people (self);
}

static void
next_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (widget);

  if (self->people == NULL)
    read_people (self);
  else
    show_step (self, "questions");
}

/* The number of those whom the import touches stands on the button. */
static void
label_apply_button (MhImportWindow *self)
{
  guint n = mh_import_lines_count_touched (self->report);
  g_autofree char *text = g_strdup_printf (ngettext ("Import %u Person", "Import %u People", n), n);

  self->n_touched = n;
  gtk_button_set_label (GTK_BUTTON (self->apply_button), n > 0 ? text : _("Note the Day, Nothing Else Changes"));
}

static void
decided_cb (MhImportReportView *view,
            MhImportWindow     *self)
{
  if (self->report != NULL)
    label_apply_button (self);
}

static void
report_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhImportReport) report = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhDate day;

  if (is_closed (self))
    return;

  if (report == NULL) {
    show_failure (self, _("The list could not be compared"), error, "questions");
    return;
  }

  day = mh_import_questions_get_day (self->questions);
  g_clear_pointer (&self->report, mh_import_report_unref);
  self->report = g_steal_pointer (&report);
  mh_import_report_view_set_report (self->report_view, self->report, day, mh_ui_context_today (self->context));
  label_apply_button (self);
  show_step (self, "report");
}

static void
compare_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (widget);

  start_step (self, _("The file is being laid beside the list …"));
  mh_import_make_report_async (self->context, self->people, self->answers, &self->meter, self->cancellable, report_made_cb,
                               g_object_ref (self));
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhImportDone) done = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (done != NULL)
    mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
  if (is_closed (self))
    return;

  if (done == NULL) {
    show_failure (self, _("Nothing was imported"), error, "report");
    return;
  }

  mh_import_result_show (self->result, self->context, self->report, done->act, self->n_touched,
                         mh_import_questions_get_day (self->questions),
                         self->file->profile != NULL ? self->file->profile->name : NULL);
  show_step (self, "done");
  if (done->beside != NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The people are imported, but not everything is noted"), done->beside);
}

/* The name under which what was chosen is remembered anew: not when it is as it was, so that the import itself stays the newest act. */
static const char *
get_name_to_save (MhImportWindow *self)
{
  const MhImportProfile *profile = self->file->profile;
  g_autoptr (MhImportAnswers) before = mh_import_answers_new ();

  if (profile == NULL)
    return NULL;

  mh_import_answers_take (before, profile);

  return self->columns_set || !mh_import_answers_equal (before, self->answers) ? profile->name : NULL;
}

static void
apply_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (widget);

  start_step (self, _("The list is being imported …"));
  mh_import_apply_report_async (self->context, self->report, mh_import_questions_get_day (self->questions),
                                get_name_to_save (self), &self->meter, self->cancellable, applied_cb, g_object_ref (self));
}

static void
back_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (widget);
  const Step *step = find_step (self->step);

  if (self->meter_source == 0 && step->before != NULL)
    show_step (self, step->before);
}

/* The toast in the window behind offers undo for some seconds more. */
static void
close_window (MhImportWindow *self)
{
  MhWindow *window = mh_window_of (GTK_WIDGET (self));
  gint64 act = mh_import_result_get_act (self->result);

  if (g_strcmp0 (self->step, "done") == 0 && act != 0 && window != NULL) {
    g_autofree char *text = g_strdup_printf (ngettext ("%u person is imported", "%u people are imported", self->n_touched),
                                             self->n_touched);

    mh_window_show_toast (window, text, act);
  }
  gtk_window_destroy (GTK_WINDOW (self));
}

/* While something runs it is that which is cancelled, else the whole. */
static void
cancel_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (widget);

  if (self->meter_source != 0)
    g_cancellable_cancel (self->cancellable);
  else
    close_window (self);
}

static void
search_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (widget);

  if (g_strcmp0 (self->step, "report") == 0)
    mh_import_report_view_focus_search (self->report_view);
}

static void
mh_import_window_dispose (GObject *object)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (object);

  g_clear_handle_id (&self->meter_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->day_check != NULL)
    g_cancellable_cancel (self->day_check);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_IMPORT_WINDOW);
  self->steps = NULL;
  g_clear_object (&self->cancellable);
  g_clear_object (&self->day_check);
  g_clear_object (&self->context);
  g_clear_pointer (&self->report, mh_import_report_unref);
  g_clear_pointer (&self->people, mh_import_people_unref);
  g_clear_pointer (&self->answers, mh_import_answers_free);
  g_clear_pointer (&self->file, mh_import_file_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (mh_import_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, compare_button);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, choose_page);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, working_label);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, working_bar);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, profile);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, encoding);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, questions);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, report_view);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, result);
  gtk_widget_class_bind_template_callback (widget_class, encoding_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, questions_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
}

static void
mh_import_window_class_init (MhImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_import_window_dispose;

  g_type_ensure (MH_TYPE_IMPORT_PREVIEW);
  g_type_ensure (MH_TYPE_IMPORT_QUESTIONS);
  g_type_ensure (MH_TYPE_IMPORT_REPORT_VIEW);
  g_type_ensure (MH_TYPE_IMPORT_RESULT);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_activated_cb);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_activated_cb);
  gtk_widget_class_install_action (widget_class, "import.compare", NULL, compare_activated_cb);
  gtk_widget_class_install_action (widget_class, "import.apply", NULL, apply_activated_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_activated_cb);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_activated_cb);
  gtk_widget_class_install_action (widget_class, "import.search", NULL, search_activated_cb);
  mh_keys_bind (widget_class, "import", NULL);
}

static void
mh_import_window_init (MhImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->step = "choose";
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_import_window_new:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Returns: (transfer none): a window to present, without a file
 */
MhImportWindow *
mh_import_window_new (GtkWidget   *parent,
                      MhUiContext *context)
{
  MhImportWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_IMPORT_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  mh_import_window_take_drops (GTK_WIDGET (self), context);

  return self;
}

/**
 * mh_import_window_present:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Begins an import by asking for the file.
 */
void
mh_import_window_present (GtkWidget   *parent,
                          MhUiContext *context)
{
  MhImportWindow *self = mh_import_window_new (parent, context);

  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "import.choose", NULL);
}

/**
 * mh_import_window_present_file:
 * @parent: a widget in the window
 * @context: the open town
 * @path: a CSV file
 *
 * Begins an import of a file.
 */
void
mh_import_window_present_file (GtkWidget   *parent,
                               MhUiContext *context,
                               const char  *path)
{
  MhImportWindow *self = mh_import_window_new (parent, context);

  gtk_window_present (GTK_WINDOW (self));
  mh_import_window_load (self, path);
}

static gboolean
dropped_cb (GtkDropTarget *target,
            const GValue  *value,
            double         x,
            double         y,
            MhUiContext   *context)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GSList *files = g_value_get_boxed (value);
  const char *path = files != NULL ? g_file_peek_path (files->data) : NULL;

  if (path == NULL)
    return FALSE;

  if (MH_IS_IMPORT_WINDOW (widget))
    mh_import_window_load (MH_IMPORT_WINDOW (widget), path);
  else
    mh_import_window_present_file (widget, context, path);

  return TRUE;
}

/**
 * mh_import_window_take_drops:
 * @widget: where a file may be dropped
 * @context: the open town
 *
 * Has files that are dropped there imported.
 */
void
mh_import_window_take_drops (GtkWidget   *widget,
                             MhUiContext *context)
{
  GtkDropTarget *target;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), context, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/**
 * mh_import_window_load:
 * @self: a window
 * @path: a CSV file
 *
 * Reads a file and shows its columns.
 */
void
mh_import_window_load (MhImportWindow *self,
                       const char     *path)
{
  g_autofree char *name = NULL;

  g_return_if_fail (MH_IS_IMPORT_WINDOW (self));
  g_return_if_fail (path != NULL);

  /* Another file is dropped while one is at work: that one goes on. */
  if (self->meter_source != 0)
    return;

  g_free (self->path);
  self->path = g_strdup (path);
  name = g_filename_display_basename (path);
  adw_window_title_set_subtitle (self->title, name);
  read_file (self, MH_IMPORT_GUESS_HEADER);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-window"

#include "mh-import-window.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-file-dialogs.h"
#include "mh-import-preview.h"
#include "mh-import-report-view.h"
#include "mh-import-steps.h"
#include "mh-window.h"

#define METER_MS 80

struct _MhImportWindow
{
  AdwWindow           parent_instance;

  /* Template widgets */
  AdwWindowTitle     *title;
  GtkWidget          *cancel_button;
  GtkWidget          *back_button;
  GtkWidget          *compare_button;
  GtkWidget          *apply_button;
  GtkStack           *steps;
  AdwStatusPage      *choose_page;
  GtkLabel           *working_label;
  GtkProgressBar     *working_bar;
  GtkDropDown        *encoding;
  GtkDropDown        *era_table;
  MhImportPreview    *preview;
  GtkLabel           *problem;
  MhImportReportView *report_view;

  /* Owned */
  MhUiContext        *context;
  char               *path;         /* (nullable) */
  MhImportFile       *file;         /* (nullable) */
  MhImportReport     *report;       /* (nullable) */
  GCancellable       *cancellable;  /* of the step that runs */

  MhImportMeter       meter;
  guint               meter_source; /* 0: nothing runs */
};

static const MhCsvEncoding encodings[] = {
  MH_CSV_ENCODING_AUTO, MH_CSV_ENCODING_CP932, MH_CSV_ENCODING_UTF8, MH_CSV_ENCODING_UTF16LE, MH_CSV_ENCODING_UTF16BE,
};

G_DEFINE_FINAL_TYPE (MhImportWindow, mh_import_window, ADW_TYPE_WINDOW)

static void
show_step (MhImportWindow *self,
           const char     *name)
{
  gboolean at_columns = g_str_equal (name, "columns");
  gboolean at_report = g_str_equal (name, "report");

  if (!g_str_equal (name, "working"))
    g_clear_handle_id (&self->meter_source, g_source_remove);

  gtk_widget_set_visible (self->compare_button, at_columns);
  gtk_widget_set_visible (self->apply_button, at_report);
  gtk_widget_set_visible (self->back_button, at_report);
  gtk_stack_set_visible_child_name (self->steps, name);
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
  show_step (self, "working");
  if (self->meter_source == 0)
    self->meter_source = g_timeout_add (METER_MS, meter_cb, self);
}

static void
check_columns (MhImportWindow *self)
{
  g_autoptr (GError) error = NULL;
  gboolean is_good = mh_import_layout_check (self->file->layout, self->file->csv, &error);

  gtk_label_set_label (self->problem, is_good ? "" : error->message);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.compare", is_good);
}

static void
columns_changed_cb (MhImportPreview *preview,
                    MhImportWindow  *self)
{
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
file_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhImportFile) file = mh_import_read_file_finish (result, &error);

  if (file == NULL) {
    show_failure (self, _("The file could not be read"), error, self->file != NULL ? "columns" : "choose");
    return;
  }

  g_clear_pointer (&self->file, mh_import_file_unref);
  self->file = g_steal_pointer (&file);
  mh_import_preview_set_file (self->preview, self->file);
  check_columns (self);
  show_step (self, "columns");
}

static void
read_file (MhImportWindow *self)
{
  guint encoding = MIN (gtk_drop_down_get_selected (self->encoding), G_N_ELEMENTS (encodings) - 1);

  start_step (self, _("The file is being read …"));
  mh_import_read_file_async (self->path, encodings[encoding], mh_ui_context_today (self->context), self->cancellable,
                             file_read_cb, g_object_ref (self));
}

static void
encoding_changed_cb (GtkDropDown    *choice,
                     GParamSpec     *pspec,
                     MhImportWindow *self)
{
  if (self->path != NULL)
    read_file (self);
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

/* The number of those whom the import touches stands on the button. */
static void
label_apply_button (MhImportWindow *self)
{
  const MhImportPlan *plan = self->report->plan;
  guint n = plan->n_new + plan->n_changed + plan->n_left;
  g_autofree char *text = g_strdup_printf (ngettext ("Import %u Person", "Import %u People", n), n);

  gtk_button_set_label (GTK_BUTTON (self->apply_button), n > 0 ? text : _("There Is Nothing to Import"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.apply", n > 0);
}

static void
report_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MhImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhImportReport) report = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (report == NULL) {
    show_failure (self, _("The list could not be compared"), error, "columns");
    return;
  }

  g_clear_pointer (&self->report, mh_import_report_unref);
  self->report = g_steal_pointer (&report);
  mh_import_report_view_set_report (self->report_view, self->report);
  label_apply_button (self);
  show_step (self, "report");
}

static void
compare_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (widget);
  MhEraTable era_table = gtk_drop_down_get_selected (self->era_table) == 1 ? MH_ERA_TABLE_PENSION : MH_ERA_TABLE_USUAL;

  start_step (self, _("The file is being laid beside the list …"));
  mh_import_make_report_async (self->context, self->file, era_table, self->cancellable, report_made_cb,
                               g_object_ref (self));
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *act = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));
  guint n = self->report->plan->n_new + self->report->plan->n_changed + self->report->plan->n_left;
  g_autofree char *text = g_strdup_printf (ngettext ("%u person is imported", "%u people are imported", n), n);

  if (act == NULL) {
    show_failure (self, _("Nothing was imported"), error, "report");
    return;
  }

  g_clear_handle_id (&self->meter_source, g_source_remove);
  if (window != NULL)
    mh_window_show_toast (window, text, *act);
  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
apply_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (widget);

  start_step (self, _("The list is being imported …"));
  mh_import_apply_report_async (self->context, self->report, mh_ui_context_today (self->context), &self->meter,
                                self->cancellable, applied_cb, g_object_ref (self));
}

static void
back_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  show_step (MH_IMPORT_WINDOW (widget), "columns");
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
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
mh_import_window_dispose (GObject *object)
{
  MhImportWindow *self = MH_IMPORT_WINDOW (object);

  g_clear_handle_id (&self->meter_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_IMPORT_WINDOW);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->report, mh_import_report_unref);
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
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, compare_button);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, choose_page);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, working_label);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, working_bar);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, encoding);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, era_table);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, MhImportWindow, report_view);
  gtk_widget_class_bind_template_callback (widget_class, encoding_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_changed_cb);
}

static void
mh_import_window_class_init (MhImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_import_window_dispose;

  g_type_ensure (MH_TYPE_IMPORT_PREVIEW);
  g_type_ensure (MH_TYPE_IMPORT_REPORT_VIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_activated_cb);
  gtk_widget_class_install_action (widget_class, "import.compare", NULL, compare_activated_cb);
  gtk_widget_class_install_action (widget_class, "import.apply", NULL, apply_activated_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_activated_cb);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.cancel", NULL);
}

static void
mh_import_window_init (MhImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
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

  g_free (self->path);
  self->path = g_strdup (path);
  name = g_filename_display_basename (path);
  adw_window_title_set_subtitle (self->title, name);
  read_file (self);
}

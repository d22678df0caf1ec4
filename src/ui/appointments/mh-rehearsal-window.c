/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-rehearsal-window"

#include "mh-rehearsal-window.h"

#include <glib/gi18n-lib.h>

#include "mh-bar-chart.h"
#include "mh-keys.h"
#include "mh-programme-table.h"
#include "mh-rehearsal-report.h"

#define WIDTH        1080
#define HEIGHT       640
#define SIDE         360
#define PULSE_MS     150

/* What can be set, each with its place in MhRehearsalChoices. */
typedef enum {
  NUMBER_UPTAKE,
  NUMBER_PHONE,
  NUMBER_LINES,
  NUMBER_TABLES,
  NUMBER_SECONDS,
  NUMBER_SEED,
  N_NUMBERS
} Number;

static const struct {
  const char *title;
  double      least;
  double      most;
  gsize       offset;  /* of an int */
} numbers[N_NUMBERS] = {
  [NUMBER_UPTAKE] = { N_("Of 100 people, so many come"), 0, 100, G_STRUCT_OFFSET (MhRehearsalChoices, uptake) },
  [NUMBER_PHONE] = { N_("Of 100 of these, so many telephone"), 0, 100, G_STRUCT_OFFSET (MhRehearsalChoices, phone_percent) },
  [NUMBER_LINES] = { N_("Telephones answered at once"), 1, 20, G_STRUCT_OFFSET (MhRehearsalChoices, phone_lines) },
  [NUMBER_TABLES] = { N_("Reception tables"), 1, 20, G_STRUCT_OFFSET (MhRehearsalChoices, tables) },
  [NUMBER_SECONDS] = { N_("Seconds for a person at the table"), 10, 600, G_STRUCT_OFFSET (MhRehearsalChoices, desk_seconds) },
  [NUMBER_SEED] = { N_("Number of this rehearsal"), 1, 999999, G_STRUCT_OFFSET (MhRehearsalChoices, seed) },
};

/* Runs on a thread of its own; the window looks at @done now and then. */
typedef struct {
  gatomicrefcount    ref_count;
  MhRehearsalInput  *input;
  MhRehearsalChoices choices;
  GCancellable      *cancellable;
  int                done;       /* per mille, atomic */
} Job;

struct _MhRehearsalWindow
{
  AdwWindow       parent_instance;

  AdwComboRow    *programme;    /* (unowned) */
  AdwComboRow    *order;        /* (unowned) */
  GtkSwitch      *together;     /* (unowned) */
  GtkSpinButton  *spins[N_NUMBERS];
  GtkStack       *pages;        /* (unowned) */
  AdwStatusPage  *status;       /* (unowned) */
  GtkProgressBar *progress;     /* (unowned) */
  GtkBox         *result;       /* (unowned) */

  /* Owned */
  MhUiContext    *context;
  GArray         *ids;          /* (element-type gint64) of the programmes */
  GCancellable   *cancellable;
  Job            *job;          /* (nullable) */
  guint           pulse;
};

G_DEFINE_FINAL_TYPE (MhRehearsalWindow, mh_rehearsal_window, ADW_TYPE_WINDOW)

static void
job_unref (Job *job)
{
  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;

  g_clear_pointer (&job->input, mh_rehearsal_input_unref);
  g_clear_object (&job->cancellable);
  g_free (job);
}

static Job *
job_ref (Job *job)
{
  g_atomic_ref_count_inc (&job->ref_count);

  return job;
}

static gpointer
read_programmes (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  return mh_programme_table_list (desk->db, error);
}

static gpointer
read_input (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  return mh_rehearsal_read (desk, *(const gint64 *) input, error);
}

static void
stop_pulse (MhRehearsalWindow *self)
{
  if (self->pulse != 0)
    g_source_remove (self->pulse);
  self->pulse = 0;
  g_clear_pointer (&self->job, job_unref);
}

static void
show_status (MhRehearsalWindow *self,
             const char        *title,
             const char        *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, escaped);
  gtk_stack_set_visible_child_name (self->pages, "status");
}

static GtkWidget *
make_label (const char *text,
            const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);

  return label;
}

static GtkWidget *
make_sentence (const MhRehearsalSentence *sentence)
{
  static const struct {
    const char *icon;
    const char *css;
  } looks[] = {
    [MH_REHEARSAL_BAD] = { "dialog-error-symbolic", "error" },
    [MH_REHEARSAL_WARN] = { "dialog-warning-symbolic", "warning" },
    [MH_REHEARSAL_GOOD] = { "emblem-ok-symbolic", "success" },
  };
  const char * const words[] = { C_("rehearsal", "Not enough"), C_("rehearsal", "Look at this"), C_("rehearsal", "Good") };
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (looks[sentence->weight].icon);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence->text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words[sentence->weight]);
  gtk_widget_add_css_class (icon, looks[sentence->weight].css);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, words[sentence->weight], -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  return row;
}

static void
add_chart (MhRehearsalWindow *self,
           const GArray      *bars,
           const char        *title,
           const char        *value,
           const char        *more,
           const char        *limit)
{
  g_autofree char *legend = NULL;
  GtkWidget *chart;

  if (bars->len == 0)
    return;

  legend = more != NULL ? g_strdup_printf (_("Blue: %s. Yellow: %s. Line: %s."), value, more, limit)
           : g_strdup_printf (_("Blue: %s. Line: %s."), value, limit);
  chart = mh_bar_chart_new ();
  mh_bar_chart_begin (MH_BAR_CHART (chart), title, value, more, limit);
  for (guint i = 0; i < bars->len; i++) {
    const MhRehearsalBar *bar = &g_array_index (bars, MhRehearsalBar, i);

    mh_bar_chart_add (MH_BAR_CHART (chart), bar->label, bar->value, bar->more, bar->limit);
  }

  gtk_box_append (self->result, make_label (title, "heading"));
  gtk_box_append (self->result, chart);
  gtk_box_append (self->result, make_label (legend, "dim-label"));
}

static void
show_report (MhRehearsalWindow       *self,
             const MhRehearsalReport *report)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *child;
  g_autofree char *busy = report->busy_day != NULL ? g_strdup_printf (_("At the reception, every half hour: %s"), report->busy_day) : NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->result))) != NULL)
    gtk_box_remove (self->result, child);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), report->programme);
  for (guint i = 0; i < report->sentences->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_sentence (g_ptr_array_index (report->sentences, i)));
  gtk_box_append (self->result, group);

  if (busy != NULL)
    add_chart (self, report->half_hours, busy, _("people who come"), NULL, _("people the tables can take"));
  add_chart (self, report->weeks, _("Places of each week"), _("first doses"), _("further doses that are due"), _("places"));
  gtk_stack_set_visible_child_name (self->pages, "result");
}

static gboolean
progressed_cb (double   done,
               gpointer user_data)
{
  Job *job = user_data;

  g_atomic_int_set (&job->done, (int) (done * 1000));

  return !g_cancellable_is_cancelled (job->cancellable);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  MhRehearsalReport *report = mh_rehearsal_report_make (job->input, &job->choices, progressed_cb, job, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) mh_rehearsal_report_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
finish_run (MhRehearsalWindow *self,
            const GError      *error)
{
  stop_pulse (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rehearsal.run", TRUE);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_status (self, _("The rehearsal was stopped"), _("Nothing was changed. Press “Run” to begin anew."));
  else if (error != NULL)
    show_status (self, _("This cannot be rehearsed yet"), error->message);
}

static void
reported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  MhRehearsalWindow *self = MH_REHEARSAL_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRehearsalReport) report = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->context == NULL)
    return;

  finish_run (self, error);
  if (report != NULL)
    show_report (self, report);
}

static gboolean
pulsed_cb (gpointer user_data)
{
  MhRehearsalWindow *self = user_data;

  if (self->job != NULL)
    gtk_progress_bar_set_fraction (self->progress, g_atomic_int_get (&self->job->done) / 1000.0);

  return G_SOURCE_CONTINUE;
}

static void
collect_choices (MhRehearsalWindow  *self,
                 MhRehearsalChoices *choices)
{
  mh_rehearsal_choices_init (choices);
  choices->order = (MhRehearsalOrder) adw_combo_row_get_selected (self->order);
  choices->together = gtk_switch_get_active (self->together);
  for (int i = 0; i < N_NUMBERS; i++)
    G_STRUCT_MEMBER (int, choices, numbers[i].offset) = gtk_spin_button_get_value_as_int (self->spins[i]);
}

static void
input_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhRehearsalWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRehearsalInput) input = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (self->context == NULL)
    return;

  if (input == NULL) {
    finish_run (self, error);
    return;
  }

  stop_pulse (self);
  self->job = g_new0 (Job, 1);
  g_atomic_ref_count_init (&self->job->ref_count);
  self->job->input = g_steal_pointer (&input);
  self->job->cancellable = g_object_ref (self->cancellable);
  collect_choices (self, &self->job->choices);
  self->pulse = g_timeout_add (PULSE_MS, pulsed_cb, self);

  task = g_task_new (self, NULL, reported_cb, NULL);
  g_task_set_task_data (task, job_ref (self->job), (GDestroyNotify) job_unref);
  g_task_run_in_thread (task, work_in_thread);
}

static void
run_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhRehearsalWindow *self = MH_REHEARSAL_WINDOW (widget);
  guint selected = adw_combo_row_get_selected (self->programme);
  gint64 id;

  if (self->ids->len == 0 || selected >= self->ids->len)
    return;

  id = g_array_index (self->ids, gint64, selected);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (widget, "rehearsal.run", FALSE);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->pages, "running");
  mh_ui_context_read_async (self->context, read_input, g_memdup2 (&id, sizeof id), g_free, (GDestroyNotify) mh_rehearsal_input_unref,
                            self->cancellable, input_read_cb, g_object_ref (self));
}

static void
stop_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  g_cancellable_cancel (MH_REHEARSAL_WINDOW (widget)->cancellable);
}

static void
programmes_read_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (MhRehearsalWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) programmes = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (self->context == NULL)
    return;

  for (guint i = 0; programmes != NULL && i < programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (programmes, i);

    gtk_string_list_append (names, programme->name);
    g_array_append_val (self->ids, programme->id);
  }

  adw_combo_row_set_model (self->programme, G_LIST_MODEL (names));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rehearsal.run", self->ids->len > 0);
  if (programmes == NULL)
    show_status (self, _("The programmes cannot be read"), error->message);
  else if (self->ids->len == 0)
    show_status (self, _("There is no programme yet"), _("Please add a programme and its days first."));
}

static GtkWidget *
make_spin_row (MhRehearsalWindow        *self,
               const MhRehearsalChoices *choices,
               Number                    number)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (numbers[number].least, numbers[number].most, 1);

  self->spins[number] = GTK_SPIN_BUTTON (spin);
  gtk_spin_button_set_value (self->spins[number], G_STRUCT_MEMBER (int, choices, numbers[number].offset));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(numbers[number].title));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _(numbers[number].title), -1);

  return row;
}

static GtkWidget *
make_choices (MhRehearsalWindow *self)
{
  const char * const orders[] = { _("The eldest first"), _("By chance"), _("Households together"), NULL };
  g_autoptr (GtkStringList) words = gtk_string_list_new (orders);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *together = adw_action_row_new ();
  MhRehearsalChoices choices;

  mh_rehearsal_choices_init (&choices);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("What is assumed"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _("The list and the days are as they stand now. Nothing is booked."));
  self->programme = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->programme), _("Programme"));
  self->order = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->order), _("Who books first"));
  adw_combo_row_set_model (self->order, G_LIST_MODEL (words));
  self->together = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->together), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (together), _("All doses are booked at once"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (together), GTK_WIDGET (self->together));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (together), GTK_WIDGET (self->together));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->together), GTK_ACCESSIBLE_PROPERTY_LABEL, _("All doses are booked at once"), -1);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->programme));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->order));
  for (int i = 0; i < N_NUMBERS; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_spin_row (self, &choices, (Number) i));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), together);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_size_request (page, SIDE, -1);
  gtk_widget_set_hexpand (page, FALSE);

  return page;
}

static GtkWidget *
make_running (MhRehearsalWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *stop = gtk_button_new_with_mnemonic (_("_Stop"));

  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->progress), 280, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The rehearsal runs"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (stop), "rehearsal.stop");
  gtk_widget_set_halign (stop, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), make_label (_("The rehearsal runs"), "heading"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), stop);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  return box;
}

static GtkWidget *
make_result (MhRehearsalWindow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->result = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_set_margin_top (GTK_WIDGET (self->result), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->result), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->result), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->result), 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->result));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);

  return scrolled;
}

static void
mh_rehearsal_window_dispose (GObject *object)
{
  MhRehearsalWindow *self = MH_REHEARSAL_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  stop_pulse (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (mh_rehearsal_window_parent_class)->dispose (object);
}

static void
mh_rehearsal_window_class_init (MhRehearsalWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_rehearsal_window_dispose;
  gtk_widget_class_install_action (widget_class, "rehearsal.run", NULL, run_activated_cb);
  gtk_widget_class_install_action (widget_class, "rehearsal.stop", NULL, stop_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  mh_keys_bind (widget_class, "rehearsal", NULL);
}

static void
mh_rehearsal_window_init (MhRehearsalWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *run = gtk_button_new_with_mnemonic (_("_Run"));

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (run), "rehearsal.run");
  gtk_widget_add_css_class (run, "suggested-action");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rehearsal.run", FALSE);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), run);

  self->pages = GTK_STACK (gtk_stack_new ());
  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->status, "view-refresh-symbolic");
  gtk_widget_set_hexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->status), "status");
  gtk_stack_add_named (self->pages, make_running (self), "running");
  gtk_stack_add_named (self->pages, make_result (self), "result");
  show_status (self, _("Try the opening before it comes"),
               _("Everybody who may come books into the days as they are drawn. Press “Run”, change what is assumed, and run again."));

  gtk_box_append (GTK_BOX (halves), make_choices (self));
  gtk_box_append (GTK_BOX (halves), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (halves), GTK_WIDGET (self->pages));
  gtk_widget_set_vexpand (halves, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), halves);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * mh_rehearsal_window_new:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Returns: (transfer none): the window, which reads the programmes itself
 */
GtkWidget *
mh_rehearsal_window_new (GtkWidget   *parent,
                         MhUiContext *context)
{
  MhRehearsalWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_REHEARSAL_WINDOW, "transient-for", gtk_widget_get_root (parent), "destroy-with-parent", TRUE,
                       "title", _("Rehearsal before the Opening"), "default-width", WIDTH, "default-height", HEIGHT, NULL);
  self->context = g_object_ref (context);
  mh_ui_context_read_async (context, read_programmes, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, programmes_read_cb,
                            g_object_ref (self));

  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-figures-window"

#include "mh-figures-window.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-allot.h"
#include "mh-bar-chart.h"
#include "mh-day-entry.h"
#include "mh-export-window.h"
#include "mh-figures.h"
#include "mh-print.h"

#define WIDTH 1120
#define HEIGHT 680
#define SIDE 360
#define YEARS_AHEAD 2

struct _MhFiguresWindow
{
  AdwWindow     parent_instance;

  MhDayEntry   *from;         /* (unowned) */
  MhDayEntry   *to;           /* (unowned) */
  GtkListBox   *lines;        /* (unowned) */
  GtkStack     *pages;        /* (unowned) what came of free places, and the charts */
  GtkLabel     *period;       /* (unowned) by which day the period is meant */
  GtkBox       *charts[MH_N_CHARTS];  /* (unowned) where each is, once there is something to see */
  GtkBox       *chart_box;    /* (unowned) */
  GtkLabel     *legend;       /* (unowned) */
  GtkLabel     *refusal;      /* (unowned) */
  GtkWidget    *no_way_only;  /* (unowned) check */
  GtkListBox   *record;       /* (unowned) */
  GtkWidget    *print_button; /* (unowned) */
  GtkWidget    *save_button;  /* (unowned) */

  MhUiContext  *context;      /* (owned) (nullable) once closed */
  GCancellable *looking;      /* (owned) (nullable) of the look that is wanted */
  MhFigures    *figures;      /* (owned) (nullable) that are shown */
  gint64        programme;
};

G_DEFINE_FINAL_TYPE (MhFiguresWindow, mh_figures_window, ADW_TYPE_WINDOW)

typedef struct {
  MhFiguresWindow *self;     /* (owned) */
  GCancellable    *looking;  /* (owned) */
} Look;

/* For printing: the window may be gone before the pages are made. */
typedef struct {
  MhUiContext *context;      /* (owned) */
  MhListFilter filter;
} Job;

static void
look_free (Look *look)
{
  g_object_unref (look->looking);
  g_object_unref (look->self);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
job_free (Job *job)
{
  g_object_unref (job->context);
  g_free (job);
}

static gpointer
print_work (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  return mh_refill_record_print (desk, input, error);
}

/* Whether both days can be read and are in order. */
static gboolean
read_filter (MhFiguresWindow *self,
             MhListFilter    *filter)
{
  *filter = (MhListFilter) {
    .programme = self->programme, .from = mh_day_entry_get_day (self->from), .to = mh_day_entry_get_day (self->to),
  };

  return mh_date_is_set (filter->from) && mh_date_is_set (filter->to) && mh_date_compare (filter->from, filter->to) <= 0;
}

static void
show_refusal (MhFiguresWindow *self,
              const char      *sentence)
{
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *sentence != '\0');
}

static void
show_chart (MhFiguresWindow *self,
            const MhFigures *figures)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->chart_box));
  GtkWidget *chart;

  if (child != NULL)
    gtk_box_remove (self->chart_box, child);

  gtk_widget_set_visible (GTK_WIDGET (self->legend), figures->n_places > 0);
  if (figures->n_places == 0) {
    mh_allot_add_label (self->chart_box, _("No place came free in this period."), NULL);
    return;
  }

  chart = mh_bar_chart_new ();
  mh_bar_chart_begin (MH_BAR_CHART (chart), figures->by_week ? _("Places of each week") : _("Places that came free, by month or year"), _("Filled"),
                      _("Still on offer"), _("Came free"));
  for (guint i = 0; i < figures->bars->len; i++) {
    const MhFiguresBar *bar = g_ptr_array_index (figures->bars, i);

    mh_bar_chart_add (MH_BAR_CHART (chart), bar->label, bar->n_filled, bar->n_open, bar->n_places);
  }
  gtk_box_append (self->chart_box, chart);
}

static void
empty_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
show_charts (MhFiguresWindow *self)
{
  static const char * const nothing[MH_N_CHARTS] = {
    N_("There is no day in this period."), N_("No booking was made in this period."), N_("Nobody waited in this period."),
  };

  for (guint i = 0; i < MH_N_CHARTS; i++) {
    GtkWidget *chart;

    empty_box (self->charts[i]);
    if (self->figures == NULL)
      continue;

    if (self->figures->charts->columns[i]->len == 0) {
      mh_allot_add_label (self->charts[i], _(nothing[i]), NULL);
      continue;
    }

    chart = mh_stack_chart_new ();
    gtk_widget_set_vexpand (chart, TRUE);
    mh_charts_show (self->figures->charts, (MhChartKind) i, MH_STACK_CHART (chart));
    gtk_box_append (self->charts[i], chart);
  }
}

/* Beside each page the same in words. */
static void
show_page (MhFiguresWindow *self)
{
  static const char * const periods[MH_N_CHARTS] = {
    N_("Period, by the day of the place"), N_("Period, by the day of the booking"), N_("Period, each evening"),
  };
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);
  GPtrArray *lines = self->figures != NULL ? self->figures->lines : NULL;
  const char *period = periods[0];
  gboolean is_free = TRUE;

  for (guint i = 0; i < MH_N_CHARTS; i++) {
    if (page != gtk_widget_get_parent (GTK_WIDGET (self->charts[i])))
      continue;

    is_free = FALSE;
    period = periods[i];
    lines = self->figures != NULL ? self->figures->charts->lines[i] : NULL;
  }

  gtk_label_set_label (self->period, _(period));
  gtk_widget_set_visible (self->print_button, is_free);
  gtk_widget_set_visible (self->save_button, is_free);
  mh_allot_fill_list (self->lines, lines);
}

static void
page_changed_cb (GtkStack        *pages,
                 GParamSpec      *pspec,
                 MhFiguresWindow *self)
{
  if (self->context != NULL)
    show_page (self);
}

static void
show_record (MhFiguresWindow *self)
{
  gboolean no_way = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->no_way_only));
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *lines = NULL;

  if (self->figures != NULL)
    lines = no_way ? self->figures->no_way : self->figures->record;

  if (lines != NULL && lines->len == 0) {
    g_ptr_array_add (none, g_strdup (_("Nobody in this period.")));
    lines = none;
  }
  mh_allot_fill_list (self->record, lines);
}

static void
show_figures (MhFiguresWindow *self,
              MhFigures       *figures)
{
  g_clear_pointer (&self->figures, mh_figures_free);
  self->figures = figures;
  gtk_widget_set_sensitive (self->print_button, figures != NULL && figures->record->len > 0);
  gtk_widget_set_sensitive (self->save_button, figures != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->chart_box), figures != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), FALSE);
  if (figures != NULL)
    show_chart (self, figures);
  show_record (self);
  show_charts (self);
  show_page (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  MhFigures *figures = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhFiguresWindow *self = look->self;

  if (self->context == NULL || look->looking != self->looking) {
    g_clear_pointer (&figures, mh_figures_free);
    return;
  }

  show_figures (self, figures);
  show_refusal (self, figures == NULL ? error->message : "");
}

static void
give_up_look (MhFiguresWindow *self)
{
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
look (MhFiguresWindow *self)
{
  MhListFilter filter;
  Look *asked;

  give_up_look (self);
  if (!read_filter (self, &filter)) {
    show_figures (self, NULL);
    show_refusal (self, _("Please enter the first and the last day of the period."));
    return;
  }

  self->looking = g_cancellable_new ();
  asked = g_new0 (Look, 1);
  asked->self = g_object_ref (self);
  asked->looking = g_object_ref (self->looking);
  mh_ui_context_read_async (self->context, mh_figures_read, g_memdup2 (&filter, sizeof filter), g_free, (GDestroyNotify) mh_figures_free,
                            self->looking, read_cb, asked);
}

static void
period_changed_cb (MhDayEntry      *entry,
                   MhFiguresWindow *self)
{
  if (self->context != NULL)
    look (self);
}

static void
no_way_toggled_cb (GtkCheckButton  *check,
                   GParamSpec      *pspec,
                   MhFiguresWindow *self)
{
  show_record (self);
}

static void
save_clicked_cb (GtkButton       *button,
                 MhFiguresWindow *self)
{
  static const MhExportList lists[] = { MH_EXPORT_REFILLS };
  MhExportRequest request = { 0 };

  if (read_filter (self, &request.filter))
    mh_export_window_present (GTK_WIDGET (self), self->context, lists, G_N_ELEMENTS (lists), &request);
}

static void
made_for_paper_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  MhRoster *roster = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  mh_print_take (user_data, roster, error);
}

/* Whoever prints stands in the log, so this is a write. */
static void
print_wanted_cb (MhPrint *print,
                 gpointer user_data)
{
  const Job *job = user_data;

  mh_ui_context_run_async (job->context, print_work, g_memdup2 (&job->filter, sizeof job->filter), g_free, (GDestroyNotify) mh_roster_free, NULL,
                           made_for_paper_cb, print);
}

static void
print_clicked_cb (GtkButton       *button,
                  MhFiguresWindow *self)
{
  Job *job = g_new0 (Job, 1);

  job->context = g_object_ref (self->context);
  read_filter (self, &job->filter);
  mh_print_roster_async (GTK_WIDGET (self), _("What Came of Free Places"), TRUE, print_wanted_cb, job, (GDestroyNotify) job_free);
}

static GtkWidget *
add_head_button (MhFiguresWindow *self,
                 GtkWidget       *head,
                 const char      *label,
                 GCallback        clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_sensitive (button, FALSE);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_DEFAULT);
  adw_header_bar_pack_end (ADW_HEADER_BAR (head), button);

  return button;
}

static GtkWidget *
make_head (MhFiguresWindow *self)
{
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *leave = gtk_button_new_with_label (_("Close"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (head), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (head), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leave), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (head), leave);
  self->print_button = add_head_button (self, head, _("_Print the Record …"), G_CALLBACK (print_clicked_cb));
  self->save_button = add_head_button (self, head, _("_Save the Record …"), G_CALLBACK (save_clicked_cb));

  return head;
}

static GtkWidget *
make_switcher (MhFiguresWindow *self)
{
  GtkWidget *switcher = gtk_stack_switcher_new ();

  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->pages);
  gtk_widget_set_halign (switcher, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (switcher, 8);

  return switcher;
}

static GtkBox *
make_column (void)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_widget_set_margin_start (column, 18);
  gtk_widget_set_margin_end (column, 18);
  gtk_widget_set_margin_top (column, 12);
  gtk_widget_set_margin_bottom (column, 12);

  return GTK_BOX (column);
}

static MhDayEntry *
add_day (MhFiguresWindow *self,
         GtkBox          *box,
         const char      *label)
{
  GtkWidget *entry = mh_day_entry_new (label, MH_DATE_NONE);

  mh_allot_add_label (box, label, NULL);
  g_signal_connect_object (entry, "changed", G_CALLBACK (period_changed_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (box, entry);

  return MH_DAY_ENTRY (entry);
}

static GtkBox *
make_left (MhFiguresWindow *self)
{
  GtkBox *left = make_column ();

  gtk_widget_set_size_request (GTK_WIDGET (left), SIDE, -1);
  self->period = mh_allot_add_label (left, "", "heading");
  self->from = add_day (self, left, _("First day"));
  self->to = add_day (self, left, _("Last day"));
  self->refusal = mh_allot_add_label (left, "", "error");
  mh_allot_add_label (left, _("In figures"), "heading");
  self->lines = mh_allot_add_list (left, _("In figures"));
  show_refusal (self, "");

  return left;
}

static GtkBox *
make_right (MhFiguresWindow *self)
{
  GtkBox *right = make_column ();
  g_autofree char *legend = g_strdup_printf (_("Blue: %s. Yellow: %s. Line: %s."), _("Filled"), _("Still on offer"), _("Came free"));

  gtk_widget_set_hexpand (GTK_WIDGET (right), TRUE);
  mh_allot_add_label (right, _("Places that came free, and how many were filled"), "heading");
  self->chart_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (right, GTK_WIDGET (self->chart_box));
  self->legend = mh_allot_add_label (right, legend, "dim-label");
  mh_allot_add_label (right, _("Who was asked when, and who was not and why"), "heading");
  self->no_way_only = gtk_check_button_new_with_label (_("Only who was passed over because no way reaches them"));
  gtk_widget_set_size_request (self->no_way_only, -1, 32);
  g_signal_connect_object (self->no_way_only, "notify::active", G_CALLBACK (no_way_toggled_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (right, self->no_way_only);
  self->record = mh_allot_add_list (right, _("Who was asked when, and who was not and why"));

  return right;
}

static void
add_chart_page (MhFiguresWindow *self,
                MhChartKind      kind,
                const char      *name)
{
  GtkBox *column = make_column ();

  mh_allot_add_label (column, mh_charts_title (kind), "heading");
  self->charts[kind] = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (column, GTK_WIDGET (self->charts[kind]));
  gtk_stack_add_titled (self->pages, GTK_WIDGET (column), name, mh_charts_title (kind));
}

static GtkWidget *
make_pages (MhFiguresWindow *self)
{
  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->pages), TRUE);
  add_chart_page (self, MH_CHART_FILL, "fill");
  add_chart_page (self, MH_CHART_BOOKED, "booked");
  add_chart_page (self, MH_CHART_WAITING, "waiting");
  gtk_stack_add_titled (self->pages, GTK_WIDGET (make_right (self)), "free-places", _("What Came of Free Places"));
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (page_changed_cb), self, G_CONNECT_DEFAULT);

  return GTK_WIDGET (self->pages);
}

static void
mh_figures_window_dispose (GObject *object)
{
  MhFiguresWindow *self = MH_FIGURES_WINDOW (object);

  give_up_look (self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_figures_window_parent_class)->dispose (object);
}

static void
mh_figures_window_finalize (GObject *object)
{
  g_clear_pointer (&MH_FIGURES_WINDOW (object)->figures, mh_figures_free);

  G_OBJECT_CLASS (mh_figures_window_parent_class)->finalize (object);
}

static void
mh_figures_window_class_init (MhFiguresWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_figures_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_figures_window_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_figures_window_init (MhFiguresWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_window_set_title (GTK_WINDOW (self), _("Figures of the Programme"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);

  gtk_box_append (GTK_BOX (halves), GTK_WIDGET (make_left (self)));
  gtk_box_append (GTK_BOX (halves), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (halves), make_pages (self));
  gtk_widget_set_vexpand (halves, TRUE);
  gtk_box_append (GTK_BOX (content), make_head (self));
  gtk_box_append (GTK_BOX (content), make_switcher (self));
  gtk_box_append (GTK_BOX (content), halves);
  adw_window_set_content (ADW_WINDOW (self), content);
}

/* The fiscal year to begin with. */
static void
set_period (MhFiguresWindow *self)
{
  MhDate today = mh_ui_context_today (self->context);
  MhDate from = MH_DATE_NONE;
  MhDate to = MH_DATE_NONE;
  MhDate latest = mh_date_add_days (today, YEARS_AHEAD * 366);
  int year = mh_fiscal_year (today);

  mh_date_make (year, 4, 1, &from);
  mh_date_make (year + 1, 3, 31, &to);
  mh_day_entry_set_latest (self->from, latest);
  mh_day_entry_set_latest (self->to, latest);
  mh_day_entry_set_day (self->from, from);
  mh_day_entry_set_day (self->to, to);
}

/**
 * mh_figures_window_open:
 * @parent: a widget in the window
 * @context: the open town
 * @day: the day that is shown: the figures are of its programme; not kept
 * @page: "fill", "booked", "waiting" or "free-places": what is in front
 *
 * Shows charts of its days, bookings and waiting list and what came of the places that came free, in this fiscal year to begin with.
 */
void
mh_figures_window_open (GtkWidget   *parent,
                        MhUiContext *context,
                        const MhDay *day,
                        const char  *page)
{
  MhFiguresWindow *self = g_object_new (MH_TYPE_FIGURES_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->programme = day->programme->id;
  gtk_stack_set_visible_child_name (self->pages, page);
  set_period (self);
  look (self);
  gtk_window_present (GTK_WINDOW (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-preview"

#include "mh-roster-preview.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-file-dialogs.h"
#include "mh-print.h"
#include "mh-roster-layout.h"
#include "mh-roster-maker.h"

#define MH_TYPE_ROSTER_PREVIEW (mh_roster_preview_get_type ())
G_DECLARE_FINAL_TYPE (MhRosterPreview, mh_roster_preview, MH, ROSTER_PREVIEW, AdwWindow)

struct _MhRosterPreview
{
  AdwWindow        parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  GtkDropDown     *order;
  GtkStack        *states;
  GtkDrawingArea  *paper;
  GtkLabel        *page_label;
  GtkWidget       *previous_button;
  GtkWidget       *next_button;
  GtkWidget       *save_button;
  GtkWidget       *print_button;
  AdwStatusPage   *failure;
  GtkLabel        *warning;

  MhUiContext     *context;  /* (owned) */
  gint64           session;
  MhDate           date;
  MhRoster        *roster;   /* (nullable) (owned) */
  MhRosterLayout  *layout;   /* (nullable) (owned) of @roster */
  guint            page;
};

G_DEFINE_FINAL_TYPE (MhRosterPreview, mh_roster_preview, ADW_TYPE_WINDOW)

typedef struct {
  gint64        session;
  MhRosterOrder order;
  char         *path;     /* (nullable): only to be saved */
} Order;

/* For printing: the window may be gone before the roster is made. */
typedef struct {
  MhUiContext *context;   /* (owned) */
  Order        order;
} Job;

static void
order_free (Order *order)
{
  g_free (order->path);
  g_free (order);
}

static void
job_free (Job *job)
{
  g_object_unref (job->context);
  g_free (job);
}

static MhRosterSettings *
make_settings (const Order *order)
{
  MhRosterSettings *settings = mh_roster_settings_new (MH_ROSTER_RECEPTION);

  settings->orders[0] = order->order;

  return settings;
}

static MhRoster *
print_one (const MhDesk *desk,
           const Order  *order,
           GError      **error)
{
  g_autoptr (MhRosterSettings) settings = make_settings (order);
  g_autoptr (GPtrArray) prints = mh_roster_print (desk, order->session, settings, NULL, error);

  return prints != NULL ? g_steal_pointer (&((MhRosterPrint *) g_ptr_array_index (prints, 0))->roster) : NULL;
}

static gpointer
make_preview (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  Order *order = input;

  g_autoptr (MhRosterSettings) settings = make_settings (order);

  return mh_roster_preview (desk, order->session, settings, error);
}

static gpointer
make_for_paper (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  Order *order = input;

  return print_one (desk, order, error);
}

static gpointer
save_pdf (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  Order *order = input;
  g_autoptr (MhRoster) roster = print_one (desk, order, error);

  if (roster == NULL || !mh_roster_write_pdf (roster, order->path, error))
    return NULL;

  return mh_deed_done (0, 0);
}

static MhRosterOrder
get_order (MhRosterPreview *self)
{
  return gtk_drop_down_get_selected (self->order) == 1 ? MH_ROSTER_ORDER_KANA : MH_ROSTER_ORDER_TIME;
}

static Order *
make_order (MhRosterPreview *self,
            const char      *path)
{
  Order *order = g_new0 (Order, 1);

  order->session = self->session;
  order->order = get_order (self);
  order->path = g_strdup (path);

  return order;
}

static void
show_page (MhRosterPreview *self)
{
  guint n_pages = mh_roster_layout_get_n_pages (self->layout);
  g_autofree char *text = NULL;

  self->page = MIN (self->page, n_pages - 1);
  text = g_strdup_printf (_("Page %u of %u"), self->page + 1, n_pages);
  gtk_label_set_label (self->page_label, text);
  gtk_widget_set_sensitive (self->previous_button, self->page > 0);
  gtk_widget_set_sensitive (self->next_button, self->page + 1 < n_pages);
  gtk_widget_queue_draw (GTK_WIDGET (self->paper));
}

/* Names with characters that no font here has are better seen before than after printing. */
static void
show_warning (MhRosterPreview *self)
{
  g_auto (GStrv) lines = mh_roster_layout_dup_unprintable (self->layout);
  g_autofree char *list = g_strjoinv ("\n", lines);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->warning), lines[0] != NULL);
  if (lines[0] == NULL)
    return;

  text = g_strdup_printf (_("These characters cannot be printed here; please write them in by hand:\n%s"), list);
  gtk_label_set_label (self->warning, text);
}

static void
take_roster (MhRosterPreview *self,
             MhRoster        *roster)
{
  g_clear_pointer (&self->layout, mh_roster_layout_free);
  g_clear_pointer (&self->roster, mh_roster_free);
  self->roster = roster;
  self->layout = mh_roster_layout_new (roster);

  gtk_stack_set_visible_child_name (self->states, mh_roster_get_n_rows (roster) > 0 ? "paper" : "empty");
  gtk_widget_set_sensitive (self->save_button, TRUE);
  gtk_widget_set_sensitive (self->print_button, TRUE);
  show_page (self);
  show_warning (self);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhRosterPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  MhRoster *roster = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL) {
    g_clear_pointer (&roster, mh_roster_free);
    return;
  }

  if (roster != NULL) {
    take_roster (self, roster);
    return;
  }

  adw_status_page_set_description (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->states, "failed");
}

static void
make (MhRosterPreview *self)
{
  mh_ui_context_read_async (self->context, make_preview, make_order (self, NULL), (GDestroyNotify) order_free,
                            (GDestroyNotify) mh_roster_free, NULL, made_cb, g_object_ref (self));
}

static void
draw_paper (GtkDrawingArea *area,
            cairo_t        *cr,
            int             width,
            int             height,
            gpointer        user_data)
{
  MhRosterPreview *self = user_data;
  double page_width;
  double page_height;
  double scale;

  if (self->layout == NULL)
    return;

  mh_roster_layout_get_page_size (self->layout, &page_width, &page_height);
  scale = MIN (width / page_width, height / page_height);
  cairo_translate (cr, (width - page_width * scale) / 2, (height - page_height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, page_width, page_height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  mh_roster_layout_draw_page (self->layout, cr, self->page);
}

static void
order_changed_cb (GtkDropDown     *order,
                  GParamSpec      *pspec,
                  MhRosterPreview *self)
{
  if (self->context != NULL)
    make (self);
}

static void
previous_clicked_cb (GtkButton       *button,
                     MhRosterPreview *self)
{
  if (self->layout == NULL || self->page == 0)
    return;

  self->page--;
  show_page (self);
}

static void
next_clicked_cb (GtkButton       *button,
                 MhRosterPreview *self)
{
  if (self->layout == NULL)
    return;

  self->page++;
  show_page (self);
}

static void
saved_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhRosterPreview *self = MH_ROSTER_PREVIEW (widget);

  if (self->context == NULL)
    return;

  if (done != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("The roster was saved as a PDF")));
  else
    mh_dialogs_show_error (widget, _("The roster was not saved"), error);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  MhRosterPreview *self = MH_ROSTER_PREVIEW (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (path != NULL && self->context != NULL)
    mh_deed_run (GTK_WIDGET (self), self->context, save_pdf, make_order (self, path), (GDestroyNotify) order_free, NULL, saved_cb, NULL);
}

static void
save_clicked_cb (GtkButton       *button,
                 MhRosterPreview *self)
{
  g_autofree char *date = mh_date_to_iso (self->date);
  g_autofree char *name = g_strdup_printf (_("roster-%s.pdf"), date);

  mh_file_dialogs_save_async (GTK_WIDGET (self), _("Save the roster as a PDF"), name, file_chosen_cb, NULL);
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

static void
print_wanted_cb (MhPrint *print,
                 gpointer user_data)
{
  Job *job = user_data;

  mh_ui_context_run_async (job->context, make_for_paper, g_memdup2 (&job->order, sizeof job->order), g_free,
                           (GDestroyNotify) mh_roster_free, NULL, made_for_paper_cb, print);
}

static void
print_clicked_cb (GtkButton       *button,
                  MhRosterPreview *self)
{
  Job *job = g_new0 (Job, 1);
  double width = 0;
  double height = 1;

  job->context = g_object_ref (self->context);
  job->order.session = self->session;
  job->order.order = get_order (self);
  if (self->layout != NULL)
    mh_roster_layout_get_page_size (self->layout, &width, &height);

  mh_print_roster_async (GTK_WIDGET (self), _("Reception roster"), width > height, print_wanted_cb, job, (GDestroyNotify) job_free);
}

static void
mh_roster_preview_dispose (GObject *object)
{
  MhRosterPreview *self = MH_ROSTER_PREVIEW (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_ROSTER_PREVIEW);

  G_OBJECT_CLASS (mh_roster_preview_parent_class)->dispose (object);
}

static void
mh_roster_preview_finalize (GObject *object)
{
  MhRosterPreview *self = MH_ROSTER_PREVIEW (object);

  g_clear_pointer (&self->layout, mh_roster_layout_free);
  g_clear_pointer (&self->roster, mh_roster_free);

  G_OBJECT_CLASS (mh_roster_preview_parent_class)->finalize (object);
}

static void
mh_roster_preview_class_init (MhRosterPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_roster_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_roster_preview_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-roster-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, toasts);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, order);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, states);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, paper);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, page_label);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, previous_button);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, next_button);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, save_button);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, print_button);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, failure);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, warning);
  gtk_widget_class_bind_template_callback (widget_class, order_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_roster_preview_init (MhRosterPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->paper, draw_paper, self, NULL);
}

/**
 * mh_roster_preview_open:
 * @parent: the place
 * @context: the open town
 * @session: the day; not kept
 *
 * Shows the reception roster of a day.
 */
void
mh_roster_preview_open (GtkWidget       *parent,
                        MhUiContext     *context,
                        const MhSession *session)
{
  MhRosterPreview *self = g_object_new (MH_TYPE_ROSTER_PREVIEW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->session = session->id;
  self->date = session->date;
  make (self);
  gtk_window_present (GTK_WINDOW (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-preview"

#include "mh-roster-preview.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-copies-window.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-file-dialogs.h"
#include "mh-print.h"
#include "mh-roster-options.h"

#define MH_TYPE_ROSTER_PREVIEW (mh_roster_preview_get_type ())
G_DECLARE_FINAL_TYPE (MhRosterPreview, mh_roster_preview, MH, ROSTER_PREVIEW, AdwWindow)

struct _MhRosterPreview
{
  AdwWindow        parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  MhRosterOptions *options;
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
  MhPaper         *shown;    /* (nullable) (owned) */
  guint            serial;   /* of what was asked for last: an older answer is thrown away */
  guint            page;
};

G_DEFINE_FINAL_TYPE (MhRosterPreview, mh_roster_preview, ADW_TYPE_WINDOW)

/* For printing: the window may be gone before the pages are made. */
typedef struct {
  MhUiContext  *context;   /* (owned) */
  MhPaperOrder *order;     /* (owned) */
} Job;

/* A look at the pages. */
typedef struct {
  MhRosterPreview *self;   /* (owned) */
  guint            serial;
} Look;

static void
job_free (Job *job)
{
  g_object_unref (job->context);
  mh_paper_order_free (job->order);
  g_free (job);
}

static gpointer
make_preview (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  return mh_paper_make (desk, input, TRUE, error);
}

static gpointer
make_for_paper (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  g_autoptr (MhPaper) paper = mh_paper_make (desk, input, FALSE, error);

  return paper != NULL ? g_steal_pointer (&paper->pages) : NULL;
}

static gpointer
save_pdf (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  const MhPaperOrder *order = input;
  g_autoptr (MhPaper) paper = mh_paper_make (desk, order, FALSE, error);

  if (paper == NULL || !mh_pages_write_pdf (paper->pages, order->path, error))
    return NULL;

  return mh_deed_done (0, 0);
}

static MhPaperOrder *
make_order (MhRosterPreview *self,
            const char      *path)
{
  MhPaperOrder *order = mh_roster_options_make_order (self->options);

  order->path = g_strdup (path);

  return order;
}

static void
show_page (MhRosterPreview *self)
{
  guint n_pages = mh_pages_get_n_pages (self->shown->pages);
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
  g_auto (GStrv) lines = mh_pages_dup_unprintable (self->shown->pages);
  g_autofree char *list = g_strjoinv ("\n", lines);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->warning), lines[0] != NULL);
  if (lines[0] == NULL)
    return;

  text = g_strdup_printf (_("These characters cannot be printed here; please write them in by hand:\n%s"), list);
  gtk_label_set_label (self->warning, text);
}

static void
take_paper (MhRosterPreview *self,
            MhPaper         *paper)
{
  g_clear_pointer (&self->shown, mh_paper_free);
  self->shown = paper;

  gtk_stack_set_visible_child_name (self->states, paper->n_rows > 0 || mh_pages_get_n_pages (paper->pages) > 1 ? "paper" : "empty");
  gtk_widget_set_sensitive (self->save_button, TRUE);
  gtk_widget_set_sensitive (self->print_button, TRUE);
  show_page (self);
  show_warning (self);
}

static void
show_failure (MhRosterPreview *self,
              const GError    *error)
{
  gtk_widget_set_sensitive (self->save_button, FALSE);
  gtk_widget_set_sensitive (self->print_button, FALSE);
  adw_status_page_set_description (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->states, "failed");
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Look *look = user_data;
  g_autoptr (MhRosterPreview) self = look->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhPaper) paper = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  gboolean current = self->context != NULL && look->serial == self->serial;

  g_free (look);
  if (!current)
    return;

  if (paper != NULL)
    take_paper (self, g_steal_pointer (&paper));
  else
    show_failure (self, error);
}

static void
make (MhRosterPreview *self)
{
  Look *look = g_new0 (Look, 1);

  look->self = g_object_ref (self);
  look->serial = ++self->serial;
  mh_ui_context_read_async (self->context, make_preview, make_order (self, NULL), (GDestroyNotify) mh_paper_order_free,
                            (GDestroyNotify) mh_paper_free, NULL, made_cb, look);
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

  if (self->shown == NULL)
    return;

  mh_pages_get_page_size (self->shown->pages, self->page, &page_width, &page_height);
  scale = MIN (width / page_width, height / page_height);
  cairo_translate (cr, (width - page_width * scale) / 2, (height - page_height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, page_width, page_height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  mh_pages_draw_page (self->shown->pages, cr, self->page);
}

static void
options_changed_cb (MhRosterOptions *options,
                    MhRosterPreview *self)
{
  if (self->context != NULL)
    make (self);
}

static void
previous_clicked_cb (GtkButton       *button,
                     MhRosterPreview *self)
{
  if (self->shown == NULL || self->page == 0)
    return;

  self->page--;
  show_page (self);
}

static void
next_clicked_cb (GtkButton       *button,
                 MhRosterPreview *self)
{
  if (self->shown == NULL)
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
    mh_deed_run (GTK_WIDGET (self), self->context, save_pdf, make_order (self, path), (GDestroyNotify) mh_paper_order_free, NULL, saved_cb, NULL);
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
  MhPages *pages = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  mh_print_take_pages (user_data, pages, error);
}

static void
print_wanted_cb (MhPrint *print,
                 gpointer user_data)
{
  Job *job = user_data;

  mh_ui_context_run_async (job->context, make_for_paper, mh_paper_order_copy (job->order), (GDestroyNotify) mh_paper_order_free,
                           (GDestroyNotify) mh_pages_free, NULL, made_for_paper_cb, print);
}

static void
print_clicked_cb (GtkButton       *button,
                  MhRosterPreview *self)
{
  Job *job = g_new0 (Job, 1);
  double width = 0;
  double height = 1;

  job->context = g_object_ref (self->context);
  job->order = make_order (self, NULL);
  if (self->shown != NULL)
    mh_pages_get_page_size (self->shown->pages, 0, &width, &height);

  mh_print_roster_async (GTK_WIDGET (self), _("Reception roster"), width > height, print_wanted_cb, job, (GDestroyNotify) job_free);
}

static void
copies_clicked_cb (GtkButton       *button,
                   MhRosterPreview *self)
{
  mh_copies_window_open (GTK_WIDGET (self), self->context, self->session);
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

  g_clear_pointer (&self->shown, mh_paper_free);

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
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, options);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, states);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, paper);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, page_label);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, previous_button);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, next_button);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, save_button);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, print_button);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, failure);
  gtk_widget_class_bind_template_child (widget_class, MhRosterPreview, warning);
  gtk_widget_class_bind_template_callback (widget_class, copies_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_roster_preview_init (MhRosterPreview *self)
{
  g_type_ensure (MH_TYPE_ROSTER_OPTIONS);
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
  mh_roster_options_open (self->options, context, session->id, session->date);
  gtk_window_present (GTK_WINDOW (self));
}

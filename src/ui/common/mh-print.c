/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-print"

#include "mh-print.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-pages.h"

struct _MhPrint
{
  GtkPrintOperation *operation;  /* (owned) */
  GtkWidget         *parent;     /* (owned) */
  MhPrintMake        make;
  gpointer           user_data;
  GDestroyNotify     free_data;
  MhPages           *pages;      /* (nullable) (owned) */
  gboolean           asked;      /* @make was called */
  gboolean           answered;   /* mh_print_take() was called */
  gboolean           over;       /* the operation has ended */
};

static void
print_free (MhPrint *self)
{
  g_clear_pointer (&self->pages, mh_pages_free);
  if (self->free_data != NULL)
    self->free_data (self->user_data);
  g_object_unref (self->operation);
  g_object_unref (self->parent);
  g_free (self);
}

/* Both the operation and the making of the roster must have ended. */
static void
free_when_over (MhPrint *self)
{
  if (self->over && (self->answered || !self->asked))
    print_free (self);
}

static void
begun_cb (GtkPrintOperation *operation,
          GtkPrintContext   *context,
          MhPrint           *self)
{
  self->asked = TRUE;
  self->make (self, self->user_data);
}

/* GTK asks again and again until the pages are there. */
static gboolean
paginated_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              MhPrint           *self)
{
  if (!self->answered)
    return FALSE;

  gtk_print_operation_set_n_pages (operation, self->pages != NULL ? (int) mh_pages_get_n_pages (self->pages) : 1);

  return TRUE;
}

/* The roster knows its own page; the printer's may differ by its margins. */
static void
page_drawn_cb (GtkPrintOperation *operation,
               GtkPrintContext   *context,
               int                page,
               MhPrint           *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width;
  double height;
  double scale;

  if (self->pages == NULL)
    return;

  mh_pages_get_page_size (self->pages, (guint) page, &width, &height);
  scale = MIN (gtk_print_context_get_width (context) / width, gtk_print_context_get_height (context) / height);
  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  mh_pages_draw_page (self->pages, cr, (guint) page);
  cairo_restore (cr);
}

/* A list may lie on its side where the one before it stood. */
static void
page_setup_wanted_cb (GtkPrintOperation *operation,
                      GtkPrintContext   *context,
                      int                page,
                      GtkPageSetup      *setup,
                      MhPrint           *self)
{
  double width, height;

  if (self->pages == NULL || mh_pages_get_n_pages (self->pages) < 2)
    return;

  mh_pages_get_page_size (self->pages, (guint) page, &width, &height);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
}

static void
done_cb (GtkPrintOperation      *operation,
         GtkPrintOperationResult result,
         MhPrint                *self)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR) {
    gtk_print_operation_get_error (operation, &error);
    mh_dialogs_show_error (self->parent, _("It could not be printed"), error);
  }

  self->over = TRUE;
  free_when_over (self);
}

/**
 * mh_print_take_pages:
 * @self: what asked for it
 * @pages: (transfer full) (nullable): what to print
 * @error: (nullable): why there is nothing
 *
 * Gives what #MhPrintMake was asked for.
 */
void
mh_print_take_pages (MhPrint      *self,
                     MhPages      *pages,
                     const GError *error)
{
  self->answered = TRUE;
  self->pages = pages;

  if (pages == NULL && !self->over) {
    mh_dialogs_show_error (self->parent, _("It could not be printed"), error);
    gtk_print_operation_cancel (self->operation);
  }

  free_when_over (self);
}

/**
 * mh_print_take:
 * @self: what asked for it
 * @roster: (transfer full) (nullable): what to print
 * @error: (nullable): why there is nothing
 *
 * Gives what #MhPrintMake was asked for.
 */
void
mh_print_take (MhPrint      *self,
               MhRoster     *roster,
               const GError *error)
{
  MhPages *pages = NULL;

  if (roster != NULL) {
    pages = mh_pages_new ("");
    mh_pages_take_roster (pages, roster);
  }

  mh_print_take_pages (self, pages, error);
}

/* A whole page of A4, measured in points. */
static GtkPrintOperation *
make_operation (const char *title,
                gboolean    landscape)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_orientation (setup, landscape ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);

  return operation;
}

/**
 * mh_print_roster_async:
 * @parent: a widget in the window
 * @title: the name of the job
 * @landscape: whether the page lies on its side
 * @make: makes the roster once it is certain that it goes on paper
 * @user_data: for @make
 * @free_data: (nullable): frees @user_data at the end
 *
 * Shows the print dialog, and prints.
 */
void
mh_print_roster_async (GtkWidget     *parent,
                       const char    *title,
                       gboolean       landscape,
                       MhPrintMake    make,
                       gpointer       user_data,
                       GDestroyNotify free_data)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  MhPrint *self = g_new0 (MhPrint, 1);

  self->parent = g_object_ref (parent);
  self->make = make;
  self->user_data = user_data;
  self->free_data = free_data;
  self->operation = make_operation (title, landscape);

  g_signal_connect (self->operation, "begin-print", G_CALLBACK (begun_cb), self);
  g_signal_connect (self->operation, "paginate", G_CALLBACK (paginated_cb), self);
  g_signal_connect (self->operation, "request-page-setup", G_CALLBACK (page_setup_wanted_cb), self);
  g_signal_connect (self->operation, "draw-page", G_CALLBACK (page_drawn_cb), self);
  g_signal_connect (self->operation, "done", G_CALLBACK (done_cb), self);

  gtk_print_operation_run (self->operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

typedef struct {
  GtkWidget     *parent;     /* (owned) */
  double         width;
  double         height;
  MhPrintDraw    draw;
  MhPrintDone    printed;
  gpointer       user_data;
  GDestroyNotify free_data;
} Page;

static void
single_page_drawn_cb (GtkPrintOperation *operation,
                      GtkPrintContext   *context,
                      int                number,
                      Page              *page)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double scale = MIN (gtk_print_context_get_width (context) / page->width,
                      gtk_print_context_get_height (context) / page->height);

  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  page->draw (cr, page->user_data);
  cairo_restore (cr);
}

static void
single_page_done_cb (GtkPrintOperation      *operation,
                     GtkPrintOperationResult result,
                     Page                   *page)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR) {
    gtk_print_operation_get_error (operation, &error);
    mh_dialogs_show_error (page->parent, _("It could not be printed"), error);
  } else if (result == GTK_PRINT_OPERATION_RESULT_APPLY) {
    page->printed (page->user_data);
  }

  page->free_data (page->user_data);
  g_object_unref (page->parent);
  g_free (page);
  g_object_unref (operation);
}

/**
 * mh_print_page:
 * @parent: a widget in the window
 * @title: the name of the job
 * @width: of the page, in points
 * @height: of the page, in points
 * @draw: draws it
 * @printed: called when it has gone to the printer
 * @user_data: for both
 * @free_data: frees @user_data at the end
 *
 * Shows the print dialog, and prints one page of A4.
 */
void
mh_print_page (GtkWidget     *parent,
               const char    *title,
               double         width,
               double         height,
               MhPrintDraw    draw,
               MhPrintDone    printed,
               gpointer       user_data,
               GDestroyNotify free_data)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkPrintOperation *operation = make_operation (title, FALSE);
  Page *page = g_new0 (Page, 1);

  page->parent = g_object_ref (parent);
  page->width = width;
  page->height = height;
  page->draw = draw;
  page->printed = printed;
  page->user_data = user_data;
  page->free_data = free_data;

  gtk_print_operation_set_n_pages (operation, 1);
  g_signal_connect (operation, "draw-page", G_CALLBACK (single_page_drawn_cb), page);
  g_signal_connect (operation, "done", G_CALLBACK (single_page_done_cb), page);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-pages"

#include "mh-pages.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-roster-layout.h"
#include "mh-save.h"

/* One of @layout, @cards and @draw is there. */
typedef struct {
  MhRoster       *roster;  /* (nullable) (owned) */
  MhRosterLayout *layout;  /* (nullable) (owned) of a roster */
  MhCards        *cards;   /* (nullable) (owned) */
  MhPagesDraw     draw;    /* (nullable) */
  gpointer        data;    /* for @draw */
  GDestroyNotify  free_data;  /* (nullable) */
  guint           n_pages;
} Part;

struct _MhPages
{
  char      *title;
  GPtrArray *parts;  /* (owned): Part */
};

static void
part_free (Part *part)
{
  g_clear_pointer (&part->layout, mh_roster_layout_free);
  g_clear_pointer (&part->roster, mh_roster_free);
  g_clear_pointer (&part->cards, mh_cards_free);
  if (part->free_data != NULL)
    part->free_data (part->data);
  g_free (part);
}

static cairo_status_t
collect_cb (void                *closure,
            const unsigned char *data,
            unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/**
 * mh_pages_new:
 * @title: what they are, in the PDF's properties and the name of the print job
 *
 * Returns: (transfer full): no pages yet
 */
MhPages *
mh_pages_new (const char *title)
{
  MhPages *self = g_new0 (MhPages, 1);

  self->title = g_strdup (title);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);

  return self;
}

/**
 * mh_pages_free:
 * @self: (nullable): pages
 *
 * Frees them with the lists and cards that they took.
 */
void
mh_pages_free (MhPages *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->parts);
  g_free (self->title);
  g_free (self);
}

/**
 * mh_pages_add_roster:
 * @self: pages
 * @roster: a list, which must outlive the pages
 */
void
mh_pages_add_roster (MhPages        *self,
                     const MhRoster *roster)
{
  Part *part = g_new0 (Part, 1);

  part->layout = mh_roster_layout_new (roster);
  part->n_pages = mh_roster_layout_get_n_pages (part->layout);
  g_ptr_array_add (self->parts, part);
}

/**
 * mh_pages_take_roster:
 * @self: pages
 * @roster: (transfer full): a list
 *
 * Adds a list behind what is there.
 */
void
mh_pages_take_roster (MhPages  *self,
                      MhRoster *roster)
{
  mh_pages_add_roster (self, roster);
  ((Part *) g_ptr_array_index (self->parts, self->parts->len - 1))->roster = roster;
}

/**
 * mh_pages_take_cards:
 * @self: pages
 * @cards: (transfer full): cards
 *
 * Adds cards behind what is there.
 */
void
mh_pages_take_cards (MhPages *self,
                     MhCards *cards)
{
  Part *part = g_new0 (Part, 1);

  part->cards = cards;
  part->n_pages = mh_cards_get_n_pages (cards);
  g_ptr_array_add (self->parts, part);
}

/**
 * mh_pages_add_drawing:
 * @self: pages
 * @n_pages: how many
 * @draw: draws one of them
 * @user_data: for @draw, must outlive the pages
 *
 * Adds pages that are neither a list nor cards behind what is there.
 */
void
mh_pages_add_drawing (MhPages    *self,
                      guint       n_pages,
                      MhPagesDraw draw,
                      gpointer    user_data)
{
  Part *part = g_new0 (Part, 1);

  part->draw = draw;
  part->data = user_data;
  part->n_pages = n_pages;
  g_ptr_array_add (self->parts, part);
}

/**
 * mh_pages_take_drawing:
 * @self: pages
 * @n_pages: how many
 * @draw: draws one of them
 * @user_data: (transfer full): for @draw
 * @free_data: frees it with the pages
 *
 * As mh_pages_add_drawing(), for pages that live longer than who made them.
 */
void
mh_pages_take_drawing (MhPages       *self,
                       guint          n_pages,
                       MhPagesDraw    draw,
                       gpointer       user_data,
                       GDestroyNotify free_data)
{
  mh_pages_add_drawing (self, n_pages, draw, user_data);
  ((Part *) g_ptr_array_index (self->parts, self->parts->len - 1))->free_data = free_data;
}

/**
 * mh_pages_get_n_pages:
 * @self: pages
 *
 * Returns: how many sheets all of it needs
 */
guint
mh_pages_get_n_pages (MhPages *self)
{
  guint n = 0;

  for (guint i = 0; i < self->parts->len; i++)
    n += ((const Part *) g_ptr_array_index (self->parts, i))->n_pages;

  return n;
}

/* @page becomes the page inside the part. */
static const Part *
find_part (MhPages *self,
           guint   *page)
{
  for (guint i = 0; i < self->parts->len; i++) {
    const Part *part = g_ptr_array_index (self->parts, i);

    if (*page < part->n_pages)
      return part;
    *page -= part->n_pages;
  }

  return NULL;
}

/**
 * mh_pages_get_page_size:
 * @self: pages
 * @page: from 0
 * @out_width: (out): points
 * @out_height: (out): points
 *
 * A4, upright or lying.
 */
void
mh_pages_get_page_size (MhPages *self,
                        guint    page,
                        double  *out_width,
                        double  *out_height)
{
  const Part *part = find_part (self, &page);

  *out_width = MH_PAGES_A4_SHORT;
  *out_height = MH_PAGES_A4_LONG;
  if (part != NULL && part->layout != NULL)
    mh_roster_layout_get_page_size (part->layout, out_width, out_height);
}

/**
 * mh_pages_draw_page:
 * @self: pages
 * @cr: where to, in points from the upper left corner of the sheet
 * @page: which, from 0
 *
 * Draws one sheet.
 */
void
mh_pages_draw_page (MhPages *self,
                    cairo_t *cr,
                    guint    page)
{
  const Part *part = find_part (self, &page);

  g_return_if_fail (part != NULL);

  if (part->layout != NULL)
    mh_roster_layout_draw_page (part->layout, cr, page);
  else if (part->draw != NULL)
    part->draw (cr, page, part->data);
  else
    mh_cards_draw_page (part->cards, cr, page);
}

/**
 * mh_pages_dup_unprintable:
 * @self: pages
 *
 * Returns: (transfer full) (array zero-terminated=1): a line for each row with a character that cannot be printed
 */
char **
mh_pages_dup_unprintable (MhPages *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->parts->len; i++) {
    const Part *part = g_ptr_array_index (self->parts, i);
    g_auto (GStrv) lines = part->layout != NULL ? mh_roster_layout_dup_unprintable (part->layout) : NULL;

    for (char **line = lines; line != NULL && *line != NULL; line++) {
      if (!g_ptr_array_find_with_equal_func (all, *line, g_str_equal, NULL))
        g_ptr_array_add (all, g_strdup (*line));
    }
  }
  g_ptr_array_add (all, NULL);
  g_ptr_array_set_free_func (all, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&all), FALSE);
}

static cairo_status_t
draw_pdf (MhPages    *self,
          GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (collect_cb, bytes, MH_PAGES_A4_SHORT, MH_PAGES_A4_LONG);
  cairo_status_t status;
  cairo_t *cr;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Machihoken " MH_VERSION);
  cr = cairo_create (surface);
  for (guint page = 0; page < mh_pages_get_n_pages (self); page++) {
    double width, height;

    mh_pages_get_page_size (self, page, &width, &height);
    cairo_pdf_surface_set_size (surface, width, height);
    mh_pages_draw_page (self, cr, page);
    cairo_show_page (cr);
  }
  status = cairo_status (cr);
  cairo_destroy (cr);

  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return status;
}

/**
 * mh_pages_make_pdf:
 * @self: pages
 * @error: %MH_ERROR_STORAGE
 *
 * Fonts are embedded. May be called in any thread.
 *
 * Returns: (transfer full): the PDF, or %NULL
 */
GBytes *
mh_pages_make_pdf (MhPages *self,
                   GError **error)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  cairo_status_t status;

  g_return_val_if_fail (self != NULL, NULL);

  status = draw_pdf (self, array);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, MH_ERROR, MH_ERROR_STORAGE, _("The list could not be drawn: %s"), cairo_status_to_string (status));
    return NULL;
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

/**
 * mh_pages_write_pdf:
 * @self: pages
 * @path: the file to write or replace
 * @error: %MH_ERROR_STORAGE; then an earlier file is untouched
 *
 * As mh_pages_make_pdf(), into a file.
 *
 * Returns: whether the whole file stands
 */
gboolean
mh_pages_write_pdf (MhPages    *self,
                    const char *path,
                    GError    **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  bytes = mh_pages_make_pdf (self, error);

  return bytes != NULL && mh_save_bytes (path, bytes, error);
}

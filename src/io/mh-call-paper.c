/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-call-paper"

#include "mh-call-paper.h"

#include <glib/gi18n-lib.h>

#include "mh-roster-text.h"

#define MARGIN      56.0
#define WIDTH       (MH_PAGES_A4_SHORT - 2 * MARGIN)
#define FOOT        (MH_PAGES_A4_LONG - 40)
#define BOX_PADDING 12.0
#define BIG         16.0
#define SMALL       10.5

struct _MhCallPaper
{
  char         *title;
  char         *printed;
  char         *caller;
  char         *script;
  char         *code;
  MhRosterText *text;  /* (owned) */
};

/**
 * mh_call_paper_new:
 * @title: what the sheet is about
 * @printed: when and by whom, in words
 * @caller: who made the sheet
 * @script: what to say
 * @code: the broadcast's check code
 *
 * Returns: (transfer full): the page
 */
MhCallPaper *
mh_call_paper_new (const char *title,
                   const char *printed,
                   const char *caller,
                   const char *script,
                   const char *code)
{
  MhCallPaper *self = g_new0 (MhCallPaper, 1);

  self->title = g_strdup (title);
  self->printed = g_strdup (printed);
  self->caller = g_strdup (caller);
  self->script = g_strdup (script);
  self->code = g_strdup (code);
  self->text = mh_roster_text_new ();

  return self;
}

/**
 * mh_call_paper_free:
 * @paper: (nullable): a page
 */
void
mh_call_paper_free (gpointer paper)
{
  MhCallPaper *self = paper;

  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->printed);
  g_free (self->caller);
  g_free (self->script);
  g_free (self->code);
  mh_roster_text_free (self->text);
  g_free (self);
}

static double
write_text (MhCallPaper *self,
            cairo_t     *cr,
            double       x,
            double       y,
            double       width,
            double       size,
            gboolean     bold,
            const char  *words)
{
  const MhRosterTextStyle style = { size, bold, MH_ROSTER_ALIGN_START, 40 };

  return mh_roster_text_draw (self->text, cr, x, y, words, width, &style);
}

/* As big as the room lets it be. */
static double
choose_size (MhCallPaper *self,
             double       room)
{
  double size = BIG;

  for (;;) {
    const MhRosterTextStyle style = { size, FALSE, MH_ROSTER_ALIGN_START, 60 };

    if (size <= SMALL || mh_roster_text_measure (self->text, self->script, WIDTH - 2 * BOX_PADDING, &style) <= room)
      return size;
    size -= 0.5;
  }
}

/* The words in a box, so that they are told from what is about them. Returns: where it ends */
static double
draw_script (MhCallPaper *self,
             cairo_t     *cr,
             double       y,
             double       room)
{
  double size = choose_size (self, room);
  double height = write_text (self, cr, MARGIN + BOX_PADDING, y + BOX_PADDING, WIDTH - 2 * BOX_PADDING, size, FALSE, self->script);

  cairo_set_line_width (cr, 1.2);
  cairo_rectangle (cr, MARGIN, y, WIDTH, height + 2 * BOX_PADDING);
  cairo_stroke (cr);

  return y + height + 2 * BOX_PADDING;
}

static double
draw_steps (MhCallPaper        *self,
            cairo_t            *cr,
            double              y,
            const char * const *steps,
            gsize               n_steps)
{
  for (gsize i = 0; i < n_steps; i++)
    y += write_text (self, cr, MARGIN, y, WIDTH, 12, FALSE, steps[i]) + 6;

  return y;
}

static void
draw_page_cb (cairo_t *cr,
              guint    page,
              gpointer user_data)
{
  MhCallPaper *self = user_data;
  const char * const before[] = {
    _("1. Say that you call from the town office, and your name."),
    _("2. Ask whether it is the person on the list. Tell nobody else what it is about."),
    _("3. Say what stands in the box. Where there is [ ], say what stands in the row of the list."),
  };
  g_autofree char *code = g_strdup_printf (_("Who wants to make sure that it is really the town: check code %s"), self->code);
  const char * const after[] = {
    code,
    _("Spoke: the person has been told, or whoever answers for the person."),
    _("Not there: nobody answered. The call stays open; leave no message about what it is."),
    _("Call back: the person will be called again, or calls. Write when."),
    _("Wrong number: somebody else answers there. The number is not used any more until it is put right."),
    _("Refused: does not want to hear it. Ask whether the person wants no calls at all from now on."),
    _("Afterwards enter the ticks with a barcode reader or by the numbers, in the place where broadcasts are. Then shred the sheet."),
  };
  double y = MARGIN;

  cairo_set_source_rgb (cr, 0, 0, 0);
  y += write_text (self, cr, MARGIN, y, WIDTH, 20, TRUE, self->title) + 4;
  y += write_text (self, cr, MARGIN, y, WIDTH, SMALL, FALSE, self->printed) + 14;
  y += write_text (self, cr, MARGIN, y, WIDTH, 14, TRUE, _("What to say")) + 8;
  y = draw_steps (self, cr, y, before, G_N_ELEMENTS (before)) + 4;
  y = draw_script (self, cr, y, FOOT - y - 260) + 12;
  y += write_text (self, cr, MARGIN, y, WIDTH, 14, TRUE, _("What to tick")) + 8;
  draw_steps (self, cr, y, after, G_N_ELEMENTS (after));
  write_text (self, cr, MARGIN, FOOT - 14, WIDTH, SMALL, TRUE, _("Personal data: handle with care"));
}

/**
 * mh_call_paper_put:
 * @self: (transfer full): the page
 * @pages: where it comes next
 */
void
mh_call_paper_put (MhCallPaper *self,
                   MhPages     *pages)
{
  mh_pages_take_drawing (pages, 1, draw_page_cb, self, mh_call_paper_free);
}

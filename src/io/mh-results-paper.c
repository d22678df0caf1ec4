/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-results-paper"

#include "mh-results-paper.h"

#include <glib/gi18n-lib.h>

#include "mh-roster-text.h"

#define MARGIN      56.0
#define WIDTH       (MH_PAGES_A4_SHORT - 2 * MARGIN)
#define FOOT        (MH_PAGES_A4_LONG - 40)
#define BOX_PADDING 10.0
#define LABEL_WIDTH 170.0
#define COUNT_WIDTH 60.0
#define BAR_HEIGHT  9.0
#define BODY        12.0
#define SMALL       10.5
#define SMALLEST    7.0

typedef struct {
  char *label;
  char *value;  /* of a count: the number */
  guint n;
} Line;

struct _MhResultsPaper
{
  char         *title;
  char         *printed;
  GArray       *facts;   /* (owned) (element-type Line) */
  GArray       *counts;  /* (owned) (element-type Line) */
  GArray       *words;   /* (owned) (element-type Line) a heading and what was said */
  MhRosterText *text;    /* (owned) */
};

static void
clear_line (gpointer data)
{
  Line *line = data;

  g_free (line->label);
  g_free (line->value);
}

static GArray *
make_lines (void)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, clear_line);

  return lines;
}

static void
add_line (GArray     *lines,
          const char *label,
          char       *value,  /* (transfer full) */
          guint       n)
{
  const Line line = { g_strdup (label), value, n };

  g_array_append_val (lines, line);
}

static double
write_text (MhResultsPaper *self,
            cairo_t        *cr,
            double          x,
            double          y,
            double          width,
            double          size,
            gboolean        bold,
            MhRosterAlign   align,
            const char     *words)
{
  const MhRosterTextStyle style = { size, bold, align, 120 };

  return mh_roster_text_draw (self->text, cr, x, y, words, width, &style);
}

/* Returns: where it ends */
static double
draw_facts (MhResultsPaper *self,
            cairo_t        *cr,
            double          y)
{
  for (guint i = 0; i < self->facts->len; i++) {
    const Line *fact = &g_array_index (self->facts, Line, i);
    double label = write_text (self, cr, MARGIN, y, LABEL_WIDTH - 8, BODY, FALSE, MH_ROSTER_ALIGN_START, fact->label);
    double value = write_text (self, cr, MARGIN + LABEL_WIDTH, y, WIDTH - LABEL_WIDTH, BODY, FALSE, MH_ROSTER_ALIGN_START, fact->value);

    y += MAX (label, value) + 4;
  }

  return y;
}

static guint
find_most (GArray *counts)
{
  guint most = 1;

  for (guint i = 0; i < counts->len; i++)
    most = MAX (most, g_array_index (counts, Line, i).n);

  return most;
}

/* The number stands beside each bar, so that nothing is told by its length alone. Returns: where it ends */
static double
draw_counts (MhResultsPaper *self,
             cairo_t        *cr,
             double          y)
{
  double left = MARGIN + LABEL_WIDTH + COUNT_WIDTH + 10;
  double room = WIDTH - LABEL_WIDTH - COUNT_WIDTH - 10;
  guint most = find_most (self->counts);

  for (guint i = 0; i < self->counts->len; i++) {
    const Line *count = &g_array_index (self->counts, Line, i);
    double label = write_text (self, cr, MARGIN, y, LABEL_WIDTH - 8, BODY, FALSE, MH_ROSTER_ALIGN_START, count->label);
    double value = write_text (self, cr, MARGIN + LABEL_WIDTH, y, COUNT_WIDTH, BODY, TRUE, MH_ROSTER_ALIGN_END, count->value);
    double height = MAX (label, value);

    cairo_set_source_rgb (cr, 0.45, 0.45, 0.45);
    cairo_rectangle (cr, left, y + (value - BAR_HEIGHT) / 2, room * count->n / most, BAR_HEIGHT);
    cairo_fill (cr);
    cairo_set_source_rgb (cr, 0, 0, 0);
    y += height + 4;
  }

  return y;
}

/* As big as lets all of them stand on the page. */
static double
choose_size (MhResultsPaper *self,
             double          room)
{
  for (double size = BODY; size > SMALLEST; size -= 0.5) {
    const MhRosterTextStyle style = { size, FALSE, MH_ROSTER_ALIGN_START, 120 };
    double height = 0;

    for (guint i = 0; i < self->words->len; i++)
      height += mh_roster_text_measure (self->text, g_array_index (self->words, Line, i).value, WIDTH - 2 * BOX_PADDING, &style) +
                2 * BOX_PADDING + 34;
    if (height <= room)
      return size;
  }

  return SMALLEST;
}

static void
draw_words (MhResultsPaper *self,
            cairo_t        *cr,
            double          y)
{
  double size = choose_size (self, FOOT - 24 - y);

  for (guint i = 0; i < self->words->len; i++) {
    const Line *words = &g_array_index (self->words, Line, i);
    double height;

    y += write_text (self, cr, MARGIN, y, WIDTH, 14, TRUE, MH_ROSTER_ALIGN_START, words->label) + 6;
    height = write_text (self, cr, MARGIN + BOX_PADDING, y + BOX_PADDING, WIDTH - 2 * BOX_PADDING, size, FALSE, MH_ROSTER_ALIGN_START, words->value);
    cairo_set_line_width (cr, 1);
    cairo_rectangle (cr, MARGIN, y, WIDTH, height + 2 * BOX_PADDING);
    cairo_stroke (cr);
    y += height + 2 * BOX_PADDING + 10;
  }
}

static void
draw_page_cb (cairo_t *cr,
              guint    page,
              gpointer user_data)
{
  MhResultsPaper *self = user_data;
  double y = MARGIN;

  cairo_set_source_rgb (cr, 0, 0, 0);
  y += write_text (self, cr, MARGIN, y, WIDTH, 20, TRUE, MH_ROSTER_ALIGN_START, self->title) + 4;
  y += write_text (self, cr, MARGIN, y, WIDTH, SMALL, FALSE, MH_ROSTER_ALIGN_START, self->printed) + 14;
  y = draw_facts (self, cr, y) + 10;
  y += write_text (self, cr, MARGIN, y, WIDTH, 14, TRUE, MH_ROSTER_ALIGN_START, _("How many stand where")) + 6;
  y = draw_counts (self, cr, y) + 10;
  draw_words (self, cr, y);
  write_text (self, cr, MARGIN, FOOT - 14, WIDTH, SMALL, TRUE, MH_ROSTER_ALIGN_START, _("Personal data: handle with care"));
}

/**
 * mh_results_paper_new:
 * @title: what the report is about
 * @printed: when and by whom, in words
 *
 * Returns: (transfer full): a page without facts
 */
MhResultsPaper *
mh_results_paper_new (const char *title,
                      const char *printed)
{
  MhResultsPaper *self;

  g_return_val_if_fail (title != NULL && printed != NULL, NULL);

  self = g_new0 (MhResultsPaper, 1);
  self->title = g_strdup (title);
  self->printed = g_strdup (printed);
  self->facts = make_lines ();
  self->counts = make_lines ();
  self->words = make_lines ();
  self->text = mh_roster_text_new ();

  return self;
}

/**
 * mh_results_paper_free:
 * @paper: (nullable): a page
 */
void
mh_results_paper_free (gpointer paper)
{
  MhResultsPaper *self = paper;

  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->printed);
  g_array_unref (self->facts);
  g_array_unref (self->counts);
  g_array_unref (self->words);
  mh_roster_text_free (self->text);
  g_free (self);
}

/**
 * mh_results_paper_add_fact:
 * @self: the page
 * @label: what it is
 * @value: what is known of it
 */
void
mh_results_paper_add_fact (MhResultsPaper *self,
                           const char     *label,
                           const char     *value)
{
  g_return_if_fail (self != NULL && label != NULL && value != NULL);

  add_line (self->facts, label, g_strdup (value), 0);
}

/**
 * mh_results_paper_add_count:
 * @self: the page
 * @label: where they stand
 * @n: how many
 */
void
mh_results_paper_add_count (MhResultsPaper *self,
                            const char     *label,
                            guint           n)
{
  g_return_if_fail (self != NULL && label != NULL);

  add_line (self->counts, label, g_strdup_printf ("%u", n), n);
}

/**
 * mh_results_paper_add_words:
 * @self: the page
 * @heading: what stands over them
 * @words: what was said, whose lines stay
 */
void
mh_results_paper_add_words (MhResultsPaper *self,
                            const char     *heading,
                            const char     *words)
{
  g_return_if_fail (self != NULL && heading != NULL && words != NULL);

  add_line (self->words, heading, g_strdup (words), 0);
}

/**
 * mh_results_paper_put:
 * @self: (transfer full): the page
 * @pages: where it comes next
 */
void
mh_results_paper_put (MhResultsPaper *self,
                      MhPages        *pages)
{
  mh_pages_take_drawing (pages, 1, draw_page_cb, self, mh_results_paper_free);
}

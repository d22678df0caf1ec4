/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster"

#include "mh-roster-layout-private.h"

#include <glib/gi18n-lib.h>

#include "mh-barcode.h"

#define BOX_SIZE   13.0
#define CODE_INSET 3.0

/* Lines are stroked all of one thickness at once. */
typedef enum {
  LINE_THIN,   /* 0.5 points */
  LINE_BOX,    /* 1 */
  LINE_THICK,  /* 1.2 */
  N_LINES,
} LineKind;

typedef struct {
  double x1, y1, x2, y2;
} Line;

typedef struct {
  MhRosterLayout *layout;
  cairo_t        *cr;
  GArray         *lines[N_LINES];  /* (owned): Line */
} Sheet;

static void
add_line (Sheet   *sheet,
          LineKind kind,
          double   x1,
          double   y1,
          double   x2,
          double   y2)
{
  Line line = { x1, y1, x2, y2 };

  g_array_append_val (sheet->lines[kind], line);
}

static void
stroke_lines (Sheet *sheet)
{
  static const double widths[N_LINES] = { 0.5, 1, 1.2 };

  for (guint kind = 0; kind < N_LINES; kind++) {
    for (guint i = 0; i < sheet->lines[kind]->len; i++) {
      const Line *line = &g_array_index (sheet->lines[kind], Line, i);

      cairo_move_to (sheet->cr, line->x1, line->y1);
      cairo_line_to (sheet->cr, line->x2, line->y2);
    }
    cairo_set_line_width (sheet->cr, widths[kind]);
    cairo_stroke (sheet->cr);
  }
}

/* The head of a page; with @cr it is drawn, without it only measured. */

static char *
format_copy (MhRosterLayout *self)
{
  if (self->roster->copy_number == 0)
    return NULL;

  if (self->roster->recipient != NULL)
    /* Translators: number of the copy, of how many, who takes it */
    return g_strdup_printf (_("Copy %u of %u: %s"), self->roster->copy_number, self->roster->copies, self->roster->recipient);

  return g_strdup_printf (_("Copy %u of %u"), self->roster->copy_number, self->roster->copies);
}

static double
place_text (MhRosterLayout          *self,
            cairo_t                 *cr,
            double                   x,
            double                   y,
            const char              *text,
            double                   width,
            const MhRosterTextStyle *style)
{
  if (cr == NULL)
    return mh_roster_text_measure (self->text, text, width, style);

  return mh_roster_text_draw (self->text, cr, x, y, text, width, style);
}

static double
place_copy (MhRosterLayout *self,
            cairo_t        *cr)
{
  g_autofree char *copy = format_copy (self);
  double width;

  if (copy == NULL)
    return 0;

  width = mh_roster_text_get_width (self->text, copy, &self->styles[MH_ROSTER_STYLE_COPY]) + 20;
  width = MIN (width, mh_roster_layout_get_content_width (self) / 2);
  if (cr != NULL) {
    double x = self->page_width - MH_ROSTER_MARGIN - width;

    cairo_set_line_width (cr, 1.2);
    cairo_rectangle (cr, x, MH_ROSTER_MARGIN, width, 22);
    cairo_stroke (cr);
    mh_roster_text_draw (self->text, cr, x, MH_ROSTER_MARGIN + 4, copy, width, &self->styles[MH_ROSTER_STYLE_COPY]);
  }

  return width + 12;
}

/**
 * mh_roster_layout_place_head:
 * @self: the pages
 * @cr: (nullable): where to draw; %NULL only measures
 * @page: from 0
 *
 * Returns: where the table starts, in points from the upper edge
 */
double
mh_roster_layout_place_head (MhRosterLayout *self,
                             cairo_t        *cr,
                             guint           page)
{
  const MhRoster *roster = self->roster;
  double width = mh_roster_layout_get_content_width (self);
  double y = MH_ROSTER_MARGIN;
  double title_width = width - place_copy (self, cr);

  if (page > 0) {
    place_text (self, cr, MH_ROSTER_MARGIN, y + 4, roster->title, title_width, &self->styles[MH_ROSTER_STYLE_TITLE_AGAIN]);
    return y + 28;
  }

  y += place_text (self, cr, MH_ROSTER_MARGIN, y, roster->title, title_width, &self->styles[MH_ROSTER_STYLE_TITLE]) + 4;
  for (guint i = 0; i < roster->subtitles->len; i++)
    y += place_text (self, cr, MH_ROSTER_MARGIN, y, g_ptr_array_index (roster->subtitles, i), width, &self->styles[MH_ROSTER_STYLE_NOTE_TITLE]) + 2;

  if (roster->order != NULL || roster->printed_at != NULL) {
    double height = 0;

    y += 2;
    if (roster->order != NULL)
      height = place_text (self, cr, MH_ROSTER_MARGIN, y, roster->order, width * 0.4, &self->styles[MH_ROSTER_STYLE_NOTE]);
    if (roster->printed_at != NULL)
      height = MAX (height, place_text (self, cr, MH_ROSTER_MARGIN + width * 0.4, y, roster->printed_at, width * 0.6, &self->styles[MH_ROSTER_STYLE_END_NOTE]));
    y += height;
  }

  return MAX (y, MH_ROSTER_MARGIN + 26) + 6;
}

/* Greys lie under everything: they are drawn before any text and line. */
static void
fill_greys (Sheet               *sheet,
            const MhRosterBlock *block)
{
  double grey = block->kind == MH_ROSTER_BLOCK_COLUMN_TITLES ? 0.88 : 0.95;

  if (block->kind == MH_ROSTER_BLOCK_ROW || block->kind == MH_ROSTER_BLOCK_BLANK_ROW || block->kind >= MH_ROSTER_BLOCK_COUNT)
    return;

  cairo_set_source_rgb (sheet->cr, grey, grey, grey);
  cairo_rectangle (sheet->cr, MH_ROSTER_MARGIN, block->y, mh_roster_layout_get_content_width (sheet->layout), block->height);
  cairo_fill (sheet->cr);
  cairo_set_source_rgb (sheet->cr, 0, 0, 0);
}

static void
draw_grid (Sheet               *sheet,
           const MhRosterBlock *block)
{
  MhRosterLayout *self = sheet->layout;
  double right = self->page_width - MH_ROSTER_MARGIN;
  double bottom = block->y + block->height;
  double x = MH_ROSTER_MARGIN;

  add_line (sheet, block->kind == MH_ROSTER_BLOCK_COLUMN_TITLES ? LINE_THICK : LINE_THIN, x, bottom, right, bottom);
  if (block->kind == MH_ROSTER_BLOCK_COLUMN_TITLES)
    add_line (sheet, LINE_THICK, x, block->y, right, block->y);
  add_line (sheet, LINE_THIN, x, block->y, x, bottom);
  add_line (sheet, LINE_THIN, right, block->y, right, bottom);
  if (block->kind == MH_ROSTER_BLOCK_HEADING || block->kind == MH_ROSTER_BLOCK_HEADING_AGAIN || block->kind == MH_ROSTER_BLOCK_BLANK_HEADING)
    return;

  x += self->number_width;
  if (self->number_width > 0)
    add_line (sheet, LINE_THIN, x, block->y, x, bottom);
  for (guint i = 0; i + 1 < self->roster->columns->len; i++) {
    x += self->widths[i];
    add_line (sheet, LINE_THIN, x, block->y, x, bottom);
  }
}

static void
draw_box (Sheet   *sheet,
          double   middle_x,
          double   middle_y,
          gboolean ticked)
{
  double x = middle_x - BOX_SIZE / 2;
  double y = middle_y - BOX_SIZE / 2;

  add_line (sheet, LINE_BOX, x - 0.5, y, x + BOX_SIZE + 0.5, y);
  add_line (sheet, LINE_BOX, x - 0.5, y + BOX_SIZE, x + BOX_SIZE + 0.5, y + BOX_SIZE);
  add_line (sheet, LINE_BOX, x, y, x, y + BOX_SIZE);
  add_line (sheet, LINE_BOX, x + BOX_SIZE, y, x + BOX_SIZE, y + BOX_SIZE);
  if (!ticked)
    return;

  cairo_set_line_width (sheet->cr, 2);
  cairo_move_to (sheet->cr, x + 2.5, y + 7);
  cairo_line_to (sheet->cr, x + 5.5, y + 10);
  cairo_line_to (sheet->cr, x + 11, y + 2.5);
  cairo_stroke (sheet->cr);
}

/* A cell's text stays inside its cell whatever the font does. */
static void
draw_cell (Sheet                   *sheet,
           const MhRosterBlock     *block,
           double                   x,
           double                   width,
           const char              *text,
           const MhRosterTextStyle *style)
{
  MhRosterText *texts = sheet->layout->text;
  double height;

  if (text[0] == '\0')
    return;

  height = mh_roster_text_measure (texts, text, width - 2 * MH_ROSTER_PADDING, style);
  if (mh_roster_text_fits (texts)) {
    mh_roster_text_show (texts, sheet->cr, x + MH_ROSTER_PADDING, block->y + (block->height - height) / 2);
    return;
  }

  cairo_save (sheet->cr);
  cairo_rectangle (sheet->cr, x, block->y, width, block->height);
  cairo_clip (sheet->cr);
  mh_roster_text_show (texts, sheet->cr, x + MH_ROSTER_PADDING, block->y + (block->height - height) / 2);
  cairo_restore (sheet->cr);
}

static void
draw_column_titles (Sheet               *sheet,
                    const MhRosterBlock *block)
{
  MhRosterLayout *self = sheet->layout;
  const MhRosterTextStyle *style = &self->styles[MH_ROSTER_STYLE_COLUMN];
  double x = MH_ROSTER_MARGIN;

  if (self->number_width > 0)
    draw_cell (sheet, block, x - MH_ROSTER_PADDING / 2, self->number_width + MH_ROSTER_PADDING, _("No."), style);

  x += self->number_width;
  for (guint i = 0; i < self->roster->columns->len; i++) {
    draw_cell (sheet, block, x - MH_ROSTER_PADDING / 2, self->widths[i] + MH_ROSTER_PADDING,
               mh_roster_layout_get_column (self, i)->title, style);
    x += self->widths[i];
  }
}

static void
draw_content (Sheet                *sheet,
              const MhRosterBlock  *block,
              const MhRosterColumn *column,
              double                x,
              double                width,
              const char           *text)
{
  MhRosterTextStyle style = sheet->layout->styles[MH_ROSTER_STYLE_BODY];

  switch (column->kind) {
  case MH_ROSTER_COLUMN_BARCODE:
    if (text[0] != '\0')
      mh_barcode_draw (sheet->cr, x, block->y + CODE_INSET, width, block->height - 2 * CODE_INSET, text);
    break;
  case MH_ROSTER_COLUMN_QR:
    if (text[0] != '\0')
      mh_qr_draw (sheet->cr, x + (width - MIN (width, block->height)) / 2, block->y + (block->height - MIN (width, block->height)) / 2,
                  MIN (width, block->height), text);
    break;
  case MH_ROSTER_COLUMN_TEXT:
    style.align = column->align;
    draw_cell (sheet, block, x, width, text, &style);
    break;
  case MH_ROSTER_COLUMN_CHECK:
  case MH_ROSTER_COLUMN_BOX:
  default:
    break;
  }
}

static void
draw_row (Sheet               *sheet,
          const MhRosterBlock *block,
          const MhRosterEntry *entry)  /* (nullable): a blank row */
{
  MhRosterLayout *self = sheet->layout;
  double x = MH_ROSTER_MARGIN;

  if (self->number_width > 0 && entry != NULL) {
    g_autofree char *number = g_strdup_printf ("%u", entry->number);

    draw_cell (sheet, block, x, self->number_width, number, &self->styles[MH_ROSTER_STYLE_NUMBER]);
  }

  x += self->number_width;
  for (guint i = 0; i < self->roster->columns->len; i++) {
    const MhRosterColumn *column = mh_roster_layout_get_column (self, i);

    if (column->kind == MH_ROSTER_COLUMN_CHECK)
      draw_box (sheet, x + self->widths[i] / 2, block->y + block->height / 2, entry != NULL && entry->cells[i][0] != '\0');
    else if (entry != NULL)
      draw_content (sheet, block, column, x, self->widths[i], entry->cells[i]);
    x += self->widths[i];
  }
}

static void
draw_heading (Sheet               *sheet,
              const MhRosterBlock *block)
{
  MhRosterLayout *self = sheet->layout;
  const MhRosterEntry *entry = block->kind != MH_ROSTER_BLOCK_BLANK_HEADING ? mh_roster_layout_get_entry (self, block->index) : NULL;
  g_autofree char *again = NULL;
  const char *text = entry != NULL ? entry->heading : _("Walk-ins");

  if (block->kind == MH_ROSTER_BLOCK_HEADING_AGAIN) {
    again = g_strdup_printf (_("%s (continued)"), text);
    text = again;
  }

  draw_cell (sheet, block, MH_ROSTER_MARGIN, mh_roster_layout_get_content_width (self), text, &self->styles[MH_ROSTER_STYLE_HEADING]);
  if (entry != NULL && entry->mark != NULL)
    mh_roster_text_draw (self->text, sheet->cr, 2, block->y - 3, entry->mark, MH_ROSTER_MARGIN - 4, &self->styles[MH_ROSTER_STYLE_MARK]);
}

static char *
format_count (MhRosterLayout *self)
{
  guint n = self->roster->n_rows;

  if (self->roster->end != NULL)
    return g_strdup (self->roster->end);
  if (n == 0)
    return g_strdup (_("Nobody is on this list"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person in all", "%u people in all", n), n);
}

static void
draw_cut_line (Sheet               *sheet,
               const MhRosterBlock *block)
{
  const double dashes[] = { 6, 4 };
  double y = block->y + block->height / 2;

  cairo_save (sheet->cr);
  cairo_set_dash (sheet->cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_width (sheet->cr, 0.8);
  cairo_move_to (sheet->cr, 0, y);
  cairo_line_to (sheet->cr, sheet->layout->page_width, y);
  cairo_stroke (sheet->cr);
  cairo_restore (sheet->cr);
}

/* What stands outside the table. */
static void
draw_line_block (Sheet               *sheet,
                 const MhRosterBlock *block)
{
  MhRosterLayout *self = sheet->layout;
  double width = mh_roster_layout_get_content_width (self);

  if (block->kind == MH_ROSTER_BLOCK_COUNT) {
    g_autofree char *count = format_count (self);

    mh_roster_text_draw (self->text, sheet->cr, MH_ROSTER_MARGIN, block->y + 8, count, width, &self->styles[MH_ROSTER_STYLE_COUNT]);
  } else if (block->kind == MH_ROSTER_BLOCK_NOTE_TITLE) {
    mh_roster_text_draw (self->text, sheet->cr, MH_ROSTER_MARGIN, block->y + 2, _("Characters that cannot be printed (〓 stands for them)"),
                         width, &self->styles[MH_ROSTER_STYLE_NOTE_TITLE]);
  } else if (block->kind == MH_ROSTER_BLOCK_CUT_LINE) {
    draw_cut_line (sheet, block);
  } else {
    mh_roster_text_draw (self->text, sheet->cr, MH_ROSTER_MARGIN, block->y, g_ptr_array_index (self->notes, block->index), width,
                         &self->styles[MH_ROSTER_STYLE_NOTE]);
  }
}

static void
draw_block (Sheet               *sheet,
            const MhRosterBlock *block)
{
  switch (block->kind) {
  case MH_ROSTER_BLOCK_COLUMN_TITLES:
    draw_column_titles (sheet, block);
    break;
  case MH_ROSTER_BLOCK_HEADING:
  case MH_ROSTER_BLOCK_HEADING_AGAIN:
  case MH_ROSTER_BLOCK_BLANK_HEADING:
    draw_heading (sheet, block);
    break;
  case MH_ROSTER_BLOCK_ROW:
    draw_row (sheet, block, mh_roster_layout_get_entry (sheet->layout, block->index));
    break;
  case MH_ROSTER_BLOCK_BLANK_ROW:
    draw_row (sheet, block, NULL);
    break;
  case MH_ROSTER_BLOCK_COUNT:
  case MH_ROSTER_BLOCK_NOTE_TITLE:
  case MH_ROSTER_BLOCK_NOTE:
  case MH_ROSTER_BLOCK_CUT_LINE:
  default:
    draw_line_block (sheet, block);
    return;
  }

  draw_grid (sheet, block);
}

static void
draw_foot (Sheet *sheet,
           guint  page)
{
  MhRosterLayout *self = sheet->layout;
  cairo_t *cr = sheet->cr;
  g_autofree char *number = g_strdup_printf (_("Page %u of %u"), page + 1, self->n_pages);
  const char *footer = self->roster->footer != NULL ? self->roster->footer : _("Personal data: handle with care");
  double width = mh_roster_layout_get_content_width (self);
  double y = self->page_height - MH_ROSTER_MARGIN - 14;

  add_line (sheet, LINE_THIN, MH_ROSTER_MARGIN, y - 4, self->page_width - MH_ROSTER_MARGIN, y - 4);
  mh_roster_text_draw (self->text, cr, MH_ROSTER_MARGIN, y, footer, width * 0.4, &self->styles[MH_ROSTER_STYLE_FOOTER]);
  if (page > 0 && self->roster->printed_at != NULL)
    mh_roster_text_draw (self->text, cr, MH_ROSTER_MARGIN + width * 0.4, y, self->roster->printed_at, width * 0.4, &self->styles[MH_ROSTER_STYLE_MIDDLE_NOTE]);
  mh_roster_text_draw (self->text, cr, MH_ROSTER_MARGIN + width * 0.8, y, number, width * 0.2, &self->styles[MH_ROSTER_STYLE_END_NOTE]);
}

static void
draw_blocks (Sheet *sheet,
             guint  page)
{
  MhRosterLayout *self = sheet->layout;
  guint first = page < self->first_blocks->len ? g_array_index (self->first_blocks, guint, page) : self->blocks->len;
  guint end = page + 1 < self->first_blocks->len ? g_array_index (self->first_blocks, guint, page + 1) : self->blocks->len;

  for (guint i = first; i < end; i++)
    fill_greys (sheet, &g_array_index (self->blocks, MhRosterBlock, i));
  for (guint i = first; i < end; i++)
    draw_block (sheet, &g_array_index (self->blocks, MhRosterBlock, i));
}

/**
 * mh_roster_layout_draw_page:
 * @self: the pages
 * @cr: where to draw, in points with the sheet's upper left corner at 0, 0
 * @page: from 0
 *
 * Draws in black and greys only.
 */
void
mh_roster_layout_draw_page (MhRosterLayout *self,
                            cairo_t        *cr,
                            guint           page)
{
  Sheet sheet = { self, cr, { NULL } };

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (page < self->n_pages);

  for (guint kind = 0; kind < N_LINES; kind++)
    sheet.lines[kind] = g_array_new (FALSE, FALSE, sizeof (Line));

  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  mh_roster_text_begin_page (self->text);
  mh_roster_layout_place_head (self, cr, page);
  draw_blocks (&sheet, page);
  draw_foot (&sheet, page);
  stroke_lines (&sheet);
  mh_roster_text_end_page (self->text, cr);
  cairo_restore (cr);

  for (guint kind = 0; kind < N_LINES; kind++)
    g_array_unref (sheet.lines[kind]);
}

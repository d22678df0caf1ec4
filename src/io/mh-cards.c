/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-cards"

#include "mh-cards.h"

#include "mh-barcode.h"
#include "mh-pages.h"
#include "mh-roster-text.h"

#define PADDING      8.0
#define LINE_GAP     3.0
#define QR_SIDE      62.0
#define LEAST_SIZE   9.0
#define MAX_COLUMNS  6
#define MAX_ROWS     24

typedef struct {
  char    *text;
  double   size;
  gboolean bold;
} CardLine;

typedef struct {
  GArray *lines;  /* (owned): CardLine */
  char   *qr;     /* (nullable) */
} Card;

struct _MhCards
{
  char         *title;
  MhCardsGrid   grid;
  GPtrArray    *cards;  /* (owned): Card */
  MhRosterText *text;   /* (nullable) (owned): made when something is drawn */
};

static void
clear_line (gpointer data)
{
  CardLine *line = data;

  g_free (line->text);
}

static void
card_free (Card *card)
{
  g_array_unref (card->lines);
  g_free (card->qr);
  g_free (card);
}

/**
 * mh_cards_new:
 * @title: the name of the sheets
 * @grid: how the cards lie
 *
 * Returns: (transfer full): sheets without cards
 */
MhCards *
mh_cards_new (const char        *title,
              const MhCardsGrid *grid)
{
  MhCards *self = g_new0 (MhCards, 1);

  self->title = g_strdup (title);
  self->grid = *grid;
  self->grid.columns = CLAMP (grid->columns, 1, MAX_COLUMNS);
  self->grid.rows = CLAMP (grid->rows, 1, MAX_ROWS);
  self->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) card_free);

  return self;
}

/**
 * mh_cards_free:
 * @self: (nullable): cards
 *
 * Frees them.
 */
void
mh_cards_free (MhCards *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->text, mh_roster_text_free);
  g_ptr_array_unref (self->cards);
  g_free (self->title);
  g_free (self);
}

/**
 * mh_cards_begin:
 * @self: cards
 *
 * What is added from now on belongs to a new card.
 */
void
mh_cards_begin (MhCards *self)
{
  Card *card = g_new0 (Card, 1);

  card->lines = g_array_new (FALSE, FALSE, sizeof (CardLine));
  g_array_set_clear_func (card->lines, clear_line);
  g_ptr_array_add (self->cards, card);
}

/**
 * mh_cards_add_line:
 * @self: cards, one of which was begun
 * @text: a line, below those before
 * @size: points; made smaller where the line is too long for the card
 * @bold: whether it is in bold
 *
 * Adds a line to the newest card.
 */
void
mh_cards_add_line (MhCards    *self,
                   const char *text,
                   double      size,
                   gboolean    bold)
{
  CardLine line = { g_utf8_make_valid (text, -1), size, bold };
  Card *card;

  g_return_if_fail (self->cards->len > 0);

  card = g_ptr_array_index (self->cards, self->cards->len - 1);
  g_strdelimit (line.text, "\n\r\t", ' ');
  g_array_append_val (card->lines, line);
}

/**
 * mh_cards_set_qr:
 * @self: cards, one of which was begun
 * @text: what the code in the lower right corner says
 *
 * Puts a code on the newest card.
 */
void
mh_cards_set_qr (MhCards    *self,
                 const char *text)
{
  Card *card;

  g_return_if_fail (self->cards->len > 0);

  card = g_ptr_array_index (self->cards, self->cards->len - 1);
  g_free (card->qr);
  card->qr = g_strdup (text);
}

/**
 * mh_cards_get_n_cards:
 * @self: cards
 *
 * Returns: how many were begun
 */
guint
mh_cards_get_n_cards (const MhCards *self)
{
  return self->cards->len;
}

/**
 * mh_cards_get_title:
 * @self: cards
 *
 * Returns: what they are, for the PDF's properties
 */
const char *
mh_cards_get_title (const MhCards *self)
{
  return self->title;
}

static guint
count_per_page (const MhCards *self)
{
  return self->grid.columns * self->grid.rows;
}

/**
 * mh_cards_get_n_pages:
 * @self: cards
 *
 * Returns: how many sheets they need, 1 at least
 */
guint
mh_cards_get_n_pages (const MhCards *self)
{
  return MAX ((self->cards->len + count_per_page (self) - 1) / count_per_page (self), 1);
}

static double
get_card_width (const MhCards *self)
{
  const MhCardsGrid *grid = &self->grid;

  return (MH_PAGES_A4_SHORT - 2 * grid->margin_x - (grid->columns - 1) * grid->gap_x) / grid->columns;
}

static double
get_card_height (const MhCards *self)
{
  const MhCardsGrid *grid = &self->grid;

  return (MH_PAGES_A4_LONG - 2 * grid->margin_y - (grid->rows - 1) * grid->gap_y) / grid->rows;
}

/* A long name is better small than cut off. */
static double
draw_line (MhCards        *self,
           cairo_t        *cr,
           double          x,
           double          y,
           double          width,
           const CardLine *line)
{
  MhRosterTextStyle style = { line->size, line->bold, MH_ROSTER_ALIGN_START, 2 };

  while (style.size > LEAST_SIZE && mh_roster_text_get_width (self->text, line->text, &style) > width)
    style.size -= 1;

  return mh_roster_text_draw (self->text, cr, x, y, line->text, width, &style);
}

static double
measure_lines (MhCards    *self,
               const Card *card,
               double      size_factor)
{
  double height = 0;

  for (guint i = 0; i < card->lines->len; i++)
    height += g_array_index (card->lines, CardLine, i).size * size_factor + LINE_GAP;

  return height;
}

static void
draw_card (MhCards    *self,
           cairo_t    *cr,
           const Card *card,
           double      x,
           double      y)
{
  double width = get_card_width (self);
  double height = get_card_height (self);
  double side = MIN (QR_SIDE, height - 2 * PADDING);
  double text_width = width - 2 * PADDING;
  double used = measure_lines (self, card, 1.4);
  double at = y + PADDING;

  if (card->qr != NULL) {
    mh_qr_draw (cr, x + width - PADDING - side, y + height - PADDING - side, side, card->qr);
    text_width -= side + PADDING / 2;
  } else if (used < height) {
    at = y + (height - used) / 2;
  }

  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  for (guint i = 0; i < card->lines->len; i++) {
    const CardLine *line = &g_array_index (card->lines, CardLine, i);

    /* Above the code a line may be as long as the card. */
    gboolean above = card->qr != NULL && at + line->size * 1.4 < y + height - PADDING - side;

    at += draw_line (self, cr, x + PADDING, at, above ? width - 2 * PADDING : text_width, line) + LINE_GAP;
  }
  cairo_restore (cr);
}

static void
draw_cut_lines (MhCards *self,
                cairo_t *cr)
{
  const double dashes[] = { 5, 4 };

  cairo_save (cr);
  cairo_set_line_width (cr, 0.6);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  for (guint i = 1; i < self->grid.columns; i++) {
    double x = self->grid.margin_x + i * (get_card_width (self) + self->grid.gap_x) - self->grid.gap_x / 2;

    cairo_move_to (cr, x, 0);
    cairo_line_to (cr, x, MH_PAGES_A4_LONG);
  }
  for (guint i = 1; i < self->grid.rows; i++) {
    double y = self->grid.margin_y + i * (get_card_height (self) + self->grid.gap_y) - self->grid.gap_y / 2;

    cairo_move_to (cr, 0, y);
    cairo_line_to (cr, MH_PAGES_A4_SHORT, y);
  }
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * mh_cards_draw_page:
 * @self: sheets
 * @cr: where to draw, in points, on an upright A4
 * @page: from 0
 *
 * Draws the cards of a sheet, row by row.
 */
void
mh_cards_draw_page (MhCards *self,
                    cairo_t *cr,
                    guint    page)
{
  guint first = page * count_per_page (self);
  guint end = MIN (first + count_per_page (self), self->cards->len);

  g_return_if_fail (page < mh_cards_get_n_pages (self));

  if (self->text == NULL)
    self->text = mh_roster_text_new ();

  cairo_set_source_rgb (cr, 0, 0, 0);
  if (self->grid.cut_lines)
    draw_cut_lines (self, cr);
  for (guint i = first; i < end; i++) {
    guint column = (i - first) % self->grid.columns;
    guint row = (i - first) / self->grid.columns;

    draw_card (self, cr, g_ptr_array_index (self->cards, i), self->grid.margin_x + column * (get_card_width (self) + self->grid.gap_x),
               self->grid.margin_y + row * (get_card_height (self) + self->grid.gap_y));
  }
}

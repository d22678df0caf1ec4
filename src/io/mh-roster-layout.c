/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster"

#include "mh-roster-layout.h"

#include <glib/gi18n-lib.h>

#include "mh-roster-private.h"
#include "mh-roster-text.h"

/* A4 in points. Municipal guides ask for 12 points in the body and 10.5 at least in notes. */
#define A4_SHORT      595.28
#define A4_LONG       841.89
#define MARGIN        36.0
#define BODY_SIZE     12.0
#define NOTE_SIZE     10.5
#define TITLE_SIZE    18.0
#define PADDING       4.0
#define ROW_HEIGHT    26.0
#define BLANK_HEIGHT  30.0
#define BOX_SIZE      13.0
#define CHECK_WIDTH   40.0
#define FOOTER_HEIGHT 26.0

typedef enum {
  BLOCK_COLUMN_TITLES,
  BLOCK_HEADING,
  BLOCK_HEADING_AGAIN,  /* on the page after */
  BLOCK_ROW,
  BLOCK_BLANK_HEADING,
  BLOCK_BLANK_ROW,
  BLOCK_COUNT,
  BLOCK_NOTE_TITLE,
  BLOCK_NOTE,
} BlockKind;

typedef struct {
  BlockKind kind;
  guint     index;  /* of the entry or the note */
  guint     page;
  double    y;
  double    height;
} Block;

struct _MhRosterLayout
{
  const MhRoster *roster;
  MhRosterText   *text;         /* (owned) */
  double          page_width;
  double          page_height;
  double          number_width; /* 0: rows have no numbers */
  double         *widths;       /* (owned) (array): of the columns */
  GArray         *blocks;       /* (owned): Block, in order */
  GPtrArray      *notes;        /* (owned): char *, rows that cannot be printed whole */
  guint           n_pages;

  /* While cutting */
  double          y;
  guint           heading;      /* the entry that stands over the next row, +1; 0 none */
};

static const MhRosterTextStyle body_style = { BODY_SIZE, FALSE, MH_ROSTER_ALIGN_START, 3 };
static const MhRosterTextStyle heading_style = { 13, TRUE, MH_ROSTER_ALIGN_START, 1 };
static const MhRosterTextStyle column_style = { BODY_SIZE, TRUE, MH_ROSTER_ALIGN_CENTER, 2 };
static const MhRosterTextStyle number_style = { BODY_SIZE, FALSE, MH_ROSTER_ALIGN_END, 1 };
static const MhRosterTextStyle count_style = { 13, TRUE, MH_ROSTER_ALIGN_END, 1 };
static const MhRosterTextStyle note_style = { NOTE_SIZE, FALSE, MH_ROSTER_ALIGN_START, 4 };
static const MhRosterTextStyle note_title_style = { BODY_SIZE, TRUE, MH_ROSTER_ALIGN_START, 2 };
static const MhRosterTextStyle title_style = { TITLE_SIZE, TRUE, MH_ROSTER_ALIGN_START, 2 };
static const MhRosterTextStyle title_again_style = { BODY_SIZE, TRUE, MH_ROSTER_ALIGN_START, 1 };
static const MhRosterTextStyle copy_style = { BODY_SIZE, TRUE, MH_ROSTER_ALIGN_CENTER, 1 };
static const MhRosterTextStyle end_note_style = { NOTE_SIZE, FALSE, MH_ROSTER_ALIGN_END, 1 };
static const MhRosterTextStyle footer_style = { NOTE_SIZE, TRUE, MH_ROSTER_ALIGN_START, 1 };
static const MhRosterTextStyle middle_note_style = { NOTE_SIZE, FALSE, MH_ROSTER_ALIGN_CENTER, 1 };

static double
get_content_width (MhRosterLayout *self)
{
  return self->page_width - 2 * MARGIN;
}

static double
get_bottom (MhRosterLayout *self)
{
  return self->page_height - MARGIN - FOOTER_HEIGHT;
}

static const MhRosterColumn *
get_column (MhRosterLayout *self,
            guint           i)
{
  return &g_array_index (self->roster->columns, MhRosterColumn, i);
}

static const MhRosterEntry *
get_entry (MhRosterLayout *self,
           guint           i)
{
  return &g_array_index (self->roster->entries, MhRosterEntry, i);
}

/* Sheet */

static double
measure_fixed (MhRosterLayout *self)
{
  double fixed = self->number_width;

  for (guint i = 0; i < self->roster->columns->len; i++) {
    const MhRosterColumn *column = get_column (self, i);

    if (column->check) {
      self->widths[i] = MAX (CHECK_WIDTH, mh_roster_text_get_width (self->text, column->title, &column_style) + 2 * PADDING);
      fixed += self->widths[i];
    }
  }

  return fixed;
}

/* Upright if the columns have the room they want, else lying; what is left over or missing is shared in proportion. */
static void
choose_sheet (MhRosterLayout *self)
{
  double fixed, wanted = 0;
  guint n_columns = self->roster->columns->len;

  if (self->roster->numbered)
    self->number_width = (self->roster->n_rows > 999 ? 40 : 32);

  self->widths = g_new0 (double, n_columns + 1);
  fixed = measure_fixed (self);
  for (guint i = 0; i < n_columns; i++) {
    if (!get_column (self, i)->check)
      wanted += get_column (self, i)->width * BODY_SIZE + 2 * PADDING;
  }

  self->page_width = A4_SHORT;
  self->page_height = A4_LONG;
  if (fixed + wanted > get_content_width (self)) {
    self->page_width = A4_LONG;
    self->page_height = A4_SHORT;
  }

  for (guint i = 0; i < n_columns; i++) {
    if (!get_column (self, i)->check)
      self->widths[i] = (get_column (self, i)->width * BODY_SIZE + 2 * PADDING) / wanted *
                        MAX (get_content_width (self) - fixed, wanted / 4);
  }
}

/* The head of a page; with @cr it is drawn, without it only measured. Returns where the table starts. */

static char *
format_copy (MhRosterLayout *self)
{
  if (self->roster->copy_number == 0)
    return NULL;

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

  width = mh_roster_text_get_width (self->text, copy, &copy_style) + 20;
  if (cr != NULL) {
    double x = self->page_width - MARGIN - width;

    cairo_set_line_width (cr, 1.2);
    cairo_rectangle (cr, x, MARGIN, width, 22);
    cairo_stroke (cr);
    mh_roster_text_draw (self->text, cr, x, MARGIN + 4, copy, width, &copy_style);
  }

  return width + 12;
}

static double
place_head (MhRosterLayout *self,
            cairo_t        *cr,
            guint           page)
{
  const MhRoster *roster = self->roster;
  double width = get_content_width (self);
  double y = MARGIN;
  double title_width = width - place_copy (self, cr);

  if (page > 0) {
    place_text (self, cr, MARGIN, y + 4, roster->title, title_width, &title_again_style);
    return y + 28;
  }

  y += place_text (self, cr, MARGIN, y, roster->title, title_width, &title_style) + 4;
  for (guint i = 0; i < roster->subtitles->len; i++)
    y += place_text (self, cr, MARGIN, y, g_ptr_array_index (roster->subtitles, i), width, &note_title_style) + 2;

  if (roster->order != NULL || roster->printed_at != NULL) {
    double height = 0;

    y += 2;
    if (roster->order != NULL)
      height = place_text (self, cr, MARGIN, y, roster->order, width * 0.4, &note_style);
    if (roster->printed_at != NULL)
      height = MAX (height, place_text (self, cr, MARGIN + width * 0.4, y, roster->printed_at, width * 0.6, &end_note_style));
    y += height;
  }

  return MAX (y, MARGIN + 26) + 6;
}

/* Cutting into pages */

static double
measure_column_titles (MhRosterLayout *self)
{
  double height = 0;

  for (guint i = 0; i < self->roster->columns->len; i++) {
    const MhRosterColumn *column = get_column (self, i);

    height = MAX (height, mh_roster_text_measure (self->text, column->title, self->widths[i] - PADDING, &column_style));
  }

  return MAX (height + 2 * PADDING, ROW_HEIGHT);
}

static double
measure_row (MhRosterLayout      *self,
             const MhRosterEntry *entry)
{
  double height = 0;

  for (guint i = 0; i < self->roster->columns->len; i++) {
    double width = self->widths[i] - 2 * PADDING;

    /* No character is wider than the size of its font: most cells need no measuring, one line has room in any row. */
    if (!get_column (self, i)->check && g_utf8_strlen (entry->cells[i], -1) * BODY_SIZE > width)
      height = MAX (height, mh_roster_text_measure (self->text, entry->cells[i], width, &body_style));
  }

  return MAX (height + 2 * PADDING, ROW_HEIGHT);
}

static void
place_block (MhRosterLayout *self,
             BlockKind       kind,
             guint           index,
             double          height)
{
  Block block = { kind, index, self->n_pages - 1, self->y, height };

  g_array_append_val (self->blocks, block);
  self->y += height;
}

static void
start_page (MhRosterLayout *self,
            gboolean        table)
{
  self->n_pages++;
  self->y = place_head (self, NULL, self->n_pages - 1);
  if (table)
    place_block (self, BLOCK_COLUMN_TITLES, 0, measure_column_titles (self));
}

/* A page that holds nothing but titles takes the block in any case: a row never starts an endless chain of pages. */
static gboolean
has_room (MhRosterLayout *self,
          double          height)
{
  BlockKind last = g_array_index (self->blocks, Block, self->blocks->len - 1).kind;

  return self->y + height <= get_bottom (self) || last == BLOCK_COLUMN_TITLES;
}

static void
add_table_block (MhRosterLayout *self,
                 BlockKind       kind,
                 guint           index,
                 double          height,
                 double          height_after)  /* of what must stand on the same page */
{
  if (!has_room (self, height + height_after)) {
    start_page (self, TRUE);
    if (self->heading > 0 && kind == BLOCK_ROW)
      place_block (self, BLOCK_HEADING_AGAIN, self->heading - 1, ROW_HEIGHT);
  }

  place_block (self, kind, index, height);
}

static void
add_entries (MhRosterLayout *self)
{
  guint n = self->roster->entries->len;

  for (guint i = 0; i < n; i++) {
    const MhRosterEntry *entry = get_entry (self, i);

    if (entry->heading != NULL) {
      const MhRosterEntry *next = i + 1 < n ? get_entry (self, i + 1) : NULL;
      gboolean has_row = next != NULL && next->cells != NULL;

      self->heading = 0;
      add_table_block (self, BLOCK_HEADING, i, ROW_HEIGHT, has_row ? measure_row (self, next) : 0);
      self->heading = i + 1;
    } else {
      add_table_block (self, BLOCK_ROW, i, measure_row (self, entry), 0);
    }
  }
  self->heading = 0;

  if (self->roster->n_blank_rows > 0)
    add_table_block (self, BLOCK_BLANK_HEADING, 0, ROW_HEIGHT, BLANK_HEIGHT);
  for (guint i = 0; i < self->roster->n_blank_rows; i++)
    add_table_block (self, BLOCK_BLANK_ROW, i, BLANK_HEIGHT, 0);
}

static void
add_line (MhRosterLayout *self,
          BlockKind       kind,
          guint           index,
          double          height)
{
  if (self->y + height > get_bottom (self))
    start_page (self, FALSE);

  place_block (self, kind, index, height);
}

static void
add_end (MhRosterLayout *self)
{
  double width = get_content_width (self);

  add_line (self, BLOCK_COUNT, 0, 28);
  if (self->notes->len == 0)
    return;

  add_line (self, BLOCK_NOTE_TITLE, 0,
            mh_roster_text_measure (self->text, _("Characters that cannot be printed (〓 stands for them)"), width, &note_title_style) + 6);
  for (guint i = 0; i < self->notes->len; i++)
    add_line (self, BLOCK_NOTE, i,
              mh_roster_text_measure (self->text, g_ptr_array_index (self->notes, i), width, &note_style) + 2);
}

/* Unprintable characters */

static void
note_text (MhRosterLayout *self,
           const char     *text)
{
  g_autofree char *characters = text != NULL ? mh_roster_text_dup_unprintable (self->text, text) : NULL;

  if (characters != NULL)
    g_ptr_array_add (self->notes, g_strdup_printf ("%s: %s", text, characters));
}

static void
note_row (MhRosterLayout      *self,
          const MhRosterEntry *entry)
{
  g_autoptr (GString) all = g_string_new (NULL);
  guint name_column = MIN (self->roster->name_column, self->roster->columns->len - 1);

  for (guint i = 0; i < self->roster->columns->len; i++) {
    g_autofree char *characters = mh_roster_text_dup_unprintable (self->text, entry->cells[i]);

    if (characters != NULL)
      g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", characters);
  }

  if (all->len > 0)
    g_ptr_array_add (self->notes, g_strdup_printf (_("No. %u  %s: %s"), entry->number, entry->cells[name_column], all->str));
}

static void
collect_notes (MhRosterLayout *self)
{
  note_text (self, self->roster->title);
  for (guint i = 0; i < self->roster->subtitles->len; i++)
    note_text (self, g_ptr_array_index (self->roster->subtitles, i));

  for (guint i = 0; i < self->roster->entries->len; i++) {
    const MhRosterEntry *entry = get_entry (self, i);

    if (entry->cells == NULL)
      note_text (self, entry->heading);
    else if (self->roster->columns->len > 0)
      note_row (self, entry);
  }
}

/* Drawing */

static void
draw_line (cairo_t *cr,
           double   x1,
           double   y1,
           double   x2,
           double   y2,
           double   width)
{
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
}

static void
fill_grey (cairo_t *cr,
           double   x,
           double   y,
           double   width,
           double   height,
           double   grey)
{
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
}

static void
draw_grid (MhRosterLayout *self,
           cairo_t        *cr,
           const Block    *block)
{
  double right = self->page_width - MARGIN;
  double bottom = block->y + block->height;
  double line = block->kind == BLOCK_COLUMN_TITLES ? 1.2 : 0.5;
  double x = MARGIN;

  draw_line (cr, MARGIN, bottom, right, bottom, line);
  draw_line (cr, MARGIN, block->y, MARGIN, bottom, 0.5);
  draw_line (cr, right, block->y, right, bottom, 0.5);
  if (block->kind == BLOCK_HEADING || block->kind == BLOCK_HEADING_AGAIN || block->kind == BLOCK_BLANK_HEADING)
    return;

  if (self->number_width > 0)
    draw_line (cr, x + self->number_width, block->y, x + self->number_width, bottom, 0.5);
  x += self->number_width;
  for (guint i = 0; i + 1 < self->roster->columns->len; i++) {
    x += self->widths[i];
    draw_line (cr, x, block->y, x, bottom, 0.5);
  }
}

static void
draw_box (cairo_t *cr,
          double   middle_x,
          double   middle_y,
          gboolean ticked)
{
  double x = middle_x - BOX_SIZE / 2;
  double y = middle_y - BOX_SIZE / 2;

  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, x, y, BOX_SIZE, BOX_SIZE);
  cairo_stroke (cr);
  if (!ticked)
    return;

  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, x + 2.5, y + 7);
  cairo_line_to (cr, x + 5.5, y + 10);
  cairo_line_to (cr, x + 11, y + 2.5);
  cairo_stroke (cr);
}

/* A cell's text stays inside its cell whatever the font does. */
static void
draw_cell (MhRosterLayout          *self,
           cairo_t                 *cr,
           const Block             *block,
           double                   x,
           double                   width,
           const char              *text,
           const MhRosterTextStyle *style)
{
  double height;

  if (text[0] == '\0')
    return;

  height = mh_roster_text_measure (self->text, text, width - 2 * PADDING, style);
  cairo_save (cr);
  cairo_rectangle (cr, x, block->y, width, block->height);
  cairo_clip (cr);
  mh_roster_text_show (self->text, cr, x + PADDING, block->y + (block->height - height) / 2);
  cairo_restore (cr);
}

static void
draw_column_titles (MhRosterLayout *self,
                    cairo_t        *cr,
                    const Block    *block)
{
  double x = MARGIN;

  fill_grey (cr, MARGIN, block->y, get_content_width (self), block->height, 0.88);
  draw_line (cr, MARGIN, block->y, self->page_width - MARGIN, block->y, 1.2);
  if (self->number_width > 0)
    draw_cell (self, cr, block, x - PADDING / 2, self->number_width + PADDING, _("No."), &column_style);

  x += self->number_width;
  for (guint i = 0; i < self->roster->columns->len; i++) {
    draw_cell (self, cr, block, x - PADDING / 2, self->widths[i] + PADDING, get_column (self, i)->title, &column_style);
    x += self->widths[i];
  }
}

static void
draw_row (MhRosterLayout      *self,
          cairo_t             *cr,
          const Block         *block,
          const MhRosterEntry *entry)  /* (nullable): a blank row */
{
  double x = MARGIN;

  if (self->number_width > 0 && entry != NULL) {
    g_autofree char *number = g_strdup_printf ("%u", entry->number);

    draw_cell (self, cr, block, x, self->number_width, number, &number_style);
  }

  x += self->number_width;
  for (guint i = 0; i < self->roster->columns->len; i++) {
    const MhRosterColumn *column = get_column (self, i);

    if (column->check) {
      draw_box (cr, x + self->widths[i] / 2, block->y + block->height / 2, entry != NULL && entry->cells[i][0] != '\0');
    } else if (entry != NULL) {
      MhRosterTextStyle style = body_style;

      style.align = column->align;
      draw_cell (self, cr, block, x, self->widths[i], entry->cells[i], &style);
    }
    x += self->widths[i];
  }
}

static void
draw_heading (MhRosterLayout *self,
              cairo_t        *cr,
              const Block    *block)
{
  g_autofree char *again = NULL;
  const char *text;

  if (block->kind == BLOCK_BLANK_HEADING) {
    text = _("Walk-ins");
  } else if (block->kind == BLOCK_HEADING_AGAIN) {
    again = g_strdup_printf (_("%s (continued)"), get_entry (self, block->index)->heading);
    text = again;
  } else {
    text = get_entry (self, block->index)->heading;
  }

  fill_grey (cr, MARGIN, block->y, get_content_width (self), block->height, 0.95);
  draw_cell (self, cr, block, MARGIN, get_content_width (self), text, &heading_style);
}

static char *
format_count (MhRosterLayout *self)
{
  guint n = self->roster->n_rows;

  if (n == 0)
    return g_strdup (_("Nobody is on this list"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person in all", "%u people in all", n), n);
}

static void
draw_line_block (MhRosterLayout *self,
                 cairo_t        *cr,
                 const Block    *block)
{
  double width = get_content_width (self);

  if (block->kind == BLOCK_COUNT) {
    g_autofree char *count = format_count (self);

    mh_roster_text_draw (self->text, cr, MARGIN, block->y + 8, count, width, &count_style);
  } else if (block->kind == BLOCK_NOTE_TITLE) {
    mh_roster_text_draw (self->text, cr, MARGIN, block->y + 2,
                         _("Characters that cannot be printed (〓 stands for them)"), width, &note_title_style);
  } else {
    mh_roster_text_draw (self->text, cr, MARGIN, block->y, g_ptr_array_index (self->notes, block->index), width, &note_style);
  }
}

static void
draw_block (MhRosterLayout *self,
            cairo_t        *cr,
            const Block    *block)
{
  switch (block->kind) {
  case BLOCK_COLUMN_TITLES:
    draw_column_titles (self, cr, block);
    break;
  case BLOCK_HEADING:
  case BLOCK_HEADING_AGAIN:
  case BLOCK_BLANK_HEADING:
    draw_heading (self, cr, block);
    break;
  case BLOCK_ROW:
    draw_row (self, cr, block, get_entry (self, block->index));
    break;
  case BLOCK_BLANK_ROW:
    draw_row (self, cr, block, NULL);
    break;
  case BLOCK_COUNT:
  case BLOCK_NOTE_TITLE:
  case BLOCK_NOTE:
  default:
    draw_line_block (self, cr, block);
    return;
  }

  draw_grid (self, cr, block);
}

static void
draw_foot (MhRosterLayout *self,
           cairo_t        *cr,
           guint           page)
{
  g_autofree char *number = g_strdup_printf (_("Page %u of %u"), page + 1, self->n_pages);
  const char *footer = self->roster->footer != NULL ? self->roster->footer : _("Personal data: handle with care");
  double width = get_content_width (self);
  double y = self->page_height - MARGIN - 14;

  draw_line (cr, MARGIN, y - 4, self->page_width - MARGIN, y - 4, 0.5);
  mh_roster_text_draw (self->text, cr, MARGIN, y, footer, width * 0.4, &footer_style);
  if (page > 0 && self->roster->printed_at != NULL)
    mh_roster_text_draw (self->text, cr, MARGIN + width * 0.4, y, self->roster->printed_at, width * 0.4, &middle_note_style);
  mh_roster_text_draw (self->text, cr, MARGIN + width * 0.8, y, number, width * 0.2, &end_note_style);
}

/**
 * mh_roster_layout_new:
 * @roster: what to lay out; it must outlive the layout and not change
 *
 * Measures every cell and cuts the roster into A4 pages: no row is split, a heading stays with its first row, the column
 * titles and a heading whose rows go on come again on the next page. May be called in any thread.
 *
 * Returns: (transfer full): the pages, at least one
 */
MhRosterLayout *
mh_roster_layout_new (const MhRoster *roster)
{
  MhRosterLayout *self;

  g_return_val_if_fail (roster != NULL, NULL);

  self = g_new0 (MhRosterLayout, 1);
  self->roster = roster;
  self->text = mh_roster_text_new ();
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  self->notes = g_ptr_array_new_with_free_func (g_free);

  choose_sheet (self);
  collect_notes (self);
  start_page (self, TRUE);
  add_entries (self);
  add_end (self);

  return self;
}

void
mh_roster_layout_free (MhRosterLayout *self)
{
  if (self == NULL)
    return;

  mh_roster_text_free (self->text);
  g_free (self->widths);
  g_array_unref (self->blocks);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

guint
mh_roster_layout_get_n_pages (MhRosterLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_pages;
}

void
mh_roster_layout_get_page_size (MhRosterLayout *self,
                                double         *out_width,
                                double         *out_height)
{
  g_return_if_fail (self != NULL);

  *out_width = self->page_width;
  *out_height = self->page_height;
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
  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (page < self->n_pages);

  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  place_head (self, cr, page);
  for (guint i = 0; i < self->blocks->len; i++) {
    const Block *block = &g_array_index (self->blocks, Block, i);

    if (block->page == page)
      draw_block (self, cr, block);
  }
  draw_foot (self, cr, page);
  cairo_restore (cr);
}

/**
 * mh_roster_layout_dup_unprintable:
 * @self: the pages
 *
 * Names with characters that only the town's own font has (外字) are normal; someone writes them in by hand.
 *
 * Returns: (transfer full) (array zero-terminated=1): a line for each row with such a character
 */
char **
mh_roster_layout_dup_unprintable (MhRosterLayout *self)
{
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  lines = g_new0 (char *, self->notes->len + 1);
  for (guint i = 0; i < self->notes->len; i++)
    lines[i] = g_strdup (g_ptr_array_index (self->notes, i));

  return g_steal_pointer (&lines);
}

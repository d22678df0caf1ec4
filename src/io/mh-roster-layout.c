/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster"

#include "mh-roster-layout.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-roster-layout-private.h"

/* A4 in points. Municipal guides ask for 12 points in the body and 10.5 at least in notes. */
#define A4_SHORT    595.28
#define A4_LONG     841.89
#define BODY_SIZE   12.0
#define BIG_SIZE    15.0
#define LINE_SPACE  2.17        /* a row of one line, in sizes of its text */
#define BLANK_EXTRA 4.0
#define CUT_SPACE   24.0

/* What is not text wants room of its own. A code's smallest part must be told from its neighbours by a cheap reader. */
#define CHECK_WIDTH   40.0
#define BOX_WIDTH     104.0
#define BOX_HEIGHT    44.0
#define BARCODE_WIDTH 118.0
#define CODE_HEIGHT   36.0
#define QR_SIDE       50.0

static double
get_bottom (MhRosterLayout *self)
{
  return self->page_height - MH_ROSTER_MARGIN - MH_ROSTER_FOOTER_HEIGHT;
}

static void
choose_styles (MhRosterLayout *self)
{
  const double body = self->roster->big ? BIG_SIZE : BODY_SIZE;
  const double note = self->roster->big ? 12 : 10.5;
  const MhRosterTextStyle styles[MH_ROSTER_N_STYLES] = {
    [MH_ROSTER_STYLE_BODY] = { body, FALSE, MH_ROSTER_ALIGN_START, 3 },
    [MH_ROSTER_STYLE_HEADING] = { body + 1, TRUE, MH_ROSTER_ALIGN_START, 1 },
    [MH_ROSTER_STYLE_COLUMN] = { self->roster->big ? 14 : BODY_SIZE, TRUE, MH_ROSTER_ALIGN_CENTER, 2 },
    [MH_ROSTER_STYLE_NUMBER] = { body, FALSE, MH_ROSTER_ALIGN_END, 1 },
    [MH_ROSTER_STYLE_COUNT] = { body + 1, TRUE, MH_ROSTER_ALIGN_END, 2 },
    [MH_ROSTER_STYLE_NOTE] = { note, FALSE, MH_ROSTER_ALIGN_START, 4 },
    [MH_ROSTER_STYLE_NOTE_TITLE] = { body, TRUE, MH_ROSTER_ALIGN_START, 3 },
    [MH_ROSTER_STYLE_TITLE] = { 18, TRUE, MH_ROSTER_ALIGN_START, 2 },
    [MH_ROSTER_STYLE_TITLE_AGAIN] = { body, TRUE, MH_ROSTER_ALIGN_START, 1 },
    [MH_ROSTER_STYLE_COPY] = { BODY_SIZE, TRUE, MH_ROSTER_ALIGN_CENTER, 1 },
    [MH_ROSTER_STYLE_END_NOTE] = { note, FALSE, MH_ROSTER_ALIGN_END, 1 },
    [MH_ROSTER_STYLE_FOOTER] = { note, TRUE, MH_ROSTER_ALIGN_START, 1 },
    [MH_ROSTER_STYLE_MIDDLE_NOTE] = { note, FALSE, MH_ROSTER_ALIGN_CENTER, 1 },
    [MH_ROSTER_STYLE_MARK] = { 26, TRUE, MH_ROSTER_ALIGN_CENTER, 1 },
  };

  memcpy (self->styles, styles, sizeof styles);
  self->row_height = body * LINE_SPACE;
}

/**
 * mh_roster_layout_get_column:
 * @self: a layout
 * @i: from 0
 *
 * Returns: (transfer none): a column of the list
 */
const MhRosterColumn *
mh_roster_layout_get_column (MhRosterLayout *self,
                             guint           i)
{
  return &g_array_index (self->roster->columns, MhRosterColumn, i);
}

/**
 * mh_roster_layout_get_entry:
 * @self: a layout
 * @i: from 0
 *
 * Returns: (transfer none): a row or heading of the list
 */
const MhRosterEntry *
mh_roster_layout_get_entry (MhRosterLayout *self,
                            guint           i)
{
  return &g_array_index (self->roster->entries, MhRosterEntry, i);
}

/**
 * mh_roster_layout_get_content_width:
 * @self: a layout
 *
 * Returns: the width between the margins, in points
 */
double
mh_roster_layout_get_content_width (MhRosterLayout *self)
{
  return self->page_width - 2 * MH_ROSTER_MARGIN;
}

/* Sheet */

/* 0 for text. */
static double
get_fixed_width (MhRosterLayout       *self,
                 const MhRosterColumn *column)
{
  switch (column->kind) {
  case MH_ROSTER_COLUMN_CHECK:
    return CHECK_WIDTH;
  case MH_ROSTER_COLUMN_BOX:
    return BOX_WIDTH;
  case MH_ROSTER_COLUMN_BARCODE:
    return BARCODE_WIDTH;
  case MH_ROSTER_COLUMN_QR:
    return QR_SIDE;
  case MH_ROSTER_COLUMN_TEXT:
  default:
    return 0;
  }
}

static gboolean
is_text (const MhRosterColumn *column)
{
  return column->kind == MH_ROSTER_COLUMN_TEXT;
}

static double
get_least_height (MhRosterLayout *self)
{
  double height = self->row_height;

  for (guint i = 0; i < self->roster->columns->len; i++) {
    switch (mh_roster_layout_get_column (self, i)->kind) {
    case MH_ROSTER_COLUMN_BOX:
      height = MAX (height, BOX_HEIGHT);
      break;
    case MH_ROSTER_COLUMN_BARCODE:
      height = MAX (height, CODE_HEIGHT);
      break;
    case MH_ROSTER_COLUMN_QR:
      height = MAX (height, QR_SIDE);
      break;
    case MH_ROSTER_COLUMN_TEXT:
    case MH_ROSTER_COLUMN_CHECK:
    default:
      break;
    }
  }

  return height;
}

static double
measure_fixed (MhRosterLayout *self)
{
  double fixed = self->number_width;

  for (guint i = 0; i < self->roster->columns->len; i++) {
    const MhRosterColumn *column = mh_roster_layout_get_column (self, i);

    if (!is_text (column)) {
      self->widths[i] = MAX (get_fixed_width (self, column),
                             mh_roster_text_get_width (self->text, column->title, &self->styles[MH_ROSTER_STYLE_COLUMN]) + 2 * MH_ROSTER_PADDING);
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
    self->number_width = (self->roster->n_rows > 999 ? 3.4 : 2.7) * self->styles[MH_ROSTER_STYLE_BODY].size;

  self->widths = g_new0 (double, n_columns + 1);
  fixed = measure_fixed (self);
  for (guint i = 0; i < n_columns; i++) {
    if (is_text (mh_roster_layout_get_column (self, i)))
      wanted += mh_roster_layout_get_column (self, i)->width * self->styles[MH_ROSTER_STYLE_BODY].size + 2 * MH_ROSTER_PADDING;
  }

  self->page_width = A4_SHORT;
  self->page_height = A4_LONG;
  if (fixed + wanted > mh_roster_layout_get_content_width (self)) {
    self->page_width = A4_LONG;
    self->page_height = A4_SHORT;
  }

  for (guint i = 0; i < n_columns; i++) {
    if (is_text (mh_roster_layout_get_column (self, i)))
      self->widths[i] = (mh_roster_layout_get_column (self, i)->width * self->styles[MH_ROSTER_STYLE_BODY].size + 2 * MH_ROSTER_PADDING) / wanted *
                        MAX (mh_roster_layout_get_content_width (self) - fixed, wanted / 4);
  }
}

/* Cutting into pages */

static double
measure_column_titles (MhRosterLayout *self)
{
  double height = 0;

  for (guint i = 0; i < self->roster->columns->len; i++) {
    const MhRosterColumn *column = mh_roster_layout_get_column (self, i);

    height = MAX (height, mh_roster_text_measure (self->text, column->title, self->widths[i] - MH_ROSTER_PADDING,
                                                  &self->styles[MH_ROSTER_STYLE_COLUMN]));
  }

  return MAX (height + 2 * MH_ROSTER_PADDING, self->row_height);
}

static double
measure_row (MhRosterLayout      *self,
             const MhRosterEntry *entry)
{
  const double size = self->styles[MH_ROSTER_STYLE_BODY].size;
  double height = 0;

  for (guint i = 0; i < self->roster->columns->len; i++) {
    const MhRosterColumn *column = mh_roster_layout_get_column (self, i);
    double width = self->widths[i] - 2 * MH_ROSTER_PADDING;

    /* No character is wider than the size of its font: most cells need no measuring, one line has room in any row. */
    if (is_text (column) && (column->lines || g_utf8_strlen (entry->cells[i], -1) * size > width))
      height = MAX (height, mh_roster_text_measure (self->text, entry->cells[i], width, &self->styles[MH_ROSTER_STYLE_BODY]));
  }

  return MAX (height + 2 * MH_ROSTER_PADDING, self->least_height);
}

static void
place_block (MhRosterLayout   *self,
             MhRosterBlockKind kind,
             guint             index,
             double            height)
{
  MhRosterBlock block = { kind, index, self->n_pages - 1, self->y, height };

  if (self->first_blocks->len < self->n_pages)
    g_array_append_val (self->first_blocks, self->blocks->len);
  g_array_append_val (self->blocks, block);
  self->y += height;
}

static void
start_page (MhRosterLayout *self,
            gboolean        table)
{
  self->n_pages++;
  self->y = mh_roster_layout_place_head (self, NULL, self->n_pages - 1);
  if (table)
    place_block (self, MH_ROSTER_BLOCK_COLUMN_TITLES, 0, measure_column_titles (self));
}

/* A page that holds nothing but titles takes the block in any case: a row never starts an endless chain of pages. */
static gboolean
has_room (MhRosterLayout *self,
          double          height)
{
  MhRosterBlockKind last = g_array_index (self->blocks, MhRosterBlock, self->blocks->len - 1).kind;

  return self->y + height <= get_bottom (self) || last == MH_ROSTER_BLOCK_COLUMN_TITLES;
}

static void
add_table_block (MhRosterLayout   *self,
                 MhRosterBlockKind kind,
                 guint             index,
                 double            height,
                 double            height_after) /* of what must stand on the same page */
{
  if (!has_room (self, height + height_after)) {
    start_page (self, TRUE);
    if (self->heading > 0 && kind == MH_ROSTER_BLOCK_ROW)
      place_block (self, MH_ROSTER_BLOCK_HEADING_AGAIN, self->heading - 1, self->row_height);
  }

  place_block (self, kind, index, height);
}

static void
add_entries (MhRosterLayout *self)
{
  guint n = self->roster->entries->len;

  for (guint i = 0; i < n; i++) {
    const MhRosterEntry *entry = mh_roster_layout_get_entry (self, i);

    if (entry->heading != NULL) {
      const MhRosterEntry *next = i + 1 < n ? mh_roster_layout_get_entry (self, i + 1) : NULL;
      gboolean has_row = next != NULL && next->cells != NULL;

      self->heading = 0;
      add_table_block (self, MH_ROSTER_BLOCK_HEADING, i, self->row_height, has_row ? measure_row (self, next) : 0);
      self->heading = i + 1;
    } else {
      add_table_block (self, MH_ROSTER_BLOCK_ROW, i, measure_row (self, entry), 0);
    }
  }
  self->heading = 0;

  if (self->roster->n_blank_rows > 0)
    add_table_block (self, MH_ROSTER_BLOCK_BLANK_HEADING, 0, self->row_height, self->least_height + BLANK_EXTRA);
  for (guint i = 0; i < self->roster->n_blank_rows; i++)
    add_table_block (self, MH_ROSTER_BLOCK_BLANK_ROW, i, self->least_height + BLANK_EXTRA, 0);
}

static void
add_line (MhRosterLayout   *self,
          MhRosterBlockKind kind,
          guint             index,
          double            height)
{
  if (self->y + height > get_bottom (self))
    start_page (self, FALSE);

  place_block (self, kind, index, height);
}

static void
add_notes (MhRosterLayout *self)
{
  double width = mh_roster_layout_get_content_width (self);

  if (self->notes->len == 0)
    return;

  add_line (self, MH_ROSTER_BLOCK_NOTE_TITLE, 0,
            mh_roster_text_measure (self->text, _("Characters that cannot be printed (〓 stands for them)"), width, &self->styles[MH_ROSTER_STYLE_NOTE_TITLE]) + 6);
  for (guint i = 0; i < self->notes->len; i++)
    add_line (self, MH_ROSTER_BLOCK_NOTE, i,
              mh_roster_text_measure (self->text, g_ptr_array_index (self->notes, i), width, &self->styles[MH_ROSTER_STYLE_NOTE]) + 2);
}

static void
add_end (MhRosterLayout *self)
{
  add_line (self, MH_ROSTER_BLOCK_COUNT, 0, self->styles[MH_ROSTER_STYLE_COUNT].size + 15);
  add_notes (self);
  if (self->roster->cut_line && self->y + CUT_SPACE < get_bottom (self))
    place_block (self, MH_ROSTER_BLOCK_CUT_LINE, 0, CUT_SPACE);
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

  if (all->len > 0) {
    g_autofree char *name = g_strdelimit (g_strdup (entry->cells[name_column]), "\n", ' ');

    g_ptr_array_add (self->notes, g_strdup_printf (_("No. %u  %s: %s"), entry->number, name, all->str));
  }
}

static void
collect_notes (MhRosterLayout *self)
{
  note_text (self, self->roster->title);
  for (guint i = 0; i < self->roster->subtitles->len; i++)
    note_text (self, g_ptr_array_index (self->roster->subtitles, i));

  for (guint i = 0; i < self->roster->entries->len; i++) {
    const MhRosterEntry *entry = mh_roster_layout_get_entry (self, i);

    if (entry->cells == NULL)
      note_text (self, entry->heading);
    else if (self->roster->columns->len > 0)
      note_row (self, entry);
  }
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
  self->blocks = g_array_new (FALSE, FALSE, sizeof (MhRosterBlock));
  self->first_blocks = g_array_new (FALSE, FALSE, sizeof (guint));
  self->notes = g_ptr_array_new_with_free_func (g_free);

  choose_styles (self);
  choose_sheet (self);
  self->least_height = get_least_height (self);
  collect_notes (self);
  start_page (self, TRUE);
  add_entries (self);
  add_end (self);

  return self;
}

/**
 * mh_roster_layout_free:
 * @self: a layout
 *
 * Frees it; the list stays.
 */
void
mh_roster_layout_free (MhRosterLayout *self)
{
  if (self == NULL)
    return;

  mh_roster_text_free (self->text);
  g_free (self->widths);
  g_array_unref (self->blocks);
  g_array_unref (self->first_blocks);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/**
 * mh_roster_layout_get_n_pages:
 * @self: a layout
 *
 * Returns: how many sheets the list needs
 */
guint
mh_roster_layout_get_n_pages (MhRosterLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_pages;
}

/**
 * mh_roster_layout_get_page_size:
 * @self: a layout
 * @out_width: (out): points, 1/72 inch
 * @out_height: (out): points
 */
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

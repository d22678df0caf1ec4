/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster"

#include "mh-roster.h"

#include "mh-pages.h"
#include "mh-roster-private.h"

static void
clear_column (gpointer data)
{
  MhRosterColumn *column = data;

  g_free (column->title);
}

static void
clear_entry (gpointer data)
{
  MhRosterEntry *entry = data;

  g_free (entry->heading);
  g_free (entry->mark);
  g_strfreev (entry->cells);
}

/* A cell is one paragraph: line breaks and other control characters become spaces. */
static char *
clean (const char *text,
       gboolean    lines)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if ((g_unichar_iscntrl (c) && !(lines && c == '\n')) || c == 0x2028 || c == 0x2029)
      c = ' ';
    g_string_append_unichar (clean, c);
  }

  return g_string_free (clean, FALSE);
}

static char *
clean_text (const char *text)
{
  return clean (text, FALSE);
}

static void
replace_text (char      **text,
              const char *replacement)
{
  g_free (*text);
  *text = clean_text (replacement);
}

static guint
add_column (MhRoster          *self,
            const char        *title,
            double             width,
            MhRosterAlign      align,
            MhRosterColumnKind kind)
{
  MhRosterColumn column = { clean_text (title), width, align, kind, FALSE };

  g_array_append_val (self->columns, column);

  return self->columns->len - 1;
}

/**
 * mh_roster_new:
 * @title: the list's name, on every page and in the PDF's properties
 *
 * Returns: (transfer full): a roster without columns and rows
 */
MhRoster *
mh_roster_new (const char *title)
{
  MhRoster *self = g_new0 (MhRoster, 1);

  self->title = clean_text (title);
  self->subtitles = g_ptr_array_new_with_free_func (g_free);
  self->numbered = TRUE;
  self->columns = g_array_new (FALSE, FALSE, sizeof (MhRosterColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->entries = g_array_new (FALSE, FALSE, sizeof (MhRosterEntry));
  g_array_set_clear_func (self->entries, clear_entry);

  return self;
}

/**
 * mh_roster_free:
 * @self: (nullable): a list
 *
 * Frees it.
 */
void
mh_roster_free (MhRoster *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_ptr_array_unref (self->subtitles);
  g_free (self->recipient);
  g_free (self->end);
  g_free (self->printed_at);
  g_free (self->order);
  g_free (self->footer);
  g_array_unref (self->columns);
  g_array_unref (self->entries);
  g_free (self);
}

/**
 * mh_roster_add_subtitle:
 * @self: a list
 * @text: one more line below the title
 */
void
mh_roster_add_subtitle (MhRoster   *self,
                        const char *text)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_add (self->subtitles, clean_text (text));
}

/**
 * mh_roster_set_copy:
 * @self: the roster
 * @number: which copy this is, from 1
 * @copies: how many are printed
 *
 * A numbered copy can be asked back after the day.
 */
void
mh_roster_set_copy (MhRoster *self,
                    guint     number,
                    guint     copies)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (number >= 1 && number <= copies);

  self->copy_number = number;
  self->copies = copies;
}

/**
 * mh_roster_set_recipient:
 * @self: a list
 * @text: who takes the copy
 *
 * Names who takes the copy along.
 */
void
mh_roster_set_recipient (MhRoster   *self,
                         const char *text)
{
  g_return_if_fail (self != NULL);

  replace_text (&self->recipient, text);
}

/**
 * mh_roster_set_end:
 * @self: a list
 * @text: what stands below the last row, in place of the number of people
 *
 * Says how the list ends.
 */
void
mh_roster_set_end (MhRoster   *self,
                   const char *text)
{
  g_return_if_fail (self != NULL);

  replace_text (&self->end, text);
}

/**
 * mh_roster_set_big:
 * @self: a list
 * @big: whether the body is set in 15 points
 *
 * Chooses large print.
 */
void
mh_roster_set_big (MhRoster *self,
                   gboolean  big)
{
  g_return_if_fail (self != NULL);

  self->big = big;
}

/**
 * mh_roster_set_cut_line:
 * @self: a list
 * @cut_line: whether a broken line stands below a short list
 *
 * For a list that is cut off and clipped on another.
 */
void
mh_roster_set_cut_line (MhRoster *self,
                        gboolean  cut_line)
{
  g_return_if_fail (self != NULL);

  self->cut_line = cut_line;
}

/**
 * mh_roster_set_printed_at:
 * @self: a list
 * @text: when and by whom it is printed
 */
void
mh_roster_set_printed_at (MhRoster   *self,
                          const char *text)
{
  g_return_if_fail (self != NULL);

  replace_text (&self->printed_at, text);
}

/**
 * mh_roster_set_order:
 * @self: a list
 * @text: in which order its rows are, in words
 */
void
mh_roster_set_order (MhRoster   *self,
                     const char *text)
{
  g_return_if_fail (self != NULL);

  replace_text (&self->order, text);
}

/**
 * mh_roster_set_footer:
 * @self: a list
 * @text: what stands at the foot of each sheet
 */
void
mh_roster_set_footer (MhRoster   *self,
                      const char *text)
{
  g_return_if_fail (self != NULL);

  replace_text (&self->footer, text);
}

/**
 * mh_roster_set_blank_rows:
 * @self: a list
 * @n_rows: empty rows below the last one, for who comes without a booking
 */
void
mh_roster_set_blank_rows (MhRoster *self,
                          guint     n_rows)
{
  g_return_if_fail (self != NULL);

  self->n_blank_rows = n_rows;
}

/**
 * mh_roster_set_numbered:
 * @self: a list
 * @numbered: whether rows bear a number
 *
 * Without a call they do, from 1.
 */
void
mh_roster_set_numbered (MhRoster *self,
                        gboolean  numbered)
{
  g_return_if_fail (self != NULL);

  self->numbered = numbered;
}

/**
 * mh_roster_add_column:
 * @self: the roster, still without rows
 * @title: what the header row says
 * @width: in full-width characters of the body text, above 0
 * @align: where its texts stand
 *
 * Returns: the column's number, from 0
 */
guint
mh_roster_add_column (MhRoster     *self,
                      const char   *title,
                      double        width,
                      MhRosterAlign align)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (self->entries->len == 0, 0);
  g_return_val_if_fail (width > 0, 0);

  return add_column (self, title, width, align, MH_ROSTER_COLUMN_TEXT);
}

/**
 * mh_roster_add_lines_column:
 * @self: the roster, still without rows
 * @title: what the header row says
 * @width: in full-width characters of the body text, above 0
 * @align: where its texts stand
 *
 * As mh_roster_add_column(), with cells of several lines.
 *
 * Returns: the column's number, from 0
 */
guint
mh_roster_add_lines_column (MhRoster     *self,
                            const char   *title,
                            double        width,
                            MhRosterAlign align)
{
  guint column = mh_roster_add_column (self, title, width, align);

  g_array_index (self->columns, MhRosterColumn, column).lines = TRUE;

  return column;
}

/**
 * mh_roster_add_check_column:
 * @self: the roster, still without rows
 * @title: what the header row says, such as 受付
 *
 * Returns: the column's number, from 0
 */
guint
mh_roster_add_check_column (MhRoster   *self,
                            const char *title)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (self->entries->len == 0, 0);

  return add_column (self, title, 0, MH_ROSTER_ALIGN_CENTER, MH_ROSTER_COLUMN_CHECK);
}

/**
 * mh_roster_add_box_column:
 * @self: the roster, still without rows
 * @title: what the header row says, such as ロット
 *
 * The box has room for the sticker of a vial. What stands in a cell of it is not shown.
 *
 * Returns: the column's number, from 0
 */
guint
mh_roster_add_box_column (MhRoster   *self,
                          const char *title)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (self->entries->len == 0, 0);

  return add_column (self, title, 0, MH_ROSTER_ALIGN_CENTER, MH_ROSTER_COLUMN_BOX);
}

/**
 * mh_roster_add_barcode_column:
 * @self: the roster, still without rows
 * @title: what the header row says
 *
 * A cell that Code 128 cannot hold (see mh_barcode_draw()) stays without a code.
 *
 * Returns: the column's number, from 0
 */
guint
mh_roster_add_barcode_column (MhRoster   *self,
                              const char *title)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (self->entries->len == 0, 0);

  return add_column (self, title, 0, MH_ROSTER_ALIGN_CENTER, MH_ROSTER_COLUMN_BARCODE);
}

/**
 * mh_roster_add_qr_column:
 * @self: a list without rows
 * @title: its heading
 *
 * Cells of the column are drawn as QR codes.
 *
 * Returns: the number of the column, from 0
 */
guint
mh_roster_add_qr_column (MhRoster   *self,
                         const char *title)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (self->entries->len == 0, 0);

  return add_column (self, title, 0, MH_ROSTER_ALIGN_CENTER, MH_ROSTER_COLUMN_QR);
}

/**
 * mh_roster_set_name_column:
 * @self: a list
 * @column: from 0
 *
 * The column that names a row where characters cannot be printed; the first one without a call.
 */
void
mh_roster_set_name_column (MhRoster *self,
                           guint     column)
{
  g_return_if_fail (self != NULL);

  self->name_column = column;
}

/**
 * mh_roster_add_heading:
 * @self: a list
 * @text: a time, a kana row
 *
 * A heading over the rows that follow.
 */
void
mh_roster_add_heading (MhRoster   *self,
                       const char *text)
{
  MhRosterEntry entry = { 0 };

  g_return_if_fail (self != NULL);

  entry.heading = clean_text (text);
  g_array_append_val (self->entries, entry);
}

/**
 * mh_roster_add_index:
 * @self: a list
 * @text: a heading over the rows that follow
 * @mark: a letter (あ, か …) that stands big in the margin
 *
 * On the next sheet the letter stands again.
 */
void
mh_roster_add_index (MhRoster   *self,
                     const char *text,
                     const char *mark)
{
  MhRosterEntry entry = { 0 };

  g_return_if_fail (self != NULL);

  entry.heading = clean_text (text);
  entry.mark = clean_text (mark);
  g_array_append_val (self->entries, entry);
}

/**
 * mh_roster_add_row:
 * @self: a list
 * @cells: (array zero-terminated=1): as many as there are columns; missing ones are empty
 */
void
mh_roster_add_row (MhRoster           *self,
                   const char * const *cells)
{
  MhRosterEntry entry = { 0 };
  gboolean ended = FALSE;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cells != NULL);

  entry.cells = g_new0 (char *, self->columns->len + 1);
  for (guint i = 0; i < self->columns->len; i++) {
    ended = ended || cells[i] == NULL;
    entry.cells[i] = clean (ended ? NULL : cells[i], g_array_index (self->columns, MhRosterColumn, i).lines);
  }
  entry.number = ++self->n_rows;
  g_array_append_val (self->entries, entry);
}

/**
 * mh_roster_get_n_rows:
 * @self: a list
 *
 * Returns: how many rows it has, without headings and blank rows
 */
guint
mh_roster_get_n_rows (const MhRoster *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * mh_roster_write_pdf:
 * @self: the roster
 * @path: the file to write or replace
 * @error: %MH_ERROR_STORAGE; then an earlier file is untouched
 *
 * Fonts are embedded. May be called in any thread.
 *
 * Returns: whether the whole file stands
 */
gboolean
mh_roster_write_pdf (const MhRoster *self,
                     const char     *path,
                     GError        **error)
{
  g_autoptr (MhPages) pages = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  pages = mh_pages_new (self->title);
  mh_pages_add_roster (pages, self);

  return mh_pages_write_pdf (pages, path, error);
}

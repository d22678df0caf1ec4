/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-blackout-paper"

#include "mh-blackout-paper.h"

#include <cairo.h>
#include <glib/gi18n-lib.h>
#include <qrencode.h>

#include "mh-pages.h"
#include "mh-roster-text.h"
#include "mh-slip-code.h"

#define PAGE_WIDTH MH_PAGES_A4_SHORT
#define PAGE_HEIGHT MH_PAGES_A4_LONG
#define MARGIN 56.0
#define SLIP_MARGIN 14.0
#define SLIP_COLUMNS 2
#define SLIP_ROWS (MH_BLACKOUT_SLIPS_ON_PAGE / SLIP_COLUMNS)
#define SLIP_PADDING 9.0
#define QR_SIZE 46.0
#define QR_QUIET 4        /* modules that stay white around a code, ISO/IEC 18004 */
#define BOX 8.0
#define CHOICES_IN_ROW 3
#define CHOICE_HEIGHT 16.0
#define LINE_HEIGHT 20.0

typedef struct {
  const MhBlackoutPaper *paper;
  MhRosterText          *text;
  cairo_t               *cr;
} Pen;

static double
write_text (Pen        *pen,
            double      x,
            double      y,
            double      width,
            double      size,
            gboolean    bold,
            const char *words)
{
  const MhRosterTextStyle style = { size, bold, MH_ROSTER_ALIGN_START, 12 };

  return mh_roster_text_draw (pen->text, pen->cr, x, y, words, width, &style);
}

static void
draw_instructions (Pen *pen)
{
  const char * const steps[] = {
    _("1. Look for people in the lists that follow: by time, or by kana. Tick who has come."),
    _("2. Write on one slip for each thing that happens: a new booking, a cancellation, somebody who came without a booking, a result. Tick one box, write name, kana and birth date, and the time."),
    _("3. Promise no place on the telephone that the list does not show as free. Where you are not sure, tick “Waiting list”."),
    _("4. Write the lot number of each injection. Somebody who was stopped by the doctor: tick “Stopped”, and why."),
    _("5. Do not tear a number off and do not use one twice. A spoilt slip: cross it out and keep it."),
    _("6. When there is power again, the slips are entered into the program by their numbers, in the menu under “Prepare for Days without Power …”. The program tells which do not fit any more, and which numbers are missing."),
    _("7. Then shred these pages. Until then keep them together; nobody else may see them. A page that is missing is told to the head of the office at once."),
  };
  g_autofree char *title = g_strdup_printf (_("Blackout pack %s"), pen->paper->code);
  double width = PAGE_WIDTH - 2 * MARGIN;
  double y = MARGIN;

  y += write_text (pen, MARGIN, y, width, 24, TRUE, title) + 8;
  y += write_text (pen, MARGIN, y, width, 13, FALSE, pen->paper->days) + 4;
  y += write_text (pen, MARGIN, y, width, 11, FALSE, pen->paper->printed) + 18;
  y += write_text (pen, MARGIN, y, width, 15, TRUE, _("When the computer cannot be used")) + 10;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    y += write_text (pen, MARGIN, y, width, 12.5, FALSE, steps[i]) + 11;
}

static void
draw_qr (cairo_t    *cr,
         double      x,
         double      y,
         const char *words)
{
  QRcode *code = QRcode_encodeString (words, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  double module;

  /* The number stands beside it. */
  if (code == NULL)
    return;

  module = QR_SIZE / (code->width + 2 * QR_QUIET);
  for (int row = 0; row < code->width; row++) {
    for (int column = 0; column < code->width; column++) {
      if ((code->data[row * code->width + column] & 1) != 0)
        cairo_rectangle (cr, x + (column + QR_QUIET) * module, y + (row + QR_QUIET) * module, module, module);
    }
  }
  cairo_fill (cr);
  QRcode_free (code);
}

static double
draw_choices (Pen   *pen,
              double x,
              double y,
              double width)
{
  const char * const choices[] = {
    C_("slip", "New booking"), C_("slip", "Cancelled"), C_("slip", "Moved"),
    C_("slip", "Came"), C_("slip", "Done"), C_("slip", "Stopped"),
    C_("slip", "Did not come"), C_("slip", "Without a booking"), C_("slip", "Waiting list"),
  };
  double part = width / CHOICES_IN_ROW;

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++) {
    double left = x + (double) (i % CHOICES_IN_ROW) * part;
    double top = y + (double) (i / CHOICES_IN_ROW) * CHOICE_HEIGHT;

    cairo_rectangle (pen->cr, left + 0.5, top + 2, BOX, BOX);
    cairo_stroke (pen->cr);
    write_text (pen, left + BOX + 4, top, part - BOX - 4, 9, FALSE, choices[i]);
  }

  return (double) ((G_N_ELEMENTS (choices) + CHOICES_IN_ROW - 1) / CHOICES_IN_ROW) * CHOICE_HEIGHT;
}

static void
draw_lines (Pen   *pen,
            double x,
            double y,
            double width)
{
  const char * const titles[] = {
    C_("slip", "Name"), C_("slip", "Kana, birth date"), C_("slip", "Telephone"), C_("slip", "Day and time"), C_("slip", "Lot, reason, note"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++) {
    write_text (pen, x, y + 5, width / 2, 9, FALSE, titles[i]);
    y += LINE_HEIGHT;
    cairo_move_to (pen->cr, x, y - 0.5);
    cairo_line_to (pen->cr, x + width, y - 0.5);
    cairo_stroke (pen->cr);
  }
}

static void
draw_slip (Pen   *pen,
           int    number,
           double x,
           double y,
           double width,
           double height)
{
  g_autofree char *code = mh_slip_code_make_pack (pen->paper->pack, number);
  g_autofree char *name = g_strdup_printf ("%s-%d", pen->paper->code, number);
  double left = x + SLIP_PADDING;
  double top = y + SLIP_PADDING;
  double inner = width - 2 * SLIP_PADDING;

  cairo_rectangle (pen->cr, x, y, width, height);
  cairo_stroke (pen->cr);
  draw_qr (pen->cr, x + width - QR_SIZE - 3, y + 3, code);
  write_text (pen, left, top, inner - QR_SIZE, 17, TRUE, name);
  write_text (pen, left, top + 24, inner - QR_SIZE, 8, FALSE, _("Tick one box. One slip for one thing."));

  top += QR_SIZE - 3;
  top += draw_choices (pen, left, top, inner);
  draw_lines (pen, left, top, inner);
}

static void
draw_slips (Pen *pen,
            int  first)
{
  double width = (PAGE_WIDTH - 2 * SLIP_MARGIN) / SLIP_COLUMNS;
  double height = (PAGE_HEIGHT - 2 * SLIP_MARGIN) / SLIP_ROWS;

  cairo_set_line_width (pen->cr, 0.6);
  for (int i = 0; i < MH_BLACKOUT_SLIPS_ON_PAGE && first + i <= pen->paper->n_slips; i++)
    draw_slip (pen, first + i, SLIP_MARGIN + i % SLIP_COLUMNS * width, SLIP_MARGIN + i / SLIP_COLUMNS * height, width, height);
}

static void
instructions_cb (cairo_t *cr,
                 guint    page,
                 gpointer user_data)
{
  Pen pen = *(Pen *) user_data;

  pen.cr = cr;
  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_instructions (&pen);
}

static void
slips_cb (cairo_t *cr,
          guint    page,
          gpointer user_data)
{
  Pen pen = *(Pen *) user_data;

  pen.cr = cr;
  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_slips (&pen, 1 + (int) page * MH_BLACKOUT_SLIPS_ON_PAGE);
}

/**
 * mh_blackout_paper_draw:
 * @paper: what stands on it
 * @error: MH_ERROR_STORAGE
 *
 * Returns: (transfer full): a PDF: one page of instructions, the lists, and the blank slips, eight on a page
 */
GBytes *
mh_blackout_paper_draw (const MhBlackoutPaper *paper,
                        GError               **error)
{
  g_autofree char *title = NULL;
  g_autoptr (MhRosterText) text = NULL;
  g_autoptr (MhPages) pages = NULL;
  Pen pen = { paper, NULL, NULL };

  g_return_val_if_fail (paper != NULL, NULL);

  title = g_strdup_printf (_("Blackout pack %s"), paper->code);
  text = mh_roster_text_new ();
  pen.text = text;
  pages = mh_pages_new (title);
  mh_pages_add_drawing (pages, 1, instructions_cb, &pen);
  for (guint i = 0; i < paper->rosters->len; i++)
    mh_pages_add_roster (pages, g_ptr_array_index (paper->rosters, i));
  mh_pages_add_drawing (pages, (guint) (paper->n_slips + MH_BLACKOUT_SLIPS_ON_PAGE - 1) / MH_BLACKOUT_SLIPS_ON_PAGE, slips_cb, &pen);

  return mh_pages_make_pdf (pages, error);
}

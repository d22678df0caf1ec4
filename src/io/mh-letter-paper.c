/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-letter-paper"

#include "mh-letter-paper.h"

#include <glib/gi18n-lib.h>

#include "mh-roster-text.h"

#define MM(mm)        MH_LETTER_MM (mm)

/* A hair inside of what is always seen. */
#define ADDRESS_LEFT  (MH_LETTER_SEEN_LEFT + MM (1))
#define ADDRESS_TOP   (MH_LETTER_SEEN_TOP + MM (0.5))
#define ADDRESS_WIDTH (MH_LETTER_SEEN_RIGHT - MH_LETTER_SEEN_LEFT - MM (2))
#define ADDRESS_ROOM  (MH_LETTER_SEEN_BOTTOM - MH_LETTER_SEEN_TOP - MM (1))
#define SENDER_LEFT   MM (122)
#define SENDER_WIDTH  MM (70)
#define SENDER_TOP    MM (15)
#define FOLD_1        MM (99)
#define FOLD_2        MM (198)
#define FOLD_LEFT     MM (6)
#define FOLD_LENGTH   MM (4)
#define MARGIN        MM (22)
#define WIDTH         (MH_PAGES_A4_SHORT - 2 * MARGIN)
#define HEADING_TOP   MM (64)
#define BODY_TOP      MM (80)
#define BODY_BOTTOM   MM (256)
#define FOOT_TOP      MM (262)
#define BODY_SIZE     13.0
#define LEAST_BODY    10.5
#define LEAST_ADDRESS 7.0
#define MOST_LINES    200
#define LINE_GAP      2.0

typedef struct {
  char *postal_code;
  char *address;
  char *extra;
  char *name;
  char *also;
  char *about;
  char *words;
  char *number;
} Letter;

struct _MhLetterPaper
{
  char         *date;
  char         *town;
  char         *section;
  char         *address;
  char         *phone;
  char         *code;
  double        shift_x;
  double        shift_y;
  GPtrArray    *letters;  /* (owned): Letter */
  MhRosterText *text;     /* (owned) */
};

static void
letter_free (Letter *letter)
{
  g_free (letter->postal_code);
  g_free (letter->address);
  g_free (letter->extra);
  g_free (letter->name);
  g_free (letter->also);
  g_free (letter->about);
  g_free (letter->words);
  g_free (letter->number);
  g_free (letter);
}

/**
 * mh_letter_paper_new:
 * @sender: who sends; copied
 *
 * Returns: (transfer full): no letters yet
 */
MhLetterPaper *
mh_letter_paper_new (const MhLetterSender *sender)
{
  MhLetterPaper *self = g_new0 (MhLetterPaper, 1);

  self->date = g_strdup (sender->date);
  self->town = g_strdup (sender->town);
  self->section = g_strdup (sender->section);
  self->address = g_strdup (sender->address);
  self->phone = g_strdup (sender->phone);
  self->code = g_strdup (sender->code);
  self->shift_x = sender->shift_x;
  self->shift_y = sender->shift_y;
  self->letters = g_ptr_array_new_with_free_func ((GDestroyNotify) letter_free);
  self->text = mh_roster_text_new ();

  return self;
}

/**
 * mh_letter_paper_free:
 * @paper: (nullable): letters
 */
void
mh_letter_paper_free (gpointer paper)
{
  MhLetterPaper *self = paper;

  if (self == NULL)
    return;

  g_free (self->date);
  g_free (self->town);
  g_free (self->section);
  g_free (self->address);
  g_free (self->phone);
  g_free (self->code);
  g_ptr_array_unref (self->letters);
  mh_roster_text_free (self->text);
  g_free (self);
}

static double
write_text (MhLetterPaper *self,
            cairo_t       *cr,        /* (nullable): only measures */
            double         x,
            double         y,
            double         width,
            double         size,
            gboolean       bold,
            MhRosterAlign  align,
            const char    *words)
{
  const MhRosterTextStyle style = { size, bold, align, MOST_LINES };

  if (words[0] == '\0')
    return 0;

  if (cr == NULL)
    return mh_roster_text_measure (self->text, words, width, &style);

  return mh_roster_text_draw (self->text, cr, x, y, words, width, &style);
}

static double
place_address (MhLetterPaper *self,
               cairo_t       *cr,
               const Letter  *letter,
               double         scale)
{
  double x = ADDRESS_LEFT + self->shift_x;
  double top = ADDRESS_TOP + self->shift_y;
  g_autofree char *postal_code = g_strdup_printf ("〒%s", letter->postal_code);
  double y = top;

  y += write_text (self, cr, x, y, ADDRESS_WIDTH, 10.5 * scale, FALSE, MH_ROSTER_ALIGN_START, postal_code) + LINE_GAP;
  y += write_text (self, cr, x, y, ADDRESS_WIDTH, 10.5 * scale, FALSE, MH_ROSTER_ALIGN_START, letter->address) + LINE_GAP;
  y += write_text (self, cr, x, y, ADDRESS_WIDTH, 10.5 * scale, FALSE, MH_ROSTER_ALIGN_START, letter->extra) + LINE_GAP;
  y += write_text (self, cr, x, y, ADDRESS_WIDTH, 13 * scale, TRUE, MH_ROSTER_ALIGN_START, letter->name);
  y += write_text (self, cr, x, y, ADDRESS_WIDTH, 10.5 * scale, FALSE, MH_ROSTER_ALIGN_START, letter->also);

  return y - top;
}

/* As big as the window lets it be; 0 where it would be too small to read. */
static double
choose_scale (MhLetterPaper *self,
              const Letter  *letter)
{
  for (double scale = 1; 10.5 * scale >= LEAST_ADDRESS; scale -= 0.04) {
    if (place_address (self, NULL, letter, scale) <= ADDRESS_ROOM)
      return scale;
  }

  return 0;
}

static double
get_body_top (const Letter *letter)
{
  return letter->about[0] != '\0' ? BODY_TOP + MM (8) : BODY_TOP;
}

/* 0 where the words are too long for a page. */
static double
choose_body_size (MhLetterPaper *self,
                  const Letter  *letter)
{
  for (double size = BODY_SIZE; size >= LEAST_BODY; size -= 0.5) {
    if (write_text (self, NULL, 0, 0, WIDTH, size, FALSE, MH_ROSTER_ALIGN_START, letter->words) <= BODY_BOTTOM - get_body_top (letter))
      return size;
  }

  return 0;
}

static void
draw_sender (MhLetterPaper *self,
             cairo_t       *cr)
{
  const char * const lines[] = { self->date, self->town, self->section, self->address, self->phone };
  double y = SENDER_TOP;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    y += write_text (self, cr, SENDER_LEFT, y, SENDER_WIDTH, 10.5, i == 1, MH_ROSTER_ALIGN_END, lines[i]) + 1;
}

static void
draw_folds (cairo_t *cr)
{
  const double folds[] = { FOLD_1, FOLD_2 };

  cairo_set_line_width (cr, 0.4);
  for (gsize i = 0; i < G_N_ELEMENTS (folds); i++) {
    cairo_move_to (cr, FOLD_LEFT, folds[i]);
    cairo_line_to (cr, FOLD_LEFT + FOLD_LENGTH, folds[i]);
    cairo_move_to (cr, MH_PAGES_A4_SHORT - FOLD_LEFT - FOLD_LENGTH, folds[i]);
    cairo_line_to (cr, MH_PAGES_A4_SHORT - FOLD_LEFT, folds[i]);
  }
  cairo_stroke (cr);
}

static void
draw_foot (MhLetterPaper *self,
           cairo_t       *cr,
           const Letter  *letter)
{
  g_autofree char *contact = g_strdup_printf ("お問い合わせ　%s　%s　%s", self->town, self->section, self->phone);
  g_autofree char *code = g_strdup_printf ("確認番号　%s", self->code);
  double y = FOOT_TOP;

  cairo_set_line_width (cr, 0.8);
  cairo_move_to (cr, MARGIN, y);
  cairo_line_to (cr, MARGIN + WIDTH, y);
  cairo_stroke (cr);
  y += 5;
  y += write_text (self, cr, MARGIN, y, WIDTH, 12, TRUE, MH_ROSTER_ALIGN_START, contact) + 2;
  if (self->code[0] != '\0')
    write_text (self, cr, MARGIN, y, WIDTH * 0.7, 10.5, FALSE, MH_ROSTER_ALIGN_START, code);
  write_text (self, cr, MARGIN + WIDTH * 0.7, y, WIDTH * 0.3, 9, FALSE, MH_ROSTER_ALIGN_END, letter->number);
}

static void
draw_letter_cb (cairo_t *cr,
                guint    page,
                gpointer user_data)
{
  MhLetterPaper *self = user_data;
  const Letter *letter = g_ptr_array_index (self->letters, page);

  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_folds (cr);
  place_address (self, cr, letter, choose_scale (self, letter));
  draw_sender (self, cr);
  /* It goes to residents: in Japanese always. */
  write_text (self, cr, MARGIN, HEADING_TOP, WIDTH, 18, TRUE, MH_ROSTER_ALIGN_CENTER, "お知らせ");
  write_text (self, cr, MARGIN, BODY_TOP, WIDTH, 12, FALSE, MH_ROSTER_ALIGN_START, letter->about);
  write_text (self, cr, MARGIN, get_body_top (letter), WIDTH, choose_body_size (self, letter), FALSE, MH_ROSTER_ALIGN_START, letter->words);
  draw_foot (self, cr, letter);
}

/**
 * mh_letter_paper_add:
 * @self: letters
 * @letter: one more
 *
 * Returns: whether address and words fit where they belong, in letters that can be read; otherwise it is not added
 */
gboolean
mh_letter_paper_add (MhLetterPaper      *self,
                     const MhLetterText *letter)
{
  Letter *copy = g_new0 (Letter, 1);

  copy->postal_code = g_strdup (letter->postal_code);
  copy->address = g_strdup (letter->address);
  copy->extra = g_strdup (letter->extra);
  copy->name = g_strdup (letter->name);
  copy->also = g_strdup (letter->also);
  copy->about = g_strdup (letter->about);
  copy->words = g_strdup (letter->words);
  copy->number = g_strdup (letter->number);

  if (choose_scale (self, copy) <= 0 || choose_body_size (self, copy) <= 0) {
    letter_free (copy);
    return FALSE;
  }

  g_ptr_array_add (self->letters, copy);

  return TRUE;
}

/**
 * mh_letter_paper_put:
 * @self: (transfer full): letters
 * @pages: where they come next
 */
void
mh_letter_paper_put (MhLetterPaper *self,
                     MhPages       *pages)
{
  mh_pages_take_drawing (pages, self->letters->len, draw_letter_cb, self, mh_letter_paper_free);
}

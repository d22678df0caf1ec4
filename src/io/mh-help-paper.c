/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-help-paper"

#include "mh-help-paper.h"

#include <glib/gi18n-lib.h>

#include "mh-roster-text.h"

#define MM(mm)      ((mm) * 72.0 / 25.4)
#define LEFT        MM (22)
#define WIDTH       (MH_PAGES_A4_SHORT - 2 * LEFT)
#define TOP         MM (22)
#define BOTTOM      (MH_PAGES_A4_LONG - MM (24))
#define FOOT        (MH_PAGES_A4_LONG - MM (16))
#define INDENT      MM (8)
#define NUMBER_WIDTH MM (14)
#define MOST_LINES  200
/* No letter is smaller than twelve points: the guide of Mie prefecture for documents that everybody can read. */
#define BODY_SIZE   12.0

/* A piece of text where it stands. */
typedef struct {
  guint             sheet;
  double            x;
  double            y;
  double            width;
  char             *text;
  MhRosterTextStyle style;
} Piece;

typedef struct {
  MhRosterText *text;      /* (owned) */
  GPtrArray    *pieces;    /* (owned): Piece */
  guint         n_sheets;
  guint         first;     /* the sheet from which on numbers stand at the foot */
  double        y;         /* where the next piece goes on the last sheet */
} Paper;

/* How each kind of block is set. */
static const struct {
  double   size;
  gboolean bold;
  double   before;
  double   indent;
} looks[] = {
  [MH_HELP_PARAGRAPH] = { BODY_SIZE, FALSE, 6, 0 },
  [MH_HELP_HEADING] = { 14, TRUE, 14, 0 },
  [MH_HELP_STEP] = { BODY_SIZE, FALSE, 5, INDENT },
  [MH_HELP_ITEM] = { BODY_SIZE, FALSE, 4, INDENT },
  [MH_HELP_NOTE] = { BODY_SIZE, TRUE, 10, INDENT },
  [MH_HELP_LINK] = { BODY_SIZE, FALSE, 8, 0 },
};

static void
piece_free (Piece *piece)
{
  g_free (piece->text);
  g_free (piece);
}

static void
paper_free (gpointer data)
{
  Paper *self = data;

  mh_roster_text_free (self->text);
  g_ptr_array_unref (self->pieces);
  g_free (self);
}

static Paper *
paper_new (void)
{
  Paper *self = g_new0 (Paper, 1);

  self->text = mh_roster_text_new ();
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);

  return self;
}

static void
begin_sheet (Paper *self)
{
  self->n_sheets++;
  self->y = TOP;
}

static void
put (Paper        *self,
     double        x,
     double        y,
     double        width,
     double        size,
     gboolean      bold,
     MhRosterAlign align,
     const char   *text)
{
  Piece *piece = g_new0 (Piece, 1);

  piece->sheet = self->n_sheets - 1;
  piece->x = x;
  piece->y = y;
  piece->width = width;
  piece->text = g_strdup (text);
  piece->style = (MhRosterTextStyle) { size, bold, align, MOST_LINES };
  g_ptr_array_add (self->pieces, piece);
}

static double
measure (Paper      *self,
         double      width,
         double      size,
         gboolean    bold,
         const char *text)
{
  const MhRosterTextStyle style = { size, bold, MH_ROSTER_ALIGN_START, MOST_LINES };

  return mh_roster_text_measure (self->text, text, width, &style);
}

/* What stands to the left of an indented block. */
static char *
write_mark (const MhHelpBlock *block)
{
  if (block->kind == MH_HELP_STEP)
    return g_strdup_printf ("%u.", block->number);

  return g_strdup (block->kind == MH_HELP_ITEM ? "・" : block->kind == MH_HELP_NOTE ? "※" : "");
}

static char *
write_block (const MhHelpBlock *block,
             GPtrArray         *pages)
{
  const MhHelpPage *other;

  if (block->kind != MH_HELP_LINK)
    return g_strdup (block->text);

  other = mh_help_find (pages, block->text);

  return g_strdup_printf ("→ %s", other != NULL ? other->title : block->text);
}

/* A heading does not stand alone at the foot of a sheet. */
static double
get_company (Paper            *self,
             const MhHelpPage *page,
             guint             n,
             GPtrArray        *pages)
{
  const MhHelpBlock *block = g_ptr_array_index (page->blocks, n);
  const MhHelpBlock *next = n + 1 < page->blocks->len ? g_ptr_array_index (page->blocks, n + 1) : NULL;
  g_autofree char *words = NULL;

  if (block->kind != MH_HELP_HEADING || next == NULL)
    return 0;

  words = write_block (next, pages);

  return looks[next->kind].before + measure (self, WIDTH - looks[next->kind].indent, looks[next->kind].size, looks[next->kind].bold, words);
}

static void
put_block (Paper            *self,
           const MhHelpPage *page,
           guint             n,
           GPtrArray        *pages)
{
  const MhHelpBlock *block = g_ptr_array_index (page->blocks, n);
  double indent = looks[block->kind].indent;
  double size = looks[block->kind].size;
  gboolean bold = looks[block->kind].bold;
  g_autofree char *words = write_block (block, pages);
  g_autofree char *mark = write_mark (block);
  double height = measure (self, WIDTH - indent, size, bold, words);

  self->y += looks[block->kind].before;
  if (self->y + height + get_company (self, page, n, pages) > BOTTOM)
    begin_sheet (self);
  put (self, LEFT, self->y, indent, size, bold, MH_ROSTER_ALIGN_START, mark);
  put (self, LEFT + indent, self->y, WIDTH - indent, size, bold, MH_ROSTER_ALIGN_START, words);
  self->y += height;
}

static void
put_page (Paper            *self,
          const MhHelpPage *page,
          GPtrArray        *pages)
{
  begin_sheet (self);
  put (self, LEFT, self->y, WIDTH, 20, TRUE, MH_ROSTER_ALIGN_START, page->title);
  self->y += measure (self, WIDTH, 20, TRUE, page->title) + 4;
  for (guint i = 0; i < page->blocks->len; i++)
    put_block (self, page, i, pages);
}

static void
put_cover (Paper      *self,
           const char *town,
           const char *date)
{
  g_autofree char *version = g_strdup_printf (_("Version %s"), MH_VERSION);
  const char *name = town != NULL && *town != '\0' ? town : NULL;

  begin_sheet (self);
  put (self, LEFT, MM (80), WIDTH, 34, TRUE, MH_ROSTER_ALIGN_CENTER, _("Machihoken"));
  put (self, LEFT, MM (100), WIDTH, 22, FALSE, MH_ROSTER_ALIGN_CENTER, _("Handbook"));
  if (name != NULL)
    put (self, LEFT, MM (150), WIDTH, 18, TRUE, MH_ROSTER_ALIGN_CENTER, name);
  if (date != NULL)
    put (self, LEFT, MM (162), WIDTH, 13, FALSE, MH_ROSTER_ALIGN_CENTER, date);
  put (self, LEFT, MM (260), WIDTH, BODY_SIZE, FALSE, MH_ROSTER_ALIGN_CENTER, version);
}

/* @starts: the numbers beside the titles */
static void
put_contents (Paper       *self,
              GPtrArray   *pages,
              const guint *starts)
{
  begin_sheet (self);
  put (self, LEFT, self->y, WIDTH, 20, TRUE, MH_ROSTER_ALIGN_START, _("Contents"));
  self->y += measure (self, WIDTH, 20, TRUE, _("Contents")) + 12;
  for (guint i = 0; i < pages->len; i++) {
    const MhHelpPage *page = g_ptr_array_index (pages, i);
    double height = measure (self, WIDTH - NUMBER_WIDTH, 13, FALSE, page->title) + 8;
    g_autofree char *number = g_strdup_printf ("%u", starts[i]);

    if (self->y + height > BOTTOM)
      begin_sheet (self);
    put (self, LEFT, self->y, WIDTH - NUMBER_WIDTH, 13, FALSE, MH_ROSTER_ALIGN_START, page->title);
    put (self, LEFT + WIDTH - NUMBER_WIDTH, self->y, NUMBER_WIDTH, 13, FALSE, MH_ROSTER_ALIGN_END, number);
    self->y += height;
  }
}

static void
draw_foot (Paper   *self,
           cairo_t *cr,
           guint    sheet)
{
  const MhRosterTextStyle style = { BODY_SIZE, FALSE, MH_ROSTER_ALIGN_CENTER, 1 };
  g_autofree char *number = NULL;

  if (sheet < self->first)
    return;

  number = g_strdup_printf ("%u", sheet - self->first + 1);
  mh_roster_text_draw (self->text, cr, LEFT, FOOT, number, WIDTH, &style);
}

static void
draw_sheet_cb (cairo_t *cr,
               guint    sheet,
               gpointer user_data)
{
  Paper *self = user_data;

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < self->pieces->len; i++) {
    const Piece *piece = g_ptr_array_index (self->pieces, i);

    if (piece->sheet == sheet && *piece->text != '\0')
      mh_roster_text_draw (self->text, cr, piece->x, piece->y, piece->text, piece->width, &piece->style);
  }
  draw_foot (self, cr, sheet);
}

static MhPages *
finish (Paper      *self,
        const char *title)
{
  MhPages *pages = mh_pages_new (title);

  mh_pages_take_drawing (pages, self->n_sheets, draw_sheet_cb, self, paper_free);

  return pages;
}

/* The number of the sheet on which each page begins, counted from the first behind the contents. */
static guint *
find_starts (GPtrArray *pages)
{
  Paper *trial = paper_new ();
  guint *starts = g_new0 (guint, pages->len);

  for (guint i = 0; i < pages->len; i++) {
    starts[i] = trial->n_sheets + 1;
    put_page (trial, g_ptr_array_index (pages, i), pages);
  }
  paper_free (trial);

  return starts;
}

/**
 * mh_help_paper_make_handbook:
 * @pages: (element-type MhHelpPage): what mh_help_read() gave
 * @town: (nullable): the name of the town, for the cover
 * @date: (nullable): the date, for the cover, as it is read
 *
 * Returns: (transfer full): sheets to print or to save
 */
MhPages *
mh_help_paper_make_handbook (GPtrArray  *pages,
                             const char *town,
                             const char *date)
{
  Paper *self = paper_new ();
  g_autofree guint *starts = NULL;

  g_return_val_if_fail (pages != NULL, NULL);

  starts = find_starts (pages);
  put_cover (self, town, date);
  put_contents (self, pages, starts);
  self->first = self->n_sheets;
  for (guint i = 0; i < pages->len; i++)
    put_page (self, g_ptr_array_index (pages, i), pages);

  return finish (self, _("Machihoken: handbook"));
}

/**
 * mh_help_paper_make_page:
 * @pages: (element-type MhHelpPage): what mh_help_read() gave
 * @page: one of them
 *
 * Returns: (transfer full): the sheets of one page
 */
MhPages *
mh_help_paper_make_page (GPtrArray        *pages,
                         const MhHelpPage *page)
{
  Paper *self = paper_new ();

  g_return_val_if_fail (pages != NULL, NULL);
  g_return_val_if_fail (page != NULL, NULL);

  put_page (self, page, pages);

  return finish (self, page->title);
}

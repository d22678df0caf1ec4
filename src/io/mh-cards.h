/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Small papers of one size, several on a sheet of A4: booking slips to be cut apart, labels to be peeled off. Texts are copied. */
typedef struct _MhCards MhCards;

/* Where the cards lie on the sheet, in points. The cards share what the margins and gaps leave. */
typedef struct {
  guint    columns;     /* 1 to 6 */
  guint    rows;        /* 1 to 24 */
  double   margin_x;    /* left and right */
  double   margin_y;    /* above and below */
  double   gap_x;
  double   gap_y;
  gboolean cut_lines;   /* broken lines between the cards */
} MhCardsGrid;

MhCards *mh_cards_new          (const char        *title,
                                const MhCardsGrid *grid);
void     mh_cards_free         (MhCards           *self);
/* What follows belongs to a new card. */
void     mh_cards_begin        (MhCards           *self);
/* A line of the card, from above; @size in points. It is made smaller where it is too long for the card. */
void     mh_cards_add_line     (MhCards           *self,
                                const char        *text,
                                double             size,
                                gboolean           bold);
/* In the lower right corner. */
void     mh_cards_set_qr       (MhCards           *self,
                                const char        *text);
guint    mh_cards_get_n_cards  (const MhCards     *self);
const char *mh_cards_get_title (const MhCards     *self);
guint    mh_cards_get_n_pages  (const MhCards     *self);  /* one at least */
void     mh_cards_draw_page    (MhCards           *self,
                                cairo_t           *cr,
                                guint              page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhCards, mh_cards_free)

G_END_DECLS

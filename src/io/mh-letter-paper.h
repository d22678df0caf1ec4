/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-pages.h"

G_BEGIN_DECLS

/* Letters for window envelopes: one upright A4 page each, to be folded in three, marks at 99 and 198 mm.
 *
 * A Naga-3 envelope (長形3号, 235 × 120 mm) has a window of 90 × 45 mm whose left upper corner lies 22 mm from the left and 12 mm from the upper edge; a
 * sheet folded to 210 × 99 mm can slide 25 mm sideways and 21 mm up and down in it. So what lies between 22 and 87 mm from the left and between 12
 * and 36 mm from above is seen however the sheet lies, and what lies beyond 112 mm or below 57 mm never is: the address stands in the one, all else in
 * the other. */
#define MH_LETTER_MM(mm)       ((mm) * 72.0 / 25.4)
#define MH_LETTER_SEEN_LEFT    MH_LETTER_MM (22)
#define MH_LETTER_SEEN_RIGHT   MH_LETTER_MM (87)
#define MH_LETTER_SEEN_TOP     MH_LETTER_MM (12)
#define MH_LETTER_SEEN_BOTTOM  MH_LETTER_MM (36)
#define MH_LETTER_HIDDEN_RIGHT MH_LETTER_MM (112)
#define MH_LETTER_HIDDEN_BELOW MH_LETTER_MM (57)

/* Who sends, the same on all of them. */
typedef struct {
  const char *date;
  const char *town;
  const char *section;
  const char *address;   /* "" for none */
  const char *phone;
  const char *code;      /* what a resident may ask for; "" for none */
  double      shift_x;   /* points: where an envelope's window lies elsewhere */
  double      shift_y;
} MhLetterSender;

typedef struct {
  const char *postal_code;  /* "099-5601" */
  const char *address;
  const char *extra;        /* "" for none */
  const char *name;         /* with 様 */
  const char *also;         /* below the name, "" for none */
  const char *about;        /* whom it is about, "" for none */
  const char *words;
  const char *number;       /* small at the foot */
} MhLetterText;

typedef struct _MhLetterPaper MhLetterPaper;

MhLetterPaper *mh_letter_paper_new   (const MhLetterSender *sender);
void           mh_letter_paper_free  (gpointer              paper);
/* @letter is copied. Whether its words fit on one page in letters that can be read; else nothing is added. */
gboolean       mh_letter_paper_add   (MhLetterPaper        *self,
                                      const MhLetterText   *letter);
/* @self: (transfer full) */
void           mh_letter_paper_put   (MhLetterPaper        *self,
                                      MhPages              *pages);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <pango/pangocairo.h>

#include "mh-roster.h"

G_BEGIN_DECLS

/* Texts as they stand on paper: the fonts, the shapes of names, and 〓 for what no font has. Sizes are points. */
typedef struct _MhRosterText MhRosterText;

typedef struct {
  double        size;
  gboolean      bold;
  MhRosterAlign align;
  guint         max_lines;  /* longer texts end in … */
} MhRosterTextStyle;

MhRosterText *mh_roster_text_new      (void);
void          mh_roster_text_free     (MhRosterText            *self);
double        mh_roster_text_measure  (MhRosterText            *self,   /* the height in @width */
                                       const char              *text,
                                       double                   width,
                                       const MhRosterTextStyle *style);
double        mh_roster_text_get_width (MhRosterText            *self,  /* on one line */
                                        const char              *text,
                                        const MhRosterTextStyle *style);
double        mh_roster_text_draw     (MhRosterText            *self,   /* returns the height */
                                       cairo_t                 *cr,
                                       double                   x,
                                       double                   y,
                                       const char              *text,
                                       double                   width,
                                       const MhRosterTextStyle *style);
/* The text that was measured last. */
void          mh_roster_text_show     (MhRosterText            *self,
                                       cairo_t                 *cr,
                                       double                   x,
                                       double                   y);
/* Whether the text that was measured last stays on one line as wide as it was asked to be. */
gboolean      mh_roster_text_fits     (MhRosterText            *self);
/* Between these two, plain texts are collected and drawn at the end of the page, all at once. */
void          mh_roster_text_begin_page (MhRosterText          *self);
void          mh_roster_text_end_page   (MhRosterText          *self,
                                         cairo_t               *cr);
/* "U+E000 U+E001", or %NULL when all of @text can be printed. */
char         *mh_roster_text_dup_unprintable (MhRosterText     *self,
                                              const char       *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRosterText, mh_roster_text_free)

G_END_DECLS

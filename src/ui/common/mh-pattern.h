/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How parts of a chart are told apart: by what is drawn in them first, by colour second. */
typedef enum {
  MH_PATTERN_FULL,
  MH_PATTERN_SLANTED,
  MH_PATTERN_EMPTY,
  MH_PATTERN_DOTTED,
  MH_PATTERN_LINED,
  MH_PATTERN_CROSSED,
  MH_N_PATTERNS
} MhPattern;

/* A rectangle with an edge, in the colours of the theme, dark and high contrast too. */
void    mh_pattern_draw  (GtkWidget             *widget,
                          GtkSnapshot           *snapshot,
                          const graphene_rect_t *rectangle,
                          MhPattern              pattern);
/* A colour of the theme; where it has none of this name, that of the text. */
GdkRGBA mh_pattern_color (GtkWidget             *widget,
                          const char            *name);

G_END_DECLS

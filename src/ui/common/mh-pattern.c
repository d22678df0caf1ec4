/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-pattern"

#include "mh-pattern.h"

#define STEP 5.0
#define DOT  1.3
#define EDGE 0.7f

static const char * const grounds[MH_N_PATTERNS] = {
  "accent_bg_color", "warning_bg_color", NULL, "success_bg_color", NULL, NULL,
};

static void
draw_slants (cairo_t *cairo,
             double   width,
             double   height,
             gboolean both)
{
  for (double x = -height; x < width; x += STEP) {
    cairo_move_to (cairo, x, height);
    cairo_line_to (cairo, x + height, 0);
    if (both) {
      cairo_move_to (cairo, x, 0);
      cairo_line_to (cairo, x + height, height);
    }
  }
}

static void
draw_lines (cairo_t *cairo,
            double   width,
            double   height)
{
  for (double y = height - STEP / 2; y > 0; y -= STEP) {
    cairo_move_to (cairo, 0, y);
    cairo_line_to (cairo, width, y);
  }
}

static void
draw_dots (cairo_t *cairo,
           double   width,
           double   height)
{
  for (double y = height - STEP / 2; y > 0; y -= STEP) {
    for (double x = STEP / 2; x < width; x += STEP) {
      cairo_new_sub_path (cairo);
      cairo_arc (cairo, x, y, DOT, 0, 2 * G_PI);
    }
  }
  cairo_fill (cairo);
}

static void
draw_marks (cairo_t  *cairo,
            MhPattern pattern,
            double    width,
            double    height)
{
  if (pattern == MH_PATTERN_SLANTED || pattern == MH_PATTERN_CROSSED)
    draw_slants (cairo, width, height, pattern == MH_PATTERN_CROSSED);
  else if (pattern == MH_PATTERN_LINED)
    draw_lines (cairo, width, height);
  else if (pattern == MH_PATTERN_DOTTED)
    draw_dots (cairo, width, height);

  cairo_stroke (cairo);
}

/**
 * mh_pattern_color:
 * @widget: what is drawn on
 * @name: of a colour of the theme
 *
 * Returns: the colour, that of the text where the theme has none of this name
 */
GdkRGBA
mh_pattern_color (GtkWidget  *widget,
                  const char *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (style, name, &color))
    gtk_style_context_get_color (style, &color);

  return color;
}

/**
 * mh_pattern_draw:
 * @widget: what is drawn on
 * @snapshot: where
 * @rectangle: its place; nothing is drawn where it has no width or height
 * @pattern: how
 *
 * Draws a part of a chart, which is told from the others without its colour too.
 */
void
mh_pattern_draw (GtkWidget             *widget,
                 GtkSnapshot           *snapshot,
                 const graphene_rect_t *rectangle,
                 MhPattern              pattern)
{
  GdkRGBA text = mh_pattern_color (widget, "theme_fg_color");
  GdkRGBA edge = text;
  GskRoundedRect outline;
  cairo_t *cairo;

  g_return_if_fail (pattern < MH_N_PATTERNS);

  if (rectangle->size.width <= 0 || rectangle->size.height <= 0)
    return;

  if (grounds[pattern] != NULL) {
    GdkRGBA ground = mh_pattern_color (widget, grounds[pattern]);

    gtk_snapshot_append_color (snapshot, &ground, rectangle);
  }

  if (pattern != MH_PATTERN_FULL && pattern != MH_PATTERN_EMPTY) {
    cairo = gtk_snapshot_append_cairo (snapshot, rectangle);
    cairo_translate (cairo, rectangle->origin.x, rectangle->origin.y);
    gdk_cairo_set_source_rgba (cairo, &text);
    cairo_set_line_width (cairo, 1);
    draw_marks (cairo, pattern, rectangle->size.width, rectangle->size.height);
    cairo_destroy (cairo);
  }

  edge.alpha *= EDGE;
  gsk_rounded_rect_init_from_rect (&outline, rectangle, 0);
  gtk_snapshot_append_border (snapshot, &outline, (const float[4]) { 1, 1, 1, 1 }, (const GdkRGBA[4]) { edge, edge, edge, edge });
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-seat-strip"

#include "mh-seat-strip.h"

#include <glib/gi18n-lib.h>

#define CELL_SIZE     16
#define CELL_GAP      3
#define CELL_RADIUS   4
#define CELLS_WANTED  12
#define CELLS_LEAST   5

typedef enum {
  CELL_BOOKED,
  CELL_HELD,
  CELL_FREE,
  CELL_PHONE,
  CELL_BLOCKED,
  N_CELLS
} Cell;

static const char * const signs[N_CELLS] = {
  [CELL_BOOKED] = NULL,
  [CELL_HELD] = "…",
  [CELL_FREE] = NULL,
  [CELL_PHONE] = "☎",
  [CELL_BLOCKED] = "×",
};

struct _MhSeatStrip
{
  GtkWidget parent_instance;

  int       counts[N_CELLS];
  int       n_cells;
};

G_DEFINE_FINAL_TYPE (MhSeatStrip, mh_seat_strip, GTK_TYPE_WIDGET)

static int
cells_in (int width)
{
  return MAX (1, (width + CELL_GAP) / (CELL_SIZE + CELL_GAP));
}

static int
width_of (int n_cells)
{
  return MAX (CELL_SIZE, n_cells * (CELL_SIZE + CELL_GAP) - CELL_GAP);
}

static GtkSizeRequestMode
mh_seat_strip_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
mh_seat_strip_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  MhSeatStrip *self = MH_SEAT_STRIP (widget);
  int per_line;
  int n_lines;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = width_of (MIN (self->n_cells, CELLS_LEAST));
    *natural = width_of (MIN (self->n_cells, CELLS_WANTED));
    return;
  }

  per_line = for_size < 0 ? MIN (MAX (self->n_cells, 1), CELLS_WANTED) : cells_in (for_size);
  n_lines = MAX (1, (self->n_cells + per_line - 1) / per_line);
  *minimum = *natural = n_lines * (CELL_SIZE + CELL_GAP) - CELL_GAP;
}

static GdkRGBA
find_color (GtkWidget  *widget,
            const char *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (style, name, &color))
    gtk_style_context_get_color (style, &color);

  return color;
}

static void
draw_sign (GtkWidget     *widget,
           GtkSnapshot   *snapshot,
           Cell           cell,
           int            x,
           int            y,
           const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, signs[cell]);
  PangoRectangle box;

  pango_layout_get_pixel_extents (layout, NULL, &box);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + (CELL_SIZE - box.width) / 2.0f, y + (CELL_SIZE - box.height) / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_cell (GtkWidget   *widget,
           GtkSnapshot *snapshot,
           Cell         cell,
           int          x,
           int          y)
{
  GdkRGBA text = find_color (widget, "theme_fg_color");
  GdkRGBA fill = find_color (widget, cell == CELL_BOOKED ? "accent_bg_color" : "warning_bg_color");
  GdkRGBA line = text;
  GskRoundedRect outline;

  line.alpha = cell == CELL_BLOCKED ? 0.25f : 0.55f;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, CELL_SIZE, CELL_SIZE), CELL_RADIUS);

  if (cell == CELL_BOOKED || cell == CELL_HELD) {
    gtk_snapshot_push_rounded_clip (snapshot, &outline);
    gtk_snapshot_append_color (snapshot, &fill, &outline.bounds);
    gtk_snapshot_pop (snapshot);
    line = cell == CELL_BOOKED ? fill : line;
    text = cell == CELL_HELD ? find_color (widget, "warning_fg_color") : text;
  }

  gtk_snapshot_append_border (snapshot, &outline, (const float[4]) { 1, 1, 1, 1 }, (const GdkRGBA[4]) { line, line, line, line });
  if (signs[cell] != NULL)
    draw_sign (widget, snapshot, cell, x, y, &text);
}

static void
mh_seat_strip_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  MhSeatStrip *self = MH_SEAT_STRIP (widget);
  int per_line = cells_in (gtk_widget_get_width (widget));
  int n = 0;

  for (Cell cell = 0; cell < N_CELLS; cell++) {
    for (int i = 0; i < self->counts[cell]; i++, n++)
      draw_cell (widget, snapshot, cell, n % per_line * (CELL_SIZE + CELL_GAP), n / per_line * (CELL_SIZE + CELL_GAP));
  }
}

static void
mh_seat_strip_class_init (MhSeatStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->get_request_mode = mh_seat_strip_get_request_mode;
  widget_class->measure = mh_seat_strip_measure;
  widget_class->snapshot = mh_seat_strip_snapshot;

  gtk_widget_class_set_css_name (widget_class, "seatstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
mh_seat_strip_init (MhSeatStrip *self)
{
}

/**
 * mh_seat_strip_new:
 * @slot: a slot with its counts
 *
 * Returns: (transfer floating): its places as cells
 */
GtkWidget *
mh_seat_strip_new (const MhSlot *slot)
{
  MhSeatStrip *self;
  g_autofree char *text = NULL;

  g_return_val_if_fail (slot != NULL, NULL);

  self = g_object_new (MH_TYPE_SEAT_STRIP, NULL);
  self->counts[CELL_BOOKED] = slot->n_booked;
  self->counts[CELL_HELD] = slot->n_held;
  self->counts[CELL_FREE] = slot->n_free - slot->n_free_phone;
  self->counts[CELL_PHONE] = slot->n_free_phone;
  self->counts[CELL_BLOCKED] = slot->n_blocked;
  for (Cell cell = 0; cell < N_CELLS; cell++)
    self->n_cells += self->counts[cell];

  text = mh_seat_strip_write (slot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  return GTK_WIDGET (self);
}

/**
 * mh_seat_strip_write:
 * @slot: a slot with its counts
 *
 * Returns: (transfer full): how many places are booked, on offer and free
 */
char *
mh_seat_strip_write (const MhSlot *slot)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (slot->n_free == 0 && slot->n_held == 0)
    g_string_append_printf (text, _("Full: %d booked"), slot->n_booked);
  else
    g_string_append_printf (text, _("%d booked"), slot->n_booked);

  if (slot->n_held > 0) {
    g_string_append (text, _(", "));
    g_string_append_printf (text, _("%d on offer"), slot->n_held);
  }

  if (slot->n_free > 0) {
    g_string_append (text, _(", "));
    g_string_append_printf (text, _("%d free"), slot->n_free);
  }

  if (slot->n_free_phone > 0)
    g_string_append_printf (text, _(" (%d of them for telephone and counter)"), slot->n_free_phone);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

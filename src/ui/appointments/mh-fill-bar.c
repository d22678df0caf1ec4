/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-fill-bar"

#include "mh-fill-bar.h"

#include "mh-pattern.h"

#define HEIGHT      9
#define LEAST_WIDTH 16
#define LEAST_PART  3.0f  /* one place on offer of a hundred is seen, too */

struct _MhFillBar
{
  GtkWidget parent_instance;

  int       n_booked;
  int       n_held;
  int       n_free;
  gboolean  is_closed;
};

G_DEFINE_FINAL_TYPE (MhFillBar, mh_fill_bar, GTK_TYPE_WIDGET)

static float
draw_part (GtkWidget   *widget,
           GtkSnapshot *snapshot,
           float        x,
           float        width,
           MhPattern    pattern)
{
  mh_pattern_draw (widget, snapshot, &GRAPHENE_RECT_INIT (x, 0, width, (float) gtk_widget_get_height (widget)), pattern);

  return x + width;
}

static float
find_width (int   n,
            int   n_all,
            float whole)
{
  return n > 0 ? MAX (whole * (float) n / (float) n_all, LEAST_PART) : 0;
}

static void
mh_fill_bar_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  MhFillBar *self = MH_FILL_BAR (widget);
  int n_all = self->n_booked + self->n_held + self->n_free;
  float whole = (float) gtk_widget_get_width (widget);
  float held = find_width (self->n_held, n_all, whole);
  float rest = find_width (self->n_free, n_all, whole);
  float x;

  if (self->is_closed) {
    draw_part (widget, snapshot, 0, whole, MH_PATTERN_LINED);
    return;
  }

  if (n_all == 0)
    return;

  x = draw_part (widget, snapshot, 0, MAX (whole - held - rest, 0), MH_PATTERN_FULL);
  x = draw_part (widget, snapshot, x, held, MH_PATTERN_SLANTED);
  draw_part (widget, snapshot, x, whole - x, MH_PATTERN_EMPTY);
}

static void
mh_fill_bar_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : LEAST_WIDTH;
}

static void
mh_fill_bar_class_init (MhFillBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = mh_fill_bar_measure;
  widget_class->snapshot = mh_fill_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "fillbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
mh_fill_bar_init (MhFillBar *self)
{
}

/**
 * mh_fill_bar_new:
 *
 * Returns: (transfer floating): a bar that shows nothing yet
 */
GtkWidget *
mh_fill_bar_new (void)
{
  return g_object_new (MH_TYPE_FILL_BAR, NULL);
}

/**
 * mh_fill_bar_set:
 * @self: a bar
 * @n_booked: places that somebody has
 * @n_held: places on offer
 * @n_free: places that are free
 * @is_closed: whether nobody can book there
 *
 * Shows other numbers.
 */
void
mh_fill_bar_set (MhFillBar *self,
                 int        n_booked,
                 int        n_held,
                 int        n_free,
                 gboolean   is_closed)
{
  g_return_if_fail (MH_IS_FILL_BAR (self));

  self->n_booked = n_booked;
  self->n_held = n_held;
  self->n_free = n_free;
  self->is_closed = is_closed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

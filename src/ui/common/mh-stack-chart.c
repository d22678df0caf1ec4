/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-stack-chart"

#include "mh-stack-chart.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define HEIGHT     300
#define NATURAL    560
#define SWATCH     14.0f
#define GAP        6.0f
#define MOST_WIDTH 46.0f  /* of a column */
#define N_STEPS    4      /* lines of the scale, at the most */

typedef struct {
  char     *name;
  MhPattern pattern;
} Part;

typedef struct {
  char *label;
  guint values[MH_STACK_CHART_MOST_PARTS];
  guint sum;
} Column;

struct _MhStackChart
{
  GtkWidget parent_instance;

  GArray   *parts;    /* (element-type Part) */
  GArray   *columns;  /* (element-type Column) */
  GString  *spoken;   /* all of it in words */
};

G_DEFINE_FINAL_TYPE (MhStackChart, mh_stack_chart, GTK_TYPE_WIDGET)

/* Where the columns stand. */
typedef struct {
  float left;
  float right;
  float top;
  float ground;
  float scale;        /* pixels of one */
} Area;

static void
clear_part (Part *part)
{
  g_free (part->name);
}

static void
clear_column (Column *column)
{
  g_free (column->label);
}

/* 1, 2, 5, 10, 20 …: so that there are at the most N_STEPS of them. */
static guint
find_step (guint highest)
{
  static const guint factors[] = { 1, 2, 5 };
  guint step = 1;

  for (guint ten = 1;; ten *= 10) {
    for (guint i = 0; i < G_N_ELEMENTS (factors); i++) {
      step = ten * factors[i];
      if (step * N_STEPS >= highest)
        return step;
    }
  }
}

static guint
find_highest (MhStackChart *self)
{
  guint highest = 1;

  for (guint i = 0; i < self->columns->len; i++)
    highest = MAX (highest, g_array_index (self->columns, Column, i).sum);

  return highest;
}

static PangoLayout *
make_layout (MhStackChart   *self,
             const char     *text,
             PangoRectangle *out_box)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_get_pixel_extents (layout, NULL, out_box);

  return layout;
}

static void
draw_layout (GtkSnapshot   *snapshot,
             PangoLayout   *layout,
             float          x,
             float          y,
             const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static float
measure_line (MhStackChart *self)
{
  PangoRectangle box;
  g_autoptr (PangoLayout) layout = make_layout (self, "0", &box);

  return (float) box.height;
}

/* As many lines as its names need. Without @snapshot it is only measured. Returns: its height */
static float
draw_legend (MhStackChart  *self,
             GtkSnapshot   *snapshot,
             float          width,
             const GdkRGBA *color)
{
  float line = MAX (measure_line (self), SWATCH) + GAP;
  float x = 0;
  float y = 0;

  for (guint i = 0; i < self->parts->len; i++) {
    const Part *part = &g_array_index (self->parts, Part, i);
    PangoRectangle box;
    g_autoptr (PangoLayout) layout = make_layout (self, part->name, &box);
    float needed = SWATCH + GAP + (float) box.width;

    if (x > 0 && x + needed > width) {
      x = 0;
      y += line;
    }

    if (snapshot != NULL) {
      mh_pattern_draw (GTK_WIDGET (self), snapshot, &GRAPHENE_RECT_INIT (x, y + (line - GAP - SWATCH) / 2, SWATCH, SWATCH), part->pattern);
      draw_layout (snapshot, layout, x + SWATCH + GAP, y, color);
    }
    x += needed + 3 * GAP;
  }

  return y + line;
}

static void
draw_scale (MhStackChart  *self,
            GtkSnapshot   *snapshot,
            const Area    *area,
            guint          step,
            guint          n_steps,
            const GdkRGBA *color)
{
  GdkRGBA faint = *color;

  faint.alpha *= 0.3f;
  for (guint i = 0; i <= n_steps; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i * step);
    float y = area->ground - (float) (i * step) * area->scale;
    PangoRectangle box;
    g_autoptr (PangoLayout) layout = make_layout (self, number, &box);

    gtk_snapshot_append_color (snapshot, i == 0 ? color : &faint, &GRAPHENE_RECT_INIT (area->left, y, area->right - area->left, 1));
    draw_layout (snapshot, layout, area->left - GAP - (float) box.width, y - (float) box.height / 2, color);
  }
}

static void
draw_column (MhStackChart *self,
             GtkSnapshot  *snapshot,
             const Area   *area,
             const Column *column,
             float         x,
             float         width)
{
  float y = area->ground;

  for (guint i = 0; i < self->parts->len; i++) {
    float height = (float) column->values[i] * area->scale;

    y -= height;
    mh_pattern_draw (GTK_WIDGET (self), snapshot, &GRAPHENE_RECT_INIT (x, y, width, height), g_array_index (self->parts, Part, i).pattern);
  }
}

/* Numbers and labels only as many as there is room for. */
static void
draw_columns (MhStackChart  *self,
              GtkSnapshot   *snapshot,
              const Area    *area,
              const GdkRGBA *color)
{
  float each = (area->right - area->left) / (float) MAX (self->columns->len, 1);
  float width = MAX (MIN (each - 2, MOST_WIDTH), 1);
  float labels_from = 0;
  float numbers_from = 0;

  for (guint i = 0; i < self->columns->len; i++) {
    const Column *column = &g_array_index (self->columns, Column, i);
    float middle = area->left + ((float) i + 0.5f) * each;
    g_autofree char *number = g_strdup_printf ("%u", column->sum);
    PangoRectangle label_box;
    PangoRectangle number_box;
    g_autoptr (PangoLayout) label = make_layout (self, column->label, &label_box);
    g_autoptr (PangoLayout) sum = make_layout (self, number, &number_box);
    float label_x = MIN (middle - (float) label_box.width / 2, (float) gtk_widget_get_width (GTK_WIDGET (self)) - (float) label_box.width);
    float number_x = middle - (float) number_box.width / 2;

    draw_column (self, snapshot, area, column, middle - width / 2, width);
    if (label_x >= labels_from) {
      draw_layout (snapshot, label, label_x, area->ground + 3, color);
      labels_from = label_x + (float) label_box.width + GAP;
    }
    if (column->sum > 0 && number_x >= numbers_from) {
      draw_layout (snapshot, sum, number_x, area->ground - (float) column->sum * area->scale - (float) number_box.height, color);
      numbers_from = number_x + (float) number_box.width + 2;
    }
  }
}

static void
mh_stack_chart_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  MhStackChart *self = MH_STACK_CHART (widget);
  GdkRGBA color = mh_pattern_color (widget, "theme_fg_color");
  guint step = find_step (find_highest (self));
  guint n_steps = (find_highest (self) + step - 1) / step;
  g_autofree char *widest = g_strdup_printf ("%u", step * n_steps);
  float line = measure_line (self);
  PangoRectangle box;
  g_autoptr (PangoLayout) layout = make_layout (self, widest, &box);
  Area area;

  area.left = (float) box.width + GAP;
  area.right = (float) gtk_widget_get_width (widget);
  area.top = draw_legend (self, snapshot, area.right, &color) + line;
  area.ground = (float) gtk_widget_get_height (widget) - line - 4;
  area.scale = (area.ground - area.top) / (float) (step * n_steps);
  draw_scale (self, snapshot, &area, step, n_steps, &color);
  draw_columns (self, snapshot, &area, &color);
}

static void
mh_stack_chart_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : HEIGHT / 2;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : NATURAL;
}

static void
mh_stack_chart_finalize (GObject *object)
{
  MhStackChart *self = MH_STACK_CHART (object);

  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_string_free (self->spoken, TRUE);

  G_OBJECT_CLASS (mh_stack_chart_parent_class)->finalize (object);
}

static void
mh_stack_chart_class_init (MhStackChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mh_stack_chart_finalize;
  widget_class->measure = mh_stack_chart_measure;
  widget_class->snapshot = mh_stack_chart_snapshot;
  gtk_widget_class_set_css_name (widget_class, "stackchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
mh_stack_chart_init (MhStackChart *self)
{
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, (GDestroyNotify) clear_part);
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, (GDestroyNotify) clear_column);
  self->spoken = g_string_new (NULL);
}

static void
speak (MhStackChart *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->spoken->str, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * mh_stack_chart_new:
 *
 * Returns: (transfer floating): a chart without columns
 */
GtkWidget *
mh_stack_chart_new (void)
{
  return g_object_new (MH_TYPE_STACK_CHART, NULL);
}

/**
 * mh_stack_chart_begin:
 * @self: a chart
 * @title: what it shows
 *
 * Takes all parts and columns away.
 */
void
mh_stack_chart_begin (MhStackChart *self,
                      const char   *title)
{
  g_return_if_fail (MH_IS_STACK_CHART (self));

  g_array_set_size (self->columns, 0);
  g_array_set_size (self->parts, 0);
  g_string_assign (self->spoken, title);
  speak (self);
}

/**
 * mh_stack_chart_add_part:
 * @self: a chart without columns
 * @name: of the next part, from the bottom
 * @pattern: how it is drawn
 *
 * Adds a part, of MH_STACK_CHART_MOST_PARTS at the most.
 */
void
mh_stack_chart_add_part (MhStackChart *self,
                         const char   *name,
                         MhPattern     pattern)
{
  Part part = { g_strdup (name), pattern };

  g_return_if_fail (MH_IS_STACK_CHART (self));
  g_return_if_fail (self->columns->len == 0 && self->parts->len < MH_STACK_CHART_MOST_PARTS);

  g_array_append_val (self->parts, part);
}

/**
 * mh_stack_chart_add:
 * @self: a chart that has its parts
 * @label: what stands below
 * @spoken: the same for who hears it
 * @values: one for each part
 *
 * Adds a column.
 */
void
mh_stack_chart_add (MhStackChart *self,
                    const char   *label,
                    const char   *spoken,
                    const guint  *values)
{
  Column column = { 0 };

  g_return_if_fail (MH_IS_STACK_CHART (self));

  column.label = g_strdup (label);
  memcpy (column.values, values, self->parts->len * sizeof values[0]);
  g_string_append_printf (self->spoken, "; %s:", spoken);
  for (guint i = 0; i < self->parts->len; i++) {
    column.sum += values[i];
    g_string_append_printf (self->spoken, "%s %s %u", i > 0 ? "," : "", g_array_index (self->parts, Part, i).name, values[i]);
  }
  g_array_append_val (self->columns, column);
  speak (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-bar-chart"

#include "mh-bar-chart.h"

#include <glib/gi18n-lib.h>

#define HEIGHT       190
#define NATURAL      480
#define TOP          18   /* for a number above the highest bar */
#define BOTTOM       20   /* for the labels */
#define GAP          4
#define MOST_WIDTH   46   /* of a bar */
#define LINE         3.0f

typedef struct {
  char *label;
  guint value;
  guint more;
  guint limit;
} Column;

struct _MhBarChart
{
  GtkWidget parent_instance;

  GArray   *columns;  /* (element-type Column) */
  GString  *spoken;   /* all of it in words */
  char     *value;    /* (nullable) what the parts are called */
  char     *more;     /* (nullable) */
  char     *limit;    /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MhBarChart, mh_bar_chart, GTK_TYPE_WIDGET)

static void
clear_column (Column *column)
{
  g_free (column->label);
}

static GdkRGBA
find_color (GtkWidget  *widget,
            const char *name)
{
  GdkRGBA color = { 0.5f, 0.5f, 0.5f, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color);

  return color;
}

static guint
find_highest (MhBarChart *self)
{
  guint highest = 1;

  for (guint i = 0; i < self->columns->len; i++) {
    const Column *column = &g_array_index (self->columns, Column, i);

    highest = MAX (highest, MAX (column->value + column->more, column->limit));
  }

  return highest;
}

/* Returns: how wide it is; drawn only where @room is enough for it. */
static int
draw_text (GtkWidget     *widget,
           GtkSnapshot   *snapshot,
           const char    *text,
           float          middle,
           float          y,
           float          room,
           const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  PangoRectangle box;

  pango_layout_get_pixel_extents (layout, NULL, &box);
  if ((float) box.width > room)
    return box.width;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (middle - (float) box.width / 2.0f, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);

  return box.width;
}

static void
draw_column (MhBarChart   *self,
             GtkSnapshot  *snapshot,
             const Column *column,
             float         x,
             float         width,
             float         scale)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float ground = (float) (gtk_widget_get_height (widget) - BOTTOM);
  float bar = MIN (width - GAP, MOST_WIDTH);
  float left = x + (width - bar) / 2.0f;
  float value = (float) column->value * scale;
  float more = (float) column->more * scale;
  GdkRGBA text = find_color (widget, "theme_fg_color");
  GdkRGBA fill = find_color (widget, "accent_bg_color");
  GdkRGBA second = find_color (widget, "warning_bg_color");
  gboolean over = self->limit != NULL && column->value + column->more > column->limit;
  GdkRGBA line = over ? find_color (widget, "error_color") : text;
  g_autofree char *number = g_strdup_printf ("%u", column->value + column->more);
  GskRoundedRect outline;

  gtk_snapshot_append_color (snapshot, &fill, &GRAPHENE_RECT_INIT (left, ground - value, bar, value));
  if (column->more > 0) {
    gtk_snapshot_append_color (snapshot, &second, &GRAPHENE_RECT_INIT (left, ground - value - more, bar, more));
    gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (left, ground - value - more, bar, more), 0);
    gtk_snapshot_append_border (snapshot, &outline, (const float[4]) { 1, 1, 1, 1 }, (const GdkRGBA[4]) { text, text, text, text });
  }

  if (self->limit != NULL)
    gtk_snapshot_append_color (snapshot, &line,
                               &GRAPHENE_RECT_INIT (x + 1, ground - (float) column->limit * scale - LINE / 2, width - 2, LINE));
  if (column->value + column->more > 0)
    draw_text (widget, snapshot, number, x + width / 2, ground - value - more - TOP, width + GAP, &text);
}

/* By Tab it is reached, and scrolled to. */
static void
draw_focus (GtkWidget   *widget,
            GtkSnapshot *snapshot)
{
  GdkRGBA color = find_color (widget, "accent_color");
  GskRoundedRect outline;

  if (!gtk_widget_has_visible_focus (widget))
    return;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)), 4);
  gtk_snapshot_append_border (snapshot, &outline, (const float[4]) { 2, 2, 2, 2 }, (const GdkRGBA[4]) { color, color, color, color });
}

static void
mh_bar_chart_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  MhBarChart *self = MH_BAR_CHART (widget);
  GdkRGBA text = find_color (widget, "theme_fg_color");
  float width = self->columns->len > 0 ? (float) gtk_widget_get_width (widget) / (float) self->columns->len : 0;
  float ground = (float) (gtk_widget_get_height (widget) - BOTTOM);
  float scale = (ground - TOP) / (float) find_highest (self);
  float free_from = 0;

  draw_focus (widget, snapshot);
  gtk_snapshot_append_color (snapshot, &text, &GRAPHENE_RECT_INIT (0, ground, gtk_widget_get_width (widget), 1));
  for (guint i = 0; i < self->columns->len; i++) {
    const Column *column = &g_array_index (self->columns, Column, i);
    float middle = ((float) i + 0.5f) * width;

    draw_column (self, snapshot, column, (float) i * width, width, scale);

    /* Where the labels are too long for each, as many as there is room for. */
    if (middle - width / 2 >= free_from)
      free_from = middle + (float) draw_text (widget, snapshot, column->label, middle, ground + 2, G_MAXFLOAT, &text) / 2 + GAP;
  }
}

static void
mh_bar_chart_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  *minimum = HEIGHT;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : NATURAL;
}

static void
mh_bar_chart_finalize (GObject *object)
{
  MhBarChart *self = MH_BAR_CHART (object);

  g_clear_pointer (&self->columns, g_array_unref);
  g_string_free (self->spoken, TRUE);
  g_free (self->value);
  g_free (self->more);
  g_free (self->limit);

  G_OBJECT_CLASS (mh_bar_chart_parent_class)->finalize (object);
}

static void
mh_bar_chart_class_init (MhBarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mh_bar_chart_finalize;
  widget_class->measure = mh_bar_chart_measure;
  widget_class->snapshot = mh_bar_chart_snapshot;
  gtk_widget_class_set_css_name (widget_class, "barchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
mh_bar_chart_init (MhBarChart *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, (GDestroyNotify) clear_column);
  self->spoken = g_string_new (NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * mh_bar_chart_new:
 *
 * Returns: (transfer floating): a chart without columns
 */
GtkWidget *
mh_bar_chart_new (void)
{
  return g_object_new (MH_TYPE_BAR_CHART, NULL);
}

static void
speak (MhBarChart *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->spoken->str, -1);
}

/**
 * mh_bar_chart_begin:
 * @self: a chart
 * @title: what it shows
 * @value: what the lower part of a bar is
 * @more: (nullable): what the upper part is
 * @limit: (nullable): what the line is; %NULL for none
 *
 * Begins anew.
 */
void
mh_bar_chart_begin (MhBarChart *self,
                    const char *title,
                    const char *value,
                    const char *more,
                    const char *limit)
{
  g_return_if_fail (MH_IS_BAR_CHART (self));

  g_array_set_size (self->columns, 0);
  g_string_assign (self->spoken, title);
  g_free (self->value);
  self->value = g_strdup (value);
  g_free (self->more);
  self->more = g_strdup (more);
  g_free (self->limit);
  self->limit = g_strdup (limit);
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * mh_bar_chart_add:
 * @self: a chart that was begun
 * @label: what stands below
 * @value: the lower part
 * @more: the upper part, 0 for none
 * @limit: where the line is
 *
 * Adds a column.
 */
void
mh_bar_chart_add (MhBarChart *self,
                  const char *label,
                  guint       value,
                  guint       more,
                  guint       limit)
{
  Column column = { g_strdup (label), value, more, limit };

  g_return_if_fail (MH_IS_BAR_CHART (self));

  g_array_append_val (self->columns, column);
  /* Translators: a column of a chart, spoken: its label, then what and how many */
  g_string_append_printf (self->spoken, _("; %s: %s %u"), label, self->value, value);
  if (self->more != NULL)
    g_string_append_printf (self->spoken, _(", %s %u"), self->more, more);
  if (self->limit != NULL)
    g_string_append_printf (self->spoken, _(", %s %u"), self->limit, limit);
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

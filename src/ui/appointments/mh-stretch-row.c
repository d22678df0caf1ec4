/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-stretch-row"

#include "mh-stretch-row.h"

#include "mh-date.h"

struct _MhStretchRow
{
  GtkWidget      parent_instance;

  /* Template widgets */
  GtkEditable   *from;
  GtkEditable   *to;
  GtkSpinButton *minutes;
  GtkSpinButton *places;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhStretchRow, mh_stretch_row, GTK_TYPE_WIDGET)

static void
something_changed_cb (GtkWidget    *widget,
                      MhStretchRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_clicked_cb (GtkButton    *button,
                   MhStretchRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static void
mh_stretch_row_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), MH_TYPE_STRETCH_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (mh_stretch_row_parent_class)->dispose (object);
}

static void
mh_stretch_row_class_init (MhStretchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_stretch_row_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-stretch-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MhStretchRow, from);
  gtk_widget_class_bind_template_child (widget_class, MhStretchRow, to);
  gtk_widget_class_bind_template_child (widget_class, MhStretchRow, minutes);
  gtk_widget_class_bind_template_child (widget_class, MhStretchRow, places);
  gtk_widget_class_bind_template_callback (widget_class, something_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
mh_stretch_row_init (MhStretchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_stretch_row_new:
 * @from: "9:00"
 * @to: "12:00"
 *
 * Returns: (transfer floating): a stretch in slots of half an hour
 */
GtkWidget *
mh_stretch_row_new (const char *from,
                    const char *to)
{
  MhStretchRow *self = g_object_new (MH_TYPE_STRETCH_ROW, NULL);

  gtk_editable_set_text (self->from, from);
  gtk_editable_set_text (self->to, to);

  return GTK_WIDGET (self);
}

/**
 * mh_stretch_row_count_slots:
 * @self: a stretch
 *
 * Returns: how many slots it makes; 0 while its times cannot be read or leave minutes over
 */
int
mh_stretch_row_count_slots (MhStretchRow *self)
{
  int length = gtk_spin_button_get_value_as_int (self->minutes);
  int from;
  int to;

  g_return_val_if_fail (MH_IS_STRETCH_ROW (self), 0);

  if (!mh_minutes_read (gtk_editable_get_text (self->from), &from) ||
      !mh_minutes_read (gtk_editable_get_text (self->to), &to) ||
      to <= from || (to - from) % length != 0)
    return 0;

  return (to - from) / length;
}

/**
 * mh_stretch_row_get_places:
 * @self: a stretch
 *
 * Returns: the places of each of its slots
 */
int
mh_stretch_row_get_places (MhStretchRow *self)
{
  g_return_val_if_fail (MH_IS_STRETCH_ROW (self), 0);

  return gtk_spin_button_get_value_as_int (self->places);
}

/**
 * mh_stretch_row_write:
 * @self: a stretch
 *
 * Returns: (transfer full): as mh_places_add_session() reads it
 */
char *
mh_stretch_row_write (MhStretchRow *self)
{
  g_return_val_if_fail (MH_IS_STRETCH_ROW (self), NULL);

  return g_strdup_printf ("%s-%s/%dx%d", gtk_editable_get_text (self->from), gtk_editable_get_text (self->to),
                          gtk_spin_button_get_value_as_int (self->minutes), gtk_spin_button_get_value_as_int (self->places));
}

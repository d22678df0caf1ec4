/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-countdown"

#include "mh-countdown.h"

#include <glib/gi18n-lib.h>

struct _MhCountdown
{
  GtkWidget  parent_instance;

  GtkWidget *label;
  char      *format;
  char      *over_text;
  MhClock   *clock;      /* (nullable) (owned) */
  gint64     until;      /* ms, 0 = nothing to count */
  gboolean   over;
  guint      tick;       /* source, 0 = none */
};

static guint over_signal;

G_DEFINE_FINAL_TYPE (MhCountdown, mh_countdown, GTK_TYPE_WIDGET)

static void
show_text (MhCountdown *self,
           gint64       left)
{
  g_autofree char *time = NULL;
  g_autoptr (GString) text = NULL;

  if (left <= 0) {
    gtk_label_set_label (GTK_LABEL (self->label), self->over_text);
    return;
  }

  time = mh_countdown_write (left);
  text = g_string_new (self->format);
  g_string_replace (text, "%s", time, 1);
  gtk_label_set_label (GTK_LABEL (self->label), text->str);
}

static void
count (MhCountdown *self)
{
  gint64 left;

  if (self->until == 0 || self->clock == NULL) {
    gtk_label_set_label (GTK_LABEL (self->label), "");
    return;
  }

  left = self->until - mh_clock_now (self->clock);
  show_text (self, left);
  if (left > 0 || self->over)
    return;

  self->over = TRUE;
  g_signal_emit (self, over_signal, 0);
}

static gboolean
second_passed_cb (gpointer user_data)
{
  g_autoptr (MhCountdown) self = g_object_ref (user_data);

  count (self);

  return G_SOURCE_CONTINUE;
}

static void
mh_countdown_map (GtkWidget *widget)
{
  MhCountdown *self = MH_COUNTDOWN (widget);

  GTK_WIDGET_CLASS (mh_countdown_parent_class)->map (widget);

  if (self->tick == 0)
    self->tick = g_timeout_add_seconds (1, second_passed_cb, self);
}

static void
mh_countdown_unmap (GtkWidget *widget)
{
  MhCountdown *self = MH_COUNTDOWN (widget);

  g_clear_handle_id (&self->tick, g_source_remove);

  GTK_WIDGET_CLASS (mh_countdown_parent_class)->unmap (widget);
}

static void
mh_countdown_dispose (GObject *object)
{
  MhCountdown *self = MH_COUNTDOWN (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (mh_countdown_parent_class)->dispose (object);
}

static void
mh_countdown_finalize (GObject *object)
{
  MhCountdown *self = MH_COUNTDOWN (object);

  g_free (self->format);
  g_free (self->over_text);

  G_OBJECT_CLASS (mh_countdown_parent_class)->finalize (object);
}

static void
mh_countdown_class_init (MhCountdownClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mh_countdown_dispose;
  object_class->finalize = mh_countdown_finalize;
  widget_class->map = mh_countdown_map;
  widget_class->unmap = mh_countdown_unmap;

  over_signal = g_signal_new ("over", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
mh_countdown_init (MhCountdown *self)
{
  self->label = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_add_css_class (self->label, "mh-count");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * mh_countdown_new:
 * @format: with one %s for the time
 * @over: what it says when the time is over
 *
 * Returns: (transfer floating): a countdown that shows nothing yet
 */
GtkWidget *
mh_countdown_new (const char *format,
                  const char *over)
{
  MhCountdown *self;

  g_return_val_if_fail (format != NULL, NULL);
  g_return_val_if_fail (over != NULL, NULL);

  self = g_object_new (MH_TYPE_COUNTDOWN, NULL);
  self->format = g_strdup (format);
  self->over_text = g_strdup (over);

  return GTK_WIDGET (self);
}

/**
 * mh_countdown_set:
 * @self: a countdown
 * @clock: the time
 * @until: ms; 0 to show nothing
 *
 * Counts to another moment. A time that is over already emits nothing.
 */
void
mh_countdown_set (MhCountdown *self,
                  MhClock     *clock,
                  gint64       until)
{
  g_return_if_fail (MH_IS_COUNTDOWN (self));
  g_return_if_fail (MH_IS_CLOCK (clock));

  g_set_object (&self->clock, clock);
  if (self->until != until) {
    self->until = until;
    self->over = until <= mh_clock_now (clock);
  }

  count (self);
}

/**
 * mh_countdown_write:
 * @ms: milliseconds that remain
 *
 * Returns: (transfer full): them in words, rounded up so that it never says nothing is left
 */
char *
mh_countdown_write (gint64 ms)
{
  gint64 seconds = (ms + 999) / 1000;
  gint64 minutes = (seconds + 59) / 60;

  if (seconds <= 90)
    return g_strdup_printf (_("%d s"), (int) seconds);

  if (minutes < 60)
    return g_strdup_printf (_("%d min"), (int) minutes);

  return g_strdup_printf (_("%d h %02d min"), (int) (minutes / 60), (int) (minutes % 60));
}

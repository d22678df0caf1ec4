/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-cohort-panel"

#include "mh-cohort-panel.h"

#include <glib/gi18n-lib.h>

#include "mh-programme-cohort.h"

#define PAUSE_MS 300

typedef struct {
  MhProgrammeSpec *spec;  /* (owned) */
  MhDate           day;
} Order;

struct _MhCohortPanel
{
  AdwBin        parent_instance;

  GtkWidget    *box;
  MhUiContext  *context;  /* (owned) */
  Order        *order;    /* (owned) (nullable): to be counted next */
  guint         source;
  GCancellable *cancellable;  /* (owned) (nullable): of the counting that runs */
};

G_DEFINE_FINAL_TYPE (MhCohortPanel, mh_cohort_panel, ADW_TYPE_BIN)

static void
order_free (Order *order)
{
  g_clear_pointer (&order->spec, mh_programme_spec_free);
  g_free (order);
}

static gpointer
count_people (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  Order *order = input;

  return mh_programmes_check (order->spec, error) ? mh_cohort_make (desk, order->spec, order->day, error) : NULL;
}

static GtkWidget *
add_label (MhCohortPanel *self,
           const char    *text,
           const char    *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self->box), label);

  return label;
}

static void
clear (MhCohortPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
}

static void
add_people (MhCohortPanel      *self,
            const MhCohortLine *line)
{
  g_autofree char *first = mh_date_format (line->oldest_birth, MH_DATE_STYLE_LONG);
  g_autofree char *last = mh_date_format (line->youngest_birth, MH_DATE_STYLE_LONG);
  g_autofree char *oldest = NULL;
  g_autofree char *youngest = NULL;

  if (line->oldest_name == NULL)
    return;

  oldest = g_strdup_printf (_("The oldest: %s, born on %s"), line->oldest_name, first);
  youngest = g_strdup_printf (_("The youngest: %s, born on %s"), line->youngest_name, last);
  add_label (self, oldest, NULL);
  add_label (self, youngest, NULL);
}

static void
add_line (MhCohortPanel      *self,
          const MhCohortLine *line)
{
  g_autofree char *range = mh_cohort_format_range (line->oldest, line->youngest);
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person", "%u people", line->n_people), line->n_people);

  add_label (self, line->item != NULL ? line->item : _("By the rules of the programme"), "heading");
  add_label (self, range, NULL);
  add_label (self, count, "title-2");
  add_people (self, line);

  if (line->n_unnamed > 0) {
    g_autofree char *unnamed = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of them is protected and not named here.",
                                                             "%u of them are protected and not named here.", line->n_unnamed),
                                                line->n_unnamed);

    add_label (self, unnamed, NULL);
  }

  for (guint i = 0; line->item == NULL && i < MH_AGE_BANDS; i++) {
    g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u person", "%s: %u people", line->n_by_band[i]),
                                             mh_age_band_text (i), line->n_by_band[i]);

    if (line->n_by_band[i] > 0)
      add_label (self, text, NULL);
  }

  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
}

static void
show_day (MhCohortPanel *self,
          MhDate         day)
{
  g_autofree char *date = mh_date_format (day, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *text = g_strdup_printf (_("Who may come on %s"), date);

  add_label (self, text, "title-4");
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhCohortPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhCohort) cohort = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->box == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  clear (self);
  if (cohort == NULL) {
    add_label (self, error->message, NULL);
    return;
  }

  show_day (self, cohort->day);
  for (guint i = 0; i < cohort->lines->len; i++)
    add_line (self, g_ptr_array_index (cohort->lines, i));
}

static gboolean
pause_over_cb (gpointer data)
{
  MhCohortPanel *self = data;

  self->source = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  mh_ui_context_read_async (self->context, count_people, g_steal_pointer (&self->order), (GDestroyNotify) order_free,
                            (GDestroyNotify) mh_cohort_free, self->cancellable, counted_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
mh_cohort_panel_dispose (GObject *object)
{
  MhCohortPanel *self = MH_COHORT_PANEL (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->order, order_free);
  g_clear_object (&self->context);
  self->box = NULL;

  G_OBJECT_CLASS (mh_cohort_panel_parent_class)->dispose (object);
}

static void
mh_cohort_panel_class_init (MhCohortPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_cohort_panel_dispose;
}

static void
mh_cohort_panel_init (MhCohortPanel *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  gtk_widget_set_margin_top (self->box, 12);
  gtk_widget_set_margin_bottom (self->box, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  add_label (self, _("People are being counted"), NULL);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/**
 * mh_cohort_panel_show:
 * @self: a panel
 * @context: the open town
 * @spec: (transfer full): the rules as they are written at this moment
 * @day: for which day
 */
void
mh_cohort_panel_show (MhCohortPanel   *self,
                      MhUiContext     *context,
                      MhProgrammeSpec *spec,
                      MhDate           day)
{
  g_set_object (&self->context, context);
  g_clear_pointer (&self->order, order_free);
  self->order = g_new0 (Order, 1);
  self->order->spec = spec;
  self->order->day = day;
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (PAUSE_MS, pause_over_cb, self);
}

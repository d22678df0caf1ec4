/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-effect-window"

#include "mh-effect-window.h"

#include <glib/gi18n-lib.h>

#define MOST_NAMES 100  /* in one list; the number of all stands above it */

struct _MhEffectWindow
{
  AdwWindow  parent_instance;

  GtkWidget *box;
  GtkWidget *back;
};

enum {
  SIGNAL_CONFIRMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhEffectWindow, mh_effect_window, ADW_TYPE_WINDOW)

static GtkWidget *
add_group (MhEffectWindow *self,
           const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (self->box), group);

  return group;
}

static void
add_row (GtkWidget  *group,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL) {
    g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_ages (MhEffectWindow *self,
          const MhEffect *effect)
{
  GtkWidget *group = add_group (self, _("How many it affects, by age"));
  g_autofree char *total = g_strdup_printf (_("%u people may come until now, %u from now on"), effect->n_before, effect->n_after);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), total);
  for (guint i = 0; i < MH_AGE_BANDS; i++) {
    g_autofree char *text = g_strdup_printf (_("%u come in, %u fall out, %u have another interval"),
                                             effect->in_by_band[i], effect->out_by_band[i], effect->interval_by_band[i]);

    if (effect->in_by_band[i] > 0 || effect->out_by_band[i] > 0 || effect->interval_by_band[i] > 0)
      add_row (group, mh_age_band_text (i), text);
  }

  if (effect->n_unnamed > 0) {
    g_autofree char *unnamed = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of them is protected and not named here.",
                                                             "%u of them are protected and not named here.", effect->n_unnamed),
                                                effect->n_unnamed);

    add_row (group, unnamed, NULL);
  }
}

/* What is said of one person below the name. */
static char *
describe_row (const MhEffectRow *row)
{
  const char *reason = row->reason != MH_PLAN_CHOSEN ? mh_plan_reason_text (row->reason) : NULL;
  g_autofree char *birth = mh_date_is_set (row->birth) ? mh_date_format (row->birth, MH_DATE_STYLE_LONG) : g_strdup (_("Birth date not known"));
  g_autofree char *date = mh_date_is_set (row->date) ? mh_date_format (row->date, MH_DATE_STYLE_MESSAGE) : NULL;

  if (row->dose != 0) {
    g_autofree char *before = mh_date_format (row->earliest_before, MH_DATE_STYLE_SHORT);
    g_autofree char *after = mh_date_format (row->earliest_after, MH_DATE_STYLE_SHORT);

    return g_strdup_printf (_("%s ・ dose %d from %s instead of %s"), birth, row->dose, after, before);
  }

  if (date != NULL && row->item != NULL)
    return g_strdup_printf ("%s ・ %s ・ %s ・ %s", birth, date, row->item, reason);
  if (date != NULL)
    return g_strdup_printf ("%s ・ %s ・ %s", birth, date, reason);

  return reason != NULL ? g_strdup_printf ("%s ・ %s", birth, reason) : g_steal_pointer (&birth);
}

static void
add_rows (MhEffectWindow *self,
          const char     *title,
          GPtrArray      *rows)
{
  g_autofree char *heading = NULL;
  GtkWidget *group;

  if (rows->len == 0)
    return;

  heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u person", "%s: %u people", rows->len), title, rows->len);
  group = add_group (self, heading);
  for (guint i = 0; i < MIN (rows->len, MOST_NAMES); i++) {
    const MhEffectRow *row = g_ptr_array_index (rows, i);
    g_autofree char *text = describe_row (row);

    add_row (group, row->name, text);
  }

  if (rows->len > MOST_NAMES) {
    g_autofree char *more = g_strdup_printf (_("and %u more"), rows->len - MOST_NAMES);

    add_row (group, more, NULL);
  }
}

static void
confirm_clicked_cb (MhEffectWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
make_header (MhEffectWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *confirm = gtk_button_new_with_label (_("Save all the same"));

  self->back = gtk_button_new_with_label (_("Back to the rules"));
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "window.close");
  g_signal_connect_swapped (confirm, "clicked", G_CALLBACK (confirm_clicked_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->back);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), confirm);

  return header;
}

static void
mh_effect_window_class_init (MhEffectWindowClass *klass)
{
  signals[SIGNAL_CONFIRMED] = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_effect_window_init (MhEffectWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_window_set_title (GTK_WINDOW (self), _("Whom the Change Affects"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 560);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_start (self->box, 18);
  gtk_widget_set_margin_end (self->box, 18);
  gtk_widget_set_margin_top (self->box, 12);
  gtk_widget_set_margin_bottom (self->box, 18);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  gtk_box_append (GTK_BOX (content), make_header (self));
  gtk_box_append (GTK_BOX (content), scrolled);
  adw_window_set_content (ADW_WINDOW (self), content);
}

/**
 * mh_effect_window_open:
 * @parent: where the rules are written
 * @effect: whom the change affects
 *
 * Returns: (transfer none): the window, on the screen
 */
MhEffectWindow *
mh_effect_window_open (GtkWidget      *parent,
                       const MhEffect *effect)
{
  MhEffectWindow *self = g_object_new (MH_TYPE_EFFECT_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  add_ages (self, effect);
  add_rows (self, _("Bookings that no longer fit and stay until you cancel them"), effect->bookings);
  add_rows (self, _("On the waiting list and not asked any more"), effect->waiting);
  add_rows (self, _("Whose next dose may be on other days"), effect->intervals);
  add_rows (self, _("Who falls out"), effect->falls_out);
  add_rows (self, _("Who comes in"), effect->comes_in);

  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->back);

  return self;
}

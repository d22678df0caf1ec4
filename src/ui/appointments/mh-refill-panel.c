/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill-panel"

#include "mh-refill-panel.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-countdown.h"
#include "mh-id-row.h"
#include "mh-offer-row.h"
#include "mh-wording.h"

struct _MhRefillPanel
{
  GtkWidget   parent_instance;

  /* Template widgets */
  GtkLabel   *heading;
  GtkLabel   *state;
  GtkLabel   *bonds;
  GtkWidget  *hold_bar;
  AdwBin     *hold_holder;
  GtkWidget  *undo_button;
  GtkLabel   *nobody;
  GtkLabel   *asked_heading;
  GtkListBox *offers;
  GtkLabel   *passed_heading;
  GtkListBox *decisions;
  GtkWidget  *next_button;
  GtkWidget  *close_button;

  GtkWidget  *hold;       /* the countdown in @hold_holder */
};

static guint over_signal;

G_DEFINE_FINAL_TYPE (MhRefillPanel, mh_refill_panel, GTK_TYPE_WIDGET)

static void
over_cb (MhCountdown   *countdown,
         MhRefillPanel *self)
{
  g_signal_emit (self, over_signal, 0);
}

static void
show_hold (MhRefillPanel     *self,
           const MhRoundView *view,
           MhClock           *clock)
{
  gboolean held = view->act != 0 && view->held_until > mh_clock_now (clock) && g_str_equal (view->round->state, "open");

  /* The button, too: GTK 4.8 tells screen readers of each widget by itself. */
  gtk_widget_set_visible (self->hold_bar, held);
  gtk_widget_set_visible (self->undo_button, held);
  mh_countdown_set (MH_COUNTDOWN (self->hold), clock, held ? view->held_until : 0);
  if (held)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->undo_button), "x", view->act);
}

static char *
write_names (const char *names,
             const char *bond)
{
  /* Translators: who, and that they go together */
  return bond != NULL ? g_strdup_printf (_("%s (%s)"), names, bond) : g_strdup (names);
}

static GtkWidget *
make_decision (const MhDecisionView *decision,
               guint                 position)
{
  g_autofree char *number = g_strdup_printf ("%u", position);
  g_autofree char *names = write_names (decision->names, decision->bond);
  g_autofree char *looks = g_strdup_printf ("%s %s: %s", number, names, decision->sentence);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *number_label = gtk_label_new (number);
  GtkWidget *name = gtk_label_new (names);
  GtkWidget *sentence = gtk_label_new (decision->sentence);

  gtk_label_set_width_chars (GTK_LABEL (number_label), 2);
  gtk_widget_add_css_class (number_label, "mh-place-number");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_xalign (GTK_LABEL (sentence), 0);
  gtk_label_set_wrap (GTK_LABEL (sentence), TRUE);
  gtk_widget_add_css_class (sentence, "mh-details");
  gtk_box_append (GTK_BOX (texts), name);
  gtk_box_append (GTK_BOX (texts), sentence);
  gtk_box_append (GTK_BOX (box), number_label);
  gtk_box_append (GTK_BOX (box), texts);

  return mh_id_row_new (0, looks, box);
}

static void
show_decisions (MhRefillPanel     *self,
                const MhRoundView *view)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < view->decisions->len; i++) {
    const MhDecisionView *decision = g_ptr_array_index (view->decisions, i);

    if (!decision->chosen)
      g_ptr_array_add (rows, make_decision (decision, i + 1));
  }

  gtk_widget_set_visible (GTK_WIDGET (self->passed_heading), rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->decisions), rows->len > 0);
  mh_id_rows_put (self->decisions, rows);
}

/* What ended with it and who stays: a second dose that goes unnoticed is the accident. */
static void
show_bonds (MhRefillPanel     *self,
            const MhRoundView *view)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < view->bonds->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) view->bonds->pdata[i]);

  gtk_widget_set_visible (GTK_WIDGET (self->bonds), text->len > 0);
  gtk_label_set_label (self->bonds, text->str);
}

static void
show_offers (MhRefillPanel     *self,
             const MhRoundView *view,
             MhClock           *clock)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < view->offers->len; i++) {
    GtkWidget *row = mh_offer_row_new (g_ptr_array_index (view->offers, i), clock, G_CALLBACK (over_cb), self);

    g_ptr_array_add (rows, row);
  }

  gtk_widget_set_visible (GTK_WIDGET (self->asked_heading), rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->offers), rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nobody), rows->len == 0);
  mh_id_rows_put (self->offers, rows);
}

static void
mh_refill_panel_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), MH_TYPE_REFILL_PANEL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (mh_refill_panel_parent_class)->dispose (object);
}

static void
mh_refill_panel_class_init (MhRefillPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_refill_panel_dispose;

  over_signal = g_signal_new ("over", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-refill-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, heading);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, state);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, bonds);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, hold_bar);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, hold_holder);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, undo_button);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, nobody);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, asked_heading);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, offers);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, passed_heading);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, decisions);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, next_button);
  gtk_widget_class_bind_template_child (widget_class, MhRefillPanel, close_button);
}

static void
mh_refill_panel_init (MhRefillPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->hold = mh_countdown_new (_("Nothing has left yet. It will be sent in %s."), _("It is being sent."));
  g_signal_connect_object (self->hold, "over", G_CALLBACK (over_cb), self, G_CONNECT_DEFAULT);
  adw_bin_set_child (self->hold_holder, self->hold);
}

/**
 * mh_refill_panel_show:
 * @self: the panel
 * @view: the round; not kept
 * @clock: what the countdowns go by
 *
 * Shows a refill as it stands.
 */
void
mh_refill_panel_show (MhRefillPanel     *self,
                      const MhRoundView *view,
                      MhClock           *clock)
{
  g_autofree char *heading = NULL;
  gboolean open;

  g_return_if_fail (MH_IS_REFILL_PANEL (self));
  g_return_if_fail (view != NULL);

  open = g_str_equal (view->round->state, "open");
  if (view->freed != NULL)
    heading = g_strdup_printf (_("%s: place of %s"), view->when, view->freed);

  gtk_label_set_label (self->heading, heading != NULL ? heading : view->when);
  gtk_label_set_label (self->state, mh_wording_round_state (view->round->state));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->next_button), "x", view->round->id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->close_button), "x", view->round->id);
  gtk_widget_set_visible (gtk_widget_get_parent (self->close_button), open);

  show_bonds (self, view);
  show_hold (self, view, clock);
  show_offers (self, view, clock);
  show_decisions (self, view);
}

/**
 * mh_refill_panel_focus:
 * @self: the panel
 *
 * Brings the keyboard to the button that takes all of it back, while there is one.
 */
void
mh_refill_panel_focus (MhRefillPanel *self)
{
  g_return_if_fail (MH_IS_REFILL_PANEL (self));

  if (gtk_widget_get_visible (self->hold_bar))
    gtk_widget_grab_focus (self->undo_button);
}

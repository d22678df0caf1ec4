/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-programme-dialog"

#include "mh-programme-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-deed.h"
#include "mh-places.h"

#define MH_TYPE_PROGRAMME_DIALOG (mh_programme_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MhProgrammeDialog, mh_programme_dialog, MH, PROGRAMME_DIALOG, AdwWindow)

struct _MhProgrammeDialog
{
  AdwWindow      parent_instance;

  /* Template widgets */
  AdwEntryRow   *name;
  AdwEntryRow   *public_name;
  AdwComboRow   *basis;
  GtkSpinButton *min_years;
  GtkSpinButton *below_years;
  GtkLabel      *range;
  GtkSpinButton *doses;
  GtkSpinButton *interval;
  GtkWidget     *interval_row;
  GtkSpinButton *deadline;
  AdwComboRow   *mode;
  GtkSpinButton *parallel;
  GtkWidget     *parallel_row;
  GtkSpinButton *reply;
  GtkSwitch     *by_hand;
  GtkLabel      *refusal;
  GtkWidget     *add_button;

  MhUiContext   *context;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (MhProgrammeDialog, mh_programme_dialog, ADW_TYPE_WINDOW)

/* In the order of the two lists. */
static const MhAgeBasis bases[] = { MH_AGE_BASIS_LAW, MH_AGE_BASIS_FISCAL_YEAR, MH_AGE_BASIS_SCHOOL_YEAR };
static const MhOfferMode modes[] = { MH_OFFER_MODE_FIRST_YES, MH_OFFER_MODE_ONE_AT_A_TIME };

static gpointer
add_programme (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  gint64 programme = mh_places_add_programme (desk, input, error);

  return programme != 0
         ? mh_deed_done (programme, mh_deed_find_act (desk, "programme.add", "programme", programme))
         : NULL;
}

static MhAgeRule
read_rule (MhProgrammeDialog *self)
{
  MhAgeRule rule = { 0 };

  rule.basis = bases[MIN (adw_combo_row_get_selected (self->basis), G_N_ELEMENTS (bases) - 1)];
  rule.min_months = gtk_spin_button_get_value_as_int (self->min_years) * 12;
  rule.below_months = gtk_spin_button_get_value_as_int (self->below_years) * 12;

  return rule;
}

/* (nullable): %NULL for an empty field */
static char *
dup_entered (AdwEntryRow *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

static MhProgramme *
read_programme (MhProgrammeDialog *self)
{
  MhProgramme *programme = mh_programme_new ();

  g_free (programme->name);
  g_free (programme->public_name);
  programme->name = dup_entered (self->name);
  programme->public_name = dup_entered (self->public_name);
  programme->age = read_rule (self);
  programme->doses = gtk_spin_button_get_value_as_int (self->doses);
  programme->interval_days = programme->doses > 1 ? gtk_spin_button_get_value_as_int (self->interval) : 0;
  programme->deadline_days = gtk_spin_button_get_value_as_int (self->deadline);
  programme->offer_mode = modes[MIN (adw_combo_row_get_selected (self->mode), G_N_ELEMENTS (modes) - 1)];
  programme->parallel = gtk_spin_button_get_value_as_int (self->parallel);
  programme->reply_minutes = gtk_spin_button_get_value_as_int (self->reply);
  programme->offer_by_hand = gtk_switch_get_active (self->by_hand);

  return programme;
}

static void
show_range (MhProgrammeDialog *self)
{
  MhAgeRule rule = read_rule (self);
  g_autofree char *text = mh_programme_dialog_write_range (&rule, mh_ui_context_today (self->context));

  gtk_label_set_label (self->range, text);
}

static void
something_changed_cb (MhProgrammeDialog *self)
{
  if (self->context == NULL)
    return;

  show_range (self);
  gtk_widget_set_sensitive (self->interval_row, gtk_spin_button_get_value_as_int (self->doses) > 1);
  gtk_widget_set_sensitive (self->parallel_row, adw_combo_row_get_selected (self->mode) == 0);
}

static void
added_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhProgrammeDialog *self = MH_PROGRAMME_DIALOG (widget);

  if (self->refusal == NULL)
    return;

  if (done != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  gtk_widget_set_sensitive (self->add_button, TRUE);
  gtk_label_set_label (self->refusal, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
}

static void
add_clicked_cb (GtkWidget         *widget,
                MhProgrammeDialog *self)
{
  gtk_widget_set_sensitive (self->add_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, add_programme, read_programme (self), (GDestroyNotify) mh_programme_free,
               _("The programme was added. Now add its days."), added_cb, NULL);
}

static void
mh_programme_dialog_dispose (GObject *object)
{
  MhProgrammeDialog *self = MH_PROGRAMME_DIALOG (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_PROGRAMME_DIALOG);
  self->refusal = NULL;

  G_OBJECT_CLASS (mh_programme_dialog_parent_class)->dispose (object);
}

static void
mh_programme_dialog_class_init (MhProgrammeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_programme_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-programme-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, name);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, public_name);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, basis);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, min_years);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, below_years);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, range);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, doses);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, interval);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, interval_row);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, deadline);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, mode);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, parallel);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, parallel_row);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, reply);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, by_hand);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, MhProgrammeDialog, add_button);
  gtk_widget_class_bind_template_callback (widget_class, something_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_programme_dialog_init (MhProgrammeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_programme_dialog_open:
 * @parent: the place
 * @context: the open town
 *
 * Asks for the rules of a programme and adds it.
 */
void
mh_programme_dialog_open (GtkWidget   *parent,
                          MhUiContext *context)
{
  MhProgrammeDialog *self = g_object_new (MH_TYPE_PROGRAMME_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  something_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/**
 * mh_programme_dialog_write_range:
 * @rule: an age rule
 * @on: the day it is read for
 *
 * Returns: (transfer full): whose birth dates fit, in words
 */
char *
mh_programme_dialog_write_range (const MhAgeRule *rule,
                                 MhDate           on)
{
  MhDate oldest;
  MhDate youngest;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (rule->below_months != 0 && rule->below_months <= rule->min_months)
    return g_strdup (_("Nobody: the upper limit is not above the lower one."));

  mh_age_rule_birth_range (rule, on, &oldest, &youngest);
  from = mh_date_is_set (oldest) ? mh_date_format (oldest, MH_DATE_STYLE_LONG) : NULL;
  to = mh_date_is_set (youngest) ? mh_date_format (youngest, MH_DATE_STYLE_LONG) : NULL;

  if (from != NULL && to != NULL)
    return g_strdup_printf (_("As of today: born from %s to %s"), from, to);

  if (to != NULL)
    return g_strdup_printf (_("As of today: born on %s or before"), to);

  if (from != NULL)
    return g_strdup_printf (_("As of today: born on %s or after"), from);

  return g_strdup (_("Everybody, whatever the age"));
}

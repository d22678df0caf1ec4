/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-programme-form"

#include "mh-programme-form.h"

#include <glib/gi18n-lib.h>

#include "mh-rule-rows.h"

struct _MhProgrammeForm
{
  MhAgeSpins     min_age;
  MhAgeSpins     below_age;
  GtkWidget     *sex;          /* AdwComboRow */
  GtkWidget     *districts;    /* AdwEntryRow, as the next */
  GtkWidget     *series;
  GtkSwitch     *yearly;
  GtkSpinButton *overbook;
  GtkSpinButton *per_vial;
  GtkWidget     *wait_order;   /* AdwComboRow */
  GtkWidget     *priorities;   /* AdwEntryRow */
};

static const char * const sexes[] = { "any", "male", "female", NULL };
static const char * const wait_orders[] = { "registered", "priority", "lottery", NULL };

/**
 * mh_programme_form_new:
 * @who: gets the rows of who may come
 * @places: gets those of the places
 * @free_places: gets those of the waiting list
 * @changed: called with @owner
 * @owner: who is told of each change
 *
 * Returns: (transfer full): the form; its rows belong to the groups
 */
MhProgrammeForm *
mh_programme_form_new (AdwPreferencesGroup *who,
                       AdwPreferencesGroup *places,
                       AdwPreferencesGroup *free_places,
                       GCallback            changed,
                       gpointer             owner)
{
  MhProgrammeForm *form = g_new0 (MhProgrammeForm, 1);
  const char * const sex_words[] = { _("Everybody"), _("Men only"), _("Women only"), NULL };
  const char * const order_words[] = { _("in the order in which they registered"), _("by classes, the first class first"), _("by lottery"), NULL };

  adw_preferences_group_add (who, mh_rule_row_age (_("From this age"), _("0: from birth"), changed, owner, &form->min_age));
  adw_preferences_group_add (who, mh_rule_row_age (_("Below this age"), _("0: no upper limit"), changed, owner, &form->below_age));
  form->sex = mh_rule_row_choice (_("Sex"), sex_words, changed, owner);
  adw_preferences_group_add (who, form->sex);
  form->districts = mh_rule_row_text (_("Districts, separated by commas (empty: all)"), changed, owner);
  adw_preferences_group_add (who, form->districts);
  form->series = mh_rule_row_text (_("What this is each year, such as 特定健診"), changed, owner);
  adw_preferences_group_add (who, form->series);
  adw_preferences_group_add (who, mh_rule_row_switch (_("Once in a fiscal year"), _("among all programmes of that name"), changed, owner,
                                                      &form->yearly));

  adw_preferences_group_add (places, mh_rule_row_number (_("Per cent to overbook"), _("of all places of a day, since some do not come; 0: none"), 0, 20, changed, owner,
                                                         &form->overbook));
  adw_preferences_group_add (places, mh_rule_row_number (_("Doses in a vial"), _("0: not counted"), 0, 50, changed, owner, &form->per_vial));

  form->wait_order = mh_rule_row_choice (_("Who waits is asked"), order_words, changed, owner);
  adw_preferences_group_add (free_places, form->wait_order);
  form->priorities = mh_rule_row_text (_("Classes of the waiting list, separated by commas, the first goes first"), changed, owner);
  adw_preferences_group_add (free_places, form->priorities);

  return form;
}

/**
 * mh_programme_form_free:
 * @form: (nullable): a form
 */
void
mh_programme_form_free (MhProgrammeForm *form)
{
  g_free (form);
}

/**
 * mh_programme_form_set:
 * @form: a form
 * @programme: what stands in it from now on
 */
void
mh_programme_form_set (MhProgrammeForm   *form,
                       const MhProgramme *programme)
{
  mh_age_spins_set (&form->min_age, programme->age.min_months);
  mh_age_spins_set (&form->below_age, programme->age.below_months);
  adw_combo_row_set_selected (ADW_COMBO_ROW (form->sex), mh_rule_row_find (sexes, programme->sex));
  mh_rule_row_set_names (form->districts, programme->districts);
  gtk_editable_set_text (GTK_EDITABLE (form->series), programme->series != NULL ? programme->series : "");
  gtk_switch_set_active (form->yearly, programme->yearly);
  gtk_spin_button_set_value (form->overbook, programme->overbook_percent);
  gtk_spin_button_set_value (form->per_vial, programme->doses_per_vial);
  adw_combo_row_set_selected (ADW_COMBO_ROW (form->wait_order), mh_rule_row_find (wait_orders, programme->wait_order));
  mh_rule_row_set_names (form->priorities, programme->priority_names);
}

static void
replace (char **text,
         char  *with)
{
  g_free (*text);
  *text = with;
}

/**
 * mh_programme_form_read:
 * @form: a form
 * @programme: gets what stands in it
 */
void
mh_programme_form_read (MhProgrammeForm *form,
                        MhProgramme     *programme)
{
  guint sex = adw_combo_row_get_selected (ADW_COMBO_ROW (form->sex));
  guint order = adw_combo_row_get_selected (ADW_COMBO_ROW (form->wait_order));

  programme->age.min_months = mh_age_spins_get (&form->min_age);
  programme->age.below_months = mh_age_spins_get (&form->below_age);
  replace (&programme->sex, g_strdup (sexes[MIN (sex, 2)]));
  replace (&programme->districts, mh_rule_row_dup_names (form->districts));
  replace (&programme->series, mh_rule_row_dup_text (form->series));
  programme->yearly = gtk_switch_get_active (form->yearly);
  programme->overbook_percent = gtk_spin_button_get_value_as_int (form->overbook);
  programme->doses_per_vial = gtk_spin_button_get_value_as_int (form->per_vial);
  replace (&programme->wait_order, g_strdup (wait_orders[MIN (order, 2)]));
  replace (&programme->priority_names, mh_rule_row_dup_names (form->priorities));
}

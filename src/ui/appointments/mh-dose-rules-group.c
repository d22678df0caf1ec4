/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-dose-rules-group"

#include "mh-dose-rules-group.h"

#include <glib/gi18n-lib.h>

#include "mh-rule-rows.h"

#define MOST_DAYS 3650

/* One rule as it is being written. */
typedef struct {
  MhDoseRulesGroup *group;
  GtkWidget        *row;           /* AdwExpanderRow */
  GtkSpinButton    *dose;
  MhAgeSpins        min_age;
  MhAgeSpins        below_age;
  GtkSpinButton    *earliest;
  GtkSpinButton    *standard;
  GtkSwitch        *same_weekday;
  GtkSpinButton    *warn;
} Rule;

struct _MhDoseRulesGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget          *none;   /* says that there is no rule */
  GPtrArray          *rules;  /* (owned) (element-type Rule) */
  gboolean            filling;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhDoseRulesGroup, mh_dose_rules_group, ADW_TYPE_PREFERENCES_GROUP)

static MhDoseRule
read_rule (const Rule *rule)
{
  return (MhDoseRule) {
           .dose = gtk_spin_button_get_value_as_int (rule->dose),
           .min_months = mh_age_spins_get (&rule->min_age),
           .below_months = mh_age_spins_get (&rule->below_age),
           .earliest_days = gtk_spin_button_get_value_as_int (rule->earliest),
           .standard_days = gtk_spin_button_get_value_as_int (rule->standard),
           .same_weekday = gtk_switch_get_active (rule->same_weekday),
           .warn_days = gtk_spin_button_get_value_as_int (rule->warn),
  };
}

static void
show_rule (const Rule *rule)
{
  MhDoseRule value = read_rule (rule);
  g_autofree char *ages = mh_rule_row_write_ages (value.min_months, value.below_months);
  g_autofree char *title = g_strdup_printf (_("Dose %d, %s"), value.dose, ages);
  g_autofree char *days = g_strdup_printf (_("%d days at the earliest, %d as a rule"), value.earliest_days, value.standard_days);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rule->row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (rule->row), days);
}

static void
rule_changed_cb (Rule *rule)
{
  if (rule->warn == NULL || rule->group->filling)
    return;

  show_rule (rule);
  g_signal_emit (rule->group, signals[SIGNAL_CHANGED], 0);
}

/* The least of a later number follows the one before, so that nothing can be written that is refused. */
static void
earliest_changed_cb (Rule *rule)
{
  if (rule->warn == NULL)
    return;

  if (gtk_spin_button_get_value (rule->standard) < gtk_spin_button_get_value (rule->earliest))
    gtk_spin_button_set_value (rule->standard, gtk_spin_button_get_value (rule->earliest));
  rule_changed_cb (rule);
}

static void
remove_clicked_cb (Rule *rule)
{
  MhDoseRulesGroup *self = rule->group;

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), rule->row);
  g_ptr_array_remove (self->rules, rule);
  gtk_widget_set_visible (self->none, self->rules->len == 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
add_rows (Rule *rule)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (rule->row);
  GCallback changed = G_CALLBACK (rule_changed_cb);

  adw_expander_row_add_row (row, mh_rule_row_number (_("Which dose"), NULL, 2, 9, changed, rule, &rule->dose));
  adw_expander_row_add_row (row, mh_rule_row_age (_("From this age"), _("on the day of this dose"), changed, rule, &rule->min_age));
  adw_expander_row_add_row (row, mh_rule_row_age (_("Below this age"), _("0: no upper limit"), changed, rule, &rule->below_age));
  adw_expander_row_add_row (row, mh_rule_row_number (_("Days after the dose before, at the earliest"), NULL, 0, MOST_DAYS,
                                                     G_CALLBACK (earliest_changed_cb), rule, &rule->earliest));
  adw_expander_row_add_row (row, mh_rule_row_number (_("Days after the dose before, as a rule"), NULL, 0, MOST_DAYS, changed, rule, &rule->standard));
  adw_expander_row_add_row (row, mh_rule_row_switch (_("On the same weekday"), NULL, changed, rule, &rule->same_weekday));
  adw_expander_row_add_row (row, mh_rule_row_number (_("Warn when it is more days later"), _("0: never"), 0, MOST_DAYS, changed, rule, &rule->warn));
}

static void
add_rule (MhDoseRulesGroup *self,
          const MhDoseRule *value)
{
  Rule *rule = g_new0 (Rule, 1);
  GtkWidget *remove = gtk_button_new_with_label (_("Remove"));

  rule->group = self;
  rule->row = adw_expander_row_new ();
  add_rows (rule);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_clicked_cb), rule);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (rule->row), remove);

  self->filling = TRUE;
  gtk_spin_button_set_value (rule->dose, value->dose);
  mh_age_spins_set (&rule->min_age, value->min_months);
  mh_age_spins_set (&rule->below_age, value->below_months);
  gtk_spin_button_set_value (rule->standard, value->standard_days);
  gtk_spin_button_set_value (rule->earliest, value->earliest_days);
  gtk_switch_set_active (rule->same_weekday, value->same_weekday);
  gtk_spin_button_set_value (rule->warn, value->warn_days);
  self->filling = FALSE;

  g_ptr_array_add (self->rules, rule);
  show_rule (rule);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), rule->row);
  gtk_widget_set_visible (self->none, FALSE);
}

static void
add_clicked_cb (MhDoseRulesGroup *self)
{
  MhDoseRule value = { .dose = 2, .earliest_days = 21, .standard_days = 21 };
  Rule *added;

  add_rule (self, &value);
  added = g_ptr_array_index (self->rules, self->rules->len - 1);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (added->row), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (added->dose));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
mh_dose_rules_group_finalize (GObject *object)
{
  MhDoseRulesGroup *self = MH_DOSE_RULES_GROUP (object);

  g_clear_pointer (&self->rules, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_dose_rules_group_parent_class)->finalize (object);
}

static void
mh_dose_rules_group_class_init (MhDoseRulesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_dose_rules_group_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_dose_rules_group_init (MhDoseRulesGroup *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Add an interval"));

  self->rules = g_ptr_array_new_with_free_func (g_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Intervals between doses by age"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _("The narrowest age counts. Who fits none keeps the days above."));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_clicked_cb), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);

  self->none = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->none), _("No interval by age"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->none);
}

/**
 * mh_dose_rules_group_set:
 * @self: a group
 * @rules: (element-type MhDoseRule): what stands in it from now on
 */
void
mh_dose_rules_group_set (MhDoseRulesGroup *self,
                         const GArray     *rules)
{
  for (guint i = 0; i < self->rules->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), ((Rule *) g_ptr_array_index (self->rules, i))->row);
  g_ptr_array_set_size (self->rules, 0);
  gtk_widget_set_visible (self->none, TRUE);

  for (guint i = 0; i < rules->len; i++)
    add_rule (self, &g_array_index (rules, MhDoseRule, i));
}

/**
 * mh_dose_rules_group_read:
 * @self: a group
 *
 * Returns: (transfer full) (element-type MhDoseRule): what stands in it
 */
GArray *
mh_dose_rules_group_read (MhDoseRulesGroup *self)
{
  GArray *rules = g_array_new (FALSE, TRUE, sizeof (MhDoseRule));

  for (guint i = 0; i < self->rules->len; i++) {
    MhDoseRule rule = read_rule (g_ptr_array_index (self->rules, i));

    g_array_append_val (rules, rule);
  }

  return rules;
}

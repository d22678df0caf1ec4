/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-rule-rows"

#include "mh-rule-rows.h"

#include <glib/gi18n-lib.h>

#define MOST_YEARS      150
#define MONTHS_PER_YEAR 12

static GtkSpinButton *
add_spin (GtkWidget  *row,
          const char *label,
          int         lower,
          int         upper,
          GCallback   changed,
          gpointer    owner)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (lower, upper, 1);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (spin, "value-changed", changed, owner);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);

  return GTK_SPIN_BUTTON (spin);
}

static GtkWidget *
make_row (const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}

/**
 * mh_rule_row_number:
 * @title: what is counted
 * @subtitle: (nullable): more about it
 * @lower: the least
 * @upper: the most
 * @changed: called with @owner
 * @owner: who is told
 * @out_spin: (out): where the number stands
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
mh_rule_row_number (const char     *title,
                    const char     *subtitle,
                    int             lower,
                    int             upper,
                    GCallback       changed,
                    gpointer        owner,
                    GtkSpinButton **out_spin)
{
  GtkWidget *row = make_row (title, subtitle);

  *out_spin = add_spin (row, title, lower, upper, changed, owner);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (*out_spin));

  return row;
}

static void
add_unit (GtkWidget  *row,
          const char *text)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (text));
}

/**
 * mh_rule_row_age:
 * @title: which limit
 * @subtitle: more about it
 * @changed: called with @owner
 * @owner: who is told
 * @out_spins: (out caller-allocates): where years and months stand
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
mh_rule_row_age (const char *title,
                 const char *subtitle,
                 GCallback   changed,
                 gpointer    owner,
                 MhAgeSpins *out_spins)
{
  GtkWidget *row = make_row (title, subtitle);
  g_autofree char *months = g_strdup_printf ("%s: %s", title, C_ ("age", "months"));

  out_spins->years = add_spin (row, title, 0, MOST_YEARS, changed, owner);
  add_unit (row, C_ ("age", "years"));
  out_spins->months = add_spin (row, months, 0, MONTHS_PER_YEAR - 1, changed, owner);
  add_unit (row, C_ ("age", "months"));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (out_spins->years));

  return row;
}

/**
 * mh_rule_row_choice:
 * @title: what is chosen
 * @words: (array zero-terminated=1): among what
 * @changed: called with @owner
 * @owner: who is told
 *
 * Returns: (transfer floating): an #AdwComboRow
 */
GtkWidget *
mh_rule_row_choice (const char         *title,
                    const char * const *words,
                    GCallback           changed,
                    gpointer            owner)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_signal_connect_swapped (row, "notify::selected", changed, owner);

  return row;
}

/**
 * mh_rule_row_switch:
 * @title: what is so or not
 * @subtitle: (nullable): more about it
 * @changed: called with @owner
 * @owner: who is told
 * @out_switch: (out): the switch
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
mh_rule_row_switch (const char *title,
                    const char *subtitle,
                    GCallback   changed,
                    gpointer    owner,
                    GtkSwitch **out_switch)
{
  GtkWidget *row = make_row (title, subtitle);
  GtkWidget *button = gtk_switch_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (button, "notify::active", changed, owner);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  *out_switch = GTK_SWITCH (button);

  return row;
}

/**
 * mh_rule_row_text:
 * @title: what is written
 * @changed: called with @owner
 * @owner: who is told
 *
 * Returns: (transfer floating): an #AdwEntryRow
 */
GtkWidget *
mh_rule_row_text (const char *title,
                  GCallback   changed,
                  gpointer    owner)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "changed", changed, owner);

  return row;
}

/**
 * mh_age_spins_get:
 * @spins: where an age stands
 *
 * Returns: the age in months
 */
int
mh_age_spins_get (const MhAgeSpins *spins)
{
  return gtk_spin_button_get_value_as_int (spins->years) * MONTHS_PER_YEAR + gtk_spin_button_get_value_as_int (spins->months);
}

/**
 * mh_age_spins_set:
 * @spins: where an age stands
 * @months: the age
 */
void
mh_age_spins_set (const MhAgeSpins *spins,
                  int               months)
{
  gtk_spin_button_set_value (spins->years, months / MONTHS_PER_YEAR);
  gtk_spin_button_set_value (spins->months, months % MONTHS_PER_YEAR);
}

/**
 * mh_rule_row_dup_text:
 * @row: an #AdwEntryRow
 *
 * Returns: (transfer full) (nullable): what stands in it, %NULL for nothing
 */
char *
mh_rule_row_dup_text (GtkWidget *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/**
 * mh_rule_row_dup_names:
 * @row: an #AdwEntryRow with names, separated by commas of any kind
 *
 * Returns: (transfer full): the names, one a line
 */
char *
mh_rule_row_dup_names (GtkWidget *row)
{
  g_auto (GStrv) parts = g_regex_split_simple ("[,、，\n]+", gtk_editable_get_text (GTK_EDITABLE (row)), 0, 0);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    if (*g_strstrip (parts[i]) != '\0')
      g_string_append_printf (names, "%s%s", names->len > 0 ? "\n" : "", parts[i]);
  }

  return g_strdup (names->str);
}

/**
 * mh_rule_row_set_names:
 * @row: an #AdwEntryRow
 * @names: one a line
 */
void
mh_rule_row_set_names (GtkWidget  *row,
                       const char *names)
{
  g_auto (GStrv) lines = g_strsplit (names, "\n", -1);
  g_autofree char *text = g_strjoinv ("、", lines);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/**
 * mh_rule_row_find:
 * @nicks: (array zero-terminated=1): codes
 * @nick: one of them
 *
 * Returns: its place, 0 when it is none
 */
guint
mh_rule_row_find (const char * const *nicks,
                  const char         *nick)
{
  for (guint i = 0; nicks[i] != NULL; i++) {
    if (g_strcmp0 (nicks[i], nick) == 0)
      return i;
  }

  return 0;
}

static char *
write_age (int months)
{
  int years = months / MONTHS_PER_YEAR;

  if (months % MONTHS_PER_YEAR == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d year", "%d years", (gulong) years), years);

  return g_strdup_printf (_("%d years %d months"), years, months % MONTHS_PER_YEAR);
}

/**
 * mh_rule_row_write_ages:
 * @min_months: 以上; 0: no limit
 * @below_months: 未満; 0: no limit
 *
 * Returns: (transfer full): the ages in words
 */
char *
mh_rule_row_write_ages (int min_months,
                        int below_months)
{
  g_autofree char *from = write_age (min_months);
  g_autofree char *to = write_age (below_months);

  if (min_months > 0 && below_months > 0)
    return g_strdup_printf (_("from %s and below %s"), from, to);
  if (min_months > 0)
    return g_strdup_printf (_("from %s"), from);
  if (below_months > 0)
    return g_strdup_printf (_("below %s"), to);

  return g_strdup (_("Whatever the age"));
}

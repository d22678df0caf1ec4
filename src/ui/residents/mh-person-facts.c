/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-facts"

#include "mh-person-facts.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-person-item.h"
#include "mh-wording.h"

struct _MhPersonFacts
{
  MhPersonSection parent_instance;

  GtkGrid        *grid;      /* (unowned) (nullable) a row of the section */
  int             n_facts;
};

G_DEFINE_FINAL_TYPE (MhPersonFacts, mh_person_facts, MH_TYPE_PERSON_SECTION)

/* An unknown fact is left out; what must not be seen says so. */
static void
add_fact (MhPersonFacts *self,
          const char    *title,
          const char    *value,
          gboolean       hidden)
{
  GtkWidget *label, *text;

  if (!hidden && (value == NULL || *value == '\0'))
    return;

  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->grid, label, 0, self->n_facts, 1, 1);

  text = gtk_label_new (hidden ? _("(not shown)") : value);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_selectable (GTK_LABEL (text), !hidden);
  gtk_widget_set_can_focus (text, FALSE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (text, hidden ? "mh-masked" : "mh-count");
  gtk_grid_attach (self->grid, text, 1, self->n_facts, 1, 1);

  self->n_facts++;
}

static char *
describe_birth (MhPersonFacts    *self,
                const MhResident *resident)
{
  g_autofree char *date = NULL;
  int years;

  if (!mh_date_is_set (resident->birth))
    return g_strdup (resident->birth_text);

  date = mh_date_format (resident->birth, MH_DATE_STYLE_LONG);
  years = mh_age_years (resident->birth, mh_ui_context_today (mh_person_section_get_context (MH_PERSON_SECTION (self))));
  if (years < 0)
    return g_steal_pointer (&date);

  /* Translators: birth date, year of the common era, age */
  return g_strdup_printf (_("%s (%d), aged %d"), date, resident->birth.year, years);
}

static char *
describe_status (const MhResident *resident)
{
  g_autofree char *date = NULL;

  if (!mh_date_is_set (resident->status_date))
    return g_strdup (mh_wording_status (resident->status));

  date = mh_date_format (resident->status_date, MH_DATE_STYLE_LONG);

  return g_strdup_printf ("%s (%s)", mh_wording_status (resident->status), date);
}

static char *
join_address (const MhResident *resident)
{
  GString *text = g_string_new (NULL);

  if (resident->postal_code != NULL && *resident->postal_code != '\0')
    g_string_append_printf (text, "〒%s ", resident->postal_code);
  if (resident->address != NULL)
    g_string_append (text, resident->address);
  if (resident->address_extra != NULL && *resident->address_extra != '\0')
    g_string_append_printf (text, " %s", resident->address_extra);

  return g_string_free (text, FALSE);
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  MhPersonFacts *self = MH_PERSON_FACTS (section);
  const MhResident *resident = person->resident;
  gboolean hidden = mh_person_is_hidden (person);
  g_autofree char *birth = describe_birth (self, resident);
  g_autofree char *status = describe_status (resident);
  g_autofree char *address = join_address (resident);

  self->grid = GTK_GRID (gtk_grid_new ());
  self->n_facts = 0;
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "mh-fact-grid");
  mh_person_section_add_row (section, GTK_WIDGET (self->grid));

  add_fact (self, _("Birth"), birth, FALSE);
  add_fact (self, _("Sex"), mh_wording_sex (resident->sex), FALSE);
  add_fact (self, _("Status"), status, FALSE);
  add_fact (self, resident->provisional ? _("Provisional number") : _("Register number"), resident->register_number, FALSE);
  add_fact (self, _("Household"), resident->household_number, hidden);
  add_fact (self, _("Address"), address, hidden);
  add_fact (self, _("District"), resident->district, hidden);
  add_fact (self, _("Reached by"), mh_person_reach_text (person->reach), FALSE);
  add_fact (self, _("Note"), resident->note, hidden);
}

static void
mh_person_facts_class_init (MhPersonFactsClass *klass)
{
  MH_PERSON_SECTION_CLASS (klass)->show = show_section;
}

static void
mh_person_facts_init (MhPersonFacts *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Facts"));
}

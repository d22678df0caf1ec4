/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-facts"

#include "mh-person-facts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-age.h"
#include "mh-people-leaving.h"
#include "mh-person-item.h"
#include "mh-window.h"
#include "mh-wording.h"

struct _MhPersonFacts
{
  MhPersonSection parent_instance;

  GtkGrid        *grid;      /* (unowned) (nullable) a row of the section */
  int             n_facts;
  char           *number;    /* (owned) (nullable) the register number, to be copied */
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

/* What the town calls its districts. */
static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  return mh_people_district_names (desk, error);
}

static void
add_home (MhPersonFacts    *self,
          const MhResident *resident,
          char            **districts,
          gboolean          hidden)
{
  g_autofree char *address = join_address (resident);
  g_autofree char *household = g_strdup (resident->household_number);

  if (resident->household_number != NULL && resident->relation != NULL) {
    g_free (household);
    household = g_strdup_printf ("%s (%s)", resident->household_number, resident->relation);
  }

  add_fact (self, _("Household"), household, hidden);
  add_fact (self, _("Address"), mh_ui_context_veil (mh_person_section_get_context (MH_PERSON_SECTION (self)), address), hidden);
  add_fact (self, districts[0], resident->district, hidden);
  add_fact (self, districts[1], resident->district2, hidden);
  add_fact (self, districts[2], resident->district3, hidden);
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
  g_autofree char *status = mh_people_dup_status_text (resident, mh_ui_context_today (mh_person_section_get_context (section)));

  self->grid = GTK_GRID (gtk_grid_new ());
  self->n_facts = 0;
  g_free (self->number);
  self->number = g_strdup (resident->register_number);
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "mh-fact-grid");
  mh_person_section_add_row (section, GTK_WIDGET (self->grid));

  if (strcmp (person->shown_name, resident->name) != 0)
    add_fact (self, _("Registered characters"), resident->name, FALSE);
  add_fact (self, _("Other names"), resident->other_name, FALSE);
  add_fact (self, _("Birth"), birth, FALSE);
  add_fact (self, _("Sex"), mh_wording_sex (resident->sex), FALSE);
  add_fact (self, _("Status"), status, FALSE);
  add_fact (self, resident->provisional ? _("Provisional number") : _("Register number"), resident->register_number, FALSE);
  add_home (self, resident, data, hidden);
  add_fact (self, _("Reached by"), mh_person_reach_text (person->reach), FALSE);
}

static void
copy_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhPersonFacts *self = MH_PERSON_FACTS (widget);
  MhWindow *window = mh_window_of (widget);

  if (self->number == NULL || mh_person_section_get_id (MH_PERSON_SECTION (self)) == 0)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->number);
  if (window != NULL)
    mh_window_show_toast (window, _("The register number is copied"), 0);
}

static void
mh_person_facts_finalize (GObject *object)
{
  g_free (MH_PERSON_FACTS (object)->number);

  G_OBJECT_CLASS (mh_person_facts_parent_class)->finalize (object);
}

static void
mh_person_facts_class_init (MhPersonFactsClass *klass)
{
  MhPersonSectionClass *section_class = MH_PERSON_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mh_person_facts_finalize;
  section_class->read = read_section;
  section_class->free_data = (GDestroyNotify) g_strfreev;
  section_class->show = show_section;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "facts.copy-number", NULL, copy_activated_cb);
}

static void
mh_person_facts_init (MhPersonFacts *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Facts"));
  mh_person_section_add_button (MH_PERSON_SECTION (self), _("Copy the _Number"), "facts.copy-number",
                                _("The register number, for another program"));
}

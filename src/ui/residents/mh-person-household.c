/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-household"

#include "mh-person-household.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-dialogs.h"
#include "mh-people-family.h"
#include "mh-person-form.h"
#include "mh-window.h"

struct _MhPersonHousehold
{
  MhPersonSection parent_instance;
};

G_DEFINE_FINAL_TYPE (MhPersonHousehold, mh_person_household, MH_TYPE_PERSON_SECTION)

static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  return mh_people_household (desk, person->resident->id, person->revealed, error);
}

static void
member_activated_cb (AdwActionRow *row,
                     gpointer      user_data)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "resident");
  MhWindow *window = mh_window_of (GTK_WIDGET (row));

  if (window != NULL)
    mh_window_go (window, "residents", *id);
}

static char *
describe_member (MhPersonSection  *section,
                 const MhResident *resident)
{
  MhDate today = mh_ui_context_today (mh_person_section_get_context (section));
  GString *text = g_string_new (resident->relation);
  int years = mh_date_is_set (resident->birth) ? mh_age_years (resident->birth, today) : -1;

  if (years >= 0) {
    g_autofree char *birth = mh_date_format (resident->birth, MH_DATE_STYLE_LONG);

    if (text->len > 0)
      g_string_append (text, " ・ ");
    /* Translators: age, birth date */
    g_string_append_printf (text, _("aged %d, born %s"), years, birth);
  }

  return g_string_free (text, FALSE);
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  gboolean hidden = mh_person_is_hidden (person);
  GPtrArray *members = data;

  gtk_widget_action_set_enabled (GTK_WIDGET (section), "household.newborn", !person->is_protected);
  for (guint i = 0; i < members->len; i++) {
    const MhPerson *member = members->pdata[i];
    g_autofree char *text = describe_member (section, member->resident);
    GtkWidget *row = mh_person_section_add_text (section, member->shown_name, text);

    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
    g_object_set_data_full (G_OBJECT (row), "resident", g_memdup2 (&member->resident->id, sizeof member->resident->id), g_free);
    g_signal_connect (row, "activated", G_CALLBACK (member_activated_cb), NULL);
  }

  if (hidden)
    mh_person_section_set_note (section, _("Not shown, because the person is under protection."));
  else if (members->len == 0)
    mh_person_section_set_note (section, person->resident->household_number != NULL ? _("Lives alone, as far as the list tells.")
                                                                                    : _("The household number is not known."));
}

static gpointer
read_template (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  return mh_people_newborn_template (desk, *(const gint64 *) input, error);
}

static void
template_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (MhPersonSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) child = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  gint64 mother = mh_person_section_get_id (self);

  if (child == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The baby cannot be added here"), error);
  else if (mother != 0)
    mh_person_form_add_newborn (GTK_WIDGET (self), MH_UI_CONTEXT (source), child, mother);
}

static void
newborn_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhPersonSection *self = MH_PERSON_SECTION (widget);
  gint64 id = mh_person_section_get_id (self);

  if (id != 0)
    mh_ui_context_read_async (mh_person_section_get_context (self), read_template, g_memdup2 (&id, sizeof id), g_free,
                              (GDestroyNotify) mh_resident_free, NULL, template_read_cb, g_object_ref (self));
}

static void
mh_person_household_class_init (MhPersonHouseholdClass *klass)
{
  MhPersonSectionClass *section_class = MH_PERSON_SECTION_CLASS (klass);

  section_class->read = read_section;
  section_class->free_data = (GDestroyNotify) g_ptr_array_unref;
  section_class->show = show_section;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "household.newborn", NULL, newborn_activated_cb);
}

static void
mh_person_household_init (MhPersonHousehold *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Household members"));
  mh_person_section_add_button (MH_PERSON_SECTION (self), _("Add a _Baby to It …"), "household.newborn",
                                _("A newborn of this person: household, address and guardian are taken over"));
}

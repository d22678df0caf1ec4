/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-guardians"

#include "mh-person-guardians.h"

#include <glib/gi18n-lib.h>

#include "mh-guardian-window.h"
#include "mh-people-family.h"
#include "mh-window.h"

struct _MhPersonGuardians
{
  MhPersonSection parent_instance;
};

/* Both lists, as read. */
typedef struct {
  GPtrArray *guardians;  /* (element-type MhBond) */
  GPtrArray *wards;      /* (element-type MhBond) */
} Bonds;

typedef struct {
  gint64 resident;
  gint64 bond;
} Removal;

G_DEFINE_FINAL_TYPE (MhPersonGuardians, mh_person_guardians, MH_TYPE_PERSON_SECTION)

static void
bonds_free (Bonds *bonds)
{
  g_clear_pointer (&bonds->guardians, g_ptr_array_unref);
  g_clear_pointer (&bonds->wards, g_ptr_array_unref);
  g_free (bonds);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bonds, bonds_free)

static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  g_autoptr (Bonds) bonds = g_new0 (Bonds, 1);

  bonds->guardians = mh_people_guardians (desk, person->resident->id, person->revealed, error);
  if (bonds->guardians == NULL)
    return NULL;

  bonds->wards = mh_people_wards (desk, person->resident->id, person->revealed, error);

  return bonds->wards != NULL ? g_steal_pointer (&bonds) : NULL;
}

static gpointer
remove_bond (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const Removal *removal = input;

  return mh_people_remove_guardian (desk, removal->resident, removal->bond, error) ? mh_person_dup_act (desk, removal->resident) : NULL;
}

static void
remove_clicked_cb (GtkButton       *button,
                   MhPersonSection *self)
{
  const gint64 *bond = g_object_get_data (G_OBJECT (button), "bond");
  Removal *removal = g_new0 (Removal, 1);

  removal->resident = mh_person_section_get_id (self);
  removal->bond = *bond;
  mh_person_section_run (self, remove_bond, removal, g_free, _("The guardian is removed"), _("The guardian was not removed"));
}

static void
bond_activated_cb (AdwActionRow *row,
                   gpointer      user_data)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "resident");
  MhWindow *window = mh_window_of (GTK_WIDGET (row));

  if (window != NULL)
    mh_window_go (window, "residents", *id);
}

static void
add_bond (MhPersonSection *section,
          const MhBond    *bond,
          const char      *subtitle)
{
  GtkWidget *row = mh_person_section_add_text (section, bond->name, subtitle);
  GtkWidget *button = gtk_button_new_with_label (_("Remove"));
  g_autofree char *label = g_strdup_printf (_("Remove %s"), bond->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "bond", g_memdup2 (&bond->id, sizeof bond->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), section, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  if (bond->resident != 0) {
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
    g_object_set_data_full (G_OBJECT (row), "resident", g_memdup2 (&bond->resident, sizeof bond->resident), g_free);
    g_signal_connect (row, "activated", G_CALLBACK (bond_activated_cb), NULL);
  }
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  gboolean hidden = mh_person_is_hidden (person);
  const Bonds *bonds = data;

  gtk_widget_action_set_enabled (GTK_WIDGET (section), "guardians.add", !hidden);
  for (guint i = 0; i < bonds->guardians->len; i++) {
    const MhBond *bond = bonds->guardians->pdata[i];

    add_bond (section, bond, bond->relation);
  }

  for (guint i = 0; i < bonds->wards->len; i++) {
    const MhBond *bond = bonds->wards->pdata[i];
    g_autofree char *text = *bond->relation != '\0' ? g_strdup_printf (_("This person answers for him or her as %s"), bond->relation)
                                                    : g_strdup (_("This person answers for him or her"));

    add_bond (section, bond, text);
  }

  if (hidden)
    mh_person_section_set_note (section, _("Not shown, because the person is under protection."));
  else if (bonds->guardians->len == 0 && bonds->wards->len == 0)
    mh_person_section_set_note (section, _("None"));
}

static void
added_cb (GtkWidget       *window,
          MhPersonSection *self)
{
  mh_person_section_emit_changed (self);
}

static void
add_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhPersonSection *self = MH_PERSON_SECTION (widget);
  GtkWidget *window = mh_guardian_window_new (widget, mh_person_section_get_context (self), mh_person_section_get_id (self));

  g_signal_connect_object (window, "added", G_CALLBACK (added_cb), self, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
}

static void
mh_person_guardians_class_init (MhPersonGuardiansClass *klass)
{
  MhPersonSectionClass *section_class = MH_PERSON_SECTION_CLASS (klass);

  section_class->read = read_section;
  section_class->free_data = (GDestroyNotify) bonds_free;
  section_class->show = show_section;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "guardians.add", NULL, add_activated_cb);
}

static void
mh_person_guardians_init (MhPersonGuardians *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Guardians"));
  mh_person_section_add_button (MH_PERSON_SECTION (self), _("Add a _Guardian …"), "guardians.add",
                                _("Parent, legal guardian: who answers for this person"));
}

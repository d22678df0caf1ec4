/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-contacts"

#include "mh-person-contacts.h"

#include <glib/gi18n-lib.h>

#include "mh-add-contact-window.h"
#include "mh-contact-row.h"

struct _MhPersonContacts
{
  MhPersonSection parent_instance;
};

G_DEFINE_FINAL_TYPE (MhPersonContacts, mh_person_contacts, MH_TYPE_PERSON_SECTION)

static void
contact_changed_cb (GtkWidget       *source,
                    MhPersonSection *self)
{
  mh_person_section_emit_changed (self);
}

static void
add_contact_activated_cb (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  MhPersonSection *self = MH_PERSON_SECTION (widget);
  MhAddContactWindow *window = mh_add_contact_window_new (widget, mh_person_section_get_context (self),
                                                          mh_person_section_get_id (self));

  g_signal_connect_object (window, "added", G_CALLBACK (contact_changed_cb), self, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  gboolean hidden = mh_person_is_hidden (person);
  guint n = person->contacts != NULL && !hidden ? person->contacts->len : 0;

  for (guint i = 0; i < n; i++) {
    const MhContact *contact = person->contacts->pdata[i];
    const MhContact *before = i > 0 ? person->contacts->pdata[i - 1] : NULL;
    gboolean is_first = before == NULL || !g_str_equal (before->kind, contact->kind);
    GtkWidget *row = mh_contact_row_new (mh_person_section_get_context (section), contact, person->is_protected, is_first);

    g_signal_connect_object (row, "changed", G_CALLBACK (contact_changed_cb), section, G_CONNECT_DEFAULT);
    mh_person_section_add_row (section, row);
  }

  if (hidden)
    mh_person_section_set_note (section, _("Not shown, because the person is under protection."));
  else if (n == 0)
    mh_person_section_set_note (section, _("None. Ask for a mobile number during the next call."));
  else if (person->numbers_differ)
    mh_person_section_set_note (section, _("The resident list and what was entered by hand have different numbers. Ask the person which is right, and remove the other."));
}

static void
mh_person_contacts_class_init (MhPersonContactsClass *klass)
{
  MH_PERSON_SECTION_CLASS (klass)->show = show_section;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "contacts.add", NULL, add_contact_activated_cb);
}

static void
mh_person_contacts_init (MhPersonContacts *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Contacts"));
  mh_person_section_add_button (MH_PERSON_SECTION (self), _("Add a _Contact …"), "contacts.add",
                                _("A mobile phone, telephone or LINE account"));
}

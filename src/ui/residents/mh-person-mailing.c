/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-mailing"

#include "mh-person-mailing.h"

#include <glib/gi18n-lib.h>

#include "mh-mailing-window.h"
#include "mh-people-mailing.h"
#include "mh-wording.h"

struct _MhPersonMailing
{
  MhPersonSection parent_instance;
};

typedef struct {
  gint64 resident;
  char  *purpose;
} Removal;

G_DEFINE_FINAL_TYPE (MhPersonMailing, mh_person_mailing, MH_TYPE_PERSON_SECTION)

static void
removal_free (Removal *removal)
{
  g_free (removal->purpose);
  g_free (removal);
}

static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  if (mh_person_is_hidden (person))
    return g_ptr_array_new ();

  return mh_mailing_table_list (desk->db, person->resident->id, error);
}

static gpointer
remove_mailing (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  const Removal *removal = input;

  return mh_people_remove_mailing (desk, removal->resident, removal->purpose, error) ? mh_person_dup_act (desk, removal->resident) : NULL;
}

static void
remove_clicked_cb (GtkButton       *button,
                   MhPersonSection *self)
{
  const MhMailingAddress *mailing = g_object_get_data (G_OBJECT (button), "mailing");
  Removal *removal = g_new0 (Removal, 1);

  removal->resident = mh_person_section_get_id (self);
  removal->purpose = g_strdup (mailing->purpose);
  mh_person_section_run (self, remove_mailing, removal, (GDestroyNotify) removal_free,
                         _("The mailing address is removed"), _("The mailing address was not removed"));
}

static void
saved_cb (GtkWidget       *window,
          MhPersonSection *self)
{
  mh_person_section_emit_changed (self);
}

static void
open_window (MhPersonSection        *self,
             const MhMailingAddress *mailing)
{
  GtkWidget *window = mh_mailing_window_new (GTK_WIDGET (self), mh_person_section_get_context (self), mh_person_section_get_id (self), mailing);

  g_signal_connect_object (window, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
}

static void
edit_clicked_cb (GtkButton       *button,
                 MhPersonSection *self)
{
  open_window (self, g_object_get_data (G_OBJECT (button), "mailing"));
}

static void
add_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  open_window (MH_PERSON_SECTION (widget), NULL);
}

static void
add_row_button (MhPersonSection        *section,
                GtkWidget              *row,
                const MhMailingAddress *mailing,
                const char             *label,
                GCallback               callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *spoken = g_strdup_printf ("%s %s", label, mh_wording_category (mailing->purpose));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "mailing", mh_mailing_address_copy (mailing), (GDestroyNotify) mh_mailing_address_free);
  g_signal_connect_object (button, "clicked", callback, section, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_mailing (MhPersonSection        *section,
             const MhMailingAddress *mailing)
{
  GString *text = g_string_new (NULL);
  GtkWidget *row;

  if (mailing->postal_code != NULL)
    g_string_append_printf (text, "〒%s ", mailing->postal_code);
  g_string_append (text, mailing->address);
  if (mailing->address_extra != NULL)
    g_string_append_printf (text, " %s", mailing->address_extra);
  g_string_assign (text, mh_ui_context_veil (mh_person_section_get_context (section), text->str));
  g_string_append_printf (text, "\n%s", mailing->addressee);
  if (mailing->reason != NULL)
    g_string_append_printf (text, " ・ %s", mailing->reason);

  row = mh_person_section_add_text (section, *mailing->purpose != '\0' ? mh_wording_category (mailing->purpose) : _("Every letter"),
                                    text->str);
  g_string_free (text, TRUE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  add_row_button (section, row, mailing, _("Change"), G_CALLBACK (edit_clicked_cb));
  add_row_button (section, row, mailing, _("Remove"), G_CALLBACK (remove_clicked_cb));
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  gboolean hidden = mh_person_is_hidden (person);
  GPtrArray *mailings = data;

  gtk_widget_action_set_enabled (GTK_WIDGET (section), "mailing.add", !hidden);
  for (guint i = 0; i < mailings->len; i++)
    add_mailing (section, mailings->pdata[i]);

  if (hidden)
    mh_person_section_set_note (section, _("Not shown, because the person is under protection."));
  else if (person->is_protected)
    mh_person_section_set_note (section, _("While the protection runs, no letter goes out by itself, wherever."));
  else if (mailings->len == 0)
    mh_person_section_set_note (section, _("None: letters go to the person’s own address."));
}

static void
mh_person_mailing_class_init (MhPersonMailingClass *klass)
{
  MhPersonSectionClass *section_class = MH_PERSON_SECTION_CLASS (klass);

  section_class->read = read_section;
  section_class->free_data = (GDestroyNotify) g_ptr_array_unref;
  section_class->show = show_section;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "mailing.add", NULL, add_activated_cb);
}

static void
mh_person_mailing_init (MhPersonMailing *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Mailing addresses"));
  mh_person_section_add_button (MH_PERSON_SECTION (self), _("Add a _Mailing Address …"), "mailing.add",
                                _("Letters go there instead: a home, a guardian, a relative"));
}
